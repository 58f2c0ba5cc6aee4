package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;

/** Pieces of sweeps around the onsets of Up states, as trials. */
public final class UpStateTrials {

    /**
     * Pieces around onsets.
     *
     * @param trials the pieces, one trial an Up state
     * @param without 0-based sweeps of the recording that gave none
     */
    public record Cut(ClampTrials trials, List<Integer> without) {

        /** Takes a copy of the list. */
        public Cut {
            without = List.copyOf(without);
        }
    }

    private UpStateTrials() {}

    /**
     * Cuts trials. In current clamp Up states depolarise. In voltage clamp they are on the side to which the current is
     * skewed, because they are shorter than Down states.
     *
     * @param trials long sweeps
     * @param states what counts as an Up state
     * @param beforeMs time before each onset
     * @param afterMs time after it
     * @return one trial an Up state; onsets too close to the ends are left out, and those beside which the command
     *     moves
     * @throws InputException if fewer than two levels have an Up state
     */
    public static Cut cut(
            final ClampTrials trials, final UpStateSettings states, final double beforeMs, final double afterMs) {
        final int before = (int) Math.round(beforeMs / trials.stepMs());
        final int after = (int) Math.round(afterMs / trials.stepMs());
        final List<ClampLevel> levels = new ArrayList<>();
        final List<Integer> without = new ArrayList<>();
        int index = 0;
        for (final ClampLevel level : trials.levels()) {
            final List<ClampSweep> pieces = new ArrayList<>();
            for (final ClampSweep sweep : level.sweeps()) {
                final int found = pieces.size();
                for (final TimeWindow state : onsets(sweep, trials, states)) {
                    final int onset = state.first(trials.stepMs());
                    if (onset < before
                            || onset + after > trials.samples()
                            || !rests(sweep.command(), onset - before, onset + after, trials)) continue;
                    pieces.add(new ClampSweep(
                            index++,
                            Arrays.copyOfRange(sweep.command(), onset - before, onset + after),
                            Arrays.copyOfRange(sweep.recorded(), onset - before, onset + after),
                            sweep.seriesResistanceMohm()));
                }
                if (pieces.size() == found) without.add(sweep.index());
            }
            if (!pieces.isEmpty()) levels.add(new ClampLevel(level.level(), pieces));
        }
        if (levels.size() < 2)
            throw new InputException(
                    "Up states with " + beforeMs + " ms before and " + afterMs + " ms after their onset are found at "
                            + levels.size() + " of " + trials.levels().size() + " levels: at least two are needed.");
        return new Cut(new ClampTrials(trials.mode(), trials.stepMs(), levels), without);
    }

    /** A test pulse is no Up state. */
    private static boolean rests(final double[] command, final int from, final int to, final ClampTrials trials) {
        return new CommandRests(
                                Arrays.copyOfRange(command, from, to),
                                trials.stepMs(),
                                SweepCommands.tolerance(trials.mode()))
                        .moveWithin(0, to - from)
                < 0;
    }

    /** A sweep without two levels has no Up states; the other sweeps may have some. */
    private static List<TimeWindow> onsets(
            final ClampSweep sweep, final ClampTrials trials, final UpStateSettings states) {
        try {
            return UpStates.detect(
                            trials.mode() == ClampMode.CURRENT_CLAMP || isSkewedUp(sweep.recorded())
                                    ? sweep.recorded()
                                    : turned(sweep.recorded()),
                            trials.stepMs(),
                            states)
                    .states();
        } catch (final InputException e) {
            return List.of();
        }
    }

    private static boolean isSkewedUp(final double[] values) {
        final double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum() > 0;
    }

    private static double[] turned(final double[] values) {
        return Arrays.stream(values).map(v -> -v).toArray();
    }
}
