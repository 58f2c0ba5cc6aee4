package org.eibalance.check.event;

import java.util.Locale;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.analysis.event.SearchedTrace;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the events are of the direction that was sought. An event has lobes of the other sign on its flanks, lower
 * than itself. So where half of the peaks that were sought follow a higher one of the other sign, they are its lobes;
 * and where the peaks of the other sign are together three times as high, and at least ten, they are the events.
 */
public final class EventPolarity implements Check<EventResult> {

    /** Its name. */
    public static final String NAME = "event_polarity";

    private static final int MIN_PEAKS = 10;
    private static final double DOUBTFUL = 1;
    private static final double FAILED = 3;
    private static final double MAX_LOBES = 0.5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final EventResult result) {
        final SearchedTrace searched = result.searched();
        final Polarity sought = result.settings().polarity();
        if (sought == Polarity.BOTH) return CheckResult.notApplicable(NAME, "Both directions were sought.");
        final double times = searched.otherStrength() / Math.max(1e-9, searched.strength());
        final double lobes = searched.peaks() == 0 ? 0 : searched.following() / (double) searched.peaks();
        final CheckState state = lobes > MAX_LOBES && searched.peaks() > 2
                ? CheckState.FAILED
                : searched.otherPeaks() < MIN_PEAKS || times <= DOUBTFUL
                        ? CheckState.PASSED
                        : times <= FAILED ? CheckState.DOUBTFUL : CheckState.FAILED;
        final String other = (sought == Polarity.POSITIVE ? Polarity.NEGATIVE : Polarity.POSITIVE).label();
        return new CheckResult(
                NAME,
                state,
                lobes > MAX_LOBES ? lobes : searched.peaks() == 0 ? searched.otherPeaks() : times,
                lobes > MAX_LOBES ? MAX_LOBES : state == CheckState.FAILED ? FAILED : DOUBTFUL,
                "",
                String.format(
                        Locale.ROOT,
                        "There are %d %s and %d %s peaks beyond the threshold%s%s.",
                        searched.peaks(),
                        sought.label(),
                        searched.otherPeaks(),
                        other,
                        lobes > MAX_LOBES
                                ? ", and " + searched.following() + " of the former follow a higher one of the latter"
                                : "",
                        state == CheckState.PASSED
                                ? ""
                                : state == CheckState.FAILED
                                        ? ": the events are in the other direction"
                                        : ", those of the other direction higher"),
                state == CheckState.PASSED ? "" : "Choose polarity=" + other + ".");
    }
}
