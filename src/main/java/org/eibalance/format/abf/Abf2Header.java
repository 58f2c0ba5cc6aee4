package org.eibalance.format.abf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.abf.AbfOutput.Epoch;
import org.eibalance.format.abf.AbfOutput.Source;
import org.eibalance.format.abf.AbfOutput.Stimulus;
import org.eibalance.format.abf.AbfOutput.UserList;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.Unit;

/** The header of ABF 2.0 to 2.9: a block with a map of sections, and the sections. */
final class Abf2Header {

    /** Where the map says where each section is; also what the writer fills in. */
    static final int PROTOCOL = 76;

    static final int ADC = 92;
    static final int DAC = 108;
    static final int EPOCH_PER_DAC = 156;
    static final int USER_LIST = 172;
    static final int STRINGS = 220;
    static final int DATA = 236;
    static final int TAG = 252;
    static final int DELTA = 284;
    static final int SYNCH = 316;

    static final int STRINGS_HEADER = 44;

    /** No digitizer has more inputs or outputs; a larger number is damage. */
    private static final int MAX_CHANNELS = 64;

    private static final int EPOCHS_TO_2_8 = 10;
    private static final int EPOCHS_FROM_2_9 = 50;

    private final AbfFile file;
    private final Fields info;
    private final Fields protocol;
    private final List<String> strings;

    private Abf2Header(final AbfFile file) {
        this.file = file;
        info = file.part(0, AbfFile.BLOCK);
        final List<Fields> protocols = section("protocol", PROTOCOL);
        if (protocols.isEmpty())
            throw file.fault("the protocol section is missing: the map at byte 76 puts it at block "
                    + info.u32(PROTOCOL) + " of a file of " + file.bytes.size() / AbfFile.BLOCK + " blocks.");
        protocol = protocols.get(0);
        strings = strings();
    }

    static AbfHeader read(final AbfFile file) {
        return new Abf2Header(file).header();
    }

    private AbfHeader header() {
        final boolean floats = info.i16(30) == 1;
        final double scanUs = protocol.f32(2);
        final List<AbfInput> inputs = inputs(floats);
        final double synchUs = protocol.f32(14) > 0 ? protocol.f32(14) : scanUs / inputs.size();
        return new AbfHeader(
                "ABF2 " + info.u8(7) + "." + info.u8(6) + "." + info.u8(5) + "." + info.u8(4),
                protocol.i16(0),
                floats,
                info.u32(DATA) * AbfFile.BLOCK,
                info.i64(DATA + 8),
                scanUs,
                synchUs,
                protocol.i32(22),
                info.u32(12),
                protocol.i32(30),
                protocol.f32(62),
                section("synch array", SYNCH),
                inputs,
                outputs(),
                protocol.i16(182) != 0,
                false,
                section("tags", TAG),
                section("deltas", DELTA),
                AbfHeader.start(info.u32(16), info.u32(20)));
    }

    private List<Fields> section(final String what, final int map) {
        return file.entries(what, info.u32(map), info.u32(map + 4), info.i64(map + 8));
    }

    /** All strings of the file; the index 1 is the first of them. */
    private List<String> strings() {
        final List<String> found = new ArrayList<>();
        if (info.u32(STRINGS) == 0) return found;
        final Fields cache = file.part(info.u32(STRINGS) * AbfFile.BLOCK, info.u32(STRINGS + 4));
        int at = STRINGS_HEADER;
        for (long i = 0; i < cache.u32(8) && at < cache.length(); i++) {
            int end = at;
            while (end < cache.length() && cache.u8(end) != 0) end++;
            found.add(cache.text(at, end - at));
            at = end + 1;
        }
        return found;
    }

    private String string(final int index) {
        return index >= 1 && index <= strings.size() ? strings.get(index - 1) : "";
    }

    private List<AbfInput> inputs(final boolean floats) {
        final List<Fields> entries = section("input section", ADC);
        if (entries.isEmpty() || entries.size() > MAX_CHANNELS)
            throw file.fault("the map at byte 92 leads to " + entries.size() + " channels, expected was 1 to "
                    + MAX_CHANNELS + ".");
        if (entries.size() < info.i64(ADC + 8))
            throw file.fault("the file ends within its header: " + entries.size() + " of " + info.i64(ADC + 8)
                    + " channels are described.");
        final List<AbfInput> inputs = new ArrayList<>();
        for (final Fields adc : entries) {
            final boolean conditioned = protocol.i16(138) != 0;
            double gain = adc.f32(28);
            if (conditioned) gain *= adc.f32(48);
            if (adc.i16(2) == 1) gain *= adc.f32(6);
            final double offset = adc.f32(44) - (conditioned ? adc.f32(52) : 0);
            inputs.add(AbfInput.scaled(
                    file,
                    string(adc.i32(74)),
                    Unit.parse(string(adc.i32(78))),
                    floats,
                    protocol.f32(110),
                    protocol.i32(118),
                    adc.f32(40),
                    gain,
                    offset,
                    AbfInput.telegraph(adc.i16(2), adc.i16(4), adc.i16(18))));
        }
        return inputs;
    }

    private List<AbfOutput> outputs() {
        final List<Fields> entries = section("output section", DAC);
        final List<Fields> epochs = section("epochs", EPOCH_PER_DAC);
        final List<Fields> lists = section("user lists", USER_LIST);
        final List<AbfOutput> outputs = new ArrayList<>();
        for (int number = 0; number < Math.min(entries.size(), MAX_CHANNELS); number++) {
            outputs.add(output(entries.get(number), epochs(epochs, number), list(lists, number)));
        }
        return outputs;
    }

    private AbfOutput output(final Fields dac, final List<Epoch> epochs, final Optional<UserList> list) {
        final boolean train = dac.i16(60) != 0 && dac.f32(82) > 0;
        final Stimulus stimulus = Stimulus.of(
                dac.u32(32) * AbfFile.BLOCK,
                dac.i32(36),
                dac.f32(16),
                dac.f32(20),
                protocol.f32(114),
                protocol.i32(122),
                dac.f32(8));
        return new AbfOutput(
                string(dac.i32(24)),
                Unit.parse(string(dac.i32(28))),
                dac.level(12),
                Source.of(dac.i16(40), dac.i16(42)),
                dac.i16(44) == 1,
                train ? dac.level(86) : Double.NaN,
                epochs,
                list,
                Optional.of(stimulus));
    }

    private static List<Epoch> epochs(final List<Fields> entries, final int dac) {
        final List<Epoch> epochs = new ArrayList<>();
        for (final Fields entry : entries) {
            if (entry.i16(2) != dac || epochs.size() == AbfOutput.MAX_EPOCHS) continue;
            epochs.add(new Epoch(
                    entry.i16(0),
                    entry.i16(4),
                    entry.f32(6),
                    entry.f32(10),
                    entry.i32(14),
                    entry.i32(18),
                    entry.i32(22),
                    entry.i32(26)));
        }
        epochs.sort(Comparator.comparingInt(Epoch::number));
        return epochs;
    }

    /** A list counts although it is marked as not enabled: so it is in files whose recorded command follows it. */
    private Optional<UserList> list(final List<Fields> entries, final int dac) {
        final int epochs = info.u8(7) == 2 && info.u8(6) < 9 ? EPOCHS_TO_2_8 : EPOCHS_FROM_2_9;
        for (final Fields entry : entries) {
            if (entry.i16(0) == dac && entry.i16(4) > 0)
                return UserList.parse(entry.i16(4), epochs, string(entry.i32(8)), entry.i16(6) == 1);
        }
        return Optional.empty();
    }
}
