package org.eibalance.analysis.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Small samples whose lines, proportions and windows are worked out by hand. */
class ProportionTest {

    @Test
    void lineAndProportionOfFourPoints() {
        // Means 2.5 and 5: sxx 5, sxy 7, syy 14. Through the origin: sum xy 57 over sum x² 30.
        final Proportion p = Proportion.of(new double[] {1, 2, 3, 4}, new double[] {3, 5, 4, 8});
        assertEquals(1.4, p.slope(), 1e-12);
        assertEquals(5 - 1.4 * 2.5, p.intercept(), 1e-12);
        assertEquals(7 / Math.sqrt(5 * 14), p.correlation(), 1e-12);
        assertEquals(Math.sqrt((14 - 1.4 * 7) / 2 / 5), p.slopeSe(), 1e-12);
        assertEquals(57 / 30.0, p.ratio(), 1e-12);
        // y - 1.9 x = 1.1, 1.2, -1.7, 0.4: squares 1.21 + 1.44 + 2.89 + 0.16
        assertEquals(1 - 5.7 / 14, p.precision(), 1e-12);
        assertEquals(4, p.points());
    }

    @Test
    void preciseBalanceIsAProportionWithoutOffset() {
        final Proportion exact = Proportion.of(new double[] {1, 2, 5}, new double[] {-3, -6, -15});
        assertEquals(-3, exact.ratio(), 1e-12);
        assertEquals(1, exact.precision(), 1e-12);
        assertEquals(-1, exact.correlation(), 1e-12);
        assertEquals(0, exact.slopeSe(), 1e-7);
        final Proportion offset = Proportion.of(new double[] {1, 2, 3}, new double[] {11, 12, 13});
        assertEquals(1, offset.correlation(), 1e-12);
        assertTrue(offset.precision() < 0, "a line that misses the origin is no proportion: " + offset.precision());
    }

    @Test
    void pairsWithAMissingValueAreLeftOutAndTwoAreNeeded() {
        final double nan = Double.NaN;
        final Proportion p = Proportion.of(new double[] {1, nan, 3, 7}, new double[] {2, 9, 4, nan});
        assertEquals(2, p.points());
        assertEquals(1, p.slope(), 1e-12);
        assertEquals(1, p.intercept(), 1e-12);
        assertEquals(14 / 10.0, p.ratio(), 1e-12);
        assertTrue(Double.isNaN(p.slopeSe()));
        final Proportion one = Proportion.of(new double[] {1, nan}, new double[] {2, 3});
        assertEquals(1, one.points());
        assertTrue(Double.isNaN(one.slope()) && Double.isNaN(one.ratio()));
        assertThrows(IllegalArgumentException.class, () -> Proportion.of(new double[2], new double[3]));
    }

    @Test
    void aWindowHoldsItsFirstSampleAndNotItsLast() {
        final TimeWindow window = new TimeWindow(10, 20.04);
        assertEquals(100, window.first(0.1));
        assertEquals(200, window.end(0.1, 200));
        assertEquals(500, TimeWindow.ALL.end(0.1, 500));
        assertEquals(0, TimeWindow.ALL.first(0.1));
        assertThrows(InputException.class, () -> window.end(0.1, 199));
        assertThrows(InputException.class, () -> new TimeWindow(10, 10.04).end(0.1, 500));
        assertThrows(InputException.class, () -> new TimeWindow(10, 10));
        assertThrows(InputException.class, () -> new TimeWindow(-0.1, 10));
        assertThrows(InputException.class, () -> new TimeWindow(Double.NaN, 10));
    }

    @Test
    void aSpikeWithinTheWindowIsRefusedAndOneBesideItIsNot() {
        final double[] trace = {0, -60, -60, -20, 5};
        SpikeFree.check(trace, 1, 3, -20, 0.5);
        assertTrue(assertThrows(InputException.class, () -> SpikeFree.check(trace, 1, 4, -20, 0.5))
                .getMessage()
                .startsWith("There is a spike at 1.5 ms"));
        assertThrows(InputException.class, () -> SpikeFree.check(trace, 0, 3, -20, 0.5));
        trace[2] = Double.NaN;
        assertTrue(assertThrows(InputException.class, () -> SpikeFree.check(trace, 1, 3, -20, 0.5))
                .getMessage()
                .startsWith("The sample at 1.0 ms is missing"));
    }
}
