package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CrossCorrelationTest {

    @Property(tries = 300)
    void equalsTheSumItStandsFor(
            @ForAll @IntRange(min = 2, max = 700) final int samples,
            @ForAll @IntRange(max = 900) final int maxLag,
            @ForAll @IntRange(min = 1, max = 3) final int threads,
            @ForAll final long seed) {
        final double[] x = walk(samples, seed);
        final double[] y = walk(samples, seed + 1);
        assertArrayEquals(
                direct(x, y, maxLag), new CrossCorrelation(maxLag, samples).coefficients(x, y, threads), 1e-12);
    }

    @Property(tries = 100)
    void doesNotDependOnTheLengthItWasTunedFor(
            @ForAll @IntRange(min = 2, max = 3000) final int samples,
            @ForAll @IntRange(min = 1, max = 100_000) final int tunedFor,
            @ForAll @IntRange(max = 40) final int maxLag,
            @ForAll final long seed) {
        final double[] x = walk(samples, seed);
        final double[] y = walk(samples, seed + 1);
        assertArrayEquals(direct(x, y, maxLag), new CrossCorrelation(maxLag, tunedFor).coefficients(x, y, 1), 1e-12);
    }

    @Test
    void losesNothingAtTheBordersOfBlocks() {
        final int maxLag = 3;
        final CrossCorrelation correlation = new CrossCorrelation(maxLag, 20);
        for (int samples = 2; samples < 200; samples++) {
            // One pulse before and one after every border there can be.
            for (int t = 0; t + 1 < samples; t += 5) {
                final double[] x = new double[samples];
                final double[] y = new double[samples];
                x[t] = 1;
                y[t + 1] = 1;
                assertArrayEquals(direct(x, y, maxLag), correlation.coefficients(x, y, 1), 1e-12);
            }
        }
    }

    @Test
    void aPositiveLagMeansThatTheSecondSignalFollows() {
        final double[] x = new double[100];
        final double[] y = new double[100];
        x[40] = 1;
        y[47] = 1;
        final double[] c = new CrossCorrelation(10, 100).coefficients(x, y, 1);
        // Both means are .01, both energies .99, and 93 of 100 samples overlap.
        assertEquals((1 - 0.02 + 93 * 1e-4) / 0.99, c[10 + 7], 1e-12);
        assertEquals((0 - 0.02 + 93 * 1e-4) / 0.99, c[10 - 7], 1e-12);
    }

    @Test
    void swappingTheSignalsMirrorsTheLags() {
        final double[] x = walk(5000, 1);
        final double[] y = walk(5000, 2);
        final CrossCorrelation correlation = new CrossCorrelation(300, 5000);
        final double[] c = correlation.coefficients(x, y, 1);
        final double[] swapped = correlation.coefficients(y, x, 1);
        for (int i = 0; i < c.length; i++) assertEquals(c[i], swapped[c.length - 1 - i], 1e-14);
    }

    @Test
    void offsetAndGainOfASignalDoNotMatter() {
        // A current in pA on a holding current against a potential in V: factors of 1e8 between them.
        final double[] x = walk(20_000, 3);
        final double[] y = walk(20_000, 4);
        final double[] current = new double[x.length];
        final double[] potential = new double[y.length];
        for (int t = 0; t < x.length; t++) {
            current[t] = 1e4 * x[t] - 5e4;
            potential[t] = 1e-4 * y[t] - 0.07;
        }
        final CrossCorrelation correlation = new CrossCorrelation(500, x.length);
        assertArrayEquals(correlation.coefficients(x, y, 1), correlation.coefficients(current, potential, 1), 1e-11);
    }

    @Test
    void hasTheSameBitsOnAnyNumberOfThreads() {
        final double[] x = walk(1_000_003, 5);
        final double[] y = walk(1_000_003, 6);
        final CrossCorrelation correlation = new CrossCorrelation(400, x.length);
        final double[] one = correlation.coefficients(x, y, 1);
        for (final int threads : new int[] {2, 3, 7, 40}) {
            assertArrayEquals(one, correlation.coefficients(x, y, threads));
        }
    }

    @Test
    void aSignalWithItselfHasCoefficientOneAtLagZero() {
        final double[] x = walk(12_345, 7);
        assertEquals(1, new CrossCorrelation(10, x.length).coefficients(x, x, 2)[10], 1e-14);
    }

    @Test
    void aSignalThatDoesNotVaryHasNoCorrelation() {
        final double[] constant = new double[10_000];
        java.util.Arrays.fill(constant, -70.1);
        for (final double c : new CrossCorrelation(5, 10_000).coefficients(constant, walk(10_000, 8), 1)) {
            assertTrue(Double.isNaN(c));
        }
        final double[] broken = walk(10_000, 9);
        broken[5000] = Double.POSITIVE_INFINITY;
        for (final double c : new CrossCorrelation(5, 10_000).coefficients(broken, walk(10_000, 8), 1)) {
            assertTrue(Double.isNaN(c));
        }
    }

    @Test
    void leavesNoThreadBehind() {
        final double[] x = walk(2_000_000, 10);
        new CrossCorrelation(4000, x.length).coefficients(x, x, 4);
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("parallel-loop")
                                || t.getName().startsWith("pool-")),
                "a thread outlives the correlation");
    }

    @Test
    void anInterruptedThreadStopsIt() {
        final double[] x = walk(100_000, 11);
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> new CrossCorrelation(100, x.length).coefficients(x, x, 2));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void refusesSignalsOfDifferentLengths() {
        final CrossCorrelation correlation = new CrossCorrelation(1, 3);
        assertThrows(IllegalArgumentException.class, () -> correlation.coefficients(new double[3], new double[4], 1));
        assertThrows(IllegalArgumentException.class, () -> correlation.coefficients(new double[0], new double[0], 1));
        assertThrows(IllegalArgumentException.class, () -> new CrossCorrelation(-1, 3));
    }

    /** The definition, word for word. */
    private static double[] direct(final double[] x, final double[] y, final int maxLag) {
        final int n = x.length;
        double mx = 0, my = 0, ex = 0, ey = 0;
        for (int t = 0; t < n; t++) {
            mx += x[t] / n;
            my += y[t] / n;
        }
        for (int t = 0; t < n; t++) {
            ex += (x[t] - mx) * (x[t] - mx);
            ey += (y[t] - my) * (y[t] - my);
        }
        final double[] c = new double[2 * maxLag + 1];
        for (int lag = -maxLag; lag <= maxLag; lag++) {
            double sum = 0;
            for (int t = Math.max(0, -lag); t < Math.min(n, n - lag); t++) sum += (x[t] - mx) * (y[t + lag] - my);
            c[lag + maxLag] = sum / Math.sqrt(ex * ey);
        }
        return c;
    }

    /** A drifting signal with an offset, as potentials are. */
    private static double[] walk(final int samples, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] signal = new double[samples];
        double v = 0;
        for (int t = 0; t < samples; t++) {
            v = 0.99 * v + random.nextDouble() - 0.5;
            signal[t] = v - 7;
        }
        return signal;
    }
}
