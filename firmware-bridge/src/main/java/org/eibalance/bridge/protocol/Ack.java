package org.eibalance.bridge.protocol;

import java.util.Arrays;

/**
 * ACK: answers a command.
 *
 * @param commandType type code of the command
 * @param code what became of it
 * @param seq of the command's frame
 * @param detail what the code says of it
 * @param state now
 * @param fault latched
 * @param configurationCrc of all parts in force
 * @param calibrationCrc in force
 * @param tick now
 * @param inForce the configuration in force, behind CONFIG; else empty; not copied
 */
public record Ack(
        int commandType,
        AckCode code,
        int seq,
        int detail,
        DeviceState state,
        Fault fault,
        int configurationCrc,
        int calibrationCrc,
        int tick,
        byte[] inForce)
        implements DeviceReport {

    static final int TYPE = 0x82;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.int8("the type of the command", commandType)
                .int8("the code", code.ordinal())
                .int16("the count of the command", seq, "")
                .int16("the detail", detail, "")
                .int8("the state", state.ordinal())
                .int8("the fault", fault.ordinal())
                .int32("the checksum of the configuration", configurationCrc, "")
                .int32("the checksum of the calibration", calibrationCrc, "")
                .int32("the tick", tick, "")
                .raw("the configuration in force", inForce);
    }

    static Ack decode(final PayloadReader from) {
        return new Ack(
                from.uint8(),
                AckCode.of(from.uint8()),
                from.uint16(),
                from.uint16(),
                DeviceState.of(from.uint8()),
                Fault.of(from.uint8()),
                from.int32(),
                from.int32(),
                from.int32(),
                from.rest());
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Ack a
                && commandType == a.commandType
                && code == a.code
                && seq == a.seq
                && detail == a.detail
                && state == a.state
                && fault == a.fault
                && configurationCrc == a.configurationCrc
                && calibrationCrc == a.calibrationCrc
                && tick == a.tick
                && Arrays.equals(inForce, a.inForce);
    }

    @Override
    public int hashCode() {
        return seq;
    }
}
