package org.eibalance.format.abf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.RecordingFormat;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Tag;
import org.scijava.plugin.Plugin;

/** Axon Binary Format, both versions; the formats of the recording are "ABF1 1.83" and "ABF2 2.6.0.0". */
@Plugin(type = RecordingFormat.class)
public final class AbfFormat implements RecordingFormat {

    private static final String MAGIC_1 = "ABF ";
    private static final String MAGIC_2 = "ABF2";
    private static final String MAGIC_SWAPPED = " FBA";
    private static final int MAGIC_BYTES = 4;

    /** Bytes in no section are worth a remark if they are more than padding and */
    private static final int MIN_REST = 65_536;
    /** more than this part of what follows the header. */
    private static final int MIN_PART = 4;

    @Override
    public String name() {
        return "ABF (starts with \"ABF\")";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        final String magic = magic(head);
        return magic.equals(MAGIC_1) || magic.equals(MAGIC_2) || magic.equals(MAGIC_SWAPPED);
    }

    private static String magic(final byte[] head) {
        return new String(head, 0, Math.min(MAGIC_BYTES, head.length), StandardCharsets.ISO_8859_1);
    }

    /**
     * The version in four numbers, as other readers print it. For ABF1 these are the first digits of the number in the
     * file: 1.3 is stored as 1.29999995 and gives 1.2.9.9.
     *
     * @param format {@link Recording#format()} of a recording
     * @return the version; empty if the format is not ABF
     */
    public static Optional<String> versionDigits(final String format) {
        if (format.startsWith("ABF2 ")) return Optional.of(format.substring(5));
        if (!format.startsWith("ABF1 ")) return Optional.empty();
        final String digits = new BigDecimal(Float.parseFloat(format.substring(5))).toPlainString() + ".000";
        return Optional.of(digits.charAt(0) + "." + digits.charAt(2) + "." + digits.charAt(3) + "." + digits.charAt(4));
    }

    @Override
    public Recording open(final Path path) {
        return MappedFile.open(path, bytes -> open(new AbfFile(bytes)));
    }

    private static Recording open(final AbfFile file) {
        final AbfHeader header = header(file);
        if (!(header.scanIntervalUs() > 0 && Double.isFinite(header.scanIntervalUs())))
            throw file.fault(
                    "the sampling interval is " + header.scanIntervalUs() + " µs, a number above 0 was expected.");
        final AbfSweeps sweeps = AbfSweeps.of(file, header);
        final int[] output = AbfCommands.pair(header.inputs(), header.outputs());
        final List<CommandWaveform> commands = new ArrayList<>();
        final int[] commandOfOutput = new int[header.outputs().size()];
        for (int number = 0; number < commandOfOutput.length; number++) {
            commandOfOutput[number] = commands.size();
            final int wanted = number;
            if (Arrays.stream(output).anyMatch(o -> o == wanted))
                commands.add(AbfCommands.waveform(file, header, sweeps, number));
        }
        final List<Channel> channels = new ArrayList<>();
        final boolean monitors = playsCurrent(header, output);
        for (int c = 0; c < output.length; c++) {
            final AbfInput input = header.inputs().get(c);
            final boolean commanded = output[c] != Channel.NO_COMMAND;
            final Quantity quantity =
                    commanded ? header.outputs().get(output[c]).unit().quantity() : null;
            input.remarkDoubtfulUnit(file);
            channels.add(new Channel(
                    c,
                    input.name().isEmpty() ? "ch" + c : input.name(),
                    input.unit(),
                    monitors && isIdle(commanded ? header.outputs().get(output[c]) : null)
                            ? input.monitorMode(quantity)
                            : input.clampMode(quantity),
                    1e6 / header.scanIntervalUs(),
                    commanded ? commandOfOutput[output[c]] : Channel.NO_COMMAND));
        }
        final List<Tag> tags =
                header.tags().stream().map(tag -> tag(tag, header)).toList();
        remarkRest(file, header);
        final Path path = file.bytes.path();
        return new Recording(
                new RecordingHeader(
                        path.getFileName().toString(),
                        Optional.of(path),
                        header.format(),
                        channels,
                        sweeps.sweeps(output.length),
                        commands,
                        tags,
                        header.start(),
                        file.remarks()),
                new AbfSamples(file.bytes, header, sweeps));
    }

    /** Whether the protocol is one of current clamp: an output plays a current to a channel that is a potential. */
    private static boolean playsCurrent(final AbfHeader header, final int[] output) {
        for (int c = 0; c < output.length; c++) {
            if (output[c] == Channel.NO_COMMAND) continue;
            final AbfOutput played = header.outputs().get(output[c]);
            if (played.source() != AbfOutput.Source.HOLDING
                    && played.unit().quantity() == Quantity.CURRENT
                    && header.inputs().get(c).unit().quantity() == Quantity.VOLTAGE) return true;
        }
        return false;
    }

    /** Whether an output commands nothing: none, or one that rests at 0. */
    private static boolean isIdle(final AbfOutput output) {
        return output == null || output.source() == AbfOutput.Source.HOLDING && output.holding() == 0;
    }

    /** A stimulus that the file carries is the one large part that is not read here. */
    private static void remarkRest(final AbfFile file, final AbfHeader header) {
        if (header.outputs().stream().anyMatch(o -> o.source() == AbfOutput.Source.FILE)) return;
        final long rest = file.bytesLeftOver();
        if (rest > MIN_REST && rest > (file.bytes.size() - header.dataAt()) / MIN_PART)
            file.remark(rest + " bytes behind the samples are in no section.");
    }

    private static AbfHeader header(final AbfFile file) {
        final String magic = file.part(0, MAGIC_BYTES).text(0, MAGIC_BYTES);
        if (magic.equals(MAGIC_2)) return Abf2Header.read(file);
        if (magic.equals(MAGIC_1.strip())) return Abf1Header.read(file);
        throw new InputException(file.bytes.path() + " has the byte order of extinct Macintosh programs (\" FBA\"), "
                + "\"ABF \" or \"ABF2\" was expected: convert it with AxoScope.");
    }

    /** A tag that names a file has the path of the recording machine: its last part is enough. */
    private static Tag tag(final Fields tag, final AbfHeader header) {
        final int newFile = 4;
        final String text = tag.text(4, 56);
        return new Tag(
                tag.i32(0) * header.synchUnitUs() / 1e6,
                tag.i16(60) == newFile ? text.substring(text.lastIndexOf('\\') + 1) : text);
    }
}
