package org.eibalance.report.recording;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;

/** The first sweep of a recording as a figure. */
final class FirstSweepFigure {

    /** Of longer sweeps only the first part is shown. */
    private static final int MAX_SAMPLES_SHOWN = 10_000_000;

    private static final double PANEL_MM = 40;

    private FirstSweepFigure() {}

    /**
     * The figure.
     *
     * @param recording open
     * @return a panel a channel; an empty one if there is none
     */
    static Figure of(final Recording recording) {
        final List<Figure.Row> rows = new ArrayList<>();
        for (final Channel channel : recording.channels()) rows.add(Figure.row(1, panel(recording, channel)));
        if (rows.isEmpty()) rows.add(Figure.row(1, Panel.of("", Axis.of("time (ms)"), Axis.of(""))));
        return Figure.stacked(
                recording.name() + ", first sweep", 12 + PANEL_MM * rows.size(), rows.toArray(Figure.Row[]::new));
    }

    private static Panel panel(final Recording recording, final Channel channel) {
        final long samples = recording.sweeps().isEmpty() ? 0 : recording.samples(channel.index(), 0);
        final double[] values = new double[(int) Math.min(samples, MAX_SAMPLES_SHOWN)];
        if (values.length > 0) recording.read(channel.index(), 0, 0, values);
        for (int i = 0; i < values.length; i++) values[i] *= channel.unit().toFieldUnit();
        final double[] timeMs = new double[values.length];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = i * 1000 / channel.sampleRateHz();
        return Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of(ChannelText.labelWithUnit(channel)),
                Series.line(channel.name(), timeMs, values, Role.RESULT));
    }
}
