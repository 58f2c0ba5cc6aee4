package org.eibalance.analysis.pair.input;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a correlation owes to hum of the mains that both cells show: the correlation with it, and without the sinusoids
 * of the mains and its next two harmonics, which are fitted in each second.
 *
 * @param hz frequency of the mains; 0 where the cells share none
 * @param r mean coefficient at a lag, with it; NaN where there is none
 * @param withoutR the same without it
 */
public record CommonHum(int hz, double r, double withoutR) {

    private static final int HARMONICS = 3;

    /**
     * Takes the hum out of both cells.
     *
     * @param sweeps sweeps of one pairing, as they were correlated
     * @param sampleRateHz samples per second
     * @param lagMs where the correlation is looked at
     * @param sharedHz frequency of the mains; empty where the cells share none
     * @return what was found
     */
    public static CommonHum of(
            final List<PairSweep> sweeps, final double sampleRateHz, final double lagMs, final OptionalInt sharedHz) {
        if (sharedHz.isEmpty()) return new CommonHum(0, Double.NaN, Double.NaN);
        final int lag = (int) Math.round(lagMs * sampleRateHz / 1000);
        double r = 0, without = 0;
        for (final PairSweep sweep : sweeps) {
            r += PairSweep.coefficient(sweep.cellA(), sweep.cellB(), lag) / sweeps.size();
            without += PairSweep.coefficient(
                            withoutHum(sweep.cellA(), sampleRateHz, sharedHz.getAsInt()),
                            withoutHum(sweep.cellB(), sampleRateHz, sharedHz.getAsInt()),
                            lag)
                    / sweeps.size();
        }
        return new CommonHum(sharedHz.getAsInt(), r, without);
    }

    /** Second after second; what is left at the end is fitted with the samples of a whole second, if there is one. */
    private static double[] withoutHum(final double[] samples, final double rate, final int hz) {
        final double[] left = samples.clone();
        final int second = (int) Math.min(samples.length, Math.round(rate));
        for (int from = 0; from < samples.length; from += second) {
            final int end = Math.min(samples.length, from + second);
            for (int h = 1; h <= HARMONICS && h * hz < rate / 2; h++)
                subtract(samples, left, end - second, from, end, 2 * Math.PI * h * hz / rate);
        }
        return left;
    }

    /** Subtracts the sinusoid of whole cycles in the samples up to an end from the last of them. */
    private static void subtract(
            final double[] samples,
            final double[] left,
            final int fitFrom,
            final int from,
            final int end,
            final double radians) {
        double cosine = 0, sine = 0;
        for (int t = fitFrom; t < end; t++) {
            cosine += samples[t] * Math.cos(radians * t);
            sine += samples[t] * Math.sin(radians * t);
        }
        final double scale = 2.0 / (end - fitFrom);
        for (int t = from; t < end; t++)
            left[t] -= scale * (cosine * Math.cos(radians * t) + sine * Math.sin(radians * t));
    }
}
