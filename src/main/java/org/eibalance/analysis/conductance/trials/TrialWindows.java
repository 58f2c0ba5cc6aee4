package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.ClampMode;

/**
 * The window that is analysed and the baseline of the leak: as given, or found where the command of every sweep rests.
 * A window that is found contains neither a step of the command nor a test pulse. It begins 50 ms after a step, or a
 * quarter of the stretch after it where that is shorter, because the capacitive current is not over before.
 *
 * @param window where conductances are wanted
 * @param baseline where the leak is read; the window itself where there is no time at the same level before it
 * @param hasBaseline whether the baseline is a time of its own
 * @param remarks sentences on windows that were found beside a move of the command
 */
public record TrialWindows(TimeWindow window, TimeWindow baseline, boolean hasBaseline, List<String> remarks) {

    /** A leak is read from this many samples or more. */
    static final int MIN_SAMPLES = 10;

    private static final double SETTLING_MS = 50;
    private static final double SETTLING_SHARE = 0.25;
    private static final double MIN_STRETCH_MS = 1;

    /** Steps that measure the passive membrane are not higher; as in the membrane test. */
    private static final double MAX_PULSE_MV = 30;

    /** Takes a copy of the list. */
    public TrialWindows {
        remarks = List.copyOf(remarks);
    }

    /**
     * What a person gave of both windows.
     *
     * @param startMs start of the window; 0 to have it found if the end is not given, else the start of the sweep
     * @param endMs end of the window; 0 to have it found
     * @param baselineStartMs start of the baseline
     * @param baselineEndMs its end; 0 to have it found
     */
    public record Given(double startMs, double endMs, double baselineStartMs, double baselineEndMs) {}

    /**
     * Finds what was not given, and refuses what was given if the command moves in it.
     *
     * @param commands the commands of all sweeps
     * @param given what a person gave
     * @return both windows
     * @throws org.eibalance.recording.InputException if the command of a sweep moves within one of them; it names sweep
     *     and time
     */
    public static TrialWindows of(final SweepCommands commands, final Given given) {
        final Finder finder = new Finder(commands);
        final List<String> remarks = new ArrayList<>();
        final TimeWindow window = finder.window(given);
        commands.mustRestIn(window, "window");
        if (given.baselineEndMs > 0) {
            final TimeWindow baseline = new TimeWindow(given.baselineStartMs, given.baselineEndMs);
            commands.mustRestIn(baseline, "baseline");
            finder.remark(given, window, Optional.empty(), remarks);
            return new TrialWindows(window, baseline, true, remarks);
        }
        final Optional<TimeWindow> baseline = finder.baseline(window);
        finder.remark(given, window, baseline, remarks);
        return new TrialWindows(window, baseline.orElse(window), baseline.isPresent(), remarks);
    }

    /** Samples in which no command moves; {@code moved} says whether one moves at the start. */
    private record Stretch(int start, int end, boolean moved, double[] levels) {

        int length() {
            return end - start;
        }
    }

    private static final class Finder {

        private final SweepCommands commands;
        private final double stepMs;
        private final int samples;
        private final BitSet moves;
        private final List<Stretch> stretches;

        Finder(final SweepCommands commands) {
            this.commands = commands;
            stepMs = commands.stepMs();
            samples = commands.samples();
            moves = commands.moves();
            stretches = stretches(0, samples);
        }

        private List<Stretch> stretches(final int from, final int to) {
            final List<Stretch> found = new ArrayList<>();
            final int margin = commands.margin();
            final int least = Math.max(MIN_SAMPLES, (int) Math.round(MIN_STRETCH_MS / stepMs)) + 2 * margin;
            int start = from;
            while (start < to) {
                final int next = moves.nextSetBit(start + 1);
                final int end = next < 0 ? to : Math.min(next, to);
                if (end - start >= least) {
                    final int a = start == 0 ? 0 : start + margin;
                    found.add(new Stretch(a, end, moves.get(start), commands.levels(a, end)));
                }
                start = end;
            }
            return found;
        }

        TimeWindow window(final Given given) {
            final boolean endGiven = given.endMs > 0;
            final double endMs = endGiven ? given.endMs : Double.POSITIVE_INFINITY;
            if (!commands.isKnown() || moves.isEmpty() || endGiven && given.startMs > 0)
                return new TimeWindow(given.startMs, endMs);
            if (given.startMs > 0) {
                final int start = new TimeWindow(given.startMs, Double.POSITIVE_INFINITY).first(stepMs);
                final int move = moves.nextSetBit(start + Math.max(1, commands.margin()));
                return new TimeWindow(
                        given.startMs, move < 0 || move >= samples ? Double.POSITIVE_INFINITY : move * stepMs);
            }
            final int end = endGiven ? new TimeWindow(0, endMs).end(stepMs, samples) : samples;
            return longest(stretches(0, end)).map(this::settled).orElse(new TimeWindow(0, endMs));
        }

        /** The stretch that is longest, at the levels at which the sweeps are for longest; two or more, if they can. */
        private Optional<Stretch> longest(final List<Stretch> all) {
            final List<Stretch> candidates =
                    all.stream().filter(s -> !isTestPulse(all, s)).toList();
            return candidates.stream()
                    .max(Comparator.comparing((Stretch s) -> spans(s.levels))
                            .thenComparingInt(s -> candidates.stream()
                                    .filter(o -> isSame(o.levels, s.levels))
                                    .mapToInt(Stretch::length)
                                    .sum())
                            .thenComparingInt(Stretch::length));
        }

        private static boolean spans(final double[] levels) {
            return Arrays.stream(levels).max().orElse(0)
                            - Arrays.stream(levels).min().orElse(0)
                    > ConditionTrials.SAME_LEVEL;
        }

        private boolean isSame(final double[] a, final double[] b) {
            for (int k = 0; k < a.length; k++) if (Math.abs(a[k] - b[k]) > 2 * commands.tolerance()) return false;
            return true;
        }

        /** A step that all sweeps have alike, and come back from. */
        private boolean isTestPulse(final List<Stretch> all, final Stretch s) {
            final int at = all.indexOf(s);
            if (commands.mode() != ClampMode.VOLTAGE_CLAMP || at < 1 || at > all.size() - 2) return false;
            final double[] before = all.get(at - 1).levels;
            if (!isSame(before, all.get(at + 1).levels)) return false;
            final double height = s.levels[0] - before[0];
            for (int k = 0; k < before.length; k++)
                if (Math.abs(s.levels[k] - before[k] - height) > 2 * commands.tolerance()) return false;
            return Math.abs(height) <= MAX_PULSE_MV + commands.tolerance();
        }

        private TimeWindow settled(final Stretch s) {
            final int skip = s.moved
                    ? (int) Math.min(Math.round(SETTLING_MS / stepMs), Math.round(SETTLING_SHARE * s.length()))
                    : 0;
            return new TimeWindow(
                    (s.start + skip) * stepMs, s.end >= samples ? Double.POSITIVE_INFINITY : s.end * stepMs);
        }

        /** The longest time before the window in which every command rests at the level that it has in the window. */
        Optional<TimeWindow> baseline(final TimeWindow window) {
            final int first = window.first(stepMs);
            if (!commands.isKnown())
                return first < MIN_SAMPLES ? Optional.empty() : Optional.of(new TimeWindow(0, window.startMs()));
            final double[] levels = commands.levels(first, window.end(stepMs, samples));
            TimeWindow best = null;
            for (final Stretch s : stretches) {
                if (s.start >= first || !isSame(s.levels, levels)) continue;
                final double startMs = settled(s).startMs();
                final double endMs = Math.min(s.end * stepMs, window.startMs());
                if (endMs - startMs < (MIN_SAMPLES - 0.5) * stepMs) continue;
                if (best == null || endMs - startMs > best.endMs() - best.startMs())
                    best = new TimeWindow(startMs, endMs);
            }
            return Optional.ofNullable(best);
        }

        /** Says what was found, where the command moves beside it. */
        void remark(
                final Given given,
                final TimeWindow window,
                final Optional<TimeWindow> baseline,
                final List<String> remarks) {
            if (!commands.isKnown() || moves.isEmpty()) return;
            final boolean found = !(given.endMs > 0 && given.startMs > 0);
            if (found)
                remarks.add("The window was not given: it is " + text(window)
                        + ", where the command of every sweep rests at its level.");
            baseline.ifPresent(b -> remarks.add("The baseline was not given: it is " + text(b)
                    + ", where the command of every sweep rests at the level of the window."));
        }

        private String text(final TimeWindow window) {
            return String.format(
                    Locale.ROOT,
                    "%.1f to %.1f ms",
                    window.startMs(),
                    Double.isInfinite(window.endMs()) ? samples * stepMs : window.endMs());
        }
    }
}
