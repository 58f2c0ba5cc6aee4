package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether g_E and g_I are negative no more often than noise makes them: 2.3 % of samples lie two standard errors below
 * 0 by noise alone. Five times as many are doubtful; where it is half of all samples, the line does not describe the
 * cell: wrong reversal potentials, rectification, poor space clamp.
 */
public final class ConductanceNotNegative implements Check<NegativeShares> {

    /** Its name. */
    public static final String NAME = "conductance_not_negative";

    private static final Limits LIMITS = new Limits(0.12, 0.5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final NegativeShares shares) {
        if (!shares.fromBaseline())
            return CheckResult.notApplicable(NAME, "Without a baseline conductances are deviations from their mean.");
        if (Double.isNaN(shares.excitatory()) || Double.isNaN(shares.inhibitory()))
            return CheckResult.notApplicable(NAME, "The errors of the conductances are not known.");
        final boolean excitation = shares.excitatory() > shares.inhibitory();
        final double share = Math.max(shares.excitatory(), shares.inhibitory());
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "The conductance of %s is below 0 by two standard errors in %.0f %% of the samples; noise "
                                + "alone gives 2 %%.",
                        excitation ? "excitation" : "inhibition",
                        100 * share),
                state == CheckState.PASSED
                        ? ""
                        : "Look at the reversal potentials, the junction potential and the range of levels.");
    }
}
