package org.eibalance.signal;

/**
 * Transform of any length as a convolution with a chirp, done by transforms of a power of two (L. I. Bluestein, 1970,
 * "A linear filtering approach to the computation of discrete Fourier transform", IEEE Transactions on Audio and
 * Electroacoustics 18: 451-455). The arithmetic is that of JTransforms, in one thread.
 *
 * <p>Safe in threads.
 */
final class BluesteinTransform implements FourierTransform {

    private final int n;
    private final int padded;
    private final SplitRadixTransform transform;
    /** exp(i pi k^2 / n), complex. */
    private final double[] chirp;
    /** Transform of the chirp, over the padded length. */
    private final double[] response;

    /** @param n 2 or more, up to 2^28 */
    BluesteinTransform(final int n) {
        if (n < 2 || n > 1 << 28) throw new IllegalArgumentException("a length of " + n);
        this.n = n;
        padded = Integer.highestOneBit(2 * n - 2) << 1;
        transform = new SplitRadixTransform(padded);
        chirp = new double[2 * n];
        response = new double[2 * padded];
        chirp[0] = 1;
        int square = 0;
        for (int k = 1; k < n; k++) {
            // k^2 modulo 2 n
            square += 2 * k - 1;
            if (square >= 2 * n) square -= 2 * n;
            final double angle = Math.PI / n * square;
            chirp[2 * k] = Math.cos(angle);
            chirp[2 * k + 1] = Math.sin(angle);
        }
        final double scale = 1.0 / padded;
        for (int i = 0; i < 2; i++) response[i] = chirp[i] * scale;
        for (int i = 2; i < 2 * n; i += 2) {
            response[i] = chirp[i] * scale;
            response[i + 1] = chirp[i + 1] * scale;
            response[2 * padded - i] = response[i];
            response[2 * padded - i + 1] = response[i + 1];
        }
        transform.complexForward(response);
    }

    @Override
    public void complexForward(final double[] a) {
        final double[] b = new double[2 * padded];
        for (int i = 0; i < 2 * n; i += 2) {
            b[i] = a[i] * chirp[i] + a[i + 1] * chirp[i + 1];
            b[i + 1] = -a[i] * chirp[i + 1] + a[i + 1] * chirp[i];
        }
        transform.complexForward(b);
        for (int i = 0; i < 2 * padded; i += 2) {
            final double imaginary = b[i] * response[i + 1] + b[i + 1] * response[i];
            b[i] = b[i] * response[i] - b[i + 1] * response[i + 1];
            b[i + 1] = imaginary;
        }
        transform.inverseWithoutScale(b);
        for (int i = 0; i < 2 * n; i += 2) {
            a[i] = chirp[i] * b[i] + chirp[i + 1] * b[i + 1];
            a[i + 1] = -chirp[i + 1] * b[i] + chirp[i] * b[i + 1];
        }
    }

    @Override
    public void complexInverse(final double[] a) {
        // the inverse is the conjugate of the transform of the conjugate
        for (int i = 1; i < 2 * n; i += 2) a[i] = -a[i];
        complexForward(a);
        for (int i = 0; i < 2 * n; i += 2) {
            a[i] *= 1.0 / n;
            a[i + 1] *= -1.0 / n;
        }
    }

    @Override
    public void realForward(final double[] a) {
        requireEven();
        final double[] complex = new double[2 * n];
        for (int t = 0; t < n; t++) complex[2 * t] = a[t];
        complexForward(complex);
        System.arraycopy(complex, 0, a, 0, n);
        a[1] = complex[n];
    }

    @Override
    public void realInverse(final double[] a) {
        requireEven();
        final double[] complex = new double[2 * n];
        complex[0] = a[0];
        complex[n] = a[1];
        for (int k = 1; k < n / 2; k++) {
            complex[2 * k] = a[2 * k];
            complex[2 * k + 1] = a[2 * k + 1];
            complex[2 * (n - k)] = a[2 * k];
            complex[2 * (n - k) + 1] = -a[2 * k + 1];
        }
        complexInverse(complex);
        for (int t = 0; t < n; t++) a[t] = complex[2 * t];
    }

    private void requireEven() {
        if (n % 2 != 0) throw new IllegalArgumentException("real data of an odd length, " + n);
    }
}
