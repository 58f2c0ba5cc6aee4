package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {

    @Property(tries = 300)
    void theValueAtAPlaceIsThatOfTheSortedSample(
            @ForAll @Size(min = 1, max = 200) final double @DoubleRange(min = -5, max = 5) [] sample,
            @ForAll @DoubleRange(min = 0, max = 1) final double share) {
        final double[] sorted = sample.clone();
        Arrays.sort(sorted);
        final int place = (int) (share * (sample.length - 1));
        final double[] values = sample.clone();
        assertEquals(sorted[place], OrderStatistics.select(values, place), 0.0);
        for (int i = 0; i < values.length; i++) {
            assertTrue(i < place ? values[i] <= values[place] : values[i] >= values[place], "place " + i);
        }
        Arrays.sort(values);
        assertEquals(0, Arrays.compare(sorted, values), "no value is lost");
    }

    @Test
    void quantilesAreThoseOfDefinition7() {
        final double[] sample = {3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5};
        for (double share = 0.01; share < 1; share += 0.01) {
            final double known =
                    new Percentile().withEstimationType(EstimationType.R_7).evaluate(sample, 100 * share);
            assertEquals(known, OrderStatistics.quantile(sample.clone(), share), 1e-12, "share " + share);
        }
        assertEquals(-6, OrderStatistics.quantile(sample.clone(), 0));
        assertEquals(9, OrderStatistics.quantile(sample.clone(), 1));
    }

    @Property(tries = 300)
    void theBandOfCurvesThatAreNotKeptIsTheBandOfAllBitByBit(
            @ForAll @IntRange(min = 1, max = 300) final int count,
            @ForAll @IntRange(min = 1, max = 150) final int places,
            @ForAll @DoubleRange(min = 0, max = 1) final double share,
            @ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[][] curves = new double[count][places];
        // Every other place has many equal values.
        for (final double[] curve : curves) {
            Arrays.setAll(curve, i -> i % 2 == 0 ? random.nextDouble(-1, 1) : random.nextInt(3));
        }
        final TailQuantiles band = new TailQuantiles(places, count, share, 1 + (int) (seed & 1));
        for (int from = 0; from < count; from += 64)
            band.add(Arrays.copyOfRange(curves, from, Math.min(count, from + 64)));
        final double[] low = band.low();
        final double[] high = band.high();
        for (int place = 0; place < places; place++) {
            final double[] column = new double[count];
            for (int i = 0; i < count; i++) column[i] = curves[i][place];
            assertEquals(OrderStatistics.quantile(column, (1 - share) / 2), low[place]);
            assertEquals(OrderStatistics.quantile(column, (1 + share) / 2), high[place]);
        }
    }
}
