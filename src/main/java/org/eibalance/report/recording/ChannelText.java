package org.eibalance.report.recording;

import org.eibalance.recording.Channel;

/** Channels in words. */
final class ChannelText {

    private ChannelText() {}

    /** Its unit; "unit unknown" if the file does not say it. */
    static String unit(final Channel channel) {
        return channel.unit().symbol().isEmpty()
                ? "unit unknown"
                : channel.unit().symbol();
    }

    /** Its name with the unit of the field in parentheses, mV or pA, for an axis. */
    static String labelWithUnit(final Channel channel) {
        return channel.name() + " (" + channel.unit().field().label() + ")";
    }
}
