package org.eibalance.analysis.event;

/** The curve that is fitted to the decay of an event. */
public enum DecayModel {
    /** A exp(-t / tau). */
    MONO("mono"),
    /** A_1 exp(-t / tau_1) + A_2 exp(-t / tau_2). */
    BI("bi");

    private final String label;

    DecayModel(final String label) {
        this.label = label;
    }

    /** Its name in lower case. */
    public String label() {
        return label;
    }
}
