package org.eibalance.bridge.experiment;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.eibalance.recording.InputException;

/**
 * What an electrode adds to the potential: the drop across it, as a response to the injected current, for active
 * electrode compensation (Brette et al. 2008, Neuron 59:379):
 *
 * <pre>V_recorded = V + K_e * I</pre>
 *
 * The kernel K of electrode and cell together is the least squares answer of V to noise. The current that enters the
 * cell is the drop over R_e, so with the decay λ of the membrane in a sample
 *
 * <pre>K[k] = K_e[k] + c ( K_e[k] / 2 + Σ_{j&lt;k} λ^(k−j) K_e[j] )</pre>
 *
 * λ is fitted to the end of K, where the electrode is charged, and c is the number that leaves nothing of K_e there.
 * What the electrode's own capacitance C_e has taken up by then goes through the resistance too, but only as slowly as
 * the membrane decays: a second part of the drop, C_e / C of the first.
 *
 * @param stepMs time between samples
 * @param mohm K_e at lags 0, 1, ...: mV for each nA in one sample
 * @param slowMohm sum of the part that decays as the membrane does
 * @param membraneMs time constant of the membrane
 */
public record ElectrodeKernel(double stepMs, double[] mohm, double slowMohm, double membraneMs) {

    private static final double FASTER = 10;
    private static final double MIN_MOHM = 1;
    private static final double SHORTEST_MS = 0.5;
    private static final double LONGEST_MS = 1000;
    private static final int EVALUATIONS = 500;

    /** Limits of c = step / (C R_e). */
    private static final double LEAST_COUPLING = 1e-5;

    private static final double MOST_COUPLING = 2;
    private static final double COUPLING_RATIO = 1.2;

    /** Takes a copy. */
    public ElectrodeKernel {
        mohm = mohm.clone();
    }

    /**
     * Estimates it.
     *
     * @param mv recorded potential
     * @param pa injected current, as long
     * @param stepMs time between samples
     * @param electrodeMs after so long the electrode is charged: length of K_e
     * @param tailMs length of K; a time constant of the membrane or more
     * @param loopMs mean time from the current to its effect on V without an electrode
     * @return the kernel
     * @throws InputException if a sample is missing, there are too few, the current is no noise, the electrode has no
     *     resistance to speak of, or it is not ten times faster than the membrane
     */
    public static ElectrodeKernel of(
            final double[] mv,
            final double[] pa,
            final double stepMs,
            final double electrodeMs,
            final double tailMs,
            final double loopMs) {
        final int support = (int) Math.round(electrodeMs / stepMs);
        final int taps = (int) Math.round(tailMs / stepMs);
        if (support < 2 || taps < 5 * support)
            throw new InputException("An electrode kernel of " + electrodeMs + " ms and a tail of " + tailMs
                    + " ms: two samples at least, and a tail five times as long, were expected.");
        final double[] whole = response(mv, pa, taps);
        final double membraneMs = tail(whole, stepMs, support);
        final double decay = Math.exp(-stepMs / membraneMs);
        final double c = coupling(whole, decay, support);
        final double[] fast = Arrays.copyOf(drop(whole, decay, c), support);
        final double fastMohm = Arrays.stream(fast).sum();
        final double lagMs = Math.max(0, meanLag(fast, stepMs) - loopMs);
        // ms / MOhm = nF; C + C_e follows from the membrane's part of K.
        final double electrodeNf = lagMs / fastMohm;
        final double slowMohm = fastMohm * electrodeNf / (stepMs / (c * fastMohm) - electrodeNf);
        final ElectrodeKernel kernel = new ElectrodeKernel(stepMs, fast, slowMohm, membraneMs);
        if (!(fastMohm > MIN_MOHM))
            throw new InputException("The electrode shows " + Math.round(fastMohm * 100) / 100.0
                    + " MOhm: there is nothing to compensate, more than " + MIN_MOHM + " MOhm was expected.");
        if (!(kernel.electrodeMs() * FASTER <= membraneMs))
            throw new InputException("The electrode takes " + Math.round(kernel.electrodeMs() * 1000)
                    + " us and the membrane " + Math.round(membraneMs * 100) / 100.0
                    + " ms: an electrode at least ten times faster was expected, they cannot be separated.");
        if (!(slowMohm >= 0 && slowMohm < fastMohm))
            throw new InputException("The electrode would have " + Math.round(electrodeNf * 10_000) / 10.0
                    + " pF, as much as the cell: there is nothing to compensate besides the cell itself.");
        return kernel;
    }

    /** R_e: the whole drop for a steady current. */
    public double seriesMohm() {
        return Arrays.stream(mohm).sum() + slowMohm;
    }

    /** Mean lag of the kernel: latency and time constant of the electrode together. */
    public double electrodeMs() {
        return meanLag(mohm, stepMs);
    }

    private static double meanLag(final double[] kernel, final double stepMs) {
        double sum = 0;
        double weighted = 0;
        for (int k = 0; k < kernel.length; k++) {
            sum += kernel[k];
            weighted += k * stepMs * kernel[k];
        }
        return weighted / sum;
    }

    /**
     * Takes the electrode out of a potential. At other rates than that of the kernel the current between two samples is
     * taken from the straight line between them.
     *
     * @param mv recorded
     * @param pa the whole injected current, clamp and command, at the same times; before its first sample it is taken
     *     for 0
     * @param sampleMs time between samples
     * @return the potential of the cell; NaN where it or a current within the kernel's length before it is missing. In
     *     the part that decays as the membrane does a missing current is taken for the last one
     * @throws InputException if the samples lie further apart than half of the kernel's length: what an electrode does
     *     between them is not known
     */
    public double[] compensated(final double[] mv, final double[] pa, final double sampleMs) {
        if (mv.length != pa.length)
            throw new IllegalArgumentException(mv.length + " samples of V, " + pa.length + " of I");
        final double[] weights = weights(sampleMs);
        final double[] cell = new double[mv.length];
        final double decay = Math.exp(-sampleMs / membraneMs);
        double slowPa = 0;
        double lastPa = 0;
        for (int n = 0; n < mv.length; n++) {
            if (!Double.isNaN(pa[n])) lastPa = pa[n];
            slowPa = decay * slowPa + (1 - decay) * lastPa;
            double drop = slowMohm * slowPa;
            for (int k = 0; k < weights.length && k <= n; k++) drop += weights[k] * pa[n - k];
            // MOhm pA = uV
            cell[n] = mv[n] - drop / 1000;
        }
        return cell;
    }

    /** The kernel for samples that lie this far apart: each lag's share goes to the two samples around it. */
    private double[] weights(final double sampleMs) {
        if (!(sampleMs <= mohm.length * stepMs / 2))
            throw new InputException(
                    "The recording has a sample every " + sampleMs + " ms: for an electrode whose kernel is "
                            + mohm.length * stepMs + " ms long one at least every " + mohm.length * stepMs / 2
                            + " ms was expected.");
        final double samplesPerTap = stepMs / sampleMs;
        final double[] weights = new double[(int) Math.ceil((mohm.length - 1) * samplesPerTap) + 2];
        for (int k = 0; k < mohm.length; k++) {
            final double lag = k * samplesPerTap;
            // A whole number of samples but for rounding is one.
            final int before = (int) Math.floor(lag + 1e-9);
            final double part = Math.max(0, lag - before);
            weights[before] += (1 - part) * mohm[k];
            weights[before + 1] += part * mohm[k];
        }
        return weights;
    }

    /** Least squares with the means taken off; in MOhm. */
    private static double[] response(final double[] mv, final double[] pa, final int taps) {
        final int n = mv.length;
        if (n != pa.length || n < 20 * taps)
            throw new InputException("For " + taps + " samples of a kernel there are " + n
                    + " of the recording: at least twenty times as many were expected.");
        double meanV = 0;
        double meanI = 0;
        for (int k = 0; k < n; k++) {
            if (!Double.isFinite(mv[k]) || !Double.isFinite(pa[k]))
                throw new InputException("Sample " + k
                        + " of the noise did not come: all of them were expected, over a line that is fast enough.");
            meanV += mv[k] / n;
            meanI += pa[k] / n;
        }
        final double[] x = new double[n];
        for (int k = 0; k < n; k++) x[k] = (pa[k] - meanI) / 1000;
        final double[][] covariance = new double[taps][taps];
        final double[] with = new double[taps];
        for (int lag = 0; lag < taps; lag++) {
            double sum = 0;
            double own = 0;
            for (int k = taps; k < n; k++) {
                sum += x[k - lag] * (mv[k] - meanV);
                own += x[k] * x[k - lag];
            }
            with[lag] = sum;
            covariance[0][lag] = own;
            covariance[lag][0] = own;
        }
        for (int i = 1; i < taps; i++) {
            for (int j = i; j < taps; j++) {
                // One earlier: a product comes in at the beginning and one goes out at the end.
                covariance[i][j] = covariance[i - 1][j - 1] + x[taps - i] * x[taps - j] - x[n - i] * x[n - j];
                covariance[j][i] = covariance[i][j];
            }
        }
        try {
            return new CholeskyDecomposition(
                            new Array2DRowRealMatrix(covariance, false),
                            1e-6 * covariance[0][0],
                            1e-12 * covariance[0][0])
                    .getSolver()
                    .solve(new ArrayRealVector(with, false))
                    .toArray();
        } catch (final NonPositiveDefiniteMatrixException e) {
            throw new InputException("The injected current is no noise: a current without rhythm was expected.", e);
        }
    }

    /** The membrane's time constant, from where the electrode is charged to the end. */
    private static double tail(final double[] whole, final double stepMs, final int support) {
        final double log = new BrentOptimizer(1e-8, 1e-10)
                .optimize(
                        new MaxEval(EVALUATIONS),
                        GoalType.MINIMIZE,
                        new SearchInterval(Math.log(SHORTEST_MS), Math.log(LONGEST_MS)),
                        new UnivariateObjectiveFunction(x -> {
                            final double decay = Math.exp(-stepMs / Math.exp(x));
                            double ey = 0, ee = 0, yy = 0;
                            double e = 1;
                            for (int k = support; k < whole.length; k++, e *= decay) {
                                ey += e * whole[k];
                                ee += e * e;
                                yy += whole[k] * whole[k];
                            }
                            return yy - ey * ey / ee;
                        }))
                .getPoint();
        final double ms = Math.exp(log);
        if (ms < 1.01 * SHORTEST_MS || ms > 0.99 * LONGEST_MS)
            throw new InputException(
                    "The response to noise has no end that decays like a membrane: a time constant from " + SHORTEST_MS
                            + " to " + LONGEST_MS + " ms was expected.");
        return ms;
    }

    /** K_e from K, sample by sample. */
    private static double[] drop(final double[] whole, final double decay, final double c) {
        final double[] drop = new double[whole.length];
        double before = 0;
        for (int k = 0; k < whole.length; k++) {
            drop[k] = (whole[k] - c * before) / (1 + c / 2);
            before = decay * (before + drop[k]);
        }
        return drop;
    }

    /** c: a search over its logarithm, from a large cell behind a large electrode to the other end. */
    private static double coupling(final double[] whole, final double decay, final int support) {
        double best = LEAST_COUPLING;
        double least = Double.POSITIVE_INFINITY;
        for (double c = LEAST_COUPLING; c <= MOST_COUPLING; c *= COUPLING_RATIO) {
            final double left = left(drop(whole, decay, c), support);
            if (left < least) {
                least = left;
                best = c;
            }
        }
        return Math.exp(new BrentOptimizer(1e-8, 1e-10)
                .optimize(
                        new MaxEval(EVALUATIONS),
                        GoalType.MINIMIZE,
                        new SearchInterval(Math.log(best / COUPLING_RATIO), Math.log(best * COUPLING_RATIO)),
                        new UnivariateObjectiveFunction(x -> left(drop(whole, decay, Math.exp(x)), support)))
                .getPoint());
    }

    /** What is left of K_e where there should be nothing, as a share of the whole. */
    private static double left(final double[] drop, final int support) {
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < support; k++) sum += drop[k];
        for (int k = support; k < drop.length; k++) squares += drop[k] * drop[k];
        return squares / (sum * sum);
    }
}
