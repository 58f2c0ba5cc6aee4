package org.eibalance.window.trace;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.command.recording.SweepLayout;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.eibalance.signal.MinMaxPyramid;

/** Draws a scene. Used by one thread at a time. */
final class TracePainter {

    private static final int PIXELS_A_TICK = 90;
    private static final int LETTERS_A_TICK = 3;
    private static final Stroke STRONG = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private final TraceData data;
    private final Scene scene;
    private final Graphics2D graphics;
    private final TraceGeometry geometry;
    private final Palette palette;
    private final FontMetrics letters;
    private final MarkPainter marks;

    private TracePainter(
            final TraceData data, final Scene scene, final Graphics2D graphics, final int width, final int height) {
        this.data = data;
        this.scene = scene;
        this.graphics = graphics;
        palette = scene.palette();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(font(scene));
        letters = graphics.getFontMetrics();
        geometry = TraceGeometry.of(scene.view(), data.recording(), width, height, letters.getHeight());
        marks = new MarkPainter(data, scene, graphics, geometry);
        graphics.setPaint(palette.ground());
        graphics.fillRect(0, 0, width, height);
    }

    private static Font font(final Scene scene) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(scene.fontSize());
    }

    /**
     * Draws a scene.
     *
     * @param data the traces
     * @param scene what to show of them
     * @param graphics where
     * @param width of the picture
     * @param height of the picture
     * @return where things lie
     */
    static TraceGeometry paint(
            final TraceData data, final Scene scene, final Graphics2D graphics, final int width, final int height) {
        final TracePainter painter = new TracePainter(data, scene, graphics, width, height);
        painter.title();
        painter.timeAxis();
        painter.geometry.panels().forEach(painter::panel);
        painter.marks.acrossPanels();
        return painter.geometry;
    }

    private TraceView view() {
        return scene.view();
    }

    private void title() {
        graphics.setPaint(palette.text());
        graphics.drawString(
                titleText(data, scene),
                geometry.panels().get(0).area().x,
                letters.getAscent() + letters.getHeight() / 4);
    }

    /** What is shown, in words. */
    static String titleText(final TraceData data, final Scene scene) {
        final TraceView view = scene.view();
        final int count = data.recording().sweeps().size();
        final StringBuilder text = new StringBuilder(data.recording().name());
        if (count == 0) return text.append(", no sweep").toString();
        text.append(", sweep ").append(view.sweep()).append(" of 0 to ").append(count - 1);
        if (scene.annotations().excludedSweeps().contains(view.sweep())) text.append(" (excluded)");
        if (view.layout() == SweepLayout.SINGLE) return text.toString();
        text.append("; ")
                .append(view.sweeps().size())
                .append(view.sweeps().size() == 1 ? " sweep " : " sweeps ")
                .append(view.layout().label());
        final String excluded = view.sweeps().stream()
                .filter(scene.annotations().excludedSweeps()::contains)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!excluded.isEmpty()) text.append("; excluded, in grey: ").append(excluded);
        return text.toString();
    }

    private void timeAxis() {
        final Rectangle last =
                geometry.panels().get(geometry.panels().size() - 1).area();
        final ShownTime time = view().time();
        final Ticks ticks = Ticks.of(time.fromMs(), time.toMs(), last.width / PIXELS_A_TICK);
        final int bottom = last.y + last.height;
        for (final double tick : ticks.values()) {
            final int x = (int) Math.round(geometry.x(tick));
            graphics.setPaint(palette.grid());
            graphics.drawLine(x, geometry.panels().get(0).area().y, x, bottom);
            graphics.setPaint(palette.text());
            graphics.drawLine(x, bottom, x, bottom + 4);
            final String text = ticks.text(tick);
            graphics.drawString(text, x - letters.stringWidth(text) / 2, bottom + 5 + letters.getAscent());
        }
        final String label = "time (ms)";
        graphics.drawString(
                label,
                last.x + (last.width - letters.stringWidth(label)) / 2,
                bottom + 5 + letters.getAscent() + letters.getHeight());
    }

    private void panel(final TraceGeometry.Panel panel) {
        final Rectangle area = panel.area();
        final ValueRange range = panel.command() ? commandRange(panel.channel()) : data.range(view(), panel.channel());
        final boolean lanes = view().layout() == SweepLayout.STACKED && !panel.command();
        final List<Integer> sweeps = view().drawnSweeps();
        if (!lanes || sweeps.size() == 1) valueAxis(panel, range);
        label(panel);
        final Shape clip = graphics.getClip();
        graphics.clipRect(area.x, area.y, area.width + 1, area.height + 1);
        marks.regions(area);
        for (int i = 0; i < sweeps.size(); i++) {
            final int top = lanes ? area.y + area.height * i / sweeps.size() : area.y;
            sweep(
                    panel,
                    sweeps.get(i),
                    new Lane(top, lanes ? Math.max(1, area.height / sweeps.size()) : area.height, range),
                    lanes);
        }
        // The keys act on this sweep, therefore it is drawn stronger.
        if (!lanes && sweeps.size() > 1 && sweeps.contains(view().sweep())) {
            final Stroke before = graphics.getStroke();
            graphics.setStroke(STRONG);
            sweep(panel, view().sweep(), new Lane(area.y, area.height, range), false);
            graphics.setStroke(before);
        }
        if (view().shows(Shown.AVERAGE) && !panel.command() && !lanes) mean(panel, range);
        if (view().shows(Shown.EVENTS) && !panel.command() && !lanes) marks.events(panel, range);
        graphics.setClip(clip);
    }

    private void sweep(final TraceGeometry.Panel panel, final int sweep, final Lane lane, final boolean named) {
        final boolean excluded = scene.annotations().excludedSweeps().contains(sweep);
        final Optional<MinMaxPyramid> trace = panel.command()
                ? data.command(panel.channel(), sweep)
                : Optional.of(data.trace(panel.channel(), sweep));
        graphics.setPaint(excluded ? palette.faint() : palette.trace(sweep));
        trace.ifPresent(t -> draw(t, panel.channel(), panel.area(), lane));
        if (!named || lane.height() < letters.getHeight()) return;
        graphics.setPaint(palette.text());
        graphics.drawString(
                sweep + (excluded ? " (excluded)" : "") + (sweep == view().sweep() ? " \u25C0" : ""),
                panel.area().x + 3,
                lane.top() + letters.getAscent());
    }

    /** Part of a panel in which a sweep is drawn. */
    private record Lane(int top, int height, ValueRange range) {

        int y(final double value) {
            final double y = top + height * (range.high() - value) / (range.high() - range.low());
            // Java2D computes with 16 bits in some places
            return (int) Math.round(Math.max(-10_000, Math.min(10_000, y)));
        }
    }

    private ValueRange commandRange(final int channel) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final int sweep : view().drawnSweeps()) {
            final double[] extent = data.command(channel, sweep).orElseThrow().extent();
            min = Math.min(min, extent[0]);
            max = Math.max(max, extent[1]);
        }
        return ValueRange.around(min, max);
    }

    private void mean(final TraceGeometry.Panel panel, final ValueRange range) {
        final List<Integer> sweeps = view().sweeps().stream()
                .filter(s -> !scene.annotations().excludedSweeps().contains(s))
                .toList();
        final Optional<MinMaxPyramid> mean = data.mean(panel.channel(), sweeps);
        final Rectangle area = panel.area();
        graphics.setPaint(palette.mean());
        final Stroke before = graphics.getStroke();
        graphics.setStroke(STRONG);
        mean.ifPresent(m -> draw(m, panel.channel(), area, new Lane(area.y, area.height, range)));
        graphics.setStroke(before);
        final String text = mean.isPresent() ? "mean of " + sweeps.size() : "mean: being computed";
        graphics.drawString(text, area.x + area.width - letters.stringWidth(text) - 4, area.y + letters.getAscent());
    }

    private void draw(final MinMaxPyramid trace, final int channel, final Rectangle area, final Lane lane) {
        final double stepMs = data.stepMs(channel);
        final ShownTime time = view().time();
        final double samplesAPixel = time.widthMs() / area.width / stepMs;
        if (samplesAPixel < 1) line(trace, stepMs, lane);
        else columns(trace, time.fromMs() / stepMs, samplesAPixel, area, lane);
    }

    /** Samples far apart, joined by a line. */
    private void line(final MinMaxPyramid trace, final double stepMs, final Lane lane) {
        final long first = Math.max(0, (long) Math.floor(view().time().fromMs() / stepMs));
        final long last =
                Math.min(trace.length() - 1, (long) Math.ceil(view().time().toMs() / stepMs));
        if (first > last) return;
        final double[] values = new double[(int) (last - first + 1)];
        trace.columns(first, 1, values, new double[values.length]);
        final int[] x = new int[values.length];
        final int[] y = new int[values.length];
        int points = 0;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                graphics.drawPolyline(x, y, points);
                points = 0;
                continue;
            }
            x[points] = (int) Math.round(geometry.x((first + i) * stepMs));
            y[points++] = lane.y(values[i]);
        }
        graphics.drawPolyline(x, y, points);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    }

    /** Several samples on a pixel: a line from the minimum to the maximum of each column, then to the next column. */
    private void columns(
            final MinMaxPyramid trace, final double from, final double step, final Rectangle area, final Lane lane) {
        final double[] minima = new double[area.width];
        final double[] maxima = new double[area.width];
        trace.columns(from, step, minima, maxima);
        final int[] x = new int[2 * area.width];
        final int[] y = new int[2 * area.width];
        int points = 0;
        for (int column = 0; column < area.width; column++) {
            if (Double.isNaN(minima[column])) {
                graphics.drawPolyline(x, y, points);
                points = 0;
                continue;
            }
            x[points] = x[points + 1] = area.x + column;
            final boolean rising = column % 2 == 0;
            y[points] = lane.y(rising ? minima[column] : maxima[column]);
            y[points + 1] = lane.y(rising ? maxima[column] : minima[column]);
            points += 2;
        }
        graphics.drawPolyline(x, y, points);
    }

    private void valueAxis(final TraceGeometry.Panel panel, final ValueRange range) {
        final Rectangle area = panel.area();
        final double scale = unit(panel).toFieldUnit();
        final Ticks ticks = Ticks.of(
                range.low() * scale,
                range.high() * scale,
                Math.max(1, area.height / (LETTERS_A_TICK * letters.getHeight())));
        for (final double tick : ticks.values()) {
            final int y = (int) Math.round(panel.y(range, tick / scale));
            graphics.setPaint(palette.grid());
            graphics.drawLine(area.x, y, area.x + area.width, y);
            graphics.setPaint(palette.text());
            final String text = ticks.text(tick);
            graphics.drawString(text, area.x - 6 - letters.stringWidth(text), y + letters.getAscent() / 2);
        }
        graphics.drawLine(area.x, area.y, area.x, area.y + area.height);
    }

    private void label(final TraceGeometry.Panel panel) {
        final Rectangle area = panel.area();
        final String text = panel.command()
                ? "command (" + unit(panel).field().symbol() + ")"
                : axisLabel(data.recording().channels().get(panel.channel()));
        final AffineTransform before = graphics.getTransform();
        graphics.setPaint(palette.text());
        graphics.translate(letters.getAscent() + 2, area.y + area.height / 2 + letters.stringWidth(text) / 2);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(text, 0, 0);
        graphics.setTransform(before);
    }

    static String axisLabel(final Channel channel) {
        return channel.name() + " (" + channel.unit().field().label() + ")";
    }

    private Unit unit(final TraceGeometry.Panel panel) {
        final Recording recording = data.recording();
        return panel.command()
                ? recording.command(panel.channel()).orElseThrow().unit()
                : recording.channels().get(panel.channel()).unit();
    }
}
