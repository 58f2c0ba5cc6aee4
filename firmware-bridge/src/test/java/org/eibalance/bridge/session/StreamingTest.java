package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eibalance.bridge.link.PosixDevice;
import org.eibalance.bridge.link.SerialLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A minute of real time to a device in a process of its own, at each rate, while garbage is made and collected all the
 * time and the device keeps a quarter of a second. Seconds: the system property {@code streaming.seconds}.
 */
@Tag("long")
class StreamingTest {

    private static final int LOOP_HZ = 20_000;
    private static final int SECONDS = Integer.getInteger("streaming.seconds", 60);

    /** Keeps the collector at work. */
    private static Thread garbage(final AtomicBoolean enough) {
        final Thread thread = new Thread(
                () -> {
                    final byte[][] some = new byte[64][];
                    for (int k = 0; !enough.get(); k++) {
                        some[k % some.length] = new byte[1 << 18];
                        if (k % 20_000 == 0) System.gc();
                        if (k % 64 == 0) Thread.yield();
                    }
                },
                "garbage");
        thread.setDaemon(true);
        return thread;
    }

    /** The largest ring, a power of two, that holds no more than about a quarter of a second. */
    private static int ring(final int streamHz) {
        return Integer.highestOneBit((int) (0.256 * streamHz));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 20_000})
    void noSampleOfAMinuteIsLateThoughGarbageIsCollected(final int streamHz) throws Exception {
        final AtomicBoolean enough = new AtomicBoolean();
        final Thread garbage = garbage(enough);
        try (PosixDevice device = PosixDevice.start(LOOP_HZ, ring(streamHz));
                Session session = Session.open(SerialLink.open(device.path(), SerialLink.DEFAULT_BAUD))) {
            assertEquals(ring(streamHz), session.device().ringSamples());
            final SampleStream stream =
                    SampleStream.of(Plans.waves(SECONDS, 1000.0 / streamHz), 1, 1, LOOP_HZ, streamHz);
            assertEquals(SECONDS * (double) LOOP_HZ, stream.ticks(), 2.0 * LOOP_HZ / streamHz);
            final long[] count = new long[1];
            final RunListener counter = new Kept() {

                @Override
                public void samples(final float[][] samples, final int length) {
                    count[0] += length;
                }
            };
            garbage.start();
            final long collected = collections();
            final long from = System.nanoTime();
            final RunOutcome outcome = session.run(Plans.streamed(stream, LOOP_HZ, 2), counter);
            final double seconds = (System.nanoTime() - from) / 1e9;
            final String told = String.format(
                    Locale.ROOT,
                    "streaming %d Hz for %.1f s, ring of %d samples: %s Underruns %d, missing %d, resent %d, %d "
                            + "collections of garbage; round trip p50 %.0f us, p99 %.0f us, longest %.0f us",
                    streamHz,
                    seconds,
                    ring(streamHz),
                    outcome.sentence(),
                    outcome.underruns(),
                    outcome.missing(),
                    outcome.resent(),
                    collections() - collected,
                    session.roundTripUs(0.5),
                    session.roundTripUs(0.99),
                    session.roundTripUs(1));
            System.out.println(told);
            final String why = told + "\nLast frames:\n" + String.join("\n", outcome.lastFrames());
            assertTrue(outcome.complete(), why);
            assertEquals(0, outcome.underruns(), why);
            assertEquals((stream.ticks() + 1) / 2, count[0], why);
            assertTrue(seconds > 0.99 * SECONDS, why);
            assertTrue(collections() > collected, "garbage was to be collected: " + why);
        } finally {
            enough.set(true);
            garbage.join();
        }
    }

    /** So far in this program. */
    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(b -> Math.max(0, b.getCollectionCount()))
                .sum();
    }
}
