package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the mean is one that a cell gives. A current above 100 nA (patch-clamp amplifiers pass 20 nA in their
 * whole-cell range) or a potential beyond 500 mV comes from a wrong unit or gain in the file. A holding current above 5
 * nA, or a potential below -120 or above 20 mV, is that of no cell that is well held.
 */
public final class PlausibleValues implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "plausible_values";

    private static final double MAX_PA = 1e5;
    private static final double DOUBTFUL_PA = 5000;
    private static final double MAX_MV = 500;
    private static final double HIGH_MV = 20;
    private static final double LOW_MV = -120;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        final double mean = channel.quality().mean(SweepQuality::baseline);
        if (Double.isNaN(mean)) return CheckResult.notApplicable(NAME, "There is no value.");
        final boolean current = channel.quality().isCurrent();
        final double doubtful = current ? DOUBTFUL_PA : mean > 0 ? HIGH_MV : LOW_MV;
        final Limits limits = new Limits(Math.abs(doubtful), current ? MAX_PA : MAX_MV);
        final CheckState state = limits.state(Math.abs(mean));
        return new CheckResult(
                NAME,
                state,
                mean,
                state == CheckState.FAILED ? limits.failed() : doubtful,
                channel.quality().unit(),
                String.format(
                        Locale.ROOT,
                        "The mean is %.4g %s%s.",
                        mean,
                        channel.quality().unit(),
                        switch (state) {
                            case FAILED -> ", which no cell gives: unit or gain in the file are wrong";
                            case DOUBTFUL -> ", which no cell gives that is well held";
                            default -> "";
                        }),
                state == CheckState.PASSED
                        ? ""
                        : "Look at unit and gain of the channel; the key rescale of convert-recording corrects them.");
    }
}
