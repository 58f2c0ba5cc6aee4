package org.eibalance.bridge.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.PassedOn;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a calibration asks of the device and says on the way, and the ranges of its settings. */
class CalibrationProcedureTest {

    private static final LocalDate DAY = LocalDate.of(2026, 5, 6);
    private static final int LOOP_HZ = 20_000;

    @ParameterizedTest
    @ValueSource(doubles = {1, 10_000})
    void aModelCellHasAResistanceOfOneToTenThousandMohm(final double mohm) {
        assertEquals(mohm, new CalibrationProcedure(mohm, 0, 20, 300, 1).knownMohm());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 10_000.1, Double.NaN, -200})
    void anotherResistanceIsRefused(final double mohm) {
        assertEquals(
                "The model cell has " + mohm + " MOhm: a resistance from 1 to 10000 MOhm was expected.",
                assertThrows(InputException.class, () -> new CalibrationProcedure(mohm, 0, 20, 300, 1))
                        .getMessage());
    }

    @Test
    void theSpanIsOneToFiftyMillivolts() {
        assertEquals(1, new CalibrationProcedure(200, 0, 1, 300, 1).spanMv());
        assertEquals(50, new CalibrationProcedure(200, 0, 50, 300, 1).spanMv());
        for (final double mv : new double[] {0.99, 50.1, Double.NaN})
            assertEquals(
                    "The span is " + mv + " mV: 1 to 50 mV were expected.",
                    assertThrows(InputException.class, () -> new CalibrationProcedure(200, 0, mv, 300, 1))
                            .getMessage());
    }

    @Test
    void aLevelLastsTwentyMillisecondsAtLeastAndOneStepIsEnough() {
        assertEquals(20, new CalibrationProcedure(200, 0, 20, 20, 1).settleMs());
        assertThrows(IllegalArgumentException.class, () -> new CalibrationProcedure(200, 0, 20, 19, 1));
        assertThrows(IllegalArgumentException.class, () -> new CalibrationProcedure(200, 0, 20, 20, 0));
    }

    @Test
    void theProcedureOfAnEmbeddedCellKnowsItsResistanceAndRest() {
        // 4 nS are 250 MOhm.
        final CalibrationProcedure procedure =
                CalibrationProcedure.of(new EmbeddedCell(EmbeddedCell.Kind.PASSIVE, 100, 4, -65, 0, 0, 0, 1, 1));
        assertEquals(new CalibrationProcedure(250, -65, 20, 300, 5), procedure);
    }

    private static EmbeddedCell cell(final double restMv) {
        return new EmbeddedCell(EmbeddedCell.Kind.PASSIVE, 100, 5, restMv, 0, 0, 0, 1, 1);
    }

    private static RigCalibration measure(final double restMv, final int settleMs) {
        try (Session session = Session.open(new WasmDevice(cell(restMv), LOOP_HZ, 3))) {
            return new CalibrationProcedure(200, restMv, 20, settleMs, 2)
                    .measure(session, LineFit.NONE, LineFit.NONE, DAY, done -> {});
        }
    }

    @Test
    void thirteenLevelsGoEvenlyFromOneEndOfTheSpanToTheOther() {
        final List<Current> asked = new ArrayList<>();
        final List<Double> shares = new ArrayList<>();
        final FrameReader written = new FrameReader();
        try (Session session = Session.open(new PassedOn(new WasmDevice(cell(-70), LOOP_HZ, 3)) {

            @Override
            public void write(final byte[] bytes, final int from, final int length) throws IOException {
                written.accept(bytes, from, length, frame -> {
                    if (Command.read(frame) instanceof Current c) asked.add(c);
                });
                super.write(bytes, from, length);
            }
        })) {
            new CalibrationProcedure(200, -70, 18, 200, 2)
                    .measure(session, LineFit.NONE, LineFit.NONE, DAY, shares::add);
        }
        // 18 mV through 200 MOhm are 90 pA, in steps of 15.
        final List<Current> levels =
                asked.stream().filter(c -> c.stepPa() == 0 && c.dcPa() != 0).toList();
        assertEquals(
                List.of(-90f, -75f, -60f, -45f, -30f, -15f, 15f, 30f, 45f, 60f, 75f, 90f),
                levels.stream().map(Current::dcPa).toList());
        assertTrue(asked.stream().anyMatch(c -> c.stepPa() == 90 && c.stepMs() == 20), "and then steps of the largest");
        // Seven tenths of the way are the levels, of equal parts.
        assertEquals(14, shares.size());
        for (int k = 0; k < 13; k++) assertEquals(0.7 * (k + 1) / 13, shares.get(k), 1e-12);
        assertEquals(1, shares.get(13));
    }

    /**
     * The halves of the last third of a level of 20 mV, with 20 ms of time constant, differ by 0.1 mV after 130 ms and
     * by 0.2 mV after 110: half a percent of the span and 0.05 mV are allowed, together 0.15 mV.
     */
    @Test
    void aLevelHasSettledWhereItsLastThirdMovesByLessThanHalfAPercentOfTheSpan() {
        assertEquals(200, measure(-70, 130).measuredMohm(), 2);
        assertTrue(assertThrows(DeviceException.class, () -> measure(-70, 110))
                .getMessage()
                .contains("After 110 ms of a steady current V still moves"));
    }

    /** At −110 mV the first level would go to −130, which the device ends: V may not be below −120. */
    @Test
    void aRunThatTheDeviceEndsBreaksTheCalibrationOff() {
        final String message =
                assertThrows(DeviceException.class, () -> measure(-110, 300)).getMessage();
        assertTrue(message.startsWith("The calibration was broken off: "), message);
    }

    @Test
    void threePointsAreALineAndNumbersBeyondADoubleAreNone() {
        assertEquals(
                2, LineFit.of(new double[] {0, 1, 2}, new double[] {1, 3, 5}).slope(), 1e-12);
        assertThrows(
                InputException.class, () -> LineFit.of(new double[] {0, 1, 2}, new double[] {1e308, 1e308, 1e308}));
    }

    @Test
    void exactlyWhatIsAllowedIsArmedAndTheRefusalCountsWhatTheBridgeLeaves() {
        final SafetyLimits limits = SafetyLimits.defaults(1, 0, 1, 5000).withLimitPa(500, 5000);
        final StabilityLimit rig = new StabilityLimit(10, 100, 100, 100);
        final double allowed = rig.allowedNs(4);
        assertEquals(
                (float) allowed,
                Configurations.of(limits, LOOP_HZ, 2, rig, 4, allowed, 0, -75, Optional.empty())
                        .limits()
                        .peakNs());
        assertTrue(assertThrows(
                        InputException.class,
                        () -> Configurations.of(limits, LOOP_HZ, 2, rig, 4, 1.01 * allowed, 0, -75, Optional.empty()))
                .getMessage()
                .contains("100.0 us of latency, 6.0 MOhm of uncompensated series resistance and a cell of 100.0 pF"));
    }
}
