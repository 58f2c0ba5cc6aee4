package org.eibalance.format.abf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.format.abf.Abf2Options.CommandStep;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;

/**
 * All bytes of an ABF2 file but its samples, as {@link Abf2Header} reads them. The sections are in the order in which
 * Clampex writes them, each on whole blocks.
 */
final class Abf2Layout {

    /**
     * Other readers look for the name of a program of Axon at the start of the strings, and cap it at 16 characters.
     */
    private static final String CREATOR = "Clampex (EIBal)";

    /** The library that the vendor gave out refuses files with longer names. */
    private static final int INPUT_NAME = 10;

    private static final int OUTPUT_NAME = 9;
    private static final int UNIT_NAME = 7;

    private static final int ADC_BYTES = 128;
    private static final int DAC_BYTES = 256;
    private static final int EPOCH_BYTES = 48;
    private static final int TAG_BYTES = 64;
    private static final int TAG_TEXT = 56;
    private static final int SYNCH_BYTES = 8;
    private static final int MIN_OUTPUTS = 4;
    private static final float VOLTS = 10;
    private static final int COUNTS = 32_768;
    private static final float NO_FILTER_HZ = 100_000;

    private final Recording recording;
    private final Abf2Options options;
    private final int channels;
    private final int outputs;
    private final int mode;
    private final long scans;
    private final double synchUnitUs;
    private final List<String> strings = new ArrayList<>(List.of(CREATOR));

    Abf2Layout(final Recording recording, final Abf2Options options) {
        this.recording = recording;
        this.options = options;
        channels = recording.channels().size();
        outputs = Math.max(MIN_OUTPUTS, channels);
        scans = recording.sweeps().stream().mapToLong(sweep -> scans(sweep)).sum();
        checkChannels();
        mode = mode();
        synchUnitUs = synchUnitUs();
    }

    private InputException fault(final String what) {
        return new InputException(recording.name() + " cannot be written as ABF2: " + what);
    }

    private static long scans(final Sweep sweep) {
        return sweep.samples().get(0);
    }

    private void checkChannels() {
        if (channels == 0 || scans == 0) throw fault("it has no samples, at least one was expected.");
        if (!options.floats() && options.fullScale().size() != channels)
            throw fault("a full scale for each of its " + channels + " channels was expected, there are "
                    + options.fullScale().size() + ".");
        for (final double full : options.fullScale()) {
            if (!(full > 0 && Double.isFinite(full)))
                throw fault("the full scale " + full + " should be a number above 0.");
        }
        for (final Channel channel : recording.channels()) {
            if (channel.sampleRateHz() != recording.channels().get(0).sampleRateHz())
                throw fault("channel '" + channel.name()
                        + "' has another sampling rate than the first, equal rates were expected.");
        }
        for (final Sweep sweep : recording.sweeps()) {
            if (sweep.samples().stream().anyMatch(n -> n != scans(sweep)))
                throw fault(
                        "the channels of sweep " + sweep.index() + " differ in length, equal lengths were expected.");
        }
        for (final CommandStep step : options.steps()) {
            if (step.command() < 0 || step.command() >= recording.commands().size())
                throw fault("steps are given for command " + step.command() + ", it has "
                        + recording.commands().size() + " commands.");
        }
    }

    private int mode() {
        final boolean equal = recording.sweeps().stream()
                .allMatch(sweep -> scans(sweep) == scans(recording.sweeps().get(0)));
        if (!equal && !options.steps().isEmpty())
            throw fault("steps need sweeps of one length, its sweeps differ in length.");
        if (!equal) return AbfHeader.VARIABLE_LENGTH;
        final boolean gapFree = recording.sweeps().size() == 1
                && recording.sweeps().get(0).startS() == 0
                && options.steps().isEmpty();
        if (!gapFree && scans(recording.sweeps().get(0)) * channels > Integer.MAX_VALUE)
            throw fault("its sweeps have more samples than 2^31, the most of the format.");
        return gapFree ? AbfHeader.GAP_FREE : AbfHeader.EPISODIC;
    }

    /** A microsecond, or as many as it takes to count to the last start. */
    private double synchUnitUs() {
        double last = 0;
        for (final Sweep sweep : recording.sweeps()) last = Math.max(last, Math.abs(sweep.startS()));
        for (final Tag tag : recording.tags()) last = Math.max(last, Math.abs(tag.timeS()));
        double unit = 1;
        while (last * 1e6 / unit > Integer.MAX_VALUE) unit *= 10;
        return unit;
    }

    private int synchCounts(final double seconds) {
        return (int) Math.round(seconds * 1e6 / synchUnitUs);
    }

    private static ByteBuffer allocate(final long bytes) {
        final long blocks = (bytes + AbfFile.BLOCK - 1) / AbfFile.BLOCK;
        return ByteBuffer.allocate(Math.toIntExact(blocks * AbfFile.BLOCK)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** User units of one count of a channel, as a reader computes them from the 32-bit fields. */
    double unitsPerCount(final int channel) {
        return (double) VOLTS / COUNTS / voltsPerUnit(channel);
    }

    private float voltsPerUnit(final int channel) {
        return options.floats() ? 1 : (float) (VOLTS / options.fullScale().get(channel));
    }

    /** Everything up to the first sample. */
    ByteBuffer head() {
        final ByteBuffer adc = adc();
        final ByteBuffer dac = dac();
        final ByteBuffer epochs = epochs();
        final ByteBuffer cache = strings();
        final ByteBuffer head =
                allocate(2L * AbfFile.BLOCK + adc.capacity() + dac.capacity() + epochs.capacity() + cache.capacity());
        info(head);
        head.position(AbfFile.BLOCK);
        section(head, Abf2Header.PROTOCOL, protocol(), AbfFile.BLOCK, 1);
        section(head, Abf2Header.ADC, adc, ADC_BYTES, channels);
        section(head, Abf2Header.DAC, dac, DAC_BYTES, outputs);
        section(head, Abf2Header.EPOCH_PER_DAC, epochs, EPOCH_BYTES, epochCount());
        // here the bytes of an entry are those of the whole section
        section(head, Abf2Header.STRINGS, cache, cacheBytes(), strings.size());
        final int sampleBytes = options.floats() ? Float.BYTES : Short.BYTES;
        long block = head.position() / AbfFile.BLOCK;
        entry(head, Abf2Header.DATA, block, sampleBytes, scans * channels);
        block += (scans * channels * sampleBytes + AbfFile.BLOCK - 1) / AbfFile.BLOCK;
        entry(head, Abf2Header.TAG, block, TAG_BYTES, recording.tags().size());
        block += ((long) TAG_BYTES * recording.tags().size() + AbfFile.BLOCK - 1) / AbfFile.BLOCK;
        if (mode != AbfHeader.GAP_FREE)
            entry(head, Abf2Header.SYNCH, block, SYNCH_BYTES, recording.sweeps().size());
        return head.flip();
    }

    /** What follows the samples, from a whole block on. */
    ByteBuffer tail() {
        final ByteBuffer tags = allocate((long) TAG_BYTES * recording.tags().size());
        for (int i = 0; i < recording.tags().size(); i++) {
            final Tag tag = recording.tags().get(i);
            final byte[] text = tag.text().getBytes(Fields.WINDOWS_1252);
            tags.putInt(TAG_BYTES * i, synchCounts(tag.timeS()));
            tags.put(TAG_BYTES * i + 4, text, 0, Math.min(text.length, TAG_TEXT));
            tags.putShort(TAG_BYTES * i + 4 + TAG_TEXT, (short) 1);
        }
        final List<Sweep> sweeps = mode == AbfHeader.GAP_FREE ? List.of() : recording.sweeps();
        final ByteBuffer synch = allocate((long) SYNCH_BYTES * sweeps.size());
        for (int k = 0; k < sweeps.size(); k++) {
            synch.putInt(SYNCH_BYTES * k, synchCounts(sweeps.get(k).startS()));
            synch.putInt(SYNCH_BYTES * k + 4, Math.toIntExact(scans(sweeps.get(k)) * channels));
        }
        return allocate((long) tags.capacity() + synch.capacity())
                .put(tags)
                .put(synch)
                .flip();
    }

    private static void section(
            final ByteBuffer head, final int map, final ByteBuffer bytes, final long entryBytes, final long count) {
        entry(head, map, head.position() / AbfFile.BLOCK, entryBytes, count);
        head.put(bytes);
    }

    private static void entry(
            final ByteBuffer head, final int map, final long block, final long entryBytes, final long count) {
        if (count == 0) return;
        if (block > Integer.MAX_VALUE)
            throw new InputException("A recording of more than a terabyte does not fit ABF2.");
        head.putInt(map, (int) block).putInt(map + 4, (int) entryBytes).putLong(map + 8, count);
    }

    private void info(final ByteBuffer head) {
        head.put(0, "ABF2".getBytes(Fields.WINDOWS_1252)).put(6, (byte) 6).put(7, (byte) 2);
        head.putInt(8, AbfFile.BLOCK);
        head.putInt(12, mode == AbfHeader.GAP_FREE ? 0 : recording.sweeps().size());
        recording.start().ifPresent(start -> {
            head.putInt(16, start.getYear() * 10_000 + start.getMonthValue() * 100 + start.getDayOfMonth());
            head.putInt(20, start.get(ChronoField.MILLI_OF_DAY));
        });
        head.putShort(28, (short) 1)
                .putShort(30, (short) (options.floats() ? 1 : 0))
                .putShort(32, (short) 1);
        head.putInt(60, 1);
    }

    private ByteBuffer protocol() {
        final ByteBuffer protocol = allocate(AbfFile.BLOCK);
        final List<Sweep> sweeps = recording.sweeps();
        final double interval =
                sweeps.size() < 2 ? 0 : sweeps.get(1).startS() - sweeps.get(0).startS();
        protocol.putShort(0, (short) mode)
                .putFloat(2, (float) (1e6 / recording.channels().get(0).sampleRateHz()));
        protocol.putFloat(14, (float) synchUnitUs);
        protocol.putInt(22, (int) Math.min(Integer.MAX_VALUE, scans(sweeps.get(0)) * channels));
        protocol.putInt(30, sweeps.size()).putInt(34, 1).putInt(38, 1);
        protocol.putFloat(62, (float) interval);
        protocol.putFloat(110, VOLTS).putFloat(114, VOLTS).putInt(118, COUNTS).putInt(122, COUNTS);
        protocol.putShort(126, (short) 2);
        return protocol;
    }

    private ByteBuffer adc() {
        final ByteBuffer adc = allocate((long) ADC_BYTES * channels);
        for (int c = 0; c < channels; c++) {
            final Channel channel = recording.channels().get(c);
            final int at = ADC_BYTES * c;
            adc.putShort(at, (short) c);
            if (channel.clampMode() != ClampMode.UNKNOWN) {
                // the one place of the format for the clamp mode: the telegraph of a MultiClamp 700
                final int telegraph = channel.clampMode() == ClampMode.VOLTAGE_CLAMP
                        ? 0
                        : channel.clampMode() == ClampMode.CURRENT_CLAMP ? 1 : 2;
                adc.putShort(at + 2, (short) 1).putShort(at + 4, (short) 24).putShort(at + 18, (short) telegraph);
            }
            adc.putFloat(at + 6, 1).putFloat(at + 10, NO_FILTER_HZ);
            adc.putShort(at + 24, (short) c);
            adc.putFloat(at + 28, 1).putFloat(at + 32, 1);
            adc.putFloat(at + 40, voltsPerUnit(c)).putFloat(at + 48, 1).putFloat(at + 56, NO_FILTER_HZ);
            adc.putFloat(at + 66, NO_FILTER_HZ);
            adc.putInt(at + 74, string(channel.name(), INPUT_NAME))
                    .putInt(at + 78, string(channel.unit().symbol(), UNIT_NAME));
        }
        return adc;
    }

    /** The output at the place of each channel is that of its command. */
    private ByteBuffer dac() {
        final ByteBuffer dac = allocate((long) DAC_BYTES * outputs);
        for (int d = 0; d < outputs; d++) {
            final int at = DAC_BYTES * d;
            dac.putShort(at, (short) d).putFloat(at + 16, 1).putFloat(at + 46, 1);
            final CommandWaveform command = d < channels ? recording.command(d).orElse(null) : null;
            if (command == null) continue;
            final boolean current = command.unit().quantity() == Quantity.CURRENT;
            dac.putFloat(at + 8, current ? 400 : 20).putFloat(at + 12, (float) command.holding());
            dac.putInt(at + 24, string(command.name().isBlank() ? "Cmd " + d : command.name(), OUTPUT_NAME));
            dac.putInt(at + 28, string(command.unit().symbol(), UNIT_NAME));
            if (steps(d).isEmpty()) continue;
            dac.putShort(at + 40, (short) 1).putShort(at + 42, (short) 1);
        }
        return dac;
    }

    private List<CommandStep> steps(final int channel) {
        final int command =
                channel < channels ? recording.channels().get(channel).command() : Channel.NO_COMMAND;
        return options.steps().stream()
                .filter(step -> step.command() == command)
                .toList();
    }

    private int epochCount() {
        int count = 0;
        for (int d = 0; d < channels; d++) count += steps(d).size();
        return count;
    }

    private ByteBuffer epochs() {
        final ByteBuffer epochs = allocate((long) EPOCH_BYTES * epochCount());
        int at = 0;
        for (int d = 0; d < channels; d++) {
            final List<CommandStep> steps = steps(d);
            for (int e = 0; e < steps.size(); e++) {
                final CommandStep step = steps.get(e);
                epochs.putShort(at, (short) e).putShort(at + 2, (short) d).putShort(at + 4, (short) 1);
                epochs.putFloat(at + 6, (float) step.level()).putFloat(at + 10, (float) step.levelChange());
                epochs.putInt(at + 14, step.samples()).putInt(at + 18, step.samplesChange());
                at += EPOCH_BYTES;
            }
        }
        return epochs;
    }

    /** Adds a string; 0 is the empty one. No string is written empty: some readers take two NULs for the start. */
    private int string(final String text, final int longest) {
        final String clean = text.replace("\0", "").strip();
        if (clean.isEmpty()) return 0;
        strings.add(clean.substring(0, Math.min(longest, clean.length())).strip());
        return strings.size();
    }

    private int cacheBytes() {
        int bytes = Abf2Header.STRINGS_HEADER;
        for (final String text : strings) bytes += text.getBytes(Fields.WINDOWS_1252).length + 1;
        return bytes;
    }

    private ByteBuffer strings() {
        final ByteBuffer cache = allocate(cacheBytes());
        int longest = 0;
        int at = Abf2Header.STRINGS_HEADER;
        for (final String text : strings) {
            final byte[] bytes = text.getBytes(Fields.WINDOWS_1252);
            cache.put(at, bytes);
            longest = Math.max(longest, bytes.length);
            at += bytes.length + 1;
        }
        cache.put(0, "SSCH".getBytes(Fields.WINDOWS_1252))
                .putInt(4, 1)
                .putInt(8, strings.size())
                .putInt(12, longest)
                .putInt(16, at - Abf2Header.STRINGS_HEADER);
        return cache;
    }
}
