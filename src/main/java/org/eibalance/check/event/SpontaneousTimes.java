package org.eibalance.check.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.SynapticEvent;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether events come at any time. One that comes at the same time, to a millisecond, in at least half of the other
 * sweeps, and in two of them, belongs to a stimulus or a test pulse.
 */
public final class SpontaneousTimes implements Check<EventResult> {

    /** Its name. */
    public static final String NAME = "spontaneous_times";

    private static final double WITHIN_MS = 1;
    private static final int MIN_EVENTS = 3;
    private static final Limits LIMITS = new Limits(0.2, 0.5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final EventResult result) {
        final List<SynapticEvent> events = result.accepted();
        final int others = result.searched().sweeps() - 1;
        if (others < 2) return CheckResult.notApplicable(NAME, "It needs three sweeps.");
        if (events.size() < MIN_EVENTS) return CheckResult.notApplicable(NAME, "There are too few events to tell.");
        final double share = locked(events, others) / (double) events.size();
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        state == CheckState.PASSED
                                ? "%.0f %% of the events come at the same time in most sweeps."
                                : "%.0f %% of the events come at the same time in most sweeps: they are "
                                        + "evoked, or those of a test pulse.",
                        100 * share),
                state == CheckState.PASSED
                        ? ""
                        : "Choose a window without stimulus and test pulse (start_ms, end_ms).");
    }

    private static int locked(final List<SynapticEvent> events, final int others) {
        final SynapticEvent[] byTime = events.toArray(SynapticEvent[]::new);
        Arrays.sort(byTime, (a, b) -> Double.compare(a.timeMs(), b.timeMs()));
        int locked = 0;
        int from = 0;
        for (final SynapticEvent event : byTime) {
            while (byTime[from].timeMs() < event.timeMs() - WITHIN_MS) from++;
            int to = from;
            while (to < byTime.length && byTime[to].timeMs() <= event.timeMs() + WITHIN_MS) to++;
            final long sweeps = Arrays.stream(byTime, from, to)
                    .mapToInt(SynapticEvent::sweep)
                    .filter(k -> k != event.sweep())
                    .distinct()
                    .count();
            if (sweeps >= 2 && 2 * sweeps >= others) locked++;
        }
        return locked;
    }
}
