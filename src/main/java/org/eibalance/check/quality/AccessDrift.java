package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.SweepTrend;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/** Whether the access resistance stays; it may change by 20 % unless another limit is given. */
public final class AccessDrift implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "access_drift";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        if (channel.quality().membraneTest().isEmpty())
            return CheckResult.notApplicable(NAME, "There is no test pulse, so that R_a is not known.");
        final SweepTrend ra = channel.quality().membraneTest().get().drift(PulseMeasures::raMohm);
        if (Double.isNaN(ra.percent()))
            return CheckResult.notApplicable(NAME, "R_a is known of fewer than three sweeps.");
        final double limit = channel.limits().raDriftPercent();
        final boolean steady = Math.abs(ra.percent()) <= limit;
        return new CheckResult(
                NAME,
                steady ? CheckState.PASSED : CheckState.FAILED,
                ra.percent(),
                limit,
                "%",
                String.format(
                        Locale.ROOT,
                        steady
                                ? "R_a changes by %+.1f %%."
                                : "R_a drifts by %+.1f %%, more than %.0f %%: early and late sweeps cannot be compared "
                                        + "without correction.",
                        ra.percent(),
                        limit),
                steady ? "" : "Use the sweeps before the drift.");
    }
}
