package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SpikeFree;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Interval;
import org.eibalance.signal.ParallelLoop;

/**
 * Conductances from the relaxation time of the potential, window by window in one trace (Berg and Ditlevsen 2013, J.
 * Neurophysiol. 110:1021). In a window the potential is modelled as an Ornstein-Uhlenbeck process about its mean with
 * time constant τ = C / G; with V' = V − mean and ρ = Σ V'_k V'_{k+1} / Σ V'_k² the likelihood is largest at τ = −Δ /
 * ln ρ. Mean and G give
 *
 * <pre>g_E + g_I = G − g_L,   g_E E_E + g_I E_I = G mean − g_L E_L − I.</pre>
 *
 * In short windows τ is too small: 4.4 ms for 5 ms over 50 ms, 4.97 over 1 s. With lags of its own choice the method
 * adds what the mean of the window takes away ({@link RelaxationTime}).
 *
 * @param settings how it was found, with the lags in samples
 * @param windows one estimate a window
 * @param covariances what the windows give together
 * @param remarks sentences on the limits of these numbers
 */
public record RelaxationConductance(
        RelaxationSettings settings,
        List<Window> windows,
        List<RelaxationTime.Covariances> covariances,
        List<String> remarks) {

    /** The assumptions of the method, in sentences. */
    public static final List<String> ASSUMPTIONS = List.of(
            "The potential is an Ornstein-Uhlenbeck process in each "
                    + "window: synaptic time constants short against that of the membrane, or they are counted "
                    + "into it.",
            "The cell is one compartment with the given capacitance and leak.",
            "Noise of the electrode is small, or the " + "first lag is 2 or more.",
            "There are no spikes and no active currents.");

    /**
     * One window.
     *
     * @param timeMs its middle
     * @param tauMs relaxation time; NaN where the potential has none
     * @param tauInterval confidence interval, from the variance of ρ without noise of the electrode; the upper end is
     *     infinite where ρ may be 1
     * @param meanMv mean potential
     * @param totalNs G = C / τ
     * @param excitatoryNs g_E
     * @param inhibitoryNs g_I
     */
    public record Window(
            double timeMs,
            double tauMs,
            Interval tauInterval,
            double meanMv,
            double totalNs,
            double excitatoryNs,
            double inhibitoryNs) {}

    /** Takes copies of the lists. */
    public RelaxationConductance {
        windows = List.copyOf(windows);
        covariances = List.copyOf(covariances);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads conductances in windows that follow each other without gap; the rest at the end is not used.
     *
     * @param potentialMv the trace, corrected for bridge and junction potential
     * @param currentPa steady injected current
     * @param stepMs interval of sampling
     * @param wanted how
     * @return the estimates
     * @throws InputException if the trace is shorter than a window, a window holds too few samples, or there is a spike
     */
    public static RelaxationConductance compute(
            final double[] potentialMv, final double currentPa, final double stepMs, final RelaxationSettings wanted) {
        final RelaxationSettings settings = wanted.at(stepMs);
        final int width = (int) Math.round(settings.windowMs() / stepMs);
        if (width < 10 * (settings.firstLag() + settings.lagSteps()))
            throw new InputException("A window of " + settings.windowMs() + " ms holds " + width
                    + " samples: it must hold ten times as many as the longest lag.");
        if (potentialMv.length < width)
            throw new InputException("The trace of " + potentialMv.length * stepMs
                    + " ms is shorter than one window of " + settings.windowMs() + " ms.");
        SpikeFree.check(potentialMv, 0, potentialMv.length, settings.spikeMv(), stepMs);
        final List<Window> windows = new ArrayList<>();
        final List<RelaxationTime.Covariances> covariances = new ArrayList<>();
        for (int from = 0; from + width <= potentialMv.length; from += width) {
            ParallelLoop.checkCancelled();
            final RelaxationTime.Covariances found =
                    RelaxationTime.Covariances.of(potentialMv, from, width, settings.firstLag(), settings.lagSteps());
            covariances.add(found);
            windows.add(window(potentialMv, from, width, currentPa, stepMs, settings, wanted.isAuto(), found));
        }
        final List<String> remarks = new ArrayList<>();
        final long without =
                windows.stream().filter(w -> Double.isNaN(w.tauMs())).count();
        if (without > 0) remarks.add(without + " of " + windows.size() + " windows show no relaxation time.");
        final double typicalMs = windows.stream()
                .mapToDouble(Window::tauMs)
                .filter(t -> !Double.isNaN(t))
                .average()
                .orElse(Double.NaN);
        if (settings.windowMs() < 50 * typicalMs)
            remarks.add("A window is shorter than 50 relaxation times: τ is "
                    + "too small and conductances too large, by a tenth at 10 relaxation times.");
        return new RelaxationConductance(settings, windows, covariances, remarks);
    }

    private static Window window(
            final double[] v,
            final int from,
            final int width,
            final double currentPa,
            final double stepMs,
            final RelaxationSettings settings,
            final boolean auto,
            final RelaxationTime.Covariances found) {
        double mean = 0;
        for (int k = from; k < from + width; k++) mean += v[k];
        mean /= width;
        // Both sums have the same number of products: one more in the denominator would make τ a tenth shorter in short
        // windows.
        final int products = width - settings.firstLag() - settings.lagSteps();
        final boolean asPublished = !auto || settings.firstLag() == 0;
        final double near = asPublished ? covariance(v, from, products, mean, settings.firstLag()) : Double.NaN;
        final double rho = near > 0
                ? covariance(v, from, products, mean, settings.firstLag() + settings.lagSteps()) / near
                : Double.NaN;
        final double lagMs = settings.lagSteps() * stepMs;
        final double asPublishedMs = rho > 0 && rho < 1 ? -lagMs / Math.log(rho) : Double.NaN;
        final double tauMs =
                auto ? RelaxationTime.tauMs(found, settings.firstLag() * stepMs, lagMs, width * stepMs) : asPublishedMs;
        final double totalNs = settings.cell().capacitancePf() / tauMs;
        final PassiveCell cell = settings.cell();
        final double synapticNs = totalNs - cell.leakNs();
        final double pull = totalNs * mean - cell.leakNs() * cell.leakReversalMv() - currentPa;
        final ReversalPotentials e = settings.reversals();
        final double excitatoryNs = (pull - synapticNs * e.inhibitoryMv()) / e.spanMv();
        return new Window(
                (from + (width - 1) / 2.0) * stepMs,
                tauMs,
                settings.firstLag() == 0
                        ? interval(rho, width, lagMs, settings)
                        : RelaxationTime.interval(
                                tauMs, settings.firstLag() * stepMs, lagMs, width * stepMs, quantile(settings)),
                mean,
                totalNs,
                excitatoryNs,
                synapticNs - excitatoryNs);
    }

    private static double quantile(final RelaxationSettings settings) {
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + settings.confidence()) / 2);
    }

    private static double covariance(
            final double[] v, final int from, final int products, final double mean, final int lag) {
        double sum = 0;
        for (int k = from; k < from + products; k++) sum += (v[k] - mean) * (v[k + lag] - mean);
        return sum;
    }

    /** The estimate of ρ has variance (1 − ρ²) / n (Bartlett 1946, J. R. Stat. Soc. Suppl. 8:27), for lags 0 and 1. */
    private static Interval interval(
            final double rho, final int width, final double lagMs, final RelaxationSettings settings) {
        if (!(rho > 0 && rho < 1)) return Interval.NONE;
        final double error = quantile(settings) * Math.sqrt((1 - rho * rho) * settings.lagSteps() / width);
        final double low = rho - error;
        final double high = rho + error;
        return new Interval(
                low > 0 ? -lagMs / Math.log(low) : 0, high < 1 ? -lagMs / Math.log(high) : Double.POSITIVE_INFINITY);
    }
}
