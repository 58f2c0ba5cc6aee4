package org.eibalance.check.spike;

import java.util.Locale;
import org.eibalance.analysis.criticality.BranchingResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the slopes decay as those of a branching process do: the fit explains at least half of their variance, or 0.9
 * of it without doubt.
 */
public final class BranchingFit implements Check<BranchingResult> {

    /** Its name. */
    public static final String NAME = "branching_fit";

    private static final Limits LIMITS = new Limits(0.9, 0.5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final BranchingResult result) {
        final double share = result.rSquared();
        if (Double.isNaN(share))
            return CheckResult.notApplicable(NAME, "The slopes do not vary, so that there is nothing to explain.");
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.of(state),
                "",
                String.format(Locale.ROOT, "The fit explains %.0f %% of the slopes.", 100 * Math.max(0, share)),
                state == CheckState.PASSED
                        ? ""
                        : "Look at figure.svg for a rhythm or a change of the rate, or choose another bin_ms "
                                + "or max_lag.");
    }
}
