package org.eibalance.bridge.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eibalance.bridge.protocol.Frame;

/** The last frames both ways, for the question why a run ended. For one thread. */
final class FrameLog {

    private static final int KEPT = 64;

    private final Frame[] frames = new Frame[KEPT];
    private final boolean[] fromHost = new boolean[KEPT];
    private final long[] atNs = new long[KEPT];
    private long count;

    void sent(final Frame frame, final long nowNs) {
        add(frame, true, nowNs);
    }

    void heard(final Frame frame, final long nowNs) {
        add(frame, false, nowNs);
    }

    private void add(final Frame frame, final boolean host, final long nowNs) {
        final int at = (int) (count++ % KEPT);
        frames[at] = frame;
        fromHost[at] = host;
        atNs[at] = nowNs;
    }

    /** One line a frame, the last one last, times before it. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        final long last = count == 0 ? 0 : atNs[(int) ((count - 1) % KEPT)];
        for (long k = Math.max(0, count - KEPT); k < count; k++) {
            final int at = (int) (k % KEPT);
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
