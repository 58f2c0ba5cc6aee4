package org.eibalance.bridge.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eibalance.bridge.protocol.Frame;

/** The last frames both ways, for the question why a run ended. For one thread. */
final class FrameLog {

    private static final int MAX_FRAMES = 64;

    private final Frame[] frames = new Frame[MAX_FRAMES];
    private final boolean[] fromHost = new boolean[MAX_FRAMES];
    private final long[] atNs = new long[MAX_FRAMES];
    private long count;

    void sent(final Frame frame, final long nowNs) {
        add(frame, true, nowNs);
    }

    void received(final Frame frame, final long nowNs) {
        add(frame, false, nowNs);
    }

    private void add(final Frame frame, final boolean host, final long nowNs) {
        final int at = (int) (count++ % MAX_FRAMES);
        frames[at] = frame;
        fromHost[at] = host;
        atNs[at] = nowNs;
    }

    /** One line a frame, the last one last, times before it. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        final long last = count == 0 ? 0 : atNs[(int) ((count - 1) % MAX_FRAMES)];
        for (long k = Math.max(0, count - MAX_FRAMES); k < count; k++) {
            final int at = (int) (k % MAX_FRAMES);
            lines.add(String.format(
                    Locale.ROOT,
                    "%+.3f ms %s %s",
                    (atNs[at] - last) / 1e6,
                    fromHost[at] ? "host  " : "device",
                    frames[at]));
        }
        return lines;
    }
}
