package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/**
 * Relaxation times and conductances in windows of several sweeps, with their medians.
 *
 * @param settings how it was found
 * @param windows the windows of all sweeps, level by level; times are from the start of the sweep
 * @param together the relaxation time that all windows give together
 * @param remarks sentences on the limits of these numbers, without repetition
 */
public record RelaxationOverSweeps(
        RelaxationSettings settings, List<SweepWindow> windows, RelaxationTime together, List<String> remarks) {

    /** Where the time between later lags is shorter by more than this, the potential has no single time. */
    public static final double MAX_RATIO = 1.1;

    /** A wrong refusal in a hundred. */
    private static final double CONFIDENCE = 0.98;

    /**
     * A window of a sweep.
     *
     * @param sweep 0-based place of the sweep in the recording
     * @param timeMs middle of the window, from the start of the sweep
     * @param found what the window gives
     */
    public record SweepWindow(int sweep, double timeMs, RelaxationConductance.Window found) {}

    /** Takes copies of the lists. */
    public RelaxationOverSweeps {
        windows = List.copyOf(windows);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads conductances in windows of each sweep.
     *
     * @param traces potentials at one current or more
     * @param settings how
     * @return the estimates
     * @throws InputException if a trace is shorter than a window, a window has too few samples, there is a spike, or
     *     lags are not given and the potential clearly has no single relaxation time
     */
    public static RelaxationOverSweeps compute(final MembraneTraces traces, final RelaxationSettings settings) {
        final List<SweepWindow> windows = new ArrayList<>();
        final List<String> remarks = new ArrayList<>();
        final List<RelaxationTime.Covariances> covariances = new ArrayList<>();
        for (final MembraneTraces.Level level : traces.levels()) {
            for (final MembraneTraces.Trace trace : level.traces()) {
                final RelaxationConductance found = RelaxationConductance.compute(
                        trace.potentialMv(), level.currentPa(), traces.stepMs(), settings);
                covariances.addAll(found.covariances());
                for (final RelaxationConductance.Window window : found.windows())
                    windows.add(new SweepWindow(trace.sweep(), traces.startMs() + window.timeMs(), window));
                for (final String remark : found.remarks()) if (!remarks.contains(remark)) remarks.add(remark);
            }
        }
        final RelaxationSettings used = settings.at(traces.stepMs());
        final RelaxationTime together = RelaxationTime.of(
                covariances, used.firstLag() * traces.stepMs(), used.lagSteps() * traces.stepMs(), settings.windowMs());
        final RelaxationOverSweeps all = new RelaxationOverSweeps(used, windows, together, remarks);
        if (settings.isAuto() && all.clearlyNotSingle())
            throw new InputException("The potential has no single relaxation time: it is "
                    + rounded(together.tauMs()) + " ms between lags of " + rounded(together.firstLagMs()) + " and "
                    + rounded(together.firstLagMs() + together.lagMs()) + " ms, and " + rounded(together.laterMs())
                    + " ms from there on, as with synapses that are not fast against the membrane, which the method "
                    + "needs. Give first_lag and lag_steps to read it all the same.");
        return all;
    }

    private static double rounded(final double ms) {
        return Math.rint(ms * 100) / 100;
    }

    /** Whether the potential relaxes more slowly between short lags than between longer ones, beyond the error. */
    public boolean clearlyNotSingle() {
        if (Double.isNaN(together.logRatioSe())) return false;
        final double t = Statistics.studentT(together.groups() - 1, CONFIDENCE);
        return together.logRatio() > Math.max(Math.log(MAX_RATIO), t * together.logRatioSe());
    }

    /** G from the time that all windows give together. */
    public double totalNs() {
        return settings.cell().capacitancePf() / together.tauMs();
    }

    /**
     * The median of a value over the windows.
     *
     * @param value which value
     * @return the median of those that are known; NaN where none is
     */
    public double median(final ToDoubleFunction<RelaxationConductance.Window> value) {
        return Statistics.median(Statistics.finite(
                windows.stream().map(SweepWindow::found).mapToDouble(value).toArray()));
    }
}
