package org.eibalance.check.spike;

import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether spikes of a voltage clamp come by themselves. After a jump of the command, as in a test pulse, the current
 * that charges the membrane passes any threshold. Jumps take up a fifth of a sweep at most, so that no more than a
 * fifth of spikes at random times come with one.
 */
public final class SpikesApartFromJumps implements Check<List<ChannelSpikes>> {

    /** Its name. */
    public static final String NAME = "spikes_apart_from_jumps";

    private static final Limits LIMITS = new Limits(0.75, 0.5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<ChannelSpikes> channels) {
        ChannelSpikes worst = null;
        double least = 1;
        for (final ChannelSpikes channel : channels) {
            final double apart = 1 - channel.besideJumps() / (double) channel.beyondSds().length;
            // Also where there is none: 0 / 0.
            if (!(apart < least)) continue;
            worst = channel;
            least = apart;
        }
        if (worst == null)
            return channels.isEmpty()
                    ? CheckResult.notApplicable(NAME, "The spikes are those of a table.")
                    : CheckResult.of(NAME, CheckState.PASSED, "No spike comes with a jump of a command.", "");
        final CheckState state = LIMITS.state(least);
        return new CheckResult(
                NAME,
                state,
                least,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "%d of %d spikes of channel %s come with a jump of the command%s.",
                        worst.besideJumps(),
                        worst.beyondSds().length,
                        worst.channel(),
                        state == CheckState.PASSED ? "" : ": the current that charges the membrane is no spike"),
                state == CheckState.PASSED ? "" : "Use a recording without steps, or a level above them.");
    }
}
