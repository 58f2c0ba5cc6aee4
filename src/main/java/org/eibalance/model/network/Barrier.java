package org.eibalance.model.network;

import java.util.concurrent.atomic.AtomicInteger;
import org.eibalance.signal.ParallelLoop;

/** A barrier at which threads wait for each other. They spin, because they meet every few microseconds. */
final class Barrier {

    /** Rounds of spinning before a thread lets others run. */
    private static final int SPINS = 2_000;

    private final int parties;
    private final AtomicInteger missing;
    private volatile int round;
    private volatile boolean broken;

    Barrier(final int parties) {
        this.parties = parties;
        missing = new AtomicInteger(parties);
    }

    /**
     * Waits for all.
     *
     * @return false if one of them has failed
     * @throws java.util.concurrent.CancellationException if the run is cancelled
     */
    boolean await() {
        if (parties == 1) return !broken;
        final int mine = round;
        if (missing.decrementAndGet() == 0) {
            missing.set(parties);
            round = mine + 1;
            return !broken;
        }
        for (int spins = 0; round == mine && !broken; spins++) {
            if (spins < SPINS) Thread.onSpinWait();
            else {
                ParallelLoop.checkCancelled();
                Thread.yield();
            }
        }
        return !broken;
    }

    /** Whether one of them has failed. */
    boolean isBroken() {
        return broken;
    }

    /** Releases all threads for good, because one has failed. */
    void breakDown() {
        broken = true;
    }
}
