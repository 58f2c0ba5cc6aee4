package org.eibalance.report.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.balance.BalanceOfConditions;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.slope.ConditionSlopes;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.check.CheckState;
import org.eibalance.check.conductance.SeriesResistanceUsable;
import org.eibalance.recording.ClampMode;
import org.eibalance.report.Report;
import org.junit.jupiter.api.Test;

/** No headline rests on a series resistance that the test pulses do not tell. */
class SeriesResistanceUsableTest {

    private static final double STEP = 0.1;
    private static final int SAMPLES = 1000;
    private static final TimeWindow BEFORE = new TimeWindow(0, 40);
    private static final TimeWindow DURING = new TimeWindow(40, 100);
    private static final double[] LEVELS = {-90, -70, -50, -30};
    private static final double MOHM = 15;

    /** Behind 15 MOhm, at steady state: 8 nS at -70 mV, and g_E, g_I from 50 ms on. */
    private static ClampTrials trials() {
        final SplittableRandom random = new SplittableRandom(1);
        final double[][][] currents = new double[LEVELS.length][6][SAMPLES];
        for (int j = 0; j < LEVELS.length; j++) {
            for (final double[] sweep : currents[j]) {
                for (int t = 0; t < SAMPLES; t++) {
                    final double ms = t * STEP - 50;
                    final double shape = ms < 0 ? 0 : ms / 2 * Math.exp(1 - ms / 2);
                    final double totalNs = 8 + 13 * shape;
                    final double driven = 8 * (LEVELS[j] + 70) + shape * (4 * LEVELS[j] + 9 * (LEVELS[j] + 75));
                    sweep[t] = driven / (1 + totalNs * MOHM / 1000) + 5 * random.nextGaussian();
                }
            }
        }
        return ClampTrials.held(ClampMode.VOLTAGE_CLAMP, STEP, LEVELS, currents, MOHM);
    }

    private static ConditionConductances decomposed(final SeriesCorrection correction) {
        final ClampTrials trials = trials();
        final DecompositionSettings settings = DecompositionSettings.plain(BEFORE, DURING)
                .with(correction, 0, 0)
                .withBootstrap(20, 1);
        return new ConditionConductances("all", trials, ConductanceDecomposition.compute(trials, settings));
    }

    private static AccessEstimate access(final int exponentials, final double noiseShare, final double shapeShare) {
        return new AccessEstimate(MOHM, Map.of(0, MOHM), 87, 150, 16, exponentials, 2, noiseShare, shapeShare);
    }

    private static AnalysedRecording cell(final AccessEstimate access) {
        return new AnalysedRecording(
                Path.of("cell.abf"), "Im", List.of(), Optional.ofNullable(access), Optional.empty());
    }

    private static CheckState state(final Report report) {
        return report.checks().find(SeriesResistanceUsable.NAME).orElseThrow().state();
    }

    private static String words(final Report report) {
        return String.join("\n", report.sentences());
    }

    private static Report decomposition(final AccessEstimate access, final SeriesCorrection correction) {
        return DecompositionReport.of(cell(access), List.of(decomposed(correction)));
    }

    private static Report balance(final AccessEstimate access) {
        return BalanceReport.of(
                cell(access),
                BalanceOfConditions.compute(
                        List.of(decomposed(SeriesCorrection.STATIC)), -65, BEFORE, DURING, Optional.empty()));
    }

    private static Report slopes(final AccessEstimate access) {
        final SlopeSettings settings = new SlopeSettings(
                5, false, BEFORE, DURING, ReversalPotentials.DEFAULT, new JunctionPotential(0, false), 0);
        return SlopeReport.of(
                cell(access), List.of(new ConditionSlopes("all", SlopesThroughTime.compute(trials(), settings), MOHM)));
    }

    @Test
    void aSeriesResistanceThatIsKnownLeavesEveryHeadline() {
        final AccessEstimate known = access(1, 0.01, 0);
        final Report found = decomposition(known, SeriesCorrection.STATIC);
        assertEquals(CheckState.PASSED, state(found));
        assertTrue(words(found).contains("conductances peak at"), words(found));
        assertTrue(words(balance(known)).contains("ratio E/I of"), words(balance(known)));
        assertTrue(words(slopes(known)).contains("the baseline is"), words(slopes(known)));
        assertEquals(CheckState.DOUBTFUL, state(decomposition(access(2, 0.03, 0.08), SeriesCorrection.STATIC)));
    }

    @Test
    void noHeadlineRestsOnASeriesResistanceThatNoiseOrShapeHide() {
        for (final AccessEstimate hidden : List.of(access(1, 0.1, 0), access(2, 0.01, 0.2), access(0, Double.NaN, 1))) {
            final Report found = decomposition(hidden, SeriesCorrection.STATIC);
            assertEquals(CheckState.FAILED, state(found));
            assertTrue(found.sentences().get(0).contains("no conductances are given: the test pulses"), words(found));
            assertFalse(words(found).contains("peak at"), words(found));
            assertFalse(words(found).contains("after excitation"), words(found));
            assertFalse(words(balance(hidden)).contains("ratio E/I of"), words(balance(hidden)));
            assertTrue(words(balance(hidden)).contains("no ratio is given: the test pulses"), words(balance(hidden)));
            assertFalse(words(slopes(hidden)).contains("the baseline is"), words(slopes(hidden)));
            assertEquals(4, found.summary().number(0, "g_e_peak_ns"), 0.4, "the tables keep the numbers");
        }
    }

    @Test
    void whereTheSeriesResistanceIsGivenOrNotCorrectedItIsNotAsked() {
        assertEquals(CheckState.NOT_APPLICABLE, state(decomposition(null, SeriesCorrection.STATIC)));
        assertEquals(CheckState.NOT_APPLICABLE, state(decomposition(access(1, 0.3, 0), SeriesCorrection.NONE)));
        assertEquals(CheckState.NOT_APPLICABLE, state(balance(null)));
        assertEquals(CheckState.NOT_APPLICABLE, state(slopes(null)));
    }
}
