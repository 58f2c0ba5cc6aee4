package org.eibalance.bridge.protocol;

/** The answer to a command (PROTOCOL.md, section 3); the order is part of the protocol. */
public enum AckCode {
    /** Done. */
    OK,
    /** Not in this state. */
    BAD_STATE,
    /** The payload's length is wrong; the detail is the length expected. */
    BAD_LENGTH,
    /** A value is out of its range; the detail is the offset of its field. */
    BAD_VALUE,
    /** No such type. */
    UNKNOWN,
    /**
     * Another calibration is in force, this one is implausible, or (detail not 0) the device knows not which rig it is.
     */
    BAD_CALIBRATION,
    /** Another configuration is in force. */
    BAD_CONFIG,
    /** More conductance than is stable; the detail is what would be, in nS. */
    UNSTABLE,
    /** Nothing was streamed yet. */
    NOT_FILLED,
    /** An input forbids it. */
    INHIBITED,
    /** The tick asked for has gone by. */
    TOO_LATE,
    /** In force, but this board cannot keep it. */
    NO_STORE,
    /** A tick would take longer than this board has; the detail is how long, in us. */
    TOO_SLOW,
    /** The device's build makes other noise from a seed than every other one. */
    OTHER_BITS;

    /**
     * Finds a code.
     *
     * @param number on the wire
     * @return the code
     */
    public static AckCode of(final int number) {
        return PayloadReader.constant(values(), number);
    }
}
