package org.eibalance.bridge.session;

import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Fault;

/** Why a device refused, in a sentence. */
final class Refusal {

    private static final int INHIBIT_BIT = 1;
    private static final int LINK_BIT = 2;

    private Refusal() {}

    /**
     * A refusal.
     *
     * @param name of the device
     * @param command what it was asked
     * @param ack its answer, not OK
     */
    static DeviceException of(final String name, final Command command, final Ack ack) {
        final String what = command.getClass().getSimpleName();
        final String why = switch (ack.code()) {
            case BAD_STATE ->
                "it is in state " + ack.state()
                        + (ack.fault() == Fault.NONE
                                ? ""
                                : ", because " + ack.fault().sentence()) + ".";
            case BAD_VALUE ->
                command.fieldAt(ack.detail())
                                .map(field -> field.name() + " is " + field.value())
                                .orElse("byte " + ack.detail() + " of " + what + " has a value")
                        + ", which is out of its range.";
            case BAD_CALIBRATION ->
                ack.detail() != 0
                        ? "it has no serial number, so no calibration can be known to be of this rig."
                        : "another calibration is in force, or this one is further from the board's own scaling than a "
                                + "factor of two, has another sign, or a zero more than 1 % of the span away: "
                                + "calibrate the device again.";
            case BAD_CONFIG -> "another configuration is in force than was sent.";
            case UNSTABLE ->
                "the peak conductance would make the loop oscillate, no more than " + ack.detail()
                        + " nS are safe: use a smaller gain, balance the bridge, or lower the latency.";
            case NOT_FILLED -> "nothing was streamed before the start.";
            case INHIBITED -> "an input forbids it (" + inputs(ack.detail()) + ").";
            case TOO_SLOW ->
                "a tick with these sources would take " + ack.detail()
                        + " us, which is more than this board has: stream the conductances instead of making them on "
                        + "the device, or use a faster board.";
            case TOO_LATE -> "the time of the start had gone by.";
            case OTHER_BITS ->
                "its firmware was built so that it makes other noise from the same seed, and what would be injected"
                        + " could not be known: build it as PROTOCOL.md says, or stream the conductances.";
            default -> "it answers " + ack.code() + " to " + what + ".";
        };
        return new DeviceException("The device at " + name + " refuses: " + why);
    }

    private static String inputs(final int bits) {
        return (bits & INHIBIT_BIT) != 0
                ? "inhibit"
                : (bits & LINK_BIT) != 0 ? "the link is down" : "the input converter is late";
    }
}
