package org.eibalance.analysis.conductance.trials;

import org.eibalance.recording.InputException;

/**
 * How Up states are found.
 *
 * @param lowPassHz Gaussian low-pass before the threshold, 0 for none
 * @param minDurationMs shorter ones are not counted
 * @param mergeGapMs gaps shorter than this between two of them are filled, before the durations are looked at
 */
public record UpStateSettings(double lowPassHz, double minDurationMs, double mergeGapMs) {

    /** 20 Hz, at least 200 ms, gaps of up to 50 ms. */
    public static final UpStateSettings DEFAULT = new UpStateSettings(20, 200, 50);

    /** Time before each onset that is the baseline, by default. */
    public static final double DEFAULT_BEFORE_MS = 200;

    /** Time after each onset that is analysed, by default. */
    public static final double DEFAULT_AFTER_MS = 500;

    /** Checks the ranges. */
    public UpStateSettings {
        if (!(lowPassHz >= 0) || !(minDurationMs >= 0) || !(mergeGapMs >= 0))
            throw new InputException("Low-pass, shortest duration and gap of Up states must be at least 0.");
    }
}
