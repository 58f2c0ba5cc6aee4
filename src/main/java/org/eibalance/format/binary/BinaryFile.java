package org.eibalance.format.binary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * A file whose header is being read, and the remarks that arise from it. No more is ever read than the file has bytes,
 * whatever its header says.
 */
public final class BinaryFile {

    /** Far above what any header needs; it keeps one part within an array. */
    private static final long MAX_PART_BYTES = 1L << 28;

    /** More remarks help nobody. */
    private static final int MAX_REMARKS = 40;

    /** No converter is faster; what gives a higher rate is no interval. */
    private static final double MAX_HZ = 1e12;

    private final MappedFile bytes;
    private final Set<String> remarks = new LinkedHashSet<>();

    private BinaryFile(final MappedFile bytes) {
        this.bytes = bytes;
    }

    /**
     * Maps a file and has it read.
     *
     * @param path the file
     * @param reader makes the recording with {@link #recording}; the file is released if it throws
     * @return the recording, to be closed
     */
    public static Recording read(final Path path, final Function<BinaryFile, Recording> reader) {
        return MappedFile.open(path, bytes -> reader.apply(new BinaryFile(bytes)));
    }

    /** Bytes of the file. */
    public long size() {
        return bytes.size();
    }

    /** The file. */
    public Path path() {
        return bytes.path();
    }

    /** A sentence for the person who opens the file; none is said twice. */
    public void remark(final String sentence) {
        if (remarks.size() < MAX_REMARKS) remarks.add(sentence);
    }

    /**
     * What makes the file unusable.
     *
     * @param what what is wrong, where, and what was expected
     * @return to be thrown
     */
    public InputException fault(final String what) {
        return new InputException(bytes.path() + ": " + what);
    }

    /** Part of the file, cut at its end: its length is what is there. */
    public Fields part(final long at, final long length, final ByteOrder order) {
        if (at < 0 || at >= bytes.size() || length <= 0) return new Fields(ByteBuffer.allocate(0), 0, 0);
        final int count = (int) Math.min(Math.min(length, MAX_PART_BYTES), bytes.size() - at);
        final byte[] part = new byte[count];
        bytes.read(at, part, 0, count);
        return new Fields(ByteBuffer.wrap(part).order(order), 0, count);
    }

    /**
     * How many of the samples that a header claims the file holds.
     *
     * @param what whose samples, for a remark where some are missing
     * @param at byte of the first
     * @param strideBytes bytes from one to the next
     * @param type how they are stored
     * @param claimed how many the header claims
     * @return at most the number claimed, at least 0
     */
    public long present(
            final String what, final long at, final long strideBytes, final NumberType type, final long claimed) {
        final long room = at < 0 || at > bytes.size() - type.bytes()
                ? 0
                : (bytes.size() - at - type.bytes()) / Math.max(1, strideBytes) + 1;
        final long present = Math.max(0, Math.min(claimed, room));
        if (present < claimed)
            remark("The file ends within " + what + ": " + present + " of " + claimed + " samples are there.");
        return present;
    }

    /**
     * A command that was stored sample by sample.
     *
     * @param name its name
     * @param unit its unit
     * @param holding its value outside of any protocol
     * @param sweeps where it lies for each sweep
     * @return the command; NaN where a sweep is longer than what was stored
     */
    public CommandWaveform command(
            final String name, final Unit unit, final double holding, final StoredTrace[] sweeps) {
        return new StoredCommand(name, unit, holding, new StoredSamples(bytes, new StoredTrace[][] {sweeps}), sweeps);
    }

    /**
     * The recording that was read; it holds the file from here on.
     *
     * @param header what is known of it; its remarks follow those made here, and name, file and sweep lengths are
     *     filled in
     * @param startS seconds from the start of the recording to each sweep; NaN for one that follows the one before it
     * @param traces [channel][sweep], those without samples {@link StoredTrace#EMPTY}
     * @return the recording
     */
    public Recording recording(final RecordingParts header, final double[] startS, final StoredTrace[][] traces) {
        for (final Channel channel : header.channels()) {
            if (!(channel.sampleRateHz() > 0 && channel.sampleRateHz() < MAX_HZ))
                throw fault("the sampling interval of channel '" + channel.name() + "' is " + 1 / channel.sampleRateHz()
                        + " s, a number above 0 was expected.");
        }
        long total = 0;
        for (final StoredTrace[] channel : traces) {
            for (final StoredTrace trace : channel) total += trace.bytes();
        }
        if (total > bytes.size())
            throw fault("its header gives " + total + " bytes of samples in a file of " + bytes.size()
                    + ": traces that do not lie on top of each other were expected.");
        if (total == 0) throw fault("there is no sample in any sweep, at least one was expected.");
        final List<Sweep> sweeps = new ArrayList<>();
        double endS = 0;
        for (int k = 0; k < startS.length; k++) {
            final List<Long> samples = new ArrayList<>(traces.length);
            double lengthS = 0;
            for (int c = 0; c < traces.length; c++) {
                samples.add(traces[c][k].samples());
                lengthS = Math.max(
                        lengthS,
                        traces[c][k].samples() / header.channels().get(c).sampleRateHz());
            }
            final double start = Double.isFinite(startS[k]) ? startS[k] : endS;
            endS = start + lengthS;
            sweeps.add(new Sweep(k, start, samples));
        }
        return new Recording(
                new RecordingHeader(
                        path().getFileName().toString(),
                        Optional.of(path()),
                        header.format(),
                        header.channels(),
                        sweeps,
                        header.commands(),
                        header.tags(),
                        header.start(),
                        List.copyOf(remarks)),
                new StoredSamples(bytes, traces));
    }
}
