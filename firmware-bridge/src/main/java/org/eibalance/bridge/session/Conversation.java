package org.eibalance.bridge.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceFault;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Message;
import org.eibalance.bridge.protocol.Telemetry;

/**
 * What the host sends next and what it has received: the protocol without threads and without a clock of its own. Every
 * method is called with this object's monitor held.
 */
final class Conversation {

    static final long MS = 1_000_000L;

    private static final long HEARTBEAT_NS = 50 * MS;
    private static final long REPEAT_NS = 100 * MS;

    /** After so long without a sign of the thread that runs the clamp, the device's watchdog is left to end the run. */
    static final long MAX_INACTIVE_NS = 1000 * MS;

    /** An emulated board looks at its terminal once a second. */
    private static final long HELLO_REPEAT_NS = 600 * MS;

    /** Bytes of the window that a chunk leaves free, for a STOP and a heartbeat. */
    private static final int RESERVE = 64;

    /** Telemetry that nobody fetched: at 20 kHz about ten seconds. */
    static final int MAX_WAITING = 6000;

    /** Heartbeats whose answers are waited for. */
    private static final int MAX_HEARTBEATS = 256;

    /** A heartbeat that was sent, and all bytes sent up to its end. */
    private record SentHeartbeat(long ns, long endByte) {}

    private final FrameReader reader = new FrameReader();
    private final FrameLog log = new FrameLog();
    private final SendWindow window = new SendWindow();
    private final DeviceView view = new DeviceView();
    private final SplittableRandom nonces;
    private final ArrayDeque<TimedReport> waiting = new ArrayDeque<>();
    private final ArrayDeque<SentHeartbeat> heartbeats = new ArrayDeque<>();
    private ClockSync clock;
    private PendingCommand pending;
    private StreamSender sender;
    private int session;
    private int seq;
    private int nonce;
    private long heartbeatNs = Long.MIN_VALUE;
    private long receivedNs;
    private long activeNs;
    private long foreign;
    private String lost;

    /** @param seed of the nonces */
    Conversation(final long seed) {
        nonces = new SplittableRandom(seed);
    }

    /**
     * Asks for a command to be sent, in place of one that is not answered yet. But nothing weaker takes the place of a
     * stop, and a stop with a ramp does not take the place of a cut. A stop that is on its way already is given back
     * instead of a second one.
     */
    PendingCommand ask(final Command command) {
        final PendingCommand next = new PendingCommand(command);
        if (pending != null && !pending.settled()) {
            if (stopping()) {
                if (command instanceof Command.Stop || command.equals(pending.command())) return pending;
                if (!next.stops()) {
                    next.drop();
                    return next;
                }
            }
            pending.drop();
        }
        pending = next;
        notifyAll();
        return next;
    }

    /** Whether a stop or an abort is asked for and not answered yet. */
    boolean stopping() {
        return pending != null && !pending.settled() && pending.stops();
    }

    /** The command is answered, or nobody waits for it any more; a stop stays until it is answered. */
    void settle(final PendingCommand done) {
        if (pending == done && (done.settled() || !done.stops())) pending = null;
    }

    /** The thread that runs the clamp is at work; without this a device with a current is left to its watchdog. */
    void recordActivity(final long now) {
        activeNs = now;
    }

    private boolean isAbandoned(final long now) {
        return view.live() && now - activeNs > MAX_INACTIVE_NS;
    }

    /** Streams from now on; null ends it. */
    void stream(final StreamSender newSender) {
        sender = newSender;
        notifyAll();
    }

    /** The stream that is sent; null where none is. */
    StreamSender sender() {
        return sender;
    }

    private boolean greeted() {
        return view.device() != null;
    }

    private long repeatNs() {
        return greeted() ? REPEAT_NS : HELLO_REPEAT_NS;
    }

    /**
     * The next frame to write, or null where nothing is due. It counts as written.
     *
     * @param now on the host's clock
     */
    Frame next(final long now) {
        if (pending != null && pending.isDue(now, repeatNs())) {
            if (pending.frame() == null || !greeted()) pending.frame(frame(pending.command()));
            final Frame frame = pending.frame();
            if (pending.stops() || window.fits(frame, 0)) {
                write(frame, now);
                pending.sent(now, window.sentBytes());
                return frame;
            }
        }
        // A device that is given up gets a stop and nothing else: its watchdog does the rest.
        if (!greeted() || lost != null) return null;
        if (!isAbandoned(now) && (heartbeatNs == Long.MIN_VALUE || now - heartbeatNs >= HEARTBEAT_NS))
            return heartbeat(now);
        return sender == null ? null : chunk(now);
    }

    /** Always sent: if a lost byte count could hold it back, nothing would ever open the window again. */
    private Frame heartbeat(final long now) {
        final Frame frame = new Command.Heartbeat(now).frame(session, 0);
        heartbeatNs = now;
        write(frame, now);
        if (heartbeats.size() == MAX_HEARTBEATS) heartbeats.poll();
        heartbeats.add(new SentHeartbeat(now, window.sentBytes()));
        return frame;
    }

    private Frame chunk(final long now) {
        final Chunk chunk = sender.next();
        if (chunk == null) return null;
        final Frame frame = chunk.frame(session, 0);
        if (!window.fits(frame, RESERVE)) return null;
        write(frame, now);
        sender.sent(window.sentBytes());
        return frame;
    }

    private Frame frame(final Command command) {
        if (command instanceof Command.Hello) {
            // Each repeat has a nonce of its own: the device opens a session for each, and the last one counts.
            nonce = nonces.nextInt();
            return new Command.Hello(nonce, Message.MAJOR, Message.MINOR).frame(0, 0);
        }
        return command.frame(session, ++seq);
    }

    private void write(final Frame frame, final long now) {
        window.sent(frame);
        log.sent(frame, now);
    }

    /**
     * How many bytes may be written at once, so that a stop waits for no more than a quarter of the device's window.
     *
     * @param max without a device
     */
    int batchBytes(final int max) {
        return Math.min(max, window.quarter());
    }

    /** How long nothing will be due unless something is asked for or received. */
    long idleNs(final long now) {
        final long heartbeat = !greeted()
                ? HELLO_REPEAT_NS
                : lost != null || isAbandoned(now) ? HEARTBEAT_NS : heartbeatNs + HEARTBEAT_NS - now;
        final long repeat = pending == null ? Long.MAX_VALUE : pending.untilDueNs(now, repeatNs());
        return Math.max(0, Math.min(heartbeat, repeat));
    }

    /** Takes bytes of the device. */
    void receive(final byte[] bytes, final int length, final long now) {
        reader.accept(bytes, 0, length, frame -> receive(frame, now));
        notifyAll();
    }

    private void receive(final Frame frame, final long now) {
        final DeviceReport report;
        try {
            report = DeviceReport.read(frame);
        } catch (final IllegalArgumentException e) {
            return; // of a later version of the protocol: not for us
        }
        if (report instanceof HelloAck ack) {
            if (ack.nonce() == nonce && pending != null && pending.command() instanceof Command.Hello)
                greet(ack, frame, now);
            return;
        }
        if (!greeted() || frame.session() != session) {
            foreign++;
            return;
        }
        log.received(frame, now);
        receivedNs = now;
        receive(report, now);
    }

    private void receive(final DeviceReport report, final long now) {
        if (report instanceof Ack ack) {
            view.received(ack);
            final Frame asked = pending == null ? null : pending.frame();
            answer(report, asked != null && asked.seq() == ack.seq() && asked.type() == ack.commandType());
        } else if (report instanceof DeviceReport.CalibrationInForce) {
            answer(report, pending != null && pending.command() instanceof Command.ReadCalibration);
        } else if (report instanceof DeviceReport.HeartbeatAck ack) receive(ack, now);
        else if (report instanceof Credit credit) receive(credit);
        else if (report instanceof Telemetry block) {
            view.received(block);
            keep(block, block.firstTick());
        } else if (report instanceof DeviceEvent event) {
            view.received(event);
            keep(event, event.tick());
        } else if (report instanceof DeviceFault failed) {
            view.received(failed);
            keep(failed, failed.tick());
        }
    }

    private void greet(final HelloAck ack, final Frame frame, final long now) {
        log.received(frame, now);
        view.greeted(ack);
        session = ack.session();
        clock = new ClockSync(Math.max(1, ack.loopHz()));
        receivedNs = now;
        window.open(ack.rxWindow());
        answer(ack, true);
    }

    private void answer(final DeviceReport report, final boolean ours) {
        if (!ours || pending.settled()) return;
        pending.answered(report);
        window.arrived(pending.endByte());
    }

    private void receive(final DeviceReport.HeartbeatAck ack, final long now) {
        view.received(ack);
        final long at = view.unwrap(ack.tick());
        while (!heartbeats.isEmpty() && heartbeats.peek().ns <= ack.hostTime()) {
            final SentHeartbeat sent = heartbeats.poll();
            if (sent.ns != ack.hostTime()) continue;
            window.arrived(sent.endByte);
            final long heldNs =
                    (long) ((ack.sent() - ack.received()) * (1e9 / view.device().clockHz()));
            clock.add(sent.ns, now, heldNs, at);
        }
    }

    private void receive(final Credit credit) {
        if (!view.received(credit)) return; // an old one, on a line that changes their order
        final boolean streams = credit.state() == DeviceState.CONFIGURED
                || credit.state() == DeviceState.ARMED
                || credit.state() == DeviceState.RUNNING;
        if (sender != null && streams) window.arrived(sender.receive(credit));
    }

    private void keep(final DeviceReport report, final int wireTick) {
        if (waiting.size() >= MAX_WAITING) {
            lose("The computer does not keep up with the device: " + MAX_WAITING
                    + " blocks of telemetry wait to be recorded.");
            return;
        }
        waiting.add(new TimedReport(report, view.unwrap(wireTick)));
    }

    /** Everything that came and was not fetched yet. */
    List<TimedReport> take() {
        final List<TimedReport> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    /** What came so far is of an earlier run. */
    void forget() {
        waiting.clear();
        view.forgetTelemetry();
    }

    /** Whether telemetry or events wait to be fetched. */
    boolean hasNews() {
        return !waiting.isEmpty();
    }

    /** The device is gone: nothing more will come. Keeps the first reason. */
    void lose(final String sentence) {
        if (lost == null) lost = sentence;
        notifyAll();
    }

    /** Why the device is gone; null where it is not. */
    String lost() {
        return lost;
    }

    /** What is known of the device. */
    DeviceView view() {
        return view;
    }

    /** Its clock; null before it has answered. */
    ClockSync clock() {
        return clock;
    }

    /** When something of this session was last received. */
    long receivedNs() {
        return receivedNs;
    }

    /** Frames of other sessions. */
    long foreign() {
        return foreign;
    }

    List<String> lastFrames() {
        return log.lines();
    }
}
