package org.eibalance.bridge.protocol;

/** The device's states (PROTOCOL.md, section 4); the order is part of the protocol. */
public enum DeviceState {
    /** Nothing is known yet, or the board makes no sense. */
    BOOT,
    /** Waits for a configuration. */
    IDLE,
    /** Has one. */
    CONFIGURED,
    /** Waits for start, a tick or an edge; the host must be alive. */
    ARMED,
    /** The loop is closed. */
    RUNNING,
    /** The last current goes to zero in a straight line. */
    RAMPDOWN,
    /** Latched until CLEAR. */
    FAULT;

    /**
     * Finds a state.
     *
     * @param number on the wire
     * @return the state
     */
    public static DeviceState of(final int number) {
        return PayloadReader.constant(values(), number);
    }
}
