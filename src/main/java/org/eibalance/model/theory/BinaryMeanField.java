package org.eibalance.model.theory;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.complex.Complex;
import org.eibalance.model.network.BinaryNetwork;
import org.eibalance.recording.InputException;

/**
 * Mean field of the balanced binary network at finite K with Gaussian inputs (van Vreeswijk and Sompolinsky 1998): m_k
 * = H(−u_k / sqrt(alpha_k)).
 *
 * @param network settings
 */
public record BinaryMeanField(BinaryNetwork network) {

    private static final int HERMITE_POINTS = 60;

    /**
     * A stationary state.
     *
     * @param excitatory m_E
     * @param inhibitory m_I
     * @param excitatorySquare q_E, mean square over neurons of their mean activity
     * @param inhibitorySquare q_I
     */
    public record State(double excitatory, double inhibitory, double excitatorySquare, double inhibitorySquare) {}

    /** m_E / m_0 for K to infinity: A_E = (J_I E − J_E I) / (J_E − J_I). */
    public double asymptoticExcitatoryGain() {
        return (network.inhibitionOfI() * network.externalToE() - network.inhibitionOfE() * network.externalToI())
                / (network.inhibitionOfE() - network.inhibitionOfI());
    }

    /** m_I / m_0 for K to infinity: A_I = (E − I) / (J_E − J_I). */
    public double asymptoticInhibitoryGain() {
        return (network.externalToE() - network.externalToI()) / (network.inhibitionOfE() - network.inhibitionOfI());
    }

    /** Whether E/I > J_E/J_I > 1 and J_E > 1, so that the balanced state is the only one. */
    public boolean balanced() {
        final double external = network.externalToE() / network.externalToI();
        final double inhibition = network.inhibitionOfE() / network.inhibitionOfI();
        return external > inhibition && inhibition > 1 && network.inhibitionOfE() > 1;
    }

    /**
     * The stationary state.
     *
     * @param externalActivity m_0
     * @return its activities and their quenched disorder
     * @throws InputException if there is none
     */
    public State at(final double externalActivity) {
        final double[] m = activities(externalActivity);
        final double[] q = disorder(externalActivity, m);
        return new State(m[0], m[1], q[0], q[1]);
    }

    /** Newton's method on the logarithms, which keeps both above 0; from several starts. */
    private double[] activities(final double externalActivity) {
        for (final double start : new double[] {1, 0.5, 0.8, 1.2, 0.2, 0.05, 0.01}) {
            final double[] log = {Math.log(start * externalActivity), Math.log(start * externalActivity)};
            for (int round = 0; round < 200; round++) {
                final double[] m = {Math.exp(log[0]), Math.exp(log[1])};
                final double[] f = map(externalActivity, m);
                final double[][] jacobian = jacobian(externalActivity, m);
                final double a = (jacobian[0][0] - 1) * m[0];
                final double b = jacobian[0][1] * m[1];
                final double c = jacobian[1][0] * m[0];
                final double d = (jacobian[1][1] - 1) * m[1];
                final double e = m[0] - f[0];
                final double g = m[1] - f[1];
                final double det = a * d - b * c;
                final double stepE = (e * d - b * g) / det;
                final double stepI = (a * g - c * e) / det;
                final double damping = Math.min(1, 0.5 / Math.max(Math.abs(stepE), Math.abs(stepI)));
                if (!Double.isFinite(stepE + stepI)) break;
                log[0] += damping * stepE;
                log[1] += damping * stepI;
                if (Math.abs(stepE) + Math.abs(stepI) < 1e-13) return new double[] {Math.exp(log[0]), Math.exp(log[1])};
            }
        }
        throw new InputException("The balanced network has no stationary state for an external activity of "
                + externalActivity + ": choose another within 0 and 1.");
    }

    private double meanInput(final int population, final double externalActivity, final double[] m) {
        final double root = Math.sqrt(network.inputs());
        return population == 0
                ? root * (network.externalToE() * externalActivity + m[0] - network.inhibitionOfE() * m[1])
                        - network.thresholdOfE()
                : root * (network.externalToI() * externalActivity + m[0] - network.inhibitionOfI() * m[1])
                        - network.thresholdOfI();
    }

    private double variance(final int population, final double[] m) {
        final double j = population == 0 ? network.inhibitionOfE() : network.inhibitionOfI();
        return m[0] + j * j * m[1];
    }

    private double[] map(final double externalActivity, final double[] m) {
        final double[] f = new double[2];
        for (int k = 0; k < 2; k++)
            f[k] = ScaledErfc.normalTail(-meanInput(k, externalActivity, m) / Math.sqrt(variance(k, m)));
        return f;
    }

    /** Derivatives of the map, including those of the variance. */
    private double[][] jacobian(final double externalActivity, final double[] m) {
        final double root = Math.sqrt(network.inputs());
        final double[][] jacobian = new double[2][2];
        for (int k = 0; k < 2; k++) {
            final double j = k == 0 ? network.inhibitionOfE() : network.inhibitionOfI();
            final double variance = variance(k, m);
            final double x = meanInput(k, externalActivity, m) / Math.sqrt(variance);
            final double density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
            jacobian[k][0] = density * (root / Math.sqrt(variance) - 0.5 * x / variance);
            jacobian[k][1] = density * (-root * j / Math.sqrt(variance) - 0.5 * x * j * j / variance);
        }
        return jacobian;
    }

    private double[] disorder(final double externalActivity, final double[] m) {
        final GaussIntegrator hermite = new GaussIntegratorFactory().hermite(HERMITE_POINTS);
        double[] q = {1.05 * m[0] * m[0], 1.05 * m[1] * m[1]};
        for (int round = 0; round < 3000; round++) {
            final double[] next = new double[2];
            for (int k = 0; k < 2; k++) {
                final double u = meanInput(k, externalActivity, m);
                final double beta = variance(k, q);
                final double rest = Math.sqrt(variance(k, m) - beta);
                // The weight is exp(−t²); z = sqrt(2) t is standard normal.
                next[k] = hermite.integrate(t -> {
                            final double active = ScaledErfc.normalTail(-(u + Math.sqrt(2 * beta) * t) / rest);
                            return active * active;
                        })
                        / Math.sqrt(Math.PI);
            }
            final double change = Math.abs(next[0] - q[0]) + Math.abs(next[1] - q[1]);
            q = new double[] {0.5 * (q[0] + next[0]), 0.5 * (q[1] + next[1])};
            if (change < 1e-14) break;
        }
        return q;
    }

    /**
     * Eigenvalues, per tau_E, with which small deviations of the activities from the stationary state die out: of the
     * order of sqrt(K), which is why the network responds faster than its neurons.
     *
     * @param externalActivity m_0
     * @return the slower first; complex conjugates where they oscillate
     */
    public Complex[] eigenvalues(final double externalActivity) {
        final double[] m = activities(externalActivity);
        final double[][] j = jacobian(externalActivity, m);
        final double a = j[0][0] - 1;
        final double d = (j[1][1] - 1) / network.tauI();
        final double trace = a + d;
        final double det = a * d - j[0][1] * j[1][0] / network.tauI();
        final Complex root = new Complex(trace * trace / 4 - det).sqrt();
        return new Complex[] {root.add(trace / 2), root.negate().add(trace / 2)};
    }

    /**
     * The tau_I / tau_E above which the stationary state is unstable.
     *
     * @param externalActivity m_0
     * @return the ratio; infinite where there is none
     */
    public double criticalTau(final double externalActivity) {
        final double[][] j = jacobian(externalActivity, activities(externalActivity));
        return j[0][0] > 1 ? (1 - j[1][1]) / (j[0][0] - 1) : Double.POSITIVE_INFINITY;
    }

    /**
     * Slope of the activities over m_0, by least squares.
     *
     * @param externalActivities several m_0
     * @return of E and of I
     */
    public double[] slopes(final double... externalActivities) {
        double meanX = 0;
        for (final double x : externalActivities) meanX += x / externalActivities.length;
        double xx = 0;
        double xe = 0;
        double xi = 0;
        for (final double x : externalActivities) {
            final double[] m = activities(x);
            xx += (x - meanX) * (x - meanX);
            xe += (x - meanX) * m[0];
            xi += (x - meanX) * m[1];
        }
        return new double[] {xe / xx, xi / xx};
    }
}
