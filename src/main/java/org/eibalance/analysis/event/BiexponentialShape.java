package org.eibalance.analysis.event;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.eibalance.recording.InputException;

/**
 * A synaptic event of unit amplitude that begins at 0,
 *
 * <pre>
 * s(t) = F (exp(-t / tau_d) - exp(-t / tau_r)),
 * </pre>
 *
 * with F such that its peak is 1.
 *
 * @param riseTauMs tau_r, above 0
 * @param decayTauMs tau_d, above tau_r
 */
public record BiexponentialShape(double riseTauMs, double decayTauMs) {

    private static final double TIME_ACCURACY_MS = 1e-12;
    private static final int MAX_EVALUATIONS = 1000;

    /** After so many decay time constants less than 1e-15 of an event is left. */
    private static final double ALL_OF_THE_DECAY = 40;

    /** @throws InputException if a time constant is not above 0, or the rise is not faster than the decay */
    public BiexponentialShape {
        if (!(riseTauMs > 0 && Double.isFinite(riseTauMs)))
            throw new InputException(
                    "The time constant of the rise of an event is " + riseTauMs + " ms: it must be above 0.");
        if (!(decayTauMs > riseTauMs && Double.isFinite(decayTauMs)))
            throw new InputException("The time constant of the decay of an event is " + decayTauMs
                    + " ms: it must be above that of the rise, " + riseTauMs + " ms.");
    }

    /** When the peak is reached: tau_r tau_d / (tau_d - tau_r) ln(tau_d / tau_r). */
    public double peakTimeMs() {
        return riseTauMs * decayTauMs / (decayTauMs - riseTauMs) * Math.log(decayTauMs / riseTauMs);
    }

    /** F: 1 over the peak of the difference of the two exponentials. */
    public double peakFactor() {
        return 1 / difference(peakTimeMs());
    }

    /** The value at a time after the beginning; 0 before. */
    public double value(final double timeMs) {
        return timeMs <= 0 ? 0 : peakFactor() * difference(timeMs);
    }

    /** The integral over all time, F (tau_d - tau_r), in ms times the unit of the amplitude. */
    public double areaMs() {
        return peakFactor() * (decayTauMs - riseTauMs);
    }

    /**
     * How long the rise takes from one share of the peak to another.
     *
     * @param from a share from 0 to 1
     * @param to another, above it
     * @return the time
     */
    public double riseMs(final double from, final double to) {
        return rises(to) - rises(from);
    }

    /** How long the event lies above half its peak. */
    public double halfWidthMs() {
        return falls(0.5) - rises(0.5);
    }

    /**
     * The shape at equal intervals, from its beginning.
     *
     * @param stepMs interval
     * @param count how many values
     * @return the values; the first is 0
     */
    public double[] samples(final double stepMs, final int count) {
        final double factor = peakFactor();
        final double[] samples = new double[count];
        for (int k = 0; k < count; k++) samples[k] = factor * difference(k * stepMs);
        return samples;
    }

    private double difference(final double timeMs) {
        return Math.exp(-timeMs / decayTauMs) - Math.exp(-timeMs / riseTauMs);
    }

    private double rises(final double share) {
        return share <= 0 ? 0 : share >= 1 ? peakTimeMs() : crossing(share, 0, peakTimeMs());
    }

    private double falls(final double share) {
        return crossing(share, peakTimeMs(), peakTimeMs() + ALL_OF_THE_DECAY * decayTauMs);
    }

    private double crossing(final double share, final double fromMs, final double toMs) {
        final double factor = peakFactor();
        final UnivariateFunction above = t -> factor * difference(t) - share;
        return new BrentSolver(TIME_ACCURACY_MS).solve(MAX_EVALUATIONS, above, fromMs, toMs);
    }
}
