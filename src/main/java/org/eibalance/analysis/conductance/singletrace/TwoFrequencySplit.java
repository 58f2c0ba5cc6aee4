package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.analysis.conductance.GaussianLowPass;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.signal.Statistics;

/**
 * From demodulated sinusoids to conductances: rest, C and R_s first, then the split between excitation and inhibition.
 */
final class TwoFrequencySplit {

    private final ImpedanceSettings settings;
    private final double[] hz;
    private final double stepMs;
    private final DemodulatedSinusoid[] v;
    private final DemodulatedSinusoid[] i;
    private final double[] slowMv;
    private final double[] slowPa;
    private final int n;
    private final int perBandwidth;
    private final double w1;
    private final double w2;
    private final double[] totalNs;
    private final double[] imaginaryNs;
    private final double[] slope;
    private double[] differenceSe;

    TwoFrequencySplit(
            final ImpedanceSettings settings,
            final double[] hz,
            final double stepMs,
            final DemodulatedSinusoid[] v,
            final DemodulatedSinusoid[] i,
            final double[] slowMv,
            final double[] slowPa) {
        this.settings = settings;
        this.hz = hz;
        this.stepMs = stepMs;
        this.v = v;
        this.i = i;
        this.slowMv = slowMv;
        this.slowPa = slowPa;
        n = slowMv.length;
        perBandwidth = (int) Math.round(1000 / settings.bandwidthHz() / stepMs);
        w1 = 2 * Math.PI * hz[0] / 1000;
        w2 = 2 * Math.PI * hz[1] / 1000;
        totalNs = new double[n];
        imaginaryNs = new double[n];
        slope = new double[n];
    }

    TwoFrequencyConductance result() {
        final boolean lowest = settings.restShare() > 0 && settings.leak().isEmpty();
        int[] samples = lowest ? lowest() : inner();
        boolean seen = lowest;
        double capacitancePf = settings.capacitancePf();
        if (!lowest) {
            // A mean impedance has less noise than each, and C hardly depends on conductances that change.
            final double typicalPf = capacitancePf > 0
                    ? capacitancePf
                    : PassiveImpedance.capacitancePf(
                            mean(v[0], i[0], samples).subtract(mean(v[1], i[1], samples)), w1, w2);
            final StillPotential.Found found = still(typicalPf);
            samples = found.samples();
            seen = found.still();
            // A few moments that are not still give C no better than all.
            if (!seen) capacitancePf = typicalPf;
        }
        final PassiveImpedance passive =
                PassiveImpedance.of(mean(v[0], i[0], samples), mean(v[1], i[1], samples), w1, w2, capacitancePf);
        total(passive.capacitancePf());
        final MembranePotential membrane =
                new MembranePotential(settings.junction().correctionMv(), passive.seriesGohm());
        final double[] membraneMv = new double[n];
        for (int t = 0; t < n; t++) membraneMv[t] = membrane.of(slowMv[t], slowPa[t]);
        return split(passive, membraneMv, rest(samples, seen, membraneMv));
    }

    /** Samples beyond the reach of the ends, where the low-pass is cut off: ten in a reciprocal of the bandwidth. */
    private int[] inner() {
        final int edge = Math.min(perBandwidth, (n - 1) / 2);
        final int every = Math.max(1, perBandwidth / 10);
        return IntStream.range(0, 1 + (n - 2 * edge - 1) / every)
                .map(k -> edge + k * every)
                .toArray();
    }

    private int[] lowest() {
        final int from = settings.searchWindow().first(stepMs);
        final int to = settings.searchWindow().end(stepMs, n);
        final double[] sorted = Arrays.copyOfRange(slowMv, from, to);
        Arrays.sort(sorted);
        final double limit = sorted[(int) Math.min(sorted.length - 1, Math.ceil(settings.restShare() * sorted.length))];
        return IntStream.range(from, to).filter(t -> slowMv[t] <= limit).toArray();
    }

    private StillPotential.Found still(final double capacitancePf) {
        final int edge = Math.min(perBandwidth, (n - 1) / 2);
        final int from = Math.max(edge, settings.searchWindow().first(stepMs));
        final int to = Math.min(n - edge, settings.searchWindow().end(stepMs, n));
        return new StillPotential(
                        slowMv,
                        t -> TwoFrequencyConductance.conductanceNs(difference(t), w1, w2, capacitancePf),
                        perBandwidth)
                .rest(from, Math.max(from + 1, to));
    }

    private Complex difference(final int t) {
        return v[0].at(t).divide(i[0].at(t)).subtract(v[1].at(t).divide(i[1].at(t)));
    }

    private void total(final double capacitancePf) {
        final double[] error = new double[n];
        for (int t = 0; t < n; t++) {
            final Complex difference = difference(t);
            final Complex root = TwoFrequencyConductance.conductanceNs(difference, w1, w2, capacitancePf);
            totalNs[t] = root.getReal();
            imaginaryNs[t] = root.getImaginary();
            slope[t] = slope(root, difference, capacitancePf);
            error[t] = root.getImaginary() / slope[t];
        }
        differenceSe = rootMeanSquare(error);
    }

    /** |dG/dD| in nS / GOhm, from the derivative of the equation by D. */
    private double slope(final Complex root, final Complex difference, final double capacitancePf) {
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
    private double[] rootMeanSquare(final double[] values) {
        final int edge = Math.min(perBandwidth, (n - 1) / 2);
        final int half = TwoFrequencyConductance.ERROR_BANDWIDTHS * perBandwidth / 2;
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

    /**
     * Noise of the slow potential. Real and imaginary part of a sinusoid each contain half of the power of the noise;
     * the slow potential contains all of it.
     */
    private double noiseMv(final int t) {
        return Math.sqrt(2) * differenceSe[t] / Math.hypot(1 / i[0].size(t), 1 / i[1].size(t));
    }

    private Rest rest(final int[] samples, final boolean seen, final double[] membraneMv) {
        if (settings.leak().isPresent()) {
            final ImpedanceSettings.KnownLeak leak = settings.leak().get();
            final double currentPa = Statistics.mean(slowPa);
            return new Rest(
                    Rest.Source.GIVEN,
                    leak.conductanceNs(),
                    0,
                    leak.reversalMv() + currentPa / leak.conductanceNs(),
                    currentPa,
                    0);
        }
        final Rest.Source found = settings.restShare() > 0 ? Rest.Source.LOWEST : Rest.Source.STILL;
        return new Rest(
                seen ? found : Rest.Source.NOT_SEEN,
                mean(totalNs, samples),
                imaginaryNs(samples) / Math.sqrt(StillPotential.independent(samples.length, perBandwidth)),
                mean(membraneMv, samples),
                mean(slowPa, samples),
                samples.length * stepMs);
    }

    /** Root mean square of the imaginary part, which is error alone, over samples. */
    private double imaginaryNs(final int[] samples) {
        double squares = 0;
        for (final int t : samples) squares += imaginaryNs[t] * imaginaryNs[t];
        return Math.sqrt(squares / samples.length);
    }

    private TwoFrequencyConductance split(final PassiveImpedance passive, final double[] membraneMv, final Rest rest) {
        final double[] excitatoryNs = new double[n];
        final double[] inhibitoryNs = new double[n];
        final double[] excitatorySeNs = new double[n];
        final double[] inhibitorySeNs = new double[n];
        final double slopeOfNoise = GaussianLowPass.noiseSlopePerMs(settings.bandwidthHz());
        final ReversalPotentials e = settings.reversals();
        for (int t = 0; t < n; t++) {
            final int before = Math.max(0, t - 1);
            final int after = Math.min(n - 1, t + 1);
            final double rise = (membraneMv[after] - membraneMv[before]) / ((after - before) * stepMs);
            final double synapticNs = totalNs[t] - rest.conductanceNs();
            final double synapticPa = slowPa[t]
                    - rest.currentPa()
                    - passive.capacitancePf() * rise
                    - rest.conductanceNs() * (membraneMv[t] - rest.potentialMv());
            excitatoryNs[t] = (synapticNs * (membraneMv[t] - e.inhibitoryMv()) - synapticPa) / e.spanMv();
            inhibitoryNs[t] = synapticNs - excitatoryNs[t];
            final double noisePa = noiseMv(t) * Math.hypot(totalNs[t], passive.capacitancePf() * slopeOfNoise);
            final double totalSeNs = slope[t] * differenceSe[t];
            excitatorySeNs[t] = Math.hypot(totalSeNs * (membraneMv[t] - e.inhibitoryMv()), noisePa) / e.spanMv();
            inhibitorySeNs[t] = Math.hypot(totalSeNs * (membraneMv[t] - e.excitatoryMv()), noisePa) / e.spanMv();
        }
        return new TwoFrequencyConductance(
                settings.asUsed(hz, passive.capacitancePf()),
                stepMs,
                totalNs,
                excitatoryNs,
                inhibitoryNs,
                excitatorySeNs,
                inhibitorySeNs,
                membraneMv,
                rest,
                passive.seriesGohm() * 1000,
                sinusoidShare(),
                settings.firstHz() <= 0,
                remarks());
    }

    /** The least of the two in the current and the two in the potential, beyond the reach of the ends. */
    private double sinusoidShare() {
        final int edge = Math.min(perBandwidth, (n - 1) / 2);
        return Stream.of(i[0], i[1], v[0], v[1])
                .mapToDouble(sinusoid -> sinusoid.share(edge, n - edge, 2 * perBandwidth))
                .reduce(1, Math::min);
    }

    private List<String> remarks() {
        final List<String> remarks = new ArrayList<>();
        final double negative =
                (double) Arrays.stream(totalNs).filter(g -> g < 0).count() / n;
        if (negative > 0.01)
            remarks.add("The total conductance is negative in " + Math.round(100 * negative)
                    + " % of the samples: noise at the frequencies of the sinusoids is too large for them.");
        return remarks;
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
}
