package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/** Whether samples are missing: any is doubtful. */
public final class SamplesComplete implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "samples_complete";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        final long missing = channel.quality().sweeps().stream()
                .mapToLong(SweepQuality::missingSamples)
                .sum();
        return new CheckResult(
                NAME,
                missing > 0 ? CheckState.DOUBTFUL : CheckState.PASSED,
                missing,
                0,
                "samples",
                String.format(
                        Locale.ROOT, missing > 0 ? "%d samples are missing." : "No samples are missing.", missing),
                missing > 0 ? "Use sweeps that are complete." : "");
    }
}
