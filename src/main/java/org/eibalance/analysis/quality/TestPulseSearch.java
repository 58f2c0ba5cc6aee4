package org.eibalance.analysis.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the test pulse in a protocol: the step that most sweeps have at the same place; of several, one whose height
 * does not change over the sweeps, then one that is not merely the return from another step, then one that
 * hyperpolarises, then the earliest. Behind a depolarising pulse the return hyperpolarises, but its baseline is the
 * pulse and not the holding level.
 */
final class TestPulseSearch {

    /** Steps that measure the passive membrane: high enough to be seen, but not so high as to open channels. */
    static final double MIN_MV = 1;

    static final double MAX_MV = 30;
    static final double MIN_STEP_MS = 5;
    static final double MAX_STEP_MS = 5000;
    static final double MIN_BASELINE_MS = 1;

    /**
     * The level before the step is taken from at least this time before it, or from as long before as the step lasts.
     */
    static final double BASELINE_MS = 200;

    /** The level after a step is that before it where they differ by no more than this. */
    private static final double SAME_LEVEL = 0.02;

    private final double sampleRateHz;
    private final double leastMv;
    private final double mostMv;

    TestPulseSearch(final double sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        leastMv = MIN_MV * (1 - SAME_LEVEL);
        mostMv = MAX_MV * (1 + SAME_LEVEL);
    }

    /** A step, in samples of the whole sweep. */
    record Step(long baselineStart, long start, long end, long recoveryEnd, double mv) {}

    private record Place(long start, long end) {}

    /** Shorter levels are not used. */
    int leastSamples() {
        return Math.max(MembraneTest.MIN_SAMPLES, samples(MIN_BASELINE_MS));
    }

    private int samples(final double ms) {
        return (int) Math.round(ms * sampleRateHz / 1000);
    }

    /** The longest part of the level before or after that is used. */
    long longestBaseline(final long stepLength) {
        return Math.max(stepLength, samples(BASELINE_MS));
    }

    /**
     * Searches the levels of all sweeps.
     *
     * @param levels by sweep
     * @return the step of each sweep that has it, by sweep; empty where none has one
     */
    Map<Integer, Step> find(final Map<Integer, List<CommandLevel>> levels) {
        final Map<Place, Map<Integer, Step>> places = new LinkedHashMap<>();
        final Set<Place> returns = new HashSet<>();
        levels.forEach((sweep, list) -> steps(list, returns)
                .forEach(step -> places.computeIfAbsent(new Place(step.start, step.end), place -> new TreeMap<>())
                        .put(sweep, step)));
        return places.entrySet().stream()
                .min(Comparator.<Map.Entry<Place, Map<Integer, Step>>>comparingInt(
                                e -> -e.getValue().size())
                        .thenComparing(e -> !isConstant(e.getValue()))
                        .thenComparing(e -> returns.contains(e.getKey()))
                        .thenComparing(e -> meanMv(e.getValue()) > 0)
                        .thenComparingLong(e -> e.getKey().start()))
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }

    /** Steps of recorded commands lie a sample earlier or later from sweep to sweep. */
    Map<Integer, Step> findRecorded(final Map<Integer, List<CommandLevel>> levels) {
        final List<Long> edges = new ArrayList<>();
        final Map<Integer, List<CommandLevel>> aligned = new TreeMap<>();
        levels.forEach((sweep, list) -> aligned.put(
                sweep,
                list.stream()
                        .map(l -> new CommandLevel(snap(edges, l.start()), snap(edges, l.end()), l.mv()))
                        .toList()));
        return find(aligned);
    }

    private long snap(final List<Long> edges, final long edge) {
        for (final long known : edges) if (Math.abs(known - edge) <= 2) return known;
        edges.add(edge);
        return edge;
    }

    private static boolean isConstant(final Map<Integer, Step> steps) {
        final double mean = meanMv(steps);
        return steps.values().stream().allMatch(step -> Math.abs(step.mv - mean) <= SAME_LEVEL * Math.abs(mean));
    }

    private static double meanMv(final Map<Integer, Step> steps) {
        return steps.values().stream().mapToDouble(Step::mv).average().orElse(0);
    }

    /** The steps of one sweep; the places of those that only go back to the level before another are added. */
    private List<Step> steps(final List<CommandLevel> levels, final Set<Place> returns) {
        final List<Step> steps = new ArrayList<>();
        for (int k = 1; k < levels.size(); k++) {
            final CommandLevel before = levels.get(k - 1);
            final CommandLevel level = levels.get(k);
            final double mv = level.mv() - before.mv();
            if (before.end() != level.start()
                    || Math.abs(mv) < leastMv
                    || Math.abs(mv) > mostMv
                    || level.length() < samples(MIN_STEP_MS)
                    || level.length() > samples(MAX_STEP_MS)) continue;
            if (k > 1 && isSame(levels.get(k - 2), before, level, mv))
                returns.add(new Place(level.start(), level.end()));
            final CommandLevel after = k + 1 < levels.size() ? levels.get(k + 1) : level;
            final boolean recovers = isSame(before, level, after, mv);
            final long most = longestBaseline(level.length());
            steps.add(new Step(
                    Math.max(before.start(), level.start() - most),
                    level.start(),
                    level.end(),
                    recovers ? Math.min(after.end(), level.end() + most) : level.end(),
                    mv));
        }
        return steps;
    }

    /** Whether the command behind a level is that before it. */
    private static boolean isSame(
            final CommandLevel before, final CommandLevel between, final CommandLevel after, final double stepMv) {
        return before.end() == between.start()
                && between.end() == after.start()
                && Math.abs(after.mv() - before.mv()) <= SAME_LEVEL * Math.abs(stepMv);
    }
}
