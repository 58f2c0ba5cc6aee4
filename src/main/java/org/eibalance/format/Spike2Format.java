package org.eibalance.format;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * Spike2 files of 32 bits ({@code .smr}). Waveforms are channels, each with a rate of its own; a pause starts a new
 * sweep. Keyboard and text marks are tags; events and sorted spikes are left out. There is no command and no file of 64
 * bits ({@code .smrx}), whose layout is not published.
 */
@Plugin(type = RecordingFormat.class)
public final class Spike2Format implements RecordingFormat {

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int HEADER_BYTES = 512;
    private static final int CHANNEL_BYTES = 140;
    private static final int BLOCK_BYTES = 20;
    private static final int MAX_CHANNELS = 512;
    private static final int LAST_VERSION = 9;

    /** From here on positions count blocks of the disk, */
    private static final int BLOCKS_VERSION = 9;
    /** and from here on the file has a base of time, and dates. */
    private static final int TIME_BASE_VERSION = 6;

    /** Full scale of 16 bits is 5 V for a scale of 1. */
    private static final double COUNTS_PER_SCALE = 6553.6;

    private static final int MAX_TAGS = 100_000;

    @Override
    public String name() {
        return "Spike2, 32 bits (has \"(C) CED\" at byte 2)";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return head.length >= HEADER_BYTES && new String(head, 2, 7, StandardCharsets.ISO_8859_1).equals("(C) CED");
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, file -> new Reader(file).recording());
    }

    /** A channel of waveforms, and where its blocks lie. */
    private record Wave(String name, Unit unit, double intervalTicks, List<Segment> segments) {}

    /** Blocks without a pause between them. */
    private record Segment(long startTick, long endTick, StoredTrace trace) {}

    /** One file being read. */
    private static final class Reader {

        private final BinaryFile file;
        private final Fields head;
        private final int version;
        private final long positionBytes;
        private final double tickS;
        private final List<Wave> waves = new ArrayList<>();
        private final List<Tag> tags = new ArrayList<>();

        Reader(final BinaryFile file) {
            this.file = file;
            head = file.part(0, HEADER_BYTES, ORDER);
            version = head.i16(0);
            if (version < 1 || version > LAST_VERSION)
                throw file.fault(
                        "Spike2 file version " + version + " at byte 0, expected was 1 to " + LAST_VERSION + ".");
            if (head.u16(38) != 0)
                throw file.fault(
                        "the file has the byte order of a Macintosh (byte 38), that of a PC was expected: save "
                                + "it anew on a PC.");
            positionBytes = version >= BLOCKS_VERSION ? 512 : 1;
            final double base = version >= TIME_BASE_VERSION ? head.f64(44) : 1e-6;
            tickS = head.i16(20) * base;
            if (!(tickS > 0 && tickS < 1))
                throw file.fault(
                        "a tick of the clock is " + tickS + " s (bytes 20 and 44), a number above 0 was expected.");
            file.remark(RecordingFormat.unconfirmed("Spike2 files"));
        }

        Recording recording() {
            final int count = head.u16(30);
            if (count < 1 || count > MAX_CHANNELS)
                throw file.fault(
                        "the header gives " + count + " channels at byte 30, expected was 1 to " + MAX_CHANNELS + ".");
            for (int number = 0; number < count; number++) read(number);
            if (waves.isEmpty())
                throw file.fault("none of the " + count + " channels has a waveform, at least one was expected.");
            return assemble();
        }

        private void read(final int number) {
            final Fields channel = file.part(HEADER_BYTES + (long) CHANNEL_BYTES * number, CHANNEL_BYTES, ORDER);
            final int kind = channel.u8(122);
            final String title = channel.pascalText(108, 10);
            switch (kind) {
                case 0 -> {
                    // switched off
                }
                case 1, 9 -> readWave(number, channel, title, kind == 1);
                case 5, 8 -> readMarks(number, channel, kind == 8 ? Math.max(0, channel.i16(16)) : 0);
                default ->
                    file.remark(
                            "Channel " + (number + 1) + " '" + title + "' was left out: it has events, no waveform.");
            }
        }

        private void readWave(final int number, final Fields channel, final String title, final boolean counts) {
            final List<Fields> blocks = new ArrayList<>();
            final List<Long> places = new ArrayList<>();
            blocks(number, channel, blocks, places);
            final double interval =
                    version < TIME_BASE_VERSION ? channel.i16(138) * (double) head.i16(22) : channel.i32(102);
            if (blocks.isEmpty() || !(interval > 0)) {
                file.remark("Channel " + (number + 1) + " '" + title + "' was left out: it has no samples.");
                return;
            }
            final NumberType type = counts ? NumberType.I16 : NumberType.F32;
            double scale = counts ? channel.f32(124) / COUNTS_PER_SCALE : 1;
            double offset = counts ? channel.f32(128) : 0;
            if (scale == 0 || !Double.isFinite(scale) || !Double.isFinite(offset)) {
                file.remark("The scale of channel '" + title + "' is missing in the file: its values are counts.");
                scale = 1;
                offset = 0;
            }
            final List<Segment> segments = new ArrayList<>();
            for (int from = 0; from < blocks.size(); ) {
                int to = from + 1;
                while (to < blocks.size()
                        && blocks.get(to).i32(8) - (long) blocks.get(to - 1).i32(12) <= interval) to++;
                segments.add(segment(blocks.subList(from, to), places.subList(from, to), type, scale, offset));
                from = to;
            }
            waves.add(new Wave(title, Unit.parse(channel.pascalText(132, 6)), interval, segments));
        }

        private Segment segment(
                final List<Fields> blocks,
                final List<Long> places,
                final NumberType type,
                final double scale,
                final double offset) {
            final long[] at = new long[blocks.size()];
            final long[] first = new long[blocks.size()];
            long samples = 0;
            int runs = 0;
            for (int b = 0; b < at.length; b++) {
                final long present = file.present(
                        "a block",
                        places.get(b) + BLOCK_BYTES,
                        type.bytes(),
                        type,
                        blocks.get(b).u16(18));
                if (present == 0) continue;
                at[runs] = places.get(b) + BLOCK_BYTES;
                first[runs++] = samples;
                samples += present;
            }
            final StoredTrace trace = samples == 0
                    ? StoredTrace.EMPTY
                    : new StoredTrace(
                            type,
                            ORDER,
                            type.bytes(),
                            scale,
                            offset,
                            samples,
                            Arrays.copyOf(at, runs),
                            Arrays.copyOf(first, runs));
            return new Segment(
                    blocks.get(0).i32(8), blocks.get(blocks.size() - 1).i32(12), trace);
        }

        /** Headers of the chain of blocks; the chain ends where a block does not fit. */
        private void blocks(
                final int number, final Fields channel, final List<Fields> blocks, final List<Long> places) {
            final java.util.Set<Long> seen = new java.util.HashSet<>();
            final int claimed = channel.u16(14);
            long at = channel.u32(6) * positionBytes;
            while (at > 0 && at + BLOCK_BYTES <= file.size() && seen.add(at)) {
                final Fields block = file.part(at, BLOCK_BYTES, ORDER);
                // blocks number channels from 1
                if (block.i16(16) != number + 1) break;
                blocks.add(block);
                places.add(at);
                if (block.i32(4) == -1) break;
                at = block.u32(4) * positionBytes;
            }
            if (blocks.size() < claimed)
                file.remark("Channel " + (number + 1) + " has " + blocks.size() + " of " + claimed
                        + " blocks in the file.");
        }

        /** Marks: a time, four codes, of which the first is the key pressed, and a text. */
        private void readMarks(final int number, final Fields channel, final int textBytes) {
            final List<Fields> blocks = new ArrayList<>();
            final List<Long> places = new ArrayList<>();
            blocks(number, channel, blocks, places);
            final int bytes = 8 + textBytes;
            for (int b = 0; b < places.size(); b++) {
                final Fields marks = file.part(
                        places.get(b) + BLOCK_BYTES, (long) blocks.get(b).u16(18) * bytes, ORDER);
                for (int at = 0; at + bytes <= marks.length() && tags.size() < MAX_TAGS; at += bytes) {
                    final int key = marks.u8(at + 4);
                    final String text = textBytes > 0
                            ? marks.text(at + 8, textBytes)
                            : key > ' ' && key < 127 ? String.valueOf((char) key) : "";
                    tags.add(new Tag(marks.i32(at) * tickS, text));
                }
            }
        }

        /** Segments of different channels that overlap in time are one sweep. */
        private Recording assemble() {
            record Placed(int channel, Segment segment) {}
            final List<Placed> all = new ArrayList<>();
            for (int c = 0; c < waves.size(); c++) {
                for (final Segment segment : waves.get(c).segments()) all.add(new Placed(c, segment));
            }
            all.sort(Comparator.comparingLong((final Placed p) -> p.segment().startTick())
                    .thenComparingInt(Placed::channel));
            final List<StoredTrace[]> sweeps = new ArrayList<>();
            final List<Long> starts = new ArrayList<>();
            long end = Long.MIN_VALUE;
            for (final Placed placed : all) {
                final StoredTrace[] last = sweeps.isEmpty() ? null : sweeps.get(sweeps.size() - 1);
                if (last == null || placed.segment().startTick() > end || last[placed.channel()] != StoredTrace.EMPTY) {
                    final StoredTrace[] sweep = new StoredTrace[waves.size()];
                    Arrays.fill(sweep, StoredTrace.EMPTY);
                    sweeps.add(sweep);
                    starts.add(placed.segment().startTick());
                    end = placed.segment().endTick();
                } else if (placed.segment().startTick() - starts.get(starts.size() - 1)
                        > waves.get(placed.channel()).intervalTicks())
                    file.remark("Channels start at different times in sweep " + (sweeps.size() - 1)
                            + ": sample i of one is not at the time of sample i of the other.");
                sweeps.get(sweeps.size() - 1)[placed.channel()] =
                        placed.segment().trace();
                end = Math.max(end, placed.segment().endTick());
            }
            final StoredTrace[][] traces = new StoredTrace[waves.size()][sweeps.size()];
            final double[] startS = new double[sweeps.size()];
            for (int k = 0; k < startS.length; k++) {
                startS[k] = starts.get(k) * tickS;
                for (int c = 0; c < traces.length; c++) traces[c][k] = sweeps.get(k)[c];
            }
            final List<Channel> channels = new ArrayList<>();
            for (int c = 0; c < traces.length; c++)
                channels.add(RecordingParts.channel(
                        c,
                        waves.get(c).name(),
                        waves.get(c).unit(),
                        1 / (waves.get(c).intervalTicks() * tickS)));
            tags.sort(Comparator.comparingDouble(Tag::timeS));
            return file.recording(
                    new RecordingParts("Spike2 " + version, channels, List.of(), tags, start()), startS, traces);
        }

        /** Hundredths, seconds, minutes, hours, day, month and year, where the version has them. */
        private Optional<LocalDateTime> start() {
            if (version < TIME_BASE_VERSION) return Optional.empty();
            try {
                final LocalDateTime start = LocalDateTime.of(
                        head.u16(58),
                        head.u8(57),
                        head.u8(56),
                        head.u8(55),
                        head.u8(54),
                        head.u8(53),
                        head.u8(52) * 10_000_000);
                return start.getYear() < 1980 ? Optional.empty() : Optional.of(start);
            } catch (final DateTimeException exc) {
                return Optional.empty();
            }
        }
    }
}
