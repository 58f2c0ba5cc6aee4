package org.eibalance.check.spike;

import java.util.Locale;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether there are enough intervals between spikes for CV and Fano factor. Of n intervals of a Poisson train the CV
 * has a standard error of about 1 / √n: a third with 10, a sixth with 40.
 */
public final class EnoughIntervals implements Check<SpikeTrains> {

    /** Its name. */
    public static final String NAME = "enough_intervals";

    private static final Limits LIMITS = new Limits(40, 10);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final SpikeTrains trains) {
        long intervals = 0;
        for (final double[][] sweep : trains.sweeps())
            for (final double[] train : sweep) intervals += Math.max(0, train.length - 1);
        final CheckState state = LIMITS.state(intervals);
        return new CheckResult(
                NAME,
                state,
                intervals,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "There %s between spikes%s.",
                        intervals == 1 ? "is 1 interval" : "are " + intervals + " intervals",
                        state == CheckState.PASSED
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", and a CV of so few is uncertain by %s",
                                        intervals < 2
                                                ? "any amount"
                                                : String.format(Locale.ROOT, "%.0f %%", 100 / Math.sqrt(intervals)))),
                state == CheckState.PASSED ? "" : "Record for longer, or give more sweeps.");
    }
}
