package org.eibalance.analysis.field;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/**
 * A signal by its spectrum: the aperiodic part and the peaks (Donoghue et al. 2020), a robust slope (Gao, Peterson and
 * Voytek 2017), and the long correlations of a rhythm's envelope (Hardstone et al. 2012).
 *
 * @param rateHz rate of samples of the signal
 * @param spectrum its power spectrum
 * @param fit aperiodic part and peaks
 * @param robustSlope slope of the logarithm of power on that of frequency; NaN where its range ends above half the rate
 *     of samples
 * @param fluctuations of the envelope of the rhythm, in the longest stretch; empty where that is too short
 */
public record SpectrumStudy(
        double rateHz,
        PowerSpectrum spectrum,
        AperiodicFit fit,
        double robustSlope,
        Optional<FluctuationAnalysis> fluctuations) {

    private static final double MIN_FLUCTUATION_S = 1;
    /** Chance that noise alone has one peak or more beyond it. */
    private static final double LEVEL = 0.05;

    private static final double MAX_FLUCTUATION_S = 20;

    /**
     * Studies a signal.
     *
     * @param sweeps its stretches
     * @param rateHz its rate of samples
     * @param settings how
     * @param progress given the share that is done, from 0 to 1
     * @return the spectrum and what is read from it
     * @throws InputException if the window or the range of frequencies does not fit the rate of samples
     */
    public static SpectrumStudy compute(
            final List<double[]> sweeps,
            final double rateHz,
            final SpectrumStudySettings settings,
            final DoubleConsumer progress) {
        final int window = 2 * (int) Math.round(settings.windowMs() * rateHz / 2000);
        if (window < 4)
            throw new InputException(
                    "window_ms is '" + settings.windowMs() + "': it must hold four samples at " + rateHz + " Hz.");
        final double highHz = settings.aperiodic().highHz();
        if (highHz >= rateHz / 2)
            throw new InputException(
                    "high_hz is '" + highHz + "': it must be below half the rate of samples, " + rateHz / 2 + " Hz.");
        final PowerSpectrum spectrum = PowerSpectrum.of(sweeps, rateHz, window);
        progress.accept(0.4);
        final AperiodicFit fit = AperiodicFitting.fit(spectrum, settings.aperiodic());
        progress.accept(0.6);
        final double slope = settings.slopeToHz() < rateHz / 2
                ? RobustSlope.of(spectrum, settings.slopeFromHz(), settings.slopeToHz())
                : Double.NaN;
        return new SpectrumStudy(rateHz, spectrum, fit, slope, fluctuations(sweeps, rateHz, settings));
    }

    /**
     * The peaks that noise alone does not make. Without rhythm the density at a frequency scatters as chi-squared, see
     * {@link PowerSpectrum#confidenceFactors}, so that the largest of all frequencies exceeds a limit in 5 of 100
     * spectra, and a fitted peak in about a tenth. Fitted peaks leave the aperiodic part below the middle of the noise:
     * the limit is counted from that middle.
     *
     * @return those of the fit, in its order
     */
    public List<AperiodicFit.Peak> peaksBeyondNoise() {
        final double[] hz = fit.frequenciesHz();
        final double[] residuals = new double[hz.length];
        for (int i = 0; i < hz.length; i++) residuals[i] = fit.measured()[i] - fit.aperiodic(hz[i]);
        final double limit =
                Statistics.median(residuals) - Math.log10(spectrum.confidenceFactors(1 - 2 * LEVEL / hz.length)[0]);
        return fit.peaks().stream().filter(p -> p.power() > limit).toList();
    }

    /** Of the longest stretch; empty where a tenth of it is under two seconds. */
    private static Optional<FluctuationAnalysis> fluctuations(
            final List<double[]> sweeps, final double rateHz, final SpectrumStudySettings settings) {
        final double[] longest =
                sweeps.stream().max(Comparator.comparingInt(s -> s.length)).orElseThrow();
        final int from = (int) Math.round(MIN_FLUCTUATION_S * rateHz);
        final int to = (int) Math.min(longest.length / 10, MAX_FLUCTUATION_S * rateHz);
        if (to < 2 * from || from < 8 || settings.rhythmToHz() >= rateHz / 2) return Optional.empty();
        final double[] envelope =
                FluctuationAnalysis.envelope(longest, rateHz, settings.rhythmFromHz(), settings.rhythmToHz());
        return Optional.of(FluctuationAnalysis.of(envelope, from, to));
    }
}
