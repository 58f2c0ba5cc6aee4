package org.eibalance.bridge.protocol;

/** Why the device stopped: one for each safety rule (PROTOCOL.md, section 5); the order is part of the protocol. */
public enum Fault {
    /** None. */
    NONE("no fault"),
    /** The host was not heard in time. */
    WATCHDOG("no heartbeat from the host"),
    /** The stream stayed away. */
    UNDERRUN("the stream of conductances ran dry"),
    /** V left its window. */
    V_WINDOW("the membrane potential left its window"),
    /** The input converter is at its end. */
    ADC_RAIL("the input converter is at its end"),
    /** The clamp law gave no number. */
    NOT_A_NUMBER("the clamp law gave no number"),
    /** The current alternates. */
    OSCILLATION("the loop oscillates"),
    /** The integral of |I| reached its budget. */
    CHARGE("the charge budget of the run is used up"),
    /** The loop missed its time. */
    OVERRUN("the loop missed its time"),
    /** The inhibit input. */
    INHIBIT("the inhibit input is active"),
    /** DTR dropped or USB suspended. */
    LINK("the link is down"),
    /** More conductance than the stability check allowed. */
    CONDUCTANCE("more conductance was asked for than g_peak"),
    /** The host said ABORT. */
    ABORT("aborted by the host"),
    /** The input converter gave nothing new. */
    ADC_LATE("the input converter gave no new value"),
    /** An output code outside the hard limit was held back. */
    OUTPUT("an output code outside the hard limit was held back"),
    /** The board's description makes no sense. */
    PORT("the board or its calibration makes no sense"),
    /** V stays where it is although the current should have moved it. */
    V_FROZEN(
            "the membrane potential does not move although the current should move it",
            "Look whether the cable of the potential is in."),
    /** V moves, but not with the current, or nothing shows that it does. */
    V_UNRELATED(
            "nothing showed for a second that the membrane potential answers the current",
            "Look whether the potential is that of this cell. A healthy cell cannot answer a current that hardly "
                    + "changes: keep it below 50 pA, or let the conductances fluctuate a little.");

    private final String sentence;
    private final String remedy;

    Fault(final String sentence) {
        this(sentence, "");
    }

    Fault(final String sentence, final String remedy) {
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /**
     * What to tell a person.
     *
     * @return a phrase
     */
    public String sentence() {
        return sentence;
    }

    /**
     * What to do.
     *
     * @return sentences; empty where the phrase says enough
     */
    public String remedy() {
        return remedy;
    }

    /**
     * Finds a fault.
     *
     * @param number on the wire
     * @return the fault
     */
    public static Fault of(final int number) {
        return PayloadReader.constant(values(), number);
    }
}
