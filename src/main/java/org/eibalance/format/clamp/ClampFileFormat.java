package org.eibalance.format.clamp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.RecordingFormat;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.scijava.plugin.Plugin;

/**
 * Files of the dynamic clamp. One whose program or machine died while it was written opens with everything up to the
 * last whole block, and a remark. Opening goes from head to head of its blocks; a block's checksum is tested when it is
 * read.
 */
@Plugin(type = RecordingFormat.class)
public final class ClampFileFormat implements RecordingFormat {

    private static final int MAX_HEADER_BYTES = 1 << 20;

    @Override
    public String name() {
        return "dynamic clamp (EICLAMP)";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return head.length >= ClampFile.MAGIC.length
                && Arrays.equals(head, 0, ClampFile.MAGIC.length, ClampFile.MAGIC, 0, ClampFile.MAGIC.length);
    }

    @Override
    public Recording open(final Path path) {
        return MappedFile.open(path, file -> read(path, file));
    }

    private static Recording read(final Path path, final MappedFile file) {
        final byte[] start = new byte[ClampFile.START_BYTES];
        if (file.size() < start.length)
            throw new InputException(
                    path + " ends after " + file.size() + " bytes: the header of a file of the clamp was expected.");
        file.read(0, start, 0, start.length);
        final ByteBuffer b = ByteBuffer.wrap(start, 8, 8).order(ByteOrder.LITTLE_ENDIAN);
        final int length = b.getInt();
        final int crc = b.getInt();
        final ClampFileHeader header = length > 0 && length <= MAX_HEADER_BYTES && start.length + length <= file.size()
                ? header(file, length, crc)
                : null;
        if (header == null)
            throw new InputException(path + ", byte " + start.length
                    + ": the header is damaged, JSON with the checksum at byte 12 was expected.");
        final Scan scan = new Scan(file, header, start.length + length);
        final List<Sweep> sweeps = new ArrayList<>();
        for (final ClampSamples.Stretch s : scan.sweeps)
            sweeps.add(Sweep.uniform(
                    sweeps.size(), s.startS(), s.samples(), header.channels().size()));
        final List<String> remarks = new ArrayList<>();
        if (scan.at < file.size())
            remarks.add("The last " + (file.size() - scan.at)
                    + " bytes are no whole block and were left out: the recording was cut off while it "
                    + "was written, or is damaged.");
        final List<Tag> tags = new ArrayList<>(scan.tags);
        header.details().forEach((name, text) -> tags.add(new Tag(0, name + ": " + text)));
        final ClampSamples samples =
                new ClampSamples(path, file, header.channels().size(), scan.sweeps);
        final List<CommandWaveform> commands = header.commandChannel() < 0
                ? List.of()
                : List.of(samples.command(header.channels().get(header.commandChannel()), header.commandChannel()));
        return new Recording(
                new RecordingHeader(
                        path.getFileName().toString(),
                        Optional.of(path),
                        "dynamic clamp 1",
                        header.toChannels(),
                        sweeps,
                        commands,
                        tags,
                        header.startTime(),
                        remarks),
                samples);
    }

    private static ClampFileHeader header(final MappedFile file, final int length, final int crc) {
        final byte[] json = new byte[length];
        file.read(ClampFile.START_BYTES, json, 0, length);
        return ClampFile.crc(json, 0, length) == crc ? ClampFileHeader.fromBytes(json) : null;
    }

    /** From block to block. */
    private static final class Scan {

        private static final int MAX_TAG = 65_536;

        private final List<ClampSamples.Stretch> sweeps = new ArrayList<>();
        private final List<Tag> tags = new ArrayList<>();
        private long at;

        Scan(final MappedFile file, final ClampFileHeader header, final long from) {
            at = from;
            final byte[] head = new byte[ClampFile.BLOCK_BYTES];
            long last = -1;
            ClampFile.Block lastBlock = null;
            while (at + head.length <= file.size()) {
                file.read(at, head, 0, head.length);
                final ClampFile.Block block = ClampFile.Block.get(head);
                if (block == null || block.bytes() < 0 || at + head.length + block.bytes() > file.size()) break;
                if (!fits(block, header.channels().size())) break;
                if (block.kind() == ClampFile.TAG) tags.add(tag(file, block));
                else add(block);
                last = at;
                lastBlock = block;
                at += head.length + block.bytes();
            }
            // The disk may have kept the length of the file and not its last bytes.
            if (lastBlock != null && !whole(file, last, lastBlock)) {
                at = last;
                if (lastBlock.kind() == ClampFile.TAG) tags.remove(tags.size() - 1);
                else if (sweeps.get(sweeps.size() - 1).removeLast()) sweeps.remove(sweeps.size() - 1);
            }
        }

        private boolean fits(final ClampFile.Block block, final int channels) {
            if (block.kind() == ClampFile.TAG) return block.bytes() <= MAX_TAG;
            return block.kind() == ClampFile.SAMPLES
                    && block.samples() > 0
                    && block.samples() <= block.bytes()
                    && (long) block.samples() * channels * Float.BYTES == block.bytes()
                    && block.sweep() >= 0
                    && (sweeps.isEmpty()
                            || block.sweep() >= sweeps.get(sweeps.size() - 1).number());
        }

        private void add(final ClampFile.Block block) {
            if (sweeps.isEmpty() || sweeps.get(sweeps.size() - 1).number() != block.sweep())
                sweeps.add(new ClampSamples.Stretch(block.sweep(), block.timeS()));
            sweeps.get(sweeps.size() - 1).add(at + ClampFile.BLOCK_BYTES, block.samples(), block.crc());
        }

        private Tag tag(final MappedFile file, final ClampFile.Block block) {
            final byte[] text = new byte[block.bytes()];
            file.read(at + ClampFile.BLOCK_BYTES, text, 0, text.length);
            return new Tag(block.timeS(), new String(text, StandardCharsets.UTF_8));
        }

        private static boolean whole(final MappedFile file, final long at, final ClampFile.Block block) {
            final byte[] payload = new byte[block.bytes()];
            file.read(at + ClampFile.BLOCK_BYTES, payload, 0, payload.length);
            return ClampFile.crc(payload, 0, payload.length) == block.crc();
        }
    }
}
