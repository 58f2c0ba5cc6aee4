package org.eibalance.bridge.protocol;

import java.nio.charset.StandardCharsets;

/**
 * EVENT that is a fault: the device ended a run by itself.
 *
 * @param fault which
 * @param state after it
 * @param tick when
 * @param value what broke the rule
 * @param text in the device's words
 */
public record DeviceFault(Fault fault, DeviceState state, int tick, float value, String text) implements DeviceReport {

    @Override
    public int type() {
        return DeviceEvent.TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        DeviceEvent.put(to, true, fault.ordinal(), state, tick, value);
        to.raw("the text", text.getBytes(StandardCharsets.UTF_8));
    }

    static DeviceFault decode(
            final int code, final DeviceState state, final int tick, final float value, final PayloadReader from) {
        return new DeviceFault(Fault.of(code), state, tick, value, new String(from.rest(), StandardCharsets.UTF_8));
    }
}
