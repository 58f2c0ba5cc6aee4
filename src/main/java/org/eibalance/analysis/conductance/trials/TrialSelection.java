package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.Recording;

/**
 * Which trials of a recording are decomposed.
 *
 * @param channel 0-based channel of the recorded current, or potential in current clamp
 * @param levels where the level of a sweep is known from
 * @param levelWindow the window that is analysed: the level of a sweep is its command there, and must not move
 * @param sweeps 0-based sweeps; empty for all
 * @param lowestLevel lower levels are not used
 * @param highestLevel higher levels are not used
 */
public record TrialSelection(
        int channel,
        LevelSource levels,
        TimeWindow levelWindow,
        List<Integer> sweeps,
        double lowestLevel,
        double highestLevel) {

    /** Every level that an amplifier gives is below this, and above its negative: mV or pA. */
    public static final double MAX_LEVEL = 100_000;

    /** Takes a copy of the list. */
    public TrialSelection {
        sweeps = List.copyOf(sweeps);
    }

    /**
     * All levels of all sweeps.
     *
     * @param channel 0-based channel
     * @param levels where the level of a sweep is known from
     * @param levelWindow the window that is analysed
     * @return the selection
     */
    public static TrialSelection all(final int channel, final LevelSource levels, final TimeWindow levelWindow) {
        return new TrialSelection(
                channel, levels, levelWindow, List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Whether a level lies in the chosen range. */
    boolean takes(final double level) {
        return level >= lowestLevel && level <= highestLevel;
    }

    /**
     * Says which of the chosen sweeps no condition has, and why.
     *
     * @param recording the recording
     * @param conditions what was read
     * @return sentences; none where all are used
     */
    public List<String> notUsed(final Recording recording, final List<ConditionTrials> conditions) {
        final Set<Integer> missing = new TreeSet<>(
                sweeps.isEmpty()
                        ? IntStream.range(0, recording.sweeps().size()).boxed().toList()
                        : sweeps);
        for (final ConditionTrials condition : conditions)
            for (final ClampLevel level : condition.trials().levels())
                for (final ClampSweep sweep : level.sweeps()) missing.remove(sweep.index());
        final Set<Integer> unlisted = new TreeSet<>(missing);
        if (levels instanceof LevelSource.Listed listed)
            unlisted.removeAll(listed.rows().keySet());
        else unlisted.clear();
        missing.removeAll(unlisted);
        final List<String> sentences = new ArrayList<>();
        if (!unlisted.isEmpty())
            sentences.add(sentence(unlisted) + " because the table of levels does not name " + it(unlisted) + ".");
        if (!missing.isEmpty())
            sentences.add(sentence(missing) + " because " + (missing.size() == 1 ? "its level is" : "their levels are")
                    + " outside of lowest_level to highest_level.");
        return sentences;
    }

    /**
     * Compares given levels with the command of the file.
     *
     * @param commands the commands of the file
     * @return how they differ; empty where levels are those of the command, or the file has no command with levels
     */
    public Optional<GivenLevels> given(final SweepCommands commands) {
        if (!(levels instanceof LevelSource.Listed listed) || !commands.hasLevels()) return Optional.empty();
        final DoubleSummaryStatistics differences = Arrays.stream(commands.chosen(sweeps))
                .filter(listed.rows()::containsKey)
                .mapToDouble(k -> listed.rows().get(k).level() - commands.level(k, levelWindow))
                .summaryStatistics();
        return differences.getCount() == 0
                ? Optional.empty()
                : Optional.of(new GivenLevels(differences.getMin(), differences.getMax(), commands.unit()));
    }

    private static String sentence(final Set<Integer> sweeps) {
        return (sweeps.size() == 1 ? "Sweep " : "Sweeps ")
                + sweeps.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (sweeps.size() == 1 ? " is" : " are") + " not used,";
    }

    private static String it(final Set<Integer> sweeps) {
        return sweeps.size() == 1 ? "it" : "them";
    }
}
