package org.eibalance.format.abf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eibalance.format.abf.AbfOutput.Epoch;
import org.eibalance.format.abf.AbfOutput.Source;
import org.eibalance.format.abf.AbfOutput.Stimulus;
import org.eibalance.format.abf.AbfOutput.UserList;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Unit;

/**
 * The header of ABF 1.0 to 1.84: one block of fields at fixed places, then sections to which it points. Offsets as in
 * the structure that the vendor published.
 */
final class Abf1Header {

    private static final int SHORT_HEADER = 2048;
    private static final int LONG_HEADER = 6144;
    private static final int MAX_CHANNELS = 16;
    private static final int OUTPUTS = 4;
    private static final int WAVEFORM_OUTPUTS = 2;
    private static final int EPOCHS = 10;
    private static final int TAG_BYTES = 64;
    private static final int DELTA_BYTES = 12;
    private static final int SYNCH_BYTES = 8;

    private final AbfFile file;
    private final Fields fields;
    private final double version;
    private final int channels;

    private Abf1Header(final AbfFile file) {
        this.file = file;
        final Fields start = file.part(0, SHORT_HEADER);
        version = Math.round(start.f32(4) * 100) / 100.0;
        if (!(version >= 1 && version < 2))
            throw file.fault(
                    "the ABF header gives version " + (float) start.f32(4) + " at byte 4, expected was 1.0 to 1.84.");
        final long dataBlock = start.i32(40);
        if (dataBlock < SHORT_HEADER / AbfFile.BLOCK || dataBlock * AbfFile.BLOCK >= file.bytes.size())
            throw file.fault("the ABF header puts the samples at block " + dataBlock + " (byte 40), expected was 4 to "
                    + (file.bytes.size() - 1) / AbfFile.BLOCK + ", the last block of the file.");
        // what lies behind a short header, or at the data, is no header
        fields = version < 1.6 ? start : file.part(0, Math.min(LONG_HEADER, dataBlock * AbfFile.BLOCK));
        channels = fields.i16(120);
        if (channels < 1 || channels > MAX_CHANNELS)
            throw file.fault("the ABF header gives " + channels + " channels at byte 120, expected was 1 to 16.");
        if (fields.i16(38) != 0)
            throw file.fault(
                    "the header has numbers in the Microsoft binary format of DOS (byte 38): save the file anew "
                            + "with Clampfit.");
    }

    static AbfHeader read(final AbfFile file) {
        return new Abf1Header(file).header();
    }

    private AbfHeader header() {
        final boolean floats = fields.i16(100) == 1;
        final int sampleBytes = floats ? Float.BYTES : Short.BYTES;
        if (fields.f32(126) != 0 && fields.i32(194) != 0)
            file.remark("The sampling interval changed within the sweeps: times are those of the first interval.");
        final double multiplexedUs = fields.f32(122);
        return new AbfHeader(
                "ABF1 " + version,
                fields.i16(8),
                floats,
                (long) fields.i32(40) * AbfFile.BLOCK + (long) Math.max(0, fields.i16(14)) * sampleBytes,
                fields.i32(10),
                multiplexedUs * channels,
                fields.f32(130) > 0 ? fields.f32(130) : multiplexedUs,
                fields.i32(138),
                fields.i32(16),
                fields.i32(146),
                fields.f32(178),
                file.entries("synch array", fields.i32(92), SYNCH_BYTES, fields.i32(96)),
                inputs(floats),
                outputs(),
                fields.i16(5876) != 0,
                fields.i16(36) == 3,
                file.entries("tags", fields.i32(44), TAG_BYTES, fields.i32(48)),
                file.entries("deltas", fields.i32(72), DELTA_BYTES, fields.i32(76)),
                AbfHeader.start(fields.i32(20), fields.i32(24) * 1000L + Math.max(0, fields.i16(366))));
    }

    private List<AbfInput> inputs(final boolean floats) {
        final List<AbfInput> inputs = new ArrayList<>();
        for (final int adc : samplingSequence()) {
            final String name = fields.text(442 + 10 * adc, 10);
            final boolean conditioned = fields.i16(1410) != 0;
            final int telegraphed = version >= 1.65 ? fields.i16(4512 + 2 * adc) : 0;
            double gain = fields.f32(730 + 4 * adc);
            if (conditioned) gain *= fields.f32(1050 + 4 * adc);
            if (telegraphed == 1) gain *= fields.f32(4576 + 4 * adc);
            if (version < 1.65 && fields.i16(262) == 1 && fields.i16(264) == adc) gain *= fields.f32(268);
            final double offset = fields.f32(986 + 4 * adc) - (conditioned ? fields.f32(1114 + 4 * adc) : 0);
            final ClampMode telegraph =
                    AbfInput.telegraph(telegraphed, fields.i16(4544 + 2 * adc), fields.i16(4768 + 2 * adc));
            inputs.add(AbfInput.scaled(
                    file,
                    name,
                    Unit.parse(fields.text(602 + 8 * adc, 8)),
                    floats,
                    fields.f32(244),
                    fields.i32(252),
                    fields.f32(922 + 4 * adc),
                    gain,
                    offset,
                    telegraph));
        }
        return inputs;
    }

    /** The physical input of each channel: names, units and gains stand at its number. */
    private int[] samplingSequence() {
        final int[] sequence = new int[channels];
        final Set<Integer> seen = new HashSet<>();
        for (int c = 0; c < channels; c++) {
            sequence[c] = fields.i16(410 + 2 * c);
            if (sequence[c] >= 0 && sequence[c] < MAX_CHANNELS && seen.add(sequence[c])) continue;
            file.remark("The order of the inputs is not in the file: inputs 0 to " + (channels - 1) + " were taken.");
            for (int i = 0; i < channels; i++) sequence[i] = i;
            return sequence;
        }
        return sequence;
    }

    private List<AbfOutput> outputs() {
        final List<AbfOutput> outputs = new ArrayList<>();
        for (int dac = 0; dac < OUTPUTS; dac++) {
            final String name = fields.text(1306 + 10 * dac, 10);
            final Unit unit = Unit.parse(fields.text(1346 + 8 * dac, 8));
            final double holding = fields.level(1394 + 4 * dac);
            final boolean plays = version < 1.6 ? dac == fields.i16(1440) : dac < WAVEFORM_OUTPUTS;
            if (!plays)
                outputs.add(new AbfOutput(
                        name,
                        unit,
                        holding,
                        Source.HOLDING,
                        false,
                        Double.NaN,
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
            else if (version < 1.6)
                outputs.add(new AbfOutput(
                        name,
                        unit,
                        holding,
                        Source.of(1, fields.i16(1438)),
                        fields.i16(1442) == 1,
                        Double.NaN,
                        shortEpochs(),
                        Optional.empty(),
                        Optional.of(new Stimulus(0, 0, 1, 0))));
            else outputs.add(longOutput(dac, name, unit, holding));
        }
        return outputs;
    }

    private List<Epoch> shortEpochs() {
        final List<Epoch> epochs = new ArrayList<>();
        for (int e = 0; e < EPOCHS; e++) {
            epochs.add(new Epoch(
                    e,
                    fields.i16(1444 + 2 * e),
                    fields.f32(1464 + 4 * e),
                    fields.f32(1504 + 4 * e),
                    fields.i16(1544 + 2 * e),
                    fields.i16(1564 + 2 * e),
                    0,
                    0));
        }
        return epochs;
    }

    private AbfOutput longOutput(final int dac, final String name, final Unit unit, final double holding) {
        final List<Epoch> epochs = new ArrayList<>();
        for (int e = 0; e < EPOCHS; e++) {
            final int at = dac * EPOCHS + e;
            epochs.add(new Epoch(
                    e,
                    fields.i16(2308 + 2 * at),
                    fields.f32(2348 + 4 * at),
                    fields.f32(2428 + 4 * at),
                    fields.i32(2508 + 4 * at),
                    fields.i32(2588 + 4 * at),
                    fields.i32(2136 + 4 * at),
                    fields.i32(2216 + 4 * at)));
        }
        final boolean listed = fields.i16(3360 + 2 * dac) != 0;
        final Optional<UserList> list = listed
                ? UserList.parse(
                        fields.i16(3368 + 2 * dac),
                        EPOCHS,
                        fields.text(3376 + 256 * dac, 256),
                        fields.i16(4400 + 2 * dac) == 1)
                : Optional.empty();
        final boolean train = fields.i16(3260 + 2 * dac) != 0 && fields.f32(3304 + 4 * dac) > 0;
        final long stimulusBlock = Math.max(0, fields.i32(2048 + 4 * dac));
        final Stimulus stimulus = Stimulus.of(
                stimulusBlock * AbfFile.BLOCK,
                fields.i32(2056 + 4 * dac),
                fields.f32(2074 + 4 * dac),
                fields.f32(2090 + 4 * dac),
                fields.f32(248),
                fields.i32(256),
                fields.f32(1378 + 4 * dac));
        return new AbfOutput(
                name,
                unit,
                holding,
                Source.of(fields.i16(2296 + 2 * dac), fields.i16(2300 + 2 * dac)),
                fields.i16(2304 + 2 * dac) == 1,
                train ? fields.level(3312 + 4 * dac) : Double.NaN,
                epochs,
                list,
                Optional.of(stimulus));
    }
}
