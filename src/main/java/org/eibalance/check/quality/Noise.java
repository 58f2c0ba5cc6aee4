package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/** Whether the noise of a current is one of a quiet rig; 20 pA unless another limit is given. */
public final class Noise implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "noise";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        if (!channel.quality().isCurrent())
            return CheckResult.notApplicable(NAME, "The noise of a potential is mostly that of its cell.");
        final double noise = channel.quality().mean(SweepQuality::noiseSd);
        if (Double.isNaN(noise))
            return CheckResult.notApplicable(NAME, "Samples are missing wherever it could be measured.");
        final double limit = channel.limits().noisePa();
        final boolean low = noise <= limit;
        return new CheckResult(
                NAME,
                low ? CheckState.PASSED : CheckState.DOUBTFUL,
                noise,
                limit,
                "pA",
                String.format(
                        Locale.ROOT,
                        low
                                ? "The noise is %.3g pA."
                                : "The noise is %.3g pA, more than %.0f: synaptic events, a stimulus, or a bad "
                                        + "seal.",
                        noise,
                        limit),
                low ? "" : "Look at the trace.");
    }
}
