package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the holding current stays: it may change by 100 pA unless another limit is given, and half of that is
 * doubtful. Sweeps are compared with others at the same holding potential.
 */
public final class HoldingDrift implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "holding_drift";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        if (!channel.quality().isCurrent())
            return CheckResult.notApplicable(NAME, "A potential has no holding current here.");
        final double drift = channel.quality().holdingDriftPa();
        if (Double.isNaN(drift))
            return CheckResult.notApplicable(NAME, "Fewer than three sweeps are held at a potential that comes twice.");
        final double max = channel.limits().holdingDriftPa();
        final Limits limits = new Limits(max / 2, max);
        final CheckState state = limits.state(Math.abs(drift));
        return new CheckResult(
                NAME,
                state,
                drift,
                limits.of(state),
                "pA",
                String.format(
                        Locale.ROOT,
                        state == CheckState.PASSED
                                ? "The holding current changes by %+.1f pA."
                                : "The holding current drifts by %+.1f pA, more than %.0f: the seal or the "
                                        + "cell changes.",
                        drift,
                        limits.of(state)),
                state == CheckState.PASSED ? "" : "Use the sweeps before the drift.");
    }
}
