package org.eibalance.signal;

/**
 * A discrete Fourier transform of one length n, done in place by the thread that asks for it. Forward is X[k] = sum of
 * x[t] exp(-2 pi i k t / n); inverse divides by n, so that it undoes forward.
 *
 * <p>Complex data are 2 n numbers: Re[0], Im[0], Re[1], Im[1] and so on. The transform of real data of an even length n
 * is n numbers: Re[0], Re[n/2], Re[1], Im[1], Re[2], Im[2] and so on.
 */
public interface FourierTransform {

    /**
     * Transforms real data.
     *
     * @param a n numbers, n even or 1; replaced by their transform
     */
    void realForward(double[] a);

    /**
     * Undoes {@link #realForward}.
     *
     * @param a n numbers, n even or 1; replaced by real data
     */
    void realInverse(double[] a);

    /**
     * Transforms complex data.
     *
     * @param a 2 n numbers; replaced by their transform
     */
    void complexForward(double[] a);

    /**
     * Undoes {@link #complexForward}.
     *
     * @param a 2 n numbers; replaced by complex data
     */
    void complexInverse(double[] a);
}
