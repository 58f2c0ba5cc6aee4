package org.eibalance.analysis.event;

import java.util.Arrays;
import java.util.Optional;
import org.eibalance.signal.PeakParabola;
import org.eibalance.signal.Statistics;

/**
 * The course of one event. Whatever cannot be measured is NaN: a crossing that noise or a neighbouring event hides, a
 * charge that the next event cuts short.
 *
 * @param baseline mean before the event, in pA or mV
 * @param amplitude peak less baseline, with the sign of the deflection, in pA or mV
 * @param peakMs time of the peak after the onset
 * @param halfRiseMs time after the onset at which the rise crosses 50 %; below 0 where the onset was found late
 * @param rise10To90Ms from 10 to 90 % of the amplitude, by linear interpolation
 * @param rise20To80Ms from 20 to 80 %
 * @param halfWidthMs from 50 % on the rise to 50 % on the decay
 * @param decay exponentials through the decay; empty where none fits
 * @param charge integral of the deflection over the window, with its sign: fC (pA ms) or mV ms; NaN where the next
 *     event or the end of the sweep comes before the window ends
 */
public record EventKinetics(
        double baseline,
        double amplitude,
        double peakMs,
        double halfRiseMs,
        double rise10To90Ms,
        double rise20To80Ms,
        double halfWidthMs,
        Optional<DecayFit> decay,
        double charge) {

    /** The weighted time constant of the decay; NaN where there is none. */
    public double decayMs() {
        return decay.map(DecayFit::weightedTauMs).orElse(Double.NaN);
    }

    /**
     * Measures an event.
     *
     * <p>The baseline is flat: an event on the decay of another one is measured from the level just before it, and
     * comes out smaller by what the other event decays until the peak.
     *
     * @param samples the sweep, in pA or mV
     * @param stepMs interval of sampling
     * @param onset sample at which the event begins
     * @param end sample at which the next event begins or the sweep ends; above the onset
     * @param upward whether the deflection is positive
     * @param settings how
     * @return the kinetics; empty where there is no baseline, or no sample deflects in that direction
     */
    public static Optional<EventKinetics> measure(
            final double[] samples,
            final double stepMs,
            final int onset,
            final int end,
            final boolean upward,
            final KineticsSettings settings) {
        final int baselineEnd = Math.max(0, onset - (int) Math.round(settings.baselineGapMs() / stepMs));
        final int baselineStart =
                Math.max(0, baselineEnd - Math.max(1, (int) Math.round(settings.baselineMs() / stepMs)));
        if (baselineEnd == baselineStart) return Optional.empty();
        final double baseline = Statistics.mean(samples, baselineStart, baselineEnd);
        final int windowEnd =
                (int) Math.min(samples.length, onset + Math.max(1, Math.round(settings.windowMs() / stepMs)));
        final int last = Math.min(end, windowEnd);
        final double sign = upward ? 1 : -1;
        final double[] course = new double[last - baselineStart];
        for (int t = 0; t < course.length; t++) course[t] = sign * (samples[baselineStart + t] - baseline);
        final int start = onset - baselineStart;
        final int searchEnd =
                Math.min(course.length, start + Math.max(1, (int) Math.round(settings.searchMs() / stepMs)));
        final int half = (int) Math.round(settings.peakHalfWidthMs() / stepMs);
        final int peak = peak(course, start, searchEnd, half);
        final double amplitude = meanAround(course, peak, half);
        if (!(amplitude > 0)) return Optional.empty();

        final double rise10 = rises(course, peak, 0.1 * amplitude), rise90 = rises(course, peak, 0.9 * amplitude);
        final double rise20 = rises(course, peak, 0.2 * amplitude), rise80 = rises(course, peak, 0.8 * amplitude);
        final double rise50 = rises(course, peak, 0.5 * amplitude), fall50 = falls(course, peak, 0.5 * amplitude);
        final int fitFrom = settings.decayFrom() == 1
                ? peak
                : (int) Math.ceil(nanAsEnd(falls(course, peak, settings.decayFrom() * amplitude), course.length));
        final double peakAt = peak + vertex(course, peak, half);
        final Optional<DecayFit> decay = DecayFit.of(
                Arrays.copyOfRange(course, Math.min(fitFrom, course.length), course.length),
                (fitFrom - peakAt) * stepMs,
                stepMs,
                settings.decay());
        final boolean whole = end >= windowEnd && onset + settings.windowMs() / stepMs <= samples.length;
        return Optional.of(new EventKinetics(
                baseline,
                sign * amplitude,
                (peakAt - start) * stepMs,
                (rise50 - start) * stepMs,
                (rise90 - rise10) * stepMs,
                (rise80 - rise20) * stepMs,
                (fall50 - rise50) * stepMs,
                decay,
                whole ? sign * integral(course, start) * stepMs : Double.NaN));
    }

    private static double meanAround(final double[] course, final int centre, final int half) {
        return Statistics.mean(course, Math.max(0, centre - half), Math.min(course.length, centre + half + 1));
    }

    private static int peak(final double[] course, final int from, final int to, final int half) {
        int best = from;
        double highest = Double.NEGATIVE_INFINITY;
        for (int t = from; t < to; t++) {
            final double height = meanAround(course, t, half);
            if (height > highest) {
                highest = height;
                best = t;
            }
        }
        return best;
    }

    /**
     * Place of the extremum between samples, by the parabola through the peak and its neighbours; the one before is
     * part of the baseline at least.
     */
    private static double vertex(final double[] course, final int peak, final int half) {
        if (peak == course.length - 1) return 0;
        final double before = meanAround(course, peak - 1, half), at = meanAround(course, peak, half);
        final double after = meanAround(course, peak + 1, half);
        if (before + after >= 2 * at) return 0;
        return Math.max(-0.5, Math.min(0.5, PeakParabola.of(before, at, after).shift()));
    }

    /** The last place before the peak at which the course rises through a level; NaN where it never lay below. */
    private static double rises(final double[] course, final int peak, final double level) {
        for (int t = peak - 1; t >= 0; t--) {
            if (course[t] < level && course[t + 1] >= level) {
                return t + (level - course[t]) / (course[t + 1] - course[t]);
            }
        }
        return Double.NaN;
    }

    /** The first place after the peak at which the course falls through a level; NaN where it never does. */
    private static double falls(final double[] course, final int peak, final double level) {
        for (int t = peak + 1; t < course.length; t++) {
            if (course[t] < level && course[t - 1] >= level) {
                return t - (level - course[t]) / (course[t - 1] - course[t]);
            }
        }
        return Double.NaN;
    }

    private static double nanAsEnd(final double place, final int end) {
        return Double.isNaN(place) ? end : place;
    }

    /** Integral by the trapezium rule. */
    private static double integral(final double[] course, final int from) {
        double sum = 0;
        for (int t = from + 1; t < course.length; t++) sum += 0.5 * (course[t - 1] + course[t]);
        return sum;
    }
}
