package org.eibalance.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * Intan CLAMP: one headstage, continuous. Channel 0 is what was measured, channel 1 the clamp value, which is the
 * command of channel 0 too, channel 2 the part of it that the protocol applied, all in volts or amperes. Auxiliary
 * files have the converters of the controller. Layout as in the vendor's published programs (CLAMP software 1.0); the
 * time stamps show whether samples have 4 or 8 bytes.
 */
@Plugin(type = RecordingFormat.class)
public final class IntanClampFormat implements RecordingFormat {

    private static final int MAGIC = 0xF3B1A481;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** Of 14 registers, two residuals, calibrations, five resistors and a bandwidth. */
    private static final int CHIP_CHANNEL_BYTES = 14 * 2 + 2 * 4 + 16 + 5 * 4 + 4;

    private static final int CHIP_REGISTERS_BYTES = 8;
    private static final int SETTINGS_BYTES = 1 + 7 * 4 + 2;
    private static final int AUXILIARY_BYTES = 26;
    private static final int MAX_ADCS = 64;

    /** Volts of one count of the controller's converters, and the count of 0 V. */
    private static final double ADC_VOLTS = 312.5e-6;

    private static final int ADC_ZERO = 32_768;

    @Override
    public String name() {
        return "Intan CLAMP (starts with 81 a4 b1 f3)";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        return head.length >= 4 && ByteBuffer.wrap(head).order(ORDER).getInt(0) == MAGIC;
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, file -> {
            file.remark(RecordingFormat.unconfirmed("Intan CLAMP files"));
            final Fields head = file.part(0, AUXILIARY_BYTES + 4, ORDER);
            return switch (head.u16(8)) {
                case 0 -> headstage(file, head);
                case 1 -> auxiliary(file, head);
                default ->
                    throw file.fault("the file is of kind " + head.u16(8)
                            + " at byte 8, 0 (headstage) or 1 (auxiliary) was expected.");
            };
        });
    }

    private static Recording headstage(final BinaryFile file, final Fields head) {
        final long dataAt = head.u16(10);
        final Fields chips = file.part(24, 4, ORDER);
        final long settingsAt =
                28 + (long) chips.u16(0) * (chips.u16(2) * (long) CHIP_CHANNEL_BYTES + CHIP_REGISTERS_BYTES);
        if (settingsAt + SETTINGS_BYTES + 8 > dataAt || dataAt >= file.size())
            throw file.fault("the settings end at byte " + (settingsAt + SETTINGS_BYTES)
                    + " of a header of " + dataAt + " bytes in a file of " + file.size()
                    + ", they were expected to lie within, and samples behind.");
        final Fields settings = file.part(settingsAt, dataAt - settingsAt, ORDER);
        final boolean voltageClamp = settings.u8(29) != 0;
        final boolean doubled = voltageClamp && settings.u8(30) != 0;
        if (doubled)
            file.remark("The file was recorded in the 2x mode of voltage clamp: its clamp values are doubled, as "
                    + "the vendor's program does.");
        final NumberType type = sampleType(file, dataAt);
        final int record = 4 + 3 * type.bytes();
        final long count = (file.size() - dataAt) / record;
        final Unit measured = Unit.parse(voltageClamp ? "A" : "V");
        final Unit clamped = Unit.parse(voltageClamp ? "V" : "A");
        final double rateHz = settings.f32(13);
        final ClampMode mode = voltageClamp ? ClampMode.VOLTAGE_CLAMP : ClampMode.CURRENT_CLAMP;
        final List<Channel> channels = List.of(
                new Channel(0, "measured", measured, mode, rateHz, 0),
                new Channel(1, "clamp", clamped, ClampMode.UNKNOWN, rateHz, Channel.NO_COMMAND),
                new Channel(2, "applied", clamped, ClampMode.UNKNOWN, rateHz, Channel.NO_COMMAND));
        final StoredTrace[][] traces = {
            {trace(type, dataAt + 4 + 2 * type.bytes(), record, count, 1)},
            {trace(type, dataAt + 4 + type.bytes(), record, count, doubled ? 2 : 1)},
            {trace(type, dataAt + 4, record, count, 1)}
        };
        // holding potential or holding current: the first of the settings of either mode
        final CommandWaveform command = file.command("clamp", clamped, settings.f32(SETTINGS_BYTES), traces[1]);
        return file.recording(
                new RecordingParts(
                        "Intan CLAMP " + head.u16(4) + "." + head.u16(6),
                        channels,
                        List.of(command),
                        List.of(),
                        start(head, 12)),
                new double[] {0},
                traces);
    }

    private static StoredTrace trace(
            final NumberType type, final long at, final int stride, final long count, final double scale) {
        return count == 0 ? StoredTrace.EMPTY : StoredTrace.spaced(type, ORDER, at, stride, count, scale, 0);
    }

    /** Time stamps count samples: the length of records is the one at which they ascend by one. */
    private static NumberType sampleType(final BinaryFile file, final long dataAt) {
        int best = -1;
        NumberType found = NumberType.F32;
        for (final NumberType type : new NumberType[] {NumberType.F32, NumberType.F64}) {
            final int record = 4 + 3 * type.bytes();
            final Fields records = file.part(dataAt, 64L * record, ORDER);
            int steps = 0;
            for (int i = 1; (i + 1) * record <= records.length(); i++) {
                if (records.u32(i * record) == records.u32((i - 1) * record) + 1) steps++;
            }
            if (steps > best) {
                best = steps;
                found = type;
            }
        }
        if (best == 0) file.remark("The time stamps of the samples do not count: numbers of 4 bytes were taken.");
        return found;
    }

    private static Recording auxiliary(final BinaryFile file, final Fields head) {
        final int adcs = head.u16(10);
        final long dataAt = head.u16(12);
        if (adcs < 1 || adcs > MAX_ADCS || dataAt < AUXILIARY_BYTES || dataAt >= file.size())
            throw file.fault("the header gives " + adcs + " converters at byte 10 and samples at byte " + dataAt
                    + ", 1 to 64 and a place within the file were expected.");
        final int record = 8 + 2 * adcs;
        final long count = (file.size() - dataAt) / record;
        final List<Channel> channels = new ArrayList<>();
        final StoredTrace[][] traces = new StoredTrace[adcs][1];
        for (int c = 0; c < adcs; c++) {
            channels.add(new Channel(
                    c, "ADC " + (c + 1), Unit.parse("V"), ClampMode.UNKNOWN, head.f32(26), Channel.NO_COMMAND));
            traces[c][0] = count == 0
                    ? StoredTrace.EMPTY
                    : StoredTrace.spaced(
                            NumberType.U16,
                            ORDER,
                            dataAt + 8 + 2L * c,
                            record,
                            count,
                            ADC_VOLTS,
                            -ADC_ZERO * ADC_VOLTS);
        }
        return file.recording(
                RecordingParts.of(
                        "Intan CLAMP auxiliary " + head.u16(4) + "." + head.u16(6), channels, start(head, 14)),
                new double[] {0},
                traces);
    }

    private static Optional<LocalDateTime> start(final Fields head, final int at) {
        try {
            return Optional.of(LocalDateTime.of(
                    head.i16(at),
                    head.i16(at + 2),
                    head.i16(at + 4),
                    head.i16(at + 6),
                    head.i16(at + 8),
                    head.i16(at + 10)));
        } catch (final DateTimeException exc) {
            return Optional.empty();
        }
    }
}
