package org.eibalance.scenario.network;

import java.util.Map;
import org.eibalance.recording.InputException;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.waveform.ConductancePair;

/**
 * A scenario with a neuron whose synaptic conductances can be taken out of the running network, for a rig or a dynamic
 * clamp.
 *
 * @param <S> its settings
 */
public abstract class PatchedScenario<S extends Record> extends Scenario<S> {

    /** What is left when the last spikes have decayed is no conductance. */
    private static final double NONE_NS = 1e-3;

    /** As that of {@link Scenario}. */
    protected PatchedScenario(final Class<S> settings, final String label, final String description) {
        super(settings, label, description);
    }

    /**
     * The conductances of the neuron while the network runs.
     *
     * @param values numbers by key, as for {@link Scenario#run}; those that say how long it runs do not count here
     * @param fromMs time of the network at which the first sample is taken
     * @param durationMs how long
     * @param run seed, threads, progress
     * @return g_E and g_I, at every step of the network
     * @throws InputException if a key is unknown, a value out of its range, or there is no conductance at all in this
     *     time
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public final ConductancePair conductances(
            final Map<String, Double> values, final double fromMs, final double durationMs, final ScenarioRun run) {
        if (!(fromMs >= 0) || !(durationMs >= 1 && durationMs <= 1e6))
            throw new InputException("Conductances of " + name() + " from " + fromMs + " ms on for " + durationMs
                    + " ms: 1 to 1000000 ms from 0 ms on were expected.");
        final ConductancePair pair = patch(settings(values), fromMs, durationMs, run);
        for (int k = 0; k < pair.samples(); k++) {
            if (pair.excitatoryNs()[k] > NONE_NS || pair.inhibitoryNs()[k] > NONE_NS) return pair;
        }
        throw new InputException(
                "The network of " + name() + " fell silent before " + fromMs + " ms: another seed was expected.");
    }

    /**
     * What {@link #conductances} gives.
     *
     * @param with its settings
     * @param fromMs first sample
     * @param durationMs how long
     * @param run seed, threads, progress
     * @return g_E and g_I
     */
    protected abstract ConductancePair patch(S with, double fromMs, double durationMs, ScenarioRun run);
}
