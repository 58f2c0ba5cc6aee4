package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.UsedLevel;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the levels span enough of the driving force to tell excitation from inhibition. Both come from a line that is
 * extended to E_E and E_I; from levels over a fifth of E_E − E_I it reaches five times as far as it is known, and so do
 * errors of its slope: there the ratio is that of the errors. Below two fifths a bend of a few percent shows as much.
 */
public final class LevelsSpan implements Check<ConditionConductances> {

    /** Its name. */
    public static final String NAME = "levels_span";

    private static final Limits LIMITS = new Limits(0.4, 0.2);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final ConditionConductances condition) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (final UsedLevel level : condition.found().levels()) {
            low = Math.min(low, level.leakPotentialMv());
            high = Math.max(high, level.leakPotentialMv());
        }
        final double force = condition.found().settings().reversals().spanMv();
        final double share = (high - low) / force;
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "The levels span %.1f mV, a share of %.2f of the %.0f mV between both reversal potentials.",
                        high - low,
                        share,
                        force),
                state == CheckState.PASSED ? "" : "Record levels nearer to both reversal potentials.");
    }
}
