package org.eibalance.bridge.protocol;

/**
 * CREDIT: how the stream stands, every 5 ms.
 *
 * @param consumed samples played
 * @param contiguous samples received without a gap: the next one wanted
 * @param free room in the ring
 * @param tick now
 * @param state now
 * @param fault latched
 * @param badFrames frames that the device could not understand
 * @param underruns times the stream was late
 * @param gaps chunks beyond what was wanted
 * @param overruns ticks missed in this run
 */
public record Credit(
        int consumed,
        int contiguous,
        int free,
        int tick,
        DeviceState state,
        Fault fault,
        int badFrames,
        int underruns,
        int gaps,
        int overruns)
        implements DeviceReport {

    static final int TYPE = 0x41;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.int32("the samples played", consumed, "")
                .int32("the next sample wanted", contiguous, "")
                .int32("the room", free, " samples")
                .int32("the tick", tick, "")
                .int8("the state", state.ordinal())
                .int8("the fault", fault.ordinal())
                .int16("the bad frames", badFrames, "")
                .int32("the underruns", underruns, "")
                .int16("the gaps", gaps, "")
                .int16("the overruns", overruns, "");
    }

    static Credit decode(final PayloadReader from) {
        return new Credit(
                from.int32(),
                from.int32(),
                from.int32(),
                from.int32(),
                DeviceState.of(from.uint8()),
                Fault.of(from.uint8()),
                from.uint16(),
                from.int32(),
                from.uint16(),
                from.uint16());
    }
}
