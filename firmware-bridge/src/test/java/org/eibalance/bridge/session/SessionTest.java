package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session with the embedded device. */
class SessionTest {

    private static final int LOOP_HZ = 100_000;

    private static WasmDevice device() {
        return new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
    }

    @Test
    void aStreamIsPlayedToItsEndAndEverySampleComes() {
        final SampleStream stream = SampleStream.of(Plans.waves(2, 0.1), 1, 1, LOOP_HZ, 10_000);
        try (Session session = Session.open(device(), 1)) {
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(Plans.streamed(stream, LOOP_HZ, 10), kept);
            assertEquals(Fault.NONE, outcome.fault(), outcome.sentence());
            assertTrue(outcome.complete());
            assertEquals(stream.ticks(), outcome.endTick() - outcome.beginTick());
            assertEquals(stream.samples(), kept.length());
            assertEquals(0, kept.missing());
            assertEquals(0, outcome.underruns());
            assertEquals(1, kept.begun());
            assertEquals(DeviceState.CONFIGURED, session.status().state());
        }
    }

    @Test
    void theClampCurrentIsThatOfTheRecordedConductances() {
        final SampleStream stream = SampleStream.of(Plans.waves(1, 0.1), 1, 1, LOOP_HZ, 10_000);
        try (Session session = Session.open(device(), 1)) {
            final Kept kept = new Kept();
            session.run(Plans.streamed(stream, LOOP_HZ, 7), kept);
            double worst = 0;
            for (int k = 0; k < kept.length(); k++) {
                final double v = kept.channel(0)[k];
                final double law = kept.channel(3)[k] * (0 - v) + kept.channel(4)[k] * (-75 - v);
                worst = Math.max(worst, Math.abs(law - kept.channel(1)[k]));
                assertEquals(0, kept.channel(2)[k]);
            }
            /* Half a code of the output, 1/12 pA, and single precision. */
            assertTrue(worst < 0.12, "the law holds within " + worst + " pA in each sample");
        }
    }

    @Test
    void clampCurrentAndCommandCurrentComeApart() {
        try (Session session = Session.open(device(), 1)) {
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(Plans.constant(2, 3, -100, LOOP_HZ, 10, 20_000), kept);
            assertTrue(outcome.complete(), outcome.sentence());
            final int last = kept.length() - 1;
            assertEquals(-100, kept.channel(2)[last], 0.1);
            final double v = kept.channel(0)[last];
            assertEquals(2 * (0 - v) + 3 * (-75 - v), kept.channel(1)[last], 0.2);
        }
    }

    @Test
    void runsFollowEachOtherInOneSession() {
        final SampleStream stream = SampleStream.of(Plans.waves(0.2, 0.1), 1, 1, LOOP_HZ, 10_000);
        try (Session session = Session.open(device(), 1)) {
            for (int repeat = 0; repeat < 5; repeat++) {
                final Kept kept = new Kept();
                assertTrue(
                        session.run(Plans.streamed(stream, LOOP_HZ, 10), kept).complete());
                assertEquals(stream.samples(), kept.length());
            }
        }
    }

    @Test
    void theSameRunGivesTheSameSamples() {
        final List<Kept> twice = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            try (Session session = Session.open(device(), 7)) {
                final Kept kept = new Kept();
                session.run(
                        Plans.streamed(SampleStream.of(Plans.waves(0.3, 0.1), 1, 1, LOOP_HZ, 10_000), LOOP_HZ, 10),
                        kept);
                twice.add(kept);
            }
        }
        for (int c = 0; c < RunListener.CHANNELS; c++) {
            org.junit.jupiter.api.Assertions.assertArrayEquals(
                    twice.get(0).channel(c), twice.get(1).channel(c));
        }
    }

    @Test
    void aListenerThatFailsStopsTheCurrentBeforeItsErrorComesOut() {
        final WasmDevice device = device();
        try (Session session = Session.open(device, 1)) {
            final Kept kept = new Kept() {

                @Override
                public void samples(final float[][] more, final int length) {
                    super.samples(more, length);
                    if (length() > 1000) throw new InputException("the disk is full");
                }
            };
            final InputException e = assertThrows(
                    InputException.class, () -> session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 0), kept));
            assertEquals("the disk is full", e.getMessage());
            assertEquals(0, device.currentPa());
            assertEquals(DeviceState.CONFIGURED, session.status().state());
        }
    }

    @Test
    @Tag("slow")
    void anInterruptedRunStopsTheCurrentFirst() throws Exception {
        final RealTimeDevice device = new RealTimeDevice(device());
        try (Session session = Session.open(device)) {
            final Thread me = Thread.currentThread();
            final Kept kept = new Kept() {

                @Override
                public void samples(final float[][] more, final int length) {
                    me.interrupt();
                }
            };
            assertThrows(CancellationException.class, () -> session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 0), kept));
            Thread.interrupted();
            assertEquals(DeviceState.CONFIGURED, session.status().state());
        }
    }

    @Test
    @Tag("slow")
    void stopFromAnotherThreadEndsTheCurrentWithTheRamp() throws Exception {
        try (Session session = Session.open(new RealTimeDevice(device()))) {
            final Thread stopper = new Thread(() -> {
                try {
                    while (session.status().state() != DeviceState.RUNNING) Thread.sleep(1);
                    Thread.sleep(50);
                } catch (final InterruptedException e) {
                    return;
                }
                session.stop();
            });
            stopper.start();
            final RunOutcome outcome = session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 0), new Kept());
            stopper.join();
            assertTrue(outcome.stopped());
            assertEquals(1000, outcome.zeroTick() - outcome.endTick(), 2, "a ramp of 10 ms");
        }
    }

    @Test
    void aStopBetweenTwoRunsHoldsForTheNext() {
        final WasmDevice device = device();
        try (Session session = Session.open(device, 1)) {
            assertTrue(session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 100), new Kept())
                    .complete());
            session.stop();
            session.pause(100);
            final Kept kept = new Kept();
            final RunOutcome outcome = session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 100), kept);
            assertTrue(outcome.stopped());
            assertEquals(0, kept.begun());
            assertEquals(0, device.currentPa());
        }
    }

    @Test
    void aFaultSaysWhyAndKeepsTheLastFrames() {
        final WasmDevice device = device();
        try (Session session = Session.open(device, 1)) {
            final Kept kept = new Kept() {

                @Override
                public void samples(final float[][] more, final int length) {
                    super.samples(more, length);
                    if (length() > 500) device.inputs(true, false, false);
                }
            };
            final RunOutcome outcome = session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 0), kept);
            assertEquals(Fault.INHIBIT, outcome.fault());
            assertTrue(outcome.sentence().contains("inhibit"), outcome.sentence());
            assertTrue(outcome.lastFrames().size() > 20);
            assertTrue(
                    kept.events().stream().anyMatch(e -> e.startsWith("fault: ")),
                    kept.events().toString());
            /* Latched: nothing runs until it is cleared, and clearing needs the cause gone. */
            assertThrows(
                    InputException.class, () -> session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 100), new Kept()));
            assertThrows(InputException.class, session::clear);
            device.inputs(false, false, false);
            assertEquals(Fault.INHIBIT, session.clear());
            assertTrue(session.run(Plans.constant(2, 3, 0, LOOP_HZ, 10, 100), new Kept())
                    .complete());
        }
    }

    @Test
    void aRunThatWaitsForTheTriggerBeginsWithItAndMarksIt() {
        final WasmDevice device = device();
        final SampleStream stream = SampleStream.of(Plans.waves(0.2, 0.1), 1, 1, LOOP_HZ, 10_000);
        try (Session session = Session.open(new TriggeredDevice(device, 300), 1)) {
            final Kept kept = new Kept();
            final RunPlan plan = Plans.streamed(stream, LOOP_HZ, 10);
            final RunOutcome outcome = session.run(
                    new RunPlan(plan.configuration(), plan.sources(), plan.stream(), 0, 10, plan.injected()), kept);
            assertTrue(outcome.complete(), outcome.sentence());
            assertEquals(stream.samples(), kept.length());
            assertEquals(1, kept.channel(5)[0]);
            assertEquals(0, kept.channel(5)[kept.length() - 1]);
        }
    }

    @Test
    void aWrongConfigurationIsNamedAndNothingIsArmed() {
        try (Session session = Session.open(device(), 1)) {
            final RunPlan good = Plans.constant(2, 3, 0, LOOP_HZ, 10, 100);
            final Configure c = good.configuration();
            final Configure above = Plans.with(
                    c,
                    new Configure.Limits(
                            9000,
                            c.limits().slewPaPerMs(),
                            c.limits().minMv(),
                            c.limits().maxMv(),
                            c.limits().windowSamples(),
                            c.limits().chargePc(),
                            c.limits().peakNs()));
            final InputException e =
                    assertThrows(InputException.class, () -> session.run(Plans.with(good, above), new Kept()));
            assertEquals(
                    "The device at embedded refuses: the current limit (at most the hardware's) is 9000.0 pA, "
                            + "which is out of its range.",
                    e.getMessage());
            assertEquals(DeviceState.IDLE, session.status().state());
        }
    }

    @Test
    void aCalibrationIsPutIntoForceAndAnImplausibleOneRefused() {
        try (Session session = Session.open(device(), 1)) {
            final Calibration c = session.calibration();
            assertTrue(
                    session.calibrate(new Calibration(
                            c.adcScaleMv() * 1.01f,
                            c.adcOffsetMv(),
                            c.dacScalePerPa(),
                            c.dacZero(),
                            20_000,
                            "test",
                            c.serial())),
                    "the device keeps it");
            assertEquals("test", session.calibration().id());
            final InputException e = assertThrows(
                    InputException.class,
                    () -> session.calibrate(new Calibration(
                            c.adcScaleMv(), c.adcOffsetMv(), c.dacScalePerPa(), 0, 20_000, "bad", c.serial())));
            assertTrue(e.getMessage().contains("a zero more than 1 % of the span away"), e.getMessage());
            final InputException other = assertThrows(
                    InputException.class,
                    () -> session.calibrate(new Calibration(
                            c.adcScaleMv(),
                            c.adcOffsetMv(),
                            c.dacScalePerPa(),
                            c.dacZero(),
                            1,
                            "other",
                            c.serial() + 1)));
            assertTrue(other.getMessage().contains("the serial number of the rig is "), other.getMessage());
            assertTrue(session.run(Plans.constant(1, 1, 0, LOOP_HZ, 10, 100), new Kept())
                    .complete());
        }
    }

    @Test
    void conductancesThatAreNoneAreRefusedBeforeAnythingIsSent() {
        final double[] good = new double[100];
        for (final double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            final double[] e = good.clone();
            e[50] = bad;
            final InputException said = assertThrows(
                    InputException.class,
                    () -> SampleStream.of(new ConductancePair(0.1, e, good, "table", 0), 1, 1, LOOP_HZ, 10_000));
            assertTrue(said.getMessage().contains("g_E at sample 50"), said.getMessage());
        }
        assertThrows(InputException.class, () -> SampleStream.of(Plans.waves(0.1, 0.1), 1, 1, LOOP_HZ, 30_000));
        assertThrows(InputException.class, () -> SampleStream.of(Plans.waves(0.1, 0.1), -1, 1, LOOP_HZ, 10_000));
        assertThrows(InputException.class, () -> SampleStream.of(Plans.waves(0, 0.1), 1, 1, LOOP_HZ, 10_000));
    }

    @Test
    @Tag("slow")
    void noThreadIsLeftBehind() throws Exception {
        final Session session = Session.open(new RealTimeDevice(device()));
        session.close();
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().startsWith("clamp-") && t.isAlive()));
    }
}
