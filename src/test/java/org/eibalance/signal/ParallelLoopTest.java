package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
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
    void progressRisesToAllOfThePasses() {
        for (final int threads : new int[] {1, 2, 5}) {
            final double[] last = {0};
            final AtomicInteger calls = new AtomicInteger();
            ParallelLoop.run(
                    200,
                    threads,
                    share -> {
                        assertTrue(share > last[0] && share <= 1, share + " after " + last[0]);
                        last[0] = share;
                        calls.incrementAndGet();
                    },
                    pass -> {});
            assertEquals(1, last[0]);
            assertEquals(200, calls.get());
        }
    }

    @Test
    void eachThreadHasAWorkspaceOfItsOwn() {
        for (final int threads : new int[] {1, 2, 5}) {
            final AtomicInteger made = new AtomicInteger();
            final AtomicIntegerArray results = new AtomicIntegerArray(1000);
            ParallelLoop.run(
                    1000,
                    threads,
                    () -> {
                        made.incrementAndGet();
                        return new int[100];
                    },
                    share -> {},
                    (pass, workspace) -> {
                        Arrays.fill(workspace, pass);
                        results.set(pass, Arrays.stream(workspace).sum());
                    });
            for (int pass = 0; pass < 1000; pass++) assertEquals(100 * pass, results.get(pass));
            assertTrue(made.get() >= 1 && made.get() <= threads, made + " workspaces for " + threads + " threads");
        }
    }

    @Test
    @Timeout(30)
    void passesThatRunTogetherMayWaitForEachOther() {
        final CyclicBarrier barrier = new CyclicBarrier(4);
        final Thread caller = Thread.currentThread();
        final AtomicIntegerArray runs = new AtomicIntegerArray(4);
        ParallelLoop.runTogether(4, number -> {
            if (number == 0) assertSame(caller, Thread.currentThread());
            try {
                barrier.await();
            } catch (final InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            runs.incrementAndGet(number);
        });
        for (int number = 0; number < 4; number++) assertEquals(1, runs.get(number));
    }

    @Test
    @Timeout(30)
    void aLoopWithinALoopIsCancelledFromTheOutside() throws InterruptedException {
        final CountDownLatch underWay = new CountDownLatch(4);
        final Thread caller = new Thread(() -> assertThrows(
                CancellationException.class,
                () -> ParallelLoop.run(
                        2,
                        2,
                        outer -> ParallelLoop.run(2, 2, inner -> {
                            underWay.countDown();
                            while (true) {
                                ParallelLoop.checkCancelled();
                                Thread.onSpinWait();
                            }
                        }))));
        caller.start();
        underWay.await();
        final long before = System.nanoTime();
        caller.interrupt();
        caller.join();
        // Ten times the promise of 100 ms: other work may have the processor.
        assertTrue(System.nanoTime() - before < 1_000_000_000L);
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().startsWith("parallel-loop-")),
                "a thread is left behind");
    }

    @Test
    @Timeout(30)
    void whereOnePassFailsTheOthersEnd() {
        final IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> ParallelLoop.run(3, 3, pass -> {
                    if (Thread.currentThread().getName().startsWith("parallel-loop-")) {
                        if (pass == 2) throw new IllegalStateException("the last pass");
                        while (true) ParallelLoop.checkCancelled();
                    }
                    if (pass == 2) throw new IllegalStateException("the last pass");
                }));
        assertEquals("the last pass", thrown.getMessage());
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
