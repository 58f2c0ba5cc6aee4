package org.eibalance.bridge.session;

import java.util.List;
import org.eibalance.bridge.protocol.Fault;

/**
 * How a run went.
 *
 * @param fault why it ended before its time; {@link Fault#NONE} where it did not
 * @param sentence how it ended, in words
 * @param stopped whether somebody stopped it, with a ramp or with a cut
 * @param beginTick the run's first tick; -1 where it never began
 * @param endTick the first tick that no longer belongs to the run; a ramp follows, but for a cut
 * @param zeroTick first tick without current
 * @param samples of telemetry that belong to the run
 * @param missing of them that did not come: NaN in the recording
 * @param underruns times the stream was late
 * @param limited whether |I| met its limit
 * @param resent samples of the stream that were sent more than once
 * @param lastFrames the last frames both ways, where the run ended with a fault; else empty
 */
public record RunOutcome(
        Fault fault,
        String sentence,
        boolean stopped,
        long beginTick,
        long endTick,
        long zeroTick,
        long samples,
        long missing,
        int underruns,
        boolean limited,
        long resent,
        List<String> lastFrames) {

    /** Takes a copy of the list. */
    public RunOutcome {
        lastFrames = List.copyOf(lastFrames);
    }

    /** Whether the device ended it because of a fault, which nobody asked for. */
    public boolean faulted() {
        return fault != Fault.NONE;
    }

    /** Whether the run went on to its end. */
    public boolean complete() {
        return fault == Fault.NONE && !stopped;
    }
}
