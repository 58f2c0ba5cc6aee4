package org.eibalance.bridge.session;

import java.util.Map;
import org.eibalance.bridge.protocol.Report;
import org.eibalance.recording.InputException;

/** Why a device refused, in a sentence. */
final class Refusal {

    /** Fields of CONFIG by their offset (PROTOCOL.md, section 3), as a person knows them. */
    private static final Map<Integer, String> CONFIG = Map.ofEntries(
            Map.entry(0, "the rate of the stream"),
            Map.entry(4, "the channels of the stream"),
            Map.entry(8, "the scale of g_E"),
            Map.entry(12, "the scale of g_I"),
            Map.entry(24, "E_E"),
            Map.entry(28, "E_I"),
            Map.entry(44, "the current limit, which the hardware's own bounds"),
            Map.entry(48, "the slew limit"),
            Map.entry(52, "the lower end of the voltage window"),
            Map.entry(56, "the upper end of the voltage window"),
            Map.entry(60, "the charge budget"),
            Map.entry(64, "the bridge, which the hardware's limit bounds"),
            Map.entry(68, "the residual series resistance"),
            Map.entry(72, "the time constant of the electrode"),
            Map.entry(76, "the loop latency, at least one tick"),
            Map.entry(80, "the capacitance"),
            Map.entry(84, "the peak conductance"),
            Map.entry(88, "the samples of the voltage window"),
            Map.entry(90, "the watchdog"),
            Map.entry(92, "the ramp"),
            Map.entry(94, "the hold time"));

    private static final int CONFIGURE = 0x02;

    private Refusal() {}

    /** The device at this name gave this answer. */
    static InputException of(final String name, final Report.Ack ack) {
        final String why = switch (ack.code()) {
            case BAD_STATE ->
                "it is in state " + ack.state()
                        + (ack.fault().ordinal() == 0
                                ? ""
                                : ", because " + ack.fault().sentence()) + ".";
            case BAD_VALUE ->
                "the value of "
                        + (ack.type() == CONFIGURE
                                ? CONFIG.getOrDefault(ack.detail(), "byte " + ack.detail())
                                : "byte " + ack.detail())
                        + " is out of its range.";
            case BAD_CALIBRATION -> "another calibration is in force, or this one is implausible: calibrate it anew.";
            case BAD_CONFIG -> "another configuration is in force than was sent.";
            case UNSTABLE ->
                "the peak conductance would make the loop oscillate, no more than " + ack.detail()
                        + " nS are safe: use a smaller gain, balance the bridge, or lower the latency.";
            case NOT_FILLED -> "nothing was streamed before the start.";
            case INHIBITED -> "an input forbids it (" + inputs(ack.detail()) + ").";
            case TOO_LATE -> "the time of the start had gone by.";
            default -> "it answers " + ack.code() + " to message " + ack.type() + ".";
        };
        return new InputException("The device at " + name + " refuses: " + why);
    }

    private static String inputs(final int bits) {
        return (bits & 1) != 0 ? "inhibit" : (bits & 2) != 0 ? "the link is down" : "the input converter is late";
    }
}
