package org.eibalance.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** One panel as a JFreeChart, in points of 1/72 inch. */
final class PanelChart {

    private static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 8);
    private static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 7);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 8);
    private static final Stroke AXIS = new BasicStroke(0.6f);
    private static final float LINE_WIDTH = 0.9f;
    private static final float TRACE_WIDTH = 0.5f;
    private static final int DENSE = 1500;
    private static final double DOT = 3;
    /** Of more dots than these, smaller ones, so that they stay apart. */
    private static final int MANY_DOTS = 150;

    private static final double SMALL_DOT = 1.5;
    /** Share of the y axis above the data where labels of marks stand. */
    private static final double ROOM_FOR_LABELS = 0.12;

    /** Room for tick labels and axis label, the same in all panels so that they stand flush. */
    private static final double LEFT = 42;

    private static final double BOTTOM = 28;
    /** Half of the last tick label stands out to the right. */
    private static final double RIGHT = 14;
    /** A mark's label stands right of it up to this share of the width, left of it beyond. */
    private static final double LABEL_RIGHT_UP_TO = 0.65;

    private final Panel panel;
    private final XYPlot plot = new XYPlot();

    private PanelChart(final Panel panel) {
        this.panel = panel;
    }

    /**
     * Makes the chart.
     *
     * @param panel what it shows
     * @param columns pixels that its width has on the finest medium, for thinning
     */
    static JFreeChart of(final Panel panel, final int columns) {
        return new PanelChart(panel).chart(columns);
    }

    private JFreeChart chart(final int columns) {
        final boolean bars = panel.series().stream().anyMatch(s -> s.style() == Series.Style.BARS);
        final ValueAxis domain = axis(panel.x(), false);
        // Room between the numbers, so that there are fewer of them.
        domain.setTickLabelInsets(new RectangleInsets(2, 10, 2, 10));
        plot.setDomainAxis(domain);
        plot.setRangeAxis(axis(panel.y(), bars));
        if (panel.marks().stream()
                .anyMatch(
                        m -> m.direction() == Mark.Direction.AT_X && !m.label().isEmpty())) {
            plot.getRangeAxis().setUpperMargin(ROOM_FOR_LABELS);
        }
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(2, 2, 2, RIGHT));
        plot.setFixedRangeAxisSpace(space(LEFT, 0));
        plot.setFixedDomainAxisSpace(space(0, BOTTOM));
        plot.setNoDataMessage("no data");
        plot.setNoDataMessageFont(LABELS);
        int index = 0;
        for (final Band band : panel.bands()) addBand(index++, Envelope.of(band, columns, panel.x()));
        for (final Series series : panel.series()) addSeries(index++, series, columns);
        // Bands lie below everything that is drawn after them.
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        for (final Mark mark : panel.marks()) addMark(mark);
        final JFreeChart chart = new JFreeChart(panel.title().isEmpty() ? null : panel.title(), TITLE, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        if (panel.legend()) chart.addSubtitle(legend());
        if (chart.getTitle() != null) {
            chart.getTitle().setPadding(2, LEFT, 1, 0);
            chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        }
        return chart;
    }

    private static AxisSpace space(final double left, final double bottom) {
        final AxisSpace space = new AxisSpace();
        space.setLeft(left);
        space.setBottom(bottom);
        return space;
    }

    private static ValueAxis axis(final Axis axis, final boolean bars) {
        final ValueAxis chosen = axis.logarithmic() ? logarithmic(axis.label()) : linear(axis.label(), bars);
        chosen.setLabelFont(LABELS);
        chosen.setTickLabelFont(TICKS);
        chosen.setAxisLineStroke(AXIS);
        chosen.setTickMarkStroke(AXIS);
        chosen.setAxisLinePaint(Color.BLACK);
        chosen.setTickMarkPaint(Color.BLACK);
        chosen.setLabelPaint(Color.BLACK);
        chosen.setTickLabelPaint(Color.BLACK);
        chosen.setLowerMargin(0.02);
        chosen.setUpperMargin(0.02);
        if (axis.isFixed()) chosen.setRange(axis.low(), axis.high());
        return chosen;
    }

    private static ValueAxis linear(final String label, final boolean bars) {
        final LinearAxis axis = new LinearAxis(label) {

            @Override
            protected AxisState drawLabel(
                    final String text,
                    final Graphics2D graphics,
                    final Rectangle2D plotArea,
                    final Rectangle2D dataArea,
                    final RectangleEdge edge,
                    final AxisState state) {
                if (edge != RectangleEdge.LEFT) return super.drawLabel(text, graphics, plotArea, dataArea, edge, state);
                return drawUpright(text, graphics, plotArea, dataArea, state);
            }
        };
        axis.setAutoRangeIncludesZero(bars);
        return axis;
    }

    private static ValueAxis logarithmic(final String label) {
        return new DecadeAxis(label) {

            @Override
            protected AxisState drawLabel(
                    final String text,
                    final Graphics2D graphics,
                    final Rectangle2D plotArea,
                    final Rectangle2D dataArea,
                    final RectangleEdge edge,
                    final AxisState state) {
                if (edge != RectangleEdge.LEFT) return super.drawLabel(text, graphics, plotArea, dataArea, edge, state);
                return drawUpright(text, graphics, plotArea, dataArea, state);
            }
        };
    }

    /**
     * Draws the label of a vertical axis flush left, as text; JFreeChart itself draws the outlines of the letters,
     * which no program can edit or search.
     */
    private static AxisState drawUpright(
            final String text,
            final Graphics2D graphics,
            final Rectangle2D plotArea,
            final Rectangle2D dataArea,
            final AxisState state) {
        if (text == null || text.isEmpty()) return state;
        graphics.setFont(LABELS);
        graphics.setPaint(Color.BLACK);
        final double length =
                graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        final AffineTransform before = graphics.getTransform();
        graphics.translate(plotArea.getMinX() + LABELS.getSize2D(), dataArea.getCenterY() + length / 2);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(text, 0f, 0f);
        graphics.setTransform(before);
        return state;
    }

    private void addBand(final int index, final Band band) {
        // One series between two gaps: the renderer would fill a gap.
        final YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        YIntervalSeries values = new YIntervalSeries(band.name());
        for (int i = 0; i < band.x().length; i++) {
            if (Double.isNaN(band.low()[i]) || Double.isNaN(band.high()[i])) {
                if (values.isEmpty()) continue;
                data.addSeries(values);
                values = new YIntervalSeries(band.name());
            } else values.add(band.x()[i], (band.low()[i] + band.high()[i]) / 2, band.low()[i], band.high()[i]);
        }
        data.addSeries(values);
        final DeviationRenderer renderer = new DeviationRenderer(false, false) {

            /** Without lines and shapes of its own the band would have no sign in the legend. */
            @Override
            public LegendItem getLegendItem(final int dataset, final int series) {
                if (series > 0) return null; // the same band, after a gap
                return new LegendItem(
                        band.name(),
                        null,
                        null,
                        null,
                        new Rectangle2D.Double(-6, -3, 12, 6),
                        band.role().translucent());
            }
        };
        renderer.setDefaultFillPaint(band.role().translucent());
        renderer.setAlpha(1f);
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }

    private void addSeries(final int index, final Series series, final int columns) {
        final boolean line = series.style() == Series.Style.LINE || series.style() == Series.Style.DASHED;
        final Series drawn = line ? Envelope.of(series, columns, panel.x()) : series;
        final DefaultXYDataset data = new DefaultXYDataset();
        data.addSeries(series.name(), new double[][] {drawn.x(), drawn.y()});
        if (series.style() == Series.Style.BARS) {
            final double width = drawn.x().length > 1 ? drawn.x()[1] - drawn.x()[0] : 1;
            plot.setDataset(index, new XYBarDataset(data, width));
            plot.setRenderer(index, bars(series));
            return;
        }
        plot.setDataset(index, data);
        plot.setRenderer(index, linesOrDots(series, drawn.x().length));
    }

    private static XYItemRenderer bars(final Series series) {
        final XYBarRenderer renderer = new XYBarRenderer(0.05);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setSeriesPaint(0, series.role().colour());
        return renderer;
    }

    private static XYItemRenderer linesOrDots(final Series series, final int points) {
        final boolean dots = series.style() == Series.Style.POINTS;
        final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(!dots, dots);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setSeriesVisibleInLegend(0, !series.name().isEmpty());
        renderer.setSeriesPaint(0, series.role().colour());
        final double dot = points > MANY_DOTS ? SMALL_DOT : DOT;
        renderer.setSeriesShape(
                0,
                points > MANY_DOTS
                        ? new Ellipse2D.Double(-dot / 2, -dot / 2, dot, dot)
                        : series.role().marker(dot));
        renderer.setSeriesStroke(
                0,
                series.style() == Series.Style.DASHED
                        ? new BasicStroke(
                                LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 2}, 0)
                        : new BasicStroke(
                                points > DENSE ? TRACE_WIDTH : LINE_WIDTH,
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_ROUND));
        return renderer;
    }

    private void addMark(final Mark mark) {
        final boolean line = mark.from() == mark.to();
        final Marker marker = line ? new ValueMarker(mark.from()) : new IntervalMarker(mark.from(), mark.to());
        marker.setPaint(line ? mark.role().colour() : mark.role().translucent());
        marker.setStroke(new BasicStroke(0.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {2, 2}, 0));
        marker.setOutlinePaint(null);
        marker.setAlpha(1f);
        marker.setLabelFont(LABELS);
        marker.setLabelPaint(Color.BLACK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 200));
        if (!mark.label().isEmpty()) marker.setLabel(mark.label());
        if (mark.direction() == Mark.Direction.AT_X) {
            final boolean right = plot.getDomainAxis()
                            .valueToJava2D(mark.to(), new Rectangle2D.Double(0, 0, 1, 1), RectangleEdge.BOTTOM)
                    < LABEL_RIGHT_UP_TO;
            marker.setLabelAnchor(right ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
            marker.setLabelTextAnchor(right ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
            marker.setLabelOffset(new RectangleInsets(3, 3, 3, 3));
            plot.addDomainMarker(marker, line ? Layer.FOREGROUND : Layer.BACKGROUND);
        } else {
            marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
            plot.addRangeMarker(marker, line ? Layer.FOREGROUND : Layer.BACKGROUND);
        }
    }

    /** Above the axes, where it hides nothing. */
    private LegendTitle legend() {
        final LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(TICKS);
        legend.setBackgroundPaint(null);
        legend.setFrame(BlockBorder.NONE);
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.RIGHT);
        legend.setPadding(0, LEFT, 0, RIGHT);
        return legend;
    }
}
