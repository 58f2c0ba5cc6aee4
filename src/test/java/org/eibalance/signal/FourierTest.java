package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.utils.CommonUtils;
import org.junit.jupiter.api.Test;
import org.visnow.jlargearrays.ConcurrencyUtils;

/** Fourier transforms against their definition, against JTransforms, and without a trace in the rest of the JVM. */
class FourierTest {

    private static double[] noise(final int length) {
        final SplittableRandom random = new SplittableRandom(length);
        return random.doubles(length, -1, 1).toArray();
    }

    /** X[k] = sum of x[t] exp(-2 pi i k t / n), by this very sum. */
    private static double[] definition(final double[] complex) {
        final int n = complex.length / 2;
        final double[] transformed = new double[2 * n];
        for (int k = 0; k < n; k++) {
            for (int t = 0; t < n; t++) {
                final double angle = -2 * Math.PI * ((long) k * t % n) / n;
                transformed[2 * k] += complex[2 * t] * Math.cos(angle) - complex[2 * t + 1] * Math.sin(angle);
                transformed[2 * k + 1] += complex[2 * t] * Math.sin(angle) + complex[2 * t + 1] * Math.cos(angle);
            }
        }
        return transformed;
    }

    @Test
    void complexDataBecomeTheSumsOfTheDefinitionWhateverTheLength() {
        for (int n = 1; n <= 64; n++) complexLikeTheDefinition(n);
        for (final int n : new int[] {128, 211, 256, 360, 422, 512, 633, 1024}) complexLikeTheDefinition(n);
    }

    private static void complexLikeTheDefinition(final int n) {
        final double[] data = noise(2 * n);
        final double[] transformed = data.clone();
        final FourierTransform transform = Fourier.transform(n);
        transform.complexForward(transformed);
        assertArrayEquals(definition(data), transformed, 1e-11, "length " + n);
        transform.complexInverse(transformed);
        assertArrayEquals(data, transformed, 1e-14, "length " + n + " and back");
    }

    @Test
    void realDataHaveTheTransformOfComplexDataWithoutImaginaryParts() {
        for (final int n : new int[] {2, 4, 6, 8, 14, 16, 30, 32, 64, 128, 256, 360, 422, 1024, 2110}) {
            final double[] data = noise(n);
            final double[] complex = new double[2 * n];
            for (int t = 0; t < n; t++) complex[2 * t] = data[t];
            final double[] all = definition(complex);
            final double[] half = Arrays.copyOf(all, n);
            half[1] = all[n];
            final FourierTransform transform = Fourier.transform(n);
            final double[] transformed = data.clone();
            transform.realForward(transformed);
            assertArrayEquals(half, transformed, 1e-10, "length " + n);
            transform.realInverse(transformed);
            assertArrayEquals(data, transformed, 1e-14, "length " + n + " and back");
        }
    }

    @Test
    void realDataOfAnOddLengthAreRefusedWhereTheyHaveNoPacking() {
        final FourierTransform transform = Fourier.transform(211);
        assertThrows(IllegalArgumentException.class, () -> transform.realForward(new double[211]));
        assertThrows(IllegalArgumentException.class, () -> transform.realInverse(new double[211]));
        assertThrows(IllegalArgumentException.class, () -> Fourier.powerOfTwo(12));
    }

    /** Lengths on both sides of 8192 and 65536, where JTransforms goes over to two and to four threads. */
    private static final int[] LENGTHS = {
        2,
        4,
        8,
        16,
        32,
        64,
        128,
        256,
        512,
        1024,
        4096,
        8192,
        1 << 14,
        1 << 17,
        6,
        1000,
        2 * 7 * 31,
        10_000,
        20_000,
        100_000,
        2 * 211,
        2 * 5003,
        2 * 40_009
    };

    @Test
    void everyBitIsThatOfJTransforms() {
        for (final int n : LENGTHS) {
            final DoubleFFT_1D library = new DoubleFFT_1D(n);
            final FourierTransform own = Fourier.transform(n);
            final double[] complex = noise(2 * n);
            final double[] expected = complex.clone();
            own.complexForward(complex);
            library.complexForward(expected);
            assertArrayEquals(expected, complex, "complex forward, length " + n);
            final double[] real = noise(n);
            final double[] expectedReal = real.clone();
            own.realForward(real);
            library.realForward(expectedReal);
            assertArrayEquals(expectedReal, real, "real forward, length " + n);
            if (own instanceof BluesteinTransform) continue;
            own.complexInverse(complex);
            library.complexInverse(expected, true);
            assertArrayEquals(expected, complex, "complex inverse, length " + n);
            own.realInverse(real);
            library.realInverse(expectedReal, true);
            assertArrayEquals(expectedReal, real, "real inverse, length " + n);
        }
    }

    @Test
    void theSettingsOfTheJvmStayAsTheyWereAndNoOtherThreadWorks() {
        final ExecutorService pool = ConcurrencyUtils.getThreadPool();
        final ThreadPoolExecutor counting = (ThreadPoolExecutor) Executors.newFixedThreadPool(4);
        final int threads = ConcurrencyUtils.getNumberOfThreads();
        final long twoThreads = CommonUtils.getThreadsBeginN_1D_FFT_2Threads();
        final long fourThreads = CommonUtils.getThreadsBeginN_1D_FFT_4Threads();
        // with these JTransforms would use its threads wherever it could
        ConcurrencyUtils.setThreadPool(counting);
        ConcurrencyUtils.setNumberOfThreads(4);
        CommonUtils.setThreadsBeginN_1D_FFT_2Threads(1024);
        CommonUtils.setThreadsBeginN_1D_FFT_4Threads(1024);
        try {
            for (final int n : LENGTHS) {
                final FourierTransform transform = Fourier.transform(n);
                final double[] data = noise(2 * n);
                transform.complexForward(data);
                transform.complexInverse(data);
                transform.realForward(data);
                transform.realInverse(data);
            }
            assertEquals(0, counting.getTaskCount(), "tasks given to the threads of JTransforms");
            assertEquals(4, ConcurrencyUtils.getNumberOfThreads());
            assertEquals(1024, CommonUtils.getThreadsBeginN_1D_FFT_2Threads());
            assertEquals(1024, CommonUtils.getThreadsBeginN_1D_FFT_4Threads());
            new DoubleFFT_1D(1 << 14).complexForward(noise(1 << 15));
            assertTrue(counting.getTaskCount() > 0, "this counts the tasks of JTransforms");
        } finally {
            ConcurrencyUtils.setThreadPool(pool);
            counting.shutdown();
            ConcurrencyUtils.setNumberOfThreads(threads);
            CommonUtils.setThreadsBeginN_1D_FFT_2Threads(twoThreads);
            CommonUtils.setThreadsBeginN_1D_FFT_4Threads(fourThreads);
        }
    }

    @Test
    void aGoodLengthIsTheNextEvenProductOfTwosThreesAndFives() {
        assertEquals(2, Fourier.goodLength(1));
        assertEquals(2, Fourier.goodLength(2));
        assertEquals(8, Fourier.goodLength(7));
        assertEquals(30, Fourier.goodLength(26), "neither 26 = 2 13 nor 28 = 2 2 7");
        assertEquals(1000, Fourier.goodLength(999));
        assertEquals(1024, Fourier.goodLength(1001));
        assertEquals(1_000_000, Fourier.goodLength(1_000_000));
    }
}
