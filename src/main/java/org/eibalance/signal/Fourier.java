package org.eibalance.signal;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Fourier transforms, each done by the thread that asks for it. The work is that of JTransforms, whose settings for the
 * whole JVM are neither changed nor needed: other programs in the same JVM keep theirs.
 */
public final class Fourier {

    /** Up to a rest of so much, what is left without the factors 2, 3 and 5 is another factor of the mixed radix. */
    private static final int MAX_REST = 210;

    private Fourier() {}

    /**
     * A transform whose length is a power of two. It may be used by several threads at once: it only reads its tables.
     *
     * @param length a power of two
     * @return the transform
     */
    static FourierTransform powerOfTwo(final int length) {
        return new SplitRadixTransform(length);
    }

    /**
     * A transform of any length, for one thread at a time.
     *
     * @param length 1 or more; quick where it is a product of twos, threes and fives
     * @return the transform; of an odd length it takes complex data only
     */
    public static FourierTransform transform(final int length) {
        if (Integer.bitCount(length) == 1) return new SplitRadixTransform(length);
        return withoutFactors(length) <= MAX_REST ? new MixedRadixTransform(length) : new BluesteinTransform(length);
    }

    /**
     * The next even length that transforms quickly: a product of twos, threes and fives.
     *
     * @param atLeast 1 or more
     * @return that length
     */
    public static int goodLength(final int atLeast) {
        for (int length = atLeast + atLeast % 2; ; length += 2) if (withoutFactors(length) == 1) return length;
    }

    /** What is left of a length without its factors 2, 3 and 5. */
    private static int withoutFactors(final int length) {
        int rest = length;
        for (final int factor : new int[] {2, 3, 5}) while (rest % factor == 0) rest /= factor;
        return rest;
    }

    /** Lengths of small factors: JTransforms does these in one thread, all but the scaling. */
    private record MixedRadixTransform(int n, DoubleFFT_1D transform) implements FourierTransform {

        MixedRadixTransform(final int n) {
            this(n, new DoubleFFT_1D(n));
        }

        @Override
        public void realForward(final double[] a) {
            transform.realForward(a);
        }

        @Override
        public void realInverse(final double[] a) {
            transform.realInverse(a, false);
            SplitRadixTransform.scale(a, n, 1.0 / n);
        }

        @Override
        public void complexForward(final double[] a) {
            transform.complexForward(a);
        }

        @Override
        public void complexInverse(final double[] a) {
            transform.complexInverse(a, false);
            SplitRadixTransform.scale(a, 2 * n, 1.0 / n);
        }
    }
}
