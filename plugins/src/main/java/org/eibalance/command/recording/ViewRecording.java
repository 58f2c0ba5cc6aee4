package org.eibalance.command.recording;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.command.SweepList;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.MinMaxPyramid;
import org.eibalance.signal.ParallelLoop;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows traces. Without a display it writes their picture and the measures of the stretch. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>View Recording...",
        headless = true,
        description = "Shows a recording: sweeps, commands, tags, cursors, regions and events. Writes a picture "
                + "of a stretch and its measures.")
public final class ViewRecording extends EiCommand {

    private static final Choice<SweepLayout> LAYOUT = Choice.of("layout", SweepLayout.class, SweepLayout::label);

    private static final String ALL = "all";
    private static final Role[] ROLES = {
        Role.INHIBITION, Role.EXCITATION, Role.CELL_A, Role.CELL_B, Role.REFERENCE, Role.CHANCE
    };
    private static final double PANEL_MM = 45;
    private static final double TITLE_MM = 12;

    @Parameter(label = "Recording", persist = false, description = "The recording to look at.")
    private File recording;

    @Parameter(
            label = "Channels",
            persist = false,
            description = "Names or 0-based indices of the channels to show, joined by semicolons; or all.")
    private String channels = ALL;

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to show, counted from 0, such as 0-4,7; or all.")
    private String sweeps = ALL;

    @Parameter(
            label = "Layout of the sweeps",
            choices = {"overlaid", "stacked", "one by one"},
            persist = false,
            description = "overlaid: all in one pair of axes. stacked: each in its own lane. one by one: only "
                    + "the first.")
    private String layout = "overlaid";

    @Parameter(
            label = "Start of the window (ms)",
            min = "0",
            max = "1e9",
            persist = false,
            description = "Start of the shown and measured stretch in each sweep.")
    private double start_ms = 0;

    @Parameter(
            label = "End of the window (ms)",
            min = "0",
            max = "1e9",
            persist = false,
            description = "End of the shown and measured stretch in each sweep; 0 for the end of the sweep.")
    private double end_ms = 0;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        try (Recording opened = Formats.open(path)) {
            final List<Integer> chosenChannels = channels(opened);
            final List<Integer> named = sweeps(opened, path, sweeps);
            final List<Integer> chosenSweeps = named.isEmpty()
                    ? IntStream.range(0, opened.sweeps().size()).boxed().toList()
                    : named;
            for (final int sweep : chosenSweeps) {
                if (sweep >= opened.sweeps().size())
                    throw new InputException(opened.name() + " has no sweep " + sweep + ": its sweeps are 0 to "
                            + (opened.sweeps().size() - 1) + ".");
            }
            final double end = end_ms == 0 ? lengthMs(opened) : end_ms;
            if (!(start_ms < end))
                throw new InputException("start_ms is " + start_ms + ": it must be before the end, " + end + " ms.");
            final List<Integer> shown = layout() == SweepLayout.SINGLE && !chosenSweeps.isEmpty()
                    ? chosenSweeps.subList(0, 1)
                    : chosenSweeps;
            final Table measures = StretchMeasures.table(opened, chosenChannels, shown, start_ms, end);
            final List<String> sentences = new ArrayList<>(List.of(String.format(
                    Locale.ROOT,
                    "%s: %s, %s, %.1f to %.1f ms.",
                    opened.name(),
                    Counts.of(chosenChannels.size(), "channel"),
                    Counts.of(shown.size(), "sweep"),
                    start_ms,
                    end)));
            sentences.addAll(opened.remarks());
            return Report.of(sentences, measures, figure(opened, chosenChannels, shown, end))
                    .from(List.of(path));
        }
    }

    private List<Integer> channels(final Recording opened) {
        if (channels.strip().equals(ALL))
            return IntStream.range(0, opened.channels().size()).boxed().toList();
        return Arrays.stream(channels.split(";"))
                .map(String::strip)
                .map(name -> opened.channel(name).index())
                .distinct()
                .sorted()
                .toList();
    }

    private static double lengthMs(final Recording opened) {
        double longest = 0;
        for (final Channel channel : opened.channels()) {
            for (int sweep = 0; sweep < opened.sweeps().size(); sweep++)
                longest = Math.max(longest, opened.samples(channel.index(), sweep) * 1000 / channel.sampleRateHz());
        }
        return longest;
    }

    private Figure figure(
            final Recording opened, final List<Integer> chosenChannels, final List<Integer> shown, final double endMs) {
        final List<Figure.Row> rows = new ArrayList<>();
        final boolean lanes = layout() == SweepLayout.STACKED;
        for (final int index : chosenChannels) {
            final Channel channel = opened.channels().get(index);
            final String label = channel.name() + " (" + channel.unit().field().label() + ")";
            final double scale = channel.unit().toFieldUnit();
            final List<Series> series = new ArrayList<>();
            for (final int sweep : shown) {
                final MinMaxPyramid trace = new MinMaxPyramid(
                        (from, into, offset, count) -> {
                            opened.read(index, sweep, from, into, offset, count);
                            if (scale != 1) for (int i = offset; i < offset + count; i++) into[i] *= scale;
                        },
                        opened.samples(index, sweep));
                trace.build(done -> ParallelLoop.checkCancelled());
                series.add(TraceSeries.of(
                        "sweep " + sweep,
                        trace,
                        start_ms,
                        endMs,
                        1000 / channel.sampleRateHz(),
                        ROLES[sweep % ROLES.length]));
                if (lanes)
                    rows.add(Figure.row(
                            1,
                            panel(
                                    label + ", sweep " + sweep,
                                    endMs,
                                    series.subList(series.size() - 1, series.size()))));
            }
            if (!lanes) rows.add(Figure.row(1, panel(label, endMs, series)));
        }
        if (rows.isEmpty()) rows.add(Figure.row(1, panel("", endMs, List.of())));
        return Figure.stacked(opened.name(), TITLE_MM + PANEL_MM * rows.size(), rows.toArray(Figure.Row[]::new));
    }

    private Panel panel(final String label, final double endMs, final List<Series> series) {
        return new Panel(
                "",
                Axis.of("time (ms)", start_ms, endMs),
                Axis.of(label),
                series,
                List.of(),
                List.of(),
                series.size() > 1 && series.size() <= ROLES.length);
    }

    /** The file to look at. */
    public Path path() {
        return RecordingPaths.one(recording);
    }

    /** The sweeps to show; empty for all. */
    public List<Integer> shownSweeps() {
        return SweepList.parse(sweeps);
    }

    /** Names or indices of the channels to show; empty for all. */
    public List<String> shownChannels() {
        return channels.strip().equals(ALL)
                ? List.of()
                : Arrays.stream(channels.split(";")).map(String::strip).toList();
    }

    /** How the sweeps are arranged. */
    public SweepLayout layout() {
        return LAYOUT.parse(layout);
    }

    /** Where the shown stretch begins. */
    public double startMs() {
        return start_ms;
    }

    /** Where the shown stretch ends; 0 for the end of the sweep. */
    public double endMs() {
        return end_ms;
    }
}
