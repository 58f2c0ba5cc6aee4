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
 * @param remarks sentences on the limits of these numbers, without repetition
 */
public record RelaxationOverSweeps(RelaxationSettings settings, List<SweepWindow> windows, List<String> remarks) {

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
     * @throws InputException if a trace is shorter than a window, a window has too few samples, or there is a spike
     */
    public static RelaxationOverSweeps compute(final MembraneTraces traces, final RelaxationSettings settings) {
        final List<SweepWindow> windows = new ArrayList<>();
        final List<String> remarks = new ArrayList<>();
        for (final MembraneTraces.Level level : traces.levels()) {
            for (final MembraneTraces.Trace trace : level.traces()) {
                final RelaxationConductance found = RelaxationConductance.compute(
                        trace.potentialMv(), level.currentPa(), traces.stepMs(), settings);
                for (final RelaxationConductance.Window window : found.windows())
                    windows.add(new SweepWindow(trace.sweep(), traces.startMs() + window.timeMs(), window));
                for (final String remark : found.remarks()) if (!remarks.contains(remark)) remarks.add(remark);
            }
        }
        return new RelaxationOverSweeps(settings, windows, remarks);
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
