package org.eibalance.bridge.calibration;

import org.eibalance.recording.InputException;

/**
 * The limits of a run that the device enforces. The defaults stand in {@link #defaults}, and nowhere else.
 *
 * @param limitPa largest |I|
 * @param slewPaPerMs largest change of I
 * @param lowestMv V below it ends the run
 * @param highestMv V above it ends the run
 * @param chargePc budget of the integral of |I|
 * @param windowMs so long outside of the window before the run ends
 * @param watchdogMs without the host before the run ends
 * @param rampMs from the last current to zero
 * @param holdMs without a stream before the run ends
 */
public record SafetyLimits(
        double limitPa,
        double slewPaPerMs,
        double lowestMv,
        double highestMv,
        double chargePc,
        double windowMs,
        int watchdogMs,
        int rampMs,
        int holdMs) {

    /** A spike's upstroke: with g_max it gives the slew that lets spikes pass. */
    public static final double SPIKE_MV_PER_MS = 500;

    private static final double DEFAULT_LIMIT_PA = 2000;
    private static final double LOWEST_MV = -120;
    private static final double HIGHEST_MV = 60;
    private static final double WINDOW_MS = 0.1;
    private static final int WATCHDOG_MS = 200;
    private static final int RAMP_MS = 10;
    private static final int HOLD_MS = 5;

    /** Share of the largest charge possible (the limit all the time) that a run may use. */
    private static final double CHARGE_SHARE = 0.5;

    /**
     * The defaults of all limits.
     *
     * @param peakNs largest conductance of the run
     * @param commandPaPerMs fastest change of the command current that must not be slowed down; 0 for a steady current,
     *     which comes in within the slew
     * @param seconds its length
     * @param hardLimitPa of the device
     * @return limit 2000 pA or the hardware's; slew peak × 500 mV/ms, and the whole limit in a millisecond at least,
     *     and the command's own; window −120 to +60 mV for 0.1 ms; charge half of what the limit would make; watchdog
     *     200 ms, ramp 10 ms, hold 5 ms
     */
    public static SafetyLimits defaults(
            final double peakNs, final double commandPaPerMs, final double seconds, final double hardLimitPa) {
        final double limit = Math.min(DEFAULT_LIMIT_PA, hardLimitPa);
        final double slew = Math.max(limit, peakNs * SPIKE_MV_PER_MS) + Math.abs(commandPaPerMs);
        return new SafetyLimits(
                limit,
                slew,
                LOWEST_MV,
                HIGHEST_MV,
                CHARGE_SHARE * limit * Math.max(1, seconds),
                WINDOW_MS,
                WATCHDOG_MS,
                RAMP_MS,
                HOLD_MS);
    }

    /** With another budget of the integral of |I|. */
    public SafetyLimits withChargePc(final double newChargePc) {
        return new SafetyLimits(
                limitPa, slewPaPerMs, lowestMv, highestMv, newChargePc, windowMs, watchdogMs, rampMs, holdMs);
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
                lowestMv,
                highestMv,
                chargePc * newLimitPa / limitPa,
                windowMs,
                watchdogMs,
                rampMs,
                holdMs);
    }
}
