package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether current and potential lie on a line at all: its slope is at least three standard errors. Below that neither
 * the conductance nor its reversal potential is known.
 */
public final class LineBeyondError implements Check<Reading> {

    /** Its name. */
    public static final String NAME = "line_beyond_error";

    private static final double ERRORS = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Reading line) {
        final double errors = line.ns() / line.seNs();
        if (Double.isNaN(errors)) return CheckResult.notApplicable(NAME, "The error of the line is not known.");
        final boolean known = errors >= ERRORS;
        return new CheckResult(
                NAME,
                known ? CheckState.PASSED : CheckState.FAILED,
                errors,
                ERRORS,
                "standard errors",
                String.format(
                        Locale.ROOT,
                        "The %s is %.3g nS with a standard error of %.2g nS.",
                        line.name(),
                        line.ns(),
                        line.seNs()),
                known ? "" : "Look for spikes and drift, and use levels further apart or more sweeps.");
    }
}
