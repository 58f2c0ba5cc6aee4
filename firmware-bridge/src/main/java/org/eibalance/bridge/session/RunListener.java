package org.eibalance.bridge.session;

/** Receives a run as it goes on, in the thread that called {@link Session#run}. */
public interface RunListener {

    /** Channels of {@link #samples}: V, clamp current, command current, g_E, g_I, trigger. */
    int CHANNELS = 6;

    /**
     * The run has begun.
     *
     * @param tick its first tick, of the device's count
     */
    void began(long tick);

    /**
     * Samples, without a hole from the run's first tick on: one that did not come is NaN in all channels.
     *
     * @param samples [channel][sample]: V in mV, clamp current and command current in pA (positive depolarises), g_E
     *     and g_I in nS as the device played them, the trigger input as 0 or 1; used again after this call
     * @param length how many
     */
    void samples(float[][] samples, int length);

    /**
     * Something happened.
     *
     * @param timeS seconds since the run's first tick
     * @param text in words
     */
    void happened(double timeS, String text);

    /**
     * The run is over, and all of its samples have come. Not called where the run ends with an exception.
     *
     * @param outcome how it went
     */
    default void ended(final RunOutcome outcome) {
        // who called run() has it too
    }
}
