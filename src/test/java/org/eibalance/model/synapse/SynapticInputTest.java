package org.eibalance.model.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.MembraneState;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** What a synapse adds to the conductance and the current of a membrane: g, and g times its reversal potential. */
class SynapticInputTest {

    private static final double STEP_MS = 0.1;

    private static MembraneState cellsAt(final int neurons, final double potentialMv) {
        return LeakyIntegrateAndFire.ofTimeConstant(20, potentialMv, 1e9, potentialMv, 0)
                .allocate(neurons, STEP_MS);
    }

    private static SynapseState allocate(final Synapse synapse, final int neurons) {
        return synapse.allocate(neurons, STEP_MS, 17, 0);
    }

    @Test
    void aConductanceAddsItsOwnReversalToTheNeuronsAskedFor() {
        final SynapseState state = allocate(new Synapse.ExponentialConductance(5, -75), 4);
        for (int i = 0; i < 4; i++) state.arrivals()[i] = 2 * (i + 1);
        final float[] conductance = {100, 100};
        final float[] current = {1000, 1000};
        state.contribute(cellsAt(4, -60), 1, 2, conductance, current);
        final double middle = Math.exp(-STEP_MS / 2 / 5);
        assertArrayEquals(new float[] {(float) (100 + 4 * middle), (float) (100 + 6 * middle)}, conductance, 1e-4f);
        assertArrayEquals(
                new float[] {(float) (1000 - 75 * 4 * middle), (float) (1000 - 75 * 6 * middle)}, current, 1e-2f);
        assertEquals(8, state.strength(3, -60), 1e-6);
    }

    @Test
    void aCurrentAddsItsMeanOverTheStep() {
        final SynapseState state = allocate(new Synapse.ExponentialCurrent(2), 3);
        state.arrivals()[0] = 1000;
        state.arrivals()[1] = 50;
        state.arrivals()[2] = 20;
        final float[] conductance = new float[2];
        final float[] current = {7, 7};
        state.contribute(cellsAt(3, -60), 1, 2, conductance, current);
        // The mean of exp(-t / 2) over the first 0.1 ms.
        assertEquals(7 + 50 * 2 / STEP_MS * (1 - Math.exp(-STEP_MS / 2)), current[0], 1e-4);
        assertEquals(7 + 20 * 2 / STEP_MS * (1 - Math.exp(-STEP_MS / 2)), current[1], 1e-4);
        assertArrayEquals(new float[2], conductance);
        state.endStep();
        // The mean of the next step begins where this one ended.
        final float[] next = new float[2];
        state.contribute(cellsAt(3, -60), 1, 2, conductance, next);
        assertEquals((current[0] - 7) * Math.exp(-STEP_MS / 2), next[0], 1e-4);
        assertEquals(50 * Math.exp(-STEP_MS / 2), state.strength(1, -60), 1e-5);
    }

    @Test
    void aCurrentThatDecaysAsFastAsTheMembraneIsIntegratedExactlyToo() {
        // V' = -V / tau + I exp(-t / tau) / C has V = I t exp(-t / tau) / C: the limit of the formula for two times.
        for (final double decayMs : new double[] {20, 20 * (1 + 1e-10), 20.01}) {
            final SynapseState.Currents current =
                    (SynapseState.Currents) new Synapse.ExponentialCurrent(decayMs).allocate(1, 0.5, 0, 0);
            final LeakyIntegrateAndFire neuron = new LeakyIntegrateAndFire(200, 10, 0, 1e9, -1, 0);
            assertEquals(0.5 * Math.exp(-0.5 / 20) / 200, current.propagator(neuron), 1e-7);
        }
        final SynapseState.Conductances conductance =
                (SynapseState.Conductances) allocate(new Synapse.ExponentialConductance(5, -75), 1);
        assertEquals(-75, conductance.reversalMv());
    }

    @Test
    void eachNeuronHasItsOwnNmdaConductance() {
        final SynapseState state = allocate(new Synapse.Nmda(2, 50, 0, 0), 4);
        state.arrivals()[1] = 1;
        state.arrivals()[2] = 3;
        final float[] conductance = new float[2];
        for (int s = 0; s < 20; s++) {
            java.util.Arrays.fill(conductance, 0);
            state.contribute(cellsAt(4, -40), 1, 2, conductance, new float[2]);
        }
        assertTrue(conductance[0] > 0.1);
        assertEquals(3, conductance[1] / conductance[0], 1e-5);
        assertEquals(0, state.strength(0, 0));
        assertEquals(0, state.strength(3, 0));
    }

    @Test
    void aDeltaJumpsThePotentialAndAddsNeitherConductanceNorCurrent() {
        final SynapseState state = allocate(new Synapse.Delta(), 2);
        state.arrivals()[1] = 0.3f;
        final float[] none = new float[2];
        state.contribute(cellsAt(2, -60), 0, 2, none, none);
        assertArrayEquals(new float[2], none);
        assertEquals(0.3, state.strength(1, -60), 1e-6);
        assertEquals(1, state.unit());
    }

    @Test
    void anNmdaConductanceRisesAndDecaysAndIsBlockedAtThePotentialOfItsCell() {
        final Synapse.Nmda settings = new Synapse.Nmda(2, 50, 10, 1);
        final SynapseState state = allocate(settings, 3);
        state.arrivals()[2] = 4;
        final double peakMs = 2 * 50 / 48.0 * Math.log(25);
        final double scale = 1 / (Math.exp(-peakMs / 50) - Math.exp(-peakMs / 2));
        for (int s = 0; s < 300; s++) {
            final float[] conductance = {1};
            final float[] current = {0};
            state.contribute(cellsAt(3, -40), 2, 1, conductance, current);
            final double t = s * STEP_MS;
            final double g = 4 * scale * (Math.exp(-t / 50) - Math.exp(-t / 2)) * settings.unblocked(-40);
            assertEquals(1 + g, conductance[0], 1e-4, "after " + t + " ms");
            assertEquals(10 * g, current[0], 1e-3);
        }
        assertEquals(0, state.arrivals()[2], "what arrived was taken up");
        assertTrue(state.strength(2, 0) > state.strength(2, -40));
    }

    @Test
    void aFluctuatingConductanceHasItsMeanItsDeviationAndItsCorrelationTime() {
        final int neurons = 500;
        final SynapseState state = allocate(new Synapse.OrnsteinUhlenbeck(30, 3, 2, -75), neurons);
        final double[] first = new double[neurons];
        double sum = 0, squares = 0, products = 0;
        final int steps = 400;
        for (int s = 0; s < steps; s++) {
            final float[] conductance = new float[neurons];
            final float[] current = new float[neurons];
            state.contribute(cellsAt(1, 0), 0, neurons, conductance, current);
            for (int i = 0; i < neurons; i++) {
                assertEquals(-75 * conductance[i], current[i], 1e-2);
                sum += conductance[i];
                squares += (conductance[i] - 30) * (conductance[i] - 30);
                // Every 2 ms against the 2 ms before: one correlation time.
                if (s % 20 == 0) {
                    if (s > 0) products += (conductance[i] - 30) * (first[i] - 30);
                    first[i] = conductance[i];
                }
            }
        }
        // 500 neurons of 20 correlation times: some 5000 independent values.
        assertEquals(30, sum / steps / neurons, 4 * 3 / Math.sqrt(5000));
        assertEquals(9, squares / steps / neurons, 4 * 9 * Math.sqrt(2 / 5000.0));
        assertEquals(Math.exp(-1), products / (19.0 * neurons) / 9, 0.05);
    }

    @Test
    void aFluctuatingConductanceIsNeverBelowZeroAndBeginsInItsSteadyState() {
        final int neurons = 20_000;
        final SynapseState state = allocate(new Synapse.OrnsteinUhlenbeck(0, 2, 5, 0), neurons);
        int silent = 0;
        double sum = 0;
        for (int i = 0; i < neurons; i++) {
            final double g = state.strength(i, -60);
            assertTrue(g >= 0);
            if (g == 0) silent++;
            sum += g;
        }
        // Half of a normal distribution about 0 is cut; the mean of the rest and the zeros is sd / sqrt(2 pi).
        assertEquals(0.5, silent / (double) neurons, 0.02);
        assertEquals(2 / Math.sqrt(2 * Math.PI), sum / neurons, 0.04);
        final SynapseState still = allocate(new Synapse.OrnsteinUhlenbeck(4, 0, 5, 0), 1);
        assertEquals(4, still.strength(0, -60), 1e-6);
    }

    @Test
    void neuronsDrawTheSameNoiseWhereverTheShareOfAWorkerBegins() {
        final Synapse noise = new Synapse.OrnsteinUhlenbeck(30, 3, 2, -75);
        final SynapseState whole = noise.allocate(6, STEP_MS, 17, 0);
        final SynapseState part = noise.allocate(2, STEP_MS, 17, 4);
        for (int s = 0; s < 3; s++) {
            assertEquals(whole.strength(4, 0), part.strength(0, 0));
            assertEquals(whole.strength(5, 0), part.strength(1, 0));
            whole.contribute(cellsAt(1, 0), 0, 6, new float[6], new float[6]);
            part.contribute(cellsAt(1, 0), 0, 2, new float[2], new float[2]);
        }
    }

    @Test
    void onlyConductancesReverse() {
        assertEquals(-75, new Synapse.ExponentialConductance(5, -75).reversalOrNanMv());
        assertEquals(10, new Synapse.Nmda(2, 50, 10, 1).reversalOrNanMv());
        assertEquals(-80, new Synapse.OrnsteinUhlenbeck(1, 1, 1, -80).reversalOrNanMv());
        assertTrue(Double.isNaN(new Synapse.Delta().reversalOrNanMv()));
        assertTrue(Double.isNaN(new Synapse.ExponentialCurrent(5).reversalOrNanMv()));
    }

    @Test
    void releaseFollowsTsodyksAndMarkramSpikeBySpike() {
        // First spike: u = U, all resources. Second, after T: u = U + (1 - U) U e^(-T / F), R = 1 - U e^(-T / D).
        final ShortTermPlasticity.State synapses =
                new ShortTermPlasticity.State(new ShortTermPlasticity(0.2, 300, 80), 2);
        assertEquals(0.2, synapses.release(0, 5), 1e-12);
        final double use = 0.2 + 0.8 * 0.2 * Math.exp(-40 / 80.0);
        final double resources = 1 - 0.2 * Math.exp(-40 / 300.0);
        assertEquals(use * resources, synapses.release(0, 45), 1e-12);
        assertEquals(0.2, synapses.release(1, 50), 1e-12, "each source has its own");
        final ShortTermPlasticity.State still = new ShortTermPlasticity.State(new ShortTermPlasticity(0.2, 300, 0), 1);
        still.release(0, 5);
        assertEquals(0.2 * resources, still.release(0, 45), 1e-12, "without facilitation");
    }

    @Test
    void anInhibitoryRuleBalancesAtItsTargetRate() {
        // alpha = 2 rho tau: at 5 Hz and 20 ms the trace of a postsynaptic train has the mean 0.1.
        assertEquals(0.2, new InhibitoryPlasticity(0.01, 5, 20, 10).depression(), 1e-12);
    }

    @Test
    void valuesThatNoSynapseHasAreRefused() {
        assertThrows(InputException.class, () -> new Synapse.ExponentialCurrent(0));
        assertThrows(InputException.class, () -> new Synapse.ExponentialConductance(0, 0));
        assertThrows(InputException.class, () -> new Synapse.Nmda(0, 50, 0, 1));
        assertThrows(InputException.class, () -> new Synapse.Nmda(50, 50, 0, 1));
        assertThrows(InputException.class, () -> new Synapse.Nmda(2, 50, 0, -1));
        assertThrows(InputException.class, () -> new Synapse.OrnsteinUhlenbeck(-1, 1, 1, 0));
        assertThrows(InputException.class, () -> new Synapse.OrnsteinUhlenbeck(1, -1, 1, 0));
        assertThrows(InputException.class, () -> new Synapse.OrnsteinUhlenbeck(1, 1, 0, 0));
        assertThrows(InputException.class, () -> new ShortTermPlasticity(1.1, 300, 80));
        assertThrows(InputException.class, () -> new ShortTermPlasticity(0.2, 0, 80));
        assertThrows(InputException.class, () -> new ShortTermPlasticity(0.2, 300, -1));
        assertThrows(InputException.class, () -> new HomeostaticScaling(-1, 5, 100));
        assertThrows(InputException.class, () -> new HomeostaticScaling(1, -5, 100));
        assertThrows(InputException.class, () -> new HomeostaticScaling(1, 5, 0));
        assertThrows(InputException.class, () -> new InhibitoryPlasticity(-0.01, 5, 20, 10));
        assertThrows(InputException.class, () -> new InhibitoryPlasticity(0.01, -5, 20, 10));
        assertThrows(InputException.class, () -> new InhibitoryPlasticity(0.01, 5, 0, 10));
        assertThrows(InputException.class, () -> new InhibitoryPlasticity(0.01, 5, 20, 0));
    }
}
