package org.eibalance.analysis.conductance.singletrace;

import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/**
 * Conductances of one sweep by oversampling.
 *
 * @param settings how it was found
 * @param sweep 0-based place of the sweep in the recording
 * @param timesMs from the start of the sweep
 * @param found the conductances
 */
public record OversamplingTrace(
        OversamplingSettings settings, int sweep, double[] timesMs, OversamplingConductance found) {

    /**
     * Reads conductances of the first sweep at the lowest current.
     *
     * @param traces potentials
     * @param settings how
     * @return the conductances
     * @throws InputException if no pair of samples can be solved
     */
    public static OversamplingTrace compute(final MembraneTraces traces, final OversamplingSettings settings) {
        final MembraneTraces.Level level = traces.levels().get(0);
        final MembraneTraces.Trace trace = level.traces().get(0);
        final OversamplingConductance found = OversamplingConductance.compute(
                trace.potentialMv(),
                level.currentPa(),
                traces.stepMs(),
                settings.cell(),
                settings.reversals(),
                settings.minChangeMv());
        final double[] timesMs = new double[found.excitatoryNs().length];
        for (int k = 0; k < timesMs.length; k++) timesMs[k] = traces.startMs() + (k + 0.5) * found.stepMs();
        return new OversamplingTrace(settings, trace.sweep(), timesMs, found);
    }

    /** Median of g_E, nS. */
    public double excitatoryMedianNs() {
        return Statistics.median(Statistics.finite(found.excitatoryNs()));
    }

    /** Median of g_I, nS. */
    public double inhibitoryMedianNs() {
        return Statistics.median(Statistics.finite(found.inhibitoryNs()));
    }
}
