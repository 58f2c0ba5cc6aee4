package org.eibalance.model.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Fixed points, resets and rates of the neuron models that can be worked out by hand. */
class MembranesTest {

    private static double[] rates(final Kinetics kinetics, final double potentialMv) {
        final double[] rates = new double[6];
        kinetics.rates(potentialMv, rates);
        return rates;
    }

    private static void step(final MembraneState cell, final double conductanceNs, final double currentPa) {
        cell.advance(new float[] {(float) conductanceNs}, new float[] {(float) currentPa}, 0, 1);
    }

    @Test
    void theSquidAxonHasTheRatesOfHodgkinAndHuxleyAtRest() {
        // Rest is 0 in their units: alpha_m 2.5 / (e^2.5 - 1), beta_m 4, alpha_h 0.07, beta_h 1 / (e^3 + 1),
        // alpha_n 0.1 / (e - 1), beta_n 0.125.
        assertArrayEquals(
                new double[] {2.5 / (Math.exp(2.5) - 1), 4, 0.07, 1 / (Math.exp(3) + 1), 0.1 / (Math.E - 1), 0.125},
                rates(Kinetics.HODGKIN_HUXLEY, -65),
                1e-12);
        assertEquals(1, rates(Kinetics.HODGKIN_HUXLEY, -40)[0], 1e-12, "the limit of 0 over 0");
        assertEquals(0.1, rates(Kinetics.HODGKIN_HUXLEY, -55)[4], 1e-12);
        assertEquals(1, rates(Kinetics.HODGKIN_HUXLEY, -40 + 1e-7)[0], 1e-8, "and smooth beside it");
        assertEquals(1 + 1e-5 * 0.05, rates(Kinetics.HODGKIN_HUXLEY, -40 + 1e-5)[0], 1e-9);
        assertEquals(4 / Math.E, rates(Kinetics.HODGKIN_HUXLEY, -47)[1], 1e-12);
        assertEquals(0.07 / Math.E, rates(Kinetics.HODGKIN_HUXLEY, -45)[2], 1e-12);
        assertEquals(1 / (1 + 1 / Math.E), rates(Kinetics.HODGKIN_HUXLEY, -25)[3], 1e-12);
        assertEquals(0.125 / Math.E, rates(Kinetics.HODGKIN_HUXLEY, 15)[5], 1e-12);
        assertFalse(Kinetics.HODGKIN_HUXLEY.instantaneousActivation());
    }

    /** Each rate at its own midpoint, where only its height is left, and one scale further. */
    @Test
    void theCorticalKineticsHaveTheirHeightsAndScales() {
        final Object[][] models = {
            {Kinetics.TRAUB_MILES, new double[] {-50, -23, -46, -23, -48, -53}},
            {Kinetics.REDUCED_TRAUB_MILES, new double[] {-54, -27, -50, -27, -52, -57}}
        };
        for (final Object[] model : models) {
            final Kinetics kinetics = (Kinetics) model[0];
            final double[] at = (double[]) model[1];
            final double[] heights = {0.32 * 4, 0.28 * 5, 0.128, 2, 0.032 * 5, 0.5};
            for (int k = 0; k < 6; k++) assertEquals(heights[k], rates(kinetics, at[k])[k], 1e-12, kinetics + " " + k);
            assertEquals(0.32 * 4 / (1 - 1 / Math.E), rates(kinetics, at[0] + 4)[0], 1e-12);
            assertEquals(0.28 * 5 / (1 - 1 / Math.E), rates(kinetics, at[1] - 5)[1], 1e-12);
            assertEquals(0.128 / Math.E, rates(kinetics, at[2] + 18)[2], 1e-12);
            assertEquals(4 / (1 + 1 / Math.E), rates(kinetics, at[3] + 5)[3], 1e-12);
            assertEquals(0.032 * 5 / (1 - 1 / Math.E), rates(kinetics, at[4] + 5)[4], 1e-12);
            assertEquals(0.5 / Math.E, rates(kinetics, at[5] + 40)[5], 1e-12);
        }
        assertFalse(Kinetics.TRAUB_MILES.instantaneousActivation());
        assertTrue(Kinetics.REDUCED_TRAUB_MILES.instantaneousActivation());
    }

    @Test
    void theInterneuronOfWangAndBuzsakiIsFiveTimesAsFast() {
        final Kinetics k = Kinetics.WANG_BUZSAKI;
        assertEquals(1, rates(k, -35)[0], 1e-12);
        assertEquals(4, rates(k, -60)[1], 1e-12);
        assertEquals(4 / Math.E, rates(k, -42)[1], 1e-12);
        assertEquals(0.35, rates(k, -58)[2], 1e-12);
        assertEquals(0.35 / Math.E, rates(k, -38)[2], 1e-12);
        assertEquals(2.5, rates(k, -28)[3], 1e-12);
        assertEquals(5 / (1 + 1 / Math.E), rates(k, -18)[3], 1e-12);
        assertEquals(0.5, rates(k, -34)[4], 1e-12);
        assertEquals(0.625, rates(k, -44)[5], 1e-12);
        assertEquals(0.625 / Math.E, rates(k, 36)[5], 1e-12);
        assertTrue(k.instantaneousActivation());
    }

    @Test
    void adaptationAddsItsConductanceToTheLeakInTheSteadyState() {
        // Without spikes: V - E_L = I / (g_L + a).
        final MembraneState cell =
                new AdaptiveExponential(200, 10, -70, 1e3, 0, 2e3, -70, 0, 50, 5, 0).allocate(1, 0.1);
        for (int s = 0; s < 20_000; s++) step(cell, 0, 150);
        assertEquals(-70 + 150 / 15.0, cell.potentialMv(0), 1e-3);
        // A synapse of 10 nS that reverses at -40 mV: (15 -70 + 10 -40 + 150) / 25.
        for (int s = 0; s < 20_000; s++) step(cell, 10, 150 - 40 * 10);
        assertEquals((15 * -70 + 10 * -40 + 150) / 25.0, cell.potentialMv(0), 1e-3);
    }

    @Test
    void adaptationFollowsThePotentialWithItsTimeConstant() {
        // Held by a huge conductance 20 mV above rest, w goes to a 20 mV as 1 - exp(-t / tau_w); let go, the
        // first step shows it: C dV/dt = -g_L 20 - w.
        for (final double heldMs : new double[] {10, 50, 200}) {
            final MembraneState cell =
                    new AdaptiveExponential(200, 10, -70, 1e3, 0, 2e3, -70, 0, 50, 5, 0).allocate(1, 0.01);
            for (int s = 0; s < heldMs / 0.01; s++) {
                cell.setPotentialMv(0, -50);
                step(cell, 0, 0);
            }
            cell.setPotentialMv(0, -50);
            step(cell, 0, 0);
            final double w = 5 * 20 * (1 - Math.exp(-heldMs / 50));
            assertEquals(-(10 * 20 + w) / 200, (cell.potentialMv(0) + 50) / 0.01, 0.005);
        }
    }

    @Test
    void aSpikeOfTheAdaptiveNeuronResetsAddsItsJumpAndHoldsTheCell() {
        final AdaptiveExponential neuron = new AdaptiveExponential(200, 10, -70, -50, 2, 0, -60, 1, 1e9, 0, 400);
        final MembraneState cell = neuron.allocate(2, 0.1);
        cell.setPotentialMv(1, 0.5);
        final int[] fired = new int[2];
        assertEquals(1, cell.detect(fired));
        assertEquals(1, fired[0]);
        assertEquals(-60, cell.potentialMv(1));
        for (int s = 0; s < 10; s++) {
            cell.applyJumps(new float[] {0, 5});
            cell.advance(new float[2], new float[2], 0, 2);
            assertEquals(-60, cell.potentialMv(1), "held for 1 ms");
            assertEquals(0, cell.detect(fired));
        }
        cell.advance(new float[2], new float[2], 0, 2);
        // (-g_L 10 + g_L 2 exp(-5) - 400) / C in mV/ms, over 0.1 ms
        assertEquals(-60 + 0.1 * (-100 + 20 * Math.exp(-5) - 400) / 200, cell.potentialMv(1), 0.002);
        cell.applyJumps(new float[] {0, 5});
        assertEquals(-55.25, cell.potentialMv(1), 0.01);
        assertEquals(2, cell.neurons());
    }

    @Test
    void theExponentialRunsAwayAboveThresholdAndStopsAtItsCutOff() {
        final AdaptiveExponential neuron = new AdaptiveExponential(200, 10, -70, -50, 2, 0, -60, 0, 100, 0, 0);
        final MembraneState cell = neuron.allocate(1, 0.05);
        cell.setPotentialMv(0, -40);
        int steps = 0;
        while (cell.detect(new int[1]) == 0) {
            step(cell, 0, 0);
            assertTrue(cell.potentialMv(0) <= 1, "never more than 1 mV beyond the cut-off");
            assertTrue(++steps < 100);
        }
        final MembraneState below = neuron.allocate(1, 0.05);
        below.setPotentialMv(0, -52);
        for (int s = 0; s < 10_000; s++) step(below, 0, 0);
        assertEquals(-70, below.potentialMv(0), 0.01, "g_L 2 mV exp(-10) is all that is left");
    }

    @Test
    void izhikevichsCellRestsAtMinusSeventy() {
        // 0.04 v² + 5 v + 140 - 0.2 v = 0 has the roots -70 and -50.
        final MembraneState cell = Izhikevich.regularSpiking().allocate(1, 0.1);
        assertEquals(-65, cell.potentialMv(0));
        for (int s = 0; s < 20_000; s++) step(cell, 0, 0);
        assertEquals(-70, cell.potentialMv(0), 0.01);
        final MembraneState balanced = Izhikevich.regularSpiking().allocate(1, 0.1);
        balanced.setPotentialMv(0, -50);
        step(balanced, 0, 0);
        assertEquals(-50, balanced.potentialMv(0), 1e-4);
    }

    @Test
    void izhikevichsCellFiresAtThirtyAndItsRecoveryJumps() {
        final MembraneState cell = Izhikevich.regularSpiking().allocate(2, 0.001);
        cell.setPotentialMv(1, 30);
        final int[] fired = new int[2];
        assertEquals(1, cell.detect(fired));
        assertEquals(1, fired[0]);
        assertEquals(-65, cell.potentialMv(1));
        // u was 0.2 30 and is 14 now: dv/dt = 0.04 65² - 5 65 + 140 - 14 = -30; 3 nS and 7 pA more add 3 65 + 7.
        cell.advance(new float[] {0}, new float[] {0}, 1, 1);
        assertEquals(-65 - 0.03, cell.potentialMv(1), 2e-4);
        final MembraneState driven = Izhikevich.regularSpiking().allocate(1, 0.001);
        driven.setPotentialMv(0, 30);
        driven.detect(fired);
        step(driven, 3, 7);
        assertEquals(-65 + 0.001 * (-30 + 3 * 65 + 7), driven.potentialMv(0), 5e-4);
        driven.applyJumps(new float[] {4});
        assertEquals(-61 + 0.172, driven.potentialMv(0), 5e-4);
        assertEquals(0, Izhikevich.regularSpiking().leakNs());
        assertEquals(2, cell.neurons());
    }

    @Test
    void aHundredNeuronsThatFireAreAllHeldAndAllReleased() {
        // More than the ring of the held ones has places at first; they fire on two steps.
        final LeakyIntegrateAndFireState cells =
                LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 1).allocate(300, 0.1);
        final int[] fired = new int[300];
        final float[] jumps = new float[300];
        for (int i = 0; i < 300; i += 2) jumps[i] = 25;
        cells.advanceExactly(0, jumps);
        assertEquals(150, cells.detect(fired));
        assertEquals(298, fired[149]);
        for (int i = 0; i < 300; i++) jumps[i] = 25 - jumps[i];
        cells.advanceExactly(0, jumps);
        assertEquals(150, cells.detect(fired));
        assertEquals(1, fired[0]);
        assertEquals(299, fired[149]);
        java.util.Arrays.fill(jumps, 0); // from 10 mV they only decay
        int even = 0, odd = 0;
        for (int s = 0; s < 20; s++) {
            cells.advanceExactly(0, jumps);
            if (cells.potentialMv(0) != 10) even++;
            if (cells.potentialMv(299) != 10) odd++;
            for (int i = 0; i < 300; i++) assertEquals(cells.potentialMv(i % 2), cells.potentialMv(i));
            cells.detect(fired);
        }
        assertEquals(1, even - odd, "those that fired a step later are held a step longer");
    }

    @Test
    void valuesThatNoNeuronHasAreRefused() {
        assertThrows(InputException.class, () -> new LeakyIntegrateAndFire(0, 10, -60, -50, -60, 5));
        assertThrows(InputException.class, () -> new LeakyIntegrateAndFire(200, -1, -60, -50, -60, 5));
        assertThrows(InputException.class, () -> new LeakyIntegrateAndFire(200, 10, -60, -50, -50, 5));
        assertThrows(InputException.class, () -> new LeakyIntegrateAndFire(200, 10, -60, -50, -60, -1));
        assertThrows(InputException.class, () -> new Izhikevich(0, 0.2, -65, 8));
        assertThrows(InputException.class, () -> new Izhikevich(0.02, 0.2, 30, 8));
        assertThrows(InputException.class, () -> adaptive(0, 10, 2, -60, 1, 100));
        assertThrows(InputException.class, () -> adaptive(200, -1, 2, -60, 1, 100));
        assertThrows(InputException.class, () -> adaptive(200, 10, -2, -60, 1, 100));
        assertThrows(InputException.class, () -> adaptive(200, 10, 2, 0, 1, 100));
        assertThrows(InputException.class, () -> adaptive(200, 10, 2, -60, -1, 100));
        assertThrows(InputException.class, () -> adaptive(200, 10, 2, -60, 1, 0));
        assertEquals(200, adaptive(200, 0, 0, -60, 0, 100).capacitancePf(), "zeros that mean none are allowed");
        assertEquals(20, new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 0).timeConstantMs());
    }

    private static AdaptiveExponential adaptive(
            final double capacitance,
            final double leak,
            final double slope,
            final double reset,
            final double refractory,
            final double adaptationTime) {
        return new AdaptiveExponential(capacitance, leak, -70, -50, slope, 0, reset, refractory, adaptationTime, 0, 0);
    }

    @Test
    void sentencesNameTheSettingItsValueAndWhatIsAllowed() {
        assertEquals("The gain is -1.0 nS: it must be above 0.", refused(() -> Require.positive("gain", -1, "nS")));
        assertEquals("The gain is 0.0: it must be above 0.", refused(() -> Require.positive("gain", 0, "")));
        assertTrue(refused(() -> Require.positive("gain", Double.NaN, "")).startsWith("The gain is NaN"));
        assertTrue(refused(() -> Require.positive("gain", Double.POSITIVE_INFINITY, ""))
                .contains("Infinity"));
        assertEquals(
                "The gain is -1.0 nS: it must be 0 or above.", refused(() -> Require.notNegative("gain", -1, "nS")));
        assertTrue(refused(() -> Require.notNegative("gain", Double.POSITIVE_INFINITY, ""))
                .contains("Infinity"));
        assertEquals(
                "The share is 2.0: it must be from 0.0 to 1.0.", refused(() -> Require.within("share", 2, 0, 1, "")));
        assertEquals(
                "The step is -1.0 ms: it must be from 0.0 to 1.0 ms.",
                refused(() -> Require.within("step", -1, 0, 1, "ms")));
        assertEquals(
                "The reset is 5.0 mV: it must be below the threshold of 5.0 mV.",
                refused(() -> Require.below("reset", 5, "threshold", 5, "mV")));
        Require.within("share", 0, 0, 1, "");
        Require.within("share", 1, 0, 1, "");
        Require.notNegative("gain", 0, "");
        Require.positive("gain", Double.MIN_VALUE, "");
        Require.below("reset", 4, "threshold", 5, "mV");
    }

    private static String refused(final Runnable check) {
        return assertThrows(InputException.class, check::run).getMessage();
    }
}
