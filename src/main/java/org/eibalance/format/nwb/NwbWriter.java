package org.eibalance.format.nwb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.eibalance.format.WholeFile;
import org.eibalance.format.hdf5.Hdf5Content;
import org.eibalance.format.hdf5.Hdf5Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.result.Table;

/**
 * Writes recordings as NWB 2.6: series of voltage clamp, current clamp and I = 0 with their commands as stimuli, the
 * tables that join them, and in {@code processing} what was computed. Channels of other kinds become plain series.
 *
 * <p>Samples are doubles in the unit of their channel, with the conversion to SI beside them: reading them back gives
 * every bit of channels in mV and pA. Tags become notes. Acquisition programs write no time zone; NWB wants one, so
 * that local times stand with an offset of zero. The cached schema that newer validators ask for is not written. The
 * same recording and contents give the same bytes. Memory does not grow with the recording.
 */
public final class NwbWriter {

    static final String VERSION = "2.6.0";

    private static final int BLOCK = 1 << 16;
    /** Stands where a recording has no date, which NWB does not allow. */
    private static final LocalDateTime NO_DATE = LocalDateTime.of(1970, 1, 1, 0, 0);

    private static final String ZONE_NOTE =
            "Times are local times of the computer that recorded, whose zone is not known.";

    private final Recording recording;
    private final NwbContents contents;
    private final List<String> electrodes = new ArrayList<>();

    private NwbWriter(final Recording recording, final NwbContents contents) {
        this.recording = recording;
        this.contents = contents;
        final Set<String> used = new HashSet<>();
        for (final Channel channel : recording.channels()) {
            final String name = NwbNode.name(channel.name());
            String unique = name;
            for (int i = 2; !used.add(unique); i++) unique = name + "_" + i;
            electrodes.add(unique);
        }
    }

    /**
     * Writes a recording; a file that is there is replaced whole, once all is written.
     *
     * @param recording the recording
     * @param file where to; not the file of the recording itself
     * @param contents what else the file says
     * @throws InputException if the file cannot be written; nothing is left then
     * @throws CancellationException if the thread is interrupted; nothing is left then
     */
    public static void write(final Recording recording, final Path file, final NwbContents contents) {
        WholeFile.write(recording, file, beside -> {
            try (Hdf5Writer writer = new Hdf5Writer(beside)) {
                new NwbWriter(recording, contents).write(writer);
                writer.finish();
            }
        });
    }

    private void write(final Hdf5Writer writer) throws IOException {
        final NwbNode root = new NwbNode(writer.root(), contents.identifier(), "");
        final NwbNode top = typedRoot(root);
        final String start =
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(recording.start().orElse(NO_DATE)) + "+00:00";
        top.dataset("identifier", contents.identifier());
        top.dataset("session_description", contents.sessionDescription());
        top.dataset("session_start_time", start);
        top.dataset("timestamps_reference_time", start);
        top.group().dataset("file_create_date", Hdf5Content.texts(List.of(start)), Map.of());
        top.plain("analysis").close();
        final NwbNode general = top.plain("general");
        general.dataset("notes", notes());
        final NwbNode devices = general.plain("devices");
        devices.typed("amplifier", NwbNode.CORE, "Device")
                .text("description", "The amplifier of the recording; " + "its file was " + recording.format() + ".")
                .close();
        devices.close();
        final NwbNode icephys = general.plain("intracellular_ephys");
        final Map<Integer, Long> electrodeAt = electrodes(icephys);
        final List<NwbTables.Row> rows = series(top, electrodeAt);
        if (!rows.isEmpty()) NwbTables.write(icephys, rows);
        icephys.close();
        general.close();
        processing(top);
        top.close();
    }

    private NwbNode typedRoot(final NwbNode root) {
        root.text("namespace", NwbNode.CORE)
                .text("neurodata_type", "NWBFile")
                .text("nwb_version", VERSION)
                .text(
                        "object_id",
                        java.util
                                .UUID
                                .nameUUIDFromBytes(
                                        contents.identifier().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .toString());
        return root;
    }

    private String notes() {
        final String tags = recording.tags().stream()
                .map(t -> String.format(Locale.ROOT, "%s s: %s", t.timeS(), t.text()))
                .collect(Collectors.joining("\n"));
        return (tags.isEmpty() ? "" : tags + "\n")
                + (recording.start().isPresent() ? ZONE_NOTE : "The date of the recording is not known.");
    }

    private static boolean patched(final Channel channel) {
        return switch (channel.clampMode()) {
            case VOLTAGE_CLAMP -> channel.unit().quantity() == Quantity.CURRENT;
            case CURRENT_CLAMP, ZERO_CURRENT -> channel.unit().quantity() == Quantity.VOLTAGE;
            case UNKNOWN -> false;
        };
    }

    private Map<Integer, Long> electrodes(final NwbNode icephys) throws IOException {
        final Map<Integer, Long> addresses = new LinkedHashMap<>();
        for (final Channel channel : recording.channels()) {
            if (!patched(channel)) continue;
            final NwbNode electrode =
                    icephys.typed(electrodes.get(channel.index()), NwbNode.CORE, "IntracellularElectrode");
            electrode.dataset("description", "Pipette of the channel " + channel.name() + ".");
            electrode.group().link("device", "/general/devices/amplifier");
            addresses.put(channel.index(), electrode.close());
        }
        return addresses;
    }

    private List<NwbTables.Row> series(final NwbNode top, final Map<Integer, Long> electrodeAt) throws IOException {
        final NwbNode acquisition = top.plain("acquisition");
        final NwbNode stimulus = top.plain("stimulus");
        final NwbNode presentation = stimulus.plain("presentation");
        final List<NwbTables.Row> rows = new ArrayList<>();
        for (final Sweep sweep : recording.sweeps()) {
            for (final Channel channel : recording.channels()) {
                final long samples = recording.samples(channel.index(), sweep.index());
                if (samples == 0) continue;
                final long response = response(acquisition, channel, sweep, samples);
                if (!patched(channel)) continue;
                rows.add(new NwbTables.Row(
                        sweep.index(),
                        electrodeAt.get(channel.index()),
                        response,
                        samples,
                        stimulus(presentation, channel, sweep, samples)));
            }
        }
        acquisition.close();
        presentation.close();
        stimulus.plain("templates").close();
        stimulus.close();
        return rows;
    }

    /** Fills an array with samples of a series. */
    private interface Samples {

        void read(long from, double[] into, int length);
    }

    private static String type(final Channel channel) {
        return switch (channel.clampMode()) {
            case VOLTAGE_CLAMP -> "VoltageClampSeries";
            case CURRENT_CLAMP -> "CurrentClampSeries";
            default -> "IZeroClampSeries";
        };
    }

    private long response(final NwbNode acquisition, final Channel channel, final Sweep sweep, final long samples)
            throws IOException {
        final String name = name(channel, "", sweep);
        final NwbNode node = acquisition.typed(name, NwbNode.CORE, patched(channel) ? type(channel) : "TimeSeries");
        describe(
                node,
                (NwbSeries.toSiemens(channel.unit()).isPresent() ? "Conductance " : "Channel ") + channel.name()
                        + ", sweep " + sweep.index() + ".");
        if (patched(channel)) patch(node, channel, sweep);
        if (channel.clampMode() == ClampMode.ZERO_CURRENT && patched(channel)) {
            for (final String[] fixed : new String[][] {
                {"bias_current", "amperes"}, {"bridge_balance", "ohms"}, {"capacitance_compensation", "farads"}
            }) node.group().dataset(fixed[0], Hdf5Content.number(0), Map.of("unit", Hdf5Content.text(fixed[1])));
        }
        samples(
                node,
                channel.unit(),
                samples,
                (from, into, length) -> recording.read(channel.index(), sweep.index(), from, into, 0, length));
        node.startingTime(sweep.startS(), channel.sampleRateHz());
        return node.close();
    }

    private static void describe(final NwbNode node, final String description) {
        node.text("description", description).text("comments", "no comments");
    }

    private void patch(final NwbNode node, final Channel channel, final Sweep sweep) {
        node.text(
                "stimulus_description",
                channel.clampMode() == ClampMode.ZERO_CURRENT
                        ? "N/A"
                        : recording
                                .command(channel.index())
                                .map(CommandWaveform::name)
                                .filter(n -> !n.isEmpty())
                                .orElse("not described"));
        node.group()
                .attribute("sweep_number", Hdf5Content.unsigned(sweep.index()))
                .link("electrode", "/general/intracellular_ephys/" + electrodes.get(channel.index()));
    }

    private String name(final Channel channel, final String kind, final Sweep sweep) {
        return String.format(Locale.ROOT, "%s%s_%04d", electrodes.get(channel.index()), kind, sweep.index());
    }

    /**
     * What NWB says of a unit.
     *
     * @param si the SI unit, or the symbol of another
     * @param conversion from samples to it
     */
    private record Scale(String si, double conversion) {

        static Scale of(final org.eibalance.recording.Unit unit) {
            final OptionalDouble siemens = NwbSeries.toSiemens(unit);
            if (siemens.isPresent()) return new Scale("siemens", siemens.getAsDouble());
            return switch (unit.quantity()) {
                case VOLTAGE -> new Scale("volts", NwbSeries.product(unit.toFieldUnit(), 1e-3));
                case CURRENT -> new Scale("amperes", NwbSeries.product(unit.toFieldUnit(), 1e-12));
                case OTHER -> new Scale(unit.symbol().isEmpty() ? "unknown" : unit.symbol(), 1);
            };
        }
    }

    private void samples(
            final NwbNode node, final org.eibalance.recording.Unit unit, final long samples, final Samples source)
            throws IOException {
        final Scale scale = Scale.of(unit);
        final Hdf5Writer.Doubles data = node.group().doubles("data", NwbNode.data(scale.si(), scale.conversion()));
        final double[] block = new double[(int) Math.min(BLOCK, samples)];
        for (long from = 0; from < samples; from += block.length) {
            if (Thread.currentThread().isInterrupted()) throw new CancellationException();
            final int count = (int) Math.min(block.length, samples - from);
            source.read(from, block, count);
            data.append(block, 0, count);
        }
        data.close();
    }

    /** The command of a channel in a sweep; none where the file has none. */
    private long stimulus(final NwbNode presentation, final Channel channel, final Sweep sweep, final long samples)
            throws IOException {
        final CommandWaveform command = recording.command(channel.index()).orElse(null);
        final Quantity wanted = channel.clampMode() == ClampMode.VOLTAGE_CLAMP ? Quantity.VOLTAGE : Quantity.CURRENT;
        if (command == null
                || channel.clampMode() == ClampMode.ZERO_CURRENT
                || command.unit().quantity() != wanted) return Hdf5Content.NO_OBJECT;
        final double[] first = new double[1];
        command.read(sweep.index(), 0, first, 0, 1);
        if (Double.isNaN(first[0])) return Hdf5Content.NO_OBJECT;
        final NwbNode node = presentation.typed(
                name(channel, "_command", sweep),
                NwbNode.CORE,
                wanted == Quantity.VOLTAGE ? "VoltageClampStimulusSeries" : "CurrentClampStimulusSeries");
        describe(node, "Command of the channel " + channel.name() + ", sweep " + sweep.index() + ".");
        patch(node, channel, sweep);
        samples(
                node,
                command.unit(),
                samples,
                (from, into, length) -> command.read(sweep.index(), from, into, 0, length));
        node.startingTime(sweep.startS(), channel.sampleRateHz());
        return node.close();
    }

    private void processing(final NwbNode top) throws IOException {
        final NwbNode processing = top.plain("processing");
        final Set<String> modules = new java.util.LinkedHashSet<>();
        contents.series().forEach(s -> modules.add(s.module()));
        contents.tables().forEach(t -> modules.add(t.module()));
        for (final String name : modules) {
            final NwbNode module = processing
                    .typed(NwbNode.name(name), NwbNode.CORE, "ProcessingModule")
                    .text("description", name);
            for (final NwbContents.Series series : contents.series()) {
                if (!series.module().equals(name)) continue;
                final NwbNode node = module.typed(NwbNode.name(series.name()), NwbNode.CORE, "TimeSeries");
                describe(node, series.description());
                final Hdf5Writer.Doubles data =
                        node.group().doubles("data", NwbNode.data(series.unit(), series.conversion()));
                data.append(series.values(), 0, series.values().length);
                data.close();
                node.startingTime(series.startS(), series.rateHz());
                node.close();
            }
            for (final NwbContents.ResultTable table : contents.tables()) {
                if (table.module().equals(name)) table(module, table);
            }
            module.close();
        }
        processing.close();
    }

    private static void table(final NwbNode module, final NwbContents.ResultTable result) throws IOException {
        final Table table = result.table();
        final List<String> names = new ArrayList<>();
        for (final String column : table.columns()) {
            String name = NwbNode.name(column);
            // the numbers of the rows are called so
            while (name.equals("id") || names.contains(name)) name += "_";
            names.add(name);
        }
        final NwbNode node =
                module.table(NwbNode.name(result.name()), NwbNode.COMMON, "DynamicTable", result.description(), names);
        for (int c = 0; c < names.size(); c++) {
            final double[] numbers = new double[table.rows()];
            final List<String> texts = new ArrayList<>();
            boolean numeric = true;
            for (int row = 0; row < table.rows(); row++) {
                final Object cell = table.get(row, c);
                if (cell == null) numbers[row] = Double.NaN;
                else if (cell instanceof Number) numbers[row] = ((Number) cell).doubleValue();
                else numeric = false;
                texts.add(cell == null ? "" : cell.toString());
            }
            node.column(
                    names.get(c),
                    NwbNode.COMMON,
                    "VectorData",
                    table.columns().get(c),
                    numeric ? Hdf5Content.numbers(numbers) : Hdf5Content.texts(texts));
        }
        node.ids(table.rows());
        node.close();
    }
}
