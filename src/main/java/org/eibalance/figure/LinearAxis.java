package org.eibalance.figure;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueAxisPlot;
import org.jfree.data.Range;

/**
 * A linear axis with round steps. JFreeChart widens every range to 1e-8, which hides what is measured in A; here only
 * values that are all alike get room about them.
 */
class LinearAxis extends NumberAxis {

    private static final long serialVersionUID = 1L;
    /** Of their size values must differ by this share, or it is rounding alone. */
    private static final double ALIKE = 1e-9;
    /** Values that are all alike lie in the middle of this share of their size. */
    private static final double ROOM = 0.1;
    /** Zeros that are all alike have from -1 to 1. */
    private static final double ROOM_ABOUT_0 = 2;

    /** @param label with the unit in parentheses */
    LinearAxis(final String label) {
        super(label);
        setStandardTickUnits(new RoundSteps());
        // JFreeChart begins with a unit whose format all axes of all threads share.
        setTickUnit(RoundSteps.one(), false, false);
    }

    @Override
    protected void autoAdjustRange() {
        if (getPlot() instanceof final ValueAxisPlot plot) {
            final Range data = plot.getDataRange(this);
            if (data != null) setAutoRangeMinimumSize(leastLength(data), false);
        }
        super.autoAdjustRange();
    }

    private static double leastLength(final Range data) {
        final double size = Math.max(Math.abs(data.getLowerBound()), Math.abs(data.getUpperBound()));
        if (size == 0) return ROOM_ABOUT_0;
        return data.getLength() > ALIKE * size ? Double.MIN_NORMAL : ROOM * size;
    }
}
