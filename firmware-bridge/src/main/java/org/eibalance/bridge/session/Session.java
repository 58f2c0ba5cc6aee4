package org.eibalance.bridge.session;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Telemetry;

/**
 * A session with one device. One thread asks and runs; any thread stops, looks at the status and closes. Closing stops
 * the current first.
 */
public final class Session implements AutoCloseable {

    private static final long MS = Conversation.MS;

    private final Dialogue dialogue;
    private final Conversation conversation;
    private Calibration calibration;
    private volatile Run run;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Session(final Link link, final long seed) {
        dialogue = new Dialogue(link, seed);
        conversation = dialogue.conversation();
    }

    /**
     * Greets the device and reads its calibration. A current that another program left running goes to zero before this
     * returns.
     *
     * @param link to the device; closed with the session, also where this fails
     * @return the session
     * @throws DeviceException if no dynamic clamp answers, it speaks another version, or its current does not go to
     *     zero
     * @throws CancellationException if the thread is interrupted
     */
    public static Session open(final Link link) {
        return open(link, System.nanoTime());
    }

    /**
     * As {@link #open(Link)}, with nonces that are known beforehand.
     *
     * @param link to the device
     * @param seed of the nonces
     * @return the session
     */
    static Session open(final Link link, final long seed) {
        final Session session = new Session(link, seed);
        link.whenTheProgramEnds(session::end);
        try {
            session.calibration = session.dialogue.greet();
            return session;
        } catch (final RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    /** What the device says of itself. */
    public HelloAck device() {
        return dialogue.device();
    }

    /** The calibration in force. */
    public Calibration calibration() {
        return calibration;
    }

    /** What a person calls the device. */
    public String name() {
        return dialogue.name();
    }

    /**
     * Puts a calibration into force.
     *
     * @param changed the calibration
     * @return whether the device keeps it without power
     * @throws DeviceException if the device refuses it
     */
    public boolean calibrate(final Calibration changed) {
        final Command command = new Command.WriteCalibration(changed);
        final Ack ack = dialogue.command(command);
        if (ack.code() != AckCode.OK && ack.code() != AckCode.NO_STORE) throw Refusal.of(name(), command, ack);
        calibration = changed;
        return ack.code() == AckCode.OK;
    }

    /**
     * Leaves a fault whose cause is gone; harmless without one.
     *
     * @return the fault that was latched
     * @throws DeviceException if its cause is still there
     */
    public Fault clear() {
        final Ack before = dialogue.command(new Command.Stop());
        if (before.fault() == Fault.NONE) return Fault.NONE;
        dialogue.ask(new Command.Clear());
        return before.fault();
    }

    /**
     * Runs the clamp: configures, fills the device's buffer, arms, starts, and goes on until the run is over and its
     * telemetry has come. Whatever goes wrong on this side, an exception or error of the listener too, stops the
     * current before it is thrown. A listener that does not come back for a second leaves the run to the device's
     * watchdog, which ends it.
     *
     * @param plan what to do
     * @param listener is called as it goes on
     * @return how it went; a fault of the device is no exception
     * @throws DeviceException if the device refuses or is lost, or does not confirm that the current is zero
     * @throws CancellationException if the thread is interrupted
     */
    public RunOutcome run(final RunPlan plan, final RunListener listener) {
        if (closed.get()) throw new DeviceException("The session with " + name() + " is closed: nothing runs in it.");
        final Run now = new Run(dialogue, calibration, plan, listener);
        run = now;
        dialogue.running(true);
        try {
            final RunOutcome outcome = now.go();
            listener.ended(outcome);
            return outcome;
        } catch (final RuntimeException | Error e) {
            try {
                dialogue.halt();
            } catch (final DeviceException doubt) {
                // That a current may flow is the more important news.
                doubt.addSuppressed(e);
                throw doubt;
            }
            throw e;
        } finally {
            synchronized (conversation) {
                conversation.stream(null);
            }
            dialogue.running(false);
            run = null;
        }
    }

    /**
     * Waits between two runs, on the device's time, as long as nobody requests a stop.
     *
     * @param ms how long
     * @throws DeviceException if the device is lost
     * @throws CancellationException if the thread is interrupted
     */
    public void pause(final long ms) {
        dialogue.await(dialogue::stopRequested, ms * MS);
    }

    /**
     * Ends the current with a ramp; at once, from any thread, in any state. It holds for good: a session that was
     * stopped, also between two runs, does not run again.
     */
    public void stop() {
        dialogue.stopBy(new Command.Stop());
    }

    /**
     * Cuts the current: the device puts out zero, and opens its switch, in the tick in which it understands this,
     * without the ramp of {@link #stop}; from any thread, in any state. This is what a person's STOP does. It holds for
     * good, as {@link #stop}, and the device stays in FAULT until the next session clears it. The run that it ended
     * counts as stopped.
     */
    public void abort() {
        dialogue.stopBy(new Command.Abort());
    }

    /**
     * From now on nothing is armed or started, and the thread that runs the clamp stops the current as soon as it
     * wakes. It never waits: for a caller that must not wait, not even for {@link #stop}.
     */
    public void requestStop() {
        dialogue.requestStop();
    }

    /** Whether a stop was requested, so that nothing runs in this session any more. */
    public boolean isStopRequested() {
        return dialogue.stopRequested();
    }

    /** What is known at this moment; from any thread. */
    public SessionStatus status() {
        synchronized (conversation) {
            final DeviceView view = conversation.view();
            final Credit credit = view.credit();
            final Telemetry t = view.telemetry();
            final int last = t == null ? -1 : t.voltage().length - 1;
            // Between runs nothing flows, and no telemetry comes: the last one would be of the last run.
            final boolean flows = last >= 0 && view.live();
            final Run now = run;
            final double[] ns = now == null ? new double[2] : now.lastNs();
            final StreamSender sender = conversation.sender();
            return new SessionStatus(
                    view.state(),
                    view.fault(),
                    last < 0 || calibration == null ? Double.NaN : calibration.voltageMv(t.voltage()[last]),
                    flows ? calibration.currentPa(t.clampCurrent()[last]) : 0,
                    flows ? calibration.currentPa(t.commandCurrent()[last]) : 0,
                    ns[0],
                    ns[1],
                    sender == null || credit == null || now == null ? 0 : now.bufferMs(credit),
                    roundTripUs(0.5),
                    roundTripUs(0),
                    now == null ? 0 : now.missing(),
                    credit == null ? 0 : credit.underruns(),
                    (dialogue.nowNs() - conversation.receivedNs()) / (double) MS);
        }
    }

    /** Whether the device is lost, or has a fault that nobody asked for here. */
    public boolean hasFailed() {
        synchronized (conversation) {
            final Fault fault = conversation.view().fault();
            return conversation.lost() != null || fault != Fault.NONE && !(fault == Fault.ABORT && isStopRequested());
        }
    }

    /** The last frames both ways. */
    public List<String> lastFrames() {
        synchronized (conversation) {
            return conversation.lastFrames();
        }
    }

    /** A quantile of the last round trips of heartbeats, in microseconds; NaN before the first. */
    public double roundTripUs(final double quantile) {
        synchronized (conversation) {
            final ClockSync clock = conversation.clock();
            return clock == null ? Double.NaN : clock.roundTripUs(quantile);
        }
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** The program ends: no run begins, and the link stays open until the device says that its current is zero. */
    private void end() {
        requestStop();
        if (!dialogue.canStop()) return;
        try {
            dialogue.halt();
        } catch (final DeviceException e) {
            // The thread that runs the clamp finds the same, and says it; a window that is closed can say no more.
        }
    }

    /** Ends without a word to the device, as a program that is killed; for tests of what the device does then. */
    void dropLink() {
        closed.set(true);
        dialogue.close();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        requestStop();
        try {
            if (dialogue.canStop()) dialogue.halt();
        } finally {
            dialogue.close();
        }
    }
}
