package org.eibalance.check.conductance;

import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the leak comes from a time outside of the analysed window. Otherwise it contains the mean of the synaptic
 * conductances, and these are deviations from it: too small, and smaller the longer they last.
 */
public final class BaselineOfItsOwn implements Check<ConditionConductances> {

    /** Its name. */
    public static final String NAME = "baseline_of_its_own";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final ConditionConductances condition) {
        final DecompositionSettings s = condition.found().settings();
        final boolean own = s.leakWindow().endMs() <= s.analysisWindow().startMs()
                || s.leakWindow().startMs() >= s.analysisWindow().endMs()
                || !s.leakWindow().equals(s.analysisWindow());
        return CheckResult.of(
                NAME,
                own ? CheckState.PASSED : CheckState.DOUBTFUL,
                own
                        ? "The leak is that of a baseline."
                        : "The leak is that of the window itself, so that conductances are deviations from their mean.",
                own ? "" : "Give a time without synaptic conductance as the baseline.");
    }
}
