package org.eibalance.check.spike;

import org.eibalance.analysis.field.SpectrumStudy;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the peaks of a spectrum stand out of its noise. A threshold in standard deviations of the flattened spectrum
 * finds peaks in any noise, for the largest of many frequencies is always high.
 */
public final class PeaksBeyondNoise implements Check<SpectrumStudy> {

    /** Its name. */
    public static final String NAME = "peaks_beyond_noise";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final SpectrumStudy study) {
        final int peaks = study.fit().peaks().size();
        if (peaks == 0) return CheckResult.of(NAME, CheckState.PASSED, "There are no peaks.", "");
        final int beyond = study.peaksBeyondNoise().size();
        return new CheckResult(
                NAME,
                beyond == 0 ? CheckState.FAILED : CheckState.PASSED,
                beyond,
                1,
                "",
                beyond + " of " + peaks + (peaks == 1 ? " peak stands" : " peaks stand") + " out of the noise of the "
                        + "spectrum.",
                beyond == 0
                        ? "Take a longer recording, or a shorter window_ms, so that more windows are averaged."
                        : "");
    }
}
