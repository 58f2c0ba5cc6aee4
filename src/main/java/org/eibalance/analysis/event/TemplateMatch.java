package org.eibalance.analysis.event;

import org.eibalance.signal.FirFilter;
import org.eibalance.signal.ParallelLoop;

/**
 * How well a template, scaled and shifted to fit best, matches the data from each sample on. With the template t of M
 * samples and the data y from there on:
 *
 * <pre>
 * scale = (sum t y - sum t sum y / M) / (sum t² - (sum t)² / M)
 * SSE = sum y² - (sum y)² / M - scale² (sum t² - (sum t)² / M)
 * criterion = scale / sqrt(SSE / (M - 1))                       Clements and Bekkers 1997, Biophys J 73:220
 * r = scale sqrt((sum t² - (sum t)² / M) / (sum y² - (sum y)² / M))   Jonas, Major and Sakmann 1993, J Physiol 472:615
 * </pre>
 *
 * Where the data are constant both are 0. The last M - 1 samples, from which on the template does not fit into the
 * data, have 0 as well.
 */
final class TemplateMatch {

    /** Sums over the window are computed anew after this many samples, about the mean of the data there. */
    private static final int BLOCK = 4096;

    /** A residual below this share of the data's variance is rounding. */
    private static final double ROUNDING = 1e-13;

    private final double[] centred;
    private final double energy;
    private final FirFilter products;
    private final DetectionMethod method;

    /**
     * @param template t, not constant
     * @param method Clements–Bekkers or sliding correlation
     */
    TemplateMatch(final double[] template, final DetectionMethod method) {
        this.method = method;
        final int samples = template.length;
        double mean = 0;
        for (final double t : template) mean += t / samples;
        centred = new double[samples];
        final double[] reversed = new double[samples];
        double sum = 0;
        for (int k = 0; k < samples; k++) {
            centred[k] = template[k] - mean;
            reversed[samples - 1 - k] = centred[k];
            sum += centred[k] * centred[k];
        }
        energy = sum;
        products = new FirFilter(reversed, samples - 1);
    }

    /** The criterion or the correlation at each sample, as long as the trace. */
    double[] of(final double[] trace, final int threads) {
        final int samples = centred.length, count = trace.length - samples + 1;
        // sum (t - mean t) y: the mean of y cancels, but a large one costs digits
        final double offset = trace[trace.length / 2];
        final double[] shifted = new double[trace.length];
        for (int t = 0; t < shifted.length; t++) shifted[t] = trace[t] - offset;
        final double[] score = products.apply(shifted, 0, 0, threads);
        ParallelLoop.run(
                (count + BLOCK - 1) / BLOCK,
                threads,
                b -> block(shifted, score, b * BLOCK, Math.min(count, (b + 1) * BLOCK)));
        for (int t = count; t < score.length; t++) score[t] = 0;
        return score;
    }

    private void block(final double[] trace, final double[] score, final int from, final int to) {
        final int samples = centred.length;
        double mean = 0;
        for (int t = from; t < to - 1 + samples; t++) mean += trace[t];
        mean /= to - 1 + samples - from;
        double sum = 0, squares = 0;
        for (int t = from; t < from + samples; t++) {
            final double y = trace[t] - mean;
            sum += y;
            squares += y * y;
        }
        for (int t = from; t < to; t++) {
            score[t] = score(score[t], squares - sum * sum / samples, squares);
            if (t == to - 1) break;
            final double leaves = trace[t] - mean, enters = trace[t + samples] - mean;
            sum += enters - leaves;
            squares += enters * enters - leaves * leaves;
        }
    }

    private double score(final double product, final double variation, final double squares) {
        if (!(variation > ROUNDING * squares)) return 0;
        if (method == DetectionMethod.SLIDING_CORRELATION) return product / Math.sqrt(energy * variation);
        final double remainder = Math.max(variation - product * product / energy, ROUNDING * variation);
        return product / energy / Math.sqrt(remainder / (centred.length - 1));
    }
}
