package org.eibalance.report.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.MinMaxPyramid;
import org.eibalance.signal.ParallelLoop;

/** A stretch of time of a recording: its traces and their measures. */
public final class StretchReport {

    private static final Role[] ROLES = {
        Role.INHIBITION, Role.EXCITATION, Role.CELL_A, Role.CELL_B, Role.REFERENCE, Role.CHANCE
    };
    private static final double PANEL_MM = 45;
    private static final double TITLE_MM = 12;

    private StretchReport() {}

    /**
     * The report.
     *
     * @param recording open
     * @param channels 0-based channels
     * @param sweeps 0-based sweeps
     * @param lanes whether each sweep has its own panel; otherwise all of a channel are in one
     * @param fromMs where the stretch begins, from the start of each sweep
     * @param toMs where it ends
     * @return the measures of {@link StretchMeasures}, and the traces
     * @throws org.eibalance.recording.InputException if the stretch is too long
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static Report of(
            final Recording recording,
            final List<Integer> channels,
            final List<Integer> sweeps,
            final boolean lanes,
            final double fromMs,
            final double toMs) {
        final Table measures = StretchMeasures.table(recording, channels, sweeps, fromMs, toMs);
        final List<String> sentences = new ArrayList<>(List.of(String.format(
                Locale.ROOT,
                "%s: %s, %s, %.1f to %.1f ms.",
                recording.name(),
                Counts.of(channels.size(), "channel"),
                Counts.of(sweeps.size(), "sweep"),
                fromMs,
                toMs)));
        sentences.addAll(recording.remarks());
        final List<Figure.Row> rows = new ArrayList<>();
        for (final int index : channels) {
            final String label = ChannelText.labelWithUnit(recording.channels().get(index));
            final List<Series> series = series(recording, index, sweeps, fromMs, toMs);
            if (!lanes) rows.add(Figure.row(1, panel(label, fromMs, toMs, series)));
            for (int k = 0; lanes && k < series.size(); k++)
                rows.add(
                        Figure.row(1, panel(label + ", sweep " + sweeps.get(k), fromMs, toMs, List.of(series.get(k)))));
        }
        if (rows.isEmpty()) rows.add(Figure.row(1, panel("", fromMs, toMs, List.of())));
        return Report.of(
                sentences,
                measures,
                Figure.stacked(recording.name(), TITLE_MM + PANEL_MM * rows.size(), rows.toArray(Figure.Row[]::new)));
    }

    private static List<Series> series(
            final Recording recording,
            final int channel,
            final List<Integer> sweeps,
            final double fromMs,
            final double toMs) {
        final double stepMs = 1000 / recording.channels().get(channel).sampleRateHz();
        final double scale = recording.channels().get(channel).unit().toFieldUnit();
        final List<Series> series = new ArrayList<>();
        for (final int sweep : sweeps) {
            final MinMaxPyramid trace = new MinMaxPyramid(
                    (from, into, offset, count) -> {
                        recording.read(channel, sweep, from, into, offset, count);
                        if (scale != 1) for (int i = offset; i < offset + count; i++) into[i] *= scale;
                    },
                    recording.samples(channel, sweep));
            trace.build(done -> ParallelLoop.checkCancelled());
            series.add(TraceSeries.of("sweep " + sweep, trace, fromMs, toMs, stepMs, ROLES[sweep % ROLES.length]));
        }
        return series;
    }

    private static Panel panel(final String label, final double fromMs, final double toMs, final List<Series> series) {
        return new Panel(
                "",
                Axis.of("time (ms)", fromMs, toMs),
                Axis.of(label),
                series,
                List.of(),
                List.of(),
                series.size() > 1 && series.size() <= ROLES.length);
    }
}
