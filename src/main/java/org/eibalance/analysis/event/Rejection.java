package org.eibalance.analysis.event;

/** Why an event does not count, or that it does. */
public enum Rejection {
    /** The event is accepted. */
    NONE(""),
    /** The sweep begins or ends within the search for its peak. */
    AT_THE_EDGE("at the edge of the sweep"),
    /** Nothing deflects in the direction that was detected. */
    NO_DEFLECTION("no deflection in its direction"),
    /** Its amplitude is below the limit. */
    SMALL("amplitude below the limit"),
    /** Its rise is longer than the limit. */
    SLOW_RISE("rise above the limit"),
    /** Its decay is longer than the limit. */
    SLOW_DECAY("decay above the limit"),
    /** It begins where a person has marked an artefact. */
    ARTEFACT("in a region annotated as artefact"),
    /** A person rejected it. */
    BY_HAND("rejected by hand");

    private final String label;

    Rejection(final String label) {
        this.label = label;
    }

    /** The reason in words; empty for {@link #NONE}. */
    public String label() {
        return label;
    }
}
