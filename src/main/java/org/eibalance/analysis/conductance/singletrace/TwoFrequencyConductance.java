package org.eibalance.analysis.conductance.singletrace;

import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.SpikeFree;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Excitation and inhibition at once from one trace in current clamp, while the sum of two fast sinusoids is injected
 * (Müller-Komorowska et al. 2021, PLoS Comput. Biol. 17:e1009725). The impedance at frequency ω is R_s + 1 / (G + i ω
 * C); in the difference D of both impedances R_s cancels, and
 *
 * <pre>G² + i C (ω1 + ω2) G − ω1 ω2 C² − i C (ω2 − ω1) / D = 0</pre>
 *
 * has two roots, G and −G − i C (ω1 + ω2). The potential without the sinusoids then gives the parts of G:
 *
 * <pre>C dV/dt + g_L (V − V_rest) + g_E (V − E_E) + g_I (V − E_I) = I − I_rest.</pre>
 *
 * At rest, where G and C are both unknown, the same equation gives both. Rest is given, or where the potential is still
 * and the conductance lowest ({@link StillPotential}): the lowest potentials, as published, are those of inhibition if
 * E_I lies below rest.
 *
 * <p>The root of a cell has no imaginary part. Noise, conductances too fast for the bandwidth and a wrong C add an
 * error to D, whose phase can have any value. The imaginary part that is found therefore shows how large the error of
 * the real part may be: its mean square in twenty reciprocals of the bandwidth around each sample, by the slope dG/dD,
 * is the variance of G. In g_E and g_I it is weighted by the distance of V from the reversal of the other; noise of
 * that size on the slow potential is added. An error that is the same all the time and in phase with G, such as that of
 * a capacitance given 10 % too large, is seen in part only.
 *
 * @param settings how it was found, with the frequencies and the capacitance used
 * @param stepMs interval of sampling
 * @param totalNs G over time
 * @param excitatoryNs g_E
 * @param inhibitoryNs g_I
 * @param excitatorySeNs standard error of g_E; NaN within one reciprocal bandwidth of either end, where the filter is
 *     cut off and the conductances mean nothing
 * @param inhibitorySeNs standard error of g_I, likewise
 * @param potentialMv V_m without the sinusoids and the voltage drop over R_s
 * @param rest the cell at rest, whose conductance counts as the leak
 * @param seriesResistanceMohm R_s, from the impedance at rest
 * @param sinusoidShare how much of the power around their frequencies belongs to the sinusoids: the least of the two in
 *     the current and the two in the potential. 1 without noise, near 0 without sinusoids; NaN in a trace shorter than
 *     four reciprocals of the bandwidth
 * @param searched whether the frequencies were found in the current, and not given
 * @param remarks sentences on the limits of these numbers
 */
public record TwoFrequencyConductance(
        ImpedanceSettings settings,
        double stepMs,
        double[] totalNs,
        double[] excitatoryNs,
        double[] inhibitoryNs,
        double[] excitatorySeNs,
        double[] inhibitorySeNs,
        double[] potentialMv,
        Rest rest,
        double seriesResistanceMohm,
        double sinusoidShare,
        boolean searched,
        List<String> remarks) {

    /** The assumptions of the method, in sentences. */
    public static final List<String> ASSUMPTIONS = List.of(
            "The cell is one compartment at the frequencies of the sinusoids.",
            "The cell at rest has no synaptic conductances: what it has all the time counts as leak.",
            "The amplitudes of current and potential are true at these frequencies: filters of the amplifier "
                    + "act on both alike.",
            "Conductances change slowly against the bandwidth; active currents are counted as synaptic.");

    /** Errors are averaged over this many reciprocals of the bandwidth. */
    static final int ERROR_BANDWIDTHS = 20;

    /**
     * Degrees of freedom of a standard error: this many values of the imaginary part are independent of each other in
     * that time.
     */
    public static final int DEGREES_OF_FREEDOM = 2 * ERROR_BANDWIDTHS;

    /** Takes a copy of the list. */
    public TwoFrequencyConductance {
        remarks = List.copyOf(remarks);
    }

    /** G at rest, nS. */
    public double restNs() {
        return rest.conductanceNs();
    }

    /** V_rest, mV, at the mean injected current. */
    public double restMv() {
        return rest.potentialMv();
    }

    /** Standard error of the median of G over the trace, nS, from the noise of g_I, which is nearly that of G. */
    public double medianSeNs() {
        final int perBandwidth = (int) Math.round(1000 / settings.bandwidthHz() / stepMs);
        return 1.25
                * Statistics.median(Statistics.finite(inhibitorySeNs))
                / Math.sqrt(StillPotential.independent(totalNs.length, perBandwidth));
    }

    /** Half of the 95 % band, in standard errors: Student's t. */
    public static double halfBand() {
        return Statistics.studentT(DEGREES_OF_FREEDOM, 0.95);
    }

    /**
     * Reads conductances.
     *
     * @param potentialMv recorded potential
     * @param currentPa injected current, recorded or commanded, as long
     * @param stepMs interval of sampling
     * @param settings how
     * @return the conductances
     * @throws InputException if two sinusoids are not found, lie too close for the bandwidth or too high for the rate,
     *     or there is a spike
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static TwoFrequencyConductance compute(
            final double[] potentialMv,
            final double[] currentPa,
            final double stepMs,
            final ImpedanceSettings settings) {
        if (potentialMv.length != currentPa.length)
            throw new IllegalArgumentException(potentialMv.length + " samples of V, " + currentPa.length + " of I");
        if (settings.spikeMv() != 0) SpikeFree.check(potentialMv, 0, potentialMv.length, settings.spikeMv(), stepMs);
        final double[] hz = settings.firstHz() > 0
                ? new double[] {settings.firstHz(), settings.secondHz()}
                : SinusoidSearch.find(currentPa, stepMs, settings.bandwidthHz());
        checkFrequencies(hz, stepMs, settings.bandwidthHz());
        final GaussianLowPass lowPass = new GaussianLowPass(settings.bandwidthHz(), stepMs);
        final DemodulatedSinusoid[] v = {
            new DemodulatedSinusoid(potentialMv, hz[0], stepMs, lowPass),
            new DemodulatedSinusoid(potentialMv, hz[1], stepMs, lowPass)
        };
        ParallelLoop.checkCancelled();
        final DemodulatedSinusoid[] i = {
            new DemodulatedSinusoid(currentPa, hz[0], stepMs, lowPass),
            new DemodulatedSinusoid(currentPa, hz[1], stepMs, lowPass)
        };
        final double[] slowMv = without(potentialMv, v, lowPass);
        final double[] slowPa = without(currentPa, i, lowPass);
        return new TwoFrequencySplit(settings, hz, stepMs, v, i, slowMv, slowPa).result();
    }

    /**
     * The conductance that a difference of impedances gives.
     *
     * @param difference Z1 − Z2 in GOhm
     * @param w1 first angular frequency in rad/ms
     * @param w2 second angular frequency
     * @param capacitancePf C
     * @return G in nS; its imaginary part is 0 without noise and with the right C. The other root is −G − i C (ω1 +
     *     ω2): the one nearer to the real axis is taken, also where noise makes it negative
     */
    static Complex conductanceNs(
            final Complex difference, final double w1, final double w2, final double capacitancePf) {
        final double c = capacitancePf;
        final Complex linear = new Complex(0, c * (w1 + w2));
        final Complex constant =
                new Complex(-w1 * w2 * c * c, 0).subtract(new Complex(0, c * (w2 - w1)).divide(difference));
        final Complex root =
                linear.multiply(linear).subtract(constant.multiply(4)).sqrt();
        final Complex one = root.subtract(linear).divide(2);
        final Complex other = root.negate().subtract(linear).divide(2);
        return Math.abs(one.getImaginary()) < Math.abs(other.getImaginary()) ? one : other;
    }

    private static double[] without(
            final double[] signal, final DemodulatedSinusoid[] sinusoids, final GaussianLowPass lowPass) {
        final double[] rest = signal.clone();
        for (final DemodulatedSinusoid sinusoid : sinusoids) {
            for (int t = 0; t < rest.length; t++) rest[t] -= sinusoid.value(t);
        }
        return lowPass.apply(rest);
    }

    private static void checkFrequencies(final double[] hz, final double stepMs, final double bandwidthHz) {
        if (hz[1] - hz[0] < 3 * bandwidthHz)
            throw new InputException("The sinusoids of " + rounded(hz[0]) + " and " + rounded(hz[1])
                    + " Hz lie too close for a bandwidth of " + rounded(bandwidthHz)
                    + " Hz: they must be three bandwidths apart.");
        if (hz[0] < 3 * bandwidthHz)
            throw new InputException("A sinusoid of " + rounded(hz[0]) + " Hz is too slow for a bandwidth of "
                    + rounded(bandwidthHz) + " Hz.");
        if (hz[1] * stepMs / 1000 > 0.25)
            throw new InputException("A sinusoid of " + rounded(hz[1]) + " Hz is too fast for " + rounded(1000 / stepMs)
                    + " samples a second.");
    }

    /** To a hundredth, as messages have frequencies that were found by a search. */
    private static double rounded(final double hz) {
        return Math.rint(hz * 100) / 100;
    }
}
