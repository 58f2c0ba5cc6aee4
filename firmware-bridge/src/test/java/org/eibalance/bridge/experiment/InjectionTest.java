package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is injected, what of it is refused, and what the recording says of it. */
class InjectionTest {

    private static final int LOOP_HZ = 20_000;
    private static final StabilityLimit STABILITY = new StabilityLimit(0, 0, 100, 100);

    private static Injection injection() {
        final double[] e = new double[1001];
        final double[] i = new double[1001];
        Arrays.fill(e, 2);
        Arrays.fill(i, 4);
        return Injection.of(new ConductancePair(0.2, e, i, "constant", 0), 0, -80);
    }

    private static String refused(final Injection injection) {
        return refused(injection, STABILITY);
    }

    private static String refused(final Injection injection, final StabilityLimit stability) {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            return assertThrows(InputException.class, () -> injection.plan(session.device(), stability))
                    .getMessage();
        }
    }

    @Test
    void aCommandAboveTheLimitIsRefusedAndNotClipped() {
        assertTrue(refused(injection().withCommandPa(-600)).contains("600.0 pA: at most the current limit, 500.0 pA"));
        assertTrue(refused(injection()
                        .withCommandPa(300)
                        .withSines(new Injection.Sine(100, 125), new Injection.Sine(200, 125)))
                .contains("550.0 pA"));
    }

    /** 2 nS towards 0 mV and 1 nS towards -80 mV are 160 pA at -80 and 40 pA at -40 mV. */
    @Test
    void aRunWhosePlannedCurrentIsAboveTheLimitIsRefusedWithTheFigure() {
        final Injection unit = injection().withGains(1, 0.25);
        final String sentence = refused(unit.withGains(15, 0.25 * 15));
        assertTrue(
                sentence.contains("reaches 600 pA at least, at any potential from -80 to -40 mV "
                                + "(g_E 30.0 nS, g_I 15.0 nS, command 0 pA)")
                        && sentence.contains("limit of 500 pA"),
                sentence);
        assertTrue(refused(unit.withGains(10, 2.5).withCommandPa(150)).contains("reaches 550 pA at least"));
        assertTrue(refused(unit.withGains(10, 2.5).withSines(new Injection.Sine(100, 60), new Injection.Sine(150, 60)))
                .contains("reaches 520 pA at least"));
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            // 480 pA at -40 mV; at rest it would be more, but the cell need not stay there
            final RunPlan plan = unit.withGains(12, 3).plan(session.device(), STABILITY);
            assertEquals(500f, plan.configuration().limits().currentPa());
            // a hyperpolarising current takes off what excitation needs
            unit.withGains(15, 0.25 * 15).withCommandPa(-150).plan(session.device(), STABILITY);
        }
    }

    /** 400 nS of inhibition need no current where the cell is at its reversal, and hold it there. */
    @Test
    void strongInhibitionIsNoReasonToRefuse() {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            injection().withGains(1, 100).plan(session.device(), new StabilityLimit(0, 0, 50, 1000));
        }
    }

    @Test
    void thePlannedCurrentOfNoiseIsThatOfItsOwnSeed() {
        final NoiseSettings noise = new NoiseSettings(4, 2, 2.7, 0, 0, 10.5, 0);
        final double peak = new InjectionSource.Generated(noise.message(3), 1000).peaksNs(LOOP_HZ)[0];
        final double limit = peak * 40;
        final Injection plain = injection().with(new InjectionSource.Generated(noise.message(3), 1000));
        assertTrue(peak > 8, "four standard deviations in a second: " + peak);
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            withLimit(plain, limit * 1.001).plan(session.device(), STABILITY);
            assertThrows(
                    InputException.class, () -> withLimit(plain, limit * 0.999).plan(session.device(), STABILITY));
        }
    }

    private static Injection withLimit(final Injection of, final double limitPa) {
        return new Injection(
                of.source(),
                of.gainE(),
                of.gainI(),
                of.reversalEMv(),
                of.reversalIMv(),
                0,
                0,
                List.of(),
                0,
                limitPa,
                10_000,
                0);
    }

    @Test
    void aSinusoidThatTheLoopCannotMakeIsRefused() {
        for (final double hz : new double[] {0, -5, 10_000, Double.NaN}) {
            assertTrue(refused(injection().withSines(new Injection.Sine(100, 50), new Injection.Sine(hz, 50)))
                    .contains("half of the loop's rate"));
        }
    }

    @Test
    void whatIsNoNumberIsNoCurrent() {
        assertTrue(assertThrows(InputException.class, () -> injection().withCommandPa(Double.NaN))
                .getMessage()
                .contains("NaN"));
        assertThrows(InputException.class, () -> injection().withGains(1, Double.POSITIVE_INFINITY));
    }

    @Test
    void aSteadyCurrentComesInWithinTheSlewLimit() {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            final var plan = injection().withCommandPa(300).plan(session.device(), STABILITY);
            /* 6 nS x 500 mV/ms, so that spikes pass, and no more for the current. */
            assertEquals(3006, plan.configuration().limits().slewPaPerMs(), 10);
        }
    }

    private static Injection with(final double junctionMv, final double bridgeMohm, final double limitPa) {
        final Injection plain = injection();
        return new Injection(plain.source(), 1, 1, 0, -80, junctionMv, 0, List.of(), bridgeMohm, limitPa, 10_000, 0);
    }

    private static Configure configured(final Injection injection, final StabilityLimit stability) {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            return injection.plan(session.device(), stability).configuration();
        }
    }

    @Test
    void theJunctionPotentialIsAddedOnceToBothReversals() {
        for (final double junctionMv : new double[] {0, 12.5, -7}) {
            final Configure.Reversals sent =
                    configured(with(junctionMv, 0, 0), STABILITY).reversals();
            assertEquals(0 + junctionMv, sent.excitatoryMv());
            assertEquals(-80 + junctionMv, sent.inhibitoryMv());
        }
    }

    @Test
    void theCurrentAtAPotentialIsThatOfTheTruePotentialBeneathIt() {
        // The amplifier shows V + 12 mV: at a shown E_I + 12 mV inhibition drives nothing.
        final Injection injection =
                new Injection(injection().source(), 0, 1, 0, -82, 12, 0, List.of(), 0, 0, 10_000, 0);
        final double[] worstPa = new double[1];
        final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
        try (Session session = Session.open(device)) {
            session.run(injection.plan(session.device(), STABILITY), new Watch() {

                @Override
                public void samples(final float[][] samples, final int length) {
                    for (int k = 0; k < length; k++) worstPa[0] = Math.max(worstPa[0], Math.abs(samples[1][k]));
                }
            });
        }
        // The cell rests at -70 mV as shown, which is E_I + the junction potential.
        assertEquals(0, worstPa[0], 0.2);
    }

    @Test
    void aBridgeBeyondTheHardwaresIsRefusedBeforeAnythingIsSent() {
        final float max;
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            max = session.device().maxBridgeMohm();
        }
        final StabilityLimit electrode = new StabilityLimit(max, 0, 100, 100);
        final Injection small = with(0, max, 300).withGains(0.01, 0.01);
        assertEquals(max, configured(small, electrode).loop().bridgeMohm());
        assertTrue(refused(with(0, max + 0.1, 300).withGains(0.01, 0.01), electrode)
                .contains("at least 0 and at most the hardware's, " + max + " MOhm"));
        assertTrue(refused(with(0, -0.1, 300).withGains(0.01, 0.01), electrode).contains("The bridge is -0.1 MOhm"));
    }

    @Test
    void theLimitThatWasAskedForIsSentAndNoneAboveTheHardwares() {
        assertEquals(300, configured(with(0, 0, 300), STABILITY).limits().currentPa());
        assertEquals(500, configured(with(0, 0, 0), STABILITY).limits().currentPa());
        assertTrue(refused(with(0, 0, 5001)).contains("at most the hardware's, 5000.0 pA"));
        assertTrue(refused(with(0, 0, -1)).contains("above 0"));
        assertTrue(refused(with(0, 0, 300).withCommandPa(301)).contains("at most the current limit, 300.0 pA"));
    }

    @Test
    void thePeakThatIsSentIsThatOfTheConductances() {
        final float peakNs = configured(injection(), STABILITY).limits().peakNs();
        assertTrue(peakNs >= 6 && peakNs < 6.01, "peak " + peakNs);
        assertEquals(
                3 * 2 + 4,
                configured(injection().withGains(3, 1), STABILITY).limits().peakNs(),
                0.02);
    }

    /** Hears nothing but samples. */
    private abstract static class Watch implements RunListener {

        @Override
        public void began(final long tick) {
            // not of interest
        }

        @Override
        public void happened(final double timeS, final String text) {
            // not of interest
        }
    }

    @Test
    void theFileTellsWhatEachSweepWasAndWhyTheLastOneEnded(@TempDir final Path folder) {
        final Path file = folder.resolve("a.eiclamp");
        final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
        try (Session session = Session.open(device)) {
            final RigCalibration rig = new CalibrationProcedure(200, -70, 20, 300, 2)
                    .measure(session, LineFit.NONE, LineFit.NONE, LocalDate.EPOCH, done -> {});
            final Injection first = injection();
            final Injection second = first.withGains(1, 0.5).withCommandPa(25);
            try (ClampRecorder recorder = ClampRecorder.create(file, session, first, rig, Optional.empty())) {
                assertTrue(session.run(first.plan(session.device(), STABILITY), recorder)
                        .complete());
                recorder.playing(second);
                final RunOutcome outcome =
                        session.run(second.plan(session.device(), STABILITY), inhibitedAfter(100, recorder, device));
                assertFalse(outcome.complete());
            }
        }
        try (Recording recording = Formats.open(file)) {
            final List<String> tags =
                    recording.tags().stream().map(tag -> tag.text()).toList();
            assertTrue(tags.contains("g_E x 1.0, g_I x 1.0, 0.0 pA"), tags.toString());
            assertTrue(
                    tags.stream().anyMatch(tag -> tag.startsWith("g_E x 1") && tag.contains("g_I x 0.5")),
                    tags.toString());
            assertTrue(tags.stream().anyMatch(tag -> tag.startsWith("The device stopped the run")), tags.toString());
        }
    }

    /** Hands everything on, and pulls the inhibit input after so many samples. */
    private static RunListener inhibitedAfter(final int samples, final RunListener to, final WasmDevice device) {
        return new RunListener() {

            private int seen;

            @Override
            public void began(final long tick) {
                to.began(tick);
            }

            @Override
            public void samples(final float[][] more, final int length) {
                to.samples(more, length);
                seen += length;
                if (seen >= samples) device.inputs(true, false, false);
            }

            @Override
            public void happened(final double timeS, final String text) {
                to.happened(timeS, text);
            }

            @Override
            public void ended(final RunOutcome outcome) {
                to.ended(outcome);
            }
        };
    }
}
