package org.eibalance.analysis.conductance.decomposition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.eibalance.analysis.conductance.Curvature;
import org.eibalance.analysis.conductance.Line;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Excitatory and inhibitory conductances from sweeps at two levels or more: a weighted straight line of membrane
 * current on membrane potential at every sample (Borg-Graham et al. 1998, Nature 393:369; Wehr and Zador 2003, Nature
 * 426:442; Monier et al. 2008, J. Neurosci. Methods 169:323). In current clamp the membrane current is the injected
 * current less the current that charges the capacitance (Anderson et al. 2000, J. Neurophysiol. 84:909); with two
 * levels this is their equation.
 *
 * <pre>I_m(V, t) = g_L (V − E_L) + g_E(t) (V − E_E) + g_I(t) (V − E_I)</pre>
 *
 * The line of the leak window is the first term; the rest has slope G_s and intercept b, and
 *
 * <pre>g_E = (−b − G_s E_I) / (E_E − E_I),   g_I = (−b − G_s E_E) / (E_I − E_E).</pre>
 *
 * The line is fitted with the commanded levels as instrument, so that the noise of the current does not bias it where
 * V_m is corrected for R_s I. Levels are weighted by the inverse variance of their means. Standard errors are those of
 * the level means, from the scatter between sweeps pooled over the leak window, carried through the line; with one
 * sweep a level the scatter of the levels about the line, from three levels on; else NaN. They do not include variation
 * from trial to trial during the response: bands and the intervals of peaks do.
 *
 * <p>A peak is that of a cubic around the maximum, without the bias of the largest of noisy samples. Its interval, and
 * the bands, come from the scatter of the sweeps at that time, with Student's t.
 *
 * <p>Excitation and inhibition come from different trials, so nothing here shows how the two vary together from trial
 * to trial.
 */
public final class ConductanceDecomposition {

    /** Levels within fewer mV than this do not define a line. */
    public static final double MIN_SPAN_MV = 5;

    private static final long MIN_SAMPLES_FOR_THREADS = 500_000;

    /** A usual series resistance, to say what it hides. */
    private static final double REFERENCE_MOHM = 10;

    private final ClampTrials trials;
    private final DecompositionSettings settings;
    private final int threads;
    private final List<LeftOut> leftOut;
    private final List<String> remarks = new ArrayList<>();
    private final int first;
    private final int length;

    private ConductanceDecomposition(
            final ClampTrials trials, final DecompositionSettings settings, final int threads) {
        final UsableSweeps usable = UsableSweeps.of(trials, settings);
        this.trials = usable.trials();
        leftOut = usable.leftOut();
        this.settings = settings;
        this.threads = threads;
        first = settings.analysisWindow().first(trials.stepMs());
        length = settings.analysisWindow().end(trials.stepMs(), trials.samples()) - first;
    }

    /**
     * Decomposes trials on the calling thread alone.
     *
     * @param trials sweeps at two levels or more
     * @param settings how
     * @return conductances with their errors
     * @throws InputException if the levels do not carry a line: one level is left, they lie too close for the noise, or
     *     R_s takes the whole input resistance
     * @throws CancellationException if the calling thread is interrupted
     */
    public static Conductances compute(final ClampTrials trials, final DecompositionSettings settings) {
        return compute(trials, settings, 1, p -> {});
    }

    /**
     * Decomposes trials, and reports progress.
     *
     * @param trials sweeps at two levels or more
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1, by one thread at a time
     * @return conductances with their errors
     * @throws InputException as above
     * @throws CancellationException if the calling thread is interrupted
     */
    public static Conductances compute(
            final ClampTrials trials,
            final DecompositionSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        if (trials.levels().size() < 2)
            throw new InputException("Conductances need sweeps at two levels or more, and there is one only ("
                    + rounded(trials.levels().get(0).level())
                    + (trials.mode() == ClampMode.VOLTAGE_CLAMP ? " mV)" : " pA)")
                    + within(settings.leakWindow()) + ".");
        return new ConductanceDecomposition(trials, settings, threads).run(progress);
    }

    private static String within(final TimeWindow window) {
        return Double.isInfinite(window.endMs())
                ? " from " + rounded(window.startMs()) + " ms to the end of the sweep"
                : " between " + rounded(window.startMs()) + " and " + rounded(window.endMs()) + " ms";
    }

    private Conductances run(final DoubleConsumer progress) {
        final LevelSamples[] levels = samples(trials, settings);
        final double[] weights = weights(levels);
        final double[][] potentials =
                Arrays.stream(levels).map(LevelSamples::meanPotentialMv).toArray(double[][]::new);
        final double[][] currents =
                Arrays.stream(levels).map(LevelSamples::meanCurrentPa).toArray(double[][]::new);
        final SynapticLines lines = SynapticLines.fit(levels, weights, null, potentials, currents);
        progress.accept(0.2);
        checkSeriesResistance();
        final Leak leak = leak(levels, weights, lines.leak());
        checkSpan(levels, leak);
        final LineErrors errors = new LineErrors(levels, weights, lines, potentials, currents, settings.reversals());
        final double[] excitatoryNs = lines.excitatoryNs(settings.reversals());
        final double[] inhibitoryNs = lines.inhibitoryNs(settings.reversals());
        final SynapticLines noise = SynapticLines.halfDifference(levels, weights, lines, first);
        final SweepScatter ofExcitation = SweepScatter.of(true, levels, weights, lines, potentials, settings, first);
        final SweepScatter ofInhibition = SweepScatter.of(false, levels, weights, lines, potentials, settings, first);
        final ReversalPotentials reversals = settings.reversals();
        final ConductancePeak excitatory = ConductancePeak.of(
                excitatoryNs,
                noise.excitatoryNs(reversals),
                errors.excitatorySeNs(),
                ofExcitation,
                first,
                trials.stepMs());
        final ConductancePeak inhibitory = ConductancePeak.of(
                inhibitoryNs,
                noise.inhibitoryNs(reversals),
                errors.inhibitorySeNs(),
                ofInhibition,
                first,
                trials.stepMs());
        final SystematicError systematic = systematic(
                lines,
                leak,
                new RefitEnvelope(excitatoryNs, inhibitoryNs, excitatory.fit(), inhibitory.fit(), trials.stepMs()));
        progress.accept(0.4);
        final ConductanceBootstrap bootstrap =
                bootstrap(levels, weights, excitatory.fit(), inhibitory.fit(), p -> progress.accept(0.4 + 0.6 * p));
        // Without a bootstrap no bands are wanted.
        final boolean banded = bootstrap != ConductanceBootstrap.NONE;
        final double[][] bandE = banded ? ofExcitation.band(excitatoryNs) : new double[2][0];
        final double[][] bandI = banded ? ofInhibition.band(inhibitoryNs) : new double[2][0];
        final Curvature responseCurvature = curvature(levels, weights, means(potentials), means(currents), -1);
        remark(levels, leak, responseCurvature);
        progress.accept(1);
        return new Conductances(
                settings.with(settings.junction().asApplied()),
                trials.stepMs(),
                first,
                new ConductanceTrace(excitatoryNs, errors.excitatorySeNs(), bandE[0], bandE[1]),
                new ConductanceTrace(inhibitoryNs, errors.inhibitorySeNs(), bandI[0], bandI[1]),
                new ConductanceTrace(lines.slopeNs(), errors.slopeSeNs(), new double[0], new double[0]),
                errors.reversalMv(),
                errors.reversalSeMv(),
                errors.rSquared(),
                leak,
                responseCurvature,
                excitatory.response(),
                inhibitory.response(),
                excitatory.interval(),
                inhibitory.interval(),
                new Delay(inhibitory.response().peakMs() - excitatory.response().peakMs(), bootstrap.peakDelay()),
                new Delay(
                        inhibitory.response().onsetMs() - excitatory.response().onsetMs(), bootstrap.onsetDelay()),
                systematic,
                bootstrap.replicates(),
                usedLevels(levels),
                leftOut,
                remarks);
    }

    static double rounded(final double value) {
        return Math.rint(value * 10) / 10;
    }

    private LevelSamples[] samples(final ClampTrials trials, final DecompositionSettings settings) {
        final LevelSamples[] levels = new LevelSamples[trials.levels().size()];
        ParallelLoop.run(
                levels.length,
                worthwhileThreads(),
                j -> levels[j] = new LevelSamples(trials.levels().get(j), trials.mode(), trials.stepMs(), settings));
        return levels;
    }

    /** More than one where starting them costs less than they save. */
    private int worthwhileThreads() {
        final long samples = (long) trials.samples()
                * trials.levels().stream().mapToInt(l -> l.sweeps().size()).sum();
        return samples < MIN_SAMPLES_FOR_THREADS ? 1 : threads;
    }

    /** Inverse variances of the level means; numbers of sweeps where a variance is unknown or 0. */
    static double[] weights(final LevelSamples[] levels) {
        final double[] equal = new double[levels.length];
        Arrays.fill(equal, 1);
        final double leakNs = SynapticLines.leak(levels, equal, null).slope();
        final double[] scatter = LineErrors.scatter(levels, leakNs);
        final double[] weights = new double[levels.length];
        for (int j = 0; j < levels.length; j++) {
            if (!(scatter[j] > 0)) {
                for (int k = 0; k < levels.length; k++) weights[k] = levels[k].size();
                return weights;
            }
            weights[j] = levels[j].size() / scatter[j];
        }
        return weights;
    }

    private Leak leak(final LevelSamples[] levels, final double[] weights, final Line line) {
        final double[] variances = LineErrors.leakVariances(levels, weights, line);
        final double[] x = new double[levels.length];
        final double[] y = new double[levels.length];
        for (int j = 0; j < levels.length; j++) {
            x[j] = levels[j].leakPotentialMv(null);
            y[j] = levels[j].leakCurrentPa(null);
        }
        return new Leak(
                line.slope(),
                Math.sqrt(line.slopeVariance(variances)),
                line.root(),
                line.rootError(variances),
                line.rSquared(),
                curvature(levels, weights, x, y, line.slope()));
    }

    /** Judged by the scatter between sweeps where there is one, else by the residuals of the parabola. */
    private static Curvature curvature(
            final LevelSamples[] levels,
            final double[] weights,
            final double[] x,
            final double[] y,
            final double leakNs) {
        int freedom = 0;
        for (final LevelSamples level : levels) freedom += level.size() - 1;
        if (freedom < levels.length || leakNs < 0) return Curvature.fromResiduals(x, y, weights);
        final double[] variances = new double[levels.length];
        for (int j = 0; j < levels.length; j++) {
            if (levels[j].size() < 2) return Curvature.fromResiduals(x, y, weights);
            variances[j] = levels[j].leakScatter(leakNs) / levels[j].size();
        }
        return Curvature.fromVariances(x, y, weights, variances, freedom);
    }

    private static double[] means(final double[][] signals) {
        final double[] means = new double[signals.length];
        for (int j = 0; j < means.length; j++) {
            means[j] = Statistics.sum(signals[j], 0, signals[j].length) / signals[j].length;
        }
        return means;
    }

    /** In voltage clamp the slope on the commanded potential is 1 / (R_s + R_m): R_s must leave something of it. */
    private void checkSeriesResistance() {
        if (trials.mode() != ClampMode.VOLTAGE_CLAMP || settings.correction() == SeriesCorrection.NONE) return;
        double highestMohm = 0;
        for (final ClampLevel level : trials.levels()) {
            for (final ClampSweep sweep : level.sweeps())
                highestMohm = Math.max(
                        highestMohm,
                        MembranePotential.uncompensatedMohm(sweep.seriesResistanceMohm(), settings.compensation()));
        }
        if (highestMohm == 0) return;
        final DecompositionSettings raw = settings.with(SeriesCorrection.NONE, 0, 0);
        final LevelSamples[] levels = samples(trials, raw);
        final Line line = SynapticLines.leak(levels, weights(levels), null);
        final double inputMohm = 1000 / line.slope();
        if (!(highestMohm < inputMohm))
            throw new InputException(
                    "The series resistance of " + rounded(highestMohm) + " MOhm is not below the input resistance of "
                            + rounded(inputMohm) + " MOhm that the levels show: one of the two is wrong.");
    }

    private void checkSpan(final LevelSamples[] levels, final Leak leak) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (final LevelSamples level : levels) {
            low = Math.min(low, level.leakPotentialMv(null));
            high = Math.max(high, level.leakPotentialMv(null));
        }
        if (!(high - low >= MIN_SPAN_MV))
            throw new InputException("In the leak window the levels lie within " + rounded(high - low)
                    + " mV of each other: they must span at least " + MIN_SPAN_MV + " mV.");
        if (leak.conductanceSeNs() * 2 > Math.abs(leak.conductanceNs()))
            throw new InputException("The levels lie too close together for the noise: they give a leak of "
                    + rounded(leak.conductanceNs()) + " +- " + rounded(leak.conductanceSeNs())
                    + " nS; more sweeps or levels further apart are needed.");
    }

    private SystematicError systematic(final SynapticLines lines, final Leak leak, final RefitEnvelope envelope) {
        final ReversalPotentials reversals = settings.reversals();
        for (final int sign : new int[] {-1, 1}) {
            if (settings.correction() == SeriesCorrection.NONE) continue;
            final LevelSamples[] levels =
                    samples(trials.withSeriesTimes(1 + sign * SystematicError.SERIES_SHARE), settings);
            envelope.add(
                    "R_s " + (sign < 0 ? "−" : "+") + "20 %",
                    SynapticLines.fit(levels, weights(levels), null, first, length),
                    reversals);
        }
        for (final double shiftMv :
                new double[] {-SystematicError.INHIBITORY_REVERSAL_MV, SystematicError.INHIBITORY_REVERSAL_MV}) {
            if (reversals.spanMv() - shiftMv < 1) continue;
            envelope.add("E_I " + signed(shiftMv), lines, reversals.withInhibitoryShift(shiftMv));
        }
        for (final double shiftMv : new double[] {-SystematicError.JUNCTION_MV, SystematicError.JUNCTION_MV}) {
            envelope.add("LJP " + signed(shiftMv), lines.withPotentialsHigherBy(-shiftMv), reversals);
        }
        return envelope.result(uncorrected(lines, leak));
    }

    /** What is not corrected at all, with its size where it is known. */
    private List<String> uncorrected(final SynapticLines lines, final Leak leak) {
        final List<String> faults = new ArrayList<>();
        if (trials.mode() == ClampMode.VOLTAGE_CLAMP && settings.correction() == SeriesCorrection.NONE) {
            double largest = 0;
            for (final double ns : lines.slopeNs()) largest = Math.max(largest, Math.abs(ns + leak.conductanceNs()));
            final long percent = Math.round(100 * largest * REFERENCE_MOHM * 1e-3);
            faults.add("the series resistance"
                    + (percent > 0 && percent < 100
                            ? " (each " + (int) REFERENCE_MOHM + " MOhm hide about " + percent + " % of the peaks)"
                            : ""));
        }
        if (settings.correction() == SeriesCorrection.STATIC && trials.mode() == ClampMode.VOLTAGE_CLAMP)
            faults.add("the capacitive current, which makes fast conductances small and late");
        if (!settings.junction().applied() && settings.junction().potentialMv() == 0)
            faults.add("the junction potential, taken as 0 mV");
        return faults;
    }

    private static String signed(final double mv) {
        return (mv < 0 ? "−" : "+") + (int) Math.abs(mv) + " mV";
    }

    private ConductanceBootstrap bootstrap(
            final LevelSamples[] levels,
            final double[] weights,
            final PeakFit excitatory,
            final PeakFit inhibitory,
            final DoubleConsumer progress) {
        if (settings.bootstraps() == 0) return ConductanceBootstrap.NONE;
        int fewest = Integer.MAX_VALUE;
        for (final LevelSamples level : levels) fewest = Math.min(fewest, level.size());
        if (fewest < 2) {
            remarks.add("A level has one sweep only: there are no bootstrap intervals.");
            return ConductanceBootstrap.NONE;
        }
        if (fewest < 5)
            remarks.add("A level has " + fewest
                    + " sweeps only: bootstrap intervals of ratios from so few are too narrow.");
        return ConductanceBootstrap.of(
                levels, weights, excitatory, inhibitory, first, length, trials.stepMs(), settings, threads, progress);
    }

    private List<UsedLevel> usedLevels(final LevelSamples[] levels) {
        return Arrays.stream(levels)
                .map(l -> new UsedLevel(l.level(), l.leakPotentialMv(null), l.leakCurrentPa(null), l.size()))
                .toList();
    }

    private void remark(final LevelSamples[] levels, final Leak leak, final Curvature responseCurvature) {
        if (leak.curvature().isWarning()) remarks.add(bend("the leak window", leak.curvature()));
        if (responseCurvature.isWarning()) remarks.add(bend("the analysis window", responseCurvature));
        if (Double.isNaN(leak.conductanceSeNs()))
            remarks.add("With one sweep at each of two levels no standard error can " + "be known.");
        else if (Arrays.stream(levels).allMatch(l -> l.size() == 1))
            remarks.add("There is one sweep a level: standard errors are those of the levels about the line.");
        if (!leftOut.isEmpty())
            remarks.add("Left out for their series resistance: sweeps "
                    + leftOut.stream().map(l -> String.valueOf(l.sweep())).collect(Collectors.joining(", ")) + ". "
                    + leftOut.get(0).reason());
    }

    private static String bend(final String window, final Curvature curvature) {
        return "The currents of " + window + " bend: the slope changes by " + Math.round(100 * curvature.share())
                + " % from the middle to the ends of the levels (rectification, an active current or poor space "
                + "clamp); "
                + "choose a narrower range of levels.";
    }
}
