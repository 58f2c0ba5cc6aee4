package org.eibalance.analysis.conductance.decomposition;

import java.util.List;
import java.util.OptionalInt;
import org.eibalance.analysis.conductance.Curvature;
import org.eibalance.signal.Interval;

/**
 * The synaptic conductances of a cell from trials at several levels: the apparent conductances at the soma. Those of
 * distant dendritic synapses are too small (Poleg-Polsky and Diamond 2011, PLoS ONE 6:e19463).
 *
 * <p>All arrays have one element a sample of the analysis window.
 *
 * @param settings how they were found; the junction potential is marked as applied
 * @param stepMs interval of sampling
 * @param firstSample sample of the sweep at index 0
 * @param excitation g_E
 * @param inhibition g_I
 * @param synaptic G_s, the sum of both
 * @param reversalMv reversal potential of the synaptic current; NaN where G_s is under three standard errors, or where
 *     its error is unknown
 * @param reversalSeMv standard error of that, to first order
 * @param rSquared share of the variance of the level means that the line explains; NaN with two levels
 * @param leak the line of the leak window
 * @param responseCurvature the bend of the currents averaged over the analysis window
 * @param excitatoryResponse peak and onset of g_E; times are NaN where noise alone could make the largest sample
 * @param inhibitoryResponse peak and onset of g_I
 * @param excitatoryPeakInterval interval of the peak of g_E from the scatter of the sweeps, nS; none with one sweep a
 *     level
 * @param inhibitoryPeakInterval the same of g_I, nS
 * @param peakDelay peak of g_I after peak of g_E
 * @param onsetDelay onset of g_I after onset of g_E
 * @param systematic errors that do not become smaller with more sweeps
 * @param replicates what each replicate of the bootstrap gives; none without a bootstrap
 * @param levels the levels used
 * @param leftOut the sweeps not used
 * @param remarks sentences on the limits of these numbers
 */
public record Conductances(
        DecompositionSettings settings,
        double stepMs,
        int firstSample,
        ConductanceTrace excitation,
        ConductanceTrace inhibition,
        ConductanceTrace synaptic,
        double[] reversalMv,
        double[] reversalSeMv,
        double[] rSquared,
        Leak leak,
        Curvature responseCurvature,
        ConductanceResponse excitatoryResponse,
        ConductanceResponse inhibitoryResponse,
        Interval excitatoryPeakInterval,
        Interval inhibitoryPeakInterval,
        Delay peakDelay,
        Delay onsetDelay,
        SystematicError systematic,
        Replicates replicates,
        List<UsedLevel> levels,
        List<LeftOut> leftOut,
        List<String> remarks) {

    /** A reversal potential is given where the conductance is at least this many standard errors. */
    public static final double ERRORS_FOR_REVERSAL = 3;

    /** Takes copies of the lists. */
    public Conductances {
        levels = List.copyOf(levels);
        leftOut = List.copyOf(leftOut);
        remarks = List.copyOf(remarks);
    }

    /** How many samples the analysis window has. */
    public int samples() {
        return reversalMv.length;
    }

    /**
     * Degrees of freedom of the standard errors, where they are few: with one sweep a level errors are those of the
     * levels about the line of each sample, and their number is that of the levels less two. A confidence band then
     * takes Student's t.
     *
     * @return empty where errors come from the scatter between sweeps, which is pooled over the leak window, and where
     *     there are two levels of one sweep, whose errors are NaN
     */
    public OptionalInt errorFreedom() {
        final boolean single = levels.stream().allMatch(level -> level.sweeps() == 1);
        return single && levels.size() > 2 ? OptionalInt.of(levels.size() - 2) : OptionalInt.empty();
    }

    /**
     * The time of a sample.
     *
     * @param index 0-based index into the arrays
     * @return ms from the start of the sweep
     */
    public double timeMs(final int index) {
        // By the rate, which is a round number: 13626 * 0.1 is not 1362.6.
        return (firstSample + index) / (1 / stepMs);
    }
}
