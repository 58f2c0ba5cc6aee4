package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the pipette lets the conductance be seen: leak and synapses times what is left of R_s. Without a correction
 * the product cannot exceed 1, because the clamp sees 1 / (R_s + R_m). With one, at 1 half of the command falls across
 * R_s, and an error of R_s comes out four times as large in the conductance; at 0.5 a little more than twice.
 */
public final class ConductanceBelowAccess implements Check<Access> {

    /** Its name. */
    public static final String NAME = "conductance_below_access";

    private static final Limits LIMITS = new Limits(0.5, 1);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Access access) {
        if (!(access.seriesMohm() > 0))
            return CheckResult.notApplicable(NAME, "The series resistance in voltage clamp is not known.");
        final double product = access.totalNs() * access.seriesMohm() * 1e-3;
        final CheckState state = LIMITS.state(product);
        return new CheckResult(
                NAME,
                state,
                product,
                LIMITS.failed(),
                "",
                String.format(
                        Locale.ROOT,
                        "Leak and synapses reach %.3g nS, %.2g of the %.3g nS that %.3g MOhm of series resistance let "
                                + "be seen.",
                        access.totalNs(),
                        product,
                        1000 / access.seriesMohm(),
                        access.seriesMohm()),
                state == CheckState.PASSED
                        ? ""
                        : "Look for an artefact or the capacitive current of a step in the window; use a lower or "
                                + "better compensated series resistance.");
    }
}
