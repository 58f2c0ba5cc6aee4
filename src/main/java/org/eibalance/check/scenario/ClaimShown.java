package org.eibalance.check.scenario;

import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether a run shows what its scenario is made to show, such as a rhythm. Other parameters may well not show it; then
 * the sentence about it is not said.
 */
public final class ClaimShown implements Check<Claim> {

    /** Its name. */
    public static final String NAME = "claim_shown";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Claim claim) {
        return new CheckResult(
                NAME,
                claim.shown() ? CheckState.PASSED : CheckState.FAILED,
                claim.value(),
                claim.limit(),
                claim.unit(),
                claim.found(),
                claim.shown() ? "" : claim.remedy());
    }
}
