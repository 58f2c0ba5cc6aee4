package org.eibalance.bridge.session;

import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.Frame;

/**
 * A command that was asked for, until it is answered, given up, or replaced by a stop. It belongs to one
 * {@link Conversation}, under whose monitor it is used.
 */
final class PendingCommand {

    private static final long NEVER = Long.MIN_VALUE;

    private final Command command;
    private Frame frame;
    private long sentNs = NEVER;
    private long endByte;
    private DeviceReport answer;
    private boolean dropped;

    PendingCommand(final Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    /** Whether a command ends a current. */
    static boolean stops(final Command command) {
        return command instanceof Command.Stop || command instanceof Command.Abort;
    }

    boolean stops() {
        return stops(command);
    }

    /** The frame that was made for it; null before the first time. */
    Frame frame() {
        return frame;
    }

    void frame(final Frame made) {
        frame = made;
    }

    /** Whether it is to be sent, for the first time or again. */
    boolean isDue(final long now, final long repeatNs) {
        return !settled() && (sentNs == NEVER || now - sentNs >= repeatNs);
    }

    /** How long it will not be due; without end where it is settled, or waits for room in the window. */
    long untilDueNs(final long now, final long repeatNs) {
        return settled() || sentNs == NEVER ? Long.MAX_VALUE : sentNs + repeatNs - now;
    }

    /** It was sent; only the first time says which bytes must have arrived for an answer. */
    void sent(final long now, final long allSentBytes) {
        if (sentNs == NEVER) endByte = allSentBytes;
        sentNs = now;
    }

    /** Bytes sent up to the end of its first frame: an answer proves that they have arrived. */
    long endByte() {
        return endByte;
    }

    DeviceReport answer() {
        return answer;
    }

    void answered(final DeviceReport report) {
        answer = report;
    }

    /** Whether a stop took its place, or went before it. */
    boolean dropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    boolean settled() {
        return answer != null || dropped;
    }
}
