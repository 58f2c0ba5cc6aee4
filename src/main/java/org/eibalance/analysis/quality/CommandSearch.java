package org.eibalance.analysis.quality;

import java.util.Optional;
import java.util.function.Function;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;

/**
 * Where the command of a current in voltage clamp is: on the channel that a person named, else in the protocol of the
 * file, else on another channel, in the order of the file, with a potential that follows no current of its own. The
 * analysis says of each place whether its command is of use.
 *
 * <pre>{@code
 * Optional<Channel> command = CommandSearch.find(recording, current, Optional.of("cmd"), protocol -> Optional.empty(),
 *     channel -> Optional.of(channel));
 * }</pre>
 */
public final class CommandSearch {

    private CommandSearch() {}

    /**
     * Searches the places in turn.
     *
     * @param recording the recording
     * @param channel the current
     * @param named name or 0-based index of the channel with the command; then no other place counts
     * @param ofProtocol what the protocol gives; empty if it is of no use
     * @param ofChannel what a channel with a potential gives; empty if it is of no use
     * @param <T> what is made of a command
     * @return what the first place of use gives; empty if there is none
     * @throws InputException if the named channel is no potential
     */
    public static <T> Optional<T> find(
            final Recording recording,
            final Channel channel,
            final Optional<String> named,
            final Function<CommandWaveform, Optional<T>> ofProtocol,
            final Function<Channel, Optional<T>> ofChannel) {
        if (named.isPresent()) return ofChannel.apply(named(recording, channel, named.get()));
        final Optional<T> inProtocol = protocol(recording, channel).flatMap(ofProtocol);
        if (inProtocol.isPresent()) return inProtocol;
        for (final Channel candidate : recording.channels()) {
            if (!mayBeCommand(recording, candidate)) continue;
            final Optional<T> recorded = ofChannel.apply(candidate);
            if (recorded.isPresent()) return recorded;
        }
        return Optional.empty();
    }

    /** The protocol of a current, if the file has it. */
    static Optional<CommandWaveform> protocol(final Recording recording, final Channel channel) {
        return recording.command(channel.index()).filter(c -> c.unit().quantity() == Quantity.VOLTAGE);
    }

    /** A potential that follows no current of its own. */
    private static boolean mayBeCommand(final Recording recording, final Channel channel) {
        return channel.unit().quantity() == Quantity.VOLTAGE
                && recording
                        .command(channel.index())
                        .filter(c -> c.unit().quantity() == Quantity.CURRENT)
                        .isEmpty();
    }

    /** The named channel of the command of a current. */
    static Channel named(final Recording recording, final Channel channel, final String name) {
        final Channel command = recording.channel(name);
        if (command.unit().quantity() != Quantity.VOLTAGE)
            throw new InputException(recording.name() + ": channel " + command.index() + " (" + command.name()
                    + ") is not a potential, but the command of channel " + channel.index() + " (" + channel.name()
                    + ") must be one.");
        return command;
    }
}
