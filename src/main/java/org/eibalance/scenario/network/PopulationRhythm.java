package org.eibalance.scenario.network;

import java.util.Arrays;
import java.util.Locale;

/**
 * The rhythm of a population.
 *
 * @param hz where its power lies; NaN of a population that is silent
 * @param peak greatest power over the median of all, between 20 and 300 Hz, both smoothed over 20 Hz
 * @param least least peak of a rhythm in a run of that length
 * @param fano variance over mean of the population's spikes in bins of 3 ms: 1 of independent neurons
 */
record PopulationRhythm(double hz, double peak, double least, double fano) {

    /**
     * Least peak of a rhythm in a long run. In a short one chance has higher ones: of 400 runs of neurons that share
     * nothing the highest is 10 in 100 ms, 6.6 in 200 ms, 3.2 in 400 ms, and 1.7 in the 2800 ms of the default.
     */
    private static final double MIN_PEAK = 2;

    private static final double CHANCE_PEAK = 1.5;
    private static final double CHANCE_PEAK_MS = 900;
    /** Least Fano factor: with 2 as much variance comes from what neurons share as from each by itself. */
    private static final double MIN_FANO = 2;

    private static final double FROM_HZ = 20;
    private static final double SPAN_HZ = 280;
    private static final double SMOOTH_HZ = 10;
    private static final double AROUND_HZ = 25;
    private static final int PIECE_MS = 200;

    /**
     * Finds it: the spectrum between 20 and 300 Hz, smoothed over 20 Hz, has its peak there; about it the centre of the
     * power within 25 Hz, for the peak itself wanders from one second to the next.
     *
     * @param bins spikes in bins of 1 ms
     * @param fano of the same spikes in bins of 3 ms
     */
    static PopulationRhythm of(final double[] bins, final double fano) {
        final double mean = Arrays.stream(bins).average().orElse(0);
        if (mean == 0) return new PopulationRhythm(Double.NaN, Double.NaN, MIN_PEAK, fano);
        // Averaged over pieces of 200 ms: one long spectrum would be too ragged to have a peak.
        final int piece = Math.min(PIECE_MS, bins.length);
        final double stepHz = 1000.0 / piece;
        final double[] power = new double[(int) Math.floor(SPAN_HZ / stepHz) + 1];
        for (int k = 0; k < power.length; k++) {
            final double hz = FROM_HZ + k * stepHz;
            for (int start = 0; start + piece <= bins.length; start += piece / 2) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < piece; i++) {
                    final double window = 1 - Math.cos(2 * Math.PI * (i + 0.5) / piece);
                    re += window * (bins[start + i] - mean) * Math.cos(2 * Math.PI * hz * i / 1000);
                    im += window * (bins[start + i] - mean) * Math.sin(2 * Math.PI * hz * i / 1000);
                }
                power[k] += re * re + im * im;
            }
        }
        final double[] smooth = new double[power.length];
        int peak = 0;
        for (int k = 0; k < power.length; k++) {
            smooth[k] = within(power, k, SMOOTH_HZ / stepHz);
            if (smooth[k] > smooth[peak]) peak = k;
        }
        double sum = 0;
        double moment = 0;
        for (int k = 0; k < power.length; k++) {
            if (Math.abs(k - peak) * stepHz > AROUND_HZ) continue;
            sum += power[k];
            moment += power[k] * (FROM_HZ + k * stepHz);
        }
        final double height = smooth[peak];
        Arrays.sort(smooth);
        return new PopulationRhythm(
                moment / sum,
                height / smooth[smooth.length / 2],
                Math.max(MIN_PEAK, CHANCE_PEAK + CHANCE_PEAK_MS / bins.length),
                fano);
    }

    /** Whether it stands out of chance. */
    boolean stands() {
        return peak >= least && fano >= MIN_FANO;
    }

    /** Why not. */
    String sentence() {
        if (Double.isNaN(peak)) return "no neuron fires.";
        return String.format(
                Locale.ROOT,
                "its greatest power is %.2g times the median (%.2g are asked for), its Fano factor in bins of "
                        + "3 ms %.2g (%.0f).",
                peak,
                least,
                fano,
                MIN_FANO);
    }

    /** Mean of the values at places no further than a distance from a place. */
    private static double within(final double[] values, final int place, final double distance) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < values.length; k++) {
            if (Math.abs(k - place) > distance) continue;
            sum += values[k];
            count++;
        }
        return sum / count;
    }
}
