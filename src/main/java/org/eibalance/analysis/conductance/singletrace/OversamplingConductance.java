package org.eibalance.analysis.conductance.singletrace;

import java.util.List;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;

/**
 * Experimental: conductances from one trace that is sampled faster than they change (Bédard, Béhuret, Deleuze, Bal and
 * Destexhe 2012, J. Neurosci. Methods 210:3). Over two steps of length h in which conductances stay, dV/dt = a V + b
 * and
 *
 * <pre>
 * x = (V2 − V1) / (V1 − V0) = e^{a h},   a = −(g_L + g_E + g_I) / C
 * b = a (V1 − V0 x) / (x − 1) = (g_L E_L + g_E E_E + g_I E_I + I) / C.
 * </pre>
 *
 * This takes differences of differences: on noise-free data it is exact, with any noise of a real recording it is
 * useless without heavy smoothing.
 *
 * @param stepMs interval between estimates, two samples
 * @param excitatoryNs g_E; where it could not be solved, interpolated
 * @param inhibitoryNs g_I
 * @param solvedShare share of estimates that were solved
 */
public record OversamplingConductance(double stepMs, double[] excitatoryNs, double[] inhibitoryNs, double solvedShare) {

    /** The assumptions of the method, in sentences. */
    public static final List<String> ASSUMPTIONS = List.of(
            "Experimental: noise of the recording is negligible.",
            "Conductances are constant over pairs of samples.",
            "The cell is one compartment with the given capacitance and leak, without active currents.");

    /**
     * Solves each pair of steps.
     *
     * @param potentialMv the trace
     * @param currentPa steady injected current
     * @param stepMs interval of sampling, h
     * @param cell the cell
     * @param reversals E_E and E_I
     * @param minChangeMv where V1 − V0 is smaller than this, the pair is interpolated
     * @return the conductances
     * @throws InputException if there are fewer than three samples or none can be solved
     */
    public static OversamplingConductance compute(
            final double[] potentialMv,
            final double currentPa,
            final double stepMs,
            final PassiveCell cell,
            final ReversalPotentials reversals,
            final double minChangeMv) {
        final int n = (potentialMv.length - 1) / 2;
        if (n < 1)
            throw new InputException(
                    "Oversampling needs three samples or more, and there are " + potentialMv.length + ".");
        final double[] excitatoryNs = new double[n];
        final double[] inhibitoryNs = new double[n];
        int solved = 0;
        for (int k = 0; k < n; k++) {
            final double v0 = potentialMv[2 * k];
            final double v1 = potentialMv[2 * k + 1];
            final double x = (potentialMv[2 * k + 2] - v1) / (v1 - v0);
            final double a = Math.log(x) / stepMs;
            final double b = a * (v1 - v0 * x) / (x - 1);
            final double synapticNs = -a * cell.capacitancePf() - cell.leakNs();
            final double pull = b * cell.capacitancePf() - cell.leakNs() * cell.leakReversalMv() - currentPa;
            excitatoryNs[k] = (pull - synapticNs * reversals.inhibitoryMv()) / reversals.spanMv();
            inhibitoryNs[k] = synapticNs - excitatoryNs[k];
            final boolean usable = Math.abs(v1 - v0) > minChangeMv
                    && Double.isFinite(excitatoryNs[k])
                    && Double.isFinite(inhibitoryNs[k]);
            if (usable) solved++;
            else {
                excitatoryNs[k] = Double.NaN;
                inhibitoryNs[k] = Double.NaN;
            }
        }
        if (solved == 0)
            throw new InputException("No pair of samples could be solved: the potential does not change by "
                    + "more than " + minChangeMv + " mV from one sample to the next, or it is noise.");
        interpolate(excitatoryNs);
        interpolate(inhibitoryNs);
        return new OversamplingConductance(2 * stepMs, excitatoryNs, inhibitoryNs, (double) solved / n);
    }

    private static void interpolate(final double[] values) {
        int last = -1;
        for (int i = 0; i <= values.length; i++) {
            if (i < values.length && Double.isNaN(values[i])) continue;
            for (int k = last + 1; k < i; k++) {
                if (last < 0) values[k] = values[i];
                else if (i == values.length) values[k] = values[last];
                else values[k] = values[last] + (values[i] - values[last]) * (k - last) / (i - last);
            }
            last = i;
        }
    }
}
