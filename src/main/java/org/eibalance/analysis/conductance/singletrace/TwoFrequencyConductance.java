package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
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
 * At rest, where G and C are both unknown, the same equation gives both.
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
 * @param restNs G at rest, which counts as the leak
 * @param restMv V_rest
 * @param seriesResistanceMohm R_s, from the impedance at rest
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
        double restNs,
        double restMv,
        double seriesResistanceMohm,
        List<String> remarks) {

    /** The assumptions of the method, in sentences. */
    public static final List<String> ASSUMPTIONS = List.of(
            "The cell is one compartment at the frequencies of the sinusoids.",
            "The lowest potentials of the search window show the cell without synaptic conductances.",
            "The amplitudes of current and potential are true at these frequencies: filters of the amplifier "
                    + "act on both alike.",
            "Conductances change slowly against the bandwidth; active currents are counted as synaptic.");

    /** Errors are averaged over this many reciprocals of the bandwidth. */
    private static final int ERROR_BANDWIDTHS = 20;

    /**
     * Degrees of freedom of a standard error: this many values of the imaginary part are independent of each other in
     * that time.
     */
    public static final int DEGREES_OF_FREEDOM = 2 * ERROR_BANDWIDTHS;

    /** Takes a copy of the list. */
    public TwoFrequencyConductance {
        remarks = List.copyOf(remarks);
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
        final int[] rest = rest(slowMv, stepMs, settings);
        final double w1 = 2 * Math.PI * hz[0] / 1000;
        final double w2 = 2 * Math.PI * hz[1] / 1000;
        final Complex z1 = mean(v[0], i[0], rest);
        final Complex z2 = mean(v[1], i[1], rest);
        final Passive passive = Passive.of(z1, z2, w1, w2, settings.capacitancePf());
        final double seriesMohm = passive.seriesGohm * 1000;
        return split(settings, hz, stepMs, v, i, slowMv, slowPa, rest, passive, seriesMohm);
    }

    private static TwoFrequencyConductance split(
            final ImpedanceSettings settings,
            final double[] hz,
            final double stepMs,
            final DemodulatedSinusoid[] v,
            final DemodulatedSinusoid[] i,
            final double[] slowMv,
            final double[] slowPa,
            final int[] rest,
            final Passive passive,
            final double seriesMohm) {
        final int n = slowMv.length;
        final double[] totalNs = new double[n];
        final double[] membraneMv = new double[n];
        final double w1 = 2 * Math.PI * hz[0] / 1000;
        final double w2 = 2 * Math.PI * hz[1] / 1000;
        final double[] slope = new double[n];
        final double[] error = new double[n];
        final MembranePotential membrane =
                new MembranePotential(settings.junction().correctionMv(), passive.seriesGohm);
        for (int t = 0; t < n; t++) {
            final Complex difference =
                    v[0].at(t).divide(i[0].at(t)).subtract(v[1].at(t).divide(i[1].at(t)));
            final Complex root = conductanceNs(difference, w1, w2, passive.capacitancePf);
            totalNs[t] = root.getReal();
            slope[t] = slope(root, difference, w1, w2, passive.capacitancePf);
            error[t] = root.getImaginary() / slope[t];
            membraneMv[t] = membrane.of(slowMv[t], slowPa[t]);
        }
        final double restNs = mean(totalNs, rest);
        final double restMv = mean(membraneMv, rest);
        final double restPa = mean(slowPa, rest);
        final double[] excitatoryNs = new double[n];
        final double[] inhibitoryNs = new double[n];
        final double[] excitatorySeNs = new double[n];
        final double[] inhibitorySeNs = new double[n];
        final double[] differenceSe = rootMeanSquare(error, (int) Math.round(1000 / settings.bandwidthHz() / stepMs));
        final double slopeOfNoise = GaussianLowPass.noiseSlopePerMs(settings.bandwidthHz());
        final ReversalPotentials e = settings.reversals();
        for (int t = 0; t < n; t++) {
            final int before = Math.max(0, t - 1);
            final int after = Math.min(n - 1, t + 1);
            final double rise = (membraneMv[after] - membraneMv[before]) / ((after - before) * stepMs);
            final double synapticNs = totalNs[t] - restNs;
            final double synapticPa =
                    slowPa[t] - restPa - passive.capacitancePf * rise - restNs * (membraneMv[t] - restMv);
            excitatoryNs[t] = (synapticNs * (membraneMv[t] - e.inhibitoryMv()) - synapticPa) / e.spanMv();
            inhibitoryNs[t] = synapticNs - excitatoryNs[t];
            // Real and imaginary part each contain half of the power of the noise; the slow potential contains all of
            // it.
            final double noiseMv = Math.sqrt(2) * differenceSe[t] / Math.hypot(1 / i[0].size(t), 1 / i[1].size(t));
            final double noisePa = noiseMv * Math.hypot(totalNs[t], passive.capacitancePf * slopeOfNoise);
            final double totalSeNs = slope[t] * differenceSe[t];
            excitatorySeNs[t] = Math.hypot(totalSeNs * (membraneMv[t] - e.inhibitoryMv()), noisePa) / e.spanMv();
            inhibitorySeNs[t] = Math.hypot(totalSeNs * (membraneMv[t] - e.excitatoryMv()), noisePa) / e.spanMv();
        }
        final List<String> remarks = new ArrayList<>();
        final double negative =
                (double) Arrays.stream(totalNs).filter(g -> g < 0).count() / n;
        if (negative > 0.01)
            remarks.add("The total conductance is negative in " + Math.round(100 * negative)
                    + " % of the samples: noise at the frequencies of the sinusoids is too large for them.");
        return new TwoFrequencyConductance(
                new ImpedanceSettings(
                        hz[0],
                        hz[1],
                        settings.bandwidthHz(),
                        settings.searchWindow(),
                        settings.restShare(),
                        settings.reversals(),
                        settings.junction().asApplied(),
                        passive.capacitancePf,
                        settings.spikeMv()),
                stepMs,
                totalNs,
                excitatoryNs,
                inhibitoryNs,
                excitatorySeNs,
                inhibitorySeNs,
                membraneMv,
                restNs,
                restMv,
                seriesMohm,
                remarks);
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

    /** |dG/dD| in nS / GOhm, from the derivative of the equation by D. */
    private static double slope(
            final Complex root,
            final Complex difference,
            final double w1,
            final double w2,
            final double capacitancePf) {
        final double size = difference.abs();
        return capacitancePf
                * (w2 - w1)
                / (size * size)
                / root.multiply(2)
                        .add(new Complex(0, capacitancePf * (w1 + w2)))
                        .abs();
    }

    /**
     * Root mean square in a window around each sample, shorter near the ends. Within one reciprocal bandwidth of the
     * ends the low-pass is cut off and its output is wrong: those values are not used, and the error there is NaN.
     */
    private static double[] rootMeanSquare(final double[] values, final int perBandwidth) {
        final int n = values.length;
        final int edge = Math.min(perBandwidth, (n - 1) / 2);
        final int half = ERROR_BANDWIDTHS * perBandwidth / 2;
        final double[] sums = new double[n + 1];
        for (int k = 0; k < n; k++) sums[k + 1] = sums[k] + values[k] * values[k];
        final double[] rms = new double[n];
        Arrays.fill(rms, Double.NaN);
        for (int k = edge; k < n - edge; k++) {
            final int from = Math.max(edge, k - half);
            final int to = Math.min(n - edge, k + half + 1);
            rms[k] = Math.sqrt(Math.max(0, sums[to] - sums[from]) / (to - from));
        }
        return rms;
    }

    /** Two frequencies at rest: (G + i ω1 C)(G + i ω2 C) = C q with q = i (ω2 − ω1) / D, real and imaginary part. */
    private static final class Passive {

        private final double capacitancePf;
        private final double seriesGohm;

        private Passive(final double capacitancePf, final double seriesGohm) {
            this.capacitancePf = capacitancePf;
            this.seriesGohm = seriesGohm;
        }

        static Passive of(
                final Complex z1, final Complex z2, final double w1, final double w2, final double knownCapacitancePf) {
            final Complex q = new Complex(0, w2 - w1).divide(z1.subtract(z2));
            final double conductanceNs;
            final double capacitancePf;
            if (knownCapacitancePf > 0) {
                capacitancePf = knownCapacitancePf;
                conductanceNs =
                        conductanceNs(z1.subtract(z2), w1, w2, capacitancePf).getReal();
            } else {
                conductanceNs = q.getImaginary() / (w1 + w2);
                final double p = q.getReal() / (w1 * w2);
                capacitancePf = -p / 2 + Math.sqrt(p * p / 4 + conductanceNs * conductanceNs / (w1 * w2));
            }
            if (!(conductanceNs > 0) || !(capacitancePf > 0))
                throw new InputException("The impedance at rest gives " + conductanceNs + " nS and " + capacitancePf
                        + " pF, which no cell has: check the current channel and the sign of the current.");
            final Complex membrane = new Complex(conductanceNs, w1 * capacitancePf).reciprocal();
            return new Passive(capacitancePf, z1.subtract(membrane).getReal());
        }
    }

    private static double[] without(
            final double[] signal, final DemodulatedSinusoid[] sinusoids, final GaussianLowPass lowPass) {
        final double[] rest = signal.clone();
        for (final DemodulatedSinusoid sinusoid : sinusoids) {
            for (int t = 0; t < rest.length; t++) rest[t] -= sinusoid.value(t);
        }
        return lowPass.apply(rest);
    }

    private static int[] rest(final double[] potentialMv, final double stepMs, final ImpedanceSettings settings) {
        final int from = settings.searchWindow().first(stepMs);
        final int to = settings.searchWindow().end(stepMs, potentialMv.length);
        final double[] sorted = Arrays.copyOfRange(potentialMv, from, to);
        Arrays.sort(sorted);
        final double limit = sorted[(int) Math.min(sorted.length - 1, Math.ceil(settings.restShare() * sorted.length))];
        return java.util.stream.IntStream.range(from, to)
                .filter(t -> potentialMv[t] <= limit)
                .toArray();
    }

    private static Complex mean(
            final DemodulatedSinusoid voltage, final DemodulatedSinusoid current, final int[] samples) {
        Complex sum = Complex.ZERO;
        for (final int t : samples) sum = sum.add(voltage.at(t).divide(current.at(t)));
        return sum.divide(samples.length);
    }

    private static double mean(final double[] values, final int[] samples) {
        double sum = 0;
        for (final int t : samples) sum += values[t];
        return sum / samples.length;
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
