package org.eibalance.bridge.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Crossings;

/**
 * Firing against the balance: the same conductances with g_I scaled by one factor after another, in an order drawn at
 * random within each block, so that a cell that runs down does not look like a balance. The input resistance is
 * measured before each block and after the last.
 *
 * @param ratios factors of g_I
 * @param blocks how often each is run
 * @param spikeMv a crossing of this is a spike; the next one counts after the potential was 5 mV below
 * @param stepPa step for the input resistance
 * @param stepMs its length
 * @param seed of the order
 */
public record RatioSeries(double[] ratios, int blocks, double spikeMv, double stepPa, double stepMs, long seed) {

    /** Eleven factors from 0.5 to 1.5, three blocks, spikes reach −10 mV. */
    public static final RatioSeries DEFAULT =
            new RatioSeries(evenly(0.5, 1.5, 11), 3, -10, -50, InputResistance.DEFAULT_STEP_MS, 1);

    /** Between two runs, so that adaptation and slow currents of the last one are over. */
    private static final long RECOVERY_MS = 1000;

    /** Two crossings closer than this are one spike. */
    private static final double REFRACTORY_MS = 1;

    /**
     * One run.
     *
     * @param block 0-based
     * @param ratio factor of g_I
     * @param spikes how many
     * @param rateHz mean rate
     * @param cv standard deviation (over n, as everywhere) over mean of the intervals; NaN with fewer than three spikes
     * @param inputMohm input resistance before the block
     */
    public record Trial(int block, double ratio, int spikes, double rateHz, double cv, double inputMohm) {}

    /**
     * The series.
     *
     * @param trials in the order in which they were run
     * @param lastInputMohm input resistance after the last
     */
    public record Outcome(List<Trial> trials, double lastInputMohm) {

        /** Takes a copy. */
        public Outcome {
            trials = List.copyOf(trials);
        }

        /**
         * Firing at each factor.
         *
         * @param ratios factors of g_I that were run
         * @return one entry a factor, in their order
         */
        public List<Firing> firing(final double[] ratios) {
            return Arrays.stream(ratios).mapToObj(this::firing).toList();
        }

        private Firing firing(final double ratio) {
            final List<Trial> own =
                    trials.stream().filter(t -> t.ratio() == ratio).toList();
            return new Firing(
                    ratio,
                    own.stream().mapToDouble(Trial::rateHz).average().orElse(Double.NaN),
                    own.stream()
                            .mapToDouble(Trial::cv)
                            .filter(cv -> !Double.isNaN(cv))
                            .average()
                            .orElse(Double.NaN),
                    own.size());
        }
    }

    /**
     * Firing at one factor.
     *
     * @param ratio factor of g_I
     * @param rateHz mean rate of its runs; NaN without one
     * @param cv mean CV of its runs that have one; NaN if none has
     * @param runs number of runs
     */
    public record Firing(double ratio, double rateHz, double cv, int runs) {}

    /** Checks the values. */
    public RatioSeries {
        if (ratios.length == 0 || blocks < 1)
            throw new InputException("There is no ratio to run: at least one was expected.");
        for (final double ratio : ratios) {
            if (!(ratio >= 0 && ratio <= 10))
                throw new InputException("A ratio is " + ratio + ": 0 to 10 was expected.");
        }
        ratios = ratios.clone();
    }

    /**
     * Factors that are evenly spaced, rounded to a millionth.
     *
     * @param lowest the first
     * @param highest the last
     * @param count how many; the lowest alone if it is 1
     * @return the factors
     */
    public static double[] evenly(final double lowest, final double highest, final int count) {
        final double[] factors = new double[count];
        Arrays.setAll(
                factors,
                k -> count == 1 ? lowest : Math.rint((lowest + k * (highest - lowest) / (count - 1)) * 1e6) / 1e6);
        return factors;
    }

    /**
     * Runs the series.
     *
     * @param session with the device
     * @param injection the conductances at a ratio of 1
     * @param stability of the rig
     * @param recorder takes the runs, one sweep each
     * @param progress is given the share done, 0 to 1
     * @return what the cell did
     * @throws DeviceException if the device ends a run
     */
    public Outcome run(
            final Session session,
            final Injection injection,
            final StabilityLimit stability,
            final ClampRecorder recorder,
            final DoubleConsumer progress) {
        // All of them first: that the last one is refused is not to be found out in the middle of a cell.
        for (final double ratio : ratios)
            injection.withGains(injection.gainE(), injection.gainI() * ratio).plan(session.device(), stability);
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Trial> trials = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            session.pause(RECOVERY_MS);
            final double input = InputResistance.mohm(session, stability, stepPa, stepMs, injection.limitPa());
            for (final double ratio : shuffled(random)) {
                session.pause(RECOVERY_MS);
                final double stepMsOfSamples = 1000.0
                        * injection.every(session.device().loopHz())
                        / session.device().loopHz();
                final SpikeTimes spikes = new SpikeTimes(recorder, spikeMv, stepMsOfSamples);
                final Injection scaled = injection.withGains(injection.gainE(), injection.gainI() * ratio);
                recorder.playing(scaled);
                final RunOutcome outcome = session.run(scaled.plan(session.device(), stability), spikes);
                if (!outcome.complete())
                    throw new DeviceException("The series was broken off in block " + block + " at a ratio of " + ratio
                            + ": " + outcome.sentence());
                trials.add(spikes.trial(block, ratio, input));
                progress.accept((double) trials.size() / (blocks * ratios.length));
            }
        }
        session.pause(RECOVERY_MS);
        return new Outcome(trials, InputResistance.mohm(session, stability, stepPa, stepMs, injection.limitPa()));
    }

    private double[] shuffled(final SplittableRandom random) {
        final double[] order = ratios.clone();
        for (int k = order.length - 1; k > 0; k--) {
            final int other = random.nextInt(k + 1);
            final double kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** Hands samples on and counts spikes. */
    static final class SpikeTimes implements RunListener {

        private final RunListener to;
        private final double spikeMv;
        private final double stepMs;
        private double[] times = new double[64];
        private int spikes;
        private long at;
        private boolean above = true;

        SpikeTimes(final RunListener to, final double spikeMv, final double stepMs) {
            this.to = to;
            this.spikeMv = spikeMv;
            this.stepMs = stepMs;
        }

        @Override
        public void began(final long tick) {
            to.began(tick);
        }

        @Override
        public void samples(final float[][] samples, final int length) {
            for (int i = 0; i < length; i++, at++) {
                // What did not come may lie within a spike: nothing is known of it.
                if (Float.isNaN(samples[0][i])) continue;
                // on a slow flank noise passes the level several times
                final double level = above ? spikeMv - Crossings.SPIKE_HYSTERESIS_MV : spikeMv;
                final boolean now = samples[0][i] >= level;
                if (now && !above && (spikes == 0 || at * stepMs - times[spikes - 1] > REFRACTORY_MS)) {
                    if (spikes == times.length) times = Arrays.copyOf(times, 2 * spikes);
                    times[spikes++] = at * stepMs;
                }
                above = now;
            }
            to.samples(samples, length);
        }

        @Override
        public void happened(final double timeS, final String text) {
            to.happened(timeS, text);
        }

        @Override
        public void ended(final RunOutcome outcome) {
            to.ended(outcome);
        }

        Trial trial(final int block, final double ratio, final double inputMohm) {
            double mean = 0;
            double squares = 0;
            final int n = spikes - 1;
            for (int k = 0; k < n; k++) mean += (times[k + 1] - times[k]) / n;
            for (int k = 0; k < n; k++) squares += Math.pow(times[k + 1] - times[k] - mean, 2);
            return new Trial(
                    block,
                    ratio,
                    spikes,
                    spikes / (at * stepMs / 1000),
                    n < 2 ? Double.NaN : Math.sqrt(squares / n) / mean,
                    inputMohm);
        }
    }
}
