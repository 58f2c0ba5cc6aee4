package org.eibalance.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.eibalance.model.neuron.AdaptiveExponential;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.Membrane;
import org.eibalance.model.synapse.HomeostaticScaling;
import org.eibalance.model.synapse.InhibitoryPlasticity;
import org.eibalance.model.synapse.ShortTermPlasticity;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks so small that what happens in them is known by hand. */
class KnownNetworksTest {

    private static final DoubleConsumer QUIET = share -> {};
    private static final double STEP_MS = 0.1;

    /** 200 pF, 10 nS, rest at -60 mV, and no spikes. */
    private static Membrane silent() {
        return new LeakyIntegrateAndFire(200, 10, -60, 1e9, -61, 0);
    }

    /** Fires at once where it starts above -50 mV, then rests. */
    private static Membrane source() {
        return new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 2);
    }

    private static double[] strengths(
            final Simulation simulation, final Probe probe, final double ms, final int synapse) {
        simulation.run(ms, QUIET);
        return probe.strengths(synapse);
    }

    /** The same whether currents are all equal or drawn for each neuron, which take different routes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConstantCurrentMovesThePotentialByItselfOverTheLeak(final boolean scattered) {
        final Network.Builder b = new Network.Builder(STEP_MS, 1);
        final Population p = b.population("p", silent(), 400, new Synapse.Delta());
        final Population other = b.population("other", silent(), 10, new Synapse.Delta());
        b.current(p.whole(), 30, scattered ? 20 : 0);
        b.current(p.whole(), 20, 0);
        if (scattered) b.current(p.part(100, 200), 40, 0);
        final Simulation simulation = b.build().prepare(1);
        final Probe[] probes = new Probe[400];
        for (int i = 0; i < 400; i++) probes[i] = simulation.patch(p, i, 1);
        final Probe beside = simulation.patch(other, 3, 1);
        simulation.run(400, QUIET);
        final double[] mv = new double[400];
        for (int i = 0; i < 400; i++) mv[i] = probes[i].potentialsMv()[399];
        final double[] low = scattered ? Arrays.copyOf(mv, 100) : mv;
        assertEquals(-60 + 50 / 10.0, Statistics.mean(low), scattered ? 0.7 : 1e-3);
        assertEquals(scattered ? 2 : 0, Statistics.sd(low), scattered ? 0.4 : 1e-6);
        if (scattered) {
            assertEquals(-60 + 90 / 10.0, Statistics.mean(mv, 100, 200), 0.7, "the part has 40 pA more");
            assertEquals(-60 + 50 / 10.0, Statistics.mean(mv, 200, 400), 0.5);
        }
        assertEquals(-60, beside.potentialsMv()[399], 1e-9);
        // tau is 20 ms: after 20 ms 63 % of the way.
        if (!scattered) assertEquals(-60 + 5 * (1 - Math.exp(-1)), probes[0].potentialsMv()[20], 0.02);
    }

    @Test
    void statesAtTheStartHaveTheirMeanAndTheirDeviationInTheirPart() {
        final Network.Builder b = new Network.Builder(STEP_MS, 2);
        final Population p = b.population("p", silent(), 3000, new Synapse.ExponentialConductance(5, 0));
        b.startPotential(p.part(1000, 3000), -50, 4);
        b.startSynapse(p.part(0, 1000), 0, 20, 3);
        final Simulation simulation = b.build().prepare(1);
        final Probe[] probes = new Probe[3000];
        for (int i = 0; i < 3000; i++) probes[i] = simulation.patch(p, i, 1);
        simulation.run(0.1, QUIET);
        final double[] mv = new double[3000];
        final double[] ns = new double[3000];
        for (int i = 0; i < 3000; i++) {
            mv[i] = probes[i].potentialsMv()[0];
            ns[i] = probes[i].strengths(0)[0];
        }
        assertEquals(-60, Statistics.mean(mv, 0, 1000), 1e-9);
        assertEquals(-50, Statistics.mean(mv, 1000, 3000), 4 * 4 / Math.sqrt(2000));
        assertEquals(4, Statistics.populationSd(mv, 1000, 3000), 0.3);
        assertEquals(20, Statistics.mean(ns, 0, 1000), 4 * 3 / Math.sqrt(1000));
        assertEquals(3, Statistics.populationSd(ns, 0, 1000), 0.3);
        assertEquals(0, Statistics.mean(ns, 1000, 3000), 0);
    }

    @Test
    void aDriveReachesItsPartAloneAndFollowsItsCourse() {
        final Network.Builder b = new Network.Builder(STEP_MS, 3);
        final Population p = b.population("p", silent(), 303, new Synapse.ExponentialConductance(5, 0));
        final float[] course = new float[1001];
        Arrays.fill(course, 0, 1000, 2f);
        course[1000] = 0.5f;
        b.drive(new PoissonDrive(p.part(50, 150), 0, 1000, 3));
        b.drive(new PoissonDrive(p.part(150, 303), 0, 1000, 3, course));
        final Simulation simulation = b.build().prepare(1);
        final Probe[] probes = new Probe[303];
        for (int i = 0; i < 303; i++) probes[i] = simulation.patch(p, i, 1);
        simulation.run(300, QUIET);
        double[] sums = new double[4];
        for (int i = 0; i < 303; i++) {
            final double[] ns = probes[i].strengths(0);
            if (i < 50) sums[0] += Statistics.mean(ns);
            else if (i < 150) sums[1] += Statistics.mean(ns, 30, 300) / 100;
            else {
                sums[2] += Statistics.mean(ns, 30, 100) / 153;
                sums[3] += Statistics.mean(ns, 130, 300) / 153;
            }
        }
        assertEquals(0, sums[0], 0, "nobody else");
        // 1 / ms × 5 ms × 3 nS, less half of what decays in a step.
        assertEquals(15, sums[1], 0.5);
        assertEquals(30, sums[2], 1, "twice the rate");
        assertEquals(7.5, sums[3], 0.4, "then half of it for ever");
    }

    /** A spike of weight w arrives after its delay, and then the synapse does what it does. */
    @Test
    void aSpikeIsAConductanceACurrentOrAJump() {
        final Network.Builder b = new Network.Builder(STEP_MS, 4);
        final Population s = b.population("s", source(), 1);
        final Population cond = b.population(
                "cond",
                silent(),
                3,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        final Population curr = b.population("curr", silent(), 3, new Synapse.ExponentialCurrent(4));
        final Population jump = b.population("jump", silent(), 3, new Synapse.Delta());
        b.startPotential(s.whole(), -40, 0);
        b.connect(s.whole(), cond.part(1, 2), 0, new Connectivity.FixedInDegree(1), 3, 2);
        b.connect(s.whole(), cond.part(1, 2), 1, new Connectivity.FixedInDegree(1), 7, 3);
        b.connect(s.whole(), curr.part(2, 3), 0, new Connectivity.FixedInDegree(1), 50, 1);
        b.connect(s.whole(), jump.part(0, 1), 0, new Connectivity.FixedInDegree(1), -4, 0.1);
        final Simulation simulation = b.build().prepare(1);
        final Probe[] conds = {
            simulation.patch(cond, 0, 0.1), simulation.patch(cond, 1, 0.1), simulation.patch(cond, 2, 0.1)
        };
        final Probe currOne = simulation.patch(curr, 2, 0.1);
        final Probe currNone = simulation.patch(curr, 1, 0.1);
        final Probe jumpOne = simulation.patch(jump, 0, 0.1);
        final Probe jumpNone = simulation.patch(jump, 1, 0.1);
        simulation.run(30, QUIET);
        assertArrayEquals(new int[] {0}, simulation.spikes().steps(), "one spike, in the first step");
        // Fired in step 0, it is put at step 20 of a delay of 2 ms and seen at the start of the next one.
        for (int i = 0; i < 300; i++) {
            assertEquals(0, conds[0].strengths(0)[i], 0);
            assertEquals(0, conds[2].strengths(1)[i], 0);
            final double e = i <= 20 ? 0 : 3 * Math.exp(-(i - 20) * 0.1 / 5);
            final double inh = i <= 30 ? 0 : 7 * Math.exp(-(i - 30) * 0.1 / 10);
            assertEquals(e, conds[1].strengths(0)[i], 0.002, "step " + i);
            assertEquals(inh, conds[1].strengths(1)[i], 0.002, "step " + i);
            final double pa = i <= 10 ? 0 : 50 * Math.exp(-(i - 10) * 0.1 / 4);
            assertEquals(pa, currOne.strengths(0)[i], 0.02, "step " + i);
            assertEquals(0, currNone.strengths(0)[i], 0);
            final double mv = i <= 1 ? -60 : -60 - 4 * Math.exp(-(i - 2) * 0.1 / 20);
            assertEquals(mv, jumpOne.potentialsMv()[i], 0.001, "step " + i);
            assertEquals(-60, jumpNone.potentialsMv()[i], 1e-9);
        }
        // A current of 50 exp(-t / 4): V = 50 / C × (exp(-t / 20) - exp(-t / 4)) / (1 / 4 - 1 / 20).
        final double t = 10;
        assertEquals(
                -60 + 50 / 200.0 * (Math.exp(-t / 20) - Math.exp(-t / 4)) / (1 / 4.0 - 1 / 20.0),
                currOne.potentialsMv()[111],
                0.02);
        // Conductances: dV / dt = (10 (-60 - V) + e (0 - V) + i (-80 - V)) / 200, by small steps.
        double v = -60;
        for (int k = 0; k < 10_000; k++) {
            final double ms = k * 0.001;
            final double e = ms < 2 ? 0 : 3 * Math.exp(-(ms - 2) / 5);
            final double inh = ms < 3 ? 0 : 7 * Math.exp(-(ms - 3) / 10);
            v += 0.001 / 200 * (10 * (-60 - v) - e * v + inh * (-80 - v));
        }
        assertEquals(v, conds[1].potentialsMv()[100], 0.02);
    }

    @Test
    void synapsesThatChangeReleaseWhatTheirHistoryLeaves() {
        final Network.Builder b = new Network.Builder(STEP_MS, 5);
        // 300 pA into 10 nS: it fires in regular intervals.
        final Population s = b.population("s", source(), 1);
        final Population target = b.population("target", silent(), 1, new Synapse.Delta());
        b.current(s.whole(), 300, 0);
        final ShortTermPlasticity rule = new ShortTermPlasticity(0.5, 100, 0);
        b.connect(s.whole(), target.whole(), 0, new Connectivity.FixedInDegree(1), 10, 1, rule, null);
        final Simulation simulation = b.build().prepare(1);
        final Probe probe = simulation.patch(target, 0, 0.1);
        simulation.run(60, QUIET);
        final int[] steps = simulation.spikes().steps();
        assertTrue(steps.length >= 4);
        final double[] mv = probe.potentialsMv();
        double x = 1;
        double last = steps[0] * STEP_MS;
        for (final int step : steps) {
            if (step + 12 >= mv.length) break;
            x = 1 - (1 - x) * Math.exp(-(step * STEP_MS - last) / 100);
            last = step * STEP_MS;
            final double before = -60 + (mv[step + 10] + 60) * Math.exp(-0.1 / 20);
            assertEquals(10 * 0.5 * x, mv[step + 11] - before, 0.15, "spike at step " + step);
            x *= 0.5;
        }
    }

    /** Vogels and others 2011: w += eta (x_post - alpha) at a spike before, w += eta x_pre at one behind. */
    @Test
    void plasticWeightsFollowTheRuleSpikeBySpike() {
        final InhibitoryPlasticity rule = new InhibitoryPlasticity(0.5, 5, 20, 3);
        final double alpha = 2 * 5 * 20 / 1000.0;
        final SynapseRows rows = new SynapseRows.Short(new int[] {0, 2, 3}, new char[] {0, 2, 2});
        final PlasticRows plastic = new PlasticRows(rows, 3, 1, rule, STEP_MS);
        final float[] into = new float[4];
        plastic.spikeBefore(0, 0, into, 1, 2);
        assertArrayEquals(new float[] {0, 2, 0, 2}, into, 1e-6f, "the weights before the change, times the share");
        double w00 = 1 - 0.5 * alpha;
        double w02 = w00;
        final double w12 = 1;
        assertEquals((w00 + w02 + w12) / 3, plastic.meanWeight(), 1e-6);
        // 100 steps later target 2 fires: its synapse from source 0 grows by the trace of that, the other by nothing.
        plastic.spikeBehind(2, 100);
        w02 += 0.5 * Math.exp(-10 / 20.0);
        assertEquals((w00 + w02 + w12) / 3, plastic.meanWeight(), 1e-6);
        // 50 steps later source 0 fires again.
        Arrays.fill(into, 0);
        plastic.spikeBefore(0, 150, into, 0, 1);
        assertArrayEquals(new float[] {(float) w00, 0, (float) w02, 0}, into, 1e-5f);
        w00 -= 0.5 * alpha;
        w02 += 0.5 * (Math.exp(-5 / 20.0) - alpha);
        assertEquals((w00 + w02 + w12) / 3, plastic.meanWeight(), 1e-5);
        // Target 0 fires in the same step: traces add up, 1 + exp(-15 / 20).
        plastic.spikeBehind(0, 150);
        w00 += 0.5 * (1 + Math.exp(-15 / 20.0));
        assertEquals((w00 + w02 + w12) / 3, plastic.meanWeight(), 1e-5);
        for (int k = 0; k < 100; k++) plastic.spikeBehind(0, 150);
        assertEquals((w00 + w02 + w12) / 3, plastic.meanWeight(), 2, "never above the greatest weight");
        Arrays.fill(into, 0);
        plastic.spikeBefore(0, 151, into, 0, 1);
        assertEquals(3, into[0], 0, "the greatest weight");
        for (int k = 0; k < 200; k++) plastic.spikeBefore(1, 5000 + 10_000L * k, into, 0, 1);
        Arrays.fill(into, 0);
        plastic.spikeBefore(1, 9_000_000, into, 0, 1);
        assertEquals(0, into[2], 0, "never below 0");
    }

    @Test
    void plasticRowsAreTheSameInEveryLayout() {
        final InhibitoryPlasticity rule = new InhibitoryPlasticity(0.5, 5, 20, 30);
        final Connectivity all = new Connectivity.FixedProbability(1);
        final SynapseRows bits = RowBuilder.build(all, 3, 0, 5, 5, -10, 1, 100);
        assertTrue(bits instanceof BitRows);
        final SynapseRows wide =
                new SynapseRows.Wide(new int[] {0, 5, 10, 15}, new int[] {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4});
        for (final SynapseRows rows : new SynapseRows[] {bits, wide}) {
            final PlasticRows plastic = new PlasticRows(rows, 5, 2, rule, STEP_MS);
            plastic.spikeBehind(4, 10);
            final float[] into = new float[5];
            plastic.spikeBefore(1, 10, into, 0, 1);
            assertArrayEquals(new float[] {2, 2, 2, 2, 2}, into, 0);
            // Fifteen weights of 2; four synapses of source 1 lose 0.1, the one to target 4 gains 0.4.
            assertEquals(2 + (0.5 - 5 * 0.1) / 15, plastic.meanWeight(), 1e-6);
        }
    }

    /** ds / dt = k (r - r0): with a neuron that is silent the factor falls, and never below 0. */
    @Test
    void aSilentNeuronLosesItsInhibition() {
        final Network.Builder b = new Network.Builder(STEP_MS, 6);
        final Population s = b.population("s", source(), 1);
        final Population p = b.population("p", silent(), 2, new Synapse.ExponentialConductance(5, -80));
        b.startPotential(s.whole(), -40, 0);
        b.connect(s.whole(), p.whole(), 0, new Connectivity.FixedInDegree(1), 10, 150);
        b.scale(p, 0, new HomeostaticScaling(0.5, 10, 100));
        final Simulation simulation = b.build().prepare(1);
        final Probe probe = simulation.patch(p, 1, 0.1);
        simulation.run(160, QUIET);
        // r = 10 exp(-t / 100 ms), so that s = 1 - 0.5 × 10 × (t - 100 ms (1 - exp(-t / 100 ms))).
        final double factor = 1 - 5 * (0.15 - 0.1 * (1 - Math.exp(-1.5)));
        assertEquals(factor * 10 * Math.exp(-0.1 / 5), probe.strengths(0)[1501], 0.05);
        assertEquals(1 - 5 * (0.16 - 0.1 * (1 - Math.exp(-1.6))), simulation.scaleFactor(p, 0, 1), 0.005);
        simulation.run(1000, QUIET);
        assertEquals(0, simulation.scaleFactor(p, 0, 0));
    }

    @Test
    void neuronsOfDifferentKindsTakeTheSameInput() {
        // Two conductances have a route of their own in neurons that leak and fire; with a third receptor all are
        // general.
        final double[][] mv = new double[2][];
        for (int k = 0; k < 2; k++) {
            final Network.Builder b = new Network.Builder(STEP_MS, 7);
            final Synapse e = new Synapse.ExponentialConductance(5, 0);
            final Synapse i = new Synapse.ExponentialConductance(10, -80);
            final Population p = k == 0
                    ? b.population("p", silent(), 20, e, i)
                    : b.population("p", silent(), 20, e, i, new Synapse.ExponentialCurrent(3));
            b.current(p.whole(), 25, 0);
            b.startSynapse(p.whole(), 0, 5, 0);
            b.startSynapse(p.whole(), 1, 30, 0);
            final Simulation simulation = b.build().prepare(1);
            final Probe probe = simulation.patch(p, 13, 1);
            simulation.run(50, QUIET);
            mv[k] = probe.potentialsMv();
        }
        assertArrayEquals(mv[0], mv[1], 0.02);
        assertTrue(mv[0][5] < -60.5, "inhibition is the stronger one: " + mv[0][5]);
    }

    @Test
    void manyNeuronsOfAGeneralKindAreAdvancedPieceByPiece() {
        final Network.Builder b = new Network.Builder(STEP_MS, 8);
        final Population p = b.population(
                "p", AdaptiveExponential.ofBretteGerstner(), 3000, new Synapse.ExponentialConductance(5, 0));
        b.startSynapse(p.whole(), 0, 40, 0);
        b.current(p.whole(), 100, 0);
        final Simulation simulation = b.build().prepare(1);
        final Probe[] probes = {
            simulation.patch(p, 0, 1),
            simulation.patch(p, 511, 1),
            simulation.patch(p, 1024, 1),
            simulation.patch(p, 2047, 1),
            simulation.patch(p, 2999, 1)
        };
        simulation.run(20, QUIET);
        for (final Probe probe : probes) assertArrayEquals(probes[0].potentialsMv(), probe.potentialsMv(), 1e-9);
        assertTrue(probes[0].potentialsMv()[3] > probes[0].potentialsMv()[0] + 1);
    }

    private static Spikes spikes(final int[] neurons, final int[] steps) {
        return new Spikes(0.5, 200, 10, neurons, steps);
    }

    /** Two populations of five; ms are half steps. */
    @Test
    void spikesAreCountedInTheirPartAndTheirWindow() {
        final Population first = new Population(0, "a", silent(), 0, 5, java.util.List.of());
        final Population second = new Population(1, "b", silent(), 5, 5, java.util.List.of());
        final Spikes s = spikes(new int[] {1, 6, 6, 7, 9, 6}, new int[] {0, 20, 40, 40, 99, 100});
        assertEquals(6, s.count());
        assertEquals(100, s.durationMs());
        assertArrayEquals(new int[] {0, 3, 1, 0, 1}, s.counts(second.whole(), 0, 100));
        assertArrayEquals(new int[] {0, 2, 1, 0, 1}, s.counts(second.whole(), 0, 50), "the one at 50 ms is outside");
        assertArrayEquals(new int[] {0, 2, 1, 0, 0}, s.counts(second.whole(), 10, 49.5));
        assertArrayEquals(new int[] {0, 1, 1, 0, 0}, s.counts(second.whole(), 10.1, 49.5));
        assertArrayEquals(new int[] {1, 0}, s.counts(second.part(2, 4), 0, 100));
        assertArrayEquals(new int[] {0, 1, 0, 0, 0}, s.counts(first.whole(), 0, 100));
        // 4 spikes of 5 neurons in 50 ms.
        assertEquals(4 * 1000.0 / 5 / 50, s.rateHz(second.whole(), 0, 50), 1e-12);
        assertArrayEquals(new double[] {10.5, 20.5, 50.5}, s.timesMs(second, 1), 1e-12, "at the end of their steps");
        assertArrayEquals(new double[] {1, 2, 0, 1}, s.histogram(second.whole(), 10, 50, 10), 0);
        assertArrayEquals(new double[] {0, 1, 2, 0}, s.histogram(second.whole(), 0, 45, 10), 0, "the rest is left out");
        // 1, 2, 0, 1: mean 1, variance 0.5.
        assertEquals(0.5, s.populationFano(second.whole(), 10, 50, 10), 1e-12);
    }

    @Test
    void theCoefficientOfVariationIsThatOfTheIntervals() {
        final Population p = new Population(0, "a", silent(), 0, 5, java.util.List.of());
        // Neuron 1: intervals 10 and 30 steps; neuron 2: 20, 20, 20; neuron 3 fires twice.
        final Spikes s = spikes(new int[] {1, 2, 1, 2, 3, 1, 2, 3, 2}, new int[] {10, 12, 20, 32, 33, 50, 52, 70, 72});
        assertEquals((0.5 + 0) / 2, s.meanCv(p.whole(), 0, 100, 3), 1e-9, "10 and 30: deviation 10 about 20");
        assertEquals(0, s.meanCv(p.whole(), 0, 100, 4), 1e-9, "four spikes has neuron 2 alone");
        assertEquals(0.5, s.meanCv(p.part(1, 2), 0, 100, 1), 1e-9);
        assertTrue(Double.isNaN(s.meanCv(p.part(3, 4), 0, 100, 1)));
        assertTrue(Double.isNaN(s.meanCv(p.part(1, 2), 0, 25, 1)), "the third spike is outside");
    }

    @Test
    void expectedMemoryGrowsWithNeuronsAndSynapses() {
        final Network.Builder b = new Network.Builder(STEP_MS, 1);
        final Population p = b.population("p", silent(), 1000, new Synapse.Delta());
        final double alone = b.build().expectedBytes();
        b.connect(p.whole(), p.whole(), 0, new Connectivity.FixedInDegree(100), 1, 1.5);
        final Network network = b.build();
        assertEquals(100_000, network.expectedSynapses(), 0);
        // Two bytes a synapse, twice while it is built, rows of 1000 sources, and a delay line of 16 steps.
        assertEquals(2 * 200_000 + 4_000 + 16 * 4_000, network.expectedBytes() - alone, 0);
        assertEquals(15, network.shortestDelaySteps());
        b.connect(p.whole(), p.whole(), 0, new Connectivity.FixedInDegree(1), 1, 0.7);
        assertEquals(7, b.build().shortestDelaySteps());
        assertEquals(1000, network.neurons());
    }

    @Test
    void aPartOfAPopulationHasItsBounds() {
        final Population p = new Population(0, "cells", silent(), 0, 10, java.util.List.of());
        assertEquals(3, p.part(7, 10).neurons());
        assertEquals(
                "Neurons 7 to 11 of cells: it has 10.",
                assertThrows(InputException.class, () -> p.part(7, 11)).getMessage());
        assertThrows(InputException.class, () -> p.part(-1, 3));
        assertThrows(InputException.class, () -> p.part(4, 4));
        assertEquals(0, p.cut(0, 3));
        assertEquals(3, p.cut(1, 3));
        assertEquals(10, p.cut(3, 3));
    }
}
