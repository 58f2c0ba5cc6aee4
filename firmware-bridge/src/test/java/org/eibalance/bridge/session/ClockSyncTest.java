package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where the device's clock stands. */
class ClockSyncTest {

    @Test
    void theShortestRoundTripTellsTheTickInSpiteOfALineThatDelaysUnevenly() {
        final SplittableRandom random = new SplittableRandom(5);
        final ClockSync clock = new ClockSync(100_000);
        final double drift = 80e-6;
        long now = 0;
        for (int k = 0; k < 2000; k++) {
            now += 50_000_000;
            /* One way in three takes up to 5 ms more; none less than 30 us. */
            final long there = 30_000 + (random.nextInt(3) == 0 ? random.nextInt(5_000_000) : random.nextInt(20_000));
            final long back = 30_000 + (random.nextInt(3) == 0 ? random.nextInt(5_000_000) : random.nextInt(20_000));
            final long tick = (long) ((now + there) * (1 + drift) / 10_000);
            clock.add(now, now + there + back + 4_000, 4_000, tick);
        }
        assertEquals(drift, clock.drift(), 1e-6);
        /* 10 us of the shortest trips' asymmetry and one of the tick's own. */
        assertEquals((now + 20_000_000) * (1 + drift) / 10_000, clock.tickAt(now + 20_000_000), 3);
        assertTrue(clock.roundTripUs(0) >= 60 && clock.roundTripUs(0) < 70);
        assertTrue(clock.roundTripUs(0.99) > 3000);
    }

    @Test
    void beforeTheFirstAnswerNothingIsKnown() {
        assertTrue(Double.isNaN(new ClockSync(1000).tickAt(0)));
        assertTrue(Double.isNaN(new ClockSync(1000).roundTripUs(0.5)));
    }
}
