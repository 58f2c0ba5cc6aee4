package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the mean is one that a cell gives. A current above 100 nA (patch-clamp amplifiers pass 20 nA in their
 * whole-cell range) or a potential beyond 500 mV comes from a wrong unit or gain in the file. A holding current above 5
 * nA, or a potential below -120 or above 20 mV, is that of no cell that is well held.
 */
public final class PlausibleValues implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "plausible_values";

    private static final double MOST_PA = 1e5;
    private static final double DOUBTFUL_PA = 5000;
    private static final double MOST_MV = 500;
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
        final double most = current ? MOST_PA : MOST_MV;
        final double doubtful = current ? DOUBTFUL_PA : mean > 0 ? HIGH_MV : LOW_MV;
        final CheckState state = Math.abs(mean) > most
                ? CheckState.FAILED
                : Math.abs(mean) > Math.abs(doubtful) ? CheckState.DOUBTFUL : CheckState.PASSED;
        return new CheckResult(
                NAME,
                state,
                mean,
                state == CheckState.FAILED ? most : doubtful,
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
