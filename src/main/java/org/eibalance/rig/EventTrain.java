package org.eibalance.rig;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.recording.InputException;

/**
 * Spontaneous synaptic events at the times of a Poisson process. Each opens a conductance of one shape; peaks are
 * lognormal.
 *
 * @param rateHz events a second; 0 for none
 * @param medianNs median of the peaks
 * @param logSd standard deviation of the logarithm of the peaks; 0 for events of one size
 * @param shape rise and decay; where they differ from event to event, their medians
 * @param shapeLogSd standard deviation of the logarithms of rise and decay from event to event, independent of each
 *     other and of the peak; 0 for events of one shape
 */
public record EventTrain(double rateHz, double medianNs, double logSd, BiexponentialShape shape, double shapeLogSd) {

    /** A rise that is drawn longer than this share of the decay becomes this. */
    private static final double MAX_RISE = 0.9;

    /** An event is added up until less than 1e-8 of it is left. */
    private static final double DECAYS = 20;

    /**
     * One event.
     *
     * @param timeMs when it begins
     * @param peakNs its peak by itself, without those on which it rides
     * @param shape its rise and decay
     */
    public record Event(double timeMs, double peakNs, BiexponentialShape shape) {}

    /** Events of one shape. */
    public EventTrain(final double rateHz, final double medianNs, final double logSd, final BiexponentialShape shape) {
        this(rateHz, medianNs, logSd, shape, 0);
    }

    /** Checks the ranges. */
    public EventTrain {
        if (!(rateHz >= 0 && rateHz <= 10_000))
            throw new InputException("The rate of events is " + rateHz + " Hz: it must lie from 0 to 10000.");
        if (!(medianNs >= 0 && Double.isFinite(medianNs)) || !(logSd >= 0 && Double.isFinite(logSd)))
            throw new InputException("The size of an event and its scatter must be at least 0.");
        if (!(shapeLogSd >= 0 && shapeLogSd <= 2))
            throw new InputException("The spread of the shapes of events is " + shapeLogSd
                    + ": as a standard deviation of logarithms it must lie from 0 to 2.");
    }

    /** Draws the events of a stretch of time, in their order. */
    List<Event> draw(final double durationMs, final RandomGenerator random) {
        final List<Event> events = new ArrayList<>();
        if (rateHz == 0) return events;
        double timeMs = 0;
        while (true) {
            timeMs -= 1000 / rateHz * StrictMath.log(1 - random.nextDouble());
            if (timeMs >= durationMs) return events;
            events.add(new Event(
                    timeMs,
                    medianNs * StrictMath.exp(logSd * random.nextGaussian()),
                    shapeLogSd == 0 ? shape : drawn(random)));
        }
    }

    private BiexponentialShape drawn(final RandomGenerator random) {
        final double riseMs = shape.riseTauMs() * StrictMath.exp(shapeLogSd * random.nextGaussian());
        final double decayMs = shape.decayTauMs() * StrictMath.exp(shapeLogSd * random.nextGaussian());
        return new BiexponentialShape(Math.min(riseMs, MAX_RISE * decayMs), decayMs);
    }

    /** The sum of all events, sampled; each begins where it does, between samples too. */
    double[] conductanceNs(final List<Event> events, final int samples, final double stepMs) {
        return shapeLogSd == 0 ? ofOneShape(events, samples, stepMs) : ofTheirShapes(events, samples, stepMs);
    }

    private static double[] ofTheirShapes(final List<Event> events, final int samples, final double stepMs) {
        final double[] conductanceNs = new double[samples];
        for (final Event event : events) {
            final double scaleNs = event.peakNs() * event.shape().peakFactor();
            final double decayMs = event.shape().decayTauMs(),
                    riseMs = event.shape().riseTauMs();
            final int first = (int) Math.ceil(event.timeMs() / stepMs);
            final int end = (int) Math.min(samples, first + DECAYS * decayMs / stepMs);
            for (int i = first; i < end; i++) {
                final double sinceMs = i * stepMs - event.timeMs();
                conductanceNs[i] += scaleNs * (StrictMath.exp(-sinceMs / decayMs) - StrictMath.exp(-sinceMs / riseMs));
            }
        }
        return conductanceNs;
    }

    private double[] ofOneShape(final List<Event> events, final int samples, final double stepMs) {
        final double keepSlow = StrictMath.exp(-stepMs / shape.decayTauMs());
        final double keepFast = StrictMath.exp(-stepMs / shape.riseTauMs());
        final double factor = shape.peakFactor();
        final double[] conductanceNs = new double[samples];
        double slow = 0;
        double fast = 0;
        int next = 0;
        for (int i = 0; i < samples; i++) {
            slow *= keepSlow;
            fast *= keepFast;
            for (; next < events.size() && events.get(next).timeMs() <= i * stepMs; next++) {
                final Event event = events.get(next);
                final double sinceMs = i * stepMs - event.timeMs();
                slow += factor * event.peakNs() * StrictMath.exp(-sinceMs / shape.decayTauMs());
                fast += factor * event.peakNs() * StrictMath.exp(-sinceMs / shape.riseTauMs());
            }
            conductanceNs[i] = slow - fast;
        }
        return conductanceNs;
    }
}
