package org.eibalance.bridge.protocol;

/**
 * EVENT that is no fault: something happened on the device.
 *
 * @param kind what
 * @param state after it
 * @param tick when
 * @param value more of it
 */
public record DeviceEvent(Kind kind, DeviceState state, int tick, float value) implements DeviceReport {

    static final int TYPE = 0x42;

    /** What happened; the order is part of the protocol, from 1 on. */
    public enum Kind {
        /** First tick of the run. */
        BEGIN,
        /** Stream or duration ended. */
        DONE,
        /** STOP or HELLO during a run. */
        STOP,
        /** First tick with 0 pA after a run. */
        ZERO,
        /** The trigger rose. */
        RISE,
        /** The trigger fell. */
        FALL,
        /** The stream is late; value: the index wanted. */
        HOLD,
        /** The stream went on; value: ticks held. */
        RESUME,
        /** |I| met its limit for the first time in this run; value: pA wanted. */
        LIMIT
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        put(to, false, kind.ordinal() + 1, state, tick, value);
    }

    static void put(
            final PayloadWriter to,
            final boolean fault,
            final int code,
            final DeviceState state,
            final int tick,
            final float value) {
        to.flag("the mark of a fault", fault)
                .int8("the code", code)
                .int16("the state", state.ordinal(), "")
                .int32("the tick", tick, "")
                .float32("the value", value, "");
    }

    /** A fault has the type code of an event; its first byte says which of both it is. */
    static DeviceReport decodeEventOrFault(final PayloadReader from) {
        final boolean fault = from.flag();
        final int code = from.uint8();
        final DeviceState state = DeviceState.of(from.uint16());
        final int tick = from.int32();
        final float value = from.float32();
        if (fault) return DeviceFault.decode(code, state, tick, value, from);
        return new DeviceEvent(PayloadReader.constant(Kind.values(), code - 1), state, tick, value);
    }
}
