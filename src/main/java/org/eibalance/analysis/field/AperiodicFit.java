package org.eibalance.analysis.field;

import java.util.List;

/**
 * A spectrum as log10 P = b − log10(k + f^chi) + peaks.
 *
 * @param offset b
 * @param knee k; 0 where it was not fitted
 * @param exponent chi; the larger, the steeper the spectrum falls
 * @param peaks in the order of their frequencies
 * @param frequenciesHz those that were fitted; not to be changed
 * @param measured log10 of the density at each; not to be changed
 * @param rSquared squared correlation of the model and what was measured
 * @param meanError mean absolute difference of the two, in powers of ten
 */
public record AperiodicFit(
        double offset,
        double knee,
        double exponent,
        List<Peak> peaks,
        double[] frequenciesHz,
        double[] measured,
        double rSquared,
        double meanError) {

    /** Takes a copy. */
    public AperiodicFit {
        peaks = List.copyOf(peaks);
    }

    /**
     * A peak.
     *
     * @param frequencyHz its centre
     * @param power by how much the whole model exceeds the aperiodic part at the frequency nearest to the centre, in
     *     powers of ten
     * @param widthHz two standard deviations
     * @param height of its Gaussian alone, in powers of ten
     */
    public record Peak(double frequencyHz, double power, double widthHz, double height) {

        double at(final double hz) {
            final double z = (hz - frequencyHz) / (widthHz / 2);
            return height * Math.exp(-0.5 * z * z);
        }
    }

    /** The frequency at which the aperiodic part bends, k^(1/chi); NaN without a knee. */
    public double kneeHz() {
        return knee > 0 ? Math.pow(knee, 1 / exponent) : Double.NaN;
    }

    /** log10 of the aperiodic part at a frequency. */
    public double aperiodic(final double hz) {
        return offset - Math.log10(knee + Math.pow(hz, exponent));
    }

    /** log10 of the whole model at a frequency. */
    public double model(final double hz) {
        double sum = aperiodic(hz);
        for (final Peak peak : peaks) sum += peak.at(hz);
        return sum;
    }
}
