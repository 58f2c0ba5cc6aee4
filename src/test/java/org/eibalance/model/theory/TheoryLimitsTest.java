package org.eibalance.model.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.eibalance.model.network.BinaryNetwork;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closed forms at their limits, and with values that one can follow by hand. */
class TheoryLimitsTest {

    private static BinaryMeanField balance(final double je, final double ji, final double e, final double i) {
        return new BinaryMeanField(new BinaryNetwork(10_000, 10_000, 1000, je, ji, e, i, 1, 0.7, 0.9));
    }

    @Test
    void theGainsOfTheBalancedNetworkFollowFromItsFourWeights() {
        final BinaryMeanField field = balance(2, 1.5, 1.3, 0.6);
        // (1.5 x 1.3 - 2 x 0.6) / 0.5 and (1.3 - 0.6) / 0.5.
        assertEquals(1.5, field.asymptoticExcitatoryGain(), 1e-12);
        assertEquals(1.4, field.asymptoticInhibitoryGain(), 1e-12);
    }

    /**
     * Where both sides are equal the balanced state is not the only one: van Vreeswijk and Sompolinsky ask for more.
     */
    @ParameterizedTest
    @CsvSource({
        "2, 1.6, 1, .79, true",
        "2, 1.6, 1, .8, false", // E/I is J_E/J_I
        "2, 1.99, 1, .8, true",
        "2, 2, 1, .8, false", // J_E is J_I
        "1.01, .9, 1, .8, true",
        "1, .9, 1, .8, false" // J_E is 1
    })
    void balanceNeedsEachOfItsThreeConditionsStrictly(
            final double je, final double ji, final double e, final double i, final boolean balanced) {
        assertEquals(balanced, balance(je, ji, e, i).balanced());
    }

    /**
     * The stationary activities reproduce themselves: m = H(−u / sqrt(alpha)) with u = sqrt(K) (E m_0 + m_E − J m_I) −
     * theta and alpha = m_E + J² m_I.
     */
    @ParameterizedTest
    @CsvSource({
        "2, 1.8, 1, .8, .05",
        "2, 1.8, 1, .8, .5",
        "2, 1.5, 1.3, .6, .1",
        "3, 1.2, 1, .2, .1",
        "1.5, 1.2, 1, .7, .3"
    })
    void theActivitiesOfTheMeanFieldReproduceThemselves(
            final double je, final double ji, final double e, final double i, final double m0) {
        final BinaryMeanField.State state = balance(je, ji, e, i).at(m0);
        final double me = state.excitatory();
        final double mi = state.inhibitory();
        final double ue = Math.sqrt(1000) * (e * m0 + me - je * mi) - 1;
        final double ui = Math.sqrt(1000) * (i * m0 + me - ji * mi) - 0.7;
        final NormalDistribution normal = new NormalDistribution();
        assertEquals(normal.cumulativeProbability(ue / Math.sqrt(me + je * je * mi)), me, 1e-11);
        assertEquals(normal.cumulativeProbability(ui / Math.sqrt(me + ji * ji * mi)), mi, 1e-11);
        assertTrue(state.excitatorySquare() > me * me && state.excitatorySquare() < me, "between equal and frozen");
        assertTrue(state.inhibitorySquare() > mi * mi && state.inhibitorySquare() < mi, "between equal and frozen");
    }

    @Test
    void aNetworkWhoseExcitationIsWeakHasNoCriticalTau() {
        // A single input of 1 with a threshold far above it: E cannot excite itself, whatever inhibition does.
        final BinaryMeanField field = new BinaryMeanField(new BinaryNetwork(100, 100, 1, 2, 1.8, 1, 0.8, 1, 0.7, 0.9));
        assertEquals(Double.POSITIVE_INFINITY, field.criticalTau(0.1));
    }

    @Test
    void aRateBelowAllDigitsIsZeroAndTheSmallestAboveItIsNot() {
        final DiffusionNeuron neuron = new DiffusionNeuron(20, 26, 0, 2);
        assertTrue(neuron.rateHz(0, 1) > 0 && neuron.rateHz(0, 1) < 1e-280, "26 deviations below threshold");
        assertEquals(0, neuron.rateHz(-0.3, 1), 0, "26.3 deviations below threshold");
        assertEquals(0, neuron.rateHz(-1000, 1), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 10, 2, The time constant is 0.0 ms: it must be above 0.",
        "20, 10, 10, 2, The reset is 10.0 mV: it must be below the threshold of 10.0 mV.",
        "20, 20, 10, -1, The refractory time is -1.0 ms: it must be 0 or above."
    })
    void aNeuronThatCannotBeIsRefused(
            final double tauMs,
            final double thresholdMv,
            final double resetMv,
            final double refractoryMs,
            final String sentence) {
        assertEquals(
                sentence,
                assertThrows(InputException.class, () -> new DiffusionNeuron(tauMs, thresholdMv, resetMv, refractoryMs))
                        .getMessage());
    }

    @Test
    void aMembraneWithoutCapacitanceOrLeakIsRefused() {
        final HighConductanceState.Bombardment b = new HighConductanceState.Bombardment(12, 3, 2.7, 0);
        assertEquals(
                "The capacitance is 0.0 pF: it must be above 0.",
                assertThrows(InputException.class, () -> new HighConductanceState(0, 10, -70, b, b))
                        .getMessage());
        assertEquals(
                "The leak conductance is 0.0 nS: it must be above 0.",
                assertThrows(InputException.class, () -> new HighConductanceState(200, 0, -70, b, b))
                        .getMessage());
    }

    @Test
    void theMeanPotentialIsThatOfAllThreeReversalsByTheirConductances() {
        final HighConductanceState state = new HighConductanceState(
                200,
                10,
                -70,
                new HighConductanceState.Bombardment(10, 2, 3, 10),
                new HighConductanceState.Bombardment(20, 4, 10, -75));
        // (10 x -70 + 10 x 10 + 20 x -75) / 40.
        assertEquals(-52.5, state.meanMv(), 1e-12);
        // (10 x 10 + 20 x -75) / 30.
        assertEquals(-140 / 3.0, state.synapticReversalMv(), 1e-12);
        // tau 5 ms; (2 / 40 x 62.5)² x 3 / 8 + (4 / 40 x 22.5)² x 10 / 15.
        assertEquals(Math.sqrt(3.125 * 3.125 * 3 / 8 + 2.25 * 2.25 * 2 / 3), state.sdMv(), 1e-12);
    }

    @Test
    void aStrongerBombardmentFluctuatesMoreAsFastAsBefore() {
        final HighConductanceState twice = HighConductanceState.ofPaper().scaled(2);
        assertEquals(new HighConductanceState.Bombardment(24, 6, 2.7, 0), twice.excitatory());
        assertEquals(new HighConductanceState.Bombardment(114, 13.2, 10.5, -75), twice.inhibitory());
        assertEquals(15.5862, twice.leakNs());
    }

    @Test
    void thePapersNetworkHasTheStateOfItsCells() {
        final List<SparseNetworkTheory.State> states =
                SparseNetworkTheory.ofPaper(5, 2).states();
        assertEquals(1, states.size());
        assertEquals(37.950, states.get(0).rateHz(), 0.0006);
        // 1000 synapses of 0.1 mV and 20 ms: 10 spikes a second at each bring the mean to 20 mV.
        assertEquals(10, SparseNetworkTheory.ofPaper(5, 2).thresholdRateHz(), 1e-12);
    }

    /**
     * Where excitation wins (g < 4) all cells fire at nearly the inverse of their refractory time (Brunel 2000): so far
     * above threshold that noise does nothing, and a cell needs tau ln((mu − V_r) / (mu − theta)) from reset to
     * threshold.
     */
    @ParameterizedTest
    @CsvSource({"2", ".4"})
    void whereExcitationWinsTheRateComesNearTheInverseOfTheRefractoryTime(final double refractoryMs) {
        final List<SparseNetworkTheory.State> states =
                new SparseNetworkTheory(new DiffusionNeuron(20, 20, 10, refractoryMs), 1000, 0.25, 0.1, 1, 2).states();
        final SparseNetworkTheory.State highest = states.get(states.size() - 1);
        final double riseMs = 20 * Math.log((highest.meanMv() - 10) / (highest.meanMv() - 20));
        assertEquals(1000 / (refractoryMs + riseMs), highest.rateHz(), 1e-3 * highest.rateHz());
        assertTrue(riseMs < 0.2 * refractoryMs, riseMs + " ms");
    }

    @Test
    void theStabilizedNetworkRestsWhereBothEquationsHold() {
        // r_E = 2 r_E - 2.5 r_I + 10 and r_I = 3 r_E - r_I + 3: determinant 5.5.
        final InhibitionStabilized weights = new InhibitionStabilized(2, 2.5, 3, 1);
        assertEquals(5.5, weights.determinant(), 1e-12);
        assertArrayEquals(new double[] {12.5 / 5.5, 27 / 5.5}, weights.fixedPoint(10, 3), 1e-12);
        assertEquals(-2.5 / 5.5, weights.excitatoryResponseToInhibitoryInput(), 1e-12);
    }

    @Test
    void inhibitionStabilizesOnlyWhatWouldRunAwayAndOnlyIfItIsStrongEnough() {
        assertFalse(new InhibitionStabilized(1, 2.5, 3, 1).stabilizedByInhibition(), "w_EE of 1 does not run away");
        assertTrue(new InhibitionStabilized(1.001, 2.5, 3, 1).stabilizedByInhibition());
        assertFalse(new InhibitionStabilized(2, 1, 2, 1).stabilizedByInhibition(), "a determinant of 0 holds nothing");
        assertTrue(new InhibitionStabilized(2, 1, 2.001, 1).stabilizedByInhibition());
    }
}
