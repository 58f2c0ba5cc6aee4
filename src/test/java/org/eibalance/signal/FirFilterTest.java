package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FirFilterTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void blocksGiveTheSumItself(
            @ForAll @IntRange(min = 1, max = 400) final int taps,
            @ForAll @IntRange(min = 0, max = 5000) final int samples,
            @ForAll @IntRange(min = -500, max = 500) final int origin,
            @ForAll final long seed) {
        final double[] kernel = random(taps, seed), signal = random(samples, seed + 1);
        final double[] filtered = new FirFilter(kernel, origin).apply(signal, 2, -3, 1);
        assertEquals(samples, filtered.length);
        for (int t = 0; t < samples; t += 37) {
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                final int at = t + origin - k;
                sum += kernel[k] * (at < 0 ? 2 : at >= samples ? -3 : signal[at]);
            }
            assertEquals(sum, filtered[t], 1e-11);
        }
    }

    @Test
    void aKernelOfOneAtItsOriginLeavesTheSignalAlone() {
        final double[] signal = random(100_000, 3);
        assertArrayEquals(signal, new FirFilter(new double[] {0, 1, 0}, 1).apply(signal, 0, 0, 2), 1e-14);
    }

    @Test
    void nothingFilteredIsNothing() {
        assertEquals(0, new FirFilter(new double[] {1, 2}, 0).apply(new double[0], 1, 1, 2).length);
    }

    @Test
    void threadsDoNotChangeABit() {
        final double[] signal = random(1_000_000, 4);
        final FirFilter filter = new FirFilter(random(301, 5), 150);
        assertArrayEquals(filter.apply(signal, 0, 0, 1), filter.apply(signal, 0, 0, 3));
    }

    @Test
    void anInterruptedThreadIsTold() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> new FirFilter(new double[] {1}, 0).apply(new double[10], 0, 0, 1));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static double[] random(final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] values = new double[count];
        for (int i = 0; i < count; i++) values[i] = random.nextDouble() - 0.5;
        return values;
    }
}
