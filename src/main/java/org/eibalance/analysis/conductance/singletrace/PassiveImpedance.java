package org.eibalance.analysis.conductance.singletrace;

import org.apache.commons.math3.complex.Complex;
import org.eibalance.recording.InputException;

/**
 * Capacitance and series resistance from impedances at two frequencies: (G + i ω1 C)(G + i ω2 C) = C q with q = i (ω2 −
 * ω1) / D, real and imaginary part.
 */
record PassiveImpedance(double conductanceNs, double capacitancePf, double seriesGohm) {

    /**
     * From impedances.
     *
     * @param z1 at the slower one, GOhm
     * @param z2 at the faster one
     * @param w1 its angular frequency in rad/ms
     * @param w2 that of the faster one
     * @param knownCapacitancePf C; 0 to read it
     * @throws InputException if no cell has these impedances
     */
    static PassiveImpedance of(
            final Complex z1, final Complex z2, final double w1, final double w2, final double knownCapacitancePf) {
        final Complex difference = z1.subtract(z2);
        final double capacitancePf = knownCapacitancePf > 0 ? knownCapacitancePf : capacitancePf(difference, w1, w2);
        final double conductanceNs = knownCapacitancePf > 0
                ? TwoFrequencyConductance.conductanceNs(difference, w1, w2, capacitancePf)
                        .getReal()
                : quotient(difference, w1, w2).getImaginary() / (w1 + w2);
        if (!(conductanceNs > 0) || !(capacitancePf > 0))
            throw new InputException("The impedance at rest gives " + conductanceNs + " nS and " + capacitancePf
                    + " pF, which no cell has: check the current channel and the sign of the current.");
        final Complex membrane = new Complex(conductanceNs, w1 * capacitancePf).reciprocal();
        return new PassiveImpedance(
                conductanceNs, capacitancePf, z1.subtract(membrane).getReal());
    }

    private static Complex quotient(final Complex difference, final double w1, final double w2) {
        return new Complex(0, w2 - w1).divide(difference);
    }

    /** C where G is unknown too. */
    static double capacitancePf(final Complex difference, final double w1, final double w2) {
        final Complex q = quotient(difference, w1, w2);
        final double conductanceNs = q.getImaginary() / (w1 + w2);
        final double p = q.getReal() / (w1 * w2);
        return -p / 2 + Math.sqrt(p * p / 4 + conductanceNs * conductanceNs / (w1 * w2));
    }
}
