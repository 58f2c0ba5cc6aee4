package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParallelLoopTest {

    @Test
    void runsEachPassOnce() {
        for (final int threads : new int[] {1, 2, 5}) {
            for (final int passes : new int[] {0, 1, 3, 1000}) {
                final AtomicIntegerArray runs = new AtomicIntegerArray(passes);
                ParallelLoop.run(passes, threads, runs::incrementAndGet);
                final int[] once = new int[passes];
                Arrays.fill(once, 1);
                final int[] counted = new int[passes];
                Arrays.setAll(counted, runs::get);
                assertArrayEquals(once, counted);
            }
        }
    }

    @Test
    @Timeout(30)
    void aFailureOfAnyThreadReachesTheCaller() {
        final AtomicInteger started = new AtomicInteger();
        final IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> ParallelLoop.run(100_000, 3, pass -> {
                    if (started.incrementAndGet() == 50) throw new IllegalStateException("pass " + pass);
                }));
        assertTrue(thrown.getMessage().startsWith("pass "));
        assertTrue(started.get() < 100_000, "goes on after a failure");
    }

    @Test
    @Timeout(30)
    void interruptionOfTheCallerReachesPassesUnderWayAndEndsAllThreads() throws InterruptedException {
        final CountDownLatch underWay = new CountDownLatch(2);
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        final Thread caller = new Thread(() -> {
            try {
                ParallelLoop.run(10, 2, pass -> {
                    underWay.countDown();
                    try {
                        while (true) {
                            ParallelLoop.checkCancelled();
                            Thread.onSpinWait();
                        }
                    } finally {
                        ended.incrementAndGet();
                    }
                });
            } catch (final CancellationException e) {
                if (Thread.currentThread().isInterrupted()) cancelled.incrementAndGet();
            }
        });
        caller.start();
        underWay.await();
        caller.interrupt();
        caller.join();
        assertEquals(2, ended.get(), "passes still under way");
        assertEquals(1, cancelled.get());
    }
}
