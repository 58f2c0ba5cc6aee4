package org.eibalance.signal;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * A filter of finite impulse response, by Fourier transforms of blocks (overlap and save): time grows as the length of
 * the signal, and a block stays in the cache of a core.
 *
 * <p>Immutable and safe in threads. The blocks depend on the filter alone: the result has the same bits on any number
 * of threads.
 */
public final class FirFilter {

    private static final int MAX_TUNED_BLOCK = 1 << 16;
    private static final int MAX_KERNEL = 1 << 28;

    /** Blocks of a pass; cancellation is checked between passes. */
    private static final int BLOCKS_OF_A_PASS = 16;

    private final int taps;
    private final int origin;
    private final int block;
    private final int step;
    private final FourierTransform transform;
    private final double[] response;

    /**
     * Prepares a filter, for as many signals as are wanted.
     *
     * @param kernel h, of 1 value or more; copied
     * @param origin the place in the kernel that acts on a sample itself: those before it act on later samples, those
     *     behind it on earlier ones. May lie outside of the kernel.
     */
    public FirFilter(final double[] kernel, final int origin) {
        if (kernel.length == 0 || kernel.length > MAX_KERNEL)
            throw new IllegalArgumentException("kernel of " + kernel.length);
        taps = kernel.length;
        this.origin = origin;
        block = bestBlock(taps);
        step = block - taps + 1;
        transform = Fourier.powerOfTwo(block);
        response = Arrays.copyOf(kernel, block);
        transform.realForward(response);
    }

    /**
     * Computes
     *
     * <pre>
     * y_t = sum_k h_k x_{t + origin - k},  t = 0 … N - 1.
     * </pre>
     *
     * Differs from the sum itself by rounding errors of about 1e-15 of the largest value within the block times the sum
     * of |h|.
     *
     * @param signal x; not changed
     * @param before the value of x before its first sample
     * @param after the value of x after its last sample
     * @param threads how many threads at most, 1 or more
     * @return y, as long as x; one value that is not finite spoils a whole block
     * @throws CancellationException if the calling thread is interrupted
     */
    public double[] apply(final double[] signal, final double before, final double after, final int threads) {
        final double[] filtered = new double[signal.length];
        final int blocks = (int) (((long) signal.length + step - 1) / step);
        final int passes = (blocks + BLOCKS_OF_A_PASS - 1) / BLOCKS_OF_A_PASS;
        ParallelLoop.run(passes, threads, () -> new double[block], share -> {}, (pass, workspace) -> {
            final int end = Math.min(blocks, (pass + 1) * BLOCKS_OF_A_PASS);
            for (int b = pass * BLOCKS_OF_A_PASS; b < end; b++) {
                final int start = b * step;
                load(signal, (long) start + origin - (taps - 1), before, after, workspace);
                transform.realForward(workspace);
                multiply(workspace);
                transform.realInverse(workspace);
                System.arraycopy(workspace, taps - 1, filtered, start, Math.min(step, signal.length - start));
            }
        });
        return filtered;
    }

    private void load(
            final double[] signal, final long from, final double before, final double after, final double[] into) {
        final int first = (int) Math.min(block, Math.max(0, -from));
        final int end = (int) Math.max(first, Math.min(block, signal.length - from));
        Arrays.fill(into, 0, first, before);
        if (end > first) System.arraycopy(signal, (int) (from + first), into, first, end - first);
        Arrays.fill(into, end, block, after);
    }

    /** In the order of a real transform, where 0 and half the rate, both real, come first. */
    private void multiply(final double[] spectrum) {
        final double[] h = response;
        spectrum[0] *= h[0];
        spectrum[1] *= h[1];
        for (int i = 2; i < block; i += 2) {
            final double re = spectrum[i], im = spectrum[i + 1];
            spectrum[i] = re * h[i] - im * h[i + 1];
            spectrum[i + 1] = re * h[i + 1] + im * h[i];
        }
    }

    /** The power of two for which a sample costs least. */
    private static int bestBlock(final int taps) {
        int shortest = 64;
        while (shortest < 2 * taps) shortest *= 2;
        int best = shortest;
        double leastCost = Double.POSITIVE_INFINITY;
        for (int block = shortest; block <= Math.max(MAX_TUNED_BLOCK, shortest); block *= 2) {
            final double cost = block * Math.log(block) / (block - taps + 1);
            if (cost < leastCost) {
                leastCost = cost;
                best = block;
            }
        }
        return best;
    }
}
