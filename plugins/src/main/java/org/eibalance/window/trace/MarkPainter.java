package org.eibalance.window.trace;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Stroke;
import java.util.Locale;
import java.util.OptionalDouble;
import org.eibalance.annotation.Region;
import org.eibalance.command.recording.SweepLayout;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;

/** Draws what stands over the traces: regions, events, tags and cursors. */
final class MarkPainter {

    private static final int TRANSLUCENT = 50;
    private static final Stroke DASHES =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 3}, 0);

    private final TraceData data;
    private final Scene scene;
    private final Graphics2D graphics;
    private final TraceGeometry geometry;
    private final Palette palette;
    private final FontMetrics letters;

    MarkPainter(final TraceData data, final Scene scene, final Graphics2D graphics, final TraceGeometry geometry) {
        this.data = data;
        this.scene = scene;
        this.graphics = graphics;
        this.geometry = geometry;
        palette = scene.palette();
        letters = graphics.getFontMetrics();
    }

    private TraceView view() {
        return scene.view();
    }

    /** The regions of the sweeps that are drawn, behind the traces of a panel. */
    void regions(final Rectangle area) {
        if (!view().shows(Shown.REGIONS)) return;
        for (final Region region : scene.annotations().regions()) {
            if (!view().drawnSweeps().contains(region.sweep())) continue;
            final int from = clipped(geometry.x(region.fromMs()), area);
            final int to = clipped(geometry.x(region.toMs()), area);
            if (from == to) continue;
            final Color colour = palette.region();
            graphics.setPaint(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), TRANSLUCENT));
            graphics.fillRect(from, area.y, Math.max(1, to - from), area.height);
            graphics.setPaint(palette.text());
            graphics.drawString(
                    region.label() + (view().layout() == SweepLayout.SINGLE ? "" : " (sweep " + region.sweep() + ")"),
                    from + 2,
                    area.y + area.height - 4);
        }
    }

    private static int clipped(final double x, final Rectangle area) {
        return (int) Math.round(Math.max(area.x, Math.min(area.x + area.width, x)));
    }

    /** The events of a panel. Accepted: a filled triangle; rejected: a cross; without verdict: a ring. */
    void events(final TraceGeometry.Panel panel, final ValueRange range) {
        final int size = Math.max(3, letters.getHeight() / 3);
        for (int i = 0; i < scene.events().size(); i++) {
            final ShownEvent event = scene.events().get(i);
            if (event.channel() != panel.channel() || !view().drawnSweeps().contains(event.sweep())) continue;
            if (event.timeMs() < view().time().fromMs()
                    || event.timeMs() > view().time().toMs()) continue;
            final int x = (int) Math.round(geometry.x(event.timeMs()));
            final double value = data.valueAt(event.channel(), event.sweep(), event.timeMs());
            final int y = clippedY(Double.isNaN(value) ? panel.area().y : panel.y(range, value), panel.area());
            graphics.setPaint(palette.event());
            if (event.accepted().isEmpty()) graphics.drawOval(x - size, y - size, 2 * size, 2 * size);
            else if (event.accepted().get())
                graphics.fillPolygon(new int[] {x - size, x + size, x}, new int[] {y - 2 * size, y - 2 * size, y}, 3);
            else {
                graphics.drawLine(x - size, y - size, x + size, y + size);
                graphics.drawLine(x - size, y + size, x + size, y - size);
            }
            if (i == scene.selected()) {
                graphics.drawRect(x - 2 * size, y - 3 * size, 4 * size, 5 * size);
                final String text = "event " + i
                        + (event.accepted().isEmpty() ? "" : event.accepted().get() ? ", accepted" : ", rejected");
                graphics.drawString(text, x + 2 * size + 3, y);
            }
        }
    }

    private static int clippedY(final double y, final Rectangle area) {
        return (int) Math.round(Math.max(area.y, Math.min(area.y + area.height, y)));
    }

    /** Tags and cursors, across all panels. */
    void acrossPanels() {
        final Rectangle first = geometry.panels().get(0).area();
        final Rectangle last =
                geometry.panels().get(geometry.panels().size() - 1).area();
        final Stroke before = graphics.getStroke();
        graphics.setStroke(DASHES);
        if (view().shows(Shown.TAGS)) {
            for (final Tag tag : data.recording().tags()) tag(tag, first, last);
        }
        graphics.setStroke(before);
        cursor("A", view().cursorA(), first, last);
        cursor("B", view().cursorB(), first, last);
    }

    private void tag(final Tag tag, final Rectangle first, final Rectangle last) {
        for (final int sweep : view().drawnSweeps()) {
            final Sweep of = data.recording().sweeps().get(sweep);
            final double timeMs = (tag.timeS() - of.startS()) * 1000;
            final double lengthMs = view().channels().stream()
                    .mapToDouble(c -> data.recording().samples(c, sweep) * data.stepMs(c))
                    .max()
                    .orElse(0);
            if (timeMs < 0
                    || timeMs > lengthMs
                    || timeMs < geometry.time().fromMs()
                    || timeMs > geometry.time().toMs()) continue;
            final int x = (int) Math.round(geometry.x(timeMs));
            graphics.setPaint(palette.text());
            graphics.drawLine(x, first.y, x, last.y + last.height);
            graphics.drawString(tag.text().isEmpty() ? "tag" : tag.text(), x + 3, first.y - letters.getDescent());
        }
    }

    private void cursor(final String name, final OptionalDouble timeMs, final Rectangle first, final Rectangle last) {
        if (timeMs.isEmpty()) return;
        final double x = geometry.x(timeMs.getAsDouble());
        if (x < first.x || x > first.x + first.width) return;
        graphics.setPaint(palette.cursor());
        graphics.drawLine((int) Math.round(x), first.y, (int) Math.round(x), last.y + last.height);
        graphics.drawString(name.toUpperCase(Locale.ROOT), (int) Math.round(x) + 3, first.y + 2 * letters.getAscent());
    }
}
