package org.eibalance.analysis.conductance.slope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.eibalance.analysis.conductance.Curvature;
import org.eibalance.analysis.conductance.Line;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.UpStateSettings;
import org.eibalance.analysis.conductance.trials.UpStateTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Interval;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Current-voltage lines in bins of time (Shu, Hasenstaub and McCormick 2003, Nature 423:288; Haider et al. 2006, J.
 * Neurosci. 26:4535). In voltage clamp current is regressed on potential, in current clamp potential on injected
 * current, and its slope is 1/G. Each sweep is a point; errors are those of the points about the line, so they include
 * variation from trial to trial.
 *
 * <p>The capacitive current is left out: bins must be long against C R_s in voltage clamp and against C/G in current
 * clamp. For faster changes use {@link ConductanceDecomposition}.
 *
 * @param settings how it was found
 * @param baseline the line of the baseline
 * @param bins the lines through time
 * @param inhibitionOnExcitation g_I against g_E over the bins whose synaptic conductance is at least three standard
 *     errors
 * @param levels how many levels
 * @param sweeps how many sweeps, each a point of a line
 * @param remarks sentences on the limits of these numbers
 */
public record SlopesThroughTime(
        SlopeSettings settings,
        SlopeBin baseline,
        List<SlopeBin> bins,
        Proportion inhibitionOnExcitation,
        int levels,
        int sweeps,
        List<String> remarks) {

    private static final int MIN_LEVELS = 3;

    /** Takes copies of the lists. */
    public SlopesThroughTime {
        bins = List.copyOf(bins);
        remarks = List.copyOf(remarks);
    }

    /**
     * The confidence interval of a bin's synaptic conductance, by Student's t with the degrees of freedom of one line,
     * sweeps less two. The baseline's line has as many more, so the interval is rather too wide than too narrow.
     *
     * @param bin one of the bins
     * @param confidence such as 0.95
     * @return the interval in nS
     */
    public Interval synapticInterval(final SlopeBin bin, final double confidence) {
        return Interval.ofStudent(bin.synapticNs(), bin.synapticSeNs(), sweeps - 2, confidence);
    }

    /** The bin with the largest synaptic conductance that is known; the first where none is. */
    public SlopeBin peak() {
        return bins.stream()
                .filter(b -> !Double.isNaN(b.synapticNs()))
                .max(Comparator.comparingDouble(SlopeBin::synapticNs))
                .orElseGet(() -> bins.get(0));
    }

    /**
     * Reads lines.
     *
     * @param trials sweeps at three levels or more, aligned to the stimulus or to the onset of Up states
     * @param settings how
     * @return the lines
     * @throws InputException if there are fewer than three levels or they lie within 5 mV of each other
     * @throws CancellationException if the calling thread is interrupted
     */
    public static SlopesThroughTime compute(final ClampTrials trials, final SlopeSettings settings) {
        if (trials.levels().size() < MIN_LEVELS)
            throw new InputException(
                    "A current-voltage line through time needs sweeps at three levels or more, and there are "
                            + trials.levels().size() + ".");
        final int width = (int) Math.max(1, Math.round(settings.binMs() / trials.stepMs()));
        final int from = settings.analysisWindow().first(trials.stepMs());
        final int to = settings.analysisWindow().end(trials.stepMs(), trials.samples());
        final Fit baseline = new Fit(
                trials,
                settings,
                settings.baselineWindow().first(trials.stepMs()),
                settings.baselineWindow().end(trials.stepMs(), trials.samples()));
        if (!(baseline.spanMv >= ConductanceDecomposition.MIN_SPAN_MV))
            throw new InputException("In the baseline the levels lie within " + Math.rint(baseline.spanMv * 10) / 10
                    + " mV of each other: they must span at least " + ConductanceDecomposition.MIN_SPAN_MV + " mV.");
        final List<SlopeBin> bins = new ArrayList<>();
        for (int start = from; start + width <= to; start += width) {
            ParallelLoop.checkCancelled();
            bins.add(new Fit(trials, settings, start, start + width)
                    .less(baseline, settings, (start + (width - 1) / 2.0) * trials.stepMs()));
        }
        if (bins.isEmpty())
            throw new InputException("The window of " + (to - from) * trials.stepMs() + " ms is shorter than a bin of "
                    + settings.binMs() + " ms.");
        final SlopeBin first = baseline.less(
                baseline,
                settings,
                (settings.baselineWindow().startMs() + settings.baselineWindow().endMs()) / 2);
        final List<SlopeBin> clear = bins.stream()
                .filter(b -> b.synapticNs() >= Conductances.ERRORS_FOR_REVERSAL * b.synapticSeNs())
                .toList();
        final Proportion proportion = Proportion.of(
                clear.stream().mapToDouble(SlopeBin::excitatoryNs).toArray(),
                clear.stream().mapToDouble(SlopeBin::inhibitoryNs).toArray());
        final List<String> remarks = new ArrayList<>();
        final long bent = bins.stream().filter(b -> b.curvature().isWarning()).count();
        if (bent > 0.05 * bins.size())
            remarks.add("The currents bend in " + bent + " of " + bins.size()
                    + " bins (rectification, an active current or poor space clamp): choose a narrower "
                    + "range of levels.");
        return new SlopesThroughTime(
                settings,
                first,
                bins,
                proportion,
                trials.levels().size(),
                trials.levels().stream().mapToInt(l -> l.sweeps().size()).sum(),
                remarks);
    }

    /**
     * Reads lines around the onsets of Up states, which are found in each sweep by itself. The baseline is the Down
     * state before the onset.
     *
     * @param trials long sweeps with several Up states
     * @param settings how; its windows are not used
     * @param states what counts as an Up state
     * @param beforeMs time before each onset; all of it but the last fifth is the baseline
     * @param afterMs time after each onset that is analysed
     * @return the lines; times are from {@code beforeMs} before the onsets
     * @throws InputException if Up states are found at fewer than three levels
     */
    public static SlopesThroughTime onUpStates(
            final ClampTrials trials,
            final SlopeSettings settings,
            final UpStateSettings states,
            final double beforeMs,
            final double afterMs) {
        final UpStateTrials.Cut cut = UpStateTrials.cut(trials, states, beforeMs, afterMs);
        final SlopesThroughTime found = compute(
                cut.trials(),
                new SlopeSettings(
                        settings.binMs(),
                        settings.median(),
                        new TimeWindow(0, 0.8 * beforeMs),
                        TimeWindow.ALL,
                        settings.reversals(),
                        settings.junction(),
                        settings.compensation()));
        if (cut.without().isEmpty()) return found;
        final List<String> remarks = new ArrayList<>(found.remarks);
        remarks.add("Without an Up state that has the time before and after its onset, and so not used: sweeps "
                + cut.without().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
        return new SlopesThroughTime(
                found.settings,
                found.baseline,
                found.bins,
                found.inhibitionOnExcitation,
                found.levels,
                found.sweeps,
                remarks);
    }

    /** The line of one bin: current on potential, whichever way it was regressed. */
    private static final class Fit {

        private final double conductanceNs;
        private final double conductanceVariance;
        private final double reversalMv;
        private final double reversalVariance;
        private final double rSquared;
        private final Curvature curvature;
        private final double spanMv;

        Fit(final ClampTrials trials, final SlopeSettings settings, final int from, final int to) {
            final boolean voltageClamp = trials.mode() == ClampMode.VOLTAGE_CLAMP;
            final int sweeps =
                    trials.levels().stream().mapToInt(l -> l.sweeps().size()).sum();
            final double[] potential = new double[sweeps];
            final double[] current = new double[sweeps];
            final double[] commanded = new double[sweeps];
            int k = 0;
            for (final ClampLevel level : trials.levels()) {
                for (final ClampSweep sweep : level.sweeps()) {
                    final double command = centre(sweep.command(), from, to, settings.median());
                    final double recorded = centre(sweep.recorded(), from, to, settings.median());
                    current[k] = voltageClamp ? recorded : command;
                    commanded[k] = command;
                    potential[k] = MembranePotential.of(
                                    settings.junction(), sweep.seriesResistanceMohm(), settings.compensation())
                            .of(voltageClamp ? command : recorded, current[k]);
                    k++;
                }
            }
            final double[] weights = new double[sweeps];
            Arrays.fill(weights, 1);
            spanMv = Arrays.stream(potential).max().orElse(0)
                    - Arrays.stream(potential).min().orElse(0);
            curvature = Curvature.fromResiduals(potential, current, weights);
            final Line line = voltageClamp
                    ? new Line(commanded, potential, current, weights)
                    : new Line(current, potential, weights);
            final double[] scatter = new double[sweeps];
            Arrays.fill(scatter, line.residualVariance());
            rSquared = line.rSquared();
            if (voltageClamp) {
                conductanceNs = line.slope();
                conductanceVariance = line.slopeVariance(scatter);
                reversalMv = line.root();
                reversalVariance = Math.pow(line.rootError(scatter), 2);
            } else {
                conductanceNs = 1 / line.slope();
                conductanceVariance = line.slopeVariance(scatter) * Math.pow(conductanceNs, 4);
                reversalMv = line.at(0);
                reversalVariance = line.varianceAt(0, scatter);
            }
        }

        SlopeBin less(final Fit baseline, final SlopeSettings settings, final double timeMs) {
            final double synapticNs = conductanceNs - baseline.conductanceNs;
            final double synapticSe = Math.sqrt(conductanceVariance + baseline.conductanceVariance);
            // G_s V + b is the synaptic current.
            final double intercept = -conductanceNs * reversalMv + baseline.conductanceNs * baseline.reversalMv;
            final ReversalPotentials e = settings.reversals();
            final double errors = Conductances.ERRORS_FOR_REVERSAL;
            final boolean known = conductanceNs >= errors * Math.sqrt(conductanceVariance);
            return new SlopeBin(
                    timeMs,
                    conductanceNs,
                    Math.sqrt(conductanceVariance),
                    known ? reversalMv : Double.NaN,
                    known ? Math.sqrt(reversalVariance) : Double.NaN,
                    rSquared,
                    curvature,
                    synapticNs,
                    synapticSe,
                    synapticNs > 0 && synapticNs >= errors * synapticSe ? -intercept / synapticNs : Double.NaN,
                    (-intercept - synapticNs * e.inhibitoryMv()) / e.spanMv(),
                    (intercept + synapticNs * e.excitatoryMv()) / e.spanMv());
        }

        private static double centre(final double[] signal, final int from, final int to, final boolean median) {
            return median ? Statistics.median(Arrays.copyOfRange(signal, from, to)) : Statistics.mean(signal, from, to);
        }
    }
}
