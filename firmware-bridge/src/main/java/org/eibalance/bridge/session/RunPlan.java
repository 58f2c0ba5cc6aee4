package org.eibalance.bridge.session;

import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;

/**
 * One run of the clamp.
 *
 * @param configuration limits, reversals, telemetry, stability
 * @param sources made on the device: conductances and currents
 * @param stream what is streamed; empty where nothing is
 * @param ticks length; 0 until the stream's end, where something is streamed
 * @param triggerTimeoutS it begins with a rising edge of the trigger, for which it waits at most so many seconds; 0: it
 *     begins at once
 * @param injected the conductances, for the recording
 */
public record RunPlan(
        Configure configuration,
        List<Command> sources,
        Optional<SampleStream> stream,
        int ticks,
        double triggerTimeoutS,
        InjectedConductance injected) {

    /** Default of the longest wait for a trigger. */
    public static final double DEFAULT_TRIGGER_TIMEOUT_S = 60;

    /** Takes a copy; a run without an end of its own, or of a stream, is refused. */
    public RunPlan {
        sources = List.copyOf(sources);
        if (ticks < 0) throw new IllegalArgumentException("a run of " + ticks + " ticks");
        if (!(triggerTimeoutS >= 0)) throw new IllegalArgumentException("a trigger within " + triggerTimeoutS + " s");
        if (ticks == 0 && stream.isEmpty()) throw new IllegalArgumentException("a current without an end");
    }

    /** Whether it begins with the trigger. */
    public boolean onTrigger() {
        return triggerTimeoutS > 0;
    }
}
