package org.eibalance.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a plain C program of the same model with 10 000 + 10 000 neurons and K = 1000. */
class BinarySimulationTest {

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        ".05, .01228, .02660, .00031, .00108, .1",
        ".1, .05757, .07731, .00545, .00916, .02",
        ".2, .15334, .17517, .04400, .05433, .02",
        ".3, .25068, .27141, .12100, .13538, .02"
    })
    void activitiesAndTheirDisorderAreThoseOfTheReference(
            final double m0, final double e, final double i, final double qe, final double qi, final double tolerance) {
        final BinarySimulation simulation = new BinarySimulation(BinaryNetwork.ofPapers(10_000, 1000), m0, 1);
        simulation.run(20, t -> m0, 1, share -> {});
        final double[] first = measured(simulation, m0);
        final double[] second = measured(simulation, m0);
        final double[] sums = new double[4];
        for (int k = 0; k < 10_000; k++) {
            sums[0] += (first[k] + second[k]) / 20_000;
            sums[1] += (first[10_000 + k] + second[10_000 + k]) / 20_000;
            // The product of two windows has no part from the fluctuations within one.
            sums[2] += first[k] * second[k] / 10_000;
            sums[3] += first[10_000 + k] * second[10_000 + k] / 10_000;
        }
        assertEquals(e, sums[0], tolerance * e);
        assertEquals(i, sums[1], tolerance * i);
        // The reference's squares hold such a part: 2 m (1 − m) / 200 at most.
        assertEquals(qe, sums[2], tolerance * qe + e / 100);
        assertEquals(qi, sums[3], tolerance * qi + i / 100);
        if (m0 == 0.1) assertEquals(0.081, simulation.flipsPerUpdate(), 0.002);
    }

    private static double[] measured(final BinarySimulation simulation, final double m0) {
        simulation.startMeasuring();
        simulation.run(40, t -> m0, 1, share -> {});
        return simulation.meanActivities();
    }

    @Test
    void aStepIsFollowedFasterThanOneNeuronCould() {
        final BinarySimulation simulation = new BinarySimulation(BinaryNetwork.ofPapers(10_000, 1000), 0.1, 2);
        final double low = mean(simulation.run(40, t -> 0.1, 0.1, share -> {}).excitatory(), 200, 400);
        final double[] step = simulation.run(30, t -> 0.15, 0.1, share -> {}).excitatory();
        final double high = mean(step, 100, 300);
        assertTrue((step[0] - low) / (high - low) >= 0.65, "after .1 tau " + step[0]);
        // One step: m_E fluctuates by a fiftieth of it.
        assertTrue((step[3] - low) / (high - low) >= 0.85, "after .4 tau " + step[3]);
    }

    /** 4000 and 4000 / .9 updates a time constant: 20 of these end before their last sample. */
    @Test
    void theLastSampleOfACourseIsThereWhateverTheNumberOfNeurons() {
        for (final int neurons : new int[] {400, 450, 1000, 4000}) {
            final BinarySimulation simulation = new BinarySimulation(BinaryNetwork.ofPapers(neurons, 100), 0.1, 1);
            for (int part = 1; part <= 4; part++) {
                final BinarySimulation.Course course = simulation.run(20, t -> 0.1, 0.05, share -> {});
                assertEquals(400, course.times().length);
                assertEquals(20 * part, course.times()[399], 0.01, neurons + " neurons");
            }
        }
    }

    private static double mean(final double[] values, final int from, final int to) {
        return java.util.Arrays.stream(values, from, to).average().orElse(Double.NaN);
    }

    @Tag("slow")
    @Test
    void slowInhibitionEndsTheSteadyState() {
        final double calm = sd(0.9);
        final double restless = sd(3.6);
        assertTrue(restless > 5 * calm, calm + " and " + restless);
    }

    private static double sd(final double tauI) {
        final BinarySimulation simulation =
                new BinarySimulation(BinaryNetwork.ofPapers(10_000, 1000).withTauI(tauI), 0.1, 3);
        final double[] e = simulation.run(80, t -> 0.1, 0.1, share -> {}).excitatory();
        final double mean = mean(e, 400, 800);
        return Math.sqrt(java.util.Arrays.stream(e, 400, 800)
                        .map(x -> (x - mean) * (x - mean))
                        .sum()
                / 400);
    }

    @Test
    void theFieldsAreTheActiveInputsAtAnyTime() {
        final BinaryNetwork network = BinaryNetwork.ofPapers(500, 100);
        final BinarySimulation simulation = new BinarySimulation(network, 0.2, 4);
        simulation.run(20, t -> 0.2, 1, share -> {});
        double sumE = 0;
        for (int i = 0; i < 1000; i++) {
            final double counted = simulation.input(i)[0] * Math.sqrt(100);
            assertEquals(Math.rint(counted), counted, 1e-9);
            sumE += counted;
        }
        assertTrue(sumE > 1000);
    }

    @Test
    void theSameSeedGivesTheSameCourse() {
        final BinaryNetwork network = BinaryNetwork.ofPapers(1000, 100);
        assertArrayEquals(
                new BinarySimulation(network, 0.1, 4)
                        .run(20, t -> 0.1, 0.5, share -> {})
                        .excitatory(),
                new BinarySimulation(network, 0.1, 4)
                        .run(20, t -> 0.1, 0.5, share -> {})
                        .excitatory());
    }

    @Test
    void watchedNeuronsFireIrregularly() {
        final BinarySimulation simulation = new BinarySimulation(BinaryNetwork.ofPapers(4000, 400), 0.1, 5);
        for (int i = 0; i < 4000; i++) simulation.watch(i);
        simulation.run(400, t -> 0.2, 1, share -> {});
        double cv = 0;
        int used = 0;
        for (int i = 0; i < 4000; i += 20) {
            final double[] times = simulation.spikeTimes(i);
            if (times.length < 15) continue;
            double sum = 0;
            double squares = 0;
            for (int k = 1; k < times.length; k++) {
                sum += times[k] - times[k - 1];
                squares += (times[k] - times[k - 1]) * (times[k] - times[k - 1]);
            }
            final double mean = sum / (times.length - 1);
            cv += Math.sqrt(squares / (times.length - 1) - mean * mean) / mean;
            used++;
        }
        assertTrue(used > 50);
        assertEquals(0.9, cv / used, 0.2);
    }

    @Test
    void aNetworkLargerThanMemoryIsRefusedWithASentence() {
        final String sentence = assertThrows(
                        InputException.class,
                        () -> new BinarySimulation(BinaryNetwork.ofPapers(10_000_000, 100_000), 0.1, 1))
                .getMessage();
        assertTrue(sentence.startsWith("The network of 20000000 neurons"), sentence);
    }
}
