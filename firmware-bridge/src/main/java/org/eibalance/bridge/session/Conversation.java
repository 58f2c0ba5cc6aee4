package org.eibalance.bridge.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.Messages;
import org.eibalance.bridge.protocol.Report;

/**
 * What the host says next and what it has heard: the protocol without threads and without a clock of its own. Every
 * method is called with this object's monitor held.
 */
final class Conversation {

    static final long MS = 1_000_000L;

    private static final long HEARTBEAT_NS = 50 * MS;
    private static final long REPEAT_NS = 100 * MS;

    /** Nobody looked at the run for so long, and the device's watchdog is left to end it. */
    static final long ATTENTION_NS = 1000 * MS;

    /** An emulated board looks at its terminal once a second. */
    private static final long HELLO_REPEAT_NS = 600 * MS;

    /** Bytes of the window that a chunk leaves free, for a STOP and a heartbeat. */
    private static final int RESERVE = 64;

    /** Telemetry that nobody fetched: at 20 kHz some ten seconds. */
    private static final int MOST_WAITING = 6000;

    /** A command on its way, until it is answered, given up or pushed aside by a stop. */
    static final class Asked {

        private final Command command;
        private Frame frame;
        private long sentNs = Long.MIN_VALUE;
        private long endByte;
        private Report answer;
        private boolean dropped;

        private Asked(final Command command) {
            this.command = command;
        }

        Report answer() {
            return answer;
        }

        /** Whether a stop took its place, or went before it. */
        boolean dropped() {
            return dropped;
        }

        boolean settled() {
            return answer != null || dropped;
        }
    }

    /** Telemetry or an event, with its tick unwrapped. */
    record Heard(Report report, long tick) {}

    private final FrameReader reader = new FrameReader();
    private final FrameLog log = new FrameLog();
    private final SplittableRandom nonces;
    private final ArrayDeque<Heard> waiting = new ArrayDeque<>();
    private final ArrayDeque<long[]> heartbeats = new ArrayDeque<>();
    private Report.HelloAck device;
    private ClockSync clock;
    private Asked asked;
    private StreamSender sender;
    private Report.Credit credit;
    private DeviceState state = DeviceState.BOOT;
    private Fault fault = Fault.NONE;
    private Report.Telemetry telemetry;
    private int session;
    private int seq;
    private int nonce;
    private long tick;
    private long sentBytes;
    private long arrivedBytes;
    private long heartbeatNs = Long.MIN_VALUE;
    private long heardNs;
    private long attendedNs;
    private long foreign;
    private String lost;

    Conversation(final long seed) {
        nonces = new SplittableRandom(seed);
    }

    /**
     * Says something, in place of what is not answered yet; but nothing weaker takes the place of a stop, nor a ramp
     * that of a cut. A stop that is on its way already is given back instead of a second one.
     */
    Asked ask(final Command command) {
        final Asked next = new Asked(command);
        if (asked != null && !asked.settled()) {
            if (stopping()) {
                if (command instanceof Command.Stop || command.equals(asked.command)) return asked;
                if (!stops(command)) {
                    next.dropped = true;
                    return next;
                }
            }
            asked.dropped = true;
        }
        asked = next;
        notifyAll();
        return next;
    }

    private static boolean stops(final Command command) {
        return command instanceof Command.Stop || command instanceof Command.Abort;
    }

    /** Whether a stop or an abort is asked for and not answered yet. */
    boolean stopping() {
        return asked != null && !asked.settled() && stops(asked.command);
    }

    /** The command is answered, or nobody waits for it any more; a stop stays until it is answered. */
    void settle(final Asked done) {
        if (asked == done && (done.settled() || !stops(done.command))) asked = null;
    }

    /** The thread that runs the clamp is at its work; without this a live device is left to its watchdog. */
    void attended(final long now) {
        attendedNs = now;
    }

    private boolean unattended(final long now) {
        return live() && now - attendedNs > ATTENTION_NS;
    }

    /** Streams from now on; null ends it. */
    void stream(final StreamSender newSender) {
        sender = newSender;
        notifyAll();
    }

    StreamSender sender() {
        return sender;
    }

    /**
     * The next frame to write, or null where nothing is due. It counts as written.
     *
     * @param now on the host's clock
     */
    Frame next(final long now) {
        final long silence = device == null ? HELLO_REPEAT_NS : REPEAT_NS;
        if (asked != null && !asked.settled() && (asked.sentNs == Long.MIN_VALUE || now - asked.sentNs >= silence)) {
            if (asked.frame == null || device == null) asked.frame = frame(asked.command);
            if (stops(asked.command) || fits(asked.frame, 0)) {
                final boolean again = asked.sentNs != Long.MIN_VALUE;
                asked.sentNs = now;
                write(asked.frame, now);
                if (!again) asked.endByte = sentBytes;
                return asked.frame;
            }
        }
        // A device that is given up is told to stop, and nothing else: its watchdog does the rest.
        if (device == null || lost != null) return null;
        if (!unattended(now) && (heartbeatNs == Long.MIN_VALUE || now - heartbeatNs >= HEARTBEAT_NS)) {
            final Frame frame = Messages.frame(new Command.Heartbeat(now), session, 0);
            // Always: were it held back by a lost byte count, nothing would ever free the window again.
            heartbeatNs = now;
            write(frame, now);
            if (heartbeats.size() == 256) heartbeats.poll();
            heartbeats.add(new long[] {now, sentBytes});
            return frame;
        }
        if (sender == null) return null;
        final Command.Chunk chunk = sender.next();
        if (chunk == null) return null;
        final Frame frame = Messages.frame(chunk, session, 0);
        if (!fits(frame, RESERVE)) return null;
        write(frame, now);
        sender.sent(sentBytes);
        return frame;
    }

    private Frame frame(final Command command) {
        if (command instanceof Command.Hello) {
            // Each repeat has a nonce of its own: the device opens a session for each, and the last one counts.
            nonce = nonces.nextInt();
            return Messages.frame(new Command.Hello(nonce, Messages.MAJOR, Messages.MINOR), 0, 0);
        }
        return Messages.frame(command, session, ++seq);
    }

    /** Frames on the wire are at most this long. */
    private static int length(final Frame frame) {
        return frame.payload().length + 13;
    }

    /** Where nothing is on the way a frame may go whatever its length, else the window would never open. */
    private boolean fits(final Frame frame, final int reserve) {
        if (device == null) return true;
        final long onTheWay = sentBytes - arrivedBytes;
        return onTheWay == 0
                || onTheWay + length(frame) + Math.min(reserve, device.rxWindow() / 4) <= device.rxWindow();
    }

    private void write(final Frame frame, final long now) {
        sentBytes += length(frame);
        log.sent(frame, now);
    }

    /**
     * How many bytes may be written at once, so that a stop waits for no more than a quarter of the device's window.
     *
     * @param most without a device
     */
    int batchBytes(final int most) {
        return device == null ? most : Math.min(most, device.rxWindow() / 4);
    }

    /** How long nothing will be due unless something is asked or heard. */
    long idleNs(final long now) {
        final long heartbeat = device == null
                ? HELLO_REPEAT_NS
                : lost != null || unattended(now) ? HEARTBEAT_NS : heartbeatNs + HEARTBEAT_NS - now;
        final long repeat = asked == null || asked.settled()
                ? Long.MAX_VALUE
                : asked.sentNs + (device == null ? HELLO_REPEAT_NS : REPEAT_NS) - now;
        return Math.max(0, Math.min(heartbeat, repeat));
    }

    /** Takes bytes of the device. */
    void hear(final byte[] bytes, final int length, final long now) {
        reader.accept(bytes, 0, length, frame -> hear(frame, now));
        notifyAll();
    }

    private void hear(final Frame frame, final long now) {
        final Report report;
        try {
            report = Messages.report(frame);
        } catch (final IllegalArgumentException e) {
            return; // of a later version of the protocol: not for us
        }
        if (report instanceof Report.HelloAck ack) {
            if (ack.nonce() == nonce && asked != null && asked.command instanceof Command.Hello)
                greeted(ack, frame, now);
            return;
        }
        if (device == null || frame.session() != session) {
            foreign++;
            return;
        }
        log.heard(frame, now);
        heardNs = now;
        if (report instanceof Report.Ack ack) {
            // An answer that was repeated may come behind newer words: its state is not that of now.
            if (latest(ack.tick())) {
                state = ack.state();
                fault = ack.fault();
            }
            answer(
                    report,
                    asked != null
                            && asked.frame != null
                            && asked.frame.seq() == ack.seq()
                            && asked.frame.type() == ack.type());
        } else if (report instanceof Report.CalibrationInForce) {
            answer(report, asked != null && asked.command instanceof Command.ReadCalibration);
        } else if (report instanceof Report.HeartbeatAck ack) heartbeat(ack, now);
        else if (report instanceof Report.Credit c) hear(c);
        else if (report instanceof Report.Telemetry t) {
            telemetry = t;
            keep(t, unwrap(t.firstTick()));
        } else if (report instanceof Report.Happened h) {
            if (latest(h.tick())) state = h.state();
            keep(h, unwrap(h.tick()));
        } else if (report instanceof Report.Failed f) {
            if (latest(f.tick())) state = f.state();
            fault = f.fault();
            keep(f, unwrap(f.tick()));
        }
    }

    private void greeted(final Report.HelloAck ack, final Frame frame, final long now) {
        log.heard(frame, now);
        device = ack;
        state = ack.state();
        fault = ack.fault();
        session = ack.session();
        tick = ack.tick() & 0xffffffffL;
        clock = new ClockSync(Math.max(1, ack.loopHz()));
        heardNs = now;
        arrivedBytes = sentBytes;
        answer(ack, true);
    }

    private void answer(final Report report, final boolean ours) {
        if (!ours || asked.settled()) return;
        asked.answer = report;
        arrived(asked.endByte);
    }

    private void heartbeat(final Report.HeartbeatAck ack, final long now) {
        latest(ack.tick());
        final long at = unwrap(ack.tick());
        while (!heartbeats.isEmpty() && heartbeats.peek()[0] <= ack.hostTime()) {
            final long[] mark = heartbeats.poll();
            if (mark[0] != ack.hostTime()) continue;
            arrived(mark[1]);
            final long held = (long) ((ack.sent() - ack.received()) * (1e9 / device.clockHz()));
            clock.add(mark[0], now, held, at);
        }
    }

    private void hear(final Report.Credit c) {
        final long at = unwrap(c.tick());
        if (credit != null && at < unwrap(credit.tick())) return; // an old one, on a line that changes their order
        credit = c;
        if (latest(c.tick())) {
            state = c.state();
            fault = c.fault();
        }
        final boolean streams = c.state() == DeviceState.CONFIGURED
                || c.state() == DeviceState.ARMED
                || c.state() == DeviceState.RUNNING;
        if (sender != null && streams) arrived(sender.hear(c));
    }

    /** Whether nothing later was heard of; then this tick is the last one. */
    private boolean latest(final int wire) {
        final long at = unwrap(wire);
        if (at < tick) return false;
        tick = at;
        return true;
    }

    private void arrived(final long bytes) {
        arrivedBytes = Math.max(arrivedBytes, bytes);
    }

    private void keep(final Report report, final long at) {
        if (waiting.size() >= MOST_WAITING) {
            lost("The computer does not keep up with the device: " + MOST_WAITING
                    + " blocks of telemetry wait to be recorded.");
            return;
        }
        waiting.add(new Heard(report, at));
    }

    /** A tick of 32 bits near the last one, without wrapping. */
    long unwrap(final int wire) {
        return tick + (wire - (int) tick);
    }

    /** Everything that came and was not fetched yet. */
    List<Heard> take() {
        final List<Heard> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    /** What came so far is of an earlier run. */
    void forget() {
        waiting.clear();
        telemetry = null;
    }

    /** Whether telemetry or events wait to be fetched. */
    boolean hasNews() {
        return !waiting.isEmpty();
    }

    /** The device is gone: nothing more will come. Keeps the first reason. */
    void lost(final String sentence) {
        if (lost == null) lost = sentence;
        notifyAll();
    }

    /** Why the device is gone; null where it is not. */
    String lost() {
        return lost;
    }

    Report.HelloAck device() {
        return device;
    }

    ClockSync clock() {
        return clock;
    }

    /** The last; null before the first. */
    Report.Credit credit() {
        return credit;
    }

    /** The last of this run; null before the first. */
    Report.Telemetry telemetry() {
        return telemetry;
    }

    /** The last tick heard of. */
    long tick() {
        return tick;
    }

    long heardNs() {
        return heardNs;
    }

    /** Frames of other sessions. */
    long foreign() {
        return foreign;
    }

    List<String> lastFrames() {
        return log.lines();
    }

    /** The device's state, as it last said. */
    DeviceState state() {
        return state;
    }

    /** What is latched in it, as it last said. */
    Fault fault() {
        return fault;
    }

    /** Whether a current flows or may begin to, as far as is known. */
    boolean live() {
        return live(state);
    }

    static boolean live(final DeviceState state) {
        return state == DeviceState.ARMED || state == DeviceState.RUNNING || state == DeviceState.RAMPDOWN;
    }
}
