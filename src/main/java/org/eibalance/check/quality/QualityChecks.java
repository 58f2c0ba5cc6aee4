package org.eibalance.check.quality;

import java.util.List;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.QualityLimits;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.Checks;

/** The checks of the quality of a recording, in the order in which a person reads them. */
public final class QualityChecks {

    /** Put to each channel. */
    public static final List<Check<CheckedChannel>> OF_CHANNEL = List.of(
            new PlausibleValues(),
            new TestPulseFound(),
            new AccessResistance(),
            new AccessDrift(),
            new HoldingDrift(),
            new Noise(),
            new Hum(),
            new NotSaturated(),
            new SamplesComplete());

    private QualityChecks() {}

    /**
     * Checks one channel.
     *
     * @param quality what was measured
     * @param limits what is accepted
     * @return what its checks found
     */
    public static Checks of(final ChannelQuality quality, final QualityLimits limits) {
        final CheckedChannel channel = new CheckedChannel(quality, limits);
        final Checks plausible = Checks.of(channel, OF_CHANNEL.subList(0, 1));
        if (plausible.firstFailed(PlausibleValues.NAME).isEmpty()) return Checks.of(channel, OF_CHANNEL);
        return plausible.and(new Checks(OF_CHANNEL.stream()
                .skip(1)
                .map(c -> CheckResult.notApplicable(c.name(), "The values are not those of a cell."))
                .toList()));
    }

    /**
     * Checks all channels; of several the worst counts, and is named.
     *
     * @param qualities of each channel
     * @param limits what is accepted
     * @return what the checks found
     */
    public static Checks of(final List<ChannelQuality> qualities, final QualityLimits limits) {
        if (qualities.size() == 1) return of(qualities.get(0), limits);
        Checks all = Checks.NONE;
        for (final ChannelQuality quality : qualities)
            all = all.and(of(quality, limits)
                    .in("Channel " + quality.channel().index() + " ("
                            + quality.channel().name() + ")"));
        return all;
    }
}
