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
    V_FROZEN("the membrane potential does not move although the current should move it: is its cable off?"),
    /** V moves, but not with the current, or nothing shows that it does. */
    V_UNRELATED("nothing showed for a second that the membrane potential answers the current");

    private final String sentence;

    Fault(final String sentence) {
        this.sentence = sentence;
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
     * Finds a fault.
     *
     * @param number on the wire
     * @return the fault
     */
    public static Fault of(final int number) {
        return PayloadReader.constant(values(), number);
    }
}
