package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionComparisonTest {

    @Test
    void theDistanceIsThatOfTheTwoStaircases() {
        final ConditionComparison comparison = ConditionComparison.between(
                population("control", events(new double[] {-1, -2, -3, -4}, 10)),
                population("drug", events(new double[] {-3, -4, -5, -6}, 20)));
        assertEquals(0.5, comparison.amplitudeD(), 1e-12);
        assertEquals(1, comparison.intervalD(), 1e-12);
        // of the 70 orders of four and four the distance is 0.5 or more in 54
        assertEquals(54 / 70.0, comparison.amplitudeP(), 1e-9);
        assertEquals(4, comparison.firstEvents());
    }

    @Test
    void smallerEventsOfADrugAreSeenAndTheirUnchangedIntervalsAreNot() {
        final SplittableRandom random = new SplittableRandom(20);
        int falseAlarms = 0;
        for (int n = 0; n < 40; n++) {
            final EventResult control = random(random, 300, 20), drug = random(random, 300, 14);
            final ConditionComparison comparison =
                    ConditionComparison.between(population("control", control), population("drug", drug));
            assertTrue(comparison.amplitudeP() < 1e-3);
            if (comparison.intervalP() < 0.05) falseAlarms++;
        }
        assertTrue(falseAlarms <= 7, falseAlarms + " of 40"); // 2 expected; more than 7 once in 1000
    }

    @Test
    void aConditionWithoutEventsComparesToNothing() {
        final ConditionComparison comparison = ConditionComparison.between(
                population("control", events(new double[] {-1, -2}, 5)), population("drug", events(new double[0], 5)));
        assertEquals(Double.NaN, comparison.amplitudeD());
        assertEquals(Double.NaN, comparison.amplitudeP());
        assertEquals(Double.NaN, comparison.intervalP());
        assertEquals(0, comparison.secondEvents());
    }

    @Test
    void aTinyProbabilityIsNotZero() {
        final SplittableRandom random = new SplittableRandom(21);
        final EventResult control = random(random, 600, 20), drug = random(random, 600, 12);
        final ConditionComparison comparison =
                ConditionComparison.between(population("control", control), population("drug", drug));
        final double lambda = comparison.amplitudeD() * Math.sqrt(300);
        assertTrue(comparison.amplitudeP() > 0 && comparison.amplitudeP() < 1e-15);
        assertEquals(Math.log(2) - 2 * lambda * lambda, Math.log(comparison.amplitudeP()), 1e-9);
    }

    @Test
    void intervalsDoNotReachFromOneRecordingOfAConditionIntoTheNext() {
        final EventPopulation pooled = EventPopulation.of(
                "control", List.of(events(new double[] {-1, -2, -3}, 10), events(new double[] {-4, -5}, 10)));
        assertEquals(5, pooled.magnitudes().length);
        assertEquals(3, pooled.intervalsMs().length);
        assertEquals(1, pooled.magnitudes()[0]);
    }

    private static EventPopulation population(final String name, final EventResult result) {
        return EventPopulation.of(name, List.of(result));
    }

    private static EventResult random(final SplittableRandom random, final int count, final double medianPa) {
        final double[] amplitudes = new double[count], times = new double[count];
        double time = 0;
        for (int i = 0; i < count; i++) {
            amplitudes[i] = -medianPa * Math.exp(0.4 * random.nextGaussian());
            times[i] = time += -100 * Math.log(1 - random.nextDouble());
        }
        return result(amplitudes, times);
    }

    private static EventResult events(final double[] amplitudes, final double intervalMs) {
        final double[] times = new double[amplitudes.length];
        for (int i = 0; i < times.length; i++) times[i] = i * (intervalMs + i);
        return result(amplitudes, times);
    }

    private static EventResult result(final double[] amplitudes, final double[] times) {
        final List<SynapticEvent> events = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            events.add(new SynapticEvent(
                    0,
                    times[i],
                    -5,
                    Optional.of(new EventKinetics(0, amplitudes[i], 1, 0.4, 0.5, 0.3, 5, Optional.empty(), Double.NaN)),
                    Rejection.NONE));
        }
        return new EventResult(
                EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE, new BiexponentialShape(0.5, 5)),
                "pA",
                10,
                Optional.empty(),
                events);
    }
}
