package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceFault;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Telemetry;
import org.junit.jupiter.api.Test;

/** What the reports of a device say of it, in whatever order they come. */
class DeviceReportsTest {

    private final ConversationProbe probe = new ConversationProbe();

    private long receivedNs() {
        return probe.with(Conversation::receivedNs);
    }

    private long tick() {
        return probe.with(c -> c.view().tick());
    }

    private long unwrap(final int wireTick) {
        return probe.with(c -> c.view().unwrap(wireTick));
    }

    @Test
    void anOldReportSaysNothingOfTheStateOfNow() {
        probe.greet(512);
        probe.credit(1000, DeviceState.RUNNING);
        assertTrue(probe.live());
        probe.receive(ConversationProbe.ack(Types.STOP, 1, 900, DeviceState.CONFIGURED));
        assertTrue(probe.live());
        probe.receive(new DeviceEvent(DeviceEvent.Kind.ZERO, DeviceState.CONFIGURED, 950, 0));
        assertTrue(probe.live());
        probe.receive(new DeviceFault(Fault.CHARGE, DeviceState.FAULT, 960, 0, ""));
        assertTrue(probe.live());
        assertEquals(Fault.CHARGE, probe.with(c -> c.view().fault()), "a fault is latched");
        probe.receive(ConversationProbe.ack(Types.STOP, 1, 1000, DeviceState.RAMPDOWN));
        assertTrue(probe.live(), "the ramp is a current");
        probe.credit(1100, DeviceState.CONFIGURED);
        assertFalse(probe.live());
        assertEquals(1100, tick());
    }

    @Test
    void eventsAndFaultsTellTheNewState() {
        probe.greet(512);
        probe.receive(new DeviceEvent(DeviceEvent.Kind.BEGIN, DeviceState.RUNNING, 10, 0));
        assertTrue(probe.live());
        probe.receive(new DeviceFault(Fault.INHIBIT, DeviceState.FAULT, 11, 0, ""));
        assertFalse(probe.live());
        assertEquals(Fault.INHIBIT, probe.with(c -> c.view().fault()));
        probe.receive(ConversationProbe.ack(Types.STOP, 1, 12, DeviceState.IDLE));
        assertEquals(Fault.NONE, probe.with(c -> c.view().fault()));
    }

    @Test
    void aDeviceThatWaitsForItsStartCountsAsLive() {
        assertTrue(DeviceView.live(DeviceState.ARMED));
        assertTrue(DeviceView.live(DeviceState.RUNNING));
        assertTrue(DeviceView.live(DeviceState.RAMPDOWN));
        for (final DeviceState state :
                List.of(DeviceState.BOOT, DeviceState.IDLE, DeviceState.CONFIGURED, DeviceState.FAULT))
            assertFalse(DeviceView.live(state), state.toString());
    }

    @Test
    void ticksGoOnBehindThe32BitsOfTheWire() {
        probe.greet(512);
        probe.credit(Integer.MAX_VALUE, DeviceState.IDLE);
        probe.credit(-10, DeviceState.IDLE);
        assertEquals(0xfffffff6L, tick());
        probe.credit(20, DeviceState.IDLE);
        assertEquals(0x1_0000_0014L, tick());
        assertEquals(0xffffffffL, unwrap(-1));
        assertEquals(
                ConversationProbe.credit(20, DeviceState.IDLE, 0, 0),
                probe.with(c -> c.view().credit()));
    }

    private static Telemetry block(final int tick) {
        return new Telemetry(tick, 0, 1, 0, new int[1], new int[1], new int[1]);
    }

    @Test
    void telemetryAndEventsWaitToBeFetchedInTheirOrder() {
        probe.greet(512);
        assertFalse(probe.with(Conversation::hasNews));
        probe.receive(block(5));
        probe.receive(new DeviceEvent(DeviceEvent.Kind.BEGIN, DeviceState.RUNNING, 6, 0));
        probe.receive(new DeviceFault(Fault.INHIBIT, DeviceState.FAULT, 7, 0, ""));
        assertTrue(probe.with(Conversation::hasNews));
        assertEquals(
                List.of(5L, 6L, 7L),
                probe.with(Conversation::take).stream().map(TimedReport::tick).toList());
        assertFalse(probe.with(Conversation::hasNews));
        assertEquals(block(5), probe.with(c -> c.view().telemetry()));
        probe.receive(block(8));
        probe.with(c -> {
            c.forget();
            return null;
        });
        assertFalse(probe.with(Conversation::hasNews));
        assertNull(probe.with(c -> c.view().telemetry()));
    }

    @Test
    void aComputerThatDoesNotKeepUpEndsTheRun() {
        probe.greet(512);
        for (int k = 0; k < Conversation.MAX_WAITING; k++) probe.receive(block(k));
        assertNull(probe.with(Conversation::lost));
        probe.receive(block(Conversation.MAX_WAITING));
        assertTrue(probe.with(Conversation::lost).contains("does not keep up"));
        assertEquals(Conversation.MAX_WAITING, probe.with(Conversation::take).size());
    }

    @Test
    void theLastFramesAreKeptBothWaysWithTheirTimes() {
        probe.greet(512);
        probe.pass(2);
        probe.credit(5, DeviceState.IDLE);
        final List<String> lines = probe.with(Conversation::lastFrames);
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("-2.000 ms host   Frame[type=01"), lines.get(0));
        assertTrue(lines.get(1).startsWith("-2.000 ms device Frame[type=81"), lines.get(1));
        assertTrue(lines.get(2).startsWith("+0.000 ms device Frame[type=41"), lines.get(2));
        for (int k = 0; k < 100; k++) probe.credit(6 + k, DeviceState.IDLE);
        assertEquals(64, probe.with(Conversation::lastFrames).size());
        assertTrue(probe.with(Conversation::lastFrames).get(0).contains("type=41"));
        assertEquals(List.of(), new FrameLog().lines());
    }

    @Test
    void theTimeOfTheLastWordOfThisSessionIsKnown() {
        probe.greet(512);
        probe.pass(7);
        probe.credit(5, DeviceState.IDLE);
        assertEquals(7 * Conversation.MS, receivedNs());
        probe.pass(7);
        probe.receive(ConversationProbe.credit(6, DeviceState.IDLE, 0, 0), 9);
        assertEquals(7 * Conversation.MS, receivedNs());
    }
}
