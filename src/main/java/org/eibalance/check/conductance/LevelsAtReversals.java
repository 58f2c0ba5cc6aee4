package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.balance.BalanceMeasures;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.recording.ClampMode;

/**
 * Whether currents as recorded are those of excitation and of inhibition alone: the nearest level lies within 10 mV of
 * E_I, and of E_E, as membrane potential. At 10 mV from E_I an inhibition of twice the excitation adds a quarter to its
 * current.
 */
public final class LevelsAtReversals implements Check<ConditionConductances> {

    /** Its name. */
    public static final String NAME = "levels_at_reversals";

    private static final double LIMIT_MV = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final ConditionConductances condition) {
        if (condition.trials().mode() != ClampMode.VOLTAGE_CLAMP)
            return CheckResult.notApplicable(NAME, "There are no recorded currents in current clamp.");
        final ReversalPotentials e = condition.found().settings().reversals();
        final double fromI = distance(condition, e.inhibitoryMv());
        final double fromE = distance(condition, e.excitatoryMv());
        final double distance = Math.max(fromI, fromE);
        final boolean near = distance <= LIMIT_MV;
        return new CheckResult(
                NAME,
                near ? CheckState.PASSED : CheckState.DOUBTFUL,
                distance,
                LIMIT_MV,
                "mV",
                String.format(
                        Locale.ROOT,
                        "The levels nearest to both reversal potentials are %.1f mV from E_I and %.1f mV from E_E%s.",
                        fromI,
                        fromE,
                        near ? "" : ", so that the currents as recorded are mixed"),
                near ? "" : "Use the ratios of conductances, or record a level at each reversal potential.");
    }

    private static double distance(final ConditionConductances condition, final double reversalMv) {
        return Math.abs(BalanceMeasures.nearest(condition.found(), reversalMv).leakPotentialMv() - reversalMv);
    }
}
