package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/** Whether mains hum stands out, and is more than a tenth of the variance of the noise. */
public final class Hum implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "hum";

    private static final double MAX_SHARE = 0.1;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        final double hum50 = channel.quality().hum50();
        final double hum60 = channel.quality().hum60();
        final double noise = channel.quality().mean(SweepQuality::noiseSd);
        if (Double.isNaN(channel.quality().mean(SweepQuality::hum50)) || !(noise > 0))
            return CheckResult.notApplicable(
                    NAME, "Hum needs 100 ms while the command rests, and 240 samples a second.");
        final double hum = Math.max(Double.isNaN(hum50) ? 0 : hum50, Double.isNaN(hum60) ? 0 : hum60);
        // a sinusoid of amplitude A has the variance A²/2
        final double share = hum * hum / 2 / (noise * noise);
        final boolean low = share <= MAX_SHARE;
        return new CheckResult(
                NAME,
                low ? CheckState.PASSED : CheckState.DOUBTFUL,
                share,
                MAX_SHARE,
                "",
                String.format(
                        Locale.ROOT,
                        "Hum is %.0f %% of the variance while the command rests%s.",
                        100 * Math.min(1, share),
                        low
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        " (%.3g %s)",
                                        hum,
                                        channel.quality().unit())),
                low ? "" : "Look for a ground loop; an analysis below 100 Hz sees the hum.");
    }
}
