package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.eibalance.signal.ParallelLoop;

/**
 * The trials of one condition of a recording, grouped by level. Sweeps may come in any order.
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
     * @throws InputException if no level is known, recorded levels lie closer than their noise, or units do not fit
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static List<ConditionTrials> read(
            final Recording recording, final TrialSelection selection, final IntToDoubleFunction seriesResistanceMohm) {
        return new Reader(recording, selection, seriesResistanceMohm).read();
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
        private final IntToDoubleFunction seriesResistanceMohm;
        private final Channel channel;
        private final ClampMode mode;
        private final double stepMs;
        private final String unit;

        Reader(
                final Recording recording,
                final TrialSelection selection,
                final IntToDoubleFunction seriesResistanceMohm) {
            this.recording = recording;
            this.selection = selection;
            this.seriesResistanceMohm = seriesResistanceMohm;
            channel = recording.channels().get(selection.channel());
            mode = modeOf(recording, selection.channel());
            stepMs = 1000 / channel.sampleRateHz();
            unit = mode == ClampMode.VOLTAGE_CLAMP ? "mV" : "pA";
        }

        List<ConditionTrials> read() {
            final Map<String, List<Trial>> conditions = new LinkedHashMap<>();
            for (final int sweep : sweeps()) {
                ParallelLoop.checkCancelled();
                final Trial trial = trial(sweep);
                if (trial == null || trial.level < selection.lowestLevel() || trial.level > selection.highestLevel())
                    continue;
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

        private int[] sweeps() {
            if (selection.sweeps().isEmpty())
                return IntStream.range(0, recording.sweeps().size()).toArray();
            for (final int sweep : selection.sweeps()) {
                if (sweep < 0 || sweep >= recording.sweeps().size())
                    throw new InputException(recording.name() + " has no sweep " + sweep + ": it has "
                            + recording.sweeps().size() + ", counted from 0.");
            }
            return selection.sweeps().stream().mapToInt(Integer::intValue).toArray();
        }

        /** A sweep with its level; null where a table does not name it. */
        private Trial trial(final int sweep) {
            final double[] recorded = scaled(recording.read(channel.index(), sweep), channel.unit());
            if (selection.levels() instanceof LevelSource.Listed listed) {
                final LevelSource.Row row = listed.rows().get(sweep);
                if (row == null) return null;
                return new Trial(
                        sweep,
                        row.level(),
                        row.condition().isEmpty() ? "all" : row.condition(),
                        steady(row.level(), recorded.length),
                        recorded,
                        0);
            }
            final double[] command = selection.levels() instanceof LevelSource.RecordedCommand source
                    ? recorded(source, sweep)
                    : protocol(sweep, recorded.length);
            final int from = selection.levelWindow().first(stepMs);
            final int to = selection.levelWindow().end(stepMs, command.length);
            final double level = Arrays.stream(command, from, to).average().orElseThrow();
            final double noise = Math.sqrt(Arrays.stream(command, from, to)
                    .map(v -> (v - level) * (v - level))
                    .average()
                    .orElseThrow());
            if (selection.levels() instanceof LevelSource.Protocol)
                return new Trial(sweep, level, "all", command, recorded, 0);
            // A recorded command that never leaves its level is noise about it.
            final boolean never = Math.abs(Arrays.stream(command).average().orElseThrow() - level) < SAME_LEVEL;
            return new Trial(sweep, level, "all", never ? steady(level, command.length) : command, recorded, noise);
        }

        private double[] protocol(final int sweep, final int samples) {
            final CommandWaveform command = recording
                    .command(channel.index())
                    .orElseThrow(() -> new InputException(
                            recording.name() + " does not contain the command of channel '" + channel.name()
                                    + "': give the channel on which it was recorded, or a table of levels."));
            expect(command.unit(), "the command '" + command.name() + "'");
            final double[] values = new double[samples];
            command.read(sweep, 0, values, 0, samples);
            return scaled(values, command.unit());
        }

        private double[] recorded(final LevelSource.RecordedCommand source, final int sweep) {
            final Channel command = recording.channels().get(source.channel());
            expect(command.unit(), "the command channel '" + command.name() + "'");
            if (command.index() == channel.index())
                throw new InputException(
                        recording.name() + ", channel '" + channel.name() + "' cannot be its own command.");
            final double[] values = scaled(recording.read(command.index(), sweep), command.unit());
            final int samples = (int) recording.samples(channel.index(), sweep);
            if (values.length != samples)
                throw new InputException(recording.name() + ", sweep " + sweep + ": channel '" + command.name()
                        + "' has " + values.length + " samples and channel '" + channel.name() + "' " + samples
                        + ", where a command has as many.");
            return values;
        }

        private void expect(final Unit found, final String what) {
            final Quantity expected = mode == ClampMode.VOLTAGE_CLAMP ? Quantity.VOLTAGE : Quantity.CURRENT;
            if (found.quantity() != expected)
                throw new InputException(recording.name() + ": " + what + " has the unit '" + found.symbol()
                        + "', where channel '" + channel.name() + "' ("
                        + channel.unit().symbol() + ") needs one in " + unit
                        + ".");
        }

        private static double[] scaled(final double[] values, final Unit from) {
            if (from.toFieldUnit() == 1) return values;
            for (int i = 0; i < values.length; i++) values[i] *= from.toFieldUnit();
            return values;
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
                            + Math.rint(levels.get(j).level() * 10) / 10 + " " + unit
                            + " lie closer together than the noise of the recorded command ("
                            + Math.rint(noise * 10) / 10 + " " + unit + ").");
            }
            return new ClampTrials(mode, stepMs, levels);
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
