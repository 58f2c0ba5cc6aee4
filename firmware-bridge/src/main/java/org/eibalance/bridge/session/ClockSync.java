package org.eibalance.bridge.session;

import java.util.Arrays;

/**
 * Where the device's clock stands, from heartbeats and their answers. Of many round trips only the shortest counts: it
 * was disturbed least (Cristian, Distributed Computing 3:146, 1989). The drift between both clocks is read from the
 * shortest of the first stretch and that of the last one. For one thread.
 */
final class ClockSync {

    /** Round trips of a stretch; at a heartbeat every 50 ms about 3 s. */
    static final int STRETCH = 64;

    private static final int MAX_TRIPS = 4096;

    /** Both clocks at one moment, and the round trip that gave it. */
    private record Moment(long hostNs, long tick, long roundTripNs) {}

    private final double tickNs;
    private final long[] roundTripsNs = new long[MAX_TRIPS];
    private long count;
    private Moment first;
    private Moment last;
    private Moment best;
    private double drift;

    /** @param loopHz ticks in a second of the device's clock */
    ClockSync(final int loopHz) {
        tickNs = 1e9 / loopHz;
    }

    /**
     * Takes the answer to a heartbeat.
     *
     * @param sentNs when the heartbeat left, on the host's clock
     * @param heardNs when the answer came
     * @param deviceNs how long the device had it
     * @param tick in the answer
     */
    void add(final long sentNs, final long heardNs, final long deviceNs, final long tick) {
        final long trip = Math.max(0, heardNs - sentNs - deviceNs);
        roundTripsNs[(int) (count++ % MAX_TRIPS)] = trip;
        if (best == null || trip <= best.roundTripNs) best = new Moment(sentNs + (heardNs - sentNs) / 2, tick, trip);
        if (count % STRETCH != 0) return;
        last = best;
        best = null;
        if (first == null) first = last;
        else drift = (last.tick - first.tick) * tickNs / (last.hostNs - first.hostNs) - 1;
    }

    /**
     * The device's tick at a time.
     *
     * @param ns on the host's clock
     * @return the tick, with a fraction; NaN before the first answer
     */
    double tickAt(final long ns) {
        final Moment from = last != null ? last : best;
        return from == null ? Double.NaN : from.tick + (ns - from.hostNs) * (1 + drift) / tickNs;
    }

    /** By which share the device's clock is faster than the host's; 0 until two stretches are known. */
    double drift() {
        return drift;
    }

    /** A quantile of the last round trips in microseconds; NaN before the first. */
    double roundTripUs(final double quantile) {
        final int n = (int) Math.min(count, MAX_TRIPS);
        if (n == 0) return Double.NaN;
        final long[] sorted = Arrays.copyOf(roundTripsNs, n);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(n - 1, Math.floor(quantile * n))] / 1000.0;
    }
}
