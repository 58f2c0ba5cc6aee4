package org.eibalance.check.spike;

import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;
import org.eibalance.signal.Statistics;

/**
 * Whether spikes reach farther beyond the threshold than noise does. An excursion of Gaussian noise in a narrow band
 * beyond a level k standard deviations from its mean reaches √(k² + 2 ln 2) of them at the median: 0.14 beyond one at
 * 5, 0.54 beyond one at 1, 1.18 beyond the mean itself, and 1.54 from the mean where the level lies on its other side.
 */
public final class SpikesAboveNoise implements Check<List<ChannelSpikes>> {

    /** Its name. */
    public static final String NAME = "spikes_above_noise";

    private static final Limits LIMITS = new Limits(2.2, 1.7);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<ChannelSpikes> channels) {
        ChannelSpikes worst = null;
        double least = Double.POSITIVE_INFINITY;
        for (final ChannelSpikes channel : channels) {
            final double median = Statistics.median(channel.beyondSds());
            if (Double.isNaN(median) || worst != null && median >= least) continue;
            worst = channel;
            least = median;
        }
        if (worst == null)
            return CheckResult.notApplicable(
                    NAME, "The spikes are those of a table, so that their noise is not known.");
        final CheckState state = LIMITS.state(least);
        return new CheckResult(
                NAME,
                state,
                least,
                LIMITS.of(state),
                "sd",
                String.format(
                        Locale.ROOT,
                        "Half of the spikes of channel %s reach %.2g standard deviations of the signal beyond the "
                                + "threshold or less%s.",
                        worst.channel(),
                        least,
                        state == CheckState.PASSED ? "" : ", as its fluctuations do without spikes"),
                state == CheckState.PASSED ? "" : "Choose the channels that have spikes, and a level above the noise.");
    }
}
