package org.eibalance.analysis.conductance.singletrace;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;

/**
 * The equations of VmD between moments of the potential at two currents and conductances, in both directions.
 * Conductances are g_E0, g_I0, σ_E², σ_I² in nS and nS²; moments are mean and variance at one current, then at the
 * other.
 */
final class VmdInversion {

    private static final int MAX_STEPS = 100;
    private static final double PRECISION_MV = 1e-10;

    /** Fluctuations whose variance changes by more than this share beyond the order are too large for it. */
    private static final double MAX_CUT_OFF = 1e-3;

    /** Relative steps of derivatives. */
    private static final double STEP = 1e-4;

    private final double[] currentsPa;
    private final VmdSettings settings;

    VmdInversion(final double currentPa, final double otherPa, final VmdSettings settings) {
        currentsPa = new double[] {currentPa, otherPa};
        this.settings = settings;
    }

    /** Conductances from moments, in the closed form. */
    double[] closed(final double[] moments) {
        final PassiveCell cell = settings.cell();
        final ReversalPotentials r = settings.reversals();
        final double slopeNs = (currentsPa[0] - currentsPa[1]) / (moments[0] - moments[2]);
        final double[] u = fluctuations(moments, slopeNs);
        final double total = slopeNs - cell.leakNs();
        final double pull = slopeNs * moments[0] - cell.leakNs() * cell.leakReversalMv() - currentsPa[0];
        // g_E' + g_I' = total, g_E' E_E + g_I' E_I = pull; the fluctuations add u / 2C to each.
        final double excitatoryNs = (pull - total * r.inhibitoryMv()) / r.spanMv() - u[0] / (2 * cell.capacitancePf());
        final double inhibitoryNs = (total * r.excitatoryMv() - pull) / r.spanMv() - u[1] / (2 * cell.capacitancePf());
        final double tauMs = cell.capacitancePf() / (cell.leakNs() + excitatoryNs + inhibitoryNs);
        return new double[] {
            excitatoryNs,
            inhibitoryNs,
            u[0] / effectiveTauMs(settings.excitatoryTauMs(), tauMs),
            u[1] / effectiveTauMs(settings.inhibitoryTauMs(), tauMs)
        };
    }

    /** u_E and u_I from the variances: (V − E_E)² u_E + (V − E_I)² u_I = 2 C G_slope var at both levels. */
    private double[] fluctuations(final double[] moments, final double slopeNs) {
        final ReversalPotentials r = settings.reversals();
        final double ae = Math.pow(moments[0] - r.excitatoryMv(), 2);
        final double ai = Math.pow(moments[0] - r.inhibitoryMv(), 2);
        final double be = Math.pow(moments[2] - r.excitatoryMv(), 2);
        final double bi = Math.pow(moments[2] - r.inhibitoryMv(), 2);
        final double factor = 2 * settings.cell().capacitancePf() * slopeNs;
        final double determinant = ae * bi - ai * be;
        return new double[] {
            factor * (moments[1] * bi - moments[3] * ai) / determinant,
            factor * (moments[3] * ae - moments[1] * be) / determinant
        };
    }

    private double effectiveTauMs(final double synapticMs, final double membraneMs) {
        return settings.form() == VmdSettings.Form.ORIGINAL_2004
                ? synapticMs
                : 2 * synapticMs * membraneMs / (synapticMs + membraneMs);
    }

    /** Mean and variance at one current from conductances: the inverse of the closed form. */
    double[] closedMoments(final double currentPa, final double[] g) {
        final PassiveCell cell = settings.cell();
        final double e = settings.reversals().excitatoryMv();
        final double i = settings.reversals().inhibitoryMv();
        final double totalNs = cell.leakNs() + g[0] + g[1];
        final double tauMs = cell.capacitancePf() / totalNs;
        final double ue = g[2] * effectiveTauMs(settings.excitatoryTauMs(), tauMs);
        final double ui = g[3] * effectiveTauMs(settings.inhibitoryTauMs(), tauMs);
        final double s0 = 2 * cell.capacitancePf() * totalNs + ue + ui;
        final double pull = cell.leakNs() * cell.leakReversalMv() + g[0] * e + g[1] * i + currentPa;
        final double mean = (2 * cell.capacitancePf() * pull + ue * e + ui * i) / s0;
        return new double[] {mean, (ue * (mean - e) * (mean - e) + ui * (mean - i) * (mean - i)) / s0};
    }

    /**
     * Conductances whose exact moments are the given ones. The closed form is solved for moments that are shifted by
     * its error at the last estimate, until the estimate stays.
     *
     * @param moments of the data
     * @return the conductances; null where the iteration does not end, or fluctuations are too large for its order
     */
    double[] exact(final double[] moments) {
        final MembraneMoments membrane = new MembraneMoments(settings, MembraneMoments.ORDER);
        final double[] shifted = moments.clone();
        for (int step = 0; step < MAX_STEPS; step++) {
            final double[] g = closed(shifted);
            double change = 0;
            for (int level = 0; level < 2; level++) {
                final double[] now = membrane.of(currentsPa[level], g);
                final double[] simple = closedMoments(currentsPa[level], g);
                for (int k = 0; k < 2; k++) {
                    final double next = moments[2 * level + k] - now[k] + simple[k];
                    change = Math.max(change, Math.abs(next - shifted[2 * level + k]));
                    shifted[2 * level + k] = next;
                }
            }
            if (Double.isNaN(shifted[0] + shifted[1] + shifted[2] + shifted[3])) return null;
            if (change < PRECISION_MV) return converged(closed(shifted));
        }
        return null;
    }

    private double[] converged(final double[] g) {
        if (!(settings.cell().leakNs() + g[0] + g[1] > 0)) return null;
        for (final double currentPa : currentsPa) {
            final double variance = new MembraneMoments(settings, MembraneMoments.ORDER).of(currentPa, g)[1];
            final double further = new MembraneMoments(settings, MembraneMoments.ORDER + 2).of(currentPa, g)[1];
            if (!(Math.abs(further - variance) <= MAX_CUT_OFF * Math.abs(variance))) return null;
        }
        return g;
    }

    /**
     * Covariance of the conductances, to first order in the errors of the moments.
     *
     * @param g the estimate
     * @param a errors of the moments at the first current: variance of the mean, of the variance, and their covariance
     * @param b at the other
     * @return four by four
     */
    RealMatrix covariance(final double[] g, final double[] a, final double[] b) {
        final MembraneMoments membrane = new MembraneMoments(settings, MembraneMoments.ORDER);
        final double[][] slopes = new double[4][4];
        for (int k = 0; k < 4; k++) {
            final double h = STEP * Math.max(Math.abs(g[k]), 0.1);
            final double[] more = g.clone();
            final double[] less = g.clone();
            more[k] += h;
            less[k] -= h;
            for (int level = 0; level < 2; level++) {
                final double[] up = moments(membrane, currentsPa[level], more);
                final double[] down = moments(membrane, currentsPa[level], less);
                for (int m = 0; m < 2; m++) slopes[2 * level + m][k] = (up[m] - down[m]) / (2 * h);
            }
        }
        final RealMatrix errors = new Array2DRowRealMatrix(
                new double[][] {{a[0], a[2], 0, 0}, {a[2], a[1], 0, 0}, {0, 0, b[0], b[2]}, {0, 0, b[2], b[1]}});
        final RealMatrix inverse = new LUDecomposition(new Array2DRowRealMatrix(slopes, false))
                .getSolver()
                .getInverse();
        return inverse.multiply(errors).multiply(inverse.transpose());
    }

    private double[] moments(final MembraneMoments membrane, final double currentPa, final double[] g) {
        return settings.form() == VmdSettings.Form.EXACT_MOMENTS
                ? membrane.of(currentPa, g)
                : closedMoments(currentPa, g);
    }

    /** Mean and variance at one current from conductances, in the form of the settings. */
    double[] moments(final double currentPa, final double[] g) {
        return moments(new MembraneMoments(settings, MembraneMoments.ORDER), currentPa, g);
    }
}
