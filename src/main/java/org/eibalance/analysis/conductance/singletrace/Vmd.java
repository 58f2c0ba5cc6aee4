package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.List;
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
 * G = g_L + g_E0 + g_I0. Two levels give four moments, which are solved in closed form for the four unknowns. This
 * takes the fluctuations for small against G; where σ_I is a seventh of G, g_I comes out 4.4 % low.
 * {@code EXACT_MOMENTS}, the default, solves instead for the conductances whose moments, by the membrane equation
 * itself, are those of the data.
 *
 * @param settings how it was found; the form is the closed one where fluctuations are too large for exact moments
 * @param excitatoryNs g_E0
 * @param inhibitoryNs g_I0
 * @param excitatoryVarianceNs2 σ_E²; not clipped where it comes out negative
 * @param inhibitoryVarianceNs2 σ_I²
 * @param totalNs G
 * @param timeConstantMs C / G
 * @param leakSensitivity change of g_E0 and g_I0, in nS, for each nS more of g_L that is assumed: −(E_L − E_I) / (E_E −
 *     E_I), and −1 less that
 * @param errors statistical errors of the four
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
        VmdErrors errors,
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
        final double[] moments = {a.meanMv(), a.varianceMv2(), b.meanMv(), b.varianceMv2()};
        final List<String> remarks = new ArrayList<>();
        VmdSettings used = settings;
        VmdInversion inversion = new VmdInversion(a.currentPa(), b.currentPa(), used);
        double[] g = settings.form() == VmdSettings.Form.EXACT_MOMENTS ? inversion.exact(moments) : null;
        if (g == null && settings.form() == VmdSettings.Form.EXACT_MOMENTS) {
            used = settings.with(VmdSettings.Form.EXTENDED);
            inversion = new VmdInversion(a.currentPa(), b.currentPa(), used);
            remarks.add("No conductances have these moments exactly, or fluctuations are too large to say: the closed "
                    + "form is given, whose conductances come out low.");
        }
        if (g == null) g = inversion.closed(moments);
        final VmdErrors errors = VmdErrors.of(a, b, g, inversion);
        if (Double.isNaN(errors.inhibitoryNs()) && !a.blocks().isEmpty())
            remarks.add("The recording is too short for errors: " + errors.blocks() + " blocks at a current, where "
                    + VmdErrors.MIN_BLOCKS + " are needed.");
        remarks.addAll(remarks(a, b, g));
        final double totalNs = settings.cell().leakNs() + g[0] + g[1];
        final double leakShare =
                (settings.cell().leakReversalMv() - settings.reversals().inhibitoryMv())
                        / settings.reversals().spanMv();
        return new Vmd(
                used,
                g[0],
                g[1],
                g[2],
                g[3],
                totalNs,
                settings.cell().capacitancePf() / totalNs,
                new LeakSensitivity(-leakShare, leakShare - 1),
                errors,
                remarks);
    }

    private static List<String> remarks(final VmdLevel a, final VmdLevel b, final double[] g) {
        final List<String> remarks = new ArrayList<>();
        if (g[2] < 0 || g[3] < 0)
            remarks.add("The variance of " + (g[2] < 0 ? "excitation" : "inhibition")
                    + " is negative: the data do not meet the assumptions of the method.");
        if (g[0] < 0 || g[1] < 0)
            remarks.add("The mean conductance of " + (g[0] < 0 ? "excitation" : "inhibition")
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

    /** Standard error of σ_E; NaN where there is none. */
    public double excitatorySdSeNs() {
        return errors.excitatoryVarianceNs2() / (2 * excitatorySdNs());
    }

    /** Standard error of σ_I; NaN where there is none. */
    public double inhibitorySdSeNs() {
        return errors.inhibitoryVarianceNs2() / (2 * inhibitorySdNs());
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
        final double[] found = new VmdInversion(currentPa, currentPa, settings).moments(currentPa, new double[] {
            excitatoryNs, inhibitoryNs, excitatorySdNs * excitatorySdNs, inhibitorySdNs * inhibitorySdNs
        });
        return VmdLevel.ofMoments(currentPa, found[0], found[1]);
    }
}
