package org.eibalance.bridge.session;

import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceFault;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Telemetry;

/**
 * What is known of the device from its reports. A report may come late or twice on a bad line: only one that is not
 * older than the newest says what the state is now. It belongs to one {@link Conversation}, under whose monitor it is
 * used.
 */
final class DeviceView {

    private HelloAck device;
    private DeviceState state = DeviceState.BOOT;
    private Fault fault = Fault.NONE;
    private Credit credit;
    private Telemetry telemetry;
    private long tick;

    void greeted(final HelloAck ack) {
        device = ack;
        state = ack.state();
        fault = ack.fault();
        tick = ack.tick() & 0xffffffffL;
    }

    void received(final Ack ack) {
        if (isNewest(ack.tick())) set(ack.state(), ack.fault());
    }

    void received(final DeviceReport.HeartbeatAck ack) {
        isNewest(ack.tick());
    }

    /** Whether the credit is newer than the last one, and counts. */
    boolean received(final Credit next) {
        if (credit != null && unwrap(next.tick()) < unwrap(credit.tick())) return false;
        credit = next;
        if (isNewest(next.tick())) set(next.state(), next.fault());
        return true;
    }

    void received(final Telemetry block) {
        telemetry = block;
    }

    void received(final DeviceEvent event) {
        if (isNewest(event.tick())) state = event.state();
    }

    /** A fault is latched, whenever it is heard of. */
    void received(final DeviceFault failed) {
        if (isNewest(failed.tick())) state = failed.state();
        fault = failed.fault();
    }

    private void set(final DeviceState newState, final Fault newFault) {
        state = newState;
        fault = newFault;
    }

    /** Whether no later tick was heard of; then this one is the newest. */
    private boolean isNewest(final int wireTick) {
        final long at = unwrap(wireTick);
        if (at < tick) return false;
        tick = at;
        return true;
    }

    /** A tick of 32 bits near the newest one, without wrapping. */
    long unwrap(final int wireTick) {
        return tick + (wireTick - (int) tick);
    }

    /** The telemetry so far is of an earlier run. */
    void forgetTelemetry() {
        telemetry = null;
    }

    /** What the device said of itself; null before it did. */
    HelloAck device() {
        return device;
    }

    /** The state, as the device last said. */
    DeviceState state() {
        return state;
    }

    /** The latched fault, as the device last said. */
    Fault fault() {
        return fault;
    }

    /** The last one; null before the first. */
    Credit credit() {
        return credit;
    }

    /** The last of this run; null before the first. */
    Telemetry telemetry() {
        return telemetry;
    }

    /** The newest tick heard of. */
    long tick() {
        return tick;
    }

    /** Whether a current flows or may begin to, as far as is known. */
    boolean live() {
        return live(state);
    }

    static boolean live(final DeviceState state) {
        return state == DeviceState.ARMED || state == DeviceState.RUNNING || state == DeviceState.RAMPDOWN;
    }
}
