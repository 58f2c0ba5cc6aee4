package org.eibalance.bridge.protocol;

import java.util.Arrays;

/**
 * TELEM: V and both parts of the current, at equal distances in time. Never repeated.
 *
 * @param firstTick of the first sample
 * @param firstIndex of the stream, at the first tick
 * @param every ticks from sample to sample
 * @param status bits of PROTOCOL.md, section 3
 * @param voltage input codes, unsigned
 * @param clampCurrent output codes from that of 0 pA
 * @param commandCurrent output codes from that of 0 pA; as long as the other two
 */
public record Telemetry(
        int firstTick, int firstIndex, int every, int status, int[] voltage, int[] clampCurrent, int[] commandCurrent)
        implements DeviceReport {

    static final int TYPE = 0x40;

    private static final int HOLDING = 4;
    private static final int TRIGGER = 8;
    private static final int STATE_SHIFT = 8;
    private static final int STATE_BITS = 7;

    /** The stream was late, and the last value was held. */
    public boolean holding() {
        return (status & HOLDING) != 0;
    }

    /** The trigger input was high at any time in this block. */
    public boolean trigger() {
        return (status & TRIGGER) != 0;
    }

    /**
     * The state at the first tick.
     *
     * @return it
     */
    public DeviceState state() {
        return DeviceState.of(status >> STATE_SHIFT & STATE_BITS);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.int32("the first tick", firstTick, "")
                .int32("the index of the stream", firstIndex, "")
                .int8("the number of samples", voltage.length)
                .int8("the distance of samples", every)
                .int16("the status", status, "");
        for (int i = 0; i < voltage.length; i++)
            to.int16("V", voltage[i], "")
                    .int16("the clamp current", clampCurrent[i], "")
                    .int16("the command current", commandCurrent[i], "");
    }

    static Telemetry decode(final PayloadReader from) {
        final int tick = from.int32();
        final int index = from.int32();
        final int samples = from.uint8();
        final int every = from.uint8();
        final int status = from.uint16();
        final int[] voltage = new int[samples];
        final int[] clamp = new int[samples];
        final int[] command = new int[samples];
        for (int i = 0; i < samples; i++) {
            voltage[i] = from.uint16();
            clamp[i] = from.int16();
            command[i] = from.int16();
        }
        return new Telemetry(tick, index, every, status, voltage, clamp, command);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Telemetry t
                && firstTick == t.firstTick
                && firstIndex == t.firstIndex
                && every == t.every
                && status == t.status
                && Arrays.equals(voltage, t.voltage)
                && Arrays.equals(clampCurrent, t.clampCurrent)
                && Arrays.equals(commandCurrent, t.commandCurrent);
    }

    @Override
    public int hashCode() {
        return firstTick;
    }
}
