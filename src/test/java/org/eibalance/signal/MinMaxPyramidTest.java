package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Extremes of columns against those reckoned from the samples. */
class MinMaxPyramidTest {

    /** Values that are floats, so that nothing is rounded. */
    private static double[] noise(final int length, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] values = new double[length];
        for (int i = 0; i < length; i++)
            values[i] = random.nextInt(50) == 0 ? Double.NaN : random.nextInt(-30000, 30000);
        return values;
    }

    private static MinMaxPyramid of(final double[] values) {
        return new MinMaxPyramid(
                (from, into, offset, count) -> System.arraycopy(values, (int) from, into, offset, count),
                values.length);
    }

    private static double[] extremes(final double[] values, final long from, final long to) {
        double least = Double.NaN;
        double greatest = Double.NaN;
        for (int i = (int) Math.max(0, from); i < Math.min(values.length, to); i++) {
            if (Double.isNaN(values[i])) continue;
            if (!(least <= values[i])) least = values[i];
            if (!(greatest >= values[i])) greatest = values[i];
        }
        return new double[] {least, greatest};
    }

    @Property(tries = 300)
    void noPeakIsLostAndNoneIsMoreThanHalfAColumnOff(
            @ForAll @IntRange(min = 1, max = 100_000) final int length,
            @ForAll @DoubleRange(min = -0.2, max = 1) final double begin,
            @ForAll @DoubleRange(min = 0.01, max = 1.5) final double share,
            @ForAll final long seed) {
        final double[] values = noise(length, seed);
        final MinMaxPyramid pyramid = of(values);
        pyramid.build(done -> {});
        final double from = begin * length;
        final double[] least = new double[37];
        final double[] greatest = new double[37];
        final double step = Math.max(1, share * length / least.length);
        pyramid.columns(from, step, least, greatest);
        for (int column = 0; column < least.length; column++) {
            final long start = (long) Math.ceil(from + column * step);
            final long end = (long) Math.ceil(from + (column + 1) * step);
            final double[] inside = extremes(values, start, end);
            final double[] around =
                    extremes(values, (long) Math.floor(start - step / 2), (long) Math.ceil(end + step / 2));
            if (Double.isNaN(inside[0])) continue;
            assertTrue(least[column] <= inside[0] && greatest[column] >= inside[1], "column " + column);
            assertTrue(least[column] >= around[0] && greatest[column] <= around[1], "column " + column);
        }
    }

    @Test
    void noSampleFallsBetweenTwoColumnsWhoseEdgesAreRounded() {
        // 10.8 + 14 * 1.08 + 1.08 is 27, and 10.8 + 15 * 1.08 a little more, in doubles
        final double[] values = new double[108];
        values[27] = 5;
        final double[] least = new double[37];
        final double[] greatest = new double[37];
        of(values).columns(10.8, 1.08, least, greatest);
        assertEquals(5, Arrays.stream(greatest).max().getAsDouble());
    }

    @Test
    void narrowColumnsShowEachSample() {
        final double[] values = {3, 1, 4, 1, 5, 9, 2, 6};
        final MinMaxPyramid pyramid = of(values);
        final double[] least = new double[8];
        final double[] greatest = new double[8];
        pyramid.columns(0, 1, least, greatest);
        assertEquals(Arrays.toString(values), Arrays.toString(least));
        pyramid.columns(2, 0.5, least, greatest);
        assertEquals("[4.0, 4.0, 1.0, 1.0, 5.0, 5.0, 9.0, 9.0]", Arrays.toString(greatest));
    }

    @Test
    void outsideOfTheTraceThereIsNothing() {
        final MinMaxPyramid pyramid = of(new double[1000]);
        pyramid.build(done -> {});
        final double[] least = new double[10];
        final double[] greatest = new double[10];
        pyramid.columns(-500, 200, least, greatest);
        assertTrue(
                Double.isNaN(least[0]) && Double.isNaN(least[1]) && Double.isNaN(greatest[8]), Arrays.toString(least));
        assertEquals(0, least[3]);
    }

    @Test
    void beforeItIsBuiltItAnswersFromAFewSamples() {
        final double[] values = new double[1_000_000];
        for (int i = 0; i < values.length; i++) values[i] = i;
        final MinMaxPyramid pyramid = of(values);
        final double[] least = new double[100];
        final double[] greatest = new double[100];
        pyramid.columns(0, 10_000, least, greatest);
        assertFalse(pyramid.isBuilt());
        for (int column = 0; column < 100; column++) {
            assertEquals(10_000.0 * column, least[column]);
            assertTrue(greatest[column] < 10_000.0 * (column + 1));
        }
        assertTrue(pyramid.extent()[1] > 950_000);
        pyramid.build(done -> {});
        assertTrue(pyramid.isBuilt());
        assertEquals(999_999, pyramid.extent()[1]);
    }

    @Test
    void whatIsBuiltIsRightWhileTheRestIsNot() {
        final double[] values = noise(300_000, 5);
        final MinMaxPyramid pyramid = of(values);
        final double[] least = new double[50];
        final double[] greatest = new double[50];
        pyramid.build(done -> {
            // the last column must not reach beyond what is built
            final int end = (int) Math.round(done * values.length) - 1;
            pyramid.columns(0, end / 50.0, least, greatest);
            for (int column = 0; column < 50; column++) {
                final double[] inside = extremes(
                        values, (long) Math.ceil(column * (end / 50.0)), (long) Math.ceil((column + 1) * (end / 50.0)));
                assertTrue(least[column] <= inside[0] && greatest[column] >= inside[1]);
            }
        });
    }

    @Test
    void theExtentIsThatOfAllSamplesOnceTheyWereRead() {
        final double[] values = new double[300_000];
        values[123_456] = -7;
        values[299_999] = 9;
        final MinMaxPyramid pyramid = of(values);
        assertEquals(300_000, pyramid.length());
        pyramid.build(done -> {});
        assertEquals(-7, pyramid.extent()[0]);
        assertEquals(9, pyramid.extent()[1]);
    }

    @Test
    void theExtentOfWhatWasNotReadYetIsLookedForEverywhere() {
        // A third is read when it is asked: of the rest, which rises, a look each thirty-second part is taken.
        final int length = 1_000_000;
        final double[] values = new double[length];
        for (int i = 0; i < length; i++) values[i] = i;
        final MinMaxPyramid pyramid = of(values);
        final double[] extent = {1, 0};
        pyramid.build(done -> {
            if (done > 0.3 && extent[0] == 1) System.arraycopy(pyramid.extent(), 0, extent, 0, 2);
        });
        assertEquals(0, extent[0]);
        assertEquals(length - length * 0.7 / 32, extent[1], length * 0.7 / 32);
        assertTrue(of(values).extent()[1] > length * 31 / 32.0);
    }

    @Test
    void oneMissingSampleInAWideColumnHidesNoOther() {
        final double[] values = new double[64 * 1024];
        Arrays.fill(values, Double.NaN);
        values[40_000] = 3;
        final MinMaxPyramid pyramid = of(values);
        pyramid.build(done -> {});
        final double[] least = new double[2];
        final double[] greatest = new double[2];
        pyramid.columns(0, 32 * 1024, least, greatest);
        assertTrue(Double.isNaN(least[0]) && Double.isNaN(greatest[0]));
        assertEquals(3, least[1]);
        assertEquals(3, greatest[1]);
    }

    @Test
    void columnsWithinOneSampleShowItAndOnesBesideTheTraceNothing() {
        final MinMaxPyramid pyramid = of(new double[] {4, 5});
        final double[] least = new double[8];
        final double[] greatest = new double[8];
        pyramid.columns(0, 0.25, least, greatest);
        assertEquals("[4.0, 4.0, 4.0, 4.0, 5.0, 5.0, 5.0, 5.0]", Arrays.toString(least));
        pyramid.columns(1, 0.5, least, greatest);
        assertEquals("[5.0, 5.0, NaN, NaN, NaN, NaN, NaN, NaN]", Arrays.toString(least));
        pyramid.columns(2, 1, least, greatest);
        assertTrue(Double.isNaN(least[0]) && Double.isNaN(greatest[7]));
        pyramid.columns(-8, 1, least, greatest);
        assertTrue(Double.isNaN(least[0]) && Double.isNaN(greatest[7]));
    }

    @Test
    void aTraceOfMissingSamplesHasNoExtent() {
        final double[] values = new double[5000];
        Arrays.fill(values, Double.NaN);
        final MinMaxPyramid pyramid = of(values);
        pyramid.build(done -> {});
        assertTrue(Double.isNaN(pyramid.extent()[0]) && Double.isNaN(pyramid.extent()[1]));
        assertTrue(Double.isNaN(of(new double[0]).extent()[0]));
    }

    @Test
    void buildingEndsWhenTheThreadIsInterrupted() {
        final MinMaxPyramid pyramid = of(new double[10_000_000]);
        assertThrows(
                CancellationException.class,
                () -> pyramid.build(done -> {
                    if (done > 0.1) Thread.currentThread().interrupt();
                }));
        assertTrue(Thread.interrupted());
        assertFalse(pyramid.isBuilt());
    }
}
