package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eibalance.bridge.link.PosixDevice;
import org.eibalance.bridge.link.SerialLink;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session with the firmware in a process of its own, behind a pseudo-terminal, in real time. */
@Tag("slow")
class PosixSessionTest {

    private static final int LOOP_HZ = 20_000;

    private static SerialLink open(final PosixDevice device) {
        return SerialLink.open(device.path(), SerialLink.DEFAULT_BAUD);
    }

    @Test
    void aSecondIsStreamedAndRecordedWithoutAGap() throws Exception {
        try (PosixDevice device = PosixDevice.start(LOOP_HZ);
                Session session = Session.open(open(device))) {
            final SampleStream stream = SampleStream.of(Plans.waves(1, 0.1), 1, 1, LOOP_HZ, 10_000);
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(Plans.streamed(stream, LOOP_HZ, 2), kept);
            assertTrue(outcome.complete(), outcome.sentence());
            assertEquals(stream.samples(), kept.length());
            assertEquals(0, outcome.missing());
            assertTrue(session.roundTripUs(0.5) < 50_000);
        }
    }

    @Test
    void aDeviceThatVanishesInARunEndsItWithASentenceAndLeavesNoThread() throws Exception {
        try (PosixDevice device = PosixDevice.start(LOOP_HZ);
                Session session = Session.open(open(device))) {
            final Kept kept = new Kept() {

                @Override
                public void samples(final float[][] more, final int length) {
                    super.samples(more, length);
                    if (length() > 2000) kill(device);
                }
            };
            final InputException e =
                    assertThrows(InputException.class, () -> session.run(Plans.constant(1, 1, 0, LOOP_HZ, 2, 0), kept));
            assertTrue(e.getMessage().contains("is gone"), e.getMessage());
            assertFalse(session.lastFrames().isEmpty());
        }
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().startsWith("clamp-") && t.isAlive()));
    }

    private static void kill(final PosixDevice device) {
        try {
            device.kill();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDeviceThatHangsIsNoticedWithinSeconds() throws Exception {
        try (PosixDevice device = PosixDevice.start(LOOP_HZ);
                Session session = Session.open(open(device))) {
            final Kept kept = new Kept() {

                private boolean hung;

                @Override
                public void samples(final float[][] more, final int length) {
                    if (!hung) signal(device, "STOP");
                    hung = true;
                }
            };
            final long from = System.nanoTime();
            final InputException e =
                    assertThrows(InputException.class, () -> session.run(Plans.constant(1, 1, 0, LOOP_HZ, 2, 0), kept));
            assertTrue(e.getMessage().contains("silent"), e.getMessage());
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from) < 10);
            signal(device, "CONT");
        }
    }

    private static void signal(final PosixDevice device, final String name) {
        try {
            device.signal(name);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDeviceThatIsOpenedAgainIsUnderstoodInSpiteOfWhatLayInTheLine() throws Exception {
        try (PosixDevice device = PosixDevice.start(LOOP_HZ)) {
            for (int k = 0; k < 5; k++) {
                try (Session session = Session.open(open(device))) {
                    assertTrue(session.run(Plans.constant(1, 1, 0, LOOP_HZ, 2, 500), new Kept())
                            .complete());
                }
            }
        }
    }

    @Test
    void aHostThatIsGoneIsFollowedByZeroCurrentAndALatchedFault() throws Exception {
        try (PosixDevice device = PosixDevice.start(LOOP_HZ)) {
            final Session first = Session.open(open(device));
            final Thread runner = new Thread(() -> assertThrows(
                    RuntimeException.class, () -> first.run(Plans.constant(1, 1, 0, LOOP_HZ, 2, 0), new Kept())));
            runner.start();
            Thread.sleep(300);
            /* As if the program had been killed: nothing is said any more. */
            first.dropLink();
            runner.join(5000);
            Thread.sleep(500);
            try (Session second = Session.open(open(device))) {
                assertEquals(Fault.WATCHDOG, second.clear());
                assertEquals(0, second.status().clampPa());
            }
        }
    }

    @Test
    void somethingThatIsNoClampIsSaidToBeNone() throws Exception {
        try (PosixDevice echo = PosixDevice.terminal()) {
            final InputException e = assertThrows(InputException.class, () -> Session.open(open(echo)));
            assertTrue(e.getMessage().contains("No dynamic clamp answers"), e.getMessage());
        }
    }
}
