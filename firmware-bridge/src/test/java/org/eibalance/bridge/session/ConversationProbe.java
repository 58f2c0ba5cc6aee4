package org.eibalance.bridge.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.Messages;

/** A conversation whose device says what a test wants. */
final class ConversationProbe {

    private static final int SESSION = 7;

    private final Conversation conversation = new Conversation(1);
    private long now;
    private Conversation.Asked last;

    private static ByteBuffer payload(final int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void hear(final int type, final int session, final ByteBuffer payload) {
        final byte[] wire = new Frame(type, 0, session, 0, payload.array()).toWire();
        synchronized (conversation) {
            conversation.hear(wire, wire.length, now);
        }
    }

    void greet(final int rxWindow) {
        final Frame hello;
        synchronized (conversation) {
            conversation.ask(new Command.Hello(0, Messages.MAJOR, Messages.MINOR));
            hello = conversation.next(now);
        }
        final ByteBuffer b = payload(68);
        b.put(0, hello.payload(), 0, 4).putShort(4, (short) SESSION).put(6, (byte) Messages.MAJOR);
        b.putInt(32, 20_000)
                .putInt(36, 1_000_000)
                .putInt(40, 100)
                .putShort(44, (short) 254)
                .putShort(46, (short) rxWindow);
        b.put(50, (byte) DeviceState.IDLE.ordinal());
        hear(0x81, 0, b);
    }

    void credit(final int tick, final DeviceState state) {
        hear(0x41, SESSION, payload(28).putInt(12, tick).put(16, (byte) state.ordinal()));
    }

    void ack(final int tick, final DeviceState state) {
        hear(
                0x82,
                SESSION,
                payload(20).put(0, (byte) 0x06).put(6, (byte) state.ordinal()).putInt(16, tick));
    }

    Conversation.Asked abort() {
        synchronized (conversation) {
            last = conversation.ask(new Command.Abort());
            return last;
        }
    }

    /** Asks for a stop and a start behind the abort, and gives the frames of the next 60 ms. */
    List<Frame> afterAbort() {
        final List<Frame> frames = new ArrayList<>();
        synchronized (conversation) {
            conversation.ask(new Command.Stop());
            conversation.ask(new Command.Start(0, 1, Command.Start.When.NOW));
            for (int ms = 0; ms < 60; ms++, now += Conversation.MS) {
                for (Frame frame; (frame = conversation.next(now)) != null; ) frames.add(frame);
            }
        }
        return frames;
    }

    boolean live() {
        synchronized (conversation) {
            return conversation.live();
        }
    }

    int batchBytes() {
        synchronized (conversation) {
            return conversation.batchBytes(2048);
        }
    }
}
