package org.eibalance.bridge.session;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Message;

/** Asks one device and waits for its answers. One thread asks; any thread requests a stop. */
final class Dialogue implements AutoCloseable {

    private static final long MS = Conversation.MS;
    private static final long GREETING_NS = 6000 * MS;
    private static final long ANSWER_NS = 3000 * MS;
    private static final long STOPPING_NS = 1500 * MS;

    /** Said where a current may flow and nobody knows. */
    private static final String DOUBT = "It did not say that its current is zero: take the headstage off the cell. "
            + "Its own watchdog ends the current.";

    /** A stop was requested while a command of a run was under way. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final Conversation conversation;
    private final Pump pump;
    private final String name;
    private volatile boolean stopRequested;
    private volatile boolean running;

    Dialogue(final Link link, final long seed) {
        name = link.name();
        conversation = new Conversation(seed);
        pump = Pump.of(conversation, link);
    }

    Conversation conversation() {
        return conversation;
    }

    /** What a person calls the device. */
    String name() {
        return name;
    }

    /** Host's time now, in ns. */
    long nowNs() {
        return pump.nowNs();
    }

    /** What the device said of itself. */
    HelloAck device() {
        synchronized (conversation) {
            return conversation.view().device();
        }
    }

    /**
     * Opens the session and waits until no current flows that another program left running.
     *
     * @return the calibration in force
     */
    Calibration greet() {
        final DeviceReport answer = answerTo(new Command.Hello(0, Message.MAJOR, Message.MINOR), GREETING_NS);
        if (!(answer instanceof HelloAck hello))
            throw new DeviceException(
                    "No dynamic clamp answers at " + name + ": a device with this program's firmware was expected.");
        if (hello.session() == 0 || hello.major() != Message.MAJOR)
            throw new DeviceException("The device at " + name + " speaks version "
                    + hello.major() + "." + hello.minor() + " of the protocol, expected was " + Message.MAJOR
                    + ": flash the firmware that came with this program.");
        final Optional<String> impossible = hello.impossible();
        if (impossible.isPresent())
            throw new DeviceException("The device at " + name + " describes itself with " + impossible.get()
                    + ": flash the firmware that came with this program.");
        await(() -> !conversation.view().live(), STOPPING_NS);
        if (live())
            throw new DeviceException("The device at " + name
                    + " does not end the current that another program left running: zero was expected within "
                    + STOPPING_NS / MS + " ms. Switch it off.");
        // One that was greeted before its first tick leaves BOOT with that tick.
        await(() -> conversation.view().state() != DeviceState.BOOT, STOPPING_NS);
        if (!(answerTo(new Command.ReadCalibration(), ANSWER_NS) instanceof DeviceReport.CalibrationInForce c))
            throw unanswered("ReadCalibration");
        return c.calibration();
    }

    private boolean live() {
        synchronized (conversation) {
            return conversation.view().live();
        }
    }

    /** Whether the device can be asked to stop: it is greeted, not lost, and has left BOOT. */
    boolean canStop() {
        synchronized (conversation) {
            final HelloAck device = conversation.view().device();
            return device != null
                    && device.session() != 0
                    && conversation.lost() == null
                    && conversation.view().state() != DeviceState.BOOT;
        }
    }

    /** Asks and wants an OK. */
    Ack ask(final Command command) {
        final Ack ack = command(command);
        if (ack.code() != AckCode.OK) throw Refusal.of(name, command, ack);
        return ack;
    }

    /** Asks and takes any answer. */
    Ack command(final Command command) {
        if (answerTo(command, ANSWER_NS) instanceof Ack ack) return ack;
        throw unanswered(command.getClass().getSimpleName());
    }

    private DeviceException unanswered(final String what) {
        return new DeviceException("The device at " + name + " does not answer (" + what
                + "): an answer was expected within " + ANSWER_NS / MS + " ms.");
    }

    private DeviceReport answerTo(final Command command, final long timeoutNs) {
        synchronized (conversation) {
            for (; ; ) {
                if (stopRequested && (command instanceof Command.Arm || command instanceof Command.Start))
                    throw new Stopped();
                final PendingCommand pending = conversation.ask(command);
                await(pending::settled, timeoutNs);
                conversation.settle(pending);
                if (!pending.dropped()) return pending.answer();
                // A stop went before it. That ends a run; anything else has its turn after it.
                if (running) throw new Stopped();
                await(() -> !conversation.stopping(), timeoutNs);
                if (conversation.stopping()) return null;
            }
        }
    }

    /**
     * Waits until something is so, at most for a time.
     *
     * @throws DeviceException if the device is lost
     * @throws CancellationException if the thread is interrupted
     */
    void await(final BooleanSupplier done, final long ns) {
        synchronized (conversation) {
            try {
                pump.await(done, ns);
            } catch (final InterruptedException e) {
                throw (CancellationException) new CancellationException("cancelled").initCause(e);
            }
            if (conversation.lost() != null && !done.getAsBoolean()) throw new DeviceException(conversation.lost());
        }
    }

    /** A run goes on from now on, or no longer. */
    void running(final boolean now) {
        running = now;
    }

    /** The thread that runs the clamp is at work. */
    void recordActivity() {
        synchronized (conversation) {
            conversation.recordActivity(nowNs());
        }
    }

    /** From now on nothing is armed or started. */
    void requestStop() {
        stopRequested = true;
    }

    boolean stopRequested() {
        return stopRequested;
    }

    /** Requests a stop, and sends a command that ends the current. */
    void stopBy(final Command stop) {
        requestStop();
        synchronized (conversation) {
            conversation.ask(stop);
        }
    }

    /**
     * Stops and waits until the device says that no current flows, whatever happens to this thread.
     *
     * @throws DeviceException if it does not say so in time, or is lost before; then it is given up
     */
    void halt() {
        boolean interrupted = Thread.interrupted();
        try {
            synchronized (conversation) {
                final long until = nowNs() + STOPPING_NS;
                PendingCommand stop = conversation.ask(new Command.Stop());
                while (conversation.lost() == null && nowNs() < until && !isZero(stop)) {
                    if (stop.dropped()) stop = conversation.ask(new Command.Stop()); // an abort took its place
                    final PendingCommand asked = stop;
                    try {
                        pump.await(() -> asked.dropped() || isZero(asked), until - nowNs());
                    } catch (final InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (isZero(stop)) return;
                if (conversation.lost() != null) {
                    if (!conversation.view().live()) return;
                    throw new DeviceException(conversation.lost() + " " + DOUBT);
                }
                // No more heartbeats from now on: the device's own watchdog ends what it did not end when asked.
                conversation.lose("The device at " + name
                        + " does not confirm that its current is zero: that was expected within " + STOPPING_NS / MS
                        + " ms of the stop. " + DOUBT);
                throw new DeviceException(conversation.lost());
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private boolean isZero(final PendingCommand stop) {
        return stop.answer() != null && !conversation.view().live();
    }

    /** Gives the link back, without a word to the device. */
    @Override
    public void close() {
        pump.close();
    }
}
