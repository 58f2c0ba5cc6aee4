package org.eibalance.bridge.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.PassedOn;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibration of a rig on a model cell, and what it allows. */
class CalibrationTest {

    private static final LocalDate DAY = LocalDate.of(2026, 5, 6);

    private static RigCalibration measure(final EmbeddedCell cell, final double knownMohm, final int steps) {
        try (Session session = Session.open(new WasmDevice(cell, 100_000, 3))) {
            return new CalibrationProcedure(knownMohm, -70, 20, 300, steps)
                    .measure(session, LineFit.NONE, LineFit.NONE, DAY, done -> {});
        }
    }

    private static EmbeddedCell cell(
            final double seriesMohm, final double electrodePf, final double noiseMv, final int latencyTicks) {
        return new EmbeddedCell(
                EmbeddedCell.Kind.PASSIVE,
                100,
                5,
                -70,
                seriesMohm,
                electrodePf,
                noiseMv,
                latencyTicks,
                seriesMohm > 0 ? 10 : 1);
    }

    @Test
    void aModelCellWithoutElectrodeIsMeasured() {
        final RigCalibration rig = measure(cell(0, 0, 0, 1), 200, 3);
        assertEquals(200, rig.measuredMohm(), 0.5);
        assertTrue(rig.resistanceIsRight());
        assertEquals(100, rig.capacitancePf(), 2);
        assertEquals(0, rig.seriesMohm(), 0.3);
        assertEquals(0, rig.zeroOffsetPa(), 0.2);
        /* One tick of latency, and the one for which a current stays put out. */
        assertEquals(20, rig.latencyUs(), 6);
    }

    @Test
    void electrodeAndLatencyAreFoundThroughNoise() {
        final RigCalibration rig = measure(cell(12, 6, 0.1, 3), 212, 30);
        assertEquals(212, rig.measuredMohm(), 2);
        assertEquals(12, rig.seriesMohm(), 1);
        assertEquals(72, rig.electrodeUs(), 25);
        assertEquals(40, rig.latencyUs(), 12);
        /* The electrode's own 6 pF charge with the membrane. */
        assertEquals(106, rig.capacitancePf(), 2);
        assertEquals(0.1, rig.noiseMv(), 0.01);
    }

    @Test
    void aLevelThatHasNotSettledIsNotBelieved() {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), 100_000, 3))) {
            final InputException e = assertThrows(
                    InputException.class,
                    () -> new CalibrationProcedure(200, -70, 20, 60, 2)
                            .measure(session, LineFit.NONE, LineFit.NONE, DAY, done -> {}));
            assertTrue(e.getMessage().contains("settle_ms"), e.getMessage());
        }
    }

    @Test
    void aResistanceThatIsNotTheKnownOneIsNotArmedWith() {
        final RigCalibration rig = measure(cell(0, 0, 0, 1), 210, 2);
        assertFalse(rig.resistanceIsRight());
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), 100_000, 1))) {
            final InputException e = assertThrows(
                    InputException.class,
                    () -> rig.check(session.device(), session.calibration().crc(), DAY, 30));
            assertTrue(e.getMessage().contains("2 %"), e.getMessage());
        }
    }

    @Test
    void aStaleOrForeignCalibrationIsRefused() {
        final RigCalibration rig = measure(cell(0, 0, 0, 1), 200, 2);
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), 100_000, 1))) {
            final int crc = session.calibration().crc();
            rig.check(session.device(), crc, DAY.plusDays(30), 30);
            assertTrue(assertThrows(InputException.class, () -> rig.check(session.device(), crc, DAY.plusDays(31), 30))
                    .getMessage()
                    .contains("31 days"));
            assertThrows(InputException.class, () -> rig.check(session.device(), crc, DAY.minusDays(1), 30));
            assertTrue(assertThrows(InputException.class, () -> rig.check(session.device(), crc + 1, DAY, 30))
                    .getMessage()
                    .contains("own calibration"));
        }
    }

    @Test
    void aCalibrationIsKeptWithItsChecksumAndAChangedOneIsRefused(@TempDir final Path folder) throws IOException {
        final RigCalibration rig = new RigCalibration(
                "board",
                "00000000000000ff",
                "2026-05-06",
                7,
                LineFit.NONE,
                LineFit.NONE,
                LineFit.NONE,
                200,
                201,
                0.5,
                1.25,
                10,
                20,
                100,
                0.1);
        final Path file = folder.resolve("a").resolve("rig.json");
        assertTrue(assertThrows(InputException.class, () -> CalibrationStore.load(file))
                .getMessage()
                .contains("calibrate-device"));
        CalibrationStore.save(rig, file);
        assertEquals(rig, CalibrationStore.load(file));
        Files.writeString(file, Files.readString(file).replace("1.25", "0.25"));
        assertTrue(assertThrows(InputException.class, () -> CalibrationStore.load(file))
                .getMessage()
                .contains("damaged"));
        Files.writeString(file, "{");
        assertThrows(InputException.class, () -> CalibrationStore.load(file));
    }

    @Test
    void aMetersLinesMendTheConverters() {
        final Calibration old = new Calibration(0.01f, -327.68f, 6, 32768, 1, "old", 5);
        /* The meter shows 5 % more and 3 pA too much; the input 2 % more and 1 mV too much. */
        final double[] x = {-100, 0, 100, 200, 300};
        final LineFit output = LineFit.of(x, new double[] {-102, 3, 108, 213, 318});
        final LineFit input = LineFit.of(x, new double[] {-101, 1, 103, 205, 307});
        final Calibration mended = RigCalibration.corrected(old, input, output, DAY, "test");
        final double code = 100 * mended.dacScalePerPa() + mended.dacZero();
        /* With the old calibration this code was asked for as that many pA, and the meter said: */
        assertEquals(100, 1.05 * (code - old.dacZero()) / old.dacScalePerPa() + 3, 0.01);
        assertEquals(1.02 * old.voltageMv(30_000) + 1, mended.voltageMv(30_000), 0.001);
        assertThrows(InputException.class, () -> LineFit.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}));
        assertThrows(InputException.class, () -> LineFit.of(new double[] {1, 2}, new double[] {1, 2}));
    }

    private static LineFit line(final double slope, final int points, final double bend) {
        final double[] x = new double[points];
        final double[] y = new double[points];
        for (int k = 0; k < points; k++) {
            x[k] = 100 * k - 200;
            y[k] = slope * x[k] + (k == 1 ? bend : 0);
        }
        return LineFit.of(x, y);
    }

    private static String refused(final LineFit input, final LineFit output) {
        return assertThrows(
                        InputException.class,
                        () -> RigCalibration.corrected(
                                new Calibration(0.01f, -327.68f, 6, 32768, 1, "old", 5), input, output, DAY, "test"))
                .getMessage();
    }

    @Test
    void reversedLeadsOrAWrongGainAreNoScalingThatIsALittleOff() {
        /* Both reversed: the resistance of a model cell would come out right, and every reversal potential inverted. */
        assertTrue(refused(line(-1, 5, 0), line(-1, 5, 0)).contains("leads"));
        assertTrue(refused(LineFit.NONE, line(10, 5, 0)).contains("gain"));
        assertTrue(refused(line(0.4, 5, 0), LineFit.NONE).contains("slope"));
        assertTrue(refused(line(1, 4, 0), LineFit.NONE).contains("5 were expected"));
        assertTrue(refused(line(1, 5, 20), LineFit.NONE).contains("read again"));
        assertEquals(
                6,
                RigCalibration.corrected(
                                new Calibration(0.01f, -327.68f, 6, 32768, 1, "old", 5),
                                LineFit.NONE,
                                LineFit.NONE,
                                DAY,
                                "test")
                        .dacScalePerPa());
    }

    @Test
    void aCurrentThatFlowsUnaskedDoesNotArm() {
        try (Session session = Session.open(new WasmDevice(cell(0, 0, 0, 1), 100_000, 3))) {
            /* The cell rests at -70 mV; 0 were given. */
            final RigCalibration rig = new CalibrationProcedure(200, 0, 20, 300, 2)
                    .measure(session, LineFit.NONE, LineFit.NONE, DAY, done -> {});
            assertTrue(rig.resistanceIsRight());
            final InputException e = assertThrows(
                    InputException.class,
                    () -> rig.check(session.device(), session.calibration().crc(), DAY, 30));
            assertTrue(
                    e.getMessage().contains("-70.0 mV and not 0.0 mV")
                            && e.getMessage().contains("-350.0 pA"),
                    e.getMessage());
        }
    }

    @Test
    void aCalibrationWithImpossibleValuesNeitherArmsNorIsKept(@TempDir final Path folder) {
        final LineFit straight = new LineFit(0.2, -70, 0, 0, 40, 13);
        final RigCalibration good = new RigCalibration(
                "board",
                "00000000000000ff",
                "2026-05-06",
                7,
                LineFit.NONE,
                LineFit.NONE,
                straight,
                200,
                200,
                0,
                1,
                10,
                20,
                100,
                0.1);
        assertEquals(Optional.empty(), good.objection(5000));
        for (final double bad : new double[] {Double.NaN, -350, 0}) {
            final RigCalibration rig = new RigCalibration(
                    "board",
                    "00000000000000ff",
                    "2026-05-06",
                    7,
                    LineFit.NONE,
                    LineFit.NONE,
                    straight,
                    200,
                    200,
                    0,
                    1,
                    10,
                    20,
                    bad,
                    0.1);
            assertTrue(rig.objection(5000).orElseThrow().contains("no rig"));
            if (Double.isNaN(bad))
                assertThrows(InputException.class, () -> CalibrationStore.save(rig, folder.resolve("rig.json")));
        }
        final RigCalibration bent = new RigCalibration(
                "board",
                "00000000000000ff",
                "2026-05-06",
                7,
                LineFit.NONE,
                LineFit.NONE,
                new LineFit(0.2, -70, 1, 3, 40, 13),
                200,
                200,
                0,
                1,
                10,
                20,
                100,
                0.1);
        assertTrue(bent.objection(5000).orElseThrow().contains("off a line"));
    }

    /** The answer of 200 MOhm to 100 pA, 20 ms at 100 kHz. */
    private static double[] response(final DoubleUnaryOperator mvAtMs) {
        final double[] mv = new double[2000];
        for (int i = 0; i < mv.length; i++) mv[i] = mvAtMs.applyAsDouble(i * 0.01);
        return mv;
    }

    @Test
    void anAnswerThatIsNotAMembranesAllowsNoConductance() {
        final SplittableRandom random = new SplittableRandom(1);
        final double tau = 10;
        assertEquals(
                10,
                StepFit.of(response(t -> 20 * -Math.expm1(-t / tau)), 10, 100, 200, 0, 60)
                        .membraneMs(),
                0.01);
        final List<double[]> bad = List.of(
                response(t -> 0.2 * random.nextGaussian()), /* nothing */
                response(t -> 20), /* a resistor */
                response(t -> 24 * -Math.expm1(-t / tau)), /* beyond the steady value */
                response(t -> 20 * (0.7 - 0.02 * t)), /* a sag */
                response(t -> 20 * -Math.expm1(-t / 500)), /* far too slow to have settled */
                response(t -> t < 5 ? 0 : 20 * -Math.expm1(-(t - 5) / tau)), /* far too late */
                response(t -> Double.NaN));
        for (int k = 0; k < bad.size(); k++) {
            final double[] mv = bad.get(k);
            assertTrue(assertThrows(InputException.class, () -> StepFit.of(mv, 10, 100, 200, 0.02, 60), "response " + k)
                    .getMessage()
                    .contains("not that of a resistance"));
        }
    }

    @Test
    void aCalibrationMayNotGoFarAboveWhatItAsksFor() {
        final List<Float> limitsPa = new ArrayList<>();
        final WasmDevice device = new WasmDevice(cell(0, 0, 0, 1), 100_000, 3);
        final FrameReader written = new FrameReader();
        try (Session session = Session.open(new PassedOn(device) {

            @Override
            public void write(final byte[] bytes, final int from, final int length) throws IOException {
                written.accept(bytes, from, length, frame -> {
                    if (Command.read(frame) instanceof Configure c)
                        limitsPa.add(c.limits().currentPa());
                });
                super.write(bytes, from, length);
            }
        })) {
            new CalibrationProcedure(200, -70, 20, 300, 2)
                    .measure(session, LineFit.NONE, LineFit.NONE, DAY, done -> {});
        }
        /* At most 100 pA are asked for, thirteen times, and in the steps. */
        assertEquals(14, limitsPa.size());
        assertTrue(limitsPa.stream().allMatch(pa -> pa == 125), limitsPa.toString());
    }

    @Test
    void aCommandCurrentDoesNotSwitchTheSlewLimitOff() {
        // Two sines of 500 pA at 420 and 630 Hz change by 3.3 nA in a millisecond; a steady current by nothing.
        assertEquals(500, SafetyLimits.defaults(1, 0, 1, 5000).slewPaPerMs());
        assertEquals(
                500 + 3299,
                SafetyLimits.defaults(1, 2 * Math.PI * 0.5 * (420 + 630), 1, 5000)
                        .slewPaPerMs(),
                1);
    }

    @Test
    void theStabilityLimitIsHalfOfWhatIsJustStable() {
        /* 10 MOhm, 5 pF, one sample of 10 us: 1 / (R (1 - exp(-10/50))) = 552 nS, and the membrane's own share. */
        assertEquals(
                0.5 * 1000 / (10 * (1 - Math.exp(-0.2)) + 0.1), new StabilityLimit(10, 50, 10, 100).allowedNs(0), 1e-9);
        /* A bridge of the right size leaves the early error; one too large leaves more. */
        assertTrue(new StabilityLimit(10, 5, 10, 100).allowedNs(10) > new StabilityLimit(10, 5, 10, 100).allowedNs(0));
        assertTrue(new StabilityLimit(10, 5, 10, 100).allowedNs(20) < new StabilityLimit(10, 5, 10, 100).allowedNs(10));
    }

    @Test
    void moreConductanceThanIsStableIsRefusedWithTheNumbers() {
        final SafetyLimits limits = SafetyLimits.defaults(400, 0, 1, 5000);
        final InputException e = assertThrows(
                InputException.class,
                () -> Configurations.of(
                        limits, 100_000, 10, new StabilityLimit(10, 50, 10, 100), 0, 400, 0, -75, Optional.empty()));
        assertTrue(e.getMessage().contains("oscillate") && e.getMessage().contains("261.4"), e.getMessage());
    }

    @Test
    void theDefaultSlewLetsASpikePass() {
        assertEquals(35_000, SafetyLimits.defaults(70, 0, 1, 5000).slewPaPerMs());
        assertTrue(assertThrows(
                        InputException.class,
                        () -> SafetyLimits.defaults(70, 0, 1, 5000).withLimitPa(6000, 5000))
                .getMessage()
                .contains("hardware"));
    }
}
