package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Constant;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Frame;
import org.junit.jupiter.api.Test;

/** What the host sends, when, and what it makes of what it receives; the clock is the test's. */
class ConversationTest {

    private static final Command.Start START = new Command.Start(0, 1, Command.Start.When.NOW);

    private final ConversationProbe probe = new ConversationProbe();

    private long idleNs() {
        return probe.with(c -> c.idleNs(probe.nowNs()));
    }

    private int session() {
        return probe.with(c -> c.view().device()).session();
    }

    private long foreign() {
        return probe.with(Conversation::foreign);
    }

    private long receivedNs() {
        return probe.with(Conversation::receivedNs);
    }

    private int batchBytes(final int max) {
        return probe.with(c -> c.batchBytes(max));
    }

    private double roundTripUs(final double quantile) {
        return probe.with(c -> c.clock().roundTripUs(quantile));
    }

    // ---- stops ----

    @Test
    void noStopIsReplacedBySomethingWeaker() {
        probe.greet(512);
        final PendingCommand abort = probe.ask(new Command.Abort());
        assertSame(abort, probe.ask(new Command.Stop()));
        assertSame(abort, probe.ask(new Command.Abort()));
        assertTrue(probe.ask(START).dropped());
        assertFalse(abort.dropped());
        assertEquals(List.of(Types.ABORT), probe.typesWithoutHeartbeats(60));
    }

    @Test
    void aCutTakesThePlaceOfARamp() {
        probe.greet(512);
        final PendingCommand stop = probe.ask(new Command.Stop());
        probe.ask(new Command.Abort());
        assertTrue(stop.dropped());
        assertEquals(List.of(Types.ABORT), probe.typesWithoutHeartbeats(60));
    }

    @Test
    void aStopTakesThePlaceOfWhatIsNotAnsweredYet() {
        probe.greet(512);
        final PendingCommand start = probe.ask(START);
        assertEquals(Types.START, probe.next().type());
        probe.ask(new Command.Stop());
        assertTrue(start.dropped());
        assertEquals(List.of(Types.STOP), probe.typesWithoutHeartbeats(60));
    }

    @Test
    void anAnsweredCommandIsNotDroppedByTheNextOne() {
        probe.greet(512);
        final PendingCommand clear = probe.ask(new Command.Clear());
        probe.ack(probe.next(), 1, DeviceState.IDLE);
        probe.ask(new Command.Stop());
        assertFalse(clear.dropped());
        assertNotNull(clear.answer());
    }

    @Test
    void aStopStaysPendingUntilItIsAnswered() {
        probe.greet(512);
        final PendingCommand stop = probe.ask(new Command.Stop());
        settle(stop);
        assertTrue(probe.with(Conversation::stopping), "nobody waits any more, but it is sent again");
        assertEquals(List.of(Types.STOP, Types.STOP), probe.typesWithoutHeartbeats(110));
        probe.receive(ConversationProbe.ack(Types.STOP, 1, 5, DeviceState.IDLE));
        assertFalse(probe.with(Conversation::stopping));
        assertTrue(probe.ask(new Command.Clear()).answer() == null);
    }

    @Test
    void whatNobodyWaitsForIsNotSentAgain() {
        probe.greet(512);
        final PendingCommand start = probe.ask(START);
        probe.next();
        settle(start);
        assertEquals(List.of(), probe.typesWithoutHeartbeats(300));
    }

    @Test
    void aSettledCommandDoesNotTakeAnotherOneAway() {
        probe.greet(512);
        final PendingCommand clear = probe.ask(new Command.Clear());
        probe.ask(new Command.Stop());
        settle(clear);
        assertTrue(probe.with(Conversation::stopping));
    }

    private void settle(final PendingCommand done) {
        probe.with(c -> {
            c.settle(done);
            return null;
        });
    }

    // ---- greeting ----

    @Test
    void eachHelloHasANonceOfItsOwnAndOnlyTheLastOneCounts() {
        probe.ask(new Command.Hello(0, 0, 0));
        final Command.Hello first = (Command.Hello) Command.read(probe.next());
        assertNull(probe.next());
        probe.pass(599);
        assertNull(probe.next());
        probe.pass(1);
        final Frame again = probe.next();
        final Command.Hello second = (Command.Hello) Command.read(again);
        assertEquals(0, again.session());
        assertEquals(1, second.major());
        assertNotEquals(first.nonce(), second.nonce());
        probe.receive(ConversationProbe.hello(first.nonce(), 3, 512), 0);
        assertNull(probe.with(c -> c.view().device()));
        probe.receive(ConversationProbe.hello(second.nonce(), 4, 512), 0);
        assertEquals(4, session());
        assertEquals(DeviceState.IDLE, probe.with(c -> c.view().state()));
    }

    @Test
    void beforeTheGreetingNothingElseIsSentAndNothingElseCounts() {
        assertNull(probe.next());
        probe.receive(ConversationProbe.credit(5, DeviceState.RUNNING, 0, 0), 0);
        assertFalse(probe.live());
        assertEquals(1, foreign());
        assertEquals(600 * Conversation.MS, idleNs());
    }

    @Test
    void aHelloAckThatNobodyAskedForChangesNothing() {
        probe.greet(512);
        final int session = session();
        probe.ask(new Command.Clear());
        probe.receive(ConversationProbe.hello(0, 99, 512), 0);
        assertEquals(session, session());
        assertEquals(ConversationProbe.SESSION, probe.next().session());
    }

    @Test
    void aFrameOfAnotherSessionIsCountedAndNotBelieved() {
        probe.greet(512);
        probe.receive(ConversationProbe.credit(5, DeviceState.RUNNING, 0, 0), 8);
        assertFalse(probe.live());
        assertEquals(1, foreign());
    }

    @Test
    void aFrameThatIsNoMessageIsPassedOver() {
        probe.greet(512);
        probe.pass(5);
        final byte[] wire = new Frame(0x7f, 0, ConversationProbe.SESSION, 0, new byte[3]).toWire();
        probe.with(c -> {
            c.receive(wire, wire.length, probe.nowNs());
            return null;
        });
        assertEquals(0, receivedNs());
        assertEquals(0, foreign());
    }

    // ---- repeats and answers ----

    @Test
    void aCommandWithoutAnAnswerIsSentAgainAsItWas() {
        probe.greet(512);
        probe.ask(new Constant(1, 2, 0));
        final Frame first = probe.next();
        assertEquals(Types.HEARTBEAT, probe.next().type());
        probe.pass(49);
        assertNull(probe.next());
        probe.pass(51);
        assertEquals(first, probe.next());
    }

    @Test
    void eachCommandHasANewCount() {
        probe.greet(512);
        probe.ask(new Command.Clear());
        final Frame first = probe.next();
        probe.ack(first, 1, DeviceState.IDLE);
        probe.ask(new Command.Clear());
        assertEquals(first.seq() + 1, probe.next().seq());
    }

    @Test
    void anAnswerToAnotherCommandIsNotTakenForThisOnes() {
        probe.greet(512);
        final PendingCommand clear = probe.ask(new Command.Clear());
        final Frame frame = probe.next();
        probe.receive(ConversationProbe.ack(frame.type(), frame.seq() - 1, 1, DeviceState.IDLE));
        assertNull(clear.answer());
        probe.receive(ConversationProbe.ack(Types.STOP, frame.seq(), 2, DeviceState.IDLE));
        assertNull(clear.answer());
        probe.receive(new DeviceReport.CalibrationInForce(new Calibration(1, 0, 1, 0, 0, "", 1), 0));
        assertNull(clear.answer());
        probe.ack(frame, 3, DeviceState.IDLE);
        assertEquals(AckCode.OK, ((Ack) clear.answer()).code());
        final DeviceReport answer = clear.answer();
        probe.ack(frame, 4, DeviceState.FAULT);
        assertSame(answer, clear.answer(), "the first answer stays");
    }

    @Test
    void anAnswerWithoutACommandIsPassedOver() {
        probe.greet(512);
        settleGreeting();
        probe.receive(ConversationProbe.ack(Types.STOP, 1, 1, DeviceState.CONFIGURED));
        probe.receive(new DeviceReport.CalibrationInForce(new Calibration(1, 0, 1, 0, 0, "", 1), 0));
        assertEquals(DeviceState.CONFIGURED, probe.with(c -> c.view().state()));
    }

    private void settleGreeting() {
        final PendingCommand clear = probe.ask(new Command.Clear());
        settle(clear);
    }

    @Test
    void theCalibrationAnswersTheQuestionForIt() {
        probe.greet(512);
        final PendingCommand read = probe.ask(new Command.ReadCalibration());
        probe.next();
        probe.receive(new DeviceReport.CalibrationInForce(new Calibration(1, 0, 1, 0, 0, "", 1), 77));
        assertEquals(77, ((DeviceReport.CalibrationInForce) read.answer()).crc());
    }

    // ---- heartbeats ----

    @Test
    void aHeartbeatIsSentEveryFiftyMilliseconds() {
        probe.greet(512);
        assertEquals(
                5,
                probe.frames(201).stream()
                        .filter(f -> f.type() == Types.HEARTBEAT)
                        .count());
    }

    @Test
    void aDeviceWithACurrentGetsNoHeartbeatWhenTheRunningThreadIsAtNoWork() {
        probe.greet(512);
        probe.recordActivity();
        probe.credit(1, DeviceState.RUNNING);
        assertEquals(21, probe.frames(1001).size());
        probe.pass(100);
        assertEquals(0, probe.frames(500).size());
        assertEquals(50 * Conversation.MS, idleNs());
        probe.recordActivity();
        assertEquals(Types.HEARTBEAT, probe.next().type());
    }

    @Test
    void aDeviceWithoutACurrentGetsHeartbeatsForEver() {
        probe.greet(512);
        probe.credit(1, DeviceState.CONFIGURED);
        probe.pass(5000);
        assertEquals(Types.HEARTBEAT, probe.next().type());
    }

    @Test
    void aDeviceThatIsGivenUpGetsAStopAndNothingElse() {
        probe.greet(512);
        probe.with(c -> {
            c.lose("gone");
            c.lose("gone again");
            return null;
        });
        assertEquals("gone", probe.with(Conversation::lost));
        probe.ask(new Command.Stop());
        assertEquals(
                List.of(Types.STOP), probe.frames(60).stream().map(Frame::type).toList());
    }

    @Test
    void theAnswerOfAHeartbeatGivesTheRoundTripWithoutTheTimeInTheDevice() {
        probe.greet(512);
        final long sent = ((Command.Heartbeat) Command.read(probe.next())).hostTime();
        probe.pass(3);
        // 1000 ticks of the device's clock of 1 MHz: 1 ms.
        probe.receive(new DeviceReport.HeartbeatAck(sent, 5000, 6000, 100));
        assertEquals(2000, roundTripUs(0), 1e-9);
        probe.receive(new DeviceReport.HeartbeatAck(sent, 5000, 6000, 100));
        probe.receive(new DeviceReport.HeartbeatAck(sent + 1, 5000, 6000, 100));
        assertEquals(2000, roundTripUs(1), 1e-9);
    }

    @Test
    void anAnswerThatComesAfter256OtherHeartbeatsCountsNoMore() {
        probe.greet(512);
        final long first = ((Command.Heartbeat) Command.read(probe.next())).hostTime();
        long second = 0;
        for (int k = 0; k < 256; k++) {
            probe.pass(50);
            final long sent = ((Command.Heartbeat) Command.read(probe.next())).hostTime();
            if (k == 0) second = sent;
        }
        probe.receive(new DeviceReport.HeartbeatAck(first, 0, 0, 100));
        assertEquals(Double.NaN, roundTripUs(1));
        probe.receive(new DeviceReport.HeartbeatAck(second, 0, 0, 777));
        assertEquals(255 * 50_000, roundTripUs(1));
        assertEquals(777L, probe.<Long>with(c -> c.view().tick()), "its tick is news of the device");
    }

    @Test
    void anAnswerThatOvertookOthersCountsForItsOwnHeartbeat() {
        probe.greet(512);
        probe.next();
        probe.pass(50);
        final long second = ((Command.Heartbeat) Command.read(probe.next())).hostTime();
        probe.pass(4);
        probe.receive(new DeviceReport.HeartbeatAck(second, 0, 0, 100));
        assertEquals(4000, roundTripUs(1), 1e-9);
    }

    // ---- waiting ----

    @Test
    void theWriterSleepsUntilTheNextHeartbeatOrRepeat() {
        probe.greet(512);
        probe.next();
        probe.pass(20);
        assertEquals(30 * Conversation.MS, idleNs());
        probe.ask(new Command.Clear());
        probe.next();
        probe.pass(30);
        probe.next();
        probe.pass(45);
        // The heartbeat is due in 5 ms, the repeat in 25.
        assertEquals(5 * Conversation.MS, idleNs());
        probe.pass(5);
        probe.next();
        assertEquals(20 * Conversation.MS, idleNs());
        probe.pass(100);
        assertEquals(0, idleNs());
    }

    // ---- the window ----

    @Test
    void aCommandWaitsForRoomInTheWindowAndAStopDoesNot() {
        // A heartbeat takes 21 bytes, a constant 25.
        probe.greet(64);
        assertEquals(Types.HEARTBEAT, probe.next().type());
        probe.pass(50);
        assertEquals(Types.HEARTBEAT, probe.next().type());
        probe.ask(new Constant(1, 2, 0));
        assertNull(probe.next(), "42 of 64 bytes are on the way");
        assertEquals(50 * Conversation.MS, idleNs());
        probe.ask(new Command.Stop());
        assertEquals(Types.STOP, probe.next().type());
    }

    @Test
    void theAnswerOfAHeartbeatOpensTheWindow() {
        probe.greet(64);
        probe.next();
        probe.pass(50);
        final long second = ((Command.Heartbeat) Command.read(probe.next())).hostTime();
        probe.ask(new Constant(1, 2, 0));
        assertNull(probe.next());
        probe.receive(new DeviceReport.HeartbeatAck(second, 0, 0, 1));
        assertNotNull(probe.next());
    }

    @Test
    void anAnswerOpensTheWindowUpToItsOwnCommand() {
        probe.greet(64);
        probe.ask(new Constant(1, 2, 0));
        final Frame command = probe.next();
        probe.next();
        probe.ack(command, 1, DeviceState.CONFIGURED);
        // 21 bytes of the heartbeat are on the way.
        probe.ask(new Constant(1, 2, 0));
        assertEquals(command.type(), probe.next().type());
        probe.ask(new Constant(1, 2, 0));
        assertNull(probe.next());
    }

    @Test
    void aFrameThatIsLongerThanTheWindowGoesWhenNothingIsOnTheWay() {
        probe.greet(16);
        probe.ask(new Constant(1, 2, 0));
        assertNotNull(probe.next());
    }

    @Test
    void aStopWaitsForNoMoreThanAQuarterOfTheWindow() {
        assertEquals(2048, batchBytes(2048));
        probe.greet(512);
        assertEquals(128, batchBytes(2048));
        assertEquals(100, batchBytes(100));
    }

    @Test
    void chunksLeaveRoomForAStopAndAHeartbeat() {
        probe.greet(512);
        probe.next();
        stream(1000, 20);
        // 21 bytes of heartbeat, chunks of 20 samples of both conductances: 101 bytes each; 64 stay free.
        assertEquals(
                List.of(Types.CHUNK, Types.CHUNK, Types.CHUNK, Types.CHUNK),
                probe.frames(1).stream().map(Frame::type).toList());
        probe.receive(ConversationProbe.credit(5, DeviceState.CONFIGURED, 40, 960));
        assertEquals(2, probe.frames(1).size());
    }

    @Test
    void chunksWaitForCreditAndAnOldCreditIsNone() {
        probe.greet(4096);
        probe.next();
        stream(100, 20);
        assertEquals(5, probe.frames(1).size());
        probe.receive(ConversationProbe.credit(5, DeviceState.CONFIGURED, 100, 0));
        assertEquals(0, probe.frames(1).size());
        probe.receive(ConversationProbe.credit(4, DeviceState.CONFIGURED, 100, 40));
        assertEquals(0, probe.frames(1).size(), "older than the last one");
        probe.receive(ConversationProbe.credit(6, DeviceState.FAULT, 100, 40));
        assertEquals(0, probe.frames(1).size(), "a device with a fault takes none");
        probe.receive(ConversationProbe.credit(6, DeviceState.RUNNING, 100, 40));
        assertEquals(2, probe.frames(1).size());
    }

    private void stream(final int room, final int chunk) {
        final SampleStream waves = SampleStream.of(Plans.waves(1, 0.1), 1, 1, ConversationProbe.LOOP_HZ, 10_000);
        probe.with(c -> {
            c.stream(new StreamSender(waves, room, chunk));
            return null;
        });
        assertNotNull(probe.with(Conversation::sender));
    }

    @Test
    void theChunksAreThoseOfTheStream() {
        probe.greet(4096);
        probe.next();
        stream(1000, 20);
        assertEquals(0, ((Chunk) Command.read(probe.next())).firstIndex());
        assertEquals(20, ((Chunk) Command.read(probe.next())).firstIndex());
    }
}
