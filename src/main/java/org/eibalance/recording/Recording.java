package org.eibalance.recording;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.DoubleType;

/**
 * What was recorded from one or several cells: channels over sweeps. Opening one reads its header; samples are read and
 * scaled when they are asked for.
 *
 * <p>Immutable but for {@link #close()}, and safe in threads. The file underneath is never written to.
 */
public final class Recording implements AutoCloseable {

    private final RecordingHeader header;
    private final SampleSource source;

    /**
     * @param header what is known of it
     * @param source its samples; closed with this recording
     */
    public Recording(final RecordingHeader header, final SampleSource source) {
        this.header = header;
        this.source = source;
    }

    /**
     * A recording in memory.
     *
     * @param header what is known of it
     * @param samples [channel][sweep][sample] in the unit of each channel; not copied
     * @return the recording
     */
    public static Recording inMemory(final RecordingHeader header, final double[][][] samples) {
        return new Recording(header, new ArraySamples(samples));
    }

    /** The whole header. */
    public RecordingHeader header() {
        return header;
    }

    /** See {@link RecordingHeader#name()}. */
    public String name() {
        return header.name();
    }

    /** See {@link RecordingHeader#file()}. */
    public Optional<Path> file() {
        return header.file();
    }

    /** See {@link RecordingHeader#format()}. */
    public String format() {
        return header.format();
    }

    /** The channels, in order. */
    public List<Channel> channels() {
        return header.channels();
    }

    /** The sweeps, in order. */
    public List<Sweep> sweeps() {
        return header.sweeps();
    }

    /** The commands that the file holds. */
    public List<CommandWaveform> commands() {
        return header.commands();
    }

    /** Remarks made while recording. */
    public List<Tag> tags() {
        return header.tags();
    }

    /** Local date and time from which the starts of sweeps and tags count. */
    public Optional<LocalDateTime> start() {
        return header.start();
    }

    /** Sentences for the person who opens the file. */
    public List<String> remarks() {
        return header.remarks();
    }

    /**
     * The same recording with more remarks.
     *
     * @param more sentences that follow those that it has; none is said twice
     * @return a recording of the same samples: closing either closes both
     */
    public Recording withRemarks(final List<String> more) {
        final List<String> all = new ArrayList<>(remarks());
        for (final String remark : more) if (!all.contains(remark)) all.add(remark);
        if (all.size() == remarks().size()) return this;
        return new Recording(
                new RecordingHeader(name(), file(), format(), channels(), sweeps(), commands(), tags(), start(), all),
                source);
    }

    /**
     * The command that a channel's amplifier followed.
     *
     * @param channel 0-based channel
     * @return the command; empty where the file has none
     */
    public Optional<CommandWaveform> command(final int channel) {
        final int command = channels().get(channel).command();
        return command == Channel.NO_COMMAND
                ? Optional.empty()
                : Optional.of(commands().get(command));
    }

    /**
     * Finds a channel by its exact name or its 0-based index; a name wins.
     *
     * @param nameOrIndex what a person wrote
     * @return the channel
     * @throws InputException if there is none, or if several have that name
     */
    public Channel channel(final String nameOrIndex) {
        final List<Channel> named =
                channels().stream().filter(c -> c.name().equals(nameOrIndex)).toList();
        if (named.size() == 1) return named.get(0);
        if (named.size() > 1)
            throw new InputException(name() + " has " + named.size() + " channels named '" + nameOrIndex
                    + "': give the index of one, "
                    + named.stream().map(c -> Integer.toString(c.index())).collect(Collectors.joining(" or ")) + ".");
        if (nameOrIndex.matches("\\d{1,9}")
                && Integer.parseInt(nameOrIndex) < channels().size()) {
            return channels().get(Integer.parseInt(nameOrIndex));
        }
        throw new InputException(name() + " has no channel '" + nameOrIndex + "': it has "
                + channels().stream()
                        .map(c -> c.index() + " (" + c.name() + ")")
                        .collect(Collectors.joining(", ")) + ".");
    }

    /**
     * How many samples a channel has in a sweep.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @return the number of samples
     */
    public long samples(final int channel, final int sweep) {
        return sweeps().get(sweep).samples().get(channel);
    }

    /**
     * Reads a whole sweep of one channel.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @return its samples in the unit of the channel; NaN where one is missing
     * @throws InputException if the file cannot be read any more, or if the sweep is longer than an array can be
     */
    public double[] read(final int channel, final int sweep) {
        final long samples = samples(channel, sweep);
        if (samples > Integer.MAX_VALUE - 8)
            throw new InputException(name() + ", sweep " + sweep + " has " + samples
                    + " samples, more than can be analysed in one piece: choose a shorter window.");
        final double[] into = new double[(int) samples];
        read(channel, sweep, 0, into, 0, into.length);
        return into;
    }

    /**
     * Reads part of a sweep of one channel, as many samples as the array holds.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @param from first sample within the sweep
     * @param into where they go, in the unit of the channel
     * @throws IndexOutOfBoundsException if the sweep does not have these samples
     * @throws InputException if the file cannot be read any more
     */
    public void read(final int channel, final int sweep, final long from, final double[] into) {
        read(channel, sweep, from, into, 0, into.length);
    }

    /**
     * Reads part of a sweep of one channel into part of an array.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @param from first sample within the sweep
     * @param into where they go, in the unit of the channel
     * @param offset place of the first in {@code into}
     * @param length how many
     * @throws IndexOutOfBoundsException if the sweep does not have these samples
     * @throws InputException if the file cannot be read any more
     */
    public void read(
            final int channel,
            final int sweep,
            final long from,
            final double[] into,
            final int offset,
            final int length) {
        java.util.Objects.checkFromIndexSize(from, (long) length, samples(channel, sweep));
        java.util.Objects.checkFromIndexSize(offset, length, into.length);
        source.read(channel, sweep, from, into, offset, length);
    }

    /**
     * A sweep of one channel as an ImgLib2 interval of one dimension, read as it is walked through. For whole sweeps
     * {@link #read(int, int)} is several times faster.
     *
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @return the samples in the unit of the channel; not writable
     */
    public RandomAccessibleInterval<DoubleType> interval(final int channel, final int sweep) {
        return new SweepInterval(this, channel, sweep);
    }

    /** Releases the file: it can be renamed or deleted from here on. */
    @Override
    public void close() {
        source.close();
    }
}
