package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conductances that the device makes, and the host makes again. */
class GeneratedNoiseTest {

    private static final OrnsteinUhlenbeck NOISE = new OrnsteinUhlenbeck(4, 3, 2.7f, 16, 5, 10.5f, 0.3f, 7);
    private static final StabilityLimit STABILITY = new StabilityLimit(0, 0, 20, 100);

    @TempDir
    private Path folder;

    private static Injection injection(final OrnsteinUhlenbeck noise) {
        return new Injection(
                new InjectionSource.Generated(noise, 500), 1.5, 0.5, 0, -80, 0, 0, List.of(), 0, 2000, 10_000, 0);
    }

    private static Session session() {
        return Session.open(new WasmDevice(EmbeddedCell.passive(), 100_000, 1));
    }

    /** Runs a plan twice into a file. */
    private Recording recorded(final Session session, final Injection injection) {
        final RigCalibration rig = new CalibrationProcedure(200, -70, 20, 300, 2)
                .measure(session, LineFit.NONE, LineFit.NONE, java.time.LocalDate.EPOCH, p -> {});
        final Path file = folder.resolve("a.eiclamp");
        final RunPlan plan = injection.plan(session.device(), STABILITY);
        try (ClampRecorder recorder = ClampRecorder.create(file, session, injection, rig, Optional.empty())) {
            for (int k = 0; k < 2; k++) assertTrue(session.run(plan, recorder).complete());
        }
        return Formats.open(file);
    }

    @Test
    void theCurrentObeysTheConductancesThatTheHostMadeAgain() {
        try (Session session = session();
                Recording recording = recorded(session, injection(NOISE))) {
            final double[][] c = new double[5][];
            for (int k = 0; k < 5; k++) c[k] = recording.read(k, 0);
            assertEquals(5000, c[0].length);
            // A step of the output converter and half a step of V times the conductance; a shift by one tick would be
            // seen.
            final double outPa = 1 / Math.abs(session.calibration().dacScalePerPa());
            final double inMv = Math.abs(session.calibration().adcScaleMv());
            boolean clipped = false;
            for (int k = 10; k < c[0].length; k++) {
                final double wanted = c[3][k] * (0 - c[0][k]) + c[4][k] * (-80 - c[0][k]);
                assertEquals(wanted, c[1][k], outPa + inMv * (c[3][k] + c[4][k]), "sample " + k);
                clipped |= c[3][k] == 0;
            }
            assertTrue(clipped, "the noise of g_E was to reach 0");
            assertArrayEquals(c[3], recording.read(3, 1), "frozen: the second run has the same noise");
            assertEquals(1.5 * 4, Arrays.stream(c[3]).average().orElseThrow(), 1.5);
        }
    }

    @Test
    void theLargestConductanceIsKnownBeforeTheRunAndArmed() {
        final InjectionSource.Played played = new InjectionSource.Generated(NOISE, 500).played(1, 1, 100_000);
        assertEquals(50_000, played.ticks());
        final double[] ns = new double[2];
        double peak = 0;
        for (int k = 0; k < 50_000; k++) {
            played.injected().at(k, ns);
            peak = Math.max(peak, ns[0] + ns[1]);
        }
        assertEquals(peak, played.peakNs());
        final InputException refused = assertThrows(
                InputException.class,
                () -> new Injection(
                                new InjectionSource.Generated(NOISE, 500),
                                200,
                                200,
                                0,
                                -80,
                                0,
                                0,
                                List.of(),
                                0,
                                0,
                                10_000,
                                0)
                        .plan(sessionDevice(), STABILITY));
        assertTrue(refused.getMessage().contains("oscillate"), refused.getMessage());
    }

    private static org.eibalance.bridge.protocol.HelloAck sessionDevice() {
        try (Session session = session()) {
            return session.device();
        }
    }

    @Test
    void gainsInInputConductancesMakeTheMeanOrTheLargestOne() {
        final Injection plain = injection(NOISE);
        final Injection mean = plain.inInputConductances(5, Injection.Reference.MEAN, 100_000);
        assertEquals(1.5 * 5, mean.gainE() * 4, 1e-9);
        assertEquals(0.5 * 5, mean.gainI() * 16, 1e-9);
        final Injection peak = plain.inInputConductances(5, Injection.Reference.PEAK, 100_000);
        assertEquals(1.5 * 5, peak.gainE() * peak.source().peaksNs(100_000)[0], 1e-9);
        assertThrows(
                InputException.class, () -> plain.inInputConductances(Double.NaN, Injection.Reference.MEAN, 100_000));
    }

    @Test
    void theInputResistanceOfTheModelCellIsMeasuredWithinTheLimit() {
        try (Session session = session()) {
            assertEquals(200, InputResistance.mohm(session, STABILITY, -20, 300, 100), 0.5);
            assertThrows(InputException.class, () -> InputResistance.mohm(session, STABILITY, -20, 300, 10));
        }
    }

    @Test
    void noiseThatIsNoneIsRefused() {
        for (final OrnsteinUhlenbeck bad : List.of(
                new OrnsteinUhlenbeck(-1, 1, 1, 1, 1, 1, 0, 1),
                new OrnsteinUhlenbeck(1, Float.NaN, 1, 1, 1, 1, 0, 1),
                new OrnsteinUhlenbeck(1, 1, 0, 1, 1, 1, 0, 1),
                new OrnsteinUhlenbeck(1, 1, 1, 1, 1, 1, 2, 1))) {
            assertThrows(InputException.class, () -> new InjectionSource.Generated(bad, 100));
        }
        assertThrows(InputException.class, () -> new InjectionSource.Generated(NOISE, Double.NaN));
    }
}
