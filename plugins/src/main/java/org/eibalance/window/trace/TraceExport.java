package org.eibalance.window.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.annotation.Region;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.report.recording.StretchMeasures;
import org.eibalance.report.recording.TraceSeries;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.Table;
import org.eibalance.signal.MinMaxPyramid;
import org.eibalance.signal.SweepAverage;

/** What is shown, for paper, spreadsheets and other programs. */
final class TraceExport {

    private static final double PANEL_MM = 45;
    private static final double TITLE_MM = 12;
    private static final int MAX_ROWS = 5_000_000;

    private final TraceData data;
    private final Scene scene;

    TraceExport(final TraceData data, final Scene scene) {
        this.data = data;
        this.scene = scene;
    }

    private TraceView view() {
        return scene.view();
    }

    /** A panel for each channel that is shown. */
    List<Panel> panels() {
        final List<Panel> panels = new ArrayList<>();
        for (final int index : view().channels()) {
            final Channel channel = data.recording().channels().get(index);
            final List<Series> series = new ArrayList<>();
            final Role[] roles = {
                Role.INHIBITION, Role.EXCITATION, Role.CELL_A, Role.CELL_B, Role.REFERENCE, Role.CHANCE
            };
            for (final int sweep : view().drawnSweeps()) {
                final boolean excluded = scene.annotations().excludedSweeps().contains(sweep);
                series.add(series(
                        "sweep " + sweep + (excluded ? " (excluded)" : ""),
                        built(index, sweep),
                        index,
                        excluded ? Role.NEUTRAL : roles[sweep % roles.length]));
            }
            if (view().shows(Shown.AVERAGE) && !scene.included().isEmpty()) series.add(mean(index));
            final ValueRange range = data.range(view(), index);
            final double scale = channel.unit().toFieldUnit();
            panels.add(new Panel(
                    "",
                    Axis.of("time (ms)", view().time().fromMs(), view().time().toMs()),
                    Axis.of(TracePainter.axisLabel(channel), range.low() * scale, range.high() * scale),
                    series,
                    List.of(),
                    marks(),
                    series.size() > 1 && series.size() <= roles.length));
        }
        return panels;
    }

    /** A figure is never drawn from a few samples of each column, as the screen may be. */
    private MinMaxPyramid built(final int channel, final int sweep) {
        final MinMaxPyramid shared = data.trace(channel, sweep);
        if (shared.isBuilt()) return shared;
        final MinMaxPyramid own = new MinMaxPyramid(
                (from, into, offset, count) -> data.recording().read(channel, sweep, from, into, offset, count),
                shared.length());
        own.build(done -> {});
        return own;
    }

    private Series mean(final int channel) {
        final double[] values =
                SweepAverage.of(data.recording(), channel, scene.included()).values();
        final MinMaxPyramid mean = new MinMaxPyramid(
                (from, into, offset, count) -> System.arraycopy(values, (int) from, into, offset, count),
                values.length);
        mean.build(done -> {});
        return series("mean", mean, channel, Role.RESULT);
    }

    /** In mV or pA, as the axis is. */
    private Series series(final String name, final MinMaxPyramid trace, final int channel, final Role role) {
        final double scale = data.recording().channels().get(channel).unit().toFieldUnit();
        final Series series = TraceSeries.of(
                name, trace, view().time().fromMs(), view().time().toMs(), data.stepMs(channel), role);
        return scale == 1
                ? series
                : new Series(
                        name,
                        series.x(),
                        Arrays.stream(series.y()).map(y -> y * scale).toArray(),
                        role,
                        series.style());
    }

    private List<Mark> marks() {
        final List<Mark> marks = new ArrayList<>();
        if (view().shows(Shown.REGIONS)) {
            for (final Region region : scene.annotations().regions()) {
                if (view().drawnSweeps().contains(region.sweep()))
                    marks.add(
                            new Mark(Mark.Direction.AT_X, region.fromMs(), region.toMs(), region.label(), Role.CHANCE));
            }
        }
        view().cursorA().ifPresent(a -> marks.add(Mark.atX(a, "A", Role.NEUTRAL)));
        view().cursorB().ifPresent(b -> marks.add(Mark.atX(b, "B", Role.NEUTRAL)));
        return marks;
    }

    /** The whole view as a figure. */
    Figure figure() {
        final List<Panel> panels = panels();
        return Figure.stacked(
                TracePainter.titleText(data, scene),
                TITLE_MM + PANEL_MM * panels.size(),
                panels.stream().map(panel -> Figure.row(1, panel)).toArray(Figure.Row[]::new));
    }

    byte[] svg() {
        return FigureRenderer.svg(figure());
    }

    byte[] png() {
        return FigureRenderer.png(figure());
    }

    /**
     * The samples that are shown, in the form of text that this program reads again: {@code sweep,time_ms} and a column
     * for each channel, in mV or pA where its unit is one of these.
     *
     * @throws InputException if channels of different sampling rates are shown, or more samples than fit into a
     *     spreadsheet
     */
    Table table() {
        final Recording recording = data.recording();
        final List<Channel> channels =
                view().channels().stream().map(recording.channels()::get).toList();
        if (channels.stream().mapToDouble(Channel::sampleRateHz).distinct().count() > 1)
            throw new InputException(
                    "The shown channels have different sampling rates: show channels of one rate to copy their "
                            + "samples.");
        final double stepMs = data.stepMs(channels.get(0).index());
        final List<String> columns = new ArrayList<>(List.of("sweep", "time_ms"));
        for (final Channel channel : channels) columns.add(column(channel));
        final List<double[][]> parts = new ArrayList<>();
        int rows = 0;
        for (final int sweep : view().drawnSweeps()) {
            final double[][] part = new double[channels.size()][];
            for (int c = 0; c < part.length; c++)
                part[c] = StretchMeasures.samples(
                        recording,
                        channels.get(c).index(),
                        sweep,
                        view().time().fromMs(),
                        view().time().toMs());
            parts.add(part);
            if (rows + (long) part[0].length > MAX_ROWS)
                throw new InputException("More than " + MAX_ROWS
                        + " samples are shown: show fewer sweeps or a shorter stretch to copy them.");
            rows += part[0].length;
        }
        final double[][] values = new double[columns.size()][rows];
        int row = 0;
        for (int s = 0; s < parts.size(); s++) {
            final long first = TraceSeries.first(view().time().fromMs(), stepMs);
            for (int i = 0; i < parts.get(s)[0].length; i++, row++) {
                values[0][row] = view().drawnSweeps().get(s);
                values[1][row] = (first + i) * stepMs;
                for (int c = 0; c < channels.size(); c++)
                    values[2 + c][row] =
                            parts.get(s)[c][i] * channels.get(c).unit().toFieldUnit();
            }
        }
        return Table.ofNumbers(columns, values);
    }

    private static String column(final Channel channel) {
        final String name = channel.index() + "_"
                + channel.name().replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(Locale.ROOT);
        return name
                + (channel.unit().quantity() == Quantity.VOLTAGE
                        ? "_mv"
                        : channel.unit().quantity() == Quantity.CURRENT ? "_pa" : "");
    }

    byte[] csv() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CsvWriter.write(table(), bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
