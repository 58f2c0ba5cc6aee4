package org.eibalance.format.heka;

import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.NumberType;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;

/** The tree of recorded data as a recording. Offsets as HEKA published them. */
final class HekaPulse {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1904, 1, 1, 0, 0);
    private static final double CLOCK_OFFSET_S = 1_580_970_496;
    private static final double CLOCK_TURN_S = 4_294_967_296.0;
    private static final int LEAK_BIT = 2;
    private static final int CURRENT_CLAMP = 4;
    private static final int VOLTAGE_CLAMP = 5;
    private static final int NO_MODE = 6;

    /** A sweep of a series, and its place in it. */
    private record Placed(HekaNode sweep, int inSeries) {}

    /** What traces of one channel have in common; occurrence distinguishes those that have all of it. */
    private record Key(
            String label, int input, Unit unit, double intervalS, ClampMode mode, boolean leak, int occurrence) {}

    /** A channel and its trace in each sweep. */
    private record Row(Key key, StoredTrace[] traces) {}

    private final BinaryFile file;
    private final HekaBundle bundle;
    private final List<Placed> sweeps = new ArrayList<>();
    private final Map<Integer, String> seriesStarts = new LinkedHashMap<>();
    private final Map<Key, Row> rows = new LinkedHashMap<>();

    HekaPulse(final BinaryFile file, final HekaBundle bundle) {
        this.file = file;
        this.bundle = bundle;
        for (final HekaNode group : bundle.pulse().children()) {
            for (final HekaNode series : group.children()) addSeries(group, series);
        }
    }

    private void addSeries(final HekaNode group, final HekaNode series) {
        if (series.children().isEmpty()) return;
        final int planned = series.fields().i32(120);
        seriesStarts.put(
                sweeps.size(),
                group.fields().text(4, 32) + ", series " + series.fields().i32(116) + " "
                        + series.fields().text(4, 32) + ": " + series.children().size()
                        + (planned > series.children().size() ? " of " + planned : "") + " sweeps");
        int k = 0;
        for (final HekaNode sweep : series.children()) sweeps.add(new Placed(sweep, k++));
    }

    Recording recording() {
        for (int k = 0; k < sweeps.size(); k++) addTraces(k);
        if (rows.isEmpty()) throw file.fault("the bundle lists no trace with samples, at least one was expected.");
        final List<Channel> channels = new ArrayList<>();
        final List<CommandWaveform> commands = new ArrayList<>();
        final StoredTrace[][] traces = new StoredTrace[rows.size()][];
        final Set<String> names = new HashSet<>();
        for (final Row row : rows.values()) {
            final int c = channels.size();
            final Optional<CommandWaveform> command = command(row);
            command.ifPresent(commands::add);
            channels.add(new Channel(
                    c,
                    name(row.key(), names),
                    row.key().unit(),
                    row.key().mode(),
                    1 / row.key().intervalS(),
                    command.isPresent() ? commands.size() - 1 : Channel.NO_COMMAND));
            traces[c] = row.traces();
        }
        final double[] startS = starts(channels, traces);
        final List<Tag> tags = new ArrayList<>();
        seriesStarts.forEach((sweep, text) -> tags.add(new Tag(startS[sweep], text)));
        return file.recording(
                new RecordingParts("HEKA " + bundle.version(), channels, commands, tags, start()), startS, traces);
    }

    private void addTraces(final int k) {
        final Map<Key, Integer> seen = new HashMap<>();
        final ClampMode held = held(sweeps.get(k).sweep());
        for (final HekaNode node : sweeps.get(k).sweep().children()) {
            final Fields trace = node.fields();
            final double intervalS = trace.f64(104) * (trace.text(120, 8).equals("ms") ? 1e-3 : 1);
            final StoredTrace stored = stored(trace, k);
            if (stored == StoredTrace.EMPTY) continue;
            final Unit unit = unit(trace.text(96, 8));
            final Key first = new Key(
                    trace.text(4, 32),
                    trace.i16(222),
                    unit,
                    intervalS,
                    mode(trace.u8(68), unit, held),
                    (trace.u16(64) & LEAK_BIT) != 0,
                    0);
            final int occurrence = seen.merge(first, 1, Integer::sum) - 1;
            final Key key =
                    new Key(first.label(), first.input(), unit, intervalS, first.mode(), first.leak(), occurrence);
            rows.computeIfAbsent(key, this::row).traces()[k] = stored;
        }
    }

    private Row row(final Key key) {
        if ((rows.size() + 1L) * sweeps.size() > file.size())
            throw file.fault("there are more than " + rows.size() + " channels in " + sweeps.size()
                    + " sweeps, fewer were expected of a file of " + file.size() + " bytes.");
        final StoredTrace[] traces = new StoredTrace[sweeps.size()];
        Arrays.fill(traces, StoredTrace.EMPTY);
        return new Row(key, traces);
    }

    /** Programs write SI units in either case. */
    private static Unit unit(final String text) {
        return Unit.parse(text.equalsIgnoreCase("a") ? "A" : text);
    }

    /**
     * What the amplifier held in a sweep, by the traces that have a mode. The modes of the patch (inside out, on cell,
     * outside out, whole cell) do not say it: there a current is recorded in voltage clamp, and a potential without any
     * such current in current clamp. UNKNOWN where no trace has a mode.
     */
    private static ClampMode held(final HekaNode sweep) {
        ClampMode held = ClampMode.UNKNOWN;
        for (final HekaNode trace : sweep.children()) {
            final int mode = trace.fields().u8(68);
            final ClampMode own = ClampMode.of(unit(trace.fields().text(96, 8)));
            if (mode == VOLTAGE_CLAMP || mode < CURRENT_CLAMP && own == ClampMode.VOLTAGE_CLAMP)
                return ClampMode.VOLTAGE_CLAMP;
            if (mode <= CURRENT_CLAMP && own == ClampMode.CURRENT_CLAMP) held = own;
        }
        return held;
    }

    /** Of a trace that is what the mode records; the other monitor, with a mode or without, has none of its own. */
    private static ClampMode mode(final int recordingMode, final Unit unit, final ClampMode held) {
        final ClampMode own = ClampMode.of(unit);
        final ClampMode mode = recordingMode == CURRENT_CLAMP
                ? ClampMode.CURRENT_CLAMP
                : recordingMode == VOLTAGE_CLAMP || held == ClampMode.UNKNOWN && recordingMode < NO_MODE
                        ? ClampMode.VOLTAGE_CLAMP
                        : held == ClampMode.UNKNOWN ? own : held;
        return own == mode ? mode : ClampMode.UNKNOWN;
    }

    private StoredTrace stored(final Fields trace, final int sweep) {
        final NumberType type = switch (trace.u8(70)) {
            case 0 -> NumberType.I16;
            case 1 -> NumberType.I32;
            case 2 -> NumberType.F32;
            case 3 -> NumberType.F64;
            default -> null;
        };
        if (type == null) {
            file.remark("Trace '" + trace.text(4, 32) + "' of sweep " + sweep + " has numbers of type " + trace.u8(70)
                    + ", 0 to 3 was expected: it was left out.");
            return StoredTrace.EMPTY;
        }
        final ByteOrder order = (trace.u16(64) & 1) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        final long at = trace.u32(40);
        final long points = Math.max(0, trace.i32(44));
        double scale = trace.f64(72);
        if (!Double.isFinite(scale) || scale == 0) {
            file.remark("The scale of trace '" + trace.text(4, 32) + "' is " + scale + ": its values are counts.");
            scale = 1;
        }
        final long block = trace.i32(292);
        if (block > 0) return interleaved(type, order, at, points, scale, block, trace.i32(296), sweep);
        final long present = file.present("sweep " + sweep, at, type.bytes(), type, points);
        return present == 0 ? StoredTrace.EMPTY : StoredTrace.contiguous(type, order, at, present, scale, 0);
    }

    /** Blocks of samples, others between them. */
    private StoredTrace interleaved(
            final NumberType type,
            final ByteOrder order,
            final long at,
            final long points,
            final double scale,
            final long blockBytes,
            final long skipBytes,
            final int sweep) {
        if (blockBytes % type.bytes() != 0 || skipBytes < blockBytes) {
            file.remark("Sweep " + sweep + " has blocks of " + blockBytes + " bytes every " + skipBytes
                    + " bytes, which cannot be: a trace was left out.");
            return StoredTrace.EMPTY;
        }
        final long perBlock = blockBytes / type.bytes();
        final long room = at < 0 || at >= file.size()
                ? 0
                : (file.size() - at) / skipBytes * perBlock
                        + Math.min(perBlock, (file.size() - at) % skipBytes / type.bytes());
        final long present = Math.min(points, room);
        if (present < points)
            file.remark(
                    "The file ends within sweep " + sweep + ": " + present + " of " + points + " samples are there.");
        if (present == 0) return StoredTrace.EMPTY;
        final long[] runAt = new long[(int) ((present + perBlock - 1) / perBlock)];
        final long[] runFirst = new long[runAt.length];
        for (int run = 0; run < runAt.length; run++) {
            runAt[run] = at + run * skipBytes;
            runFirst[run] = run * perBlock;
        }
        return new StoredTrace(type, order, type.bytes(), scale, 0, present, runAt, runFirst);
    }

    /** Labels repeat between inputs, rates and modes; names do not. */
    private static String name(final Key key, final Set<String> taken) {
        final String label = (key.label().isEmpty() ? "ADC " + key.input() : key.label()) + (key.leak() ? " leak" : "");
        String name = label;
        for (int n = 2; !taken.add(name); n++) name = label + " #" + n;
        return name;
    }

    private Optional<CommandWaveform> command(final Row row) {
        if (bundle.stimuli().isEmpty() || row.key().mode() == ClampMode.UNKNOWN) return Optional.empty();
        final Quantity quantity = row.key().mode() == ClampMode.CURRENT_CLAMP ? Quantity.CURRENT : Quantity.VOLTAGE;
        final List<HekaStimulus> bySweep = new ArrayList<>(sweeps.size());
        for (int k = 0; k < sweeps.size(); k++) {
            bySweep.add(
                    row.traces()[k] == StoredTrace.EMPTY
                            ? null
                            : HekaStimulus.of(
                                            bundle.stimuli().get(),
                                            sweeps.get(k).sweep().fields().i32(40),
                                            row.key().input(),
                                            quantity)
                                    .orElse(null));
        }
        final Optional<HekaStimulus> any =
                bySweep.stream().filter(s -> s != null).findFirst();
        if (any.isEmpty()) return Optional.empty();
        if (bySweep.stream().anyMatch(s -> s != null && !s.reconstructible()))
            file.remark("Some stimuli (not of steps and ramps with linear increments) cannot be reconstructed: "
                    + "their command is the holding level.");
        return Optional.of(new HekaCommand(
                any.get(),
                bySweep,
                sweeps.stream().mapToInt(Placed::inSeries).toArray(),
                row.key().intervalS()));
    }

    /** The clock of the recording machine, as seconds since 1904. */
    private static double clockS(final double stored) {
        final double since = stored - CLOCK_OFFSET_S;
        return since < 0 ? since + CLOCK_TURN_S : since;
    }

    private Optional<LocalDateTime> start() {
        final double stored = sweeps.get(0).sweep().fields().f64(48);
        if (!(stored > 0 && stored < CLOCK_TURN_S)) return Optional.empty();
        return Optional.of(EPOCH.plusNanos(Math.round(clockS(stored) * 1e3) * 1_000_000));
    }

    /** By the clock where that can be true, else one after the other. */
    private double[] starts(final List<Channel> channels, final StoredTrace[][] traces) {
        final double[] starts = new double[sweeps.size()];
        final double[] laid = new double[sweeps.size()];
        boolean usable = true;
        double endS = 0;
        double laidS = 0;
        for (int k = 0; k < starts.length; k++) {
            starts[k] = sweeps.get(k).sweep().fields().f64(48)
                    - sweeps.get(0).sweep().fields().f64(48);
            double lengthS = 0;
            for (int c = 0; c < traces.length; c++)
                lengthS = Math.max(
                        lengthS, traces[c][k].samples() / channels.get(c).sampleRateHz());
            laid[k] = laidS;
            laidS += lengthS;
            // clocks of acquisition and computer may drift a little
            usable &= starts[k] >= endS - 1e-2 && starts[k] < CLOCK_TURN_S;
            endS = starts[k] + lengthS;
        }
        if (!usable) file.remark("The times of the sweeps in the file cannot be true: sweeps are laid end to end.");
        return usable ? starts : laid;
    }
}
