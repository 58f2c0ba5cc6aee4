package org.eibalance.check.conductance;

import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether there is a response: a peak that noise alone does not make in a window of that length (p < .01). Without one
 * the peaks are those of noise.
 */
public final class ResponseBeyondNoise implements Check<Peaks> {

    /** Its name. */
    public static final String NAME = "response_beyond_noise";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Peaks peaks) {
        if (peaks.all() == 0) return CheckResult.notApplicable(NAME, "The noise of the conductances is not known.");
        final boolean beyond = peaks.beyond() > 0;
        return new CheckResult(
                NAME,
                beyond ? CheckState.PASSED : CheckState.FAILED,
                peaks.beyond(),
                1,
                "peaks",
                beyond
                        ? "At least one peak is larger than noise alone makes it."
                        : "No peak is larger than noise alone makes it in a window of this length.",
                beyond ? "" : "Choose a window around the response, or record more sweeps.");
    }
}
