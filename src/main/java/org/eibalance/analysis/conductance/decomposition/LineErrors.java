package org.eibalance.analysis.conductance.decomposition;

import java.util.Arrays;
import org.eibalance.analysis.conductance.Line;
import org.eibalance.analysis.conductance.ReversalPotentials;

/** Standard errors of the conductances, slopes and reversal potentials of the lines, with their R². */
final class LineErrors {

    private final double[] excitatorySeNs;
    private final double[] inhibitorySeNs;
    private final double[] slopeSeNs;
    private final double[] reversalMv;
    private final double[] reversalSeMv;
    private final double[] rSquared;

    LineErrors(
            final LevelSamples[] levels,
            final double[] weights,
            final SynapticLines lines,
            final double[][] potentials,
            final double[][] currents,
            final ReversalPotentials reversals) {
        final int length = potentials[0].length;
        excitatorySeNs = new double[length];
        inhibitorySeNs = new double[length];
        slopeSeNs = new double[length];
        reversalMv = new double[length];
        reversalSeMv = new double[length];
        rSquared = new double[length];
        final boolean fromSweeps = Arrays.stream(levels).anyMatch(l -> l.size() > 1);
        if (fromSweeps && SynapticLines.areSteady(potentials))
            ofSteady(levels, weights, lines, potentials, currents, reversals);
        else ofMoving(levels, weights, lines, potentials, currents, reversals, fromSweeps);
    }

    /** Levels that stay at one potential: errors are the same in all samples. */
    private void ofSteady(
            final LevelSamples[] levels,
            final double[] weights,
            final SynapticLines lines,
            final double[][] potentials,
            final double[][] currents,
            final ReversalPotentials reversals) {
        final int count = levels.length;
        final double[] x = new double[count];
        for (int j = 0; j < count; j++) x[j] = potentials[j][0];
        final Line leak = lines.leak();
        final double[] leakVariances = leakVariances(levels, weights, leak);
        // Potentials have no noise here, so the scatter does not depend on the slope of a sample.
        final double[] variances = meanVariances(levels, 0);
        final Line shape = new Line(SynapticLines.commanded(levels), x, new double[count], weights);
        Arrays.fill(slopeSeNs, Math.sqrt(shape.slopeVariance(variances) + leak.slopeVariance(leakVariances)));
        Arrays.fill(
                excitatorySeNs,
                Math.sqrt(shape.varianceAt(reversals.inhibitoryMv(), variances)
                                + leak.varianceAt(reversals.inhibitoryMv(), leakVariances))
                        / reversals.spanMv());
        Arrays.fill(
                inhibitorySeNs,
                Math.sqrt(shape.varianceAt(reversals.excitatoryMv(), variances)
                                + leak.varianceAt(reversals.excitatoryMv(), leakVariances))
                        / reversals.spanMv());
        for (int i = 0; i < reversalMv.length; i++) {
            final double slope = lines.slopeNs()[i];
            final boolean known = slope > 0 && slope >= Conductances.ERRORS_FOR_REVERSAL * slopeSeNs[i];
            reversalMv[i] = known ? -lines.interceptPa()[i] / slope : Double.NaN;
            reversalSeMv[i] = known
                    ? Math.sqrt(shape.varianceAt(reversalMv[i], variances)
                                    + leak.varianceAt(reversalMv[i], leakVariances))
                            / slope
                    : Double.NaN;
        }
        rSquared(x, weights, lines, currents);
    }

    /** 1 − Σ w r² / Σ w (I − mean)², level by level over all samples. */
    private void rSquared(
            final double[] x, final double[] weights, final SynapticLines lines, final double[][] currents) {
        if (x.length < 3) {
            Arrays.fill(rSquared, Double.NaN);
            return;
        }
        final double[] residual = new double[rSquared.length];
        final double[] total = new double[rSquared.length];
        final double[] mean = new double[rSquared.length];
        double sum = 0;
        for (final double w : weights) sum += w;
        for (int j = 0; j < x.length; j++) addScaled(weights[j] / sum, currents[j], mean);
        final double leakSlope = lines.leak().slope();
        final double leakIntercept = lines.leak().at(0);
        for (int j = 0; j < x.length; j++) {
            addResiduals(x[j], leakSlope * x[j] + leakIntercept, weights[j], lines, currents[j], residual);
            addDeviations(weights[j], currents[j], mean, total);
        }
        for (int i = 0; i < residual.length; i++) rSquared[i] = 1 - residual[i] / total[i];
    }

    private static void addScaled(final double factor, final double[] signal, final double[] into) {
        for (int i = 0; i < into.length; i++) into[i] += factor * signal[i];
    }

    private static void addResiduals(
            final double x,
            final double leakPa,
            final double weight,
            final SynapticLines lines,
            final double[] current,
            final double[] into) {
        final double[] slope = lines.slopeNs();
        final double[] intercept = lines.interceptPa();
        for (int i = 0; i < into.length; i++) {
            final double r = current[i] - leakPa - slope[i] * x - intercept[i];
            into[i] += weight * r * r;
        }
    }

    private static void addDeviations(
            final double weight, final double[] current, final double[] mean, final double[] into) {
        for (int i = 0; i < into.length; i++) {
            final double d = current[i] - mean[i];
            into[i] += weight * d * d;
        }
    }

    private void ofMoving(
            final LevelSamples[] levels,
            final double[] weights,
            final SynapticLines lines,
            final double[][] potentials,
            final double[][] currents,
            final ReversalPotentials reversals,
            final boolean fromSweeps) {
        final Line leak = lines.leak();
        final double[] leakVariances = leakVariances(levels, weights, leak);
        final double[] commanded = SynapticLines.commanded(levels);
        final double[] x = new double[levels.length];
        final double[] y = new double[levels.length];
        for (int i = 0; i < reversalMv.length; i++) {
            for (int j = 0; j < levels.length; j++) {
                x[j] = potentials[j][i];
                y[j] = currents[j][i];
            }
            final Line line = new Line(commanded, x, y, weights);
            final double[] variances =
                    fromSweeps ? meanVariances(levels, line.slope()) : residualVariances(weights, line);
            slopeSeNs[i] = Math.sqrt(line.slopeVariance(variances) + leak.slopeVariance(leakVariances));
            excitatorySeNs[i] = Math.sqrt(line.varianceAt(reversals.inhibitoryMv(), variances)
                            + leak.varianceAt(reversals.inhibitoryMv(), leakVariances))
                    / reversals.spanMv();
            inhibitorySeNs[i] = Math.sqrt(line.varianceAt(reversals.excitatoryMv(), variances)
                            + leak.varianceAt(reversals.excitatoryMv(), leakVariances))
                    / reversals.spanMv();
            rSquared[i] = line.rSquared();
            final double slope = lines.slopeNs()[i];
            final boolean known = slope > 0 && slope >= Conductances.ERRORS_FOR_REVERSAL * slopeSeNs[i];
            reversalMv[i] = known ? -lines.interceptPa()[i] / slope : Double.NaN;
            reversalSeMv[i] = known
                    ? Math.sqrt(line.varianceAt(reversalMv[i], variances)
                                    + leak.varianceAt(reversalMv[i], leakVariances))
                            / slope
                    : Double.NaN;
        }
    }

    double[] excitatorySeNs() {
        return excitatorySeNs;
    }

    double[] inhibitorySeNs() {
        return inhibitorySeNs;
    }

    double[] slopeSeNs() {
        return slopeSeNs;
    }

    double[] reversalMv() {
        return reversalMv;
    }

    double[] reversalSeMv() {
        return reversalSeMv;
    }

    double[] rSquared() {
        return rSquared;
    }

    /**
     * Scatter of a sweep of each level about a line of this slope; a level with one sweep takes the mean of the others.
     */
    static double[] scatter(final LevelSamples[] levels, final double slopeNs) {
        return filled(Arrays.stream(levels).mapToDouble(l -> l.scatter(slopeNs)).toArray());
    }

    /** Variances of the mean of each level over the leak window. */
    static double[] leakVariances(final LevelSamples[] levels, final double[] weights, final Line leak) {
        if (Arrays.stream(levels).allMatch(l -> l.size() == 1)) return residualVariances(weights, leak);
        final double[] variances = filled(Arrays.stream(levels)
                .mapToDouble(l -> l.size() < 2 ? Double.NaN : l.leakScatter(leak.slope()))
                .toArray());
        for (int j = 0; j < variances.length; j++) variances[j] /= levels[j].size();
        return variances;
    }

    private static double[] meanVariances(final LevelSamples[] levels, final double slopeNs) {
        final double[] variances = scatter(levels, slopeNs);
        for (int j = 0; j < variances.length; j++) variances[j] /= levels[j].size();
        return variances;
    }

    private static double[] residualVariances(final double[] weights, final Line line) {
        final double ofWeightOne = line.residualVariance();
        return Arrays.stream(weights).map(w -> ofWeightOne / w).toArray();
    }

    private static double[] filled(final double[] values) {
        final double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
        for (int j = 0; j < values.length; j++) {
            if (Double.isNaN(values[j])) values[j] = mean;
        }
        return values;
    }
}
