package org.eibalance.bridge.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Message;

/** A conversation whose device says what a test wants, and whose clock stands still unless a test moves it. */
final class ConversationProbe {

    static final int SESSION = 7;
    static final int LOOP_HZ = 20_000;

    private final Conversation conversation = new Conversation(1);
    private long now;

    /** Does something with the monitor held, as everybody must. */
    <T> T with(final Function<Conversation, T> action) {
        synchronized (conversation) {
            return action.apply(conversation);
        }
    }

    void receive(final DeviceReport report, final int session) {
        final byte[] wire = report.frame(session, 0).toWire();
        with(c -> {
            c.receive(wire, wire.length, now);
            return null;
        });
    }

    void receive(final DeviceReport report) {
        receive(report, SESSION);
    }

    static HelloAck hello(final int nonce, final int session, final int rxWindow) {
        return new HelloAck(
                nonce,
                session,
                Message.MAJOR,
                Message.MINOR,
                "hash",
                "board",
                true,
                LOOP_HZ,
                1_000_000,
                100,
                254,
                rxWindow,
                16,
                16,
                DeviceState.IDLE,
                Fault.NONE,
                0,
                5000,
                100,
                0,
                1);
    }

    void greet(final int rxWindow) {
        ask(new Command.Hello(0, 0, 0));
        receive(hello(((Command.Hello) Command.read(next())).nonce(), SESSION, rxWindow), 0);
    }

    void credit(final int tick, final DeviceState state) {
        receive(credit(tick, state, 0, 0));
    }

    static Credit credit(final int tick, final DeviceState state, final int contiguous, final int free) {
        return new Credit(0, contiguous, free, tick, state, Fault.NONE, 0, 0, 0, 0);
    }

    void ack(final Frame command, final int tick, final DeviceState state) {
        receive(ack(command.type(), command.seq(), tick, state));
    }

    static Ack ack(final int type, final int seq, final int tick, final DeviceState state) {
        return new Ack(type, AckCode.OK, seq, 0, state, Fault.NONE, 0, 0, tick, new byte[0]);
    }

    PendingCommand ask(final Command command) {
        return with(c -> c.ask(command));
    }

    /** The next frame at this moment; null where none is due. */
    Frame next() {
        return with(c -> c.next(now));
    }

    void pass(final long ms) {
        now += ms * Conversation.MS;
    }

    long nowNs() {
        return now;
    }

    /** The frames of the next milliseconds, with one look in each. */
    List<Frame> frames(final int ms) {
        final List<Frame> frames = new ArrayList<>();
        for (int k = 0; k < ms; k++, pass(1)) {
            for (Frame frame; (frame = next()) != null; ) frames.add(frame);
        }
        return frames;
    }

    /** Type codes of the frames of the next milliseconds, heartbeats left out. */
    List<Integer> typesWithoutHeartbeats(final int ms) {
        return frames(ms).stream()
                .map(Frame::type)
                .filter(type -> type != Types.HEARTBEAT)
                .toList();
    }

    boolean live() {
        return with(c -> c.view().live());
    }

    void recordActivity() {
        with(c -> {
            c.recordActivity(now);
            return null;
        });
    }
}
