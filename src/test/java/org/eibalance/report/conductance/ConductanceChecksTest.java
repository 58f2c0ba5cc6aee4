package org.eibalance.report.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.balance.BalanceMeasure;
import org.eibalance.analysis.conductance.balance.BalanceMeasures;
import org.eibalance.analysis.conductance.balance.BalanceOfConditions;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.singletrace.OversamplingConductance;
import org.eibalance.analysis.conductance.singletrace.OversamplingTrace;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps;
import org.eibalance.analysis.conductance.singletrace.RelaxationSettings;
import org.eibalance.analysis.conductance.singletrace.RelaxationTime;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredTrace;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.singletrace.VmdErrors;
import org.eibalance.analysis.conductance.singletrace.VmdLevel;
import org.eibalance.analysis.conductance.singletrace.VmdOverLevels;
import org.eibalance.analysis.conductance.singletrace.VmdSettings;
import org.eibalance.analysis.conductance.slope.ConditionSlopes;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.Access;
import org.eibalance.check.conductance.ConductanceBelowAccess;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ConductanceNotNegative;
import org.eibalance.check.conductance.ConductancePossible;
import org.eibalance.check.conductance.NegativeShares;
import org.eibalance.check.conductance.OneRelaxationTime;
import org.eibalance.check.conductance.Reading;
import org.eibalance.recording.ClampMode;
import org.eibalance.report.Report;
import org.eibalance.signal.Interval;
import org.junit.jupiter.api.Test;

/** A conductance that no cell has, or that the pipette hides, is no headline; that of a clean cell is one. */
class ConductanceChecksTest {

    private static final double STEP = 0.1;
    private static final int SAMPLES = 1000;
    private static final TimeWindow BEFORE = new TimeWindow(0, 40);
    private static final TimeWindow DURING = new TimeWindow(40, 100);
    private static final AnalysedRecording CELL = AnalysedRecording.of(Path.of("cell.abf"), "Im");
    private static final ReversalPotentials E = ReversalPotentials.DEFAULT;

    /** A response of 1 at its peak, 50 ms after the start. */
    private static double response(final int sample) {
        final double ms = sample * STEP - 50;
        return ms < 0 ? 0 : ms / 2 * Math.exp(1 - ms / 2);
    }

    /**
     * 8 nS at −70 mV with g_E and g_I of one time course at steady levels.
     *
     * @param junctionMv what the commands are above the membrane potential
     */
    private static ClampTrials trials(
            final double eNs,
            final double iNs,
            final int sweeps,
            final double noisePa,
            final double junctionMv,
            final long seed,
            final double... commandsMv) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[][][] currents = new double[commandsMv.length][sweeps][SAMPLES];
        for (int j = 0; j < commandsMv.length; j++) {
            final double mv = commandsMv[j] - junctionMv;
            for (final double[] sweep : currents[j])
                for (int t = 0; t < SAMPLES; t++)
                    sweep[t] = 8 * (mv + 70)
                            + response(t) * (eNs * mv + iNs * (mv + 75))
                            + noisePa * random.nextGaussian();
        }
        return ClampTrials.held(ClampMode.VOLTAGE_CLAMP, STEP, commandsMv, currents, 0);
    }

    private static ClampTrials clean() {
        return trials(4, 9, 6, 5, 0, 1, -90, -70, -50, -30);
    }

    private static DecompositionSettings settings() {
        return DecompositionSettings.plain(BEFORE, DURING);
    }

    private static ConditionConductances decomposed(final ClampTrials trials, final DecompositionSettings settings) {
        return new ConditionConductances("all", trials, ConductanceDecomposition.compute(trials, settings));
    }

    private static Report report(final ConditionConductances condition) {
        return DecompositionReport.of(CELL, List.of(condition));
    }

    private static Report balance(final ConditionConductances condition) {
        final DecompositionSettings s = condition.found().settings();
        return BalanceReport.of(
                CELL,
                BalanceOfConditions.compute(
                        List.of(condition), -65, s.leakWindow(), s.analysisWindow(), Optional.empty()));
    }

    private static String first(final Report report) {
        return report.sentences().get(0);
    }

    private static CheckState state(final Checks checks, final String name) {
        return checks.find(name).orElseThrow().state();
    }

    private static CheckState possible(final Reading... readings) {
        return new ConductancePossible().of(List.of(readings)).state();
    }

    @Test
    void aConductanceIsKnownAndBelow500NsAndNotNegativeBeyondItsError() {
        assertEquals(CheckState.PASSED, possible(new Reading("peak", 9, 0.1), new Reading("leak", 8, 0.1)));
        assertEquals(CheckState.FAILED, possible(new Reading("peak", 3.5e13, 0.1)));
        assertEquals(CheckState.FAILED, possible(new Reading("peak", Double.NaN, 0.1)));
        assertEquals(CheckState.FAILED, possible(new Reading("peak", -0.4, 0.1), new Reading("leak", 8, 0.1)));
        assertEquals(CheckState.PASSED, possible(new Reading("peak", -0.2, 0.1), new Reading("leak", 8, 0.1)));
        assertEquals(CheckState.PASSED, possible(Reading.of("mean", -0.05), Reading.of("membrane", 20)));
        assertEquals(CheckState.FAILED, possible(Reading.of("mean", -0.5), Reading.of("membrane", 20)));
        assertEquals(CheckState.PASSED, possible(new Reading("peak", -1e-9, 0), new Reading("leak", 8, 0)));
    }

    @Test
    void aConductanceDoesNotExceedWhatThePipetteShows() {
        final ConductanceBelowAccess check = new ConductanceBelowAccess();
        assertEquals(CheckState.PASSED, check.of(new Access(21, 15)).state());
        assertEquals(CheckState.DOUBTFUL, check.of(new Access(40, 15)).state());
        assertEquals(CheckState.FAILED, check.of(new Access(80, 15)).state());
        assertEquals(
                CheckState.NOT_APPLICABLE, check.of(new Access(80, Double.NaN)).state());
    }

    @Test
    void negativeSamplesAreThoseOfNoise() {
        final ConductanceNotNegative check = new ConductanceNotNegative();
        assertEquals(
                CheckState.PASSED,
                check.of(new NegativeShares(0.023, 0.03, true)).state());
        assertEquals(
                CheckState.DOUBTFUL,
                check.of(new NegativeShares(0.2, 0.03, true)).state());
        assertEquals(
                CheckState.FAILED, check.of(new NegativeShares(0.02, 0.7, true)).state());
        assertEquals(
                CheckState.NOT_APPLICABLE,
                check.of(new NegativeShares(0.02, 0.7, false)).state());
    }

    @Test
    void theConductancesOfACleanCellAreHeadlines() {
        final ConditionConductances c = decomposed(
                clean(), settings().with(JunctionPotential.toCorrect(0)).withBootstrap(50, 1));
        final Report report = report(c);
        assertTrue(first(report).contains("apparent somatic conductances peak at 4"), first(report));
        assertEquals("", ConductanceChecks.of(c).names(CheckState.FAILED));
        assertEquals("", ConductanceChecks.of(c).names(CheckState.DOUBTFUL));
        final Report balance = balance(c);
        assertTrue(first(balance).matches(".*ratio E/I of 0\\.4\\d+ \\(0\\.4\\d+ to 0\\.4\\d+\\).*"), first(balance));
        assertEquals("", ConductanceChecks.ofBalance(c).names(CheckState.FAILED));
    }

    @Test
    void whatIsNotCorrectedIsSaidFirstAndBothConductancesHaveTheirErrors() {
        final List<String> sentences = report(decomposed(clean(), settings().with(JunctionPotential.toCorrect(0))))
                .sentences();
        final int at = sentences.indexOf("Not corrected: the series resistance (each 10 MOhm hide about 21 % of the "
                + "peaks); the junction potential, taken as 0 mV.");
        assertTrue(at > 0, sentences.toString());
        assertTrue(
                sentences
                        .get(at + 1)
                        .matches("Errors of E_I and the junction potential of the usual size \\(systematic.csv\\) move "
                                + "the peak of excitation by up to \\d+ % and that of inhibition by up to \\d+ %."),
                sentences.get(at + 1));
        final String known = String.join(
                " ",
                report(decomposed(
                                clean().withSeriesTimes(1),
                                settings().with(JunctionPotential.toCorrect(0).asApplied())))
                        .sentences());
        assertFalse(known.contains("junction potential, taken"), "it was corrected");
        final ClampTrials behind = withSeries(clean(), 5);
        final String corrected = String.join(
                " ",
                report(decomposed(behind, settings().with(SeriesCorrection.DYNAMIC, 100, 0)))
                        .sentences());
        assertFalse(corrected.contains("Not corrected"), corrected);
        assertTrue(corrected.contains("Errors of R_s, E_I"), corrected);
    }

    private static ClampTrials withSeries(final ClampTrials trials, final double mohm) {
        return new ClampTrials(
                trials.mode(),
                trials.stepMs(),
                trials.levels().stream()
                        .map(l -> new ClampLevel(
                                l.level(),
                                l.sweeps().stream()
                                        .map(s -> new ClampSweep(s.index(), s.command(), s.recorded(), mohm))
                                        .toList()))
                        .toList());
    }

    @Test
    void aCapacitiveTransientInTheWindowIsNoPeak() {
        final ClampTrials trials = clean();
        for (final ClampLevel level : trials.levels())
            for (final ClampSweep sweep : level.sweeps())
                for (int t = 700; t < 703; t++) sweep.recorded()[t] += 60 * (level.level() + 70);
        final ConditionConductances c = decomposed(withSeries(trials, 20), settings());
        assertEquals(CheckState.FAILED, state(ConductanceChecks.of(c), ConductanceBelowAccess.NAME));
        assertTrue(
                first(report(c)).startsWith("cell.abf: no conductances are given: leak and synapses reach"),
                first(report(c)));
        assertTrue(first(balance(c)).startsWith("cell.abf (all): no ratio is given"), first(balance(c)));
        for (final ClampLevel level : trials.levels())
            for (final ClampSweep sweep : level.sweeps())
                for (int t = 700; t < 703; t++) sweep.recorded()[t] += 600 * (level.level() + 70);
        final String unknown = first(report(decomposed(trials, settings())));
        assertTrue(unknown.contains("more than the 500 nS that any pipette shows"), unknown);
    }

    @Test
    void levelsOverAFifthOfTheDrivingForceTellNothing() {
        final ConditionConductances narrow = decomposed(trials(4, 9, 20, 1, 0, 1, -76, -70, -64), settings());
        assertEquals(CheckState.FAILED, state(ConductanceChecks.of(narrow), "levels_span"));
        assertTrue(first(report(narrow)).contains("no conductances are given: the levels span 12.0 mV"));
        assertEquals(
                CheckState.DOUBTFUL,
                state(
                        ConductanceChecks.of(decomposed(trials(4, 9, 20, 1, 0, 1, -90, -70), settings())),
                        "levels_span"));
        assertEquals(
                CheckState.PASSED,
                state(ConductanceChecks.of(decomposed(trials(4, 9, 2, 1, 0, 1, -70, 0), settings())), "levels_span"));
    }

    @Test
    void aBaselineAtOtherLevelsGivesNoConductances() {
        final List<ClampLevel> levels = new ArrayList<>();
        for (final ClampLevel level : clean().levels()) {
            final double[] command = level.sweeps().get(0).command().clone();
            Arrays.fill(command, 0, 400, -70 + (level.level() + 70) / 2);
            levels.add(new ClampLevel(
                    level.level(),
                    level.sweeps().stream()
                            .map(s -> {
                                final double[] current = s.recorded().clone();
                                for (int t = 0; t < 400; t++) current[t] -= 4 * (level.level() + 70);
                                return new ClampSweep(s.index(), command, current, 0);
                            })
                            .toList()));
        }
        final ConditionConductances c = decomposed(new ClampTrials(ClampMode.VOLTAGE_CLAMP, STEP, levels), settings());
        assertEquals(CheckState.FAILED, state(ConductanceChecks.of(c), "levels_at_rest"));
        assertTrue(first(report(c)).contains("the command of the baseline is 20.0 mV from that of the window"));
    }

    @Test
    void withoutABaselineConductancesAreDoubtful() {
        final ConditionConductances c = decomposed(clean(), DecompositionSettings.plain(DURING, DURING));
        assertEquals("baseline_of_its_own", ConductanceChecks.of(c).names(CheckState.DOUBTFUL));
        assertEquals("", ConductanceChecks.of(c).names(CheckState.FAILED));
    }

    @Test
    void withoutAResponseThereIsNoHeadlineAndWithOneOfBothNoRatio() {
        final ConditionConductances none = decomposed(trials(0, 0, 6, 5, 0, 3, -90, -70, -50, -30), settings());
        assertTrue(first(report(none)).contains("no peak is larger than noise"), first(report(none)));
        final ConditionConductances one = decomposed(trials(4, 0, 6, 5, 0, 3, -90, -70, -50, -30), settings());
        assertTrue(first(report(one)).contains("peak at 3.99 nS (excitation, 95 %: "), first(report(one)));
        assertTrue(first(balance(one)).contains("no ratio is given: a peak of the ratio"), first(balance(one)));
    }

    private static BalanceMeasure measure(final ConditionConductances c, final String definition) {
        return BalanceMeasures.of(c.found(), -65).stream()
                .filter(m -> m.definition().equals(definition))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ratiosHaveIntervalsThatTheSeedMakesAgain() {
        final String integrals = "integrals of conductances, g_E / g_I";
        final BalanceMeasure one = measure(decomposed(clean(), settings().withBootstrap(200, 1)), integrals);
        assertTrue(one.low() < one.value() && one.value() < one.high(), one.toString());
        assertEquals(one, measure(decomposed(clean(), settings().withBootstrap(200, 1)), integrals));
        assertNotEquals(
                one.low(),
                measure(decomposed(clean(), settings().withBootstrap(200, 2)), integrals)
                        .low());
        assertTrue(
                Double.isNaN(measure(decomposed(clean(), settings()), integrals).low()), "no resamples");
        assertTrue(
                Double.isNaN(measure(
                                decomposed(
                                        trials(4, 9, 1, 5, 0, 1, -90, -50),
                                        settings().withBootstrap(50, 1)),
                                integrals)
                        .low()),
                "one sweep a level");
    }

    @Test
    void theIntervalOfARatioContainsTheTruthAboutAsOftenAsItSays() {
        int inside = 0;
        final int repeats = 60;
        for (int k = 0; k < repeats; k++) {
            final BalanceMeasure m = measure(
                    decomposed(
                            trials(4, 9, 10, 20, 0, 100 + k, -90, -60, -30),
                            settings().withBootstrap(100, k)),
                    "integrals of conductances, g_E / g_I");
            if (m.low() <= 4.0 / 9 && 4.0 / 9 <= m.high()) inside++;
        }
        assertTrue(inside >= 0.8 * repeats, inside + " of " + repeats + " intervals of 95 %");
    }

    @Test
    void currentsAsRecordedAreThoseAtTheReversalsOfTheMembrane() {
        final ConditionConductances c = decomposed(
                trials(5, 9, 4, 0, 10, 1, -75, -65, 0, 10),
                settings().with(JunctionPotential.toCorrect(10)).withBootstrap(20, 1));
        final BalanceMeasure ratio = BalanceMeasures.ofLevels(c, BEFORE, DURING).get(0);
        assertEquals("peak currents, |I_E| / |I_I| (held at -65.0 and 10.0 mV)", ratio.definition());
        assertEquals(5.0 / 9, ratio.value(), 1e-9);
        assertEquals(5.0 / 9, ratio.low(), 1e-9);
        assertEquals(CheckState.PASSED, state(ConductanceChecks.ofBalance(c), "levels_at_reversals"));
        final ConditionConductances far = decomposed(clean(), settings());
        assertEquals(CheckState.DOUBTFUL, state(ConductanceChecks.ofBalance(far), "levels_at_reversals"));
    }

    private static ConditionSlopes slopes(final ClampTrials trials, final double seriesMohm) {
        return new ConditionSlopes(
                "all",
                SlopesThroughTime.compute(
                        trials, new SlopeSettings(2, false, BEFORE, DURING, E, JunctionPotential.NONE, 0)),
                seriesMohm);
    }

    @Test
    void slopesFollowTheSameRules() {
        final List<String> said =
                SlopeReport.of(CELL, List.of(slopes(clean(), 0))).sentences();
        assertTrue(said.get(0).startsWith("cell.abf (all): the baseline is 8"), said.get(0));
        assertTrue(
                said.get(1).matches("Synapses add up to 1[123]\\.?\\d* nS \\(.* to .*\\) at 5\\d ms\\."), said.get(1));
        final List<String> noise = SlopeReport.of(CELL, List.of(slopes(trials(0, 0, 6, 5, 0, 1, -90, -70, -50), 0)))
                .sentences();
        assertTrue(noise.get(1).startsWith("No conductance of synapses is given: no peak is larger"), noise.get(1));
        final String none = first(SlopeReport.of(CELL, List.of(slopes(trials(0, 0, 3, 4000, 0, 1, -75, -70, -65), 0))));
        assertTrue(
                none.startsWith("cell.abf (all): no conductance is given: the conductance of the baseline is"), none);
        final String hidden =
                first(SlopeReport.of(CELL, List.of(slopes(trials(40, 90, 6, 5, 0, 1, -90, -70, -50), 20))));
        assertTrue(hidden.startsWith("cell.abf (all): no conductance is given: leak and synapses reach"), hidden);
        final ClampTrials unknown = clean();
        Arrays.fill(unknown.levels().get(0).sweeps().get(0).recorded(), 400, SAMPLES, Double.NaN);
        final String nan = first(SlopeReport.of(CELL, List.of(slopes(unknown, 0))));
        assertTrue(nan.contains("no conductance is given: the peak of what synapses add is not known"), nan);
    }

    private static Vmd vmd(final double eNs, final double iNs, final double varianceE) {
        return new Vmd(
                VmdSettings.DEFAULT,
                eNs,
                iNs,
                varianceE,
                40,
                20 + eNs + iNs,
                5,
                new Vmd.LeakSensitivity(-0.1, -0.9),
                new VmdErrors(1, 1, 1, 1, 32),
                List.of());
    }

    private static Report fluctuations(final Vmd found) {
        final VmdLevel low = VmdLevel.ofMoments(0, -65, 4);
        final VmdLevel high = VmdLevel.ofMoments(100, -55, 4);
        return VmdReport.of(
                CELL,
                Map.of(
                        "all",
                        new VmdOverLevels(
                                VmdSettings.DEFAULT,
                                List.of(low, high),
                                List.of(new VmdOverLevels.Pair(low, high, found)))));
    }

    @Test
    void estimatesFromFluctuationsFollowTheSameRules() {
        assertTrue(first(fluctuations(vmd(12, 57, 9))).contains("g_E is 12"));
        assertTrue(first(fluctuations(vmd(12, 57, 9))).contains("95 % intervals of the means 9.96 to 14"));
        assertTrue(first(fluctuations(vmd(-2, 57, 9))).contains("g_E is -2"), "0 is within two of its errors");
        assertTrue(first(fluctuations(vmd(-12, 57, 9))).contains("no conductances are given: the mean of excitation"));
        assertTrue(first(fluctuations(vmd(12, 57, -9))).contains("standard deviation of excitation is not known"));
        assertTrue(first(fluctuations(vmd(12, 5700, 9))).contains("more than the 500 nS"));
        assertEquals(CheckState.FAILED, state(fluctuations(vmd(12, 5700, 9)).checks(), ConductancePossible.NAME));
        assertTrue(first(relaxation(20, 5)).contains("a conductance of 20.0 nS"));
        assertTrue(first(relaxation(Double.NaN, 5)).contains("no conductance is given"));
        assertTrue(first(relaxation(2000, 5)).contains("no conductance is given"));
        assertTrue(first(beforeSpikes(3)).contains("excitation changes by +3"));
        assertTrue(first(beforeSpikes(-3)).contains("excitation changes by -3"), "a change may be negative");
        assertTrue(first(beforeSpikes(Double.NaN)).contains("no change of conductances is given"));
        assertTrue(first(oversampled(5)).contains("could be solved"));
        assertEquals(CheckState.DOUBTFUL, state(oversampled(-5).checks(), ConductancePossible.NAME));
        assertEquals(CheckState.DOUBTFUL, state(relaxation(20, -5).checks(), ConductancePossible.NAME));
        assertTrue(first(relaxation(20, -5)).contains("a conductance of 20.0 nS"), "it is that of the membrane");
    }

    private static Report relaxation(final double totalNs, final double eNs) {
        return relaxation(totalNs, eNs, 4.9, 0.02);
    }

    private static Report relaxation(
            final double totalNs, final double eNs, final double laterMs, final double logRatioSe) {
        return RelaxationReport.of(
                CELL,
                new RelaxationOverSweeps(
                        RelaxationSettings.DEFAULT,
                        List.of(new RelaxationOverSweeps.SweepWindow(
                                0,
                                50,
                                new RelaxationConductance.Window(
                                        50, 5, new Interval(4, 6), -60, totalNs, eNs, totalNs - eNs))),
                        new RelaxationTime(5, new Interval(4.8, 5.2), laterMs, 1, 2, logRatioSe, 20),
                        List.of()));
    }

    @Test
    void aPotentialWithoutASingleRelaxationTimeGivesNoConductance() {
        final Report smooth = relaxation(20, 5, 3.9, 0.03);
        assertEquals(CheckState.FAILED, state(smooth.checks(), OneRelaxationTime.NAME));
        assertTrue(first(smooth).contains("no conductance is given: the relaxation time is 5.00 ms between short"));
        assertEquals(CheckState.PASSED, state(relaxation(20, 5).checks(), OneRelaxationTime.NAME));
        assertTrue(first(relaxation(20, 5))
                .contains(
                        "the relaxation time is 5.00 ms (95 % interval 4.80 to 5.20), a conductance of 40.0 nS; over"));
        assertEquals(CheckState.DOUBTFUL, state(relaxation(20, 5, 4.9, 0.15).checks(), OneRelaxationTime.NAME));
        assertEquals(
                CheckState.DOUBTFUL, state(relaxation(20, 5, 4.9, Double.NaN).checks(), OneRelaxationTime.NAME));
    }

    private static Report beforeSpikes(final double changeNs) {
        return SpikeTriggeredReport.of(
                CELL,
                new SpikeTriggeredTrace(
                        SpikeTriggeredSettings.DEFAULT,
                        0,
                        new double[] {-2, -1},
                        new double[] {-60, -55},
                        new double[] {10, 10 + changeNs},
                        new double[] {30, 28}));
    }

    private static Report oversampled(final double eNs) {
        return OversamplingReport.of(
                CELL,
                new OversamplingTrace(
                        null,
                        0,
                        new double[] {0, 0.1},
                        new OversamplingConductance(0.1, new double[] {eNs, eNs}, new double[] {20, 20}, 0.9)));
    }
}
