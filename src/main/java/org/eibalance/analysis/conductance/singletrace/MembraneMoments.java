package org.eibalance.analysis.conductance.singletrace;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;

/**
 * Mean and variance of a membrane under two Ornstein-Uhlenbeck conductances, without the approximations of a closed
 * form. The membrane equation is linear in V, and the generator of an Ornstein-Uhlenbeck process has the Hermite
 * polynomials He_j as eigenfunctions with the rates j / τ (Risken 1989, The Fokker-Planck Equation, section 5.5). With
 * u = V − P / G about the potential of the mean conductances, and x, y the deviations of g_E and g_I from their means,
 * the stationary moments M(n, j, k) = ⟨uⁿ He_j(x) He_k(y)⟩, with He_j scaled by σ_E^j and He_k by σ_I^k, therefore obey
 *
 * <pre>
 * 0 = −(n G / C + j / τ_E + k / τ_I) M(n, j, k)
 *     − n / C · (M(n, j+1, k) + j σ_E² M(n, j−1, k))
 *     − n / C · (P / G − E_E) (M(n−1, j+1, k) + j σ_E² M(n−1, j−1, k))
 *     and the same two terms for y, k, τ_I, σ_I² and E_I.
 * </pre>
 *
 * For n = 1 and n = 2 each is a linear system, cut off where j + k exceeds an order. Only the squares of the standard
 * deviations occur, so that a negative one, as data may give it, has moments too.
 */
final class MembraneMoments {

    /** Moments of a cell whose fluctuations are a third of its conductance change by 10⁻⁷ beyond it. */
    static final int ORDER = 6;

    private final int order;
    private final VmdSettings settings;

    MembraneMoments(final VmdSettings settings, final int order) {
        this.settings = settings;
        this.order = order;
    }

    /**
     * Computes both.
     *
     * @param currentPa injected current
     * @param g g_E0, g_I0 in nS, σ_E², σ_I² in nS²
     * @return mean in mV and variance in mV²; NaN where there are none
     */
    double[] of(final double currentPa, final double[] g) {
        final PassiveCell cell = settings.cell();
        final ReversalPotentials e = settings.reversals();
        final double totalNs = cell.leakNs() + g[0] + g[1];
        final double centreMv =
                (cell.leakNs() * cell.leakReversalMv() + g[0] * e.excitatoryMv() + g[1] * e.inhibitoryMv() + currentPa)
                        / totalNs;
        RealVector moments = new ArrayRealVector(place(order + 1, 0));
        moments.setEntry(0, 1);
        final double[] powers = new double[2];
        try {
            for (int n = 1; n <= 2; n++) {
                moments = next(n, moments, totalNs, centreMv, g);
                powers[n - 1] = moments.getEntry(0);
            }
        } catch (final SingularMatrixException noStationaryState) {
            return new double[] {Double.NaN, Double.NaN};
        }
        return new double[] {centreMv + powers[0], powers[1] - powers[0] * powers[0]};
    }

    /** The moments of uⁿ from those of uⁿ⁻¹. */
    private RealVector next(
            final int n, final RealVector before, final double totalNs, final double centreMv, final double[] g) {
        final int size = before.getDimension();
        final double[][] matrix = new double[size][size];
        final double[] right = new double[size];
        final double forceE = centreMv - settings.reversals().excitatoryMv();
        final double forceI = centreMv - settings.reversals().inhibitoryMv();
        final double perPf = n / settings.cell().capacitancePf();
        for (int sum = 0; sum <= order; sum++) {
            for (int k = 0; k <= sum; k++) {
                final int j = sum - k;
                final int row = place(sum, k);
                matrix[row][row] += perPf * totalNs + j / settings.excitatoryTauMs() + k / settings.inhibitoryTauMs();
                if (sum < order) {
                    couple(matrix[row], right, row, place(sum + 1, k), perPf, forceE, before);
                    couple(matrix[row], right, row, place(sum + 1, k + 1), perPf, forceI, before);
                }
                if (j > 0) couple(matrix[row], right, row, place(sum - 1, k), perPf * j * g[2], forceE, before);
                if (k > 0) couple(matrix[row], right, row, place(sum - 1, k - 1), perPf * k * g[3], forceI, before);
            }
        }
        return new LUDecomposition(new Array2DRowRealMatrix(matrix, false))
                .getSolver()
                .solve(new ArrayRealVector(right, false));
    }

    private static void couple(
            final double[] matrixRow,
            final double[] right,
            final int row,
            final int with,
            final double weight,
            final double forceMv,
            final RealVector before) {
        matrixRow[with] += weight;
        right[row] -= weight * forceMv * before.getEntry(with);
    }

    /** Where the moment of He_(sum − k)(x) He_k(y) stands. */
    private static int place(final int sum, final int k) {
        return sum * (sum + 1) / 2 + k;
    }
}
