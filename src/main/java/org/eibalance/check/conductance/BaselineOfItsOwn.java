package org.eibalance.check.conductance;

import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the leak comes from a time outside of the analysed window. Otherwise it contains the mean of the synaptic
 * conductances, and these are deviations from it: too small, and smaller the longer they last.
 */
public final class BaselineOfItsOwn implements Check<AnalysedWindows> {

    /** Its name. */
    public static final String NAME = "baseline_of_its_own";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final AnalysedWindows windows) {
        final boolean own = windows.areTwo();
        return CheckResult.of(
                NAME,
                own ? CheckState.PASSED : CheckState.DOUBTFUL,
                own
                        ? "The leak is that of a baseline."
                        : "The leak is that of the window itself, so that conductances are deviations from their mean.",
                own ? "" : "Give a time without synaptic conductance as the baseline.");
    }
}
