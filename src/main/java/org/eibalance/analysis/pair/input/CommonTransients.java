package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.signal.Statistics;

/**
 * Sharp transients that both cells show at once, within 0.1 ms, as stimuli and switches give them and synapses do not:
 * and what is left of a correlation when straight lines bridge them.
 *
 * @param resolved whether the sampling is fast enough to tell them from synaptic events
 * @param count how many were found in the sweeps that were correlated
 * @param r mean coefficient at a lag, with them; NaN where there are none
 * @param withoutR the same without them
 */
public record CommonTransients(boolean resolved, int count, double r, double withoutR) {

    /** Slower sampling does not tell a rise of 0.3 ms from a jump. */
    public static final double MIN_RATE_HZ = 8000;

    /** Two cells show one artefact within this. */
    private static final double TOGETHER_MS = 0.1;

    /** A jump within this is sharp if it is this share of the whole excursion around; an EPSC of 0.3 ms gives 0.28. */
    private static final double JUMP_MS = 0.1;

    private static final double JUMP_SHARE = 0.4;
    private static final double AROUND_MS = 1;

    /** In robust standard deviations of the differences from sample to sample. */
    private static final double THRESHOLD = 6;

    private static final double BEFORE_MS = 0.5;
    private static final double AFTER_MS = 2;

    /** Enough for a standard deviation of the noise. */
    private static final int NOISE_SAMPLES = 4096;

    /** When they occur, by recording and sweep, in ms from the start of the sweep. */
    public static final class Times {

        private final Map<String, List<Double>> timesMs = new HashMap<>();

        private static String key(final PairSweep sweep) {
            return sweep.sweep() + " " + sweep.recording();
        }

        List<Double> of(final PairSweep sweep) {
            return timesMs.getOrDefault(key(sweep), List.of());
        }
    }

    /**
     * Finds them.
     *
     * @param inputs the sweeps as they were recorded: filters take their edges from transients
     * @return when they occur
     */
    public static Times find(final List<PairInput> inputs) {
        final Times times = new Times();
        for (final PairInput input : inputs) {
            if (input.sampleRateHz() < MIN_RATE_HZ) continue;
            for (final PairSweep sweep : input.sweeps())
                times.timesMs
                        .computeIfAbsent(Times.key(sweep), k -> new ArrayList<>())
                        .addAll(find(sweep, input.sampleRateHz()));
        }
        return times;
    }

    private static List<Double> find(final PairSweep sweep, final double rate) {
        final double[] a = sweep.cellA(), b = sweep.cellB();
        final double thresholdA = THRESHOLD * noise(a), thresholdB = THRESHOLD * noise(b);
        final int near = (int) Math.floor(TOGETHER_MS * rate / 1000 + 1e-6);
        final int skip = (int) Math.round(AFTER_MS * rate / 1000);
        final List<Double> times = new ArrayList<>();
        for (int t = 0; t + 1 < a.length; t++) {
            if (!(Math.abs(a[t + 1] - a[t]) > thresholdA)) continue;
            if (!hasJump(b, t - near, t + near, thresholdB, rate) || !isSharp(a, t, rate)) continue;
            times.add(sweep.startMs() + t * 1000 / rate);
            t += skip;
        }
        return times;
    }

    private static boolean hasJump(
            final double[] samples, final int from, final int to, final double threshold, final double rate) {
        for (int t = Math.max(0, from); t <= Math.min(samples.length - 2, to); t++) {
            if (Math.abs(samples[t + 1] - samples[t]) > threshold && isSharp(samples, t, rate)) return true;
        }
        return false;
    }

    private static boolean isSharp(final double[] samples, final int at, final double rate) {
        final int jump = Math.max(1, (int) Math.floor(JUMP_MS * rate / 1000 + 1e-6));
        final int around = (int) Math.round(AROUND_MS * rate / 1000);
        double low = samples[at], high = samples[at], largest = 0;
        for (int t = Math.max(0, at - around); t <= Math.min(samples.length - 1, at + around); t++) {
            low = Math.min(low, samples[t]);
            high = Math.max(high, samples[t]);
        }
        for (int t = Math.max(0, at - jump); t <= at + 1 && t + jump < samples.length; t++)
            largest = Math.max(largest, Math.abs(samples[t + jump] - samples[t]));
        return largest > JUMP_SHARE * (high - low);
    }

    /** Robust standard deviation of the differences from sample to sample; at least the resolution of a converter. */
    static double noise(final double[] samples) {
        final int stride = Math.max(1, (samples.length - 1) / NOISE_SAMPLES);
        final double[] differences = new double[Math.max(0, (samples.length - 2) / stride + 1)];
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < differences.length; i++) {
            differences[i] = samples[i * stride + 1] - samples[i * stride];
            if (differences[i] != 0) smallest = Math.min(smallest, Math.abs(differences[i]));
        }
        final double sd = Statistics.robustSd(differences);
        return sd > 0 ? sd : Double.isInfinite(smallest) ? 0 : smallest;
    }

    /**
     * What a correlation owes to them.
     *
     * @param sweeps sweeps of one pairing, as they were correlated
     * @param sampleRateHz samples per second
     * @param lagMs where the correlation is looked at
     * @param times when the transients occur
     * @param smearMs by how much filters have smeared them
     * @return what was found
     */
    public static CommonTransients of(
            final List<PairSweep> sweeps,
            final double sampleRateHz,
            final double lagMs,
            final Times times,
            final double smearMs) {
        final boolean resolved = sampleRateHz >= MIN_RATE_HZ;
        if (sweeps.stream().allMatch(sweep -> times.of(sweep).isEmpty()))
            return new CommonTransients(resolved, 0, Double.NaN, Double.NaN);
        final int lag = (int) Math.round(lagMs * sampleRateHz / 1000);
        int count = 0;
        double r = 0, without = 0;
        for (final PairSweep sweep : sweeps) {
            final List<int[]> cuts = new ArrayList<>();
            for (final double ms : times.of(sweep)) {
                final double atMs = ms - sweep.startMs();
                final int from = (int) Math.round((atMs - BEFORE_MS - smearMs) * sampleRateHz / 1000);
                final int to = (int) Math.round((atMs + AFTER_MS + smearMs) * sampleRateHz / 1000);
                if (to > 0 && from < sweep.cellA().length) cuts.add(new int[] {from, to});
            }
            count += cuts.size();
            final double whole = PairSweep.coefficient(sweep.cellA(), sweep.cellB(), lag);
            r += whole / sweeps.size();
            without += (cuts.isEmpty()
                            ? whole
                            : PairSweep.coefficient(bridged(sweep.cellA(), cuts), bridged(sweep.cellB(), cuts), lag))
                    / sweeps.size();
        }
        return new CommonTransients(resolved, count, r, without);
    }

    private static double[] bridged(final double[] samples, final List<int[]> cuts) {
        final double[] bridged = samples.clone();
        for (final int[] cut : cuts) {
            final int from = Math.max(0, cut[0]), to = Math.min(samples.length - 1, cut[1]);
            final double start = bridged[Math.max(0, from - 1)], end = samples[to];
            for (int t = from; t < to; t++) bridged[t] = start + (end - start) * (t - from + 1) / (to - from + 1);
        }
        return bridged;
    }
}
