package org.eibalance.bridge.session;

import java.util.Locale;
import org.eibalance.bridge.link.DeviceException;

/**
 * When a run must have begun and when it must be over, on the host's clock, whatever the device says. For one thread.
 *
 * <p>A run has a second more than its length, and half a percent of it: so far apart two clocks may go, of which one is
 * a ceramic resonator.
 */
final class RunDeadline {

    private static final long OVERDUE_NS = 1000 * Conversation.MS;

    private static final long CLOCKS_PART = 200;

    private final String device;
    private final int loopHz;
    private final long ticks;
    private final double triggerTimeoutS;
    private final long rampNs;
    private long beginDueNs;
    private boolean begun;
    private long begunNs;
    private long heldTicks;
    private boolean stopSent;
    private long stopSentNs;

    /**
     * @param plan of the run
     * @param ticks its length
     * @param loopHz of the device
     * @param device what a person calls it
     */
    RunDeadline(final RunPlan plan, final long ticks, final int loopHz, final String device) {
        this.device = device;
        this.loopHz = loopHz;
        this.ticks = ticks;
        triggerTimeoutS = plan.triggerTimeoutS();
        rampNs = plan.configuration().deadlines().rampMs() * Conversation.MS;
    }

    /** START was answered, for a tick so far ahead. */
    void started(final long nowNs, final long aheadTicks) {
        beginDueNs = nowNs
                + (triggerTimeoutS > 0 ? Math.round(triggerTimeoutS * 1e9) : ns(Math.max(0, aheadTicks)) + OVERDUE_NS);
    }

    /** The device says that it began. */
    void begun(final long nowNs) {
        begun = true;
        begunNs = nowNs;
    }

    /**
     * The stream was late and waited for: the run is so much longer; a hold is never longer than a tenth of a second.
     */
    void held(final long heldFor) {
        heldTicks += Math.max(0, Math.min(heldFor, loopHz / 10));
    }

    /** It was asked to stop. */
    void stopSent(final long nowNs) {
        stopSent = true;
        stopSentNs = nowNs;
    }

    /** How long there is still time; 0 or less where the run is overdue. */
    long leftNs(final long nowNs) {
        return dueNs() - nowNs;
    }

    private long dueNs() {
        if (stopSent) return stopSentNs + rampNs + OVERDUE_NS;
        if (!begun) return beginDueNs;
        final long lengthNs = ns(ticks + heldTicks);
        return begunNs + lengthNs + lengthNs / CLOCKS_PART + rampNs + OVERDUE_NS;
    }

    /** What to throw out of the run, which stops the current first. */
    DeviceException overdue() {
        return new DeviceException(sentence());
    }

    private String sentence() {
        if (stopSent)
            return "The device at " + device
                    + " does not say that the run is over, a second after it was asked to stop.";
        if (begun)
            return String.format(
                    Locale.ROOT,
                    "The run of %.3f s at %s is not over a second after its time: it was ended from here.",
                    (double) ticks / loopHz,
                    device);
        if (triggerTimeoutS > 0)
            return String.format(
                    Locale.ROOT, "No trigger came at %s within %.1f s: the run was given up.", device, triggerTimeoutS);
        return "The run at " + device + " did not begin within a second of its time: it was given up.";
    }

    private long ns(final long ofTicks) {
        return Math.round(ofTicks * 1e9 / loopHz);
    }
}
