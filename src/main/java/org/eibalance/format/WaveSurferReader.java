package org.eibalance.format;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.format.hdf5.Hdf5Dataset;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.format.hdf5.Hdf5Samples;
import org.eibalance.format.hdf5.Hdf5Trace;
import org.eibalance.format.hdf5.Hdf5Value;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * HDF5 as WaveSurfer writes it: counts of the active channels, turned into volts by a polynomial of each channel and
 * into its unit by its scale. Stimuli are stored as a description of a library, not as samples, so that no command is
 * known; the clamp mode follows from the unit.
 */
final class WaveSurferReader {

    /** Volts of a count where the file has no coefficients: ten volts are full scale. */
    private static final double NOMINAL_VOLTS = 10.0 / 32_768;
    /** Ticks a second of the clock of the converter. */
    private static final double CLOCK_HZ = 100e6;
    /** The version from which on the rate in the file is the true one. */
    private static final double TRUE_RATE_VERSION = 0.913;

    private final Hdf5File file;
    private final Hdf5Object root;
    private final List<String> remarks = new ArrayList<>();

    WaveSurferReader(final Hdf5File file) {
        this.file = file;
        root = file.root();
    }

    /** A value of the header by its newer or older name. */
    private Optional<Hdf5Value> header(final String newer, final String older) {
        return root.value("header/" + newer)
                .or(() -> root.value("header/Acquisition/" + newer))
                .or(() -> root.value("header/Acquisition/" + older))
                .or(() -> root.value("header/" + older));
    }

    Recording recording() {
        remarks.add(RecordingFormat.unconfirmed("WaveSurfer files"));
        final List<String> names =
                header("AIChannelNames", "AnalogChannelNames").map(Hdf5Value::texts).orElse(List.of()).stream()
                        .map(String::strip)
                        .toList();
        if (names.isEmpty()) throw file.fault("the names of its channels were expected in header");
        final double[] flags = header("IsAIChannelActive", "IsAnalogChannelActive")
                .map(Hdf5Value::numbers)
                .orElse(new double[0]);
        final int[] active = java.util.stream.IntStream.range(0, names.size())
                .filter(i -> i >= flags.length || flags[i] != 0)
                .toArray();
        final double rate = rate();
        final List<String> groups = root.names().stream()
                .filter(n -> n.matches("(sweep|trial)_\\d+"))
                .sorted(java.util.Comparator.comparingInt(String::length).thenComparing(n -> n))
                .toList();
        final Hdf5Trace[][] traces = new Hdf5Trace[active.length][groups.size()];
        final List<Sweep> sweeps = new ArrayList<>();
        final double[][] scales = scales(names, active);
        double end = 0;
        for (int k = 0; k < groups.size(); k++) {
            final Hdf5Dataset data = data(groups.get(k), active.length);
            final long scans = data.sizes()[1];
            for (int c = 0; c < active.length; c++) traces[c][k] = trace(data, c, scans, scales[c]);
            final double stamp = root.value(groups.get(k) + "/timestamp")
                    .map(Hdf5Value::number)
                    .orElse(Double.NaN);
            final double start = Double.isFinite(stamp) ? stamp : end;
            sweeps.add(Sweep.uniform(k, start, scans, active.length));
            end = start + scans / rate;
        }
        final List<String> units = header("AIChannelUnits", "AnalogChannelUnits")
                .map(Hdf5Value::texts)
                .orElse(List.of());
        final List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < active.length; c++) {
            final Unit unit = Unit.parse(active[c] < units.size() ? units.get(active[c]) : "");
            final String name = names.get(active[c]);
            channels.add(new Channel(
                    c, name.isEmpty() ? "ch" + c : name, unit, ClampMode.of(unit), rate, Channel.NO_COMMAND));
        }
        final String version = version();
        return new Recording(
                new RecordingHeader(
                        file.path().getFileName().toString(),
                        Optional.of(file.path()),
                        version.isEmpty() ? "WaveSurfer" : "WaveSurfer " + version,
                        channels,
                        sweeps,
                        List.of(),
                        List.of(),
                        start(),
                        remarks),
                new Hdf5Samples(file, traces));
    }

    private Hdf5Dataset data(final String group, final int channels) {
        final Hdf5Dataset data = root.find(group + "/analogScans")
                .filter(Hdf5Object::isDataset)
                .map(Hdf5Object::dataset)
                .orElseThrow(() -> file.fault(group + " has no analogScans, which were expected"));
        if (!data.isNumber() || data.sizes().length != 2 || data.sizes()[0] != channels)
            throw file.fault("the analogScans of " + group
                    + " have the sizes " + Arrays.toString(data.sizes()) + ", numbers of " + channels
                    + " active channels over time were expected");
        return data;
    }

    private static Hdf5Trace trace(final Hdf5Dataset data, final int channel, final long scans, final double[] scale) {
        // analogScans that are no counts are in units already
        final double[] own = data.isInteger() ? scale : new double[] {0, 1};
        return new Hdf5Trace(data, 1, new long[] {channel, 0}, scans, Arrays.copyOfRange(own, 1, own.length), own[0]);
    }

    /** Coefficients in units of each active channel, from the constant one on. */
    private double[][] scales(final List<String> names, final int[] active) {
        final double[] voltsPerUnit = header("AIChannelScales", "AnalogChannelScales")
                .map(Hdf5Value::numbers)
                .orElse(new double[0]);
        final Hdf5Value table =
                header("AIScalingCoefficients", "AnalogScalingCoefficients").orElse(null);
        final long[] sizes = table == null ? new long[0] : table.sizes();
        // a row for each channel, or for each active one
        final boolean all = sizes.length == 2 && sizes[0] == names.size();
        final boolean usable =
                sizes.length == 2 && sizes[1] > 0 && table.isNumber() && (all || sizes[0] >= active.length);
        if (!usable)
            remarks.add("The file has no scaling coefficients of its converter: counts were taken as volts of a "
                    + "full scale of 10 V, and may be off by some percent and by an offset.");
        final double[] coefficients = usable ? table.numbers() : new double[0];
        final double[][] scales = new double[active.length][];
        for (int c = 0; c < active.length; c++) {
            final double scale = active[c] < voltsPerUnit.length ? voltsPerUnit[active[c]] : Double.NaN;
            if (scale == 0 || !Double.isFinite(scale))
                throw file.fault("the scale of the channel " + names.get(active[c]) + " is " + scale
                        + ", the volts of a unit were expected");
            if (usable) {
                final int width = (int) sizes[1];
                final int row = all ? active[c] : c;
                scales[c] = Arrays.copyOfRange(coefficients, row * width, (row + 1) * width);
            } else scales[c] = new double[] {0, NOMINAL_VOLTS};
            if (scales[c].length == 1)
                throw file.fault("a scaling polynomial of one coefficient was found, more were expected");
            for (int i = 0; i < scales[c].length; i++) scales[c][i] /= scale;
        }
        return scales;
    }

    /**
     * Samples per second. Before version 0.913 the file has the rate that was asked for, and the clock of the converter
     * was divided by a whole number.
     */
    private double rate() {
        final double rate = header("AcquisitionSampleRate", "SampleRate")
                .map(Hdf5Value::number)
                .orElse(Double.NaN);
        if (!(rate > 0 && rate <= CLOCK_HZ))
            throw file.fault("the sampling rate in its header is " + rate + ", one of at most 100 MHz was expected");
        final Matcher version = Pattern.compile("(\\d+(\\.\\d+)?).*").matcher(version());
        final boolean isTrue = version.matches() && Double.parseDouble(version.group(1)) >= TRUE_RATE_VERSION;
        return isTrue ? rate : CLOCK_HZ / Math.floor(CLOCK_HZ / rate);
    }

    private String version() {
        return root.value("header/VersionString")
                .flatMap(Hdf5Value::text)
                .orElse("")
                .strip();
    }

    private Optional<LocalDateTime> start() {
        final double[] clock =
                root.value("header/ClockAtRunStart").map(Hdf5Value::numbers).orElse(new double[0]);
        if (clock.length < 6) return Optional.empty();
        try {
            return Optional.of(
                    LocalDateTime.of((int) clock[0], (int) clock[1], (int) clock[2], (int) clock[3], (int) clock[4])
                            .plusNanos(Math.round(clock[5] * 1e9)));
        } catch (final DateTimeException exc) {
            remarks.add("The start of the run is no date and time in the file.");
            return Optional.empty();
        }
    }
}
