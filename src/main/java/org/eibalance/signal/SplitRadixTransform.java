package org.eibalance.signal;

import static org.jtransforms.utils.CommonUtils.bitrv2;
import static org.jtransforms.utils.CommonUtils.bitrv208;
import static org.jtransforms.utils.CommonUtils.bitrv208neg;
import static org.jtransforms.utils.CommonUtils.bitrv216;
import static org.jtransforms.utils.CommonUtils.bitrv216neg;
import static org.jtransforms.utils.CommonUtils.bitrv2conj;
import static org.jtransforms.utils.CommonUtils.cftb040;
import static org.jtransforms.utils.CommonUtils.cftb1st;
import static org.jtransforms.utils.CommonUtils.cftf040;
import static org.jtransforms.utils.CommonUtils.cftf081;
import static org.jtransforms.utils.CommonUtils.cftf161;
import static org.jtransforms.utils.CommonUtils.cftf1st;
import static org.jtransforms.utils.CommonUtils.cftfx41;
import static org.jtransforms.utils.CommonUtils.cftleaf;
import static org.jtransforms.utils.CommonUtils.cftrec4;
import static org.jtransforms.utils.CommonUtils.cftx020;
import static org.jtransforms.utils.CommonUtils.cftxb020;
import static org.jtransforms.utils.CommonUtils.cftxc020;
import static org.jtransforms.utils.CommonUtils.makect;
import static org.jtransforms.utils.CommonUtils.makewt;
import static org.jtransforms.utils.CommonUtils.rftfsub;

/**
 * Transform of a power of two by the split-radix algorithm of T. Ooura (General Purpose FFT Package, 2006) as
 * JTransforms has it: its routines in the order in which its class {@code DoubleFFT_1D} calls them in one thread, with
 * the same results to the last bit. {@code DoubleFFT_1D} itself gives long transforms to a pool of threads unless a
 * setting of the whole JVM forbids it, which would forbid it to other programs in the same JVM as well.
 *
 * <p>Safe in threads: a transform only reads its tables.
 */
final class SplitRadixTransform implements FourierTransform {

    private final int n;
    /** Work area of the bit reversal; the routines only read it. */
    private final int[] ip;
    /** Tables of cosines and sines: {@code nw} for the complex transform, behind them {@code nc} for the real one. */
    private final double[] w;

    private final int nw;
    private final int nc;

    /** @param n a power of two up to 2^29 */
    SplitRadixTransform(final int n) {
        if (Integer.bitCount(n) != 1 || n > 1 << 29) throw new IllegalArgumentException(n + " is no power of two");
        this.n = n;
        ip = new int[4 + (1 << Integer.numberOfTrailingZeros(n) / 2)];
        w = new double[n];
        nw = n >> 1;
        nc = n >> 2;
        makewt(nw, ip, w);
        makect(nc, w, nw, ip);
    }

    @Override
    public void realForward(final double[] a) {
        if (n == 1) return;
        if (n > 4) {
            forward(n, a);
            rftfsub(n, a, 0, nc, w, nw);
        } else if (n == 4) cftx020(a, 0);
        final double difference = a[0] - a[1];
        a[0] += a[1];
        a[1] = difference;
    }

    @Override
    public void realInverse(final double[] a) {
        if (n == 1) return;
        a[1] = 0.5 * (a[0] - a[1]);
        a[0] -= a[1];
        if (n > 4) {
            rftfsub(n, a, 0, nc, w, nw);
            backward(n, a);
        } else if (n == 4) cftxc020(a, 0);
        scale(a, n, 1.0 / (n / 2.0));
    }

    @Override
    public void complexForward(final double[] a) {
        if (n > 1) backward(2 * n, a);
    }

    @Override
    public void complexInverse(final double[] a) {
        if (n == 1) return;
        inverseWithoutScale(a);
        scale(a, 2 * n, 1.0 / n);
    }

    /** As {@link #complexInverse}, but n times the result. */
    void inverseWithoutScale(final double[] a) {
        if (n > 1) forward(2 * n, a);
    }

    /** {@code CommonUtils.cftfsub} without its threads: positive exponents. */
    private void forward(final int length, final double[] a) {
        if (length > 32) {
            cftf1st(length, a, 0, w, nw - (length >> 2));
            rest(length, a);
            bitrv2(length, ip, a, 0);
        } else if (length == 32) {
            cftf161(a, 0, w, nw - 8);
            bitrv216(a, 0);
        } else if (length == 16) {
            cftf081(a, 0, w, 0);
            bitrv208(a, 0);
        } else if (length == 8) cftf040(a, 0);
        else if (length == 4) cftxb020(a, 0);
    }

    /** {@code CommonUtils.cftbsub} without its threads: negative exponents. */
    private void backward(final int length, final double[] a) {
        if (length > 32) {
            cftb1st(length, a, 0, w, nw - (length >> 2));
            rest(length, a);
            bitrv2conj(length, ip, a, 0);
        } else if (length == 32) {
            cftf161(a, 0, w, nw - 8);
            bitrv216neg(a, 0);
        } else if (length == 16) {
            cftf081(a, 0, w, 0);
            bitrv208neg(a, 0);
        } else if (length == 8) cftb040(a, 0);
        else if (length == 4) cftxb020(a, 0);
    }

    private void rest(final int length, final double[] a) {
        if (length > 512) cftrec4(length, a, 0, nw, w);
        else if (length > 128) cftleaf(length, 1, a, 0, nw, w);
        else cftfx41(length, a, 0, nw, w);
    }

    static void scale(final double[] a, final int count, final double factor) {
        for (int i = 0; i < count; i++) a[i] *= factor;
    }
}
