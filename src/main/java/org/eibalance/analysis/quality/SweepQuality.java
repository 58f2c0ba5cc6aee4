package org.eibalance.analysis.quality;

/**
 * The quality of one channel in one sweep: in pA, or in mV where the channel is a potential.
 *
 * @param sweep 0-based sweep
 * @param baseline mean of the quiet stretch; NaN where there is none
 * @param noiseSd standard deviation about the straight line through it
 * @param hum50 amplitude of its sinusoid at 50 Hz; NaN where it is shorter than 100 ms or the rate is too low
 * @param hum60 the same at 60 Hz
 * @param humFloor amplitude that noise alone has around these frequencies
 * @param saturatedSamples samples in runs at the limit of the converter, see {@link Saturation}
 * @param missingSamples samples that are not finite numbers
 * @param samples how many there are in all
 * @param level the command of the quiet stretch, in mV or pA; NaN where it is not known
 */
public record SweepQuality(
        int sweep,
        double baseline,
        double noiseSd,
        double hum50,
        double hum60,
        double humFloor,
        long saturatedSamples,
        long missingSamples,
        long samples,
        double level) {}
