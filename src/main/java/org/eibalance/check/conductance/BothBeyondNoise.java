package org.eibalance.check.conductance;

import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether excitation and inhibition both have a peak that noise alone does not make (p < .01). A ratio with a part of
 * noise says nothing.
 */
public final class BothBeyondNoise implements Check<Peaks> {

    /** Its name. */
    public static final String NAME = "both_beyond_noise";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Peaks peaks) {
        if (peaks.all() == 0) return CheckResult.notApplicable(NAME, "The noise of the conductances is not known.");
        final boolean beyond = peaks.beyond() == peaks.all();
        return new CheckResult(
                NAME,
                beyond ? CheckState.PASSED : CheckState.FAILED,
                peaks.beyond(),
                peaks.all(),
                "peaks",
                beyond
                        ? "Both peaks are larger than noise alone makes them."
                        : "A peak of the ratio is no larger than noise alone makes it in a window of this length.",
                beyond ? "" : "Choose a window around the response, or record more sweeps.");
    }
}
