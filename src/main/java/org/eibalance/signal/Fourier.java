package org.eibalance.signal;

import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.utils.CommonUtils;

/** Fourier transforms, each done by the thread that asks for it. */
public final class Fourier {

    static {
        // JTransforms splits long transforms over a pool of its own, whose threads outlive the call. Its
        // only switches are global. This one is the narrowest: it concerns 1-D transforms alone.
        CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Long.MAX_VALUE);
        CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Long.MAX_VALUE);
    }

    private Fourier() {}

    /**
     * A transform whose length is a power of two. It may be used by several threads at once: of this length it only
     * reads its tables.
     *
     * @param length a power of two
     * @return the transform
     */
    static DoubleFFT_1D powerOfTwo(final int length) {
        if (Integer.bitCount(length) != 1) throw new IllegalArgumentException(length + " is no power of two");
        return new DoubleFFT_1D(length);
    }

    /**
     * A transform of any length, for one thread at a time.
     *
     * @param length 1 or more; quick where it is a product of small primes
     * @return the transform
     */
    public static DoubleFFT_1D transform(final int length) {
        return new DoubleFFT_1D(length);
    }

    /**
     * The next even length that transforms quickly: a product of twos, threes and fives.
     *
     * @param atLeast 1 or more
     * @return that length
     */
    public static int goodLength(final int atLeast) {
        for (int length = atLeast + atLeast % 2; ; length += 2) {
            int rest = length;
            for (final int factor : new int[] {2, 3, 5}) while (rest % factor == 0) rest /= factor;
            if (rest == 1) return length;
        }
    }
}
