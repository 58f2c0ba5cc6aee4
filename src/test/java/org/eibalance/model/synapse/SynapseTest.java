package org.eibalance.model.synapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.MembraneState;
import org.junit.jupiter.api.Test;

class SynapseTest {

    @Test
    void aRegularTrainSettlesAtTheReleaseOfTheClosedForm() {
        for (final ShortTermPlasticity synapse :
                new ShortTermPlasticity[] {new ShortTermPlasticity(0.5, 800, 0), new ShortTermPlasticity(0.1, 100, 1000)
                }) {
            final ShortTermPlasticity.State state = new ShortTermPlasticity.State(synapse, 1);
            double release = 0;
            for (int k = 1; k < 2000; k++) release = state.release(0, k * 50.0);
            assertEquals(synapse.steadyRelease(20), release, 1e-12);
        }
    }

    @Test
    void aDepressingSynapseReleasesLessAndAFacilitatingOneMoreAtTheSecondSpike() {
        final ShortTermPlasticity.State depressing =
                new ShortTermPlasticity.State(new ShortTermPlasticity(0.5, 800, 0), 1);
        assertTrue(depressing.release(0, 10) > 1.5 * depressing.release(0, 30));
        final ShortTermPlasticity.State facilitating =
                new ShortTermPlasticity.State(new ShortTermPlasticity(0.1, 100, 1000), 1);
        assertTrue(facilitating.release(0, 10) < 0.7 * facilitating.release(0, 30));
    }

    @Test
    void aDepressingSynapsePassesOnAsMuchAtAnyHighRate() {
        final ShortTermPlasticity synapse = new ShortTermPlasticity(0.5, 800, 0);
        assertEquals(1, 200 * synapse.steadyRelease(200) / (100 * synapse.steadyRelease(100)), 0.02);
    }

    @Test
    void magnesiumBlocksAtRestAndLetsGoWhereTheCellIsDepolarised() {
        final Synapse.Nmda nmda = new Synapse.Nmda(2, 100, 0, 1);
        assertEquals(1 / (1 + Math.exp(0.062 * 65) / 3.57), nmda.unblocked(-65), 1e-12);
        assertTrue(nmda.unblocked(-65) < 0.07);
        assertTrue(nmda.unblocked(0) > 0.75);
        assertEquals(1, new Synapse.Nmda(2, 100, 0, 0).unblocked(-65));
    }

    @Test
    void anNmdaWeightIsThePeakOfItsConductance() {
        final Synapse.Nmda settings = new Synapse.Nmda(2, 100, 0, 0);
        final SynapseState state = settings.allocate(1, 0.01, 0, 0);
        final MembraneState cell =
                LeakyIntegrateAndFire.ofTimeConstant(20, -60, 1e9, -60, 0).allocate(1, 0.01);
        state.arrivals()[0] = 3;
        double peak = 0;
        for (int s = 0; s < 3000; s++) {
            state.contribute(cell, 0, 1, new float[1], new float[1]);
            peak = Math.max(peak, state.strength(0, -60));
        }
        assertEquals(3, peak, 1e-3);
    }

    @Test
    void anExponentialCurrentIsIntegratedExactly() {
        final LeakyIntegrateAndFire neuron = LeakyIntegrateAndFire.ofTimeConstant(20, 0, 1e9, -1, 0);
        final double stepMs = 0.5;
        final SynapseState.Currents current =
                (SynapseState.Currents) new Synapse.ExponentialCurrent(5).allocate(1, stepMs, 0, 0);
        final float propagator = current.propagator(neuron);
        final var cell = neuron.allocate(1, stepMs);
        current.arrivals()[0] = 1;
        for (int s = 0; s < 20; s++) {
            cell.advanceExactly(0, new float[1]);
            cell.addDecayedCurrent(current.arrivals(), (float) (propagator * current.unit()));
            current.endStep();
        }
        final double exact = 5.0 / (5 - 20) * (Math.exp(-10.0 / 5) - Math.exp(-10.0 / 20));
        assertEquals(exact, cell.potentialMv(0), 1e-6);
    }

    /** Five seconds: many times over the unit is so small that all is written anew. */
    @Test
    void aConductanceDecaysExactlyHoweverLongAgoTheSpikesAre() {
        final SynapseState state = new Synapse.ExponentialConductance(5, 0).allocate(3, 0.1, 0, 0);
        final CounterRandom random = new CounterRandom(1, 1);
        state.arrivals()[2] = 40;
        double expected = 0;
        for (int s = 0; s < 50_000; s++) {
            if (random.nextDouble() < 0.02) {
                state.arrivals()[0] += (float) (6 / state.unit());
                expected += 6;
            }
            assertEquals(expected, state.strength(0, 0), 2e-6 * expected + 1e-12);
            // The membrane sees it in the middle of the step.
            final float[] conductance = new float[1];
            state.contribute(null, 0, 1, conductance, new float[1]);
            assertEquals(expected * Math.exp(-0.05 / 5), conductance[0], 2e-6 * expected + 1e-12);
            state.endStep();
            expected *= Math.exp(-0.1 / 5);
            if (s == 99) assertEquals(40 * Math.exp(-10.0 / 5), state.strength(2, 0), 1e-5);
        }
        assertEquals(0, state.arrivals()[1]);
        // Forgotten, not kept as one of the tiny numbers that processors are slow with.
        assertEquals(0, state.arrivals()[2]);
    }

    @Test
    void theDrawsDependOnSeedStreamAndPlaceAlone() {
        final CounterRandom a = new CounterRandom(7, 3);
        final CounterRandom b = new CounterRandom(7, 3);
        for (int k = 0; k < 100; k++) assertEquals(a.nextLong(), b.nextLong());
        assertTrue(new CounterRandom(7, 4).nextLong() != new CounterRandom(7, 3).nextLong());
        assertTrue(new CounterRandom(8, 3).nextLong() != new CounterRandom(7, 3).nextLong());
    }

    @Test
    void uniformAndNormalDrawsHaveTheirMoments() {
        final CounterRandom random = new CounterRandom(1, 1);
        double sum = 0;
        double squares = 0;
        double normal = 0;
        double normalSquares = 0;
        double fourth = 0;
        final int n = 400_000;
        for (int k = 0; k < n; k++) {
            final double u = random.nextDouble();
            sum += u;
            squares += u * u;
            final double z = random.nextGaussian();
            normal += z;
            normalSquares += z * z;
            fourth += z * z * z * z;
        }
        assertEquals(0.5, sum / n, 0.002);
        assertEquals(1.0 / 3, squares / n, 0.002);
        assertEquals(0, normal / n, 0.006);
        assertEquals(1, normalSquares / n, 0.01);
        assertEquals(3, fourth / n, 0.08);
    }
}
