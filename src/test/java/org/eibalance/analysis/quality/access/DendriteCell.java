package org.eibalance.analysis.quality.access;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.TestPulse;
import org.eibalance.rig.Amplifier;

/**
 * A passive cell with one dendrite in voltage clamp through a series resistance: soma and compartments of a cable, a
 * linear system that is solved by its eigenvalues. 150 Ohm cm, 1/15 mS/cm², 1 uF/cm²; 20 kHz behind 3 kHz.
 *
 * @param seriesMohm R_s
 * @param somaUm diameter of the soma
 * @param lengthUm of the dendrite
 * @param diameterUm of the dendrite
 */
record DendriteCell(double seriesMohm, double somaUm, double lengthUm, double diameterUm) {

    private static final int COMPARTMENTS = 60;
    private static final double AXIAL_OHM_CM = 150;
    private static final double LEAK_MS_CM2 = 1 / 15.0;
    private static final double UF_CM2 = 1;
    private static final double STEP_MV = -5;

    /** Samples before filter and sampling for one after it. */
    private static final int OVERSAMPLING = 10;

    static final double RATE_HZ = 20_000;

    private static final double BASELINE_MS = 200;
    private static final double STEP_MS = 50;
    private static final double END_MS = 300;

    static DendriteCell usual(final double seriesMohm) {
        return new DendriteCell(seriesMohm, 30, 500, 3);
    }

    /** Sweeps with white noise of the amplifier and with slow noise, as synapses make it, of 3 ms. */
    List<PulseSweep> sweeps(final int count, final double noisePa, final double slowPa, final long seed) {
        final double[] clean = clean();
        final RandomGenerator random = new Well19937c(seed);
        final List<PulseSweep> sweeps = new ArrayList<>();
        final double keep = Math.exp(-1000 / RATE_HZ / 3);
        for (int k = 0; k < count; k++) {
            final double[] currentPa = clean.clone();
            final double[] noise = new double[clean.length];
            double slow = slowPa * random.nextGaussian();
            for (int i = 0; i < noise.length; i++) {
                slow = keep * slow + Math.sqrt(1 - keep * keep) * slowPa * random.nextGaussian();
                noise[i] = slow + noisePa * random.nextGaussian();
            }
            new Amplifier(3000, 0, 0).filter(noise, 1000 / RATE_HZ);
            for (int i = 0; i < noise.length; i++) currentPa[i] += noise[i] - 50;
            final int start = (int) (BASELINE_MS * RATE_HZ / 1000);
            final int end = start + (int) (STEP_MS * RATE_HZ / 1000);
            sweeps.add(new PulseSweep(k, new TestPulse(0, start, end, clean.length, STEP_MV), currentPa));
        }
        return sweeps;
    }

    /** The current in pA without noise. */
    private double[] clean() {
        final double stepMs = 1000 / RATE_HZ / OVERSAMPLING;
        final int n = (int) Math.round(END_MS / stepMs);
        final int start = (int) Math.round(BASELINE_MS / stepMs);
        final int end = start + (int) Math.round(STEP_MS / stepMs);
        final double[] admittanceNs = admittance(stepMs, n - start);
        final double[] fine = new double[n];
        for (int i = start; i < n; i++)
            fine[i] = STEP_MV * (admittanceNs[i - start] - (i >= end ? admittanceNs[i - end] : 0));
        new Amplifier(3000, 0, 0).filter(fine, stepMs);
        final double[] current = new double[n / OVERSAMPLING];
        for (int i = 0; i < current.length; i++) current[i] = fine[i * OVERSAMPLING];
        return current;
    }

    /** The current after a step of 1 mV, in nS: 1 / R_s at first. */
    private double[] admittance(final double stepMs, final int samples) {
        final int n = COMPARTMENTS + 1;
        final double pieceCm = lengthUm * 1e-4 / COMPARTMENTS;
        final double[] areaCm2 = new double[n];
        areaCm2[0] = Math.PI * somaUm * somaUm * 1e-8;
        for (int k = 1; k < n; k++) areaCm2[k] = Math.PI * diameterUm * 1e-4 * pieceCm;
        final double axialNs = 1e9 * Math.PI * Math.pow(diameterUm * 1e-4, 2) / 4 / (AXIAL_OHM_CM * pieceCm);
        final double seriesNs = 1000 / seriesMohm;
        final double[][] matrix = new double[n][n];
        for (int k = 0; k < n; k++) matrix[k][k] -= areaCm2[k] * LEAK_MS_CM2 * 1e6;
        for (int k = 0; k + 1 < n; k++) {
            final double ns = k == 0 ? 2 * axialNs : axialNs;
            matrix[k][k] -= ns;
            matrix[k + 1][k + 1] -= ns;
            matrix[k][k + 1] += ns;
            matrix[k + 1][k] += ns;
        }
        matrix[0][0] -= seriesNs;
        // with the roots of the capacitances on both sides the matrix stays symmetric
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++) matrix[k][j] /= Math.sqrt(areaCm2[k] * areaCm2[j]) * UF_CM2 * 1e6;
        final EigenDecomposition modes = new EigenDecomposition(new Array2DRowRealMatrix(matrix));
        final double[] admittance = new double[samples];
        final double somaPf = areaCm2[0] * UF_CM2 * 1e6;
        for (int m = 0; m < n; m++) {
            final double rate = modes.getRealEigenvalue(m);
            final double atSoma = modes.getEigenvector(m).getEntry(0);
            final double size = atSoma * atSoma * seriesNs / somaPf / -rate;
            for (int i = 0; i < samples; i++) admittance[i] -= seriesNs * size * -Math.expm1(rate * i * stepMs);
        }
        for (int i = 0; i < samples; i++) admittance[i] += seriesNs;
        return admittance;
    }
}
