package org.eibalance.bridge.session;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Messages;
import org.eibalance.bridge.protocol.Report;
import org.eibalance.recording.InputException;

/**
 * A conversation with one device. One thread asks and runs; any thread stops, looks at the status and closes. Closing
 * stops the current first.
 */
public final class Session implements AutoCloseable {

    private static final long MS = Conversation.MS;
    private static final long GREETING_NS = 6000 * MS;
    private static final long ANSWER_NS = 3000 * MS;
    private static final long STOPPING_NS = 1500 * MS;

    private final Conversation conversation;
    private final Pump pump;
    private final String name;
    private Calibration calibration;
    private volatile boolean stopWanted;
    private volatile Run run;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Session(final Link link, final long seed) {
        name = link.name();
        conversation = new Conversation(seed);
        pump = Pump.of(conversation, link);
    }

    /**
     * Greets the device and reads its calibration. A current that another program left running goes to zero before this
     * returns.
     *
     * @param link to the device; closed with the session, also where this fails
     * @return the session
     * @throws InputException if no dynamic clamp answers, it speaks another version, or its current does not go to zero
     * @throws CancellationException if the thread is interrupted
     */
    public static Session open(final Link link) {
        return open(link, System.nanoTime());
    }

    /**
     * As {@link #open(Link)}, with nonces that can be foretold.
     *
     * @param link to the device
     * @param seed of the nonces
     * @return the session
     */
    static Session open(final Link link, final long seed) {
        final Session session = new Session(link, seed);
        try {
            session.greet();
            return session;
        } catch (final RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private void greet() {
        final Report answer = answerTo(new Command.Hello(0, Messages.MAJOR, Messages.MINOR), GREETING_NS);
        if (!(answer instanceof Report.HelloAck hello))
            throw new InputException(
                    "No dynamic clamp answers at " + name + ": expected was a device with this program's firmware.");
        if (hello.session() == 0 || hello.major() != Messages.MAJOR)
            throw new InputException("The device at " + name + " speaks version "
                    + hello.major() + "." + hello.minor() + " of the protocol, expected was " + Messages.MAJOR
                    + ": flash the firmware that came with this program.");
        await(() -> !conversation.live(), STOPPING_NS);
        if (live())
            throw new InputException("The device at " + name
                    + " does not end the current that another program left running: expected was zero within "
                    + STOPPING_NS / MS + " ms. Switch it off.");
        // One that was greeted before its first tick leaves BOOT with it.
        await(() -> conversation.state() != DeviceState.BOOT, STOPPING_NS);
        if (!(answerTo(new Command.ReadCalibration(), ANSWER_NS) instanceof Report.CalibrationInForce c))
            throw unanswered("CAL_READ");
        calibration = c.calibration();
    }

    /** What the device says of itself. */
    public Report.HelloAck device() {
        synchronized (conversation) {
            return conversation.device();
        }
    }

    /** The calibration in force. */
    public Calibration calibration() {
        return calibration;
    }

    /** What a person calls the device. */
    public String name() {
        return name;
    }

    /**
     * Puts a calibration into force.
     *
     * @param changed the calibration
     * @return whether the device keeps it without power
     * @throws InputException if the device refuses it
     */
    public boolean calibrate(final Calibration changed) {
        final Report.Ack ack = command(new Command.WriteCalibration(changed));
        if (ack.code() != AckCode.OK && ack.code() != AckCode.NO_STORE) throw Refusal.of(name, ack);
        calibration = changed;
        return ack.code() == AckCode.OK;
    }

    /**
     * Leaves a fault whose cause is gone; harmless without one.
     *
     * @return the fault that was latched
     * @throws InputException if its cause is still there
     */
    public Fault clear() {
        final Report.Ack before = command(new Command.Stop());
        if (before.fault() == Fault.NONE) return Fault.NONE;
        ask(new Command.Clear());
        return before.fault();
    }

    /** Asks and wants an OK. */
    Report.Ack ask(final Command command) {
        final Report.Ack ack = command(command);
        if (ack.code() != AckCode.OK) throw Refusal.of(name, ack);
        return ack;
    }

    /** Asks and takes any answer. */
    Report.Ack command(final Command command) {
        if (answerTo(command, ANSWER_NS) instanceof Report.Ack ack) return ack;
        throw unanswered(command.getClass().getSimpleName());
    }

    private InputException unanswered(final String what) {
        return new InputException("The device at " + name + " does not answer (" + what
                + "): expected was an answer within " + ANSWER_NS / MS + " ms.");
    }

    private Report answerTo(final Command command, final long timeoutNs) {
        synchronized (conversation) {
            for (; ; ) {
                if (stopWanted && (command instanceof Command.Arm || command instanceof Command.Start))
                    throw new Stopped();
                final Conversation.Asked asked = conversation.ask(command);
                await(asked::settled, timeoutNs);
                conversation.settle(asked);
                if (!asked.dropped()) return asked.answer();
                // A stop went before it. That ends a run; anything else has its turn after it.
                if (run != null) throw new Stopped();
                await(() -> !conversation.stopping(), timeoutNs);
                if (conversation.stopping()) return null;
            }
        }
    }

    /** Somebody stopped while a command was under way. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Waits, and says so where the device is lost or the thread interrupted. */
    void await(final BooleanSupplier done, final long ns) {
        synchronized (conversation) {
            try {
                pump.await(done, ns);
            } catch (final InterruptedException e) {
                throw (CancellationException) new CancellationException("cancelled").initCause(e);
            }
            if (conversation.lost() != null && !done.getAsBoolean()) throw new InputException(conversation.lost());
        }
    }

    private boolean live() {
        synchronized (conversation) {
            return conversation.live();
        }
    }

    /** The thread that runs the clamp is at its work. */
    void attend() {
        synchronized (conversation) {
            conversation.attended(nowNs());
        }
    }

    Conversation conversation() {
        return conversation;
    }

    /** Host's time now, in ns. */
    long nowNs() {
        return pump.nowNs();
    }

    boolean stopWanted() {
        return stopWanted;
    }

    /**
     * Runs the clamp: configures, fills the device's buffer, arms, starts, and goes on until the run is over and its
     * telemetry has come. Whatever goes wrong on this side, an exception or error of the listener too, stops the
     * current before it is thrown. A listener that does not come back for a second leaves the run to the device's
     * watchdog, which ends it.
     *
     * @param plan what to do
     * @param listener is told of it
     * @return how it went; a fault of the device is no exception
     * @throws InputException if the device refuses or is lost, or does not confirm that the current is zero
     * @throws CancellationException if the thread is interrupted
     */
    public RunOutcome run(final RunPlan plan, final RunListener listener) {
        if (closed.get()) throw new InputException("The session with " + name + " is closed: nothing runs in it.");
        final Run now = new Run(this, plan, listener);
        run = now;
        try {
            final RunOutcome outcome = now.go();
            listener.ended(outcome);
            return outcome;
        } catch (final RuntimeException | Error e) {
            try {
                halt();
            } catch (final InputException doubt) {
                // That a current may flow is the more important news.
                doubt.addSuppressed(e);
                throw doubt;
            }
            throw e;
        } finally {
            synchronized (conversation) {
                conversation.stream(null);
            }
            run = null;
        }
    }

    /**
     * Waits between two runs, on the device's time, as long as nobody stops.
     *
     * @param ms how long
     * @throws InputException if the device is lost
     * @throws CancellationException if the thread is interrupted
     */
    public void pause(final long ms) {
        await(() -> stopWanted, ms * MS);
    }

    /**
     * Ends the current with a ramp; at once, from any thread, in any state. It holds for good: a session that was
     * stopped, also between two runs, does not run again.
     */
    public void stop() {
        forbid();
        synchronized (conversation) {
            conversation.ask(new Command.Stop());
        }
    }

    /**
     * From now on nothing begins, and the thread that runs the clamp stops it as soon as it comes round. For one who
     * must not wait, not even for {@link #stop}.
     */
    public void forbid() {
        stopWanted = true;
    }

    /** Whether somebody wanted a stop, so that nothing runs in this session any more. */
    public boolean isForbidden() {
        return stopWanted;
    }

    /**
     * Cuts the current: the device puts out zero, and opens its switch, in the tick in which it understands this,
     * without the ramp of {@link #stop}; from any thread, in any state. What a person's STOP is. It holds for good, as
     * {@link #stop}, and the device stays in FAULT until the next session clears it. The run that it ended counts as
     * stopped.
     */
    public void abort() {
        forbid();
        synchronized (conversation) {
            conversation.ask(new Command.Abort());
        }
    }

    /**
     * Stops and waits until no current flows, whatever happens to this thread. Harmless for a device that is lost: it
     * stops itself.
     *
     * @throws InputException if it does not confirm that in time; then it is given up
     */
    void halt() {
        boolean interrupted = Thread.interrupted();
        try {
            synchronized (conversation) {
                if (conversation.lost() != null) return;
                final long until = nowNs() + STOPPING_NS;
                Conversation.Asked asked = conversation.ask(new Command.Stop());
                while (conversation.lost() == null && nowNs() < until && !zero(asked)) {
                    if (asked.dropped()) asked = conversation.ask(new Command.Stop()); // an abort took its place
                    final Conversation.Asked now = asked;
                    try {
                        pump.await(() -> now.dropped() || zero(now), until - nowNs());
                    } catch (final InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (zero(asked) || conversation.lost() != null) return;
                // No more heartbeats from now on: the device's own watchdog ends what it did not end for the asking.
                conversation.lost("The device at " + name
                        + " does not confirm that its current is zero: expected was that within " + STOPPING_NS / MS
                        + " ms of the stop. Take it off the cell.");
                throw new InputException(conversation.lost());
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private boolean zero(final Conversation.Asked stop) {
        return stop.answer() != null && !conversation.live();
    }

    /** What is known at this moment; from any thread. */
    public SessionStatus status() {
        synchronized (conversation) {
            final Report.Credit credit = conversation.credit();
            final Report.Telemetry t = conversation.telemetry();
            final int last = t == null ? -1 : t.voltage().length - 1;
            // Between runs nothing flows, and nobody tells: the last word would be of the last run.
            final boolean flows = last >= 0 && conversation.live();
            final Run now = run;
            final double[] ns = now == null ? new double[2] : now.lastNs();
            final StreamSender sender = conversation.sender();
            final double bufferMs = sender == null || credit == null || now == null ? 0 : now.bufferMs(credit);
            return new SessionStatus(
                    conversation.state(),
                    conversation.fault(),
                    last < 0 || calibration == null ? Double.NaN : calibration.voltageMv(t.voltage()[last]),
                    flows ? calibration.currentPa(t.clampCurrent()[last]) : 0,
                    flows ? calibration.currentPa(t.commandCurrent()[last]) : 0,
                    ns[0],
                    ns[1],
                    bufferMs,
                    conversation.clock() == null
                            ? Double.NaN
                            : conversation.clock().roundTripUs(0.5),
                    conversation.clock() == null
                            ? Double.NaN
                            : conversation.clock().roundTripUs(0),
                    now == null ? 0 : now.missing(),
                    credit == null ? 0 : credit.underruns(),
                    (nowNs() - conversation.heardNs()) / (double) MS);
        }
    }

    /** Whether the device is lost, or has a fault that nobody asked for here. */
    public boolean hasFailed() {
        synchronized (conversation) {
            final Fault fault = conversation.fault();
            return conversation.lost() != null || fault != Fault.NONE && !(fault == Fault.ABORT && stopWanted);
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
            return conversation.clock() == null
                    ? Double.NaN
                    : conversation.clock().roundTripUs(quantile);
        }
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Ends without a word to the device, as a program that is killed; for tests of what the device does then. */
    void vanish() {
        closed.set(true);
        pump.close();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        forbid();
        final boolean speak;
        synchronized (conversation) {
            speak = conversation.device() != null
                    && conversation.device().session() != 0
                    && conversation.lost() == null
                    && conversation.state() != DeviceState.BOOT;
        }
        try {
            if (speak) halt();
        } finally {
            pump.close();
        }
    }
}
