package org.eibalance.check.event;

import java.util.Locale;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;
import org.eibalance.signal.Statistics;

/**
 * Whether events are as large as their scores say. The score of an event of the template's shape is its amplitude, in
 * another unit. Where a trace is shifted, as by a step of the command, noise passes the threshold although nothing
 * deflects: half of such events have less than 0.3 of the amplitude that belongs to their score. Of real events half
 * have 0.9 or more, also where their decay is twice as fast or slow as that of the template.
 */
public final class AmplitudesFitScores implements Check<EventResult> {

    /** Its name. */
    public static final String NAME = "amplitudes_fit_scores";

    private static final Limits LIMITS = new Limits(0.7, 0.4);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final EventResult result) {
        final double perScore = result.searched().amplitudePerScore();
        if (Double.isNaN(perScore))
            return CheckResult.notApplicable(NAME, "The scores of this method are no amplitudes.");
        final double share = Statistics.median(Statistics.finite(result.accepted().stream()
                .mapToDouble(e -> Math.abs(e.amplitude() / e.score()) / perScore)
                .toArray()));
        if (Double.isNaN(share)) return CheckResult.notApplicable(NAME, "There are no events.");
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "Half of the events have %.2g of the amplitude that belongs to their score, or less%s.",
                        share,
                        state == CheckState.PASSED
                                ? ""
                                : ": they are noise where the trace is shifted, as by a step of the command, or their "
                                        + "shape is another than the template's"),
                state == CheckState.PASSED
                        ? ""
                        : "Choose a window at one level of the command (start_ms, end_ms), and a template like the "
                                + "events.");
    }
}
