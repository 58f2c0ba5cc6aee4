package org.eibalance.model.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

class IntegrateAndFireTest {

    @Test
    void aSteadyCurrentGivesTheRateOfTheClosedForm() {
        final LeakyIntegrateAndFire neuron = LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2);
        final LeakyIntegrateAndFireState cell = neuron.allocate(1, 0.01);
        final int[] fired = new int[1];
        int spikes = 0;
        for (int s = 0; s < 1_000_000; s++) {
            cell.advanceExactly(25, new float[1]);
            spikes += cell.detect(fired);
        }
        final double intervalMs = 2 + 20 * Math.log((25.0 - 10) / (25 - 20));
        // The first interval starts at rest and is longer; a spike more or less is 0.1 Hz.
        assertEquals(1000 / intervalMs, spikes / 10.0, 0.15);
    }

    @Test
    void inputThatArrivesDuringRefractorinessIsLost() {
        final LeakyIntegrateAndFireState cell =
                LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2).allocate(1, 0.1);
        final int[] fired = new int[1];
        cell.advanceExactly(0, new float[] {25});
        assertEquals(1, cell.detect(fired));
        for (int s = 1; s <= 20; s++) {
            cell.advanceExactly(0, new float[] {5});
            assertEquals(0, cell.detect(fired));
            assertEquals(10, cell.potentialMv(0), "step " + s);
        }
        cell.advanceExactly(0, new float[] {5});
        cell.detect(fired);
        assertEquals(10 * Math.exp(-0.005) + 5, cell.potentialMv(0), 1e-5);
    }

    @Test
    void theFusedAndTheGeneralStepUnderConductancesAgree() {
        final LeakyIntegrateAndFire neuron = new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5);
        final LeakyIntegrateAndFireState fused = neuron.allocate(1, 0.1);
        final LeakyIntegrateAndFireState general = neuron.allocate(1, 0.1);
        for (int s = 0; s < 100; s++) {
            final float unitE = (float) Math.exp(-(s + 0.5) * 0.1 / 5);
            final float unitI = (float) Math.exp(-(s + 0.5) * 0.1 / 10);
            general.advance(new float[] {30 * unitE + 90 * unitI}, new float[] {90 * unitI * -80}, 0, 1);
            fused.advance(new float[] {30}, new float[] {90}, unitE, unitI, 0, -80, 0);
            assertEquals(general.potentialMv(0), fused.potentialMv(0), 1e-4);
        }
    }

    /** A conductance towards 0 mV and a neuron without leak at -64 mV: after a step -64 exp(-x), x = g dt / C. */
    private static double shareOfTheWay(final double x, final boolean fused) {
        final LeakyIntegrateAndFireState cell = new LeakyIntegrateAndFire(100, 0, -64, 1e9, -64, 0).allocate(1, 0.1);
        final float ns = (float) (x * 1000);
        if (fused) cell.advance(new float[] {1}, new float[1], ns, 1, 0, -80, 0);
        else cell.advance(new float[] {ns}, new float[1], 0, 1);
        return 1 + cell.potentialMv(0) / 64;
    }

    @Test
    void aStepUnderAConstantConductanceIsTheExactOneToTheFifthOrder() {
        for (final boolean fused : new boolean[] {false, true}) {
            for (double x = 0.01; x <= 1; x *= 1.3) {
                final double error = Math.abs(shareOfTheWay(x, fused) + Math.expm1(-x));
                // A float holds the potential to 6e-8 of its value.
                assertTrue(error < Math.pow(x, 5) / 720 + 3e-7, x + ": " + error);
                final double midpointRule = Math.abs(x / (1 + x / 2) + Math.expm1(-x));
                if (x > 0.05) assertTrue(error < midpointRule / 10, x + ": " + error + " against " + midpointRule);
            }
            assertEquals(-0.00054, shareOfTheWay(1, fused) + Math.expm1(-1), 1e-5);
        }
    }

    @Test
    void noConductanceHoweverLargeCarriesThePotentialBeyondItsGoal() {
        for (double x = 0.001; x < 1e6; x *= 1.5) {
            for (final boolean fused : new boolean[] {false, true}) {
                final double share = shareOfTheWay(x, fused);
                assertTrue(share > 0 && share < 0.93, x + ": " + share);
            }
        }
    }

    @Test
    void theNeuronsAboveThresholdAreFoundWhereverTheyAre() {
        final java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        for (final int neurons : new int[] {1, 2, 15, 16, 17, 1023, 1024, 1025, 4000, 5003}) {
            for (final double share : new double[] {0, 0.001, 0.1, 1}) {
                final ThresholdSearch search = new ThresholdSearch(neurons, -50);
                final float[] potential = new float[neurons];
                final int[] expected = new int[neurons];
                int count = 0;
                for (int i = 0; i < neurons; i++) {
                    final boolean above = random.nextDouble() < share || share > 0 && (i == 0 || i == neurons - 1);
                    // The next float above the threshold is above, the threshold itself and what is no number are not.
                    potential[i] = above ? Math.nextUp(-50f) : i % 3 == 0 ? -50f : i % 3 == 1 ? -70f : Float.NaN;
                    if (above) expected[count++] = i;
                }
                search.look(potential);
                final int[] found = new int[neurons];
                assertEquals(count, search.above(found), neurons + " neurons");
                assertArrayEquals(expected, found);
            }
        }
        final ThresholdSearch never = new ThresholdSearch(3, Float.POSITIVE_INFINITY);
        never.look(new float[] {0, 1e30f, -70});
        assertEquals(0, never.above(new int[3]));
    }

    @Test
    void halvingTheStepQuartersTheErrorUnderAConductance() {
        final double exact = exactAfterTenMs();
        final double ratio = Math.abs(afterTenMs(1) - exact) / Math.abs(afterTenMs(0.5) - exact);
        assertEquals(4, ratio, 0.4);
    }

    /** The same in steps of 1e-5 ms and double precision. */
    private static double exactAfterTenMs() {
        double v = -60;
        for (int s = 0; s < 1_000_000; s++) {
            final double g = 200 * Math.exp(-(s + 0.5) * 1e-5 / 5);
            final double middle = v + 0.5e-5 * (10 * (-60 - v) - g * v) / 200;
            v += 1e-5 * (10 * (-60 - middle) - g * middle) / 200;
        }
        return v;
    }

    /** Potential after 10 ms of a decaying conductance of 200 nS. */
    private static double afterTenMs(final double stepMs) {
        final LeakyIntegrateAndFireState cell =
                new LeakyIntegrateAndFire(200, 10, -60, 1e9, -60, 0).allocate(1, stepMs);
        final double half = Math.exp(-0.5 * stepMs / 5);
        double g = 200;
        for (int s = 0; s < Math.round(10 / stepMs); s++) {
            cell.advance(new float[] {(float) (g * half)}, new float[1], 0, 1);
            g *= half * half;
        }
        return cell.potentialMv(0);
    }

    @Test
    void adaptationSlowsTheAdaptiveExponentialNeuron() {
        final MembraneState cell = AdaptiveExponential.ofBretteGerstner().allocate(1, 0.05);
        final int[] fired = new int[1];
        final double[] times = new double[1000];
        int spikes = 0;
        for (int s = 0; s < 20_000; s++) {
            cell.advance(new float[1], new float[] {1000}, 0, 1);
            if (cell.detect(fired) == 1) times[spikes++] = s * 0.05;
        }
        assertTrue(spikes > 5, spikes + " spikes");
        assertTrue(times[spikes - 1] - times[spikes - 2] > 1.5 * (times[1] - times[0]));
    }

    @Test
    void withoutSlopeFactorItIsALeakyNeuronWithItsThreshold() {
        final AdaptiveExponential sharp = new AdaptiveExponential(20, 1, 0, 20, 0, 40, 10, 0, 100, 0, 0);
        final MembraneState cell = sharp.allocate(1, 0.01);
        int spikes = 0;
        for (int s = 0; s < 100_000; s++) {
            cell.advance(new float[1], new float[] {25}, 0, 1);
            spikes += cell.detect(new int[1]);
        }
        assertEquals(1000 / (20 * Math.log(15.0 / 5)), spikes, 1);
    }

    @Test
    void izhikevichsRegularSpikingCellAdaptsToALowerRateThanTheFastSpikingOne() {
        final double[] regular = intervals(Izhikevich.regularSpiking());
        final double[] fast = intervals(Izhikevich.fastSpiking());
        assertTrue(regular[regular.length - 1] > 1.5 * regular[0]);
        assertTrue(regular[regular.length - 1] > 3 * fast[fast.length - 1]);
    }

    private static double[] intervals(final Izhikevich settings) {
        final MembraneState cell = settings.allocate(1, 0.05);
        final double[] intervals = new double[1000];
        int spikes = 0;
        int last = 0;
        for (int s = 0; s < 10_000; s++) {
            cell.advance(new float[1], new float[] {10}, 0, 1);
            if (cell.detect(new int[1]) == 0) continue;
            if (spikes > 0) intervals[spikes - 1] = (s - last) * 0.05;
            last = s;
            spikes++;
        }
        return java.util.Arrays.copyOf(intervals, spikes - 1);
    }

    @Test
    void aResetAboveTheThresholdIsRefusedWithASentence() {
        final InputException e =
                assertThrows(InputException.class, () -> LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 25, 2));
        assertEquals("The reset is 25.0 mV: it must be below the threshold of 20.0 mV.", e.getMessage());
    }
}
