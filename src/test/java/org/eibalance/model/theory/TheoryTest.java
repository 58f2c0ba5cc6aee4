package org.eibalance.model.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.model.network.BinaryNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values computed independently with SciPy from the same equations. */
class TheoryTest {

    @ParameterizedTest
    @CsvSource({
        "5, 2, 10, 37.950, .675",
        "6, 4, 10, 55.841, .736",
        "4.5, .9, 10, 6.517, .776",
        "6, 2, 10, 22.850, .764",
        "8, 2, 10, 12.988, .866",
        "8, 1.2, 10, 4.958, .876",
        "5, 2, 0, 32.033, .421"
    })
    void theSparseNetworkHasBrunelsStationaryState(
            final double g, final double eta, final double resetMv, final double rateHz, final double cv) {
        final List<SparseNetworkTheory.State> states =
                new SparseNetworkTheory(new DiffusionNeuron(20, 20, resetMv, 2), 1000, 0.25, 0.1, g, eta).states();
        assertEquals(1, states.size());
        assertEquals(rateHz, states.get(0).rateHz(), 0.0006);
        assertEquals(cv, states.get(0).cv(), 0.0006);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 10, 3, 0, 95.82, .2996",
        "50, 10, 6, 0, 59.39, .2528",
        "50, 10, 10, 1, 127.24, .1513",
        "100, 10, 11, 1, 43.05, .2251",
        "100, 20, 6, 1, 28.08, .1859",
        "100, 20, 10, 1, 67.62, .1153"
    })
    void theDiffusionLimitOfRandomEpspsIsSiegerts(
            final double inputs,
            final double tauMs,
            final double perMs,
            final double refractoryMs,
            final double rateHz,
            final double cv) {
        final DiffusionNeuron neuron = new DiffusionNeuron(tauMs, 1, 0, refractoryMs);
        final double mean = tauMs * perMs / inputs;
        final double sd = Math.sqrt(tauMs * perMs) / inputs;
        assertEquals(rateHz, neuron.rateHz(mean, sd), 0.006);
        assertEquals(cv, neuron.cv(mean, sd), 0.0001);
    }

    @Test
    void theScaledErrorFunctionIsSmoothWhereItsFormulasMeet() {
        assertEquals(ScaledErfc.of(2 - 1e-9), ScaledErfc.of(2 + 1e-9), 1e-9);
        assertEquals(0.25539567631050574, ScaledErfc.of(2), 1e-13);
        assertEquals(0.05614099274382259, ScaledErfc.of(10), 1e-14);
        assertEquals(1, ScaledErfc.of(0), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({
        ".05, .01418, .02873, .00025, .00097",
        ".1, .05867, .07865, .00511, .00873",
        ".15, .10625, .12780, .01912, .02622",
        ".2, .15472, .17646, .04385, .05415",
        ".3, .25269, .27274, .12127, .13545"
    })
    void theBinaryNetworkHasItsFiniteKMeanField(
            final double m0, final double e, final double i, final double qe, final double qi) {
        final BinaryMeanField.State state = new BinaryMeanField(BinaryNetwork.ofPapers(10_000, 1000)).at(m0);
        assertEquals(e, state.excitatory(), 0.6e-5);
        assertEquals(i, state.inhibitory(), 0.6e-5);
        assertEquals(qe, state.excitatorySquare(), 0.6e-5);
        assertEquals(qi, state.inhibitorySquare(), 0.6e-5);
    }

    @ParameterizedTest
    @CsvSource({"1e3, 13.1", "1e4, 18.3", "1e6, 21.5"})
    void theRatioComesNearOneAsOneOverRootK(final double k, final double expected) {
        final double m = meanField(k, 0.9).at(0.1).excitatory();
        assertEquals(expected, (1 - m / 0.1) * Math.sqrt(k), 0.06);
    }

    private static BinaryMeanField meanField(final double k, final double tauI) {
        return new BinaryMeanField(BinaryNetwork.ofPapers(2_000_000, k).withTauI(tauI));
    }

    @Test
    void theMeanFieldsSlopeIsNearOneThoughItsRatioIsNot() {
        final BinaryMeanField field = meanField(1000, 0.9);
        final double[] slopes = field.slopes(0.1, 0.15, 0.2, 0.25, 0.3);
        assertEquals(0.970, slopes[0], 0.002);
        assertEquals(0.970, slopes[1], 0.002);
        assertEquals(0.587, field.at(0.1).excitatory() / 0.1, 0.001);
        assertEquals(1, field.asymptoticExcitatoryGain(), 1e-12);
        assertEquals(1, field.asymptoticInhibitoryGain(), 1e-12);
        assertTrue(field.balanced());
    }

    @Test
    void theEigenvaluesGrowWithRootK() {
        final Complex[] small = meanField(1e3, 0.9).eigenvalues(0.1);
        final Complex[] large = meanField(1e4, 0.9).eigenvalues(0.1);
        assertEquals(-2.11, small[0].getReal(), 0.005);
        assertEquals(-9.09, small[1].getReal(), 0.005);
        assertEquals(-6.38, large[0].getReal(), 0.005);
        assertEquals(-25.0, large[1].getReal(), 0.05);
        final Complex[] huge = meanField(1e6, 0.9).eigenvalues(0.1);
        assertEquals(10, huge[1].getReal() / large[1].getReal(), 1);
    }

    @ParameterizedTest
    @CsvSource({".1, 1e3, 2.80", ".2, 1e3, 2.45", ".1, 1e4, 2.19"})
    void slowInhibitionMakesTheBalancedStateUnstable(final double m0, final double k, final double critical) {
        assertEquals(critical, meanField(k, 0.9).criticalTau(m0), 0.01);
        assertTrue(meanField(k, critical - 0.02).eigenvalues(m0)[0].getReal() < 0);
        assertTrue(meanField(k, critical + 0.02).eigenvalues(m0)[0].getReal() > 0);
    }

    @Test
    void inhibitionRespondsParadoxicallyOnlyWhereItStabilizes() {
        final InhibitionStabilized stabilized = new InhibitionStabilized(2, 2.5, 3, 1);
        assertEquals(-0.1818, stabilized.inhibitoryResponseToInhibitoryInput(), 5e-5);
        assertTrue(stabilized.stabilizedByInhibition());
        final InhibitionStabilized weak = new InhibitionStabilized(0.5, 2.5, 3, 1);
        assertEquals(0.0588, weak.inhibitoryResponseToInhibitoryInput(), 5e-5);
        assertTrue(!weak.stabilizedByInhibition());
    }

    @Test
    void theHighConductanceStateHasItsMeanItsSpreadAndItsTimeConstant() {
        final HighConductanceState state = HighConductanceState.ofPaper();
        assertEquals(-65.28, state.meanMv(), 0.01);
        assertEquals(1.595, state.sdMv(), 0.002);
        assertEquals(5.43, state.conductanceRatio(), 0.005);
        assertEquals(4.09, state.timeConstantMs(), 0.01);
        assertEquals(22.2, state.restingTimeConstantMs(), 0.05);
    }

    @Test
    void fourTimesAsMuchInhibitionHoldsMinus60() {
        assertEquals(4, HighConductanceState.ratioToHold(-60, 0, -75), 1e-12);
    }

    @Test
    void moreOfBothLeavesTheSynapticReversalButNotAlwaysThePotential() {
        final HighConductanceState state = new HighConductanceState(
                200,
                10,
                -70,
                new HighConductanceState.Bombardment(12, 0, 2, 0),
                new HighConductanceState.Bombardment(48, 0, 10, -75));
        final HighConductanceState more = state.scaled(1.25);
        assertEquals(-60, state.synapticReversalMv(), 1e-12);
        assertEquals(state.synapticReversalMv(), more.synapticReversalMv(), 1e-12);
        assertEquals(-61.43, state.meanMv(), 0.005);
        assertEquals(-61.18, more.meanMv(), 0.005);
        final HighConductanceState atOperatingPoint =
                new HighConductanceState(200, 10, -60, state.excitatory(), state.inhibitory());
        assertEquals(atOperatingPoint.meanMv(), atOperatingPoint.scaled(1.25).meanMv(), 1e-12);
    }

    @Test
    void aTypicalCellGetsThreeTimesTheEpspsThatASpikeTakes() {
        assertEquals(27.3, SpikeCounting.epspsToThreshold(-70, -55, 0.55), 0.05);
        assertEquals(102, SpikeCounting.epspsPerTimeConstant(4000, 0.85, 3, 10), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"5, .8300", "10, .8202", "15, .8182", "20, .8175", "25, .8171", "50, .8167"})
    void aBalancedWalkIsIrregularHoweverHighItsThreshold(final int threshold, final double cv) {
        assertEquals(cv, SpikeCounting.walkCv(threshold), 0.00006);
        assertEquals(threshold * (threshold + 1.0), SpikeCounting.walkSteps(threshold));
    }

    @Test
    void countingIsTheMoreRegularTheMoreItCounts() {
        assertEquals(0.1, SpikeCounting.counterCv(100, 0, 10), 1e-12);
        assertEquals(0.09, SpikeCounting.counterCv(100, 1, 10), 1e-12);
    }

    @Test
    void criticalAvalanchesFollowTheBorelDistribution() {
        final double[] expected = {.3679, .1353, .0747, .0488, .0351};
        for (int n = 1; n <= 5; n++) assertEquals(expected[n - 1], Avalanches.sizeProbability(1, n), 0.00006);
        double sum = 0;
        double mean = 0;
        for (int n = 1; n < 100_000; n++) {
            sum += Avalanches.sizeProbability(0.9, n);
            mean += n * Avalanches.sizeProbability(0.9, n);
        }
        assertEquals(1, sum, 1e-9);
        assertEquals(Avalanches.meanSize(0.9), mean, 1e-6);
    }
}
