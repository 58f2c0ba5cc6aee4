package org.eibalance.analysis.event;

import java.util.Optional;

/**
 * One event that was detected.
 *
 * @param sweep 0-based sweep
 * @param timeMs its onset, from the start of the sweep
 * @param score value of the detection there: the deconvolved trace in standard deviations of its noise, the criterion,
 *     or the correlation; negative for downward events
 * @param kinetics its course; empty where it cannot be measured
 * @param rejection why it was rejected
 */
public record SynapticEvent(
        int sweep, double timeMs, double score, Optional<EventKinetics> kinetics, Rejection rejection) {

    /** Whether it is accepted. */
    public boolean accepted() {
        return rejection == Rejection.NONE;
    }

    /** Whether it is a deflection to more positive values. */
    public boolean upward() {
        return score > 0;
    }

    /** Its amplitude with its sign, in pA or mV; NaN where it cannot be measured. */
    public double amplitude() {
        return kinetics.map(EventKinetics::amplitude).orElse(Double.NaN);
    }

    /** The same event, judged by a person. */
    public SynapticEvent reviewed(final boolean accept) {
        return new SynapticEvent(sweep, timeMs, score, kinetics, accept ? Rejection.NONE : Rejection.BY_HAND);
    }

    /** The same event, where there is an artefact. */
    SynapticEvent inArtefact() {
        return new SynapticEvent(sweep, timeMs, score, kinetics, Rejection.ARTEFACT);
    }
}
