package org.eibalance.analysis.criticality;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;

/**
 * Power laws of the sizes and durations of avalanches (Clauset, Shalizi and Newman 2009), and the exponent with which
 * sizes grow with durations.
 *
 * @param avalanches the avalanches
 * @param sizes the law of their sizes
 * @param durations the law of their durations in bins
 * @param shape mean size for each duration
 * @param gamma exponent with which mean sizes grow with durations, over the range of the law of durations
 * @param gammaExpected the same at a critical point: (tau_duration - 1) / (tau_size - 1) (Sethna, Dahmen and Myers
 *     2001)
 * @param seed of all random draws
 */
public record AvalancheStudy(
        AvalancheSeries avalanches,
        PowerLawFit sizes,
        PowerLawFit durations,
        AvalancheSeries.Shape shape,
        double gamma,
        double gammaExpected,
        long seed) {

    /**
     * Fits the laws.
     *
     * @param recording its name, for the message where avalanches are too few
     * @param avalanches the avalanches
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1
     * @return the fits
     * @throws InputException if there are too few avalanches
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static AvalancheStudy compute(
            final String recording,
            final AvalancheSeries avalanches,
            final AvalancheSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        if (avalanches.count() < AvalancheSettings.MIN_TAIL)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d avalanches in bins of %.4g ms: a power law needs %d at least, so choose other "
                            + "bins or a longer recording.",
                    recording,
                    avalanches.count(),
                    avalanches.binMs(),
                    AvalancheSettings.MIN_TAIL));
        final PowerLawFit sizes = fit(
                avalanches.sizes(),
                settings.sizeFrom(),
                settings.sizeTo(),
                settings,
                threads,
                done -> progress.accept(done / 2));
        final PowerLawFit durations = fit(
                avalanches.durations(),
                settings.durationFrom(),
                settings.durationTo(),
                settings,
                threads,
                done -> progress.accept(0.5 + done / 2));
        final AvalancheSeries.Shape shape = avalanches.shape();
        return new AvalancheStudy(
                avalanches,
                sizes,
                durations,
                shape,
                shape.exponent(durations.law().least(), durations.law().greatest()),
                (durations.law().exponent() - 1) / (sizes.law().exponent() - 1),
                settings.seed());
    }

    private static PowerLawFit fit(
            final double[] values,
            final OptionalDouble from,
            final double to,
            final AvalancheSettings settings,
            final int threads,
            final DoubleConsumer progress) {
        // A threshold above 0 that is no whole number leaves sizes that are no whole numbers.
        final boolean whole = Arrays.stream(values).allMatch(x -> x == Math.rint(x));
        return PowerLawFitting.fit(
                values,
                new PowerLawSettings(
                        whole,
                        from.orElse(Double.NaN),
                        to,
                        AvalancheSettings.MIN_TAIL,
                        settings.bootstraps(),
                        settings.seed()),
                threads,
                progress);
    }
}
