package org.eibalance.analysis.criticality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Densities in logarithmic bins that are counted by hand. */
class LogHistogramTest {

    @Test
    void aBinOfRealNumbersReachesFromOneDecadeToTheNext() {
        final LogHistogram h = LogHistogram.of(new double[] {1, 3, 10, 200}, 1, false);
        assertArrayEquals(new double[] {Math.sqrt(10), Math.sqrt(1e3), Math.sqrt(1e5)}, h.centres(), 1e-9);
        assertArrayEquals(new double[] {2 / 4.0 / 9, 1 / 4.0 / 90, 1 / 4.0 / 900}, h.density(), 1e-15);
    }

    @Test
    void anEmptyBinIsLeftOut() {
        final LogHistogram h = LogHistogram.of(new double[] {1, 1, 250, 300}, 1, false);
        assertArrayEquals(new double[] {Math.sqrt(10), Math.sqrt(1e5)}, h.centres(), 1e-9);
        assertArrayEquals(new double[] {0.5 / 9, 0.5 / 900}, h.density(), 1e-15);
    }

    @Test
    void aBinOfWholeNumbersIsAsWideAsItHoldsWholeNumbers() {
        // From 0.5 to 5.5, which holds 1 to 5, and to 50.5, which holds 6 to 50.
        final LogHistogram h = LogHistogram.of(new double[] {1, 1, 5, 6}, 1, true);
        assertArrayEquals(new double[] {Math.sqrt(5), Math.sqrt(6 * 50)}, h.centres(), 1e-12);
        assertArrayEquals(new double[] {3 / 4.0 / 5, 1 / 4.0 / 45}, h.density(), 1e-15);
    }

    @Test
    void smallWholeNumbersHaveABinEachHoweverNarrowTheBins() {
        final LogHistogram h = LogHistogram.of(new double[] {1, 2, 2, 3}, 10, true);
        assertArrayEquals(new double[] {1, 2, 3}, h.centres(), 1e-12);
        assertArrayEquals(new double[] {0.25, 0.5, 0.25}, h.density(), 1e-12);
    }

    @Test
    void valuesThatAreAllTheSameAreOneBin() {
        // Of whole numbers it holds 7 to 10.
        final LogHistogram whole = LogHistogram.of(new double[] {7, 7}, 5, true);
        assertArrayEquals(new double[] {Math.sqrt(7 * 10)}, whole.centres(), 1e-12);
        assertArrayEquals(new double[] {1 / 4.0}, whole.density(), 1e-12);
        final LogHistogram real = LogHistogram.of(new double[] {2, 2}, 1, false);
        assertArrayEquals(new double[] {Math.sqrt(2 * 20)}, real.centres(), 1e-12);
        assertArrayEquals(new double[] {1.0 / 18}, real.density(), 1e-12);
        assertEquals(0, LogHistogram.of(new double[0], 5, true).centres().length);
    }

    @Test
    void theDensityOfAllWholeNumbersIsLevelUpToTheBinThatTheyEndIn() {
        // 1 to 4000 once each: every bin that ends before 4000 holds one of each.
        final LogHistogram h =
                LogHistogram.of(IntStream.rangeClosed(1, 4000).asDoubleStream().toArray(), 7, true);
        for (int b = 0; b < h.density().length - 1; b++) assertEquals(1 / 4000.0, h.density()[b], 1e-15);
        assertEquals(1, h.centres()[0], 1e-12);
    }
}
