package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.PassedOn;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the host, or on the line, the current ends. */
class SessionSafetyTest {

    private static final int LOOP_HZ = 20_000;
    private static final int ZERO = 4;

    private final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
    private RealTimeDevice clock;

    @AfterEach
    void switchOff() {
        Thread.interrupted();
        if (clock != null) clock.close();
    }

    private TamperedLink realTime() {
        clock = new RealTimeDevice(device);
        return new TamperedLink(clock);
    }

    /**
     * A run of ten minutes with a current that nothing streams, so that nothing but the host or the watchdog ends it.
     */
    private static RunPlan endless() {
        return Plans.constant(2, 3, -100, LOOP_HZ, 2, 600 * LOOP_HZ);
    }

    /** A run of 5 ms. */
    private static RunPlan brief() {
        return Plans.constant(2, 3, -100, LOOP_HZ, 2, LOOP_HZ / 200);
    }

    /** Does something, once, as soon as samples have come. */
    private static Kept then(final Runnable action) {
        return new Kept() {

            private boolean done;

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (done || length() < 500) return;
                done = true;
                action.run();
            }
        };
    }

    private void assertZeroWithin(final long ms) throws InterruptedException {
        final long until = System.nanoTime() + ms * 1_000_000;
        while (device.currentPa() != 0 && System.nanoTime() < until) Thread.sleep(2);
        assertEquals(0, device.currentPa(), "pA flow after " + ms + " ms");
    }

    @Test
    void anErrorOfTheListenerStopsTheCurrentAsAnExceptionDoes() {
        try (Session session = Session.open(device, 1)) {
            final Error e = assertThrows(
                    OutOfMemoryError.class,
                    () -> session.run(endless(), then(() -> {
                        throw new OutOfMemoryError("no room for more samples");
                    })));
            assertEquals("no room for more samples", e.getMessage());
            assertEquals(0, device.currentPa());
            assertEquals(DeviceState.CONFIGURED, session.status().state());
        }
    }

    @Test
    @Tag("slow")
    void aReaderThatFailsEndsTheRunAndTheCurrent() throws Exception {
        final TamperedLink line = realTime();
        try (Session session = Session.open(line)) {
            final InputException e =
                    assertThrows(InputException.class, () -> session.run(endless(), then(line::breakDriver)));
            assertTrue(e.getMessage().contains("the driver is broken"), e.getMessage());
            assertZeroWithin(1000);
        }
    }

    @Test
    @Tag("slow")
    void aLineThatBringsOnlyNoiseIsSilent() throws Exception {
        final TamperedLink line = realTime();
        try (Session session = Session.open(line)) {
            final long[] noisySince = new long[1];
            final InputException e = assertThrows(
                    InputException.class,
                    () -> session.run(endless(), then(() -> {
                        line.makeNoise();
                        noisySince[0] = System.nanoTime();
                    })));
            assertTrue(e.getMessage().contains("silent"), e.getMessage());
            assertTrue(System.nanoTime() - noisySince[0] < 5_000_000_000L, "noticed late");
            assertZeroWithin(1000);
        }
    }

    @Test
    @Tag("slow")
    void aListenerThatDoesNotComeBackLeavesTheRunToTheWatchdog() {
        try (Session session = Session.open(realTime())) {
            final Kept kept = then(() -> {
                try {
                    Thread.sleep(3000);
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            final RunOutcome outcome = session.run(endless(), kept);
            assertEquals(Fault.WATCHDOG, outcome.fault());
            // A second to wait and 200 ms of watchdog after the first samples, not the three seconds of the block.
            assertTrue(
                    outcome.endTick() - outcome.beginTick() < 2.5 * LOOP_HZ,
                    "ended after " + (outcome.endTick() - outcome.beginTick()) + " ticks");
        }
    }

    @Test
    @Tag("slow")
    void cancellingTwiceDoesNotTakeBackTheStop() throws Exception {
        final TamperedLink line = realTime();
        try (Session session = Session.open(line)) {
            final Thread me = Thread.currentThread();
            final long[] heardStops = new long[1];
            final Kept kept = then(() -> {
                /* The first two are lost. */
                line.toDevice(frame -> frame.type() != Types.STOP || ++heardStops[0] > 2);
                me.interrupt();
            });
            final Thread again = new Thread(() -> {
                while (!line.types().contains(Types.STOP)) Thread.onSpinWait();
                me.interrupt();
            });
            again.setDaemon(true);
            again.start();
            assertThrows(CancellationException.class, () -> session.run(endless(), kept));
            assertEquals(0, device.currentPa());
            again.join();
        }
    }

    @Test
    @Tag("slow")
    void aStopThatIsNotConfirmedIsSaidAndLeftToTheWatchdog() throws Exception {
        final TamperedLink line = realTime();
        final Session session = Session.open(line);
        try {
            final InputException e = assertThrows(
                    InputException.class,
                    () -> session.run(endless(), then(() -> {
                        line.toDevice(frame -> frame.type() != Types.STOP);
                        throw new InputException("the disk is full");
                    })));
            assertTrue(e.getMessage().contains("does not confirm"), e.getMessage());
            assertEquals("the disk is full", e.getSuppressed()[0].getMessage());
            /* The session is still open. */
            assertZeroWithin(1000);
        } finally {
            session.close();
        }
    }

    /**
     * Only the OK is lost. An answer that the start was too late must come through: under load the device may hear of a
     * start after its tick, and then nothing began.
     */
    private static boolean isStarted(final Frame frame) {
        return DeviceReport.read(frame) instanceof Ack ack
                && ack.commandType() == Types.START
                && ack.code() == AckCode.OK;
    }

    @Test
    @Tag("slow")
    void aStartWhoseAnswerIsLostDidBegin() throws Exception {
        final TamperedLink line = realTime();
        try (Session session = Session.open(line)) {
            line.fromDevice(frame -> !isStarted(frame));
            final Thread stopper = new Thread(() -> {
                // Not without a pause: who asks all the time takes the session's monitor from those who work.
                while (session.status().state() != DeviceState.RUNNING) LockSupport.parkNanos(1_000_000);
                session.stop();
            });
            stopper.setDaemon(true);
            stopper.start();
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(endless(), kept);
            assertTrue(outcome.stopped());
            assertTrue(outcome.beginTick() >= 0, outcome.sentence());
            assertEquals("The run was stopped.", outcome.sentence());
            assertEquals(1, kept.begun());
            assertZeroWithin(100);
        }
    }

    @Test
    void aStartThatTheDeviceHearsOfTooLateIsAskedForAgainWithMoreTime() {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        final Set<Integer> startTicks = new HashSet<>();
        final List<Long> leadTicks = new ArrayList<>();
        line.toDevice(frame -> {
            if (Command.read(frame) instanceof Command.Start start && startTicks.add(start.atTick())) {
                leadTicks.add(start.atTick() - ticksNow());
                // The first one is on the way for longer than it has time.
                if (leadTicks.size() == 1) device.advance(LOOP_HZ / 10);
            }
            return true;
        });
        try (Session session = Session.open(line, 1)) {
            final RunOutcome outcome = session.run(Plans.constant(2, 3, 0, LOOP_HZ, 2, 1000), new Kept());
            assertTrue(outcome.complete(), outcome.sentence());
            assertEquals(1000, outcome.endTick() - outcome.beginTick());
            assertEquals(2, leadTicks.size());
            assertTrue(leadTicks.get(0) <= 20 * LOOP_HZ / 1000, leadTicks.toString());
            assertTrue(leadTicks.get(1) > 70 * LOOP_HZ / 1000, leadTicks.toString());
        }
    }

    @Test
    void aStartThatIsNeverInTimeIsGivenUpWithoutACurrent() {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        line.toDevice(frame -> {
            if (frame.type() == Types.START) device.advance(10 * LOOP_HZ);
            return true;
        });
        try (Session session = Session.open(line, 1)) {
            final Kept kept = new Kept();
            assertThrows(DeviceException.class, () -> session.run(endless(), kept));
            assertEquals(0, kept.begun());
            assertEquals(0, device.currentPa());
        }
    }

    @Test
    void aStopRequestedWhileAStartWasTooLateIsFollowedByNoOther() {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        final Set<Integer> startTicks = new HashSet<>();
        final Session[] session = new Session[1];
        line.toDevice(frame -> {
            if (Command.read(frame) instanceof Command.Start start && startTicks.add(start.atTick())) {
                device.advance(LOOP_HZ / 10);
                session[0].requestStop();
            }
            return true;
        });
        session[0] = Session.open(line, 1);
        try (Session open = session[0]) {
            final Kept kept = new Kept();
            final RunOutcome outcome = open.run(brief(), kept);
            assertTrue(outcome.stopped(), outcome.sentence());
            assertEquals("The run was stopped before it began.", outcome.sentence());
            assertEquals(1, startTicks.size());
            assertEquals(0, kept.begun());
            assertEquals(0, device.currentPa());
            assertEquals(DeviceState.CONFIGURED, open.status().state());
        }
    }

    @Test
    void aDeviceWhoseCurrentDoesNotEndGivesNoSession() {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        line.alterFromDevice(frame -> {
            if (DeviceReport.read(frame) instanceof Credit c)
                return new Credit(0, 0, 0, c.tick(), DeviceState.RAMPDOWN, Fault.NONE, 0, 0, 0, 0)
                        .frame(frame.session(), 0);
            if (frame.type() != Types.HELLO_ACK) return frame;
            final byte[] payload = frame.payload().clone();
            payload[50] = (byte) DeviceState.RUNNING.ordinal();
            return new Frame(frame.type(), 0, frame.session(), frame.seq(), payload);
        });
        final DeviceException e = assertThrows(DeviceException.class, () -> Session.open(line, 1));
        assertTrue(
                e.getMessage().contains("does not end the current that another program left running"), e.getMessage());
        assertFalse(line.types().contains(Types.CONFIG), line.types().toString());
    }

    /** As 1.0 said it: HELLO_ACK of 68 bytes, a calibration of 32. */
    private static Frame ofVersion10(final Frame frame) {
        final byte[] now = frame.payload();
        final byte[] then = java.util.Arrays.copyOf(now, frame.type() == Types.HELLO_ACK ? 68 : 36);
        if (frame.type() == Types.HELLO_ACK) then[7] = 0;
        else if (frame.type() == Types.CAL) System.arraycopy(now, 40, then, 32, 4);
        else return frame;
        return new Frame(frame.type(), 0, frame.session(), frame.seq(), then);
    }

    private String refusedToRun(final java.util.function.UnaryOperator<Frame> altered) {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        line.alterFromDevice(altered::apply);
        try (Session session = Session.open(line, 1)) {
            final DeviceException e = assertThrows(
                    DeviceException.class, () -> session.run(Plans.constant(1, 1, 0, LOOP_HZ, 10, 100), new Kept()));
            assertFalse(line.types().contains(Types.CONFIG), line.types().toString());
            assertEquals(0, device.currentPa());
            return e.getMessage();
        }
    }

    @Test
    void aDeviceThatDoesNotSayWhichRigItIsIsNotArmed() {
        assertEquals(
                "The device at tampered line speaks version 1.0 of the protocol, in which a device does not "
                        + "say which rig it is: nothing is armed, flash the firmware that came with this program.",
                refusedToRun(SessionSafetyTest::ofVersion10));
    }

    @Test
    void aDeviceWithoutANumberIsNotArmed() {
        final String sentence = refusedToRun(frame -> {
            if (frame.type() != Types.HELLO_ACK) return frame;
            final byte[] payload = frame.payload().clone();
            java.util.Arrays.fill(payload, 68, 76, (byte) 0);
            return new Frame(frame.type(), 0, frame.session(), frame.seq(), payload);
        });
        assertTrue(sentence.contains("has no serial number: nothing is armed"), sentence);
    }

    @Test
    void aDeviceWithTheCalibrationOfAnotherRigIsNotArmed() {
        final String sentence = refusedToRun(frame -> {
            if (frame.type() != Types.CAL) return frame;
            final byte[] payload = frame.payload().clone();
            payload[39] ^= 1;
            return new Frame(frame.type(), 0, frame.session(), frame.seq(), payload);
        });
        assertTrue(sentence.contains("has a calibration of another rig: nothing is armed"), sentence);
    }

    @Test
    void aStreamThatDoesNotArriveIsNotArmed() {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        line.toDevice(frame -> frame.type() != Types.CHUNK);
        final SampleStream stream = SampleStream.of(Plans.waves(1, 0.1), 1, 1, LOOP_HZ, 10_000);
        try (Session session = Session.open(line, 1)) {
            final DeviceException e = assertThrows(
                    DeviceException.class, () -> session.run(Plans.streamed(stream, LOOP_HZ, 2), new Kept()));
            assertTrue(e.getMessage().contains("did not take the first samples"), e.getMessage());
            assertFalse(line.types().contains(Types.ARM), line.types().toString());
        }
    }

    @Test
    void theRampOfAFaultIsRecordedToo() {
        final RunPlan plan = Plans.constant(0, 0, 100, LOOP_HZ, 2, LOOP_HZ);
        final Configure.Limits l = plan.configuration().limits();
        // 100 pA for 50 ms are 5 pC.
        final Configure.Limits charge = new Configure.Limits(
                l.currentPa(), l.slewPaPerMs(), l.minMv(), l.maxMv(), l.windowSamples(), 5, l.peakNs());
        try (Session session = Session.open(device, 1)) {
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(Plans.with(plan, Plans.with(plan.configuration(), charge)), kept);
            assertEquals(Fault.CHARGE, outcome.fault());
            assertEquals(LOOP_HZ / 100, outcome.zeroTick() - outcome.endTick(), 2, "a ramp of 10 ms");
            final long runSamples = (outcome.endTick() - outcome.beginTick()) / 2;
            // But for the last block of at most 38 samples, which a run does not wait for.
            final long rampSamples = kept.length() - runSamples;
            assertTrue(rampSamples > LOOP_HZ / 200 - 40 && rampSamples <= LOOP_HZ / 200 + 1, rampSamples + " samples");
            assertEquals(50, kept.channel(2)[(int) runSamples + LOOP_HZ / 400], 2, "half of it in the middle");
            assertTrue(Float.isNaN(kept.channel(3)[kept.length() - 1]));
        }
    }

    @Test
    void aDeviceThatEchoesAnotherConfigurationIsNotArmed() {
        // Each field, from the first byte of its value to the last.
        for (final int at : new int[] {20, 44 + 20, 47 + 20, 60 + 20, 64 + 20, 84 + 20, 90 + 20, 95 + 20}) {
            final WasmDevice other = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
            final TamperedVirtualLink line = new TamperedVirtualLink(other);
            line.alterFromDevice(frame -> {
                if (!(DeviceReport.read(frame) instanceof Ack ack) || ack.commandType() != Types.CONFIG) return frame;
                final byte[] payload = frame.payload().clone();
                payload[at] ^= 1;
                return new Frame(frame.type(), frame.flags(), frame.session(), frame.seq(), payload);
            });
            try (Session session = Session.open(line, 1)) {
                final DeviceException e =
                        assertThrows(DeviceException.class, () -> session.run(brief(), new Kept()), "byte " + at);
                assertTrue(e.getMessage().contains("another configuration"), e.getMessage());
                if (at == 44 + 20) assertTrue(e.getMessage().contains("current limit"), e.getMessage());
                if (at == 95 + 20) assertTrue(e.getMessage().contains("hold time was sent as 5 ms"), e.getMessage());
                assertFalse(line.types().contains(Types.ARM), line.types().toString());
            }
        }
    }

    @Test
    void aDeviceThatEchoesNoConfigurationIsNotArmed() {
        final TamperedVirtualLink line = new TamperedVirtualLink(device);
        line.alterFromDevice(frame -> {
            if (!(DeviceReport.read(frame) instanceof Ack ack) || ack.commandType() != Types.CONFIG) return frame;
            return new Frame(frame.type(), 0, frame.session(), frame.seq(), Arrays.copyOf(frame.payload(), 20));
        });
        try (Session session = Session.open(line, 1)) {
            assertThrows(DeviceException.class, () -> session.run(brief(), new Kept()));
            assertFalse(line.types().contains(Types.ARM), line.types().toString());
        }
    }

    @Test
    void anAbortEndsTheCurrentWithinHalfAMillisecondAndCountsAsAStop() {
        final long[] ticks = {0, -1};
        try (Session session = Session.open(
                new TamperedVirtual(device, () -> {
                    if (ticks[0] > 0 && ticks[1] < 0 && device.currentPa() == 0) ticks[1] = ticksNow();
                }),
                1)) {
            final Kept kept = then(() -> {
                assertTrue(Math.abs(device.currentPa()) > 10);
                session.abort();
                ticks[0] = ticksNow();
            });
            final RunOutcome outcome = session.run(endless(), kept);
            assertTrue(outcome.stopped());
            assertEquals(Fault.NONE, outcome.fault());
            assertEquals("The run was stopped.", outcome.sentence());
            assertEquals(outcome.endTick(), outcome.zeroTick(), "no ramp");
            assertTrue(
                    ticks[1] > 0 && ticks[1] - ticks[0] <= LOOP_HZ / 2000,
                    "zero " + (ticks[1] - ticks[0]) + " ticks after the abort");
            assertEquals(0, outcome.missing());
            assertTrue(kept.events().contains("stopped"), kept.events().toString());
            /* Latched, so that nothing begins by mistake; the next program clears it. */
            assertEquals(DeviceState.FAULT, session.status().state());
        }
        try (Session next = Session.open(new TamperedVirtual(device, () -> {}), 2)) {
            assertEquals(Fault.ABORT, next.clear());
            assertTrue(next.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 100), new Kept())
                    .complete());
        }
    }

    private long ticksNow() {
        return device.nowNs() * LOOP_HZ / 1_000_000_000L;
    }

    @Test
    @Tag("slow")
    void aRunIsNotTakenForCompleteWhereTheWordOfItsEndIsLost() throws Exception {
        final TamperedLink line = realTime();
        /* Of the events only that of zero current comes. */
        line.fromDevice(
                frame -> !(frame.type() == Types.EVENT && (frame.payload()[0] != 0 || frame.payload()[1] != ZERO)));
        try (Session session = Session.open(line)) {
            final RunOutcome fault = session.run(endless(), then(() -> device.inputs(true, false, false)));
            assertEquals(Fault.INHIBIT, fault.fault(), fault.sentence());
            device.inputs(false, false, false);
            assertEquals(Fault.INHIBIT, session.clear());
            assertTrue(session.run(Plans.constant(2, 3, 0, LOOP_HZ, 2, 1000), new Kept())
                    .complete());
            final RunOutcome stop = session.run(endless(), then(session::stop));
            assertTrue(stop.stopped(), stop.sentence());
        }
    }

    @Test
    @Tag("slow")
    void afterAStopNothingIsArmedAndTheFaultCanStillBeCleared() {
        final TamperedLink line = realTime();
        try (Session session = Session.open(line)) {
            assertTrue(session.run(Plans.constant(2, 3, 0, LOOP_HZ, 2, 100), new Kept())
                    .complete());
            session.stop();
            session.pause(10);
            assertEquals(Fault.NONE, session.clear());
            final RunOutcome outcome = session.run(endless(), new Kept());
            assertTrue(outcome.stopped());
            assertEquals(-1, outcome.beginTick());
            assertEquals(1, Collections.frequency(line.types(), Types.CONFIG));
            assertEquals(1, Collections.frequency(line.types(), Types.ARM));
        }
    }

    @Test
    void aStopThatMayNotWaitIsSaidByTheThreadThatRuns() {
        try (Session session = Session.open(device, 1)) {
            final RunOutcome outcome = session.run(endless(), then(session::requestStop));
            assertTrue(outcome.stopped());
            assertEquals(0, device.currentPa());
        }
    }

    @Test
    void aSessionBeginsOnlyWhenTheCurrentOfTheLastProgramIsZero() {
        final Session first = Session.open(device, 1);
        final double[] leftPa = new double[1];
        final DeviceException doubt = assertThrows(
                DeviceException.class,
                () -> first.run(endless(), then(() -> {
                    leftPa[0] = device.currentPa();
                    /* Another program, while this one's current flows. */
                    try (Session second = Session.open(new TamperedVirtual(device, () -> {}), 2)) {
                        assertEquals(0, device.currentPa());
                        assertEquals(DeviceState.IDLE, second.status().state());
                    }
                    throw new IllegalStateException("seen");
                })));
        assertTrue(Math.abs(leftPa[0]) > 10);
        // The first program hears nothing of its session any more: it cannot say that no current flows.
        assertTrue(doubt.getMessage().contains("take the headstage off the cell"), doubt.getMessage());
        assertEquals("seen", doubt.getSuppressed()[0].getMessage());
    }

    /** Closing it leaves the device on. Somebody looks in every tick. */
    private static final class TamperedVirtual extends PassedOn {

        private final Runnable everyTick;

        TamperedVirtual(final WasmDevice device, final Runnable everyTick) {
            super(device);
            this.everyTick = everyTick;
        }

        @Override
        public void pass(final long ns) {
            for (final long until = nowNs() + ns; nowNs() < until; ) {
                device.advance(1);
                everyTick.run();
            }
        }

        @Override
        public void close() {
            // stays on
        }
    }

    @Test
    void aDeviceOfAnotherVersionIsRefusedBeforeAnythingIsArmed() {
        final List<Integer> heard = new java.util.ArrayList<>();
        final PassedOn newer = new PassedOn(device) {

            private final FrameReader fromDevice = new FrameReader();
            private final FrameReader toDevice = new FrameReader();
            private final java.util.ArrayDeque<byte[]> toRead = new java.util.ArrayDeque<>();

            @Override
            public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
                final byte[] bytes = new byte[1024];
                fromDevice.accept(bytes, 0, super.read(bytes, 0, bytes.length, 0), frame -> {
                    final byte[] payload = frame.payload().clone();
                    if (frame.type() == Types.HELLO_ACK) payload[6] = 2;
                    toRead.add(new Frame(frame.type(), frame.flags(), frame.session(), frame.seq(), payload).toWire());
                });
                if (toRead.isEmpty()) return 0;
                final byte[] next = toRead.poll();
                System.arraycopy(next, 0, into, from, next.length);
                return next.length;
            }

            @Override
            public void write(final byte[] bytes, final int from, final int length) throws java.io.IOException {
                toDevice.accept(bytes, from, length, frame -> heard.add(frame.type()));
                super.write(bytes, from, length);
            }
        };
        final InputException refused = assertThrows(InputException.class, () -> Session.open(newer, 1));
        assertTrue(
                refused.getMessage()
                        .startsWith("The device at embedded speaks version 2.1 of the protocol, expected was 1:"),
                refused.getMessage());
        assertFalse(
                heard.contains(Types.CONFIG) || heard.contains(Types.ARM) || heard.contains(Types.START),
                heard.toString());
    }

    @Test
    @Tag("slow")
    void aClosedSessionRunsNothing() throws Exception {
        final TamperedLink line = realTime();
        final Session session = Session.open(line);
        final CountDownLatch running = new CountDownLatch(1);
        final Thread[] closers = {new Thread(session::close), new Thread(session::close)};
        final Kept kept = then(() -> {
            running.countDown();
            for (final Thread closer : closers) closer.start();
        });
        try {
            final RunOutcome outcome = session.run(endless(), kept);
            assertTrue(outcome.stopped(), outcome.sentence());
        } catch (final InputException e) {
            assertTrue(e.getMessage().contains("is closed"), e.getMessage());
        }
        assertEquals(0, running.getCount());
        for (final Thread closer : closers) closer.join();
        assertZeroWithin(0);
        final InputException e = assertThrows(InputException.class, () -> session.run(endless(), new Kept()));
        assertTrue(e.getMessage().contains("is closed"), e.getMessage());
    }

    @Test
    void betweenRunsNoCurrentIsShown() {
        try (Session session = Session.open(device, 1)) {
            final double[] shownPa = new double[1];
            session.run(
                    Plans.constant(2, 3, -100, LOOP_HZ, 2, LOOP_HZ / 10),
                    then(() -> shownPa[0] = session.status().commandPa()));
            assertEquals(-100, shownPa[0], 1);
            assertEquals(0, session.status().clampPa());
            assertEquals(0, session.status().commandPa());
        }
    }

    @Test
    void aCurrentWithoutAnEndIsNoPlan() {
        final RunPlan good = endless();
        assertThrows(
                IllegalArgumentException.class,
                () -> new RunPlan(good.configuration(), good.sources(), Optional.empty(), 0, 0, good.injected()));
    }
}
