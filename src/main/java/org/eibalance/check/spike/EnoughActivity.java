package org.eibalance.check.spike;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether there are enough events for slopes of activity on earlier activity: a slope of 0 has a standard error of
 * about one over the root of the bins that hold events, a tenth with 100 events.
 */
public final class EnoughActivity implements Check<List<double[]>> {

    /** Its name. */
    public static final String NAME = "enough_activity";

    private static final Limits LIMITS = new Limits(1000, 100);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<double[]> activity) {
        final double events = activity.stream().flatMapToDouble(Arrays::stream).sum();
        final CheckState state = LIMITS.state(events);
        return new CheckResult(
                NAME,
                state,
                events,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "There are %.0f events%s.",
                        events,
                        state == CheckState.PASSED ? "" : ", few for slopes of activity on earlier activity"),
                state == CheckState.PASSED ? "" : "Record for longer, or more units.");
    }
}
