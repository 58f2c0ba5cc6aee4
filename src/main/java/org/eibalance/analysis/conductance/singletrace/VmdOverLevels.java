package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;

/**
 * VmD for each pair of currents that were injected.
 *
 * @param settings how it was found
 * @param levels mean and variance at each current
 * @param pairs one estimate for each pair of levels; with more than two levels only pairs whose mean potentials are at
 *     least {@link Vmd#MIN_DISTANCE_MV} apart
 */
public record VmdOverLevels(VmdSettings settings, List<VmdLevel> levels, List<Pair> pairs) {

    /**
     * An estimate from two levels.
     *
     * @param low the lower current
     * @param high the higher current
     * @param found what both give
     */
    public record Pair(VmdLevel low, VmdLevel high, Vmd found) {}

    /** Takes copies of the lists. */
    public VmdOverLevels {
        levels = List.copyOf(levels);
        pairs = List.copyOf(pairs);
    }

    /**
     * Estimates conductances from each pair of levels.
     *
     * @param traces potentials at two currents or more; several sweeps at one current are pooled
     * @param settings how
     * @return the estimates; no pair where of three levels or more no two are far enough apart
     * @throws InputException if there is a spike, or there are two levels only and they are too close
     */
    public static VmdOverLevels compute(final MembraneTraces traces, final VmdSettings settings) {
        final List<VmdLevel> levels = new ArrayList<>();
        for (final MembraneTraces.Level level : traces.levels())
            levels.add(VmdLevel.pooled(level.traces().stream()
                    .map(t -> VmdLevel.of(
                            level.currentPa(), t.potentialMv(), traces.stepMs(), TimeWindow.ALL, settings.spikeMv()))
                    .toList()));
        final List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < levels.size(); a++) {
            for (int b = a + 1; b < levels.size(); b++) {
                final VmdLevel low = levels.get(a);
                final VmdLevel high = levels.get(b);
                if (levels.size() > 2 && Math.abs(low.meanMv() - high.meanMv()) < Vmd.MIN_DISTANCE_MV) continue;
                pairs.add(new Pair(low, high, Vmd.compute(low, high, settings)));
            }
        }
        return new VmdOverLevels(settings, levels, pairs);
    }

    /**
     * Estimates conductances for each condition of an experiment.
     *
     * @param conditions potentials by name of the condition
     * @param settings how
     * @return the estimates by name of the condition, in the same order
     * @throws InputException if no condition has two levels that are far enough apart, or there is a spike
     */
    public static Map<String, VmdOverLevels> compute(
            final Map<String, MembraneTraces> conditions, final VmdSettings settings) {
        final Map<String, VmdOverLevels> found = new LinkedHashMap<>();
        conditions.forEach((name, traces) -> found.put(name, compute(traces, settings)));
        if (found.values().stream().allMatch(f -> f.pairs().isEmpty()))
            throw new InputException(
                    "No two levels are " + Vmd.MIN_DISTANCE_MV + " mV or more apart, as the method needs.");
        return found;
    }
}
