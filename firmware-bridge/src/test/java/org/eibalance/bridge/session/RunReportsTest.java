package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceFault;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.StreamMask;
import org.eibalance.bridge.protocol.Telemetry;
import org.junit.jupiter.api.Test;

/** What a run says of itself, whatever of the device's words is lost, late or of another run. */
class RunReportsTest {

    private static final int LOOP_HZ = ScriptedDevice.LOOP_HZ;
    private static final int TICKS = 1000;

    private final ScriptedDevice device = new ScriptedDevice();
    private final Kept kept = new Kept();

    private static RunPlan plan() {
        return Plans.constant(2, 3, 0, LOOP_HZ, 2, TICKS);
    }

    private RunOutcome run(final RunPlan plan) {
        try (Session session = Session.open(device, 1)) {
            return session.run(plan, kept);
        }
    }

    private static boolean isEvent(final DeviceReport report, final DeviceEvent.Kind... kinds) {
        return report instanceof DeviceEvent e && List.of(kinds).contains(e.kind());
    }

    private void loses(final Predicate<DeviceReport> lost) {
        device.comes(lost.negate());
    }

    @Test
    void aCompleteRunHasItsTicksAndAllOfItsSamples() {
        final RunOutcome outcome = run(plan());
        assertTrue(outcome.complete());
        assertEquals("The run went on to its end.", outcome.sentence());
        assertEquals(device.begin(), outcome.beginTick());
        assertEquals(device.begin() + TICKS, outcome.endTick());
        assertEquals(device.begin() + TICKS + ScriptedDevice.RAMP_TICKS, outcome.zeroTick());
        assertEquals(TICKS / 2, outcome.samples());
        assertEquals(0, outcome.missing());
        assertEquals(TICKS / 2, kept.length(), "the ramp of a complete run is no part of it");
        assertEquals(-326.68, kept.channel(0)[0], 1e-4, "100 codes");
        assertEquals(2, kept.channel(1)[0], 1e-6, "12 codes");
        assertFalse(outcome.limited());
        assertEquals(List.of(), outcome.lastFrames(), "of a run without a fault nobody wants them");
        assertEquals(List.of(), kept.events());
    }

    @Test
    void theBeginningIsKnownFromStartWhereItsWordIsLost() {
        loses(report -> isEvent(report, DeviceEvent.Kind.BEGIN));
        final RunOutcome outcome = run(plan());
        assertTrue(outcome.complete());
        assertEquals(device.begin(), outcome.beginTick());
        assertEquals(TICKS / 2, kept.length());
        assertEquals(1, kept.begun());
    }

    @Test
    void creditsShowTheEndOfARunWhoseWordsAreLost() {
        loses(report -> isEvent(report, DeviceEvent.Kind.DONE, DeviceEvent.Kind.ZERO));
        final RunOutcome outcome = run(plan());
        assertTrue(outcome.complete(), outcome.sentence());
        assertEquals(device.begin() + TICKS, outcome.endTick(), "as long as it was asked to be");
        assertTrue(outcome.zeroTick() >= device.begin() + TICKS + ScriptedDevice.RAMP_TICKS);
        assertTrue(
                outcome.zeroTick() <= device.begin() + TICKS + ScriptedDevice.RAMP_TICKS + ScriptedDevice.CREDIT_TICKS,
                "the first credit behind it: " + outcome.zeroTick());
        assertEquals(TICKS / 2, kept.length());
    }

    @Test
    void theEndIsThatOfItsWordWhereOnlyTheOtherIsLost() {
        loses(report -> isEvent(report, DeviceEvent.Kind.ZERO));
        final RunOutcome outcome = run(plan());
        assertEquals(device.begin() + TICKS, outcome.endTick());
        assertTrue(outcome.complete());
        assertTrue(outcome.zeroTick() >= outcome.endTick() + ScriptedDevice.RAMP_TICKS);
    }

    @Test
    void aRunThatIsOverBeforeItsTimeWithoutAWordWasStopped() {
        loses(report -> report instanceof DeviceEvent || report instanceof DeviceFault);
        // Another program ends it early, and no word of it comes.
        final boolean[] done = new boolean[1];
        final Kept early = new Kept() {

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (done[0] || length() < TICKS / 4) return;
                done[0] = true;
                final byte[] stop = new Command.Stop().frame(7, 99).toWire();
                device.write(stop, 0, stop.length);
            }
        };
        try (Session session = Session.open(device, 1)) {
            final RunOutcome outcome = session.run(plan(), early);
            assertTrue(outcome.stopped(), outcome.sentence());
            assertEquals("The run was stopped.", outcome.sentence());
            assertEquals(outcome.zeroTick(), outcome.endTick(), "no more is known than that it is over");
            assertTrue(outcome.endTick() < device.begin() + TICKS);
        }
    }

    private RunOutcome failAfter(final int samples, final Fault fault) {
        final boolean[] done = new boolean[1];
        final Kept failing = new Kept() {

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (!done[0] && length() >= samples) device.fail(fault);
                done[0] |= length() >= samples;
            }

            @Override
            public void happened(final double timeS, final String text) {
                kept.happened(timeS, text);
            }
        };
        try (Session session = Session.open(device, 1)) {
            return session.run(plan(), failing);
        }
    }

    @Test
    void aFaultEndsTheRunWithItsReasonAndTheLastFrames() {
        final RunOutcome outcome = failAfter(100, Fault.V_FROZEN);
        assertEquals(Fault.V_FROZEN, outcome.fault());
        assertFalse(outcome.complete() || outcome.stopped());
        final String start = "The device stopped the run: " + Fault.V_FROZEN.sentence() + " (told, value 3.50000). ";
        assertTrue(outcome.sentence().startsWith(start), outcome.sentence());
        assertTrue(outcome.sentence().endsWith(Fault.V_FROZEN.remedy()), outcome.sentence());
        assertTrue(outcome.endTick() >= device.begin() + 200 && outcome.endTick() < device.begin() + 300);
        assertTrue(outcome.lastFrames().size() > 10);
        assertEquals(List.of("fault: " + Fault.V_FROZEN.sentence() + " (told, value 3.50000)"), kept.events());
    }

    @Test
    void aFaultWhoseWordIsLostIsKnownFromCredits() {
        loses(report -> report instanceof DeviceFault);
        final RunOutcome outcome = failAfter(100, Fault.INHIBIT);
        assertEquals(Fault.INHIBIT, outcome.fault());
        assertFalse(outcome.stopped(), "nobody stopped it");
        final String start = "The device stopped the run: " + Fault.INHIBIT.sentence() + ".";
        assertTrue(outcome.sentence().startsWith(start), outcome.sentence());
        assertEquals(outcome.zeroTick(), outcome.endTick());
        assertEquals(0, outcome.endTick() % ScriptedDevice.CREDIT_TICKS, "a credit said it");
    }

    @Test
    void anAbortIsAFaultOnlyWhereNobodyAskedForIt() {
        final RunOutcome foreign = failAfter(100, Fault.ABORT);
        assertEquals(Fault.ABORT, foreign.fault());
        assertFalse(foreign.stopped());
    }

    @Test
    void anAbortThatWasAskedForIsAStop() {
        for (final boolean lost : new boolean[] {false, true}) {
            final ScriptedDevice own = new ScriptedDevice();
            if (lost) own.comes(report -> !(report instanceof DeviceFault));
            final Session session = Session.open(own, 1);
            final Kept aborting = new Kept() {

                @Override
                public void samples(final float[][] more, final int length) {
                    super.samples(more, length);
                    if (length() >= 100 && !session.isStopRequested()) session.abort();
                }
            };
            final RunOutcome outcome = session.run(plan(), aborting);
            assertEquals(Fault.NONE, outcome.fault(), outcome.sentence());
            assertTrue(outcome.stopped());
            assertEquals("The run was stopped.", outcome.sentence());
            assertEquals(lost ? List.of() : List.of("stopped"), aborting.events());
            assertFalse(session.hasFailed(), "an own abort is no failure");
            session.close();
        }
    }

    @Test
    void aStopEndsTheRunWithItsRamp() {
        final Session session = Session.open(device, 1);
        final Kept stopping = new Kept() {

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (length() >= 100 && !session.isStopRequested()) session.requestStop();
            }
        };
        final RunOutcome outcome = session.run(plan(), stopping);
        assertTrue(outcome.stopped());
        assertEquals(1, device.heard(Command.Stop.class).size(), "asked once, by the thread that runs");
        assertEquals(outcome.endTick() + ScriptedDevice.RAMP_TICKS, outcome.zeroTick());
        assertEquals(List.of("stopped"), stopping.events());
        final int runSamples = (int) (outcome.endTick() - outcome.beginTick()) / 2;
        assertTrue(stopping.length() > runSamples + 80, "the ramp of a stop is recorded: " + stopping.length());
        assertTrue(Float.isNaN(stopping.channel(3)[stopping.length() - 1]), "what flows in it is no conductance");
        session.close();
    }

    @Test
    void whatHappensIsToldWithItsTime() {
        final List<String> told = new ArrayList<>();
        final Kept timed = new Kept() {

            @Override
            public void began(final long tick) {
                super.began(tick);
                final int at = (int) tick;
                final DeviceState running = DeviceState.RUNNING;
                device.says(100, new DeviceEvent(DeviceEvent.Kind.RISE, running, at + 100, 0));
                device.says(200, new DeviceEvent(DeviceEvent.Kind.FALL, running, at + 200, 0));
                device.says(300, new DeviceEvent(DeviceEvent.Kind.HOLD, running, at + 300, 42));
                device.says(350, new DeviceEvent(DeviceEvent.Kind.RESUME, running, at + 350, 50));
                device.says(400, new DeviceEvent(DeviceEvent.Kind.LIMIT, running, at + 400, 1234.4f));
            }

            @Override
            public void happened(final double timeS, final String text) {
                told.add(Math.round(timeS * 1e6) + " us: " + text);
            }
        };
        device.underruns(3);
        try (Session session = Session.open(device, 1)) {
            final RunOutcome outcome = session.run(plan(), timed);
            assertEquals(
                    List.of(
                            "5000 us: trigger rose",
                            "10000 us: trigger fell",
                            "15000 us: stream late, holding sample 42",
                            "17500 us: stream goes on after 50 ticks",
                            "20000 us: current limited, 1234 pA were wanted"),
                    told);
            assertTrue(outcome.limited());
            assertTrue(outcome.complete());
            assertEquals(3, outcome.underruns());
            assertEquals(0, timed.channel(5)[40]);
            assertEquals(1, timed.channel(5)[60], "the trigger is high from tick 100 on");
            assertEquals(1, timed.channel(5)[99]);
            assertEquals(0, timed.channel(5)[100], "and low from tick 200 on");
        }
    }

    @Test
    void reportsOfEarlierRunsChangeNothing() {
        device.says(50, new DeviceEvent(DeviceEvent.Kind.DONE, DeviceState.CONFIGURED, 1, 0));
        device.says(60, new DeviceEvent(DeviceEvent.Kind.ZERO, DeviceState.CONFIGURED, 1, 0));
        device.says(70, new DeviceEvent(DeviceEvent.Kind.LIMIT, DeviceState.CONFIGURED, 1, 0));
        device.says(80, new DeviceEvent(DeviceEvent.Kind.STOP, DeviceState.CONFIGURED, 1, 0));
        final RunOutcome outcome = run(plan());
        assertTrue(outcome.complete(), outcome.sentence());
        assertEquals(device.begin() + TICKS, outcome.endTick());
        assertFalse(outcome.limited());
        assertEquals(List.of(), kept.events());
    }

    @Test
    void whatIsMissingAtTheEndIsWaitedForAndThenLeftOpen() {
        // The last of the blocks of 20 ticks does not come.
        loses(report -> report instanceof Telemetry t && device.begin() > 0 && t.firstTick() >= device.begin() + 980);
        final long[] endedNs = new long[1];
        final RunOutcome outcome = run(plan());
        endedNs[0] = device.nowNs();
        assertTrue(outcome.complete());
        assertEquals(TICKS / 2, outcome.samples());
        assertEquals(10, outcome.missing());
        assertEquals(TICKS / 2, kept.length());
        assertEquals(10, kept.missing());
        final double waitedMs = endedNs[0] / 1e6 - outcome.zeroTick() * 1000.0 / LOOP_HZ;
        assertEquals(300, waitedMs, 20, "so long it might still be on the way");
    }

    @Test
    void aRunWhoseTelemetryIsCompleteIsWaitedForNoLonger() {
        final RunOutcome outcome = run(plan());
        final double waitedMs = device.nowNs() / 1e6 - outcome.zeroTick() * 1000.0 / LOOP_HZ;
        assertTrue(waitedMs < 20, waitedMs + " ms");
    }

    @Test
    void aStreamIsSentInChunksThatFitTwiceIntoTheWindow() {
        device.rxWindow(200);
        final SampleStream stream = SampleStream.of(Plans.waves(0.1, 0.1), 1, 1, LOOP_HZ, 10_000);
        final RunOutcome outcome = run(Plans.streamed(stream, LOOP_HZ, 2));
        assertTrue(outcome.complete(), outcome.sentence());
        assertEquals(0, outcome.resent());
        final List<Chunk> chunks = device.heard(Chunk.class);
        // 100 bytes of wire, less 21 of the frame, hold 19 samples of two channels.
        assertEquals(19, chunks.get(0).units().length / 2);
        assertEquals(
                Chunk.maxSamples(StreamMask.G_E_AND_G_I, 100), chunks.get(0).units().length / 2);
        int samples = 0;
        for (final Chunk chunk : chunks) samples += chunk.units().length / 2;
        assertEquals(stream.samples(), samples);
        final Command.Start start = device.heard(Command.Start.class).get(0);
        assertEquals(0, start.ticks());
        assertEquals(stream.ticks() / LOOP_HZ + 60, start.longestS(), "its length and a minute");
        assertEquals(stream.ticks(), outcome.endTick() - outcome.beginTick());
    }

    @Test
    void aRunWithALengthOfItsOwnNeedsNoLongestTime() {
        run(plan());
        assertEquals(0, device.heard(Command.Start.class).get(0).longestS());
        assertEquals(TICKS, device.heard(Command.Start.class).get(0).ticks());
    }

    @Test
    void telemetryFromBeforeTheRunIsNotOfIt() {
        final int[] one = {1};
        device.says(-5, new Telemetry(1, 0, 2, DeviceState.RUNNING.ordinal() << 8, one, one, one));
        device.says(55, new Telemetry(1, 0, 2, DeviceState.RUNNING.ordinal() << 8, one, one, one));
        final RunOutcome outcome = run(plan());
        assertEquals(1, kept.begun());
        assertEquals(device.begin(), outcome.beginTick());
        assertEquals(TICKS / 2, kept.length());
        assertEquals(-326.68, kept.channel(0)[0], 1e-4);
    }

    @Test
    void theStatusShowsTheRunWhileItGoesOn() {
        final List<SessionStatus> seen = new ArrayList<>();
        final Session session = Session.open(device, 1);
        final Kept looking = new Kept() {

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                seen.add(session.status());
            }
        };
        session.run(plan(), looking);
        final SessionStatus middle = seen.get(seen.size() / 2);
        assertEquals(DeviceState.RUNNING, middle.state());
        assertEquals(-326.68, middle.potentialMv(), 1e-4);
        assertEquals(2, middle.clampPa(), 1e-6);
        assertEquals(2, middle.commandPa(), 1e-6);
        assertTrue(session.roundTripUs(0.5) >= 0);
        final SessionStatus after = session.status();
        assertEquals(0, after.clampPa());
        assertEquals(0, after.commandPa());
        assertEquals(DeviceState.CONFIGURED, after.state());
        session.close();
        assertTrue(session.isClosed());
        assertThrows(DeviceException.class, () -> session.run(plan(), new Kept()));
    }

    /** The credit of the script says of the ring what the run shows as its buffer. */
    @Test
    void theBufferIsWhatTheDeviceHasNotPlayedYet() {
        final SampleStream stream = SampleStream.of(Plans.waves(0.1, 0.1), 1, 1, LOOP_HZ, 10_000);
        final List<Double> bufferMs = new ArrayList<>();
        final Session session = Session.open(device, 1);
        final Kept looking = new Kept() {

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                bufferMs.add(session.status().bufferMs());
            }
        };
        session.run(Plans.streamed(stream, LOOP_HZ, 2), looking);
        // All of it has come, and the script says that nothing was played: 1001 samples at 10 kHz.
        assertEquals(100.1, bufferMs.get(bufferMs.size() - 1), 0.1);
        session.close();
    }

    @Test
    void aCreditOfBeforeTheStartSaysNothingOfTheEnd() {
        device.says(10, new Credit(0, 0, 0, 1, DeviceState.CONFIGURED, Fault.CHARGE, 0, 9, 0, 0));
        final RunOutcome outcome = run(plan());
        assertTrue(outcome.complete(), outcome.sentence());
        assertEquals(0, outcome.underruns());
    }

    /** The stream waited for 1.2 s in all, a second longer than a run may be late. */
    @Test
    void aRunWhoseStreamWasLateMayLastLonger() {
        device.lastsLonger(24_000);
        final Kept held = new Kept() {

            @Override
            public void began(final long tick) {
                super.began(tick);
                for (int k = 0; k < 12; k++) {
                    final int at = 10 + 5 * k;
                    device.says(
                            at, new DeviceEvent(DeviceEvent.Kind.RESUME, DeviceState.RUNNING, (int) tick + at, 2000));
                }
            }
        };
        try (Session session = Session.open(device, 1)) {
            assertTrue(session.run(plan(), held).complete());
        }
        final ScriptedDevice late = new ScriptedDevice();
        late.lastsLonger(24_000);
        try (Session session = Session.open(late, 1)) {
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(plan(), new Kept()));
            assertTrue(e.getMessage().contains("not over a second after its time"), e.getMessage());
        }
    }

    @Test
    void aPauseIsOneOfTheDevicesTime() {
        try (Session session = Session.open(device, 1)) {
            final long from = device.nowNs();
            session.pause(120);
            assertEquals(120, (device.nowNs() - from) / 1e6, 1);
            session.requestStop();
            session.pause(1000);
            assertEquals(120, (device.nowNs() - from) / 1e6, 1, "a stop ends it");
        }
    }

    @Test
    void aProgramThatEndsStopsTheRunAndNothingRunsAfterIt() {
        final Kept ended = new Kept() {

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (length() == 100) device.atTheEnd().run();
            }
        };
        try (Session session = Session.open(device, 1)) {
            final RunOutcome outcome = session.run(plan(), ended);
            assertTrue(outcome.stopped(), outcome.sentence());
            assertEquals(1, device.heard(Command.Stop.class).size());
            assertTrue(session.isStopRequested());
            assertTrue(session.run(plan(), new Kept()).stopped());
            assertEquals(1, device.heard(Command.Start.class).size());
        }
    }

    @Test
    void closingStopsFirstAndOnce() {
        final Session session = Session.open(device, 1);
        assertFalse(session.isClosed());
        session.close();
        session.close();
        assertTrue(session.isClosed());
        assertEquals(1, device.heard(Command.Stop.class).size());
        assertFalse(session.hasFailed());
    }

    @Test
    void aFaultThatIsLatchedIsClearedByName() {
        try (Session session = Session.open(device, 1)) {
            assertEquals(Fault.NONE, session.clear());
            assertEquals(0, device.heard(Command.Clear.class).size(), "nothing to clear");
            device.fail(Fault.INHIBIT);
            session.pause(10);
            assertTrue(session.hasFailed());
            assertEquals(Fault.INHIBIT, session.clear());
            assertEquals(1, device.heard(Command.Clear.class).size());
            session.pause(10);
            assertFalse(session.hasFailed());
        }
    }
}
