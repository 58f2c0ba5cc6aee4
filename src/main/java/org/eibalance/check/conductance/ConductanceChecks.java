package org.eibalance.check.conductance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.ConductanceResponse;
import org.eibalance.analysis.conductance.decomposition.ConductanceTrace;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.singletrace.OversamplingTrace;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredTrace;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.slope.ConditionSlopes;
import org.eibalance.analysis.conductance.slope.SlopeBin;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.trials.GivenLevels;
import org.eibalance.check.Check;
import org.eibalance.check.Checks;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.Statistics;

/** The checks of conductances, in the order in which a person reads them. */
public final class ConductanceChecks {

    /** Put to conductances that were decomposed from levels, beside those of their numbers. */
    public static final List<Check<ConditionConductances>> OF_LEVELS = List.of(new LevelsAtRest(), new LevelsSpan());

    private static final Check<Optional<GivenLevels>> AGREE = new LevelsAgree();
    private static final Check<AnalysedWindows> OWN_BASELINE = new BaselineOfItsOwn();
    private static final Check<Reading> BEYOND_ERROR = new LineBeyondError();
    private static final Check<List<Reading>> POSSIBLE = new ConductancePossible();
    private static final Check<Access> BELOW_ACCESS = new ConductanceBelowAccess();
    private static final Check<NegativeShares> NOT_NEGATIVE = new ConductanceNotNegative();
    private static final Check<RelaxationOverSweeps> ONE_TIME = new OneRelaxationTime();
    private static final List<Check<TwoFrequencyConductance>> OF_IMPEDANCE =
            List.of(new SinusoidsBeyondNoise(), new ImpedanceOfACell(), new RestKnown());
    private static final Check<Peaks> BEYOND_NOISE = new ResponseBeyondNoise();

    /** Chance that noise alone makes some bin as large as the largest; as for decomposed conductances. */
    private static final double SIGNIFICANCE = 0.01;

    private ConductanceChecks() {}

    /** The checks that a headline on peaks of conductances rests on. */
    public static String[] ofPeaks() {
        return new String[] {
            SeriesResistanceUsable.NAME,
            LevelsAgree.NAME,
            LevelsAtRest.NAME,
            LevelsSpan.NAME,
            ConductancePossible.NAME,
            ConductanceBelowAccess.NAME,
            ConductanceNotNegative.NAME,
            ResponseBeyondNoise.NAME
        };
    }

    /** The checks that a headline on an impedance rests on. */
    public static String[] ofImpedance() {
        return new String[] {SinusoidsBeyondNoise.NAME, ImpedanceOfACell.NAME, RestKnown.NAME, ConductancePossible.NAME
        };
    }

    /** The checks that a headline on a ratio of peaks rests on. */
    public static String[] ofRatios() {
        final String[] names = Arrays.copyOf(ofPeaks(), ofPeaks().length + 1);
        names[names.length - 1] = BothBeyondNoise.NAME;
        return names;
    }

    /** Checks levels that were given against the command of the file; empty where there are not both. */
    public static Checks of(final Optional<GivenLevels> given) {
        return Checks.of(given, List.of(AGREE));
    }

    /** Checks decomposed conductances. */
    public static Checks of(final ConditionConductances condition) {
        final Conductances c = condition.found();
        final List<Reading> readings = List.of(
                new Reading("leak", c.leak().conductanceNs(), c.leak().conductanceSeNs()),
                peak("peak of excitation", c.excitatoryResponse(), c.excitation()),
                peak("peak of inhibition", c.inhibitoryResponse(), c.inhibition()));
        final AnalysedWindows windows =
                new AnalysedWindows(c.settings().leakWindow(), c.settings().analysisWindow());
        return Checks.of(condition, OF_LEVELS)
                .and(Checks.of(windows, List.of(OWN_BASELINE)))
                .and(Checks.of(readings, List.of(POSSIBLE)))
                .and(Checks.of(access(condition), List.of(BELOW_ACCESS)))
                .and(Checks.of(
                        new NegativeShares(
                                c.excitation().clearlyNegativeShare(),
                                c.inhibition().clearlyNegativeShare(),
                                windows.areTwo()),
                        List.of(NOT_NEGATIVE)))
                .and(Checks.of(peaks(c), List.of(BEYOND_NOISE)));
    }

    /** Checks the ratios of decomposed conductances too. */
    public static Checks ofBalance(final ConditionConductances condition) {
        return of(condition)
                .and(Checks.of(peaks(condition.found()), List.of(new BothBeyondNoise())))
                .and(Checks.of(condition, List.of(new LevelsAtReversals())));
    }

    private static Reading peak(final String name, final ConductanceResponse response, final ConductanceTrace trace) {
        return new Reading(name, response.peakNs(), Statistics.median(Statistics.finite(trace.seNs())));
    }

    private static Access access(final ConditionConductances condition) {
        final Conductances c = condition.found();
        double largest = 0;
        for (final double ns : c.synaptic().ns())
            largest = Math.max(largest, Math.abs(ns + c.leak().conductanceNs()));
        return new Access(
                largest,
                condition.trials().mode() == ClampMode.VOLTAGE_CLAMP
                        ? MembranePotential.uncompensatedMohm(
                                condition.seriesMohm(), c.settings().compensation())
                        : Double.NaN);
    }

    private static Peaks peaks(final Conductances c) {
        final boolean known = Arrays.stream(c.excitation().seNs()).anyMatch(se -> !Double.isNaN(se));
        if (!known) return new Peaks(0, 0);
        return new Peaks(
                (Double.isNaN(c.excitatoryResponse().peakMs()) ? 0 : 1)
                        + (Double.isNaN(c.inhibitoryResponse().peakMs()) ? 0 : 1),
                2);
    }

    /** Checks slopes through time. */
    public static Checks of(final ConditionSlopes condition) {
        final SlopeBin peak = condition.found().peak();
        final SlopeBin baseline = condition.found().baseline();
        final int freedom = condition.found().sweeps() - 2;
        final double share = 2 * SIGNIFICANCE / condition.found().bins().size();
        final boolean known = freedom > 0 && !Double.isNaN(peak.synapticSeNs());
        final boolean beyond =
                known && peak.synapticNs() > Statistics.studentT(freedom, 1 - share) * peak.synapticSeNs();
        final Reading line =
                new Reading("conductance of the baseline", baseline.conductanceNs(), baseline.conductanceSeNs());
        final SlopeSettings settings = condition.found().settings();
        return Checks.of(
                        new AnalysedWindows(settings.baselineWindow(), settings.analysisWindow()),
                        List.of(OWN_BASELINE))
                .and(Checks.of(line, List.of(BEYOND_ERROR)))
                .and(Checks.of(
                        List.of(line, new Reading("peak of what synapses add", peak.synapticNs(), peak.synapticSeNs())),
                        List.of(POSSIBLE)))
                .and(Checks.of(
                        new Access(Math.abs(peak.synapticNs() + baseline.conductanceNs()), condition.seriesMohm()),
                        List.of(BELOW_ACCESS)))
                .and(Checks.of(new Peaks(beyond ? 1 : 0, known ? 1 : 0), List.of(BEYOND_NOISE)));
    }

    /** Checks conductances by impedance. */
    public static Checks of(final TwoFrequencyConductance found) {
        final ConductanceTrace e =
                new ConductanceTrace(found.excitatoryNs(), found.excitatorySeNs(), new double[0], new double[0]);
        final ConductanceTrace i =
                new ConductanceTrace(found.inhibitoryNs(), found.inhibitorySeNs(), new double[0], new double[0]);
        return Checks.of(found, OF_IMPEDANCE)
                .and(possible(
                        Reading.of("conductance at rest", found.restNs()),
                        new Reading("median of excitation", median(e.ns()), median(e.seNs())),
                        new Reading("median of inhibition", median(i.ns()), median(i.seNs()))))
                .and(Checks.of(
                        new NegativeShares(e.clearlyNegativeShare(), i.clearlyNegativeShare(), true),
                        List.of(NOT_NEGATIVE)));
    }

    /** Checks an estimate from the fluctuations at two currents. */
    public static Checks of(final Vmd found) {
        return possible(
                Reading.of("conductance of the membrane", found.totalNs()),
                new Reading(
                        "mean of excitation",
                        found.excitatoryNs(),
                        found.errors().excitatoryNs()),
                new Reading(
                        "mean of inhibition",
                        found.inhibitoryNs(),
                        found.errors().inhibitoryNs()),
                Reading.of("standard deviation of excitation", found.excitatorySdNs()),
                Reading.of("standard deviation of inhibition", found.inhibitorySdNs()));
    }

    /** Checks relaxation in windows; the headline gives the conductance of the membrane alone. */
    public static Checks of(final RelaxationOverSweeps found) {
        return Checks.of(found, List.of(ONE_TIME))
                .and(possible(
                        Reading.of(
                                "median conductance of the membrane",
                                found.median(RelaxationConductance.Window::totalNs)),
                        Reading.of("conductance of the membrane", found.totalNs()),
                        Reading.besides(
                                "median of excitation", found.median(RelaxationConductance.Window::excitatoryNs)),
                        Reading.besides(
                                "median of inhibition", found.median(RelaxationConductance.Window::inhibitoryNs))));
    }

    /** Checks changes before spikes, which may be of either sign. */
    public static Checks of(final SpikeTriggeredTrace found) {
        return possible(
                Reading.of("change of excitation", Math.abs(found.excitatoryChangeNs())),
                Reading.of("change of inhibition", Math.abs(found.inhibitoryChangeNs())));
    }

    /** Checks oversampling, whose headline gives no conductance. */
    public static Checks of(final OversamplingTrace found) {
        return possible(
                Reading.besides("median of excitation", found.excitatoryMedianNs()),
                Reading.besides("median of inhibition", found.inhibitoryMedianNs()));
    }

    private static Checks possible(final Reading... readings) {
        return Checks.of(new ArrayList<>(List.of(readings)), List.of(POSSIBLE));
    }

    private static double median(final double[] values) {
        return Statistics.median(Statistics.finite(values));
    }
}
