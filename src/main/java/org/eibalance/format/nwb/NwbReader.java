package org.eibalance.format.nwb;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.format.hdf5.Hdf5Samples;
import org.eibalance.format.hdf5.Hdf5Trace;
import org.eibalance.format.hdf5.Hdf5Value;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * Reads the intracellular part of NWB 2.x. A channel is what one electrode recorded in one clamp mode at one rate, a
 * sweep what was recorded together; a channel that was not recorded in a sweep has no samples there.
 */
final class NwbReader {

    private static final int MAX_REMARKS = 20;
    /** A cell that gets no current does not rest outside of these. */
    private static final double MAX_REST_MV = -20;

    private static final double MIN_REST_MV = -150;
    private static final int SAMPLES_OF_REST = 1024;

    private final Hdf5File file;
    private final Hdf5Object root;
    private final List<String> remarks = new ArrayList<>();

    /** @param file the file; closed with the recording */
    NwbReader(final Hdf5File file) {
        this.file = file;
        root = file.root();
    }

    /**
     * Reads the file.
     *
     * @return the recording
     * @throws org.eibalance.recording.InputException if it is damaged beyond use, of version 1, or holds no series
     */
    Recording recording() {
        if (root.attribute("nwb_version").isEmpty() && root.find("nwb_version").isPresent())
            throw file.fault("it is NWB of version 1, which is another format; 2.0 or later was expected");
        List<NwbSeries> responses = series("acquisition", false);
        if (responses.isEmpty()) responses = unknownSeries();
        if (responses.isEmpty())
            throw file.fault("it has no series in acquisition that can be read, those of "
                    + "voltage clamp or current clamp were expected");
        final List<NwbSeries> stimuli = series("stimulus/presentation", true);
        final List<NwbPairing.Row> rows = new NwbPairing(root, responses, stimuli).rows();
        final List<List<NwbPairing.Row>> channels = channels(rows);
        final List<List<NwbPairing.Row>> sweeps = sweeps(rows, channels);
        return recording(channels, sweeps);
    }

    /** The series of clamped cells in a group, numbers in their names ascending. */
    private List<NwbSeries> series(final String path, final boolean stimulus) {
        final List<NwbSeries> found = new ArrayList<>();
        int others = 0;
        for (final Map.Entry<String, Hdf5Object> member : members(path)) {
            final Optional<String> type = member.getValue().text("neurodata_type");
            final Optional<ClampMode> mode = type.filter(t -> t.contains("Stimulus") == stimulus)
                    .flatMap(NwbSeries::mode)
                    .or(() -> type.filter(t -> !stimulus && t.equals("TimeSeries"))
                            .map(t -> ClampMode.UNKNOWN));
            if (mode.isPresent())
                NwbSeries.read(member.getKey(), member.getValue(), mode.get(), stimulus, remarks)
                        .ifPresent(found::add);
            else others++;
        }
        if (others > 0 && !found.isEmpty())
            remarks.add(others + " objects in " + path + " are no series of clamped cells and were left out.");
        return found;
    }

    private List<Map.Entry<String, Hdf5Object>> members(final String path) {
        final Hdf5Object group = root.find(path).orElse(null);
        if (group == null) return List.of();
        final List<Map.Entry<String, Hdf5Object>> members = new ArrayList<>();
        for (final String name : group.names())
            group.find(name).filter(o -> !o.isDataset()).ifPresent(o -> members.add(Map.entry(name, o)));
        members.sort(Map.Entry.comparingByKey(NwbReader::compareNames));
        return members;
    }

    /** Series of types that are not known, as long as they have samples and times. */
    private List<NwbSeries> unknownSeries() {
        final List<NwbSeries> found = new ArrayList<>();
        for (final Map.Entry<String, Hdf5Object> member : members("acquisition")) {
            if (member.getValue().find("data").isEmpty()) continue;
            NwbSeries.read(member.getKey(), member.getValue(), ClampMode.UNKNOWN, false, remarks)
                    .ifPresent(found::add);
        }
        if (!found.isEmpty())
            remarks.add("The file has no series of voltage clamp or current clamp: others were read, of which the "
                    + "clamp mode is unknown.");
        return found;
    }

    /** Names with numbers in them, in the order of the numbers. */
    static int compareNames(final String a, final String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            final int endA = endOfRun(a, i);
            final int endB = endOfRun(b, j);
            final String left = a.substring(i, endA);
            final String right = b.substring(j, endB);
            final boolean numbers = isNumber(left) && isNumber(right);
            final int order =
                    numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareTo(right);
            if (order != 0) return order;
            i = endA;
            j = endB;
        }
        return i < a.length() == j < b.length() ? a.compareTo(b) : i < a.length() ? 1 : -1;
    }

    /** Where the digits, or the other characters, that start at a place end. */
    private static int endOfRun(final String name, final int start) {
        int end = start + 1;
        while (end < name.length() && isDigit(name.charAt(end)) == isDigit(name.charAt(start))) end++;
        return end;
    }

    private static boolean isDigit(final char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isNumber(final String run) {
        return isDigit(run.charAt(0)) && run.length() <= 18;
    }

    /** The rows of each channel: one electrode, clamp mode, rate and unit. */
    private List<List<NwbPairing.Row>> channels(final List<NwbPairing.Row> rows) {
        final Map<List<Object>, List<NwbPairing.Row>> channels = new LinkedHashMap<>();
        final List<NwbPairing.Row> inOrder = new ArrayList<>(rows);
        final Map<Long, String> names = electrodeNames();
        // tables have an order of their own
        if (root.find(NwbPairing.PLACE + "intracellular_recordings").isEmpty())
            inOrder.sort(Comparator.comparing(
                    (NwbPairing.Row row) -> names.getOrDefault(row.response().electrode(), ""),
                    NwbReader::compareNames));
        for (final NwbPairing.Row row : inOrder) {
            final NwbSeries r = row.response();
            channels.computeIfAbsent(
                            List.of(
                                    r.electrode() < 0 ? r.stem() : r.electrode(),
                                    r.clampMode(),
                                    r.comparableRateHz(),
                                    r.unit()),
                            k -> new ArrayList<>())
                    .add(row);
        }
        return List.copyOf(channels.values());
    }

    private Map<Long, String> electrodeNames() {
        final Map<Long, String> names = new HashMap<>();
        for (final Map.Entry<String, Hdf5Object> member : members("general/intracellular_ephys"))
            names.put(member.getValue().id(), member.getKey());
        return names;
    }

    /** The rows of each sweep, at most one of a channel: what has one number twice goes into a sweep of its own. */
    private static List<List<NwbPairing.Row>> sweeps(
            final List<NwbPairing.Row> rows, final List<List<NwbPairing.Row>> channels) {
        final Map<NwbPairing.Row, Integer> channelOf = new java.util.IdentityHashMap<>();
        for (int c = 0; c < channels.size(); c++)
            for (final NwbPairing.Row row : channels.get(c)) channelOf.put(row, c);
        final Map<Long, List<NwbPairing.Row[]>> byNumber = new java.util.TreeMap<>();
        for (final NwbPairing.Row row : rows) {
            final List<NwbPairing.Row[]> same = byNumber.computeIfAbsent(row.sweep(), k -> new ArrayList<>());
            final int channel = channelOf.get(row);
            NwbPairing.Row[] free =
                    same.stream().filter(s -> s[channel] == null).findFirst().orElse(null);
            if (free == null) {
                free = new NwbPairing.Row[channels.size()];
                same.add(free);
            }
            free[channel] = row;
        }
        return byNumber.values().stream()
                .flatMap(List::stream)
                .map(Arrays::asList)
                .collect(Collectors.toList());
    }

    private Recording recording(
            final List<List<NwbPairing.Row>> channelRows, final List<List<NwbPairing.Row>> sweepRows) {
        final int count = channelRows.size();
        final Hdf5Trace[][] traces = new Hdf5Trace[count][sweepRows.size()];
        final List<Channel> channels = new ArrayList<>();
        final List<CommandWaveform> commands = new ArrayList<>();
        final List<String> names = names(channelRows);
        for (int c = 0; c < count; c++) {
            final NwbSeries[] responses = new NwbSeries[sweepRows.size()];
            final NwbSeries[] stimuli = new NwbSeries[sweepRows.size()];
            for (int k = 0; k < sweepRows.size(); k++) {
                final NwbPairing.Row row = sweepRows.get(k).get(c);
                if (row == null) continue;
                responses[k] = row.response();
                stimuli[k] = row.stimulus();
                traces[c][k] = row.response().trace();
            }
            final NwbSeries first = channelRows.get(c).get(0).response();
            final NwbSeries stimulus = Arrays.stream(stimuli)
                    .filter(s -> s != null && s.trace().samples() > 0)
                    .findFirst()
                    .orElse(null);
            if (stimulus != null) commands.add(command(stimulus, stimuli, responses));
            channels.add(new Channel(
                    c,
                    names.get(c),
                    first.unit(),
                    first.clampMode(),
                    first.rateHz(),
                    stimulus == null ? Channel.NO_COMMAND : commands.size() - 1));
        }
        final List<Sweep> sweeps = sweeps(sweepRows);
        remarkRest(channels, commands, traces);
        final List<String> kept =
                remarks.size() <= MAX_REMARKS ? remarks : new ArrayList<>(remarks.subList(0, MAX_REMARKS));
        if (kept != remarks) kept.add((remarks.size() - MAX_REMARKS) + " more remarks of these kinds are left out.");
        final String version = root.text("nwb_version").orElse("2");
        return new Recording(
                new RecordingHeader(
                        file.path().getFileName().toString(),
                        Optional.of(file.path()),
                        "NWB " + version,
                        channels,
                        sweeps,
                        commands,
                        List.of(),
                        start(),
                        kept),
                new Hdf5Samples(file, traces));
    }

    private NwbCommand command(final NwbSeries first, final NwbSeries[] stimuli, final NwbSeries[] responses) {
        final Unit unit = first.unit();
        for (int k = 0; k < stimuli.length; k++) {
            if (stimuli[k] == null || stimuli[k].unit().equals(unit)) continue;
            remarks.add("The stimulus " + stimuli[k].name() + " is in '"
                    + stimuli[k].unit().symbol() + "', others of its " + "electrode in '" + unit.symbol()
                    + "': it was left out.");
            stimuli[k] = null;
        }
        remarkLengths(first, stimuli, responses);
        final double[] holding = new double[1];
        first.trace().read(0, holding, 0, 1);
        return new NwbCommand(first.name(), unit, holding[0], stimuli, responses);
    }

    /** A stimulus may end before the response or after it; what has no stimulus has no command. */
    private void remarkLengths(final NwbSeries first, final NwbSeries[] stimuli, final NwbSeries[] responses) {
        int unlike = 0;
        double mostMs = 0;
        for (int k = 0; k < stimuli.length; k++) {
            if (stimuli[k] == null || responses[k] == null) continue;
            final double ms = 1000
                    * (stimuli[k].trace().samples() / stimuli[k].rateHz()
                            - responses[k].trace().samples() / responses[k].rateHz());
            if (Math.abs(ms) * Math.min(stimuli[k].rateHz(), responses[k].rateHz()) < 1500) continue;
            unlike++;
            if (Math.abs(ms) > Math.abs(mostMs)) mostMs = ms;
        }
        if (unlike > 0)
            remarks.add(String.format(
                    Locale.ROOT,
                    "The stimulus %s and others of its electrode are not as long as the response in %s, by up to "
                            + "%.1f ms: they are aligned by their times%s.",
                    first.name(),
                    unlike == 1 ? "1 sweep" : unlike + " sweeps",
                    Math.abs(mostMs),
                    mostMs < 0 ? ", and what lies behind a stimulus has no command" : ""));
    }

    /** Names of electrodes; with mode and rate where an electrode gives several channels. */
    private List<String> names(final List<List<NwbPairing.Row>> channelRows) {
        final Map<Long, String> electrodes = electrodeNames();
        final List<String> names = new ArrayList<>();
        for (final List<NwbPairing.Row> rows : channelRows) {
            final NwbSeries own = rows.get(0).response();
            final List<NwbSeries> same = channelRows.stream()
                    .map(r -> r.get(0).response())
                    .filter(r -> r.electrode() == own.electrode()
                            && (r.electrode() >= 0 || r.stem().equals(own.stem())))
                    .toList();
            final List<String> marks = new ArrayList<>();
            if (same.stream().map(NwbSeries::clampMode).distinct().count() > 1)
                marks.add(own.clampMode().label());
            if (same.stream().map(NwbSeries::rateHz).distinct().count() > 1)
                marks.add(String.format(Locale.ROOT, "%s kHz", own.rateHz() / 1000));
            if (same.stream().map(NwbSeries::unit).distinct().count() > 1)
                marks.add(own.unit().symbol());
            final String name = electrodes.getOrDefault(own.electrode(), own.stem());
            names.add(marks.isEmpty() ? name : name + " (" + String.join(", ", marks) + ")");
        }
        return names;
    }

    private List<Sweep> sweeps(final List<List<NwbPairing.Row>> sweepRows) {
        final int count = sweepRows.size();
        final double[] starts = new double[count];
        boolean apart = false;
        for (int k = 0; k < count; k++) {
            final double[] own = sweepRows.get(k).stream()
                    .filter(r -> r != null)
                    .mapToDouble(r -> r.response().startS())
                    .toArray();
            starts[k] = Arrays.stream(own).min().orElse(0);
            final double rate = sweepRows.get(k).stream()
                    .filter(r -> r != null)
                    .findFirst()
                    .orElseThrow()
                    .response()
                    .rateHz();
            apart |= Arrays.stream(own).max().orElse(0) - starts[k] > 1.5 / rate;
        }
        if (apart) remarks.add("Responses of one sweep start at different times: each is shown from its own start.");
        if (count > 1 && Arrays.stream(starts).distinct().count() == 1) {
            remarks.add("All sweeps start at " + starts[0]
                    + " s in the file: their true starts are unknown, they are laid end to end.");
            for (int k = 1; k < count; k++)
                starts[k] = starts[k - 1]
                        + sweepRows.get(k - 1).stream()
                                .filter(r -> r != null)
                                .mapToDouble(r -> r.response().trace().samples()
                                        / r.response().rateHz())
                                .max()
                                .orElse(0);
        }
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < count; k++)
            sweeps.add(new Sweep(
                    k,
                    starts[k],
                    sweepRows.get(k).stream()
                            .map(r -> r == null ? 0L : r.response().trace().samples())
                            .toList()));
        return sweeps;
    }

    private Optional<LocalDateTime> start() {
        final String text = root.value("timestamps_reference_time")
                .or(() -> root.value("session_start_time"))
                .flatMap(Hdf5Value::text)
                .orElse("")
                .strip();
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.from(DateTimeFormatter.ISO_DATE_TIME.parse(text)));
        } catch (final DateTimeException exc) {
            remarks.add("The start of the session is '" + text.replaceAll("\\p{Cntrl}", " ")
                    + "' in the file, which is no date and time.");
            return Optional.empty();
        }
    }

    /** Says so where a cell that gets no current rests where none does: the conversion is wrong then. */
    private void remarkRest(
            final List<Channel> channels, final List<CommandWaveform> commands, final Hdf5Trace[][] traces) {
        for (final Channel channel : channels) {
            final boolean noCurrent = channel.clampMode() == ClampMode.ZERO_CURRENT
                    || channel.clampMode() == ClampMode.CURRENT_CLAMP
                            && channel.command() != Channel.NO_COMMAND
                            && commands.get(channel.command()).holding() == 0;
            final Hdf5Trace first = Arrays.stream(traces[channel.index()])
                    .filter(t -> t != null && t.samples() > 0)
                    .findFirst()
                    .orElse(null);
            if (!noCurrent || first == null || !channel.unit().equals(Unit.MILLIVOLT)) continue;
            final double[] values = new double[(int) Math.min(SAMPLES_OF_REST, first.samples())];
            first.read(0, values, 0, values.length);
            Arrays.sort(values);
            final double median = values[values.length / 2];
            // false for NaN; values beyond half a volt get a remark in every format
            if (!(median > MAX_REST_MV || median < MIN_REST_MV) || Math.abs(median) > 500) continue;
            remarks.add("Channel '" + channel.name() + "' rests at a median of " + (float) median
                    + " mV without current by the conversion of the file, and no cell rests there: the "
                    + "conversion may be wrong. "
                    + "Values are left as they are.");
        }
    }
}
