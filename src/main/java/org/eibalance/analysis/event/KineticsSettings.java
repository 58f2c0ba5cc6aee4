package org.eibalance.analysis.event;

import org.eibalance.recording.InputException;

/**
 * How the course of an event is measured.
 *
 * @param baselineMs length of the stretch whose mean is the baseline; above 0
 * @param baselineGapMs how long before the onset that stretch ends, so that an onset found a little late does not put
 *     the rise into the baseline; 0 or more
 * @param searchMs how long after the onset the peak is searched for; above 0
 * @param peakHalfWidthMs the peak is the mean of the samples within this time to either side of it; 0: the extreme
 *     sample alone
 * @param windowMs how long after the onset the decay is fitted and the charge is summed; above 0
 * @param decayFrom the fit begins where the decay crosses this share of the peak; above 0, at most 1
 * @param decay one exponential or two
 */
public record KineticsSettings(
        double baselineMs,
        double baselineGapMs,
        double searchMs,
        double peakHalfWidthMs,
        double windowMs,
        double decayFrom,
        DecayModel decay) {

    /** @throws InputException if a value is out of its range */
    public KineticsSettings {
        positive("The baseline of an event", baselineMs);
        positive("The search for the peak of an event", searchMs);
        positive("The window of an event", windowMs);
        if (!(baselineGapMs >= 0 && Double.isFinite(baselineGapMs)))
            throw new InputException("The gap between the baseline and the onset of an event is " + baselineGapMs
                    + " ms: it must be at least 0.");
        if (!(peakHalfWidthMs >= 0 && Double.isFinite(peakHalfWidthMs)))
            throw new InputException(
                    "The half width of the mean around a peak is " + peakHalfWidthMs + " ms: it must be at least 0.");
        if (!(decayFrom > 0 && decayFrom <= 1))
            throw new InputException(
                    "The decay is fitted from " + decayFrom + " of the peak: it must be above 0 and at most 1.");
    }

    /**
     * Times that suit events of a given shape: 1 ms of baseline that ends one rise time constant before the onset, ±0.2
     * ms around the peak, which is searched for during three times as long as the shape needs to reach it, four decay
     * time constants of window, one exponential from 90 % of the peak on.
     *
     * @param shape the expected shape
     * @return the settings
     */
    public static KineticsSettings of(final BiexponentialShape shape) {
        return new KineticsSettings(
                1, shape.riseTauMs(), 3 * shape.peakTimeMs(), 0.2, 4 * shape.decayTauMs(), 0.9, DecayModel.MONO);
    }

    /** The same with another model of the decay. */
    public KineticsSettings with(final DecayModel model) {
        return new KineticsSettings(baselineMs, baselineGapMs, searchMs, peakHalfWidthMs, windowMs, decayFrom, model);
    }

    /** The same with another stretch around the peak. */
    public KineticsSettings withPeakHalfWidthMs(final double ms) {
        return new KineticsSettings(baselineMs, baselineGapMs, searchMs, ms, windowMs, decayFrom, decay);
    }

    /** The same with another window for decay and charge. */
    public KineticsSettings withWindowMs(final double ms) {
        return new KineticsSettings(baselineMs, baselineGapMs, searchMs, peakHalfWidthMs, ms, decayFrom, decay);
    }

    private static void positive(final String what, final double ms) {
        if (!(ms > 0 && Double.isFinite(ms)))
            throw new InputException(what + " is " + ms + " ms long: it must be above 0.");
    }
}
