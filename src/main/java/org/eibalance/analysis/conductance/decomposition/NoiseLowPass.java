package org.eibalance.analysis.conductance.decomposition;

import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;

/**
 * The low-pass that the noise of a recording asks for where C dV/dt is calculated: the lowest cutoff whose own
 * distortion of both responses is small against the noise that it leaves.
 *
 * <p>A Gaussian of standard deviation s lowers a peak by s² |g''| / 2, which may be a tenth of the standard error of a
 * sample, and raises the foot of a steep onset by s g' / √(2π), which may be two. Onsets of events that rise and fall
 * exponentially begin with a slope of about twice the peak over the time from 75 % to the peak.
 */
public final class NoiseLowPass {

    /** Taken where the noise cannot be known. Keeps a rise of 0.5 ms within 1 %. */
    private static final double WITHOUT_NOISE_HZ = 2000;

    private static final double LOWEST_HZ = 250;
    private static final double STEP = Math.pow(2, 0.25);
    private static final double ERRORS_AT_PEAK = 0.1;
    private static final double ERRORS_AT_ONSET = 2;
    private static final double ONSET_SLOPE = 2;

    private NoiseLowPass() {}

    /**
     * The cutoff.
     *
     * @param trials sweeps
     * @param settings how they will be decomposed; their own low-pass does not count
     * @return Hz, from 250 to half of the Nyquist frequency in steps of a quarter of an octave; 2000 Hz or half of the
     *     Nyquist frequency, if that is lower, where a level has one sweep; 0 where no derivative is calculated
     */
    public static double hz(final ClampTrials trials, final DecompositionSettings settings) {
        final boolean voltageClamp = trials.mode() == ClampMode.VOLTAGE_CLAMP;
        if (voltageClamp && settings.correction() != SeriesCorrection.DYNAMIC) return 0;
        final double highestHz = 250 / trials.stepMs();
        final double unknownHz = Math.min(WITHOUT_NOISE_HZ, highestHz);
        if (trials.levels().size() < 2) return unknownHz;
        final ClampTrials used = UsableSweeps.of(trials, settings).trials();
        final DecompositionSettings raw = settings.with(settings.correction(), settings.capacitancePf(), 0);
        final LevelSamples[] levels = used.levels().stream()
                .map(l -> new LevelSamples(l, used.mode(), used.stepMs(), raw))
                .toArray(LevelSamples[]::new);
        final double[] weights = ConductanceDecomposition.weights(levels);
        final int first = settings.analysisWindow().first(used.stepMs());
        final int length = settings.analysisWindow().end(used.stepMs(), used.samples()) - first;
        final SynapticLines lines = SynapticLines.fit(levels, weights, null, first, length);
        final SynapticLines noise = SynapticLines.halfDifference(levels, weights, lines, first);
        if (noise.slopeNs().length == 0) return unknownHz;
        final ReversalPotentials reversals = settings.reversals();
        final double[][] noises = {noise.excitatoryNs(reversals), noise.inhibitoryNs(reversals)};
        final PeakShape[] shapes = {
            PeakShape.of(lines.excitatoryNs(reversals), new PeakNoise(noises[0], Double.NaN)),
            PeakShape.of(lines.inhibitoryNs(reversals), new PeakNoise(noises[1], Double.NaN))
        };
        if (shapes[0] == null && shapes[1] == null) return unknownHz;
        for (double hz = LOWEST_HZ; hz < highestHz; hz *= STEP) {
            if (keeps(shapes[0], noises[0], hz, used.stepMs()) && keeps(shapes[1], noises[1], hz, used.stepMs()))
                return Math.rint(hz / 10) * 10;
        }
        return highestHz;
    }

    /** Whether a cutoff distorts a response less than the noise hides. */
    private static boolean keeps(final PeakShape shape, final double[] noiseNs, final double hz, final double stepMs) {
        if (shape == null) return true;
        double squares = 0;
        for (final double v : new GaussianLowPass(hz, stepMs).apply(noiseNs)) squares += v * v / noiseNs.length;
        final double errorNs = Math.sqrt(squares);
        final double sd = 1 / (Math.sqrt(2) * GaussianLowPass.noiseSlopePerMs(hz) * stepMs);
        final double atPeak = sd * sd * shape.curvature() / 2;
        final double atOnset = ONSET_SLOPE * shape.peakNs() / shape.left() * sd / Math.sqrt(2 * Math.PI);
        return atPeak <= ERRORS_AT_PEAK * errorNs && atOnset <= ERRORS_AT_ONSET * errorNs;
    }
}
