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

    @Test
    void theMiddleOfTheRoundTripIsTheTimeOfTheTick() {
        final ClockSync clock = new ClockSync(1000);
        clock.add(1_000_000, 3_000_000, 500_000, 100);
        assertEquals(100, clock.tickAt(2_000_000));
        assertEquals(101, clock.tickAt(3_000_000));
        assertEquals(1500, clock.roundTripUs(0.5), "less the time in the device");
        clock.add(4_000_000, 7_000_000, 500_000, 999);
        assertEquals(100, clock.tickAt(2_000_000), "a longer trip tells less");
        clock.add(10_000_000, 12_000_000, 500_000, 120);
        assertEquals(120, clock.tickAt(11_000_000), "of equal trips the last");
        clock.add(20_000_000, 21_000_000, 9_000_000, 130);
        assertEquals(0, clock.roundTripUs(0), "no trip is shorter than nothing");
        assertEquals(2500, clock.roundTripUs(1));
        assertEquals(0, clock.drift());
    }

    @Test
    void theDriftIsThatBetweenTheFirstStretchAndTheLast() {
        final ClockSync clock = new ClockSync(1000);
        // A device whose clock is 1 % fast: 1.01 ticks in a millisecond, 50.5 in a heartbeat's 50 ms.
        for (int k = 0; k < ClockSync.STRETCH; k++) clock.add(k * 50_000_000L, k * 50_000_000L, 0, 505L * k / 10);
        assertEquals(0, clock.drift());
        for (int k = ClockSync.STRETCH; k < 2 * ClockSync.STRETCH; k++)
            clock.add(k * 50_000_000L, k * 50_000_000L, 0, 505L * k / 10);
        assertEquals(0.01, clock.drift(), 2e-4);
        final long last = (2 * ClockSync.STRETCH - 1) * 50_000_000L;
        assertEquals(505L * (2 * ClockSync.STRETCH - 1) / 10 + 1010, clock.tickAt(last + 1_000_000_000L), 1);
    }
}
