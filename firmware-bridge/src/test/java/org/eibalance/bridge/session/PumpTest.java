package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceState;
import org.junit.jupiter.api.Test;

/** The threads of a line in real time, to a device that a script plays: what ends them, and what is said of it. */
class PumpTest {

    private static final int LOOP_HZ = ScriptedDevice.LOOP_HZ;

    /** A scripted device whose time goes by; a test makes the line fail. */
    private static final class Line implements Link {

        private final ScriptedDevice device = new ScriptedDevice();
        private final long startNs = System.nanoTime();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean gone;
        private volatile boolean silent;
        private volatile boolean broken;
        private volatile boolean refuses;
        private volatile boolean stuck;
        private volatile int mostAtOnce;

        @Override
        public String name() {
            return "line";
        }

        @Override
        public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
            for (final long until = System.nanoTime() + timeoutMs * 1_000_000; ; ) {
                if (broken) throw new IllegalStateException("the driver is broken");
                if (gone || closed.getCount() == 0) return -1;
                synchronized (device) {
                    device.pass(Math.max(0, System.nanoTime() - startNs - device.nowNs()));
                    final int n = silent ? 0 : device.read(into, from, length, 0);
                    if (n > 0) return n;
                }
                if (System.nanoTime() >= until) return 0;
                sleep();
            }
        }

        private static void sleep() {
            try {
                Thread.sleep(1);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void write(final byte[] bytes, final int from, final int length) throws IOException {
            if (refuses) throw new IOException("no such device");
            if (stuck) {
                try {
                    closed.await();
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("closed");
            }
            mostAtOnce = Math.max(mostAtOnce, length);
            synchronized (device) {
                device.write(bytes, from, length);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }

        int heard(final Class<? extends Command> type) {
            synchronized (device) {
                return device.heard(type).size();
            }
        }
    }

    private static RunPlan endless() {
        return Plans.constant(2, 3, 0, LOOP_HZ, 2, 600 * LOOP_HZ);
    }

    /** Does something once, as soon as samples have come. */
    private static Kept then(final Runnable action) {
        return new Kept() {

            private boolean done;

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (!done) action.run();
                done = true;
            }
        };
    }

    private static boolean pumping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().startsWith("clamp-") && t.isAlive());
    }

    @Test
    void aRunGoesOverTheLineWithHeartbeatsAndItsThreadsEndWithTheSession() {
        final Line line = new Line();
        try (Session session = Session.open(line)) {
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(Plans.constant(2, 3, 0, LOOP_HZ, 2, LOOP_HZ / 5), kept);
            assertTrue(outcome.complete(), outcome.sentence());
            assertEquals(LOOP_HZ / 10, kept.length());
            assertEquals(0, outcome.missing());
            assertTrue(line.heard(Command.Heartbeat.class) >= 2, "one each 50 ms, where the computer has time");
            assertTrue(session.roundTripUs(0.5) >= 0);
            assertEquals(DeviceState.CONFIGURED, session.status().state());
            assertTrue(session.status().heardMsAgo() < 1000);
        }
        assertEquals(0, line.closed.getCount());
        assertEquals(1, line.heard(Command.Stop.class), "closing stops first");
        assertFalse(pumping());
    }

    @Test
    void aStreamIsWrittenInBatchesOfNoMoreThanAQuarterOfTheWindowAndOneFrame() {
        final Line line = new Line();
        final SampleStream stream = SampleStream.of(Plans.waves(0.1, 0.1), 1, 1, LOOP_HZ, 10_000);
        try (Session session = Session.open(line)) {
            assertTrue(
                    session.run(Plans.streamed(stream, LOOP_HZ, 2), new Kept()).complete());
        }
        assertTrue(line.mostAtOnce > 257, "frames are written together: " + line.mostAtOnce);
        assertTrue(line.mostAtOnce <= 2048 / 4 + 257, line.mostAtOnce + " bytes at once");
    }

    private static String lost(final Line line, final Runnable failure) {
        try (Session session = Session.open(line)) {
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(endless(), then(failure)));
            assertTrue(session.hasFailed());
            assertTrue(e.getMessage().contains("take the headstage off the cell"), "a current may flow: " + e);
            return e.getMessage();
        } finally {
            assertEquals(0, line.closed.getCount(), "the link is given back");
            assertFalse(pumping());
        }
    }

    @Test
    void aDeviceThatIsUnpluggedIsGone() {
        final Line read = new Line();
        final String sentence = lost(read, () -> read.gone = true);
        assertTrue(
                sentence.startsWith("The device at line is gone: it was unplugged, switched off or closed."), sentence);
        final Line written = new Line();
        final String other = lost(written, () -> written.refuses = true);
        assertTrue(other.startsWith("The device at line is gone"), other);
    }

    @Test
    void aDriverThatFailsIsNamed() {
        final Line line = new Line();
        final String sentence = lost(line, () -> line.broken = true);
        assertTrue(
                sentence.startsWith("The program failed while it spoke with the device at line "
                        + "(java.lang.IllegalStateException: the driver is broken): "
                        + "the device ends its run by itself."),
                sentence);
    }

    @Test
    void aDeviceThatSaysNothingForASecondIsSilent() {
        final Line line = new Line();
        final long[] sinceNs = new long[1];
        final String sentence = lost(line, () -> {
            line.silent = true;
            sinceNs[0] = System.nanoTime();
        });
        assertTrue(
                sentence.startsWith("The device at line has fallen silent: it hangs, or the line is cut."), sentence);
        assertTrue(System.nanoTime() - sinceNs[0] > 950_000_000L, "not before a second");
    }

    @Test
    void aDeviceThatTakesNoMoreBytesHangs() {
        final Line line = new Line();
        final String sentence = lost(line, () -> line.stuck = true);
        assertTrue(sentence.startsWith("The device at line takes no more bytes: it hangs."), sentence);
    }

    @Test
    void whereNothingAnswersThereIsNoSession() {
        final Line line = new Line();
        line.gone = true;
        final DeviceException e = assertThrows(DeviceException.class, () -> Session.open(line));
        assertTrue(e.getMessage().startsWith("The device at line is gone"), e.getMessage());
        assertEquals(0, line.closed.getCount());
        assertFalse(pumping());
    }
}
