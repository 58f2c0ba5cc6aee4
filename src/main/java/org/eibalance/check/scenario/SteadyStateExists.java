package org.eibalance.check.scenario;

import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether a steady state that is spoken of exists, and whether the run has come to it: within a thousandth of its size,
 * a tenth of the smallest change that the scenarios measure.
 */
public final class SteadyStateExists implements Check<SteadyState> {

    /** Its name. */
    public static final String NAME = "steady_state";

    private static final double MAX_REST = 1e-3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final SteadyState state) {
        final boolean settled = state.rest() <= MAX_REST;
        return new CheckResult(
                NAME,
                state.exists() && settled ? CheckState.PASSED : CheckState.FAILED,
                state.rest(),
                MAX_REST,
                "",
                !state.exists()
                        ? "There is no stable steady state of " + state.of() + " in which all cells fire."
                        : String.format(
                                Locale.ROOT,
                                settled
                                        ? "The steady state of %s is reached to %.1g of its size."
                                        : "The steady state of %s is not reached: %.1g of its size is left.",
                                state.of(),
                                state.rest()),
                state.exists() && settled
                        ? ""
                        : "Choose weaker excitation, stronger or faster inhibition of the excitatory cells, or "
                                + "another drive.");
    }
}
