package org.eibalance.bridge.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A calibration that is wrong in any one respect arms nothing. */
class CalibrationGuardsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 5, 6);
    private static final double HARD_PA = 5000;
    private static final String SERIAL = "0123456789abcdef";
    private static final LineFit STRAIGHT = new LineFit(0.2, -70, 0, 0, 40, 13);

    private static RigCalibration rig(final LineFit resistance, final double measuredMohm, final double offsetPa) {
        return new RigCalibration(
                "board",
                SERIAL,
                "2026-05-06",
                7,
                LineFit.NONE,
                LineFit.NONE,
                resistance,
                200,
                measuredMohm,
                offsetPa,
                1,
                10,
                20,
                100,
                0.1);
    }

    private static RigCalibration rig(
            final double seriesMohm,
            final double electrodeUs,
            final double latencyUs,
            final double capacitancePf,
            final double noiseMv) {
        return new RigCalibration(
                "board",
                SERIAL,
                "2026-05-06",
                7,
                LineFit.NONE,
                LineFit.NONE,
                STRAIGHT,
                200,
                200,
                0,
                seriesMohm,
                electrodeUs,
                latencyUs,
                capacitancePf,
                noiseMv);
    }

    private static HelloAck device(final String board) {
        return device(board, 0x0123456789abcdefL);
    }

    private static HelloAck device(final String board, final long serial) {
        return new HelloAck(
                0,
                1,
                1,
                1,
                "hash",
                board,
                true,
                20_000,
                1_000_000,
                100,
                254,
                512,
                16,
                16,
                DeviceState.IDLE,
                Fault.NONE,
                0,
                (float) HARD_PA,
                100,
                0,
                serial);
    }

    private static void right(final RigCalibration rig) {
        assertEquals(Optional.empty(), rig.objection(HARD_PA));
    }

    private static void wrong(final RigCalibration rig, final String word) {
        final String sentence = rig.objection(HARD_PA).orElseThrow();
        assertTrue(sentence.contains(word), sentence);
        assertTrue(sentence.contains("run calibrate-device again"), sentence);
        // The same sentence refuses to arm.
        assertEquals(
                sentence,
                assertThrows(DeviceException.class, () -> rig.check(device("board"), 7, DAY, 30))
                        .getMessage());
    }

    @Test
    void theResistanceMayMissTheKnownOneByTwoPercent() {
        right(rig(STRAIGHT, 203.99, 0));
        right(rig(STRAIGHT, 196.01, 0));
        wrong(rig(STRAIGHT, 204.1, 0), "204.1 MOhm where the model cell has 200.0");
        wrong(rig(STRAIGHT, 195.9, 0), "2 %");
        wrong(rig(STRAIGHT, Double.NaN, 0), "2 %");
        assertEquals(0.1, rig(STRAIGHT, 220, 0).resistanceError(), 1e-12);
        assertEquals(-0.1, rig(STRAIGHT, 180, 0).resistanceError(), 1e-12);
    }

    @Test
    void theModelCellMustBeALine() {
        right(rig(new LineFit(0.2, -70, 0.4, 1, 40, 13), 200, 0));
        wrong(rig(new LineFit(0.2, -70, 0.41, 1.23, 40, 13), 200, 0), "1.2 mV off a line through 40.0 mV");
        wrong(rig(new LineFit(0.2, -70, Double.NaN, 1, 40, 13), 200, 0), "off a line");
    }

    @Test
    void aCurrentThatFlowsUnaskedIsAtMostHalfAPercentOfTheHardwaresLimit() {
        right(rig(STRAIGHT, 200, 25));
        right(rig(STRAIGHT, 200, -25));
        wrong(rig(STRAIGHT, 200, 25.1), "25.1 pA would flow unasked (at most 25.0 pA were expected)");
        wrong(rig(STRAIGHT, 200, -25.1), "shows -70.0 mV and not -65.0 mV");
        wrong(rig(STRAIGHT, 200, Double.NaN), "unasked");
        // A small board: 5 pA.
        assertEquals(Optional.empty(), rig(STRAIGHT, 200, 5).objection(100));
        assertTrue(rig(STRAIGHT, 200, 5.1).objection(100).isPresent());
    }

    @Test
    void whatNoRigHasIsNotBelieved() {
        right(rig(0, 0, 0.1, 0.1, 0));
        right(rig(199.9, 9999, 10_000, 99_999, 99.9));
        for (final RigCalibration bad : new RigCalibration[] {
            rig(-0.1, 10, 20, 100, 0.1),
            rig(200, 10, 20, 100, 0.1),
            rig(Double.NaN, 10, 20, 100, 0.1),
            rig(1, -0.1, 20, 100, 0.1),
            rig(1, 10_000, 20, 100, 0.1),
            rig(1, Double.NaN, 20, 100, 0.1),
            rig(1, 10, 0, 100, 0.1),
            rig(1, 10, 10_001, 100, 0.1),
            rig(1, 10, Double.NaN, 100, 0.1),
            rig(1, 10, 20, 0, 0.1),
            rig(1, 10, 20, 100_000, 0.1),
            rig(1, 10, 20, Double.NaN, 0.1),
            rig(1, 10, 20, 100, -0.1),
            rig(1, 10, 20, 100, 100),
            rig(1, 10, 20, 100, Double.NaN)
        }) wrong(bad, "which no rig has");
    }

    @Test
    void aCalibrationIsOfOneDeviceOneStateOfItAndSomeDays() {
        final RigCalibration good = rig(1, 10, 20, 100, 0.1);
        good.check(device("board"), 7, DAY, 0);
        good.check(device("board"), 7, DAY.plusDays(30), 30);
        assertEquals(
                "The calibration is of the device 'board', this one is 'other': run calibrate-device with this one.",
                refused(good, "other", 7, DAY));
        assertEquals(
                "The calibration is of the rig 0123456789abcdef, this one is fedcba9876543210, with a board of the "
                        + "same kind: run calibrate-device with this one.",
                assertThrows(DeviceException.class, () -> good.check(device("board", 0xfedcba9876543210L), 7, DAY, 30))
                        .getMessage());
        assertTrue(assertThrows(DeviceException.class, () -> good.check(device("board", 0), 7, DAY, 30))
                .getMessage()
                .contains("has no serial number"));
        assertTrue(refused(good, "board", 8, DAY).contains("own calibration is another one"));
        assertTrue(refused(good, "board", 7, DAY.plusDays(31)).contains("31 days ago: one of at most 30 days"));
        assertTrue(refused(good, "board", 7, DAY.minusDays(1)).contains("-1 days ago"));
    }

    private static String refused(final RigCalibration rig, final String board, final int crc, final LocalDate today) {
        return assertThrows(DeviceException.class, () -> rig.check(device(board), crc, today, 30))
                .getMessage();
    }

    @Test
    void theStabilityLimitIsThatOfTheRigWithTheCellsCapacitance() {
        assertEquals(new StabilityLimit(1, 10, 20, 55), rig(1, 10, 20, 100, 0.1).stability(55));
    }

    @Test
    void theMetersLineMustBeNearOne() {
        final Calibration old = new Calibration(0.01f, -300, 6, 32_768, 1, "old", 5);
        for (final double slope : new double[] {0.51, 1.99}) {
            final LineFit line = new LineFit(slope, 2, 0, 0, 100, 5);
            final Calibration input = RigCalibration.corrected(old, line, LineFit.NONE, DAY, "new");
            assertEquals(0.01 * slope, input.adcScaleMv(), 1e-6);
            assertEquals(-300 * slope + 2, input.adcOffsetMv(), 1e-4);
            assertEquals(6, input.dacScalePerPa());
            assertEquals(32_768, input.dacZero());
            assertEquals(DAY.toEpochDay(), input.day());
            assertEquals("new", input.id());
            final Calibration output = RigCalibration.corrected(old, LineFit.NONE, line, DAY, "new");
            assertEquals(6 / slope, output.dacScalePerPa(), 1e-5);
            assertEquals(32_768 - 6 * 2 / slope, output.dacZero(), 1e-2);
            assertEquals(0.01f, output.adcScaleMv());
        }
        for (final double slope : new double[] {0.5, 2, -1, Double.NaN}) {
            final LineFit line = new LineFit(slope, 0, 0, 0, 100, 5);
            assertThrows(InputException.class, () -> RigCalibration.corrected(old, line, LineFit.NONE, DAY, "new"));
            assertThrows(InputException.class, () -> RigCalibration.corrected(old, LineFit.NONE, line, DAY, "new"));
        }
        final LineFit edge = new LineFit(1, 0, 0, 1, 100, 5);
        assertEquals(
                0.01f, RigCalibration.corrected(old, edge, edge, DAY, "new").adcScaleMv());
        assertTrue(assertThrows(
                        InputException.class,
                        () -> RigCalibration.corrected(
                                old, new LineFit(1, 0, 0, 1.06, 100, 5), LineFit.NONE, DAY, "new"))
                .getMessage()
                .contains("lies 1.1 off the line through all of them, whose span is 100.0"));
        assertThrows(
                InputException.class,
                () -> RigCalibration.corrected(old, new LineFit(1, 0, 0, 0, 100, 4), LineFit.NONE, DAY, "new"));
    }

    @Test
    void aLineIsFittedByLeastSquares() {
        final LineFit line = LineFit.of(new double[] {0, 1, 2, 3}, new double[] {1, 3, 5, 11});
        assertEquals(3.2, line.slope(), 1e-12);
        assertEquals(0.2, line.intercept(), 1e-12);
        // Residuals 0.8, -0.4, -1.6, 1.2.
        assertEquals(Math.sqrt((0.64 + 0.16 + 2.56 + 1.44) / 4), line.rms(), 1e-12);
        assertEquals(1.6, line.worst(), 1e-12);
        assertEquals(10, line.span(), 1e-12);
        assertEquals(4, line.points());
        assertFalse(line.isNone());
        assertTrue(LineFit.NONE.isNone());
        assertEquals(1, LineFit.NONE.slope());
        assertTrue(assertThrows(InputException.class, () -> LineFit.of(new double[3], new double[4]))
                .getMessage()
                .contains("3 and 4"));
        assertThrows(InputException.class, () -> LineFit.of(new double[2], new double[2]));
        assertThrows(InputException.class, () -> LineFit.of(new double[] {1, 2, 3}, new double[] {1, 2, Double.NaN}));
    }

    // ---- files ----

    @Test
    void theFileOfAUserHasTheNameOfTheDevice() {
        final Path file = CalibrationStore.ofUser(device("../a b\\c.1"));
        assertEquals(".._a_b_c.1-0123456789abcdef.json", file.getFileName().toString());
        assertTrue(file.startsWith(System.getProperty("user.home")));
        assertEquals(
                Path.of(".ei-balance", "calibration", ".._a_b_c.1-0123456789abcdef.json"),
                file.subpath(file.getNameCount() - 3, file.getNameCount()));
    }

    @Test
    void aCalibrationIsReplacedWholeAndLeavesNoPart(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("rig.json");
        CalibrationStore.save(rig(1, 10, 20, 100, 0.1), file);
        CalibrationStore.save(rig(2, 10, 20, 100, 0.1), file);
        assertEquals(2, CalibrationStore.load(file).seriesMohm());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        assertTrue(Files.readString(file).endsWith("}\n"));
    }

    @Test
    void aCalibrationOfNoRigIsRefusedThoughItsChecksumIsRight(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("rig.json");
        // What was kept before a calibration belonged to a rig has no such field.
        CalibrationStore.save(
                new RigCalibration(
                        "board",
                        null,
                        "2026-05-06",
                        7,
                        LineFit.NONE,
                        LineFit.NONE,
                        STRAIGHT,
                        200,
                        200,
                        0,
                        1,
                        10,
                        20,
                        100,
                        0.1),
                file);
        assertFalse(Files.readString(file).contains("serial"), Files.readString(file));
        assertTrue(assertThrows(InputException.class, () -> CalibrationStore.load(file))
                .getMessage()
                .endsWith(
                        "does not say which rig it was made with, as calibrations before version 1.1 of the protocol: "
                                + "run calibrate-device again."));
        CalibrationStore.save(rig(1, 10, 20, 100, 0.1), file);
        assertTrue(Files.readString(file).contains("\"serial\": \"0123456789abcdef\""), Files.readString(file));
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid(@TempDir final Path folder) throws IOException {
        final Path taken = Files.writeString(folder.resolve("taken"), "");
        assertTrue(assertThrows(
                        InputException.class,
                        () -> CalibrationStore.save(rig(1, 10, 20, 100, 0.1), taken.resolve("rig.json")))
                .getMessage()
                .contains("cannot be written"));
    }

    private static String damaged(final Path file, final String text) throws IOException {
        Files.writeString(file, text);
        final String message = assertThrows(InputException.class, () -> CalibrationStore.load(file))
                .getMessage();
        assertTrue(message.contains("is damaged or was changed by hand"), message);
        return message;
    }

    @Test
    void aDamagedFileIsRefusedWhateverIsWrongWithIt(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("rig.json");
        CalibrationStore.save(rig(1, 10, 20, 100, 0.1), file);
        final String good = Files.readString(file);
        for (final String bad : new String[] {
            "",
            "{}",
            "null",
            "{",
            good.replace("\"crc32c\"", "\"crc\""),
            good.replace("\"latencyUs\": 20.0", "\"latencyUs\": 2.0"),
            good.replace("\"latencyUs\": 20.0", "\"latencyUs\": \"x\"")
        }) damaged(file, bad);
        // A right checksum over a day that is none.
        final RigCalibration noDay = new RigCalibration(
                "board",
                SERIAL,
                "yesterday",
                7,
                LineFit.NONE,
                LineFit.NONE,
                STRAIGHT,
                200,
                200,
                0,
                1,
                10,
                20,
                100,
                0.1);
        CalibrationStore.save(noDay, file);
        damaged(file, Files.readString(file));
        Files.writeString(file, good);
        assertEquals(rig(1, 10, 20, 100, 0.1), CalibrationStore.load(file));
        assertTrue(assertThrows(InputException.class, () -> CalibrationStore.load(folder))
                .getMessage()
                .contains("cannot be read"));
    }
}
