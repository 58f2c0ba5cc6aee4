package org.eibalance.check.event;

import java.util.Locale;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/** Whether a potential has no action potentials, whose flanks and afterpotentials look like synaptic events. */
public final class NoActionPotentials implements Check<EventResult> {

    /** Its name. */
    public static final String NAME = "no_action_potentials";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final EventResult result) {
        if (!result.unit().equals("mV"))
            return CheckResult.notApplicable(NAME, "A current has no action potentials in current clamp.");
        final int spikes = result.searched().actionPotentials();
        return new CheckResult(
                NAME,
                spikes > 0 ? CheckState.FAILED : CheckState.PASSED,
                spikes,
                0,
                "",
                String.format(
                        Locale.ROOT,
                        spikes == 0
                                ? "There are no action potentials."
                                : spikes == 1
                                        ? "There is an action potential, whose flanks look like events."
                                        : "There are %d action potentials, whose flanks look like events.",
                        spikes),
                spikes == 0 ? "" : "Choose sweeps or a window without them, or block them.");
    }
}
