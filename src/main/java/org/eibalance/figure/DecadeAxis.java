package org.eibalance.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.ValueAxisPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis whose ticks are round numbers: powers of ten, and 2 and 5 times powers of ten where it spans less
 * than two decades. JFreeChart's own has equal steps of the logarithm, which are round for whole decades alone.
 */
class DecadeAxis extends LogAxis {

    private static final long serialVersionUID = 1L;
    /** Above so many labels every second, third... power of ten is left out. */
    private static final int MAX_LABELS = 7;
    /** Numbers of up to this power of ten are written out. */
    private static final int WRITTEN_OUT = 4;
    /** Shortest range as a share of the data's greatest value: from one value to twice as much some number is round. */
    private static final double MIN_LENGTH = 2.0 / 3;

    /** @param label with the unit in parentheses */
    DecadeAxis(final String label) {
        super(label);
    }

    /** JFreeChart widens every range to 1e-8, and where data are less than that, to below 0. */
    @Override
    protected void autoAdjustRange() {
        if (getPlot() instanceof final ValueAxisPlot plot) {
            final Range data = plot.getDataRange(this);
            if (data != null && data.getUpperBound() > 0) {
                setAutoRangeMinimumSize(MIN_LENGTH * data.getUpperBound(), false);
            }
        }
        super.autoAdjustRange();
    }

    @Override
    public List<NumberTick> refreshTicks(
            final Graphics2D graphics, final AxisState state, final Rectangle2D dataArea, final RectangleEdge edge) {
        final TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        final List<NumberTick> ticks = new ArrayList<>();
        for (final double value : roundNumbers(getRange())) {
            ticks.add(new NumberTick(value, text(value), anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
    }

    /** Values of the ticks in a range above 0, ascending. */
    static List<Double> roundNumbers(final Range range) {
        final double low = range.getLowerBound() * (1 - 1e-9);
        final double high = range.getUpperBound() * (1 + 1e-9);
        final int first = (int) Math.floor(Math.log10(low));
        final int last = (int) Math.ceil(Math.log10(high));
        final double decades = Math.log10(high / low);
        final int[] digits = decades < 0.7
                ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}
                : decades < 2 ? new int[] {1, 2, 5} : new int[] {1};
        final int every = Math.max(1, (int) Math.ceil(decades / MAX_LABELS));
        final List<Double> values = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent++) {
            if (Math.floorMod(exponent, every) != 0) continue;
            for (final int digit : digits) {
                final double value = Double.parseDouble(digit + "e" + exponent);
                if (value >= low && value <= high) values.add(value);
            }
        }
        return values;
    }

    private static String text(final double value) {
        final int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
        if (Math.abs(exponent) > WRITTEN_OUT) return PowerOfTen.text(value);
        return new DecimalFormat("0.############", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
