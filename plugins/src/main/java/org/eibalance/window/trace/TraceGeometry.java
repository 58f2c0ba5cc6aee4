package org.eibalance.window.trace;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Recording;

/**
 * Where things are on the picture: a panel for each channel, below it a lower one for its command, and one time axis at
 * the bottom.
 *
 * @param panels from top to bottom
 * @param time the time that the width of the panels shows
 */
record TraceGeometry(List<Panel> panels, ShownTime time) {

    /** Share of the height of a channel that a command gets. */
    private static final double COMMAND_SHARE = 0.35;

    private static final int LEFT_LETTERS = 6;
    private static final int LEAST_HEIGHT = 10;

    /**
     * One pair of axes.
     *
     * @param channel 0-based channel
     * @param command whether it shows the channel's command
     * @param area between its axes, in pixels
     */
    record Panel(int channel, boolean command, Rectangle area) {

        /** The height of a value, within the whole panel. */
        double y(final ValueRange range, final double value) {
            return area.y + area.height * (range.high() - value) / (range.high() - range.low());
        }

        /** The value at a height. */
        double value(final ValueRange range, final double y) {
            return range.high() - (y - area.y) * (range.high() - range.low()) / area.height;
        }
    }

    /**
     * Computes the layout of a view.
     *
     * @param view what is shown
     * @param recording of what
     * @param width of the picture
     * @param height of the picture
     * @param letter height of a line of text
     */
    static TraceGeometry of(
            final TraceView view, final Recording recording, final int width, final int height, final int letter) {
        final List<Panel> kinds = new ArrayList<>();
        double shares = 0;
        for (final int channel : view.channels()) {
            kinds.add(new Panel(channel, false, null));
            shares++;
            if (!view.shows(Shown.COMMANDS) || recording.command(channel).isEmpty()) continue;
            kinds.add(new Panel(channel, true, null));
            shares += COMMAND_SHARE;
        }
        final int left = LEFT_LETTERS * letter;
        final int top = letter * 2;
        final int gap = letter / 2;
        final int bottom = letter * 3;
        final double free = height - top - bottom - gap * (kinds.size() - 1.0);
        final List<Panel> panels = new ArrayList<>();
        double y = top;
        for (final Panel kind : kinds) {
            final double tall = free * (kind.command() ? COMMAND_SHARE : 1) / shares;
            panels.add(new Panel(
                    kind.channel(),
                    kind.command(),
                    new Rectangle(
                            left,
                            (int) Math.round(y),
                            Math.max(LEAST_HEIGHT, width - left - 2 * letter),
                            Math.max(LEAST_HEIGHT, (int) Math.round(y + tall) - (int) Math.round(y)))));
            y += tall + gap;
        }
        return new TraceGeometry(List.copyOf(panels), view.time());
    }

    private Rectangle first() {
        return panels.get(0).area();
    }

    /** The horizontal place of a time. */
    double x(final double timeMs) {
        return first().x + (timeMs - time.fromMs()) / time.widthMs() * first().width;
    }

    /** The time at a horizontal place. */
    double timeMs(final double x) {
        return time.fromMs() + (x - first().x) / first().width * time.widthMs();
    }

    /** Time that a pixel stands for. */
    double msPerPixel() {
        return time.widthMs() / first().width;
    }

    /** The panel at a height, or the nearest one that shows a channel. */
    Optional<Panel> panelAt(final int y) {
        Panel nearest = null;
        int distance = Integer.MAX_VALUE;
        for (final Panel panel : panels) {
            if (panel.command()) continue;
            final int off = Math.max(0, Math.max(panel.area().y - y, y - panel.area().y - panel.area().height));
            if (off >= distance) continue;
            distance = off;
            nearest = panel;
        }
        return Optional.ofNullable(nearest);
    }
}
