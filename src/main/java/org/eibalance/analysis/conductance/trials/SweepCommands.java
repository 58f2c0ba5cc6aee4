package org.eibalance.analysis.conductance.trials;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.quality.CommandSearch;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.eibalance.signal.ParallelLoop;

/**
 * The commands of the chosen sweeps of one channel, and where they rest. Moves of less than 0.5 mV, or 2 pA in current
 * clamp, count as rest.
 */
public final class SweepCommands {

    private static final double TOLERANCE_MV = 0.5;
    private static final double TOLERANCE_PA = 2;

    /** Levels that span less are none to read a conductance from. */
    private static final double MIN_SPAN_MV = 5;

    /** A command is quieter than this share of the span of its levels; the potential of another cell is not. */
    private static final double NOISE_SHARE = 0.02;

    private final Recording recording;
    private final Channel channel;
    private final LevelSource source;
    private final ClampMode mode;
    private final Map<Integer, double[]> commands = new LinkedHashMap<>();
    private final Map<Integer, CommandRests> rests = new LinkedHashMap<>();

    private SweepCommands(final Recording recording, final int channel, final LevelSource source) {
        this.recording = recording;
        this.source = source;
        this.channel = recording.channels().get(channel);
        mode = ConditionTrials.modeOf(recording, channel);
    }

    /**
     * Reads the commands.
     *
     * @param recording the recording
     * @param channel 0-based channel of the recorded current, or potential in current clamp
     * @param levels where the level of a sweep is known from; for a table of levels the protocol of the file still says
     *     where the command moves, and without a protocol that is not known
     * @param sweeps 0-based sweeps; empty for all
     * @return the commands
     * @throws InputException if the file does not contain the command, its unit does not fit, or there is no such sweep
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static SweepCommands read(
            final Recording recording, final int channel, final LevelSource levels, final List<Integer> sweeps) {
        final SweepCommands read = new SweepCommands(recording, channel, levels);
        for (final int sweep : read.chosen(sweeps)) {
            ParallelLoop.checkCancelled();
            read.command(levels, sweep).ifPresent(command -> {
                read.commands.put(sweep, command);
                read.rests.put(sweep, new CommandRests(command, 1000 / read.channel.sampleRateHz(), read.tolerance()));
            });
        }
        return read;
    }

    /**
     * Finds and reads the commands: of a current as {@link CommandSearch} finds them, where the sweeps of a command of
     * use rest at two levels or more; where no command does, the protocol. Of a potential the protocol, or the named
     * channel.
     *
     * @param recording the recording
     * @param channel 0-based channel of the recorded current, or potential in current clamp
     * @param named name or 0-based index of the channel with the command
     * @param sweeps 0-based sweeps; empty for all
     * @return the commands; empty where the file does not contain any
     * @throws InputException if the unit of the named channel does not fit, or there is no such sweep
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static Optional<SweepCommands> find(
            final Recording recording, final int channel, final Optional<String> named, final List<Integer> sweeps) {
        final Channel signal = recording.channels().get(channel);
        if (named.isPresent())
            return Optional.of(read(
                    recording,
                    channel,
                    new LevelSource.RecordedCommand(
                            recording.channel(named.get()).index()),
                    sweeps));
        final Optional<SweepCommands> protocol = recording
                .command(channel)
                .filter(command -> command.unit().quantity() == expected(ConditionTrials.modeOf(recording, channel)))
                .map(command -> read(recording, channel, new LevelSource.Protocol(), sweeps));
        if (ConditionTrials.modeOf(recording, channel) != ClampMode.VOLTAGE_CLAMP) return protocol;
        return CommandSearch.find(
                        recording,
                        signal,
                        named,
                        command -> protocol.filter(SweepCommands::hasLevels),
                        command -> isLike(recording, signal, command)
                                ? Optional.of(read(
                                                recording,
                                                channel,
                                                new LevelSource.RecordedCommand(command.index()),
                                                sweeps))
                                        .filter(SweepCommands::hasLevels)
                                : Optional.empty())
                .or(() -> protocol);
    }

    /** Whether a channel has a sample for each of another. */
    private static boolean isLike(final Recording recording, final Channel signal, final Channel command) {
        return command.sampleRateHz() == signal.sampleRateHz()
                && IntStream.range(0, recording.sweeps().size())
                        .allMatch(k -> recording.samples(signal.index(), k) == recording.samples(command.index(), k));
    }

    /** Where the commands were read from. */
    public LevelSource source() {
        return source;
    }

    int[] chosen(final List<Integer> sweeps) {
        if (sweeps.isEmpty())
            return IntStream.range(0, recording.sweeps().size()).toArray();
        for (final int sweep : sweeps) {
            if (sweep < 0 || sweep >= recording.sweeps().size())
                throw new InputException(recording.name() + " has no sweep " + sweep + ": it has "
                        + recording.sweeps().size() + ", counted from 0.");
        }
        return sweeps.stream().mapToInt(Integer::intValue).toArray();
    }

    private Optional<double[]> command(final LevelSource levels, final int sweep) {
        if (levels instanceof LevelSource.RecordedCommand source) return Optional.of(recorded(source, sweep));
        final Optional<CommandWaveform> command = recording.command(channel.index());
        if (levels instanceof LevelSource.Listed)
            return command.filter(c -> c.unit().quantity() == expected(mode)).map(c -> protocol(c, sweep));
        return Optional.of(protocol(
                command.orElseThrow(() -> new InputException(
                        recording.name() + " does not contain the command of channel '" + channel.name()
                                + "': give the channel on which it was recorded, or a table of levels.")),
                sweep));
    }

    private double[] protocol(final CommandWaveform command, final int sweep) {
        expect(command.unit(), "the command '" + command.name() + "'");
        final double[] values = new double[(int) recording.samples(channel.index(), sweep)];
        command.read(sweep, 0, values, 0, values.length);
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

    private static Quantity expected(final ClampMode mode) {
        return mode == ClampMode.VOLTAGE_CLAMP ? Quantity.VOLTAGE : Quantity.CURRENT;
    }

    private void expect(final Unit found, final String what) {
        if (found.quantity() != expected(mode))
            throw new InputException(recording.name() + ": " + what + " has the unit '" + found.symbol()
                    + "', where channel '" + channel.name() + "' ("
                    + channel.unit().symbol() + ") needs one in " + unit() + ".");
    }

    /** The values in mV or pA; the same array. */
    static double[] scaled(final double[] values, final Unit from) {
        if (from.toFieldUnit() == 1) return values;
        for (int i = 0; i < values.length; i++) values[i] *= from.toFieldUnit();
        return values;
    }

    /** The unit of the levels: mV, or pA in current clamp. */
    String unit() {
        return mode == ClampMode.VOLTAGE_CLAMP ? "mV" : "pA";
    }

    ClampMode mode() {
        return mode;
    }

    Channel channel() {
        return channel;
    }

    double stepMs() {
        return 1000 / channel.sampleRateHz();
    }

    double tolerance() {
        return tolerance(mode);
    }

    /** Smaller moves count as rest: mV, or pA in current clamp. */
    static double tolerance(final ClampMode mode) {
        return mode == ClampMode.VOLTAGE_CLAMP ? TOLERANCE_MV : TOLERANCE_PA;
    }

    /** Whether the command of any sweep is known. */
    boolean isKnown() {
        return !commands.isEmpty();
    }

    /** The command of a sweep, one value a sample; not a copy. */
    double[] of(final int sweep) {
        return commands.get(sweep);
    }

    /** The level of a sweep: its command within a window in which it rests. */
    double level(final int sweep, final TimeWindow window) {
        final double[] command = commands.get(sweep);
        return CommandRests.level(command, window.first(stepMs()), window.end(stepMs(), command.length));
    }

    /** Whether the command of a sweep is the same from start to end. */
    boolean isStill(final int sweep) {
        return rests.get(sweep).isStill();
    }

    /** The first samples after the moves of all sweeps. */
    BitSet moves() {
        final BitSet all = new BitSet();
        rests.values().forEach(r -> r.addTo(all));
        return all;
    }

    /** Samples after the place of a move that may still be from before it. */
    int margin() {
        return rests.values().stream().mapToInt(CommandRests::margin).max().orElse(0);
    }

    /** The length of the shortest sweep. */
    int samples() {
        return commands.values().stream().mapToInt(c -> c.length).min().orElse(0);
    }

    /** The levels of all sweeps in a stretch in which no command moves. */
    double[] levels(final int from, final int to) {
        return commands.values().stream()
                .mapToDouble(c -> CommandRests.level(c, from, to))
                .toArray();
    }

    /**
     * Whether the sweeps rest at two levels or more, at least 5 mV apart, in some stretch that they all have.
     *
     * @return false for a command that always holds one level, does not rest, or is as noisy as the potential of a cell
     */
    public boolean hasLevels() {
        if (!isKnown()) return false;
        final int step = Math.max(1, margin());
        int from = 0;
        final BitSet moves = moves();
        while (from < samples()) {
            final int next = moves.nextSetBit(from + 1);
            final int to = next < 0 ? samples() : Math.min(next, samples());
            if (to - from >= TrialWindows.MIN_SAMPLES + 2 * step) {
                final double[] levels = levels(from + step, to - step);
                final double span = Arrays.stream(levels).max().orElse(0)
                        - Arrays.stream(levels).min().orElse(0);
                if (span >= MIN_SPAN_MV && NOISE_SHARE * span >= noise()) return true;
            }
            from = to;
        }
        return false;
    }

    private double noise() {
        return rests.values().stream().mapToDouble(CommandRests::noise).max().orElse(0);
    }

    /**
     * Refuses a window in which the command of a sweep moves.
     *
     * @param window the window
     * @param name what it is, such as baseline
     * @throws InputException naming the sweep and the time of the first move
     */
    public void mustRestIn(final TimeWindow window, final String name) {
        for (final int sweep : commands.keySet()) {
            final double[] command = commands.get(sweep);
            final int from = window.first(stepMs());
            final int to = window.end(stepMs(), command.length);
            final int move = rests.get(sweep).moveWithin(from, to);
            if (move < 0) continue;
            final int margin = rests.get(sweep).margin();
            throw new InputException(recording.name() + ", sweep " + sweep + ": the command moves at "
                    + rounded(move * stepMs()) + " ms, from "
                    + rounded(command[Math.max(0, move - 1 - margin)]) + " to "
                    + rounded(command[Math.min(command.length - 1, move + margin)]) + " " + unit() + ", within the "
                    + name + " of " + rounded(from * stepMs()) + " to " + rounded(to * stepMs())
                    + " ms, where it must rest at its level: give a window and a baseline without a step or a test "
                    + "pulse.");
        }
    }

    private static double rounded(final double value) {
        return Math.rint(value * 10) / 10;
    }
}
