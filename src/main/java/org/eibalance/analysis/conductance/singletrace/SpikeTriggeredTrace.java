package org.eibalance.analysis.conductance.singletrace;

import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.InputException;

/**
 * Conductances before spikes, from the average potential of several sweeps at one current.
 *
 * @param settings how it was found
 * @param currentPa injected current
 * @param timesMs times before the crossing of the spike threshold, below 0
 * @param potentialMv average potential
 * @param excitatoryNs g_E
 * @param inhibitoryNs g_I
 */
public record SpikeTriggeredTrace(
        SpikeTriggeredSettings settings,
        double currentPa,
        double[] timesMs,
        double[] potentialMv,
        double[] excitatoryNs,
        double[] inhibitoryNs) {

    /**
     * Averages the potential before spikes at the highest current, and reads the conductances.
     *
     * @param traces potentials with spikes
     * @param settings how
     * @return the conductances; one sample shorter than the average
     * @throws InputException if no spike has silence before it, or the average comes within 1 mV of E_I
     */
    public static SpikeTriggeredTrace compute(final MembraneTraces traces, final SpikeTriggeredSettings settings) {
        final MembraneTraces.Level level = traces.levels().get(traces.levels().size() - 1);
        final List<double[]> sweeps =
                level.traces().stream().map(MembraneTraces.Trace::potentialMv).toList();
        final double[] average = SpikeTriggeredConductance.average(
                sweeps, traces.stepMs(), settings.spikeMv(), settings.averageMs(), settings.gapMs());
        final SpikeTriggeredConductance found = SpikeTriggeredConductance.compute(
                average,
                level.currentPa(),
                traces.stepMs(),
                settings.cell(),
                settings.reversals(),
                settings.statistics());
        final int n = found.excitatoryNs().length;
        final double[] timesMs = new double[n];
        for (int k = 0; k < n; k++) timesMs[k] = (k - average.length) * traces.stepMs() - settings.gapMs();
        return new SpikeTriggeredTrace(
                settings,
                level.currentPa(),
                timesMs,
                Arrays.copyOf(average, n),
                found.excitatoryNs(),
                found.inhibitoryNs());
    }

    /** g_E at the end of the average less that at its start, nS. */
    public double excitatoryChangeNs() {
        return excitatoryNs[excitatoryNs.length - 1] - excitatoryNs[0];
    }

    /** g_I at the end of the average less that at its start, nS. */
    public double inhibitoryChangeNs() {
        return inhibitoryNs[inhibitoryNs.length - 1] - inhibitoryNs[0];
    }
}
