package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;

/**
 * Means and standard deviations of synaptic conductances from mean and variance of the potential at two steady
 * currents: the VmD method (Rudolph, Piwkowska, Badoual, Bal and Destexhe 2004, J. Neurophysiol. 91:2884).
 *
 * <p>With u_s = σ_s² τ~_s the potential is Gaussian with
 *
 * <pre>
 * S0 = 2 C G + u_E + u_I
 * mean = (2 C (g_L E_L + g_E0 E_E + g_I0 E_I + I) + u_E E_E + u_I E_I) / S0
 * variance = (u_E (mean − E_E)² + u_I (mean − E_I)²) / S0,
 * </pre>
 *
 * G = g_L + g_E0 + g_I0. Two levels give four moments, which are solved in closed form for the four unknowns.
 *
 * @param settings how it was found
 * @param excitatoryNs g_E0
 * @param inhibitoryNs g_I0
 * @param excitatoryVarianceNs2 σ_E²; not clipped where it comes out negative
 * @param inhibitoryVarianceNs2 σ_I²
 * @param totalNs G
 * @param timeConstantMs C / G
 * @param leakSensitivity change of g_E0 and g_I0, in nS, for each nS more of g_L that is assumed: −(E_L − E_I) / (E_E −
 *     E_I), and −1 less that
 * @param remarks sentences on where the assumptions fail
 */
public record Vmd(
        VmdSettings settings,
        double excitatoryNs,
        double inhibitoryNs,
        double excitatoryVarianceNs2,
        double inhibitoryVarianceNs2,
        double totalNs,
        double timeConstantMs,
        LeakSensitivity leakSensitivity,
        List<String> remarks) {

    /** Levels must be this far apart. */
    public static final double MIN_DISTANCE_MV = 5;

    private static final double MAX_SKEWNESS = 0.5;
    private static final double MAX_DRIFT = 0.5;

    /** The assumptions of the method, in sentences. */
    public static final List<String> ASSUMPTIONS = List.of(
            "Both conductances are Gaussian coloured noise with the given correlation times, independent of "
                    + "each other.",
            "The cell is one compartment with the given capacitance and leak, and has no active current at both "
                    + "levels.",
            "Both levels show the same conductances, stationary, without spikes.");

    /**
     * Errors that a wrong leak makes.
     *
     * @param excitatory change of g_E0 for each nS of g_L
     * @param inhibitory change of g_I0 for each nS of g_L
     */
    public record LeakSensitivity(double excitatory, double inhibitory) {}

    /** Takes a copy of the list. */
    public Vmd {
        remarks = List.copyOf(remarks);
    }

    /**
     * Solves for the conductances.
     *
     * @param a one level
     * @param b another one, at least 5 mV away
     * @param settings how
     * @return the conductances
     * @throws InputException if the levels lie too close, have the same current, or the slope between them is not
     *     positive
     */
    public static Vmd compute(final VmdLevel a, final VmdLevel b, final VmdSettings settings) {
        final double distance = Math.abs(a.meanMv() - b.meanMv());
        if (!(distance >= MIN_DISTANCE_MV))
            throw new InputException("The mean potentials of both levels lie " + Math.rint(distance * 100) / 100
                    + " mV apart: the method needs at least " + MIN_DISTANCE_MV + " mV.");
        final double slopeNs = (a.currentPa() - b.currentPa()) / (a.meanMv() - b.meanMv());
        if (!(slopeNs > 0))
            throw new InputException("More current does not depolarise between these levels (slope " + slopeNs
                    + " nS): currents or traces are mixed up, or the cell is not passive there.");
        final PassiveCell cell = settings.cell();
        final double e = settings.reversals().excitatoryMv();
        final double i = settings.reversals().inhibitoryMv();
        final double span = settings.reversals().spanMv();
        final double[] u = fluctuations(a, b, slopeNs, settings);
        final double total = slopeNs - cell.leakNs();
        final double pull = slopeNs * a.meanMv() - cell.leakNs() * cell.leakReversalMv() - a.currentPa();
        // g_E' + g_I' = total, g_E' E_E + g_I' E_I = pull; the fluctuations add u / 2C to each.
        final double excitatoryNs = (pull - total * i) / span - u[0] / (2 * cell.capacitancePf());
        final double inhibitoryNs = (total * e - pull) / span - u[1] / (2 * cell.capacitancePf());
        final double totalNs = cell.leakNs() + excitatoryNs + inhibitoryNs;
        final double tauMs = cell.capacitancePf() / totalNs;
        final double excitatoryVariance = u[0] / effectiveTauMs(settings.excitatoryTauMs(), tauMs, settings.form());
        final double inhibitoryVariance = u[1] / effectiveTauMs(settings.inhibitoryTauMs(), tauMs, settings.form());
        final double leakShare = (cell.leakReversalMv() - i) / span;
        return new Vmd(
                settings,
                excitatoryNs,
                inhibitoryNs,
                excitatoryVariance,
                inhibitoryVariance,
                totalNs,
                tauMs,
                new LeakSensitivity(-leakShare, leakShare - 1),
                remarks(a, b, excitatoryNs, inhibitoryNs, excitatoryVariance, inhibitoryVariance));
    }

    /** u_E and u_I from the variances: (V − E_E)² u_E + (V − E_I)² u_I = 2 C G_slope var at both levels. */
    private static double[] fluctuations(
            final VmdLevel a, final VmdLevel b, final double slopeNs, final VmdSettings settings) {
        final ReversalPotentials r = settings.reversals();
        final double ae = Math.pow(a.meanMv() - r.excitatoryMv(), 2);
        final double ai = Math.pow(a.meanMv() - r.inhibitoryMv(), 2);
        final double be = Math.pow(b.meanMv() - r.excitatoryMv(), 2);
        final double bi = Math.pow(b.meanMv() - r.inhibitoryMv(), 2);
        final double factor = 2 * settings.cell().capacitancePf() * slopeNs;
        final double determinant = ae * bi - ai * be;
        return new double[] {
            factor * (a.varianceMv2() * bi - b.varianceMv2() * ai) / determinant,
            factor * (b.varianceMv2() * ae - a.varianceMv2() * be) / determinant
        };
    }

    private static double effectiveTauMs(
            final double synapticMs, final double membraneMs, final VmdSettings.Form form) {
        return form == VmdSettings.Form.EXTENDED ? 2 * synapticMs * membraneMs / (synapticMs + membraneMs) : synapticMs;
    }

    private static List<String> remarks(
            final VmdLevel a,
            final VmdLevel b,
            final double excitatoryNs,
            final double inhibitoryNs,
            final double excitatoryVariance,
            final double inhibitoryVariance) {
        final List<String> remarks = new ArrayList<>();
        if (excitatoryVariance < 0 || inhibitoryVariance < 0)
            remarks.add("The variance of " + (excitatoryVariance < 0 ? "excitation" : "inhibition")
                    + " is negative: the data do not meet the assumptions of the method.");
        if (excitatoryNs < 0 || inhibitoryNs < 0)
            remarks.add("The mean conductance of " + (excitatoryNs < 0 ? "excitation" : "inhibition")
                    + " is negative: the assumed leak is probably too large.");
        for (final VmdLevel level : new VmdLevel[] {a, b}) {
            if (Math.abs(level.skewness()) > MAX_SKEWNESS)
                remarks.add("The potential at " + level.currentPa() + " pA is skewed ("
                        + Math.rint(level.skewness() * 100) / 100 + "), where the method expects a Gaussian.");
            if (Math.abs(level.drift()) > MAX_DRIFT)
                remarks.add("The potential at " + level.currentPa() + " pA drifts: its halves differ by "
                        + Math.rint(level.drift() * 100) / 100 + " standard deviations.");
        }
        return remarks;
    }

    /** σ_E in nS; NaN where its square comes out negative. */
    public double excitatorySdNs() {
        return Math.sqrt(excitatoryVarianceNs2);
    }

    /** σ_I in nS; NaN where its square comes out negative. */
    public double inhibitorySdNs() {
        return Math.sqrt(inhibitoryVarianceNs2);
    }

    /**
     * The moments of the potential that given conductances lead to: the inverse of {@link #compute}.
     *
     * @param currentPa injected current
     * @param excitatoryNs g_E0
     * @param inhibitoryNs g_I0
     * @param excitatorySdNs σ_E
     * @param inhibitorySdNs σ_I
     * @param settings cell, reversal potentials and correlation times
     * @return mean and variance of the potential
     */
    public static VmdLevel moments(
            final double currentPa,
            final double excitatoryNs,
            final double inhibitoryNs,
            final double excitatorySdNs,
            final double inhibitorySdNs,
            final VmdSettings settings) {
        final PassiveCell cell = settings.cell();
        final double e = settings.reversals().excitatoryMv();
        final double i = settings.reversals().inhibitoryMv();
        final double totalNs = cell.leakNs() + excitatoryNs + inhibitoryNs;
        final double tauMs = cell.capacitancePf() / totalNs;
        final double ue =
                excitatorySdNs * excitatorySdNs * effectiveTauMs(settings.excitatoryTauMs(), tauMs, settings.form());
        final double ui =
                inhibitorySdNs * inhibitorySdNs * effectiveTauMs(settings.inhibitoryTauMs(), tauMs, settings.form());
        final double s0 = 2 * cell.capacitancePf() * totalNs + ue + ui;
        final double mean = (2
                                * cell.capacitancePf()
                                * (cell.leakNs() * cell.leakReversalMv()
                                        + excitatoryNs * e
                                        + inhibitoryNs * i
                                        + currentPa)
                        + ue * e
                        + ui * i)
                / s0;
        return VmdLevel.ofMoments(currentPa, mean, (ue * (mean - e) * (mean - e) + ui * (mean - i) * (mean - i)) / s0);
    }
}
