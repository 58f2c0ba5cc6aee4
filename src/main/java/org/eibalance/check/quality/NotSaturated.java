package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether samples are cut off at the limit of the converter or the amplifier: any is doubtful, more than one in a
 * hundred of the channel fails.
 */
public final class NotSaturated implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "not_saturated";

    private static final double MAX_SHARE = 0.01;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        final long saturated = channel.quality().sweeps().stream()
                .mapToLong(SweepQuality::saturatedSamples)
                .sum();
        final long samples = channel.quality().sweeps().stream()
                .mapToLong(SweepQuality::samples)
                .sum();
        final CheckState state = saturated > MAX_SHARE * samples
                ? CheckState.FAILED
                : saturated > 0 ? CheckState.DOUBTFUL : CheckState.PASSED;
        return new CheckResult(
                NAME,
                state,
                saturated,
                state == CheckState.FAILED ? MAX_SHARE * samples : 0,
                "samples",
                String.format(
                        Locale.ROOT,
                        state == CheckState.PASSED
                                ? "No samples lie at the limit of the converter or the amplifier."
                                : "%d samples lie at the limit of the converter or the amplifier: what is "
                                        + "computed from them is cut off.",
                        saturated),
                state == CheckState.PASSED ? "" : "Use sweeps without them, or a lower gain.");
    }
}
