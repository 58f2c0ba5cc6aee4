package org.eibalance.format;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.hdf5.Hdf5Dataset;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.format.hdf5.Hdf5Samples;
import org.eibalance.format.hdf5.Hdf5Trace;
import org.eibalance.format.hdf5.Hdf5Value;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;

/**
 * HDF5 as Stimfit writes it: a group for each channel, in it one for each section. It keeps no commands and no times of
 * sections, which are laid end to end; the clamp mode follows from the unit.
 */
final class StimfitReader {

    private static final int MAX_CHANNELS = 1000;

    private final Hdf5File file;
    private final Hdf5Object root;
    private final List<String> remarks = new ArrayList<>();

    StimfitReader(final Hdf5File file) {
        this.file = file;
        root = file.root();
    }

    /** A section of a channel. */
    private record Section(Hdf5Dataset data, double intervalS, Unit unit) {}

    Recording recording() {
        final List<String> names = new ArrayList<>();
        for (int c = 0; c < MAX_CHANNELS; c++) {
            final Optional<String> name = root.value("channels/ch" + c).flatMap(Hdf5Value::text);
            if (name.isEmpty()) break;
            names.add(name.get());
        }
        final List<List<Section>> sections = names.stream().map(this::sections).toList();
        final int sweepCount = sections.stream().mapToInt(List::size).max().orElse(0);
        if (sweepCount == 0) throw file.fault("it has no sections, those of a Stimfit file were expected");
        final Hdf5Trace[][] traces = new Hdf5Trace[names.size()][sweepCount];
        final List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            if (sections.get(c).isEmpty())
                throw file.fault("channel " + names.get(c) + " has no sections, " + sweepCount + " were expected");
            final Section first = sections.get(c).get(0);
            for (int k = 0; k < sections.get(c).size(); k++) {
                final Section section = sections.get(c).get(k);
                if (section.intervalS != first.intervalS || !section.unit.equals(first.unit))
                    throw file.fault("section " + k + " of channel " + names.get(c)
                            + " has another interval or unit than the first, the same was expected");
                traces[c][k] = Hdf5Trace.scaled(section.data, 1);
            }
            channels.add(new Channel(
                    c,
                    names.get(c).isEmpty() ? "ch" + c : names.get(c),
                    first.unit,
                    ClampMode.of(first.unit),
                    1 / first.intervalS,
                    Channel.NO_COMMAND));
        }
        final String comment =
                root.value("comment/comment").flatMap(Hdf5Value::text).orElse("");
        return new Recording(
                new RecordingHeader(
                        file.path().getFileName().toString(),
                        Optional.of(file.path()),
                        "Stimfit HDF5",
                        channels,
                        sweeps(channels, traces),
                        List.of(),
                        comment.isEmpty() ? List.of() : List.of(new Tag(0, comment)),
                        start(),
                        remarks),
                new Hdf5Samples(file, traces));
    }

    private static List<Sweep> sweeps(final List<Channel> channels, final Hdf5Trace[][] traces) {
        final List<Sweep> sweeps = new ArrayList<>();
        double start = 0;
        for (int k = 0; k < traces[0].length; k++) {
            final List<Long> samples = new ArrayList<>();
            double longest = 0;
            for (int c = 0; c < traces.length; c++) {
                samples.add(traces[c][k] == null ? 0 : traces[c][k].samples());
                longest = Math.max(longest, samples.get(c) / channels.get(c).sampleRateHz());
            }
            sweeps.add(new Sweep(k, start, samples));
            start += longest;
        }
        return sweeps;
    }

    private List<Section> sections(final String channel) {
        final Hdf5Object group = root.find("/" + channel)
                .orElseThrow(() -> file.fault("there is no group of the channel " + channel + ", which was expected"));
        final List<Section> sections = new ArrayList<>();
        for (final String name : group.names().stream()
                .filter(n -> n.startsWith("section_"))
                .sorted(java.util.Comparator.comparingInt(String::length).thenComparing(n -> n))
                .toList()) {
            final String place = channel + "/" + name;
            final Hdf5Dataset data = group.find(name + "/data")
                    .filter(Hdf5Object::isDataset)
                    .map(Hdf5Object::dataset)
                    .orElseThrow(() -> file.fault(place + " has no data, which were expected"));
            if (!data.isNumber() || data.sizes().length != 1)
                throw file.fault("the data of " + place + " are not numbers of one dimension, which were expected");
            final Optional<Hdf5Value> description = group.value(name + "/description");
            final double interval = description
                            .flatMap(d -> d.member("dt"))
                            .map(Hdf5Value::number)
                            .orElse(Double.NaN)
                    * seconds(description
                            .flatMap(d -> d.member("xunits"))
                            .flatMap(Hdf5Value::text)
                            .orElse("ms"));
            if (!(interval > 0 && interval < 1e9))
                throw file.fault(
                        "the sampling interval of " + place + " was expected in its description, in s, ms or us");
            sections.add(new Section(
                    data,
                    interval,
                    Unit.parse(description
                            .flatMap(d -> d.member("yunits"))
                            .flatMap(Hdf5Value::text)
                            .orElse(""))));
        }
        return sections;
    }

    private static double seconds(final String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "us", "\u00b5s", "\u03bcs" -> 1e-6;
            default -> Double.NaN;
        };
    }

    private Optional<LocalDateTime> start() {
        final Optional<Hdf5Value> description = root.value("description");
        final String date = description
                .flatMap(d -> d.member("date"))
                .flatMap(Hdf5Value::text)
                .orElse("");
        final String time = description
                .flatMap(d -> d.member("time"))
                .flatMap(Hdf5Value::text)
                .orElse("");
        try {
            return Optional.of(LocalDateTime.of(LocalDate.parse(date), LocalTime.parse(time)));
        } catch (final DateTimeException exc) {
            if (!date.isEmpty())
                remarks.add("The date of the file, '" + InputException.shortened(date + " " + time)
                        + "', is of no known form.");
            return Optional.empty();
        }
    }
}
