package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ParallelLoop;

/**
 * The trials of one condition of a recording, grouped by level: the command within the window that is analysed, in
 * which it must not move. Sweeps may come in any order.
 *
 * @param condition its name; "all" where there is one only
 * @param trials the trials
 */
public record ConditionTrials(String condition, ClampTrials trials) {

    /** Sweeps whose levels differ by no more than this, in mV or pA, have the same level. */
    public static final double SAME_LEVEL = 1;

    /**
     * Reads trials.
     *
     * @param recording the recording; not needed afterwards
     * @param selection which trials
     * @param seriesResistanceMohm R_s of each sweep, before compensation; 0 where it is not to be corrected
     * @return one element a condition, in the order of their first sweeps
     * @throws InputException if no level is known, a command moves within the window of the levels, recorded levels lie
     *     closer than their noise, or units do not fit
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static List<ConditionTrials> read(
            final Recording recording, final TrialSelection selection, final IntToDoubleFunction seriesResistanceMohm) {
        return read(
                recording,
                selection,
                SweepCommands.read(recording, selection.channel(), selection.levels(), selection.sweeps()),
                seriesResistanceMohm);
    }

    /**
     * Reads trials whose commands were read before.
     *
     * @param recording the recording; not needed afterwards
     * @param selection which trials
     * @param commands the commands of its sweeps
     * @param seriesResistanceMohm R_s of each sweep, before compensation; 0 where it is not to be corrected
     * @return one element a condition, in the order of their first sweeps
     * @throws InputException if a command moves within the window of the levels, recorded levels lie closer than their
     *     noise, or no sweep is left
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static List<ConditionTrials> read(
            final Recording recording,
            final TrialSelection selection,
            final SweepCommands commands,
            final IntToDoubleFunction seriesResistanceMohm) {
        return new Reader(recording, selection, commands, seriesResistanceMohm).read();
    }

    /**
     * How the cell of a channel was clamped, by its unit.
     *
     * @param recording the recording
     * @param channel 0-based channel
     * @return voltage clamp for a current, current clamp for a potential
     * @throws InputException if the channel is neither
     */
    public static ClampMode modeOf(final Recording recording, final int channel) {
        final Channel chosen = recording.channels().get(channel);
        return switch (chosen.unit().quantity()) {
            case CURRENT -> ClampMode.VOLTAGE_CLAMP;
            case VOLTAGE -> ClampMode.CURRENT_CLAMP;
            case OTHER ->
                throw new InputException(recording.name() + ", channel '" + chosen.name() + "' has the unit '"
                        + chosen.unit().symbol() + "': a current or a potential was expected.");
        };
    }

    private static final class Reader {

        private final Recording recording;
        private final TrialSelection selection;
        private final SweepCommands commands;
        private final IntToDoubleFunction seriesResistanceMohm;
        private final Channel channel;

        Reader(
                final Recording recording,
                final TrialSelection selection,
                final SweepCommands commands,
                final IntToDoubleFunction seriesResistanceMohm) {
            this.recording = recording;
            this.selection = selection;
            this.commands = commands;
            this.seriesResistanceMohm = seriesResistanceMohm;
            channel = commands.channel();
        }

        List<ConditionTrials> read() {
            commands.mustRestIn(selection.levelWindow(), "window");
            final Map<String, List<Trial>> conditions = new LinkedHashMap<>();
            for (final int sweep : commands.chosen(selection.sweeps())) {
                ParallelLoop.checkCancelled();
                final Trial trial = trial(sweep);
                if (trial == null || !selection.takes(trial.level)) continue;
                conditions
                        .computeIfAbsent(trial.condition, c -> new ArrayList<>())
                        .add(trial);
            }
            if (conditions.isEmpty())
                throw new InputException(recording.name() + ": no sweep is left at the chosen levels and sweeps.");
            final List<ConditionTrials> read = new ArrayList<>();
            conditions.forEach((name, trials) -> read.add(new ConditionTrials(name, grouped(trials))));
            return read;
        }

        /** A sweep with its level; null where a table does not name it. */
        private Trial trial(final int sweep) {
            if (selection.levels() instanceof LevelSource.Listed listed) {
                final LevelSource.Row row = listed.rows().get(sweep);
                if (row == null) return null;
                final double[] recorded = recorded(sweep);
                return new Trial(
                        sweep,
                        row.level(),
                        row.condition().isEmpty() ? "all" : row.condition(),
                        steady(row.level(), recorded.length),
                        recorded,
                        0);
            }
            final double[] recorded = recorded(sweep);
            final double level = commands.level(sweep, selection.levelWindow());
            if (selection.levels() instanceof LevelSource.Protocol)
                return new Trial(sweep, level, "all", commands.of(sweep), recorded, 0);
            // A recorded command that never leaves its level is noise about it.
            return new Trial(
                    sweep,
                    level,
                    "all",
                    commands.isStill(sweep) ? steady(level, recorded.length) : commands.of(sweep),
                    recorded,
                    commandNoise(sweep, level));
        }

        private double[] recorded(final int sweep) {
            return SweepCommands.scaled(recording.read(channel.index(), sweep), channel.unit());
        }

        private double commandNoise(final int sweep, final double level) {
            final double[] command = commands.of(sweep);
            final TimeWindow window = selection.levelWindow();
            return Math.sqrt(Arrays.stream(
                            command, window.first(commands.stepMs()), window.end(commands.stepMs(), command.length))
                    .map(v -> (v - level) * (v - level))
                    .average()
                    .orElseThrow());
        }

        private static double[] steady(final double level, final int samples) {
            final double[] command = new double[samples];
            Arrays.fill(command, level);
            return command;
        }

        private ClampTrials grouped(final List<Trial> trials) {
            final List<Trial> sorted = new ArrayList<>(trials);
            sorted.sort((a, b) -> Double.compare(a.level, b.level));
            final List<List<Trial>> groups = new ArrayList<>();
            for (final Trial trial : sorted) {
                final List<Trial> last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
                if (last == null || trial.level - last.get(0).level > SAME_LEVEL)
                    groups.add(new ArrayList<>(List.of(trial)));
                else last.add(trial);
            }
            final List<ClampLevel> levels = new ArrayList<>();
            double noise = 0;
            for (final List<Trial> group : groups) {
                for (final Trial trial : group) noise = Math.max(noise, trial.commandNoise);
                levels.add(level(group));
            }
            for (int j = 1; j < levels.size(); j++) {
                final double gap = levels.get(j).level() - levels.get(j - 1).level();
                if (gap < noise)
                    throw new InputException(recording.name() + ": the levels of "
                            + Math.rint(levels.get(j - 1).level() * 10) / 10 + " and "
                            + Math.rint(levels.get(j).level() * 10) / 10 + " " + commands.unit()
                            + " lie closer together than the noise of the recorded command ("
                            + Math.rint(noise * 10) / 10 + " " + commands.unit() + ").");
            }
            return new ClampTrials(commands.mode(), commands.stepMs(), levels);
        }

        /** Sweeps in the order of the recording; those with one and the same command share its array. */
        private ClampLevel level(final List<Trial> group) {
            group.sort((a, b) -> Integer.compare(a.sweep, b.sweep));
            final double mean =
                    group.stream().mapToDouble(t -> t.level).average().orElseThrow();
            final double[] first = group.get(0).command;
            return new ClampLevel(
                    mean,
                    group.stream()
                            .map(t -> new ClampSweep(
                                    t.sweep,
                                    Arrays.equals(t.command, first) ? first : t.command,
                                    t.recorded,
                                    seriesResistanceMohm.applyAsDouble(t.sweep)))
                            .toList());
        }
    }

    private record Trial(
            int sweep, double level, String condition, double[] command, double[] recorded, double commandNoise) {}
}
