package org.eibalance.analysis.quality.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.signal.ChargeOnset;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Series resistance and cell by all sweeps at once.
 *
 * <p>The mean response of all sweeps is fitted with one exponential, and with two where that explains clearly more than
 * the noise can, by its covariance and by the scatter between sweeps: the noise of synapses is slow and looks like a
 * second exponential. The onset is that of {@link ChargeOnset}, for exponentials of any number, so that the filter need
 * not be known.
 */
public final class AccessFit {

    /** A second exponential explains at least this much more; in 69 cells of one compartment noise reached 11. */
    private static final double MIN_GAIN = 14;

    /** From here on a second exponential is neither seen nor excluded. */
    private static final double OPEN_GAIN = 6;

    /** It has at least this share of the amplitude, and differs at least by this factor. */
    private static final double MIN_SHARE = 0.1;

    private static final double MIN_RATIO = 2;

    /** The faster one takes at least this share of the time in which the filter settles. */
    private static final double MIN_FAST = 0.25;

    /** Chance that the scatter between sweeps alone gives a second exponential. */
    private static final double SIGNIFICANCE = 0.001;

    private static final int MIN_SWEEPS = 5;

    /** The filter has settled after this many times the time to the peak. */
    private static final int PEAK_TIMES = 2;

    /** A later start of the fit, by which exponentials that are over before it are seen. */
    private static final double LATER = 1.5;

    /** Share of the growth of R_s with a later start that is taken off it. */
    private static final double MORE_TAKEN = 0.5;

    /** At most this share of R_s is taken off. */
    private static final double MAX_MORE = 0.15;

    private static final double PEAK_WITHIN_MS = 5;
    private static final int MIN_SAMPLES = 20;

    /** Filters overshoot by up to this share of the peak. */
    private static final double OVERSHOOT = 0.05;

    /** The largest of many samples is above the response by up to so many standard deviations of the noise. */
    private static final double PEAK_NOISE = 3;

    /** Sweeps are left out one by one, or, where there are more, in so many groups. */
    private static final int MAX_GROUPS = 20;

    private AccessFit() {}

    /**
     * Fits all sweeps.
     *
     * @param sweeps the current around the step of each sweep that has one
     * @param sweepBySweep the membrane test of the same sweeps
     * @param sampleRateHz samples per second
     * @return the estimate; that of single sweeps, with 0 exponentials and an uncertainty of 1 or more, where all
     *     together show no transient; empty where single sweeps give nothing either
     * @throws CancellationException if the calling thread is interrupted
     */
    public static Optional<AccessEstimate> compute(
            final List<PulseSweep> sweeps, final MembraneTestResult sweepBySweep, final double sampleRateHz) {
        final Map<Integer, PulseSweep> complete = new HashMap<>();
        for (final PulseSweep sweep : sweeps)
            if (sweep.isComplete()
                    && sweep.pulse().end() - sweep.pulse().start() >= MIN_SAMPLES
                    && sweep.pulse().start() - sweep.pulse().baselineStart() >= MIN_SAMPLES)
                complete.put(sweep.sweep(), sweep);
        final SweepProfile profile = SweepProfile.of(complete, sweepBySweep);
        final List<PulseSweep> alike =
                profile.alike().stream().map(complete::get).toList();
        if (alike.isEmpty()) return profile.unfitted();
        final PooledStep pooled = PooledStep.of(alike);
        final int peak = peak(pooled, sampleRateHz);
        final int settled = settled(pooled, peak);
        if (pooled.length() - LATER * settled < MIN_SAMPLES) return profile.unfitted();
        return new Run(pooled, peak, settled, sampleRateHz).estimate(profile).or(profile::unfitted);
    }

    private static int peak(final PooledStep pooled, final double sampleRateHz) {
        final double[] rise = pooled.rise(0);
        final int end = (int) Math.min(rise.length, Math.max(1, PEAK_WITHIN_MS * sampleRateHz / 1000));
        int peak = 0;
        for (int i = 1; i < end; i++) if (rise[i] > rise[peak]) peak = i;
        return peak;
    }

    /** The first sample that the filter does not shape; earlier where 15 % of the transient are left. */
    private static int settled(final PooledStep pooled, final int peak) {
        final double[] rise = pooled.rise(0);
        final double steady = Statistics.mean(rise, rise.length - rise.length / 5, rise.length);
        int settled = peak;
        while (settled < Math.min(rise.length - 1, PEAK_TIMES * peak)
                && rise[settled] - steady > 0.15 * (rise[peak] - steady)) settled++;
        return Math.max(2, settled);
    }

    /** R_s, R_m and C of one fit, in MOhm and pF. */
    private record Cell(double seriesMohm, double membraneMohm, double capacitancePf) {

        boolean isValid() {
            return seriesMohm > 0 && Double.isFinite(seriesMohm);
        }
    }

    /** The fits of one average. */
    private static final class Run {

        private final PooledStep pooled;
        private final int peak;
        private final int settled;
        private final double sampleRateHz;
        private final NoiseCovariance noise;
        private final PooledFit fit;
        private final PooledFit later;
        private final int lateFrom;
        private final double[] white;

        Run(final PooledStep pooled, final int peak, final int settled, final double sampleRateHz) {
            this.pooled = pooled;
            this.peak = peak;
            this.settled = settled;
            this.sampleRateHz = sampleRateHz;
            noise = NoiseCovariance.of(pooled);
            fit = new PooledFit(pooled, noise, settled);
            lateFrom = (int) Math.ceil(LATER * settled);
            later = new PooledFit(pooled, noise, lateFrom);
            white = fit.white(pooled.mean());
        }

        Optional<AccessEstimate> estimate(final SweepProfile profile) {
            final PooledFit.Exponentials one = fit.one(white);
            final PooledFit.Exponentials two = fit.two(white);
            final Cell ofOne = cell(pooled, one, settled);
            final Cell ofTwo = cell(pooled, two, settled);
            final double boundMohm = 1000 / pooled.rise(one.holding())[peak];
            if (!ofOne.isValid() || !(one.atSettled() > 3 * noise.sd()) || !(boundMohm > 0)) return Optional.empty();
            final double spread = Math.max(1, two.squares() / Math.max(1, fit.count() - 6));
            final double gain = (one.squares() - two.squares()) / spread;
            final boolean possible = gain >= OPEN_GAIN && ofTwo.isValid() && isTransient(two);
            final boolean seen = possible && gain >= MIN_GAIN && scatterAllows(one, two);
            final Cell chosen = seen ? withMore(pooled, two) : ofOne;
            double open = 0;
            if (seen) open = Math.abs(chosen.seriesMohm() / ofTwo.seriesMohm() - 1) / MORE_TAKEN;
            else if (possible) open = Math.abs(ofTwo.seriesMohm() / ofOne.seriesMohm() - 1);
            final boolean own = profile.isOwn() && !seen;
            if (own) open = Math.max(open, Math.abs(profile.meanOwnOfAlikeMohm() / ofOne.seriesMohm() - 1));
            final double surePeak = 1000 / boundMohm - PEAK_NOISE * noise.sd();
            final double limit = surePeak > 0 ? 1000 / surePeak * (1 + OVERSHOOT) : Double.POSITIVE_INFINITY;
            final double mohm = Math.min(chosen.seriesMohm(), limit);
            open = Math.max(open, chosen.seriesMohm() / mohm - 1);
            final double noiseShare = noiseShare(seen ? two : one);
            return Optional.of(new AccessEstimate(
                    own ? profile.meanOwnMohm() : mohm,
                    profile.seriesMohm(mohm, !seen),
                    chosen.membraneMohm(),
                    own ? profile.capacitancePf() : chosen.capacitancePf(),
                    boundMohm,
                    seen ? 2 : 1,
                    gain,
                    noiseShare,
                    Double.isNaN(open) ? 1 : open));
        }

        private boolean isTransient(final PooledFit.Exponentials two) {
            final double fast = two.amplitudes()[0];
            final double slow = two.amplitudes()[1];
            return fast > 0
                    && slow > 0
                    && Math.min(fast, slow) >= MIN_SHARE * (fast + slow)
                    && two.taus()[1] >= MIN_RATIO * two.taus()[0]
                    && two.taus()[0] >= MIN_FAST * settled;
        }

        /** Whether single sweeps agree on the second exponential, whatever the covariance of the noise. */
        private boolean scatterAllows(final PooledFit.Exponentials one, final PooledFit.Exponentials two) {
            final int n = pooled.sweeps();
            if (n < MIN_SWEEPS) return true;
            final double[] ofOne = fit.values(one);
            final double[] ofTwo = fit.values(two);
            final double[] along = new double[n];
            double mean = 0;
            for (int k = 0; k < n; k++) {
                final double[] sweep = fit.white(pooled.response(k));
                for (int b = 0; b < sweep.length; b++) along[k] += (ofTwo[b] - ofOne[b]) * (sweep[b] - ofOne[b]);
                mean += pooled.weight(k) * along[k];
            }
            double variance = 0;
            for (int k = 0; k < n; k++) variance += Math.pow(pooled.weight(k) * (along[k] - mean), 2) * n / (n - 1);
            return mean > Statistics.studentT(n - 1, 1 - 2 * SIGNIFICANCE) * Math.sqrt(variance);
        }

        /**
         * A dendrite has more exponentials than two, and each that is over before the fit starts makes R_s too large:
         * in cells with cables by about as much as it grows once more if the fit starts later by half. Half of that is
         * taken off, because the later fit has more noise.
         */
        private Cell withMore(final PooledStep step, final PooledFit.Exponentials two) {
            final Cell found = cell(step, two, settled);
            final PooledFit.Exponentials late = later.near(later.white(step.mean()), two);
            final double growth = cell(step, late, lateFrom).seriesMohm() / found.seriesMohm() - 1;
            final double share = Math.max(-MAX_MORE, Math.min(MAX_MORE, MORE_TAKEN * growth));
            final double mohm = found.seriesMohm() / (1 + share);
            return new Cell(mohm, found.membraneMohm() + found.seriesMohm() - mohm, found.capacitancePf());
        }

        /** The standard error of R_s when sweeps are left out in turn (jackknife), as a share of it. */
        private double noiseShare(final PooledFit.Exponentials best) {
            final int groups = Math.min(MAX_GROUPS, pooled.sweeps());
            if (groups < 2) return 2 * noise.sd() / (best.atSettled() + best.steady());
            final double[] mohm = new double[groups];
            for (int g = 0; g < groups; g++) {
                ParallelLoop.checkCancelled();
                final PooledStep some = pooled.without(g, groups);
                final PooledFit.Exponentials again = fit.near(fit.white(some.mean()), best);
                final Cell found = best.taus().length == 2 ? withMore(some, again) : cell(some, again, settled);
                mohm[g] = found.seriesMohm();
            }
            final double mean = Statistics.mean(mohm);
            return Math.sqrt(groups - 1.0) * Statistics.populationSd(mohm, 0, groups) / mean;
        }

        private Cell cell(final PooledStep step, final PooledFit.Exponentials found, final int from) {
            final double onset = ChargeOnset.samples(
                    step.rise(found.holding()), from, found.amplitudes(), found.taus(), found.steady());
            final double top = ChargeOnset.height(onset, from, found.amplitudes(), found.taus()) + found.steady();
            double slope = 0;
            for (int j = 0; j < found.taus().length; j++)
                slope += found.amplitudes()[j] * Math.exp((from - onset) / found.taus()[j]) / found.taus()[j];
            final double mohm = 1000 / top;
            // nS a sample over nS squared: ms of one sample times nS, in pF
            return new Cell(mohm, 1000 / found.steady() - mohm, top * top / slope * 1000 / sampleRateHz);
        }
    }
}
