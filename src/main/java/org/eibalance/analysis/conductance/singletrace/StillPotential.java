package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;

/**
 * Moments of a trace in which the cell is at rest. Synapses that open or close move the potential: by 1 mV and more for
 * each nS, where noise moves it by microvolts. Rest is therefore looked for in the potential and not in the
 * conductance, whose noise would choose the moments in which it comes out low.
 *
 * <p>A potential is still at a sample if its standard deviation over one reciprocal of the bandwidth about it is below
 * {@value #STILL_MV} mV, and that for as long again. The potentials of still samples are counted in bins of
 * {@value #BIN_MV} mV; bins without a gap are one state of the cell, such as rest or a plateau of inhibition. The state
 * of the lowest conductance is rest. Of states that do not differ from it beyond two standard errors the longest is
 * taken.
 */
final class StillPotential {

    private static final double STILL_MV = 0.1;
    private static final double BIN_MV = 0.25;

    /** A state lasts three reciprocals of the bandwidth, or a fiftieth of the trace: less may be chance. */
    private static final int MIN_BANDWIDTHS = 3;

    private static final double MIN_SHARE = 0.02;

    /** Share of the samples that takes the place of rest where the potential is never still. */
    private static final double STILLEST = 0.05;

    /** One in so many reciprocals of the bandwidth of a Gaussian low-pass of white noise is independent. */
    private static final double INDEPENDENT = 0.47;

    private final double[] potentialMv;
    private final IntFunction<Complex> conductanceNs;
    private final int perBandwidth;

    /**
     * @param potentialMv V_m without the sinusoids
     * @param conductanceNs G at a sample; its imaginary part is error alone, as large as that of the real part
     * @param perBandwidth samples in one reciprocal of the bandwidth
     */
    StillPotential(final double[] potentialMv, final IntFunction<Complex> conductanceNs, final int perBandwidth) {
        this.potentialMv = potentialMv;
        this.conductanceNs = conductanceNs;
        this.perBandwidth = perBandwidth;
    }

    /** Samples of one state, with the mean of G over them and its error. */
    private record State(int[] samples, double meanNs, double seNs) {}

    /** What was found: samples in rising order, and whether they are still. */
    record Found(int[] samples, boolean still) {}

    /**
     * Looks for rest.
     *
     * @param from first sample to look at
     * @param to end of them
     */
    Found rest(final int from, final int to) {
        final double[] spread = spread(from, to);
        final int[] still = new int[spread.length];
        int count = 0;
        int run = 0;
        for (int t = 0; t <= spread.length; t++) {
            if (t < spread.length && spread[t] < STILL_MV) run++;
            else {
                if (run >= perBandwidth) for (int k = t - run; k < t; k++) still[count++] = from + k;
                run = 0;
            }
        }
        final int least = (int) Math.max(MIN_BANDWIDTHS * perBandwidth, MIN_SHARE * (to - from));
        final List<State> states = states(Arrays.copyOf(still, count), least);
        if (states.isEmpty()) return new Found(stillest(spread, from), false);
        final State lowest =
                states.stream().min(Comparator.comparingDouble(State::meanNs)).orElseThrow();
        return new Found(
                states.stream()
                        .filter(s -> s.meanNs - lowest.meanNs <= 2 * Math.hypot(s.seNs, lowest.seNs))
                        .max(Comparator.comparingInt(s -> s.samples.length))
                        .orElseThrow()
                        .samples,
                true);
    }

    private List<State> states(final int[] still, final int least) {
        final List<State> states = new ArrayList<>();
        if (still.length < least) return states;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (final int t : still) {
            low = Math.min(low, potentialMv[t]);
            high = Math.max(high, potentialMv[t]);
        }
        final int[] counts = new int[2 + (int) ((high - low) / BIN_MV)];
        for (final int t : still) counts[(int) ((potentialMv[t] - low) / BIN_MV)]++;
        int first = 0;
        int inside = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            inside += counts[bin];
            if (counts[bin] > 0) continue;
            if (inside >= least) states.add(state(still, low + first * BIN_MV, low + bin * BIN_MV));
            first = bin + 1;
            inside = 0;
        }
        return states;
    }

    private State state(final int[] still, final double fromMv, final double toMv) {
        final int[] samples = Arrays.stream(still)
                .filter(t -> potentialMv[t] >= fromMv && potentialMv[t] < toMv)
                .toArray();
        // Ten in a reciprocal of the bandwidth are as good as all.
        final int every = Math.max(1, perBandwidth / 10);
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int k = 0; k < samples.length; k += every) {
            final Complex g = conductanceNs.apply(samples[k]);
            sum += g.getReal();
            squares += g.getImaginary() * g.getImaginary();
            count++;
        }
        return new State(samples, sum / count, Math.sqrt(squares / count / independent(samples.length, perBandwidth)));
    }

    /** How many values of G in so many samples are independent of each other. */
    static double independent(final int samples, final int perBandwidth) {
        return Math.max(1, samples / (INDEPENDENT * perBandwidth));
    }

    /** Standard deviation of the potential over one reciprocal of the bandwidth; infinite near the ends. */
    private double[] spread(final int from, final int to) {
        final int half = perBandwidth / 2;
        final double[] spread = new double[to - from];
        Arrays.fill(spread, Double.POSITIVE_INFINITY);
        final double centre = potentialMv[from];
        double sum = 0;
        double squares = 0;
        final int width = 2 * half + 1;
        for (int t = from; t < to; t++) {
            final double now = potentialMv[t] - centre;
            sum += now;
            squares += now * now;
            if (t - width >= from) {
                final double old = potentialMv[t - width] - centre;
                sum -= old;
                squares -= old * old;
            }
            if (t - width + 1 >= from)
                spread[t - half - from] = Math.sqrt(Math.max(0, squares / width - sum / width * sum / width));
        }
        return spread;
    }

    private static int[] stillest(final double[] spread, final int from) {
        final double[] sorted = spread.clone();
        Arrays.sort(sorted);
        final double limit = sorted[(int) (STILLEST * (sorted.length - 1))];
        return IntStream.range(0, spread.length)
                .filter(t -> spread[t] <= limit)
                .map(t -> from + t)
                .toArray();
    }
}
