package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.Statistics;
import org.eibalance.signal.ZeroPhaseFilter;

/**
 * What one cell does around the synaptic events of the other. An event is where a trace, band-limited to 5–200 Hz,
 * exceeds its median by 1.5 robust standard deviations (median absolute deviation over
 * {@link Statistics#NORMAL_QUARTILE}) in the direction of its inputs; its place is the steepest point of its rise, its
 * amplitude the peak less the lowest value of the 15 ms before.
 *
 * @param events of the cell that triggers
 * @param timesMs around the event, ascending
 * @param average mean of the other cell there, in its unit, less its mean over the window
 * @param amplitudeR correlation of the amplitudes of events with those of the other cell's largest excursion within 20
 *     ms to either side; NaN with fewer than 3
 */
public record PairedEvents(int events, double[] timesMs, double[] average, double amplitudeR) {

    private static final double LOW_HZ = 5;
    private static final double HIGH_HZ = 200;
    private static final double THRESHOLD_SD = 1.5;
    private static final double RISE_MS = 15;
    private static final double WINDOW_MS = 50;
    private static final double PARTNER_MS = 20;

    /**
     * Averages cell B on the events of cell A, or the other way round.
     *
     * @param sweeps the sweeps of one pairing
     * @param sampleRateHz samples per second
     * @param fromA whether cell A triggers
     * @param direction where the trace of the triggering cell goes with more input; 0 is taken as up
     * @param otherDirection the same of the other cell
     * @return the average; NaN where there is no event
     */
    static PairedEvents of(
            final List<PairSweep> sweeps,
            final double sampleRateHz,
            final boolean fromA,
            final int direction,
            final int otherDirection) {
        final int window = (int) Math.round(WINDOW_MS * sampleRateHz / 1000);
        final int partner = (int) Math.round(PARTNER_MS * sampleRateHz / 1000);
        final int rise = Math.max(1, (int) Math.round(RISE_MS * sampleRateHz / 1000));
        final double[] sum = new double[2 * window + 1];
        final List<double[]> amplitudes = new ArrayList<>();
        for (final PairSweep sweep : sweeps) {
            final double[] trigger = band(fromA ? sweep.cellA() : sweep.cellB(), sampleRateHz, direction);
            final double[] raw = fromA ? sweep.cellB() : sweep.cellA();
            final double[] other = band(raw, sampleRateHz, otherDirection);
            for (final int[] event : events(trigger, rise)) {
                final int onset = event[0], peak = event[1];
                if (onset < window || onset + window >= raw.length) continue;
                for (int i = 0; i < sum.length; i++) sum[i] += raw[onset - window + i];
                amplitudes.add(new double[] {
                    trigger[peak] - least(trigger, peak - rise, peak),
                    largestRise(other, onset - partner, onset + partner, rise)
                });
            }
        }
        final double[] timesMs = new double[sum.length];
        final double mean = Arrays.stream(sum).average().orElse(0);
        for (int i = 0; i < sum.length; i++) {
            timesMs[i] = (i - window) * 1000 / sampleRateHz;
            sum[i] = (sum[i] - mean) / amplitudes.size();
        }
        return new PairedEvents(amplitudes.size(), timesMs, sum, correlation(amplitudes));
    }

    private static double correlation(final List<double[]> amplitudes) {
        if (amplitudes.size() < 3) return Double.NaN;
        return new PearsonsCorrelation()
                .correlation(
                        amplitudes.stream().mapToDouble(a -> a[0]).toArray(),
                        amplitudes.stream().mapToDouble(a -> a[1]).toArray());
    }

    private static double[] band(final double[] trace, final double rate, final int direction) {
        double[] left = ZeroPhaseFilter.highPass(LOW_HZ, rate).filter(trace);
        if (HIGH_HZ < rate / 2) left = ZeroPhaseFilter.lowPass(HIGH_HZ, rate).filter(left);
        for (int t = 0; t < left.length && direction < 0; t++) left[t] = -left[t];
        return left;
    }

    /** The steepest sample of the rise and the peak of each event. */
    private static List<int[]> events(final double[] trace, final int rise) {
        final double threshold = Statistics.median(trace) + THRESHOLD_SD * Statistics.robustSd(trace);
        final List<int[]> events = new ArrayList<>();
        for (int t = 1; t < trace.length; t++) {
            if (!(trace[t] > threshold && trace[t - 1] <= threshold)) continue;
            int peak = t;
            for (; t < trace.length && trace[t] > threshold; t++) if (trace[t] > trace[peak]) peak = t;
            int steepest = peak;
            for (int u = Math.max(1, peak - rise); u <= peak; u++) {
                if (trace[u] - trace[u - 1] > trace[steepest] - trace[Math.max(0, steepest - 1)]) steepest = u;
            }
            events.add(new int[] {steepest, peak});
        }
        return events;
    }

    private static double least(final double[] trace, final int from, final int to) {
        double least = trace[to];
        for (int t = Math.max(0, from); t < to; t++) least = Math.min(least, trace[t]);
        return least;
    }

    private static double largestRise(final double[] trace, final int from, final int to, final int rise) {
        int peak = Math.max(0, from);
        for (int t = peak; t <= Math.min(trace.length - 1, to); t++) if (trace[t] > trace[peak]) peak = t;
        return trace[peak] - least(trace, peak - rise, peak);
    }
}
