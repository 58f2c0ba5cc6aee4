package org.eibalance.bridge.calibration;

import org.eibalance.bridge.protocol.Configure;
import org.eibalance.recording.InputException;

/**
 * The limits of a run that the device enforces. The defaults stand in {@link #defaults}, and nowhere else.
 *
 * @param limitPa largest |I|
 * @param slewPaPerMs largest change of I
 * @param minMv V below it ends the run
 * @param maxMv V above it ends the run
 * @param chargePc budget of the integral of |I|
 * @param windowMs so long outside of the window before the run ends
 * @param watchdogMs without the host before the run ends
 * @param rampMs from the last current to zero
 * @param holdMs without a stream before the run ends
 */
public record SafetyLimits(
        double limitPa,
        double slewPaPerMs,
        double minMv,
        double maxMv,
        double chargePc,
        double windowMs,
        int watchdogMs,
        int rampMs,
        int holdMs) {

    /** Default of the largest |I|: enough for most cells, and little for a current that is wrong. */
    public static final double DEFAULT_LIMIT_PA = 500;

    /** A spike's upstroke: with g_max it gives the slew that lets spikes pass. */
    public static final double SPIKE_MV_PER_MS = 500;

    private static final double DEFAULT_MIN_MV = -120;
    private static final double DEFAULT_MAX_MV = 60;
    private static final double DEFAULT_WINDOW_MS = 0.1;
    private static final int DEFAULT_WATCHDOG_MS = 200;
    private static final int DEFAULT_RAMP_MS = 10;
    private static final int DEFAULT_HOLD_MS = 5;

    /** Share of the largest charge possible (the limit all the time) that a run may use. */
    private static final double DEFAULT_CHARGE_SHARE = 0.5;

    /**
     * The defaults of all limits.
     *
     * @param peakNs largest conductance of the run
     * @param commandPaPerMs fastest change of the command current that must not be slowed down; 0 for a steady current,
     *     which comes in within the slew
     * @param seconds its length
     * @param hardLimitPa of the device
     * @return limit 500 pA or the hardware's; slew peak × 500 mV/ms, and the whole limit in a millisecond at least, and
     *     the command's own; window −120 to +60 mV for 0.1 ms; charge half of what the limit would make; watchdog 200
     *     ms, ramp 10 ms, hold 5 ms
     */
    public static SafetyLimits defaults(
            final double peakNs, final double commandPaPerMs, final double seconds, final double hardLimitPa) {
        final double limit = Math.min(DEFAULT_LIMIT_PA, hardLimitPa);
        final double slew = Math.max(limit, peakNs * SPIKE_MV_PER_MS) + Math.abs(commandPaPerMs);
        return new SafetyLimits(
                limit,
                slew,
                DEFAULT_MIN_MV,
                DEFAULT_MAX_MV,
                DEFAULT_CHARGE_SHARE * limit * Math.max(1, seconds),
                DEFAULT_WINDOW_MS,
                DEFAULT_WATCHDOG_MS,
                DEFAULT_RAMP_MS,
                DEFAULT_HOLD_MS);
    }

    /**
     * What a device is configured with.
     *
     * @param peakNs more conductance than this ends the run
     * @param loopHz of the device
     * @return the limits, the time outside of the window in samples: at least 1, at most 10 ms
     */
    Configure.Limits configuration(final double peakNs, final int loopHz) {
        final long samples = Math.round(windowMs * loopHz / 1000);
        return new Configure.Limits(
                (float) limitPa,
                (float) slewPaPerMs,
                (float) minMv,
                (float) maxMv,
                (int) Math.max(1, Math.min(loopHz / 100, samples)),
                (float) chargePc,
                (float) peakNs);
    }

    /** The times after which a device ends a run; a late stream is held before the ramp. */
    Configure.Deadlines deadlines() {
        return new Configure.Deadlines(true, watchdogMs, rampMs, holdMs);
    }

    /** With another budget of the integral of |I|. */
    public SafetyLimits withChargePc(final double newChargePc) {
        return new SafetyLimits(limitPa, slewPaPerMs, minMv, maxMv, newChargePc, windowMs, watchdogMs, rampMs, holdMs);
    }

    /**
     * With another limit of the current; the charge budget goes with it.
     *
     * @param newLimitPa largest |I|
     * @param hardLimitPa of the device
     * @return the limits
     * @throws InputException if it is above the hardware's, or not above 0
     */
    public SafetyLimits withLimitPa(final double newLimitPa, final double hardLimitPa) {
        if (!(newLimitPa > 0) || newLimitPa > hardLimitPa)
            throw new InputException("The current limit is " + newLimitPa
                    + " pA: expected was one above 0 and at most the hardware's, " + hardLimitPa + " pA.");
        return new SafetyLimits(
                newLimitPa,
                slewPaPerMs,
                minMv,
                maxMv,
                chargePc * newLimitPa / limitPa,
                windowMs,
                watchdogMs,
                rampMs,
                holdMs);
    }
}
