package org.eibalance.window.result;

import ij.gui.Plot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;

/** One panel of a figure as a plot of ImageJ, whose Data and More buttons list every value. */
public final class PanelPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    /** Number of rectangles that fill a band. */
    private static final int SLICES = 400;

    private static final int LIGHT = 200;

    private final Panel panel;

    private PanelPlot(final Panel panel) {
        this.panel = panel;
    }

    /**
     * Makes the plot.
     *
     * @param panel the panel
     * @param title of its window
     * @return the plot, not shown yet
     */
    public static Plot of(final Panel panel, final String title) {
        return new PanelPlot(panel).plot(title);
    }

    private Plot plot(final String title) {
        final Plot plot = new Plot(title, panel.x().label(), panel.y().label());
        plot.setSize(WIDTH, HEIGHT);
        for (final Band band : panel.bands()) add(plot, band);
        for (final Series series : panel.series()) add(plot, series);
        plot.setLimitsToFit(false);
        final double[] limits = plot.getLimits();
        limit(limits, 0, panel.x());
        limit(limits, 2, panel.y());
        for (final Mark mark : panel.marks()) add(plot, mark, limits);
        plot.setLimits(limits[0], limits[1], limits[2], limits[3]);
        if (panel.x().logarithmic()) plot.setLogScaleX();
        if (panel.y().logarithmic()) plot.setLogScaleY();
        if (panel.legend()) plot.setLegend(legend(), Plot.AUTO_POSITION);
        return plot;
    }

    private static void limit(final double[] limits, final int at, final Axis axis) {
        if (!Double.isNaN(axis.low())) limits[at] = axis.low();
        if (!Double.isNaN(axis.high())) limits[at + 1] = axis.high();
    }

    private static Color colour(final Role role) {
        return new Color(role.rgb());
    }

    /** A lighter shade, because plots of ImageJ have no transparency. */
    private static Color light(final Role role) {
        final Color full = colour(role);
        return new Color(lighter(full.getRed()), lighter(full.getGreen()), lighter(full.getBlue()));
    }

    private static int lighter(final int part) {
        return part + (255 - part) * LIGHT / 255;
    }

    private static void add(final Plot plot, final Band band) {
        final List<float[]> slices = new ArrayList<>();
        final int n = band.x().length;
        final int step = Math.max(1, n / SLICES);
        for (int i = 0; i + step < n; i += step) {
            slices.add(new float[] {
                (float) band.x()[i], (float) band.low()[i], (float) band.x()[i + step], (float) band.high()[i]
            });
        }
        plot.setColor(light(band.role()), light(band.role()));
        plot.setLineWidth(1);
        plot.drawShapes("rectangles", new ArrayList<>(slices));
        plot.setColor(colour(band.role()));
        plot.addPoints(band.x(), band.low(), Plot.LINE);
        plot.addPoints(band.x(), band.high(), Plot.LINE);
    }

    private static void add(final Plot plot, final Series series) {
        plot.setColor(colour(series.role()), colour(series.role()));
        plot.setLineWidth(1);
        final int shape = switch (series.style()) {
            case LINE, DASHED -> Plot.LINE;
            case POINTS -> Plot.CIRCLE;
            case BARS -> Plot.SEPARATED_BAR;
        };
        plot.addPoints(series.x(), series.y(), shape);
    }

    private static void add(final Plot plot, final Mark mark, final double[] limits) {
        plot.setColor(colour(mark.role()));
        for (final double at :
                mark.from() == mark.to() ? new double[] {mark.from()} : new double[] {mark.from(), mark.to()}) {
            if (mark.direction() == Mark.Direction.AT_X) plot.drawDottedLine(at, limits[2], at, limits[3], 4);
            else plot.drawDottedLine(limits[0], at, limits[1], at, 4);
        }
        if (mark.label().isEmpty()) return;
        final double across = (mark.to() - limits[0]) / (limits[1] - limits[0]);
        plot.setColor(Color.BLACK);
        if (mark.direction() == Mark.Direction.AT_X) plot.addLabel(across + 0.01, 0.07, mark.label());
        else plot.addLabel(0.02, 1 - (mark.to() - limits[2]) / (limits[3] - limits[2]) - 0.01, mark.label());
    }

    /** One line for each series, in the order of adding; a band is two curves. */
    private String legend() {
        final StringBuilder names = new StringBuilder();
        for (final Band band : panel.bands())
            names.append(band.name()).append(", low\n").append(band.name()).append(", high\n");
        for (final Series series : panel.series()) names.append(series.name()).append('\n');
        return names.toString();
    }
}
