package org.eibalance.check.spike;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.recording.Quantity;

/**
 * Whether each channel is a potential or a current. All channels of a recording are taken where none are named, also
 * the gain of the amplifier in dB, a temperature or a lamp: what passes a threshold there is no spike of a cell.
 */
public final class SignalsOfCells implements Check<List<ChannelSpikes>> {

    /** Its name. */
    public static final String NAME = "signals_of_cells";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<ChannelSpikes> channels) {
        if (channels.isEmpty()) return CheckResult.notApplicable(NAME, "The spikes are those of a table.");
        final Optional<ChannelSpikes> other = first(channels, false);
        if (other.isPresent())
            return CheckResult.of(
                    NAME,
                    CheckState.FAILED,
                    "Channel " + other.get().channel() + " is in "
                            + other.get().unit().symbol() + ", which is neither a potential nor a current.",
                    "Name the channels of cells with channel.");
        final Optional<ChannelSpikes> unknown = first(channels, true);
        if (unknown.isPresent())
            return CheckResult.of(
                    NAME,
                    CheckState.DOUBTFUL,
                    "The unit of channel " + unknown.get().channel() + " is not known.",
                    "Name the channels of cells with channel.");
        return CheckResult.of(NAME, CheckState.PASSED, "Each channel is a potential or a current.", "");
    }

    /** Among channels with spikes. */
    private static Optional<ChannelSpikes> first(final List<ChannelSpikes> channels, final boolean unknown) {
        return channels.stream()
                .filter(c -> c.beyondSds().length > 0
                        && c.unit().quantity() == Quantity.OTHER
                        && c.unit().symbol().isEmpty() == unknown)
                .findFirst();
    }
}
