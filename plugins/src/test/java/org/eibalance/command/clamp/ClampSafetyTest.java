package org.eibalance.command.clamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of the dynamic clamp must not leave behind, and must not allow. */
class ClampSafetyTest {

    private static void set(final ClampCommand command, final String key, final Object value)
            throws IllegalAccessException {
        for (Class<?> type = command.getClass(); type != null; type = type.getSuperclass()) {
            for (final Field field : type.getDeclaredFields()) {
                if (!field.getName().equals(key)) continue;
                field.setAccessible(true);
                field.set(command, value);
                return;
            }
        }
        throw new AssertionError("no key " + key);
    }

    private static Session embedded() {
        return Session.open(new WasmDevice(EmbeddedCell.passive(), 20_000, 1));
    }

    @Test
    void aSessionThatFailsBeforeItsWorkIsNotCountedAsRunning() {
        final CalibrateDevice command = new CalibrateDevice();
        command.onSession(session -> {
            throw new IllegalStateException("no window");
        });
        assertThrows(IllegalStateException.class, command::compute);
        assertEquals(0, RunningInjections.stopAll());
    }

    @Test
    void aSessionThatIsHeldUpKeepsNoOtherFromItsStop() throws Exception {
        try (Session first = embedded();
                Session second = embedded()) {
            RunningInjections.add(first);
            RunningInjections.add(second);
            try {
                assertEquals(2, RunningInjections.stopAll());
                assertTrue(first.isStopRequested() && second.isStopRequested());
            } finally {
                RunningInjections.remove(first);
                RunningInjections.remove(second);
            }
        }
    }

    @Test
    void aRealCellIsNotTakenForAsLargeAsTheModelCell() throws IllegalAccessException {
        final RigCalibration rig = new RigCalibration(
                "board",
                "00000000000000ff",
                "2026-05-06",
                7,
                LineFit.NONE,
                LineFit.NONE,
                LineFit.NONE,
                200,
                200,
                0,
                5,
                20,
                20,
                470,
                0.1);
        final InjectConductance command = new InjectConductance();
        assertEquals(100, command.stability(rig).capacitancePf(), "that of the embedded cell");
        set(command, "device", "/dev/ttyACM0");
        assertEquals(10, command.stability(rig).capacitancePf());
        assertEquals(5, command.stability(rig).seriesMohm());
        set(command, "capacitance_pf", "80");
        set(command, "series_mohm", "12");
        assertEquals(80, command.stability(rig).capacitancePf());
        assertEquals(12, command.stability(rig).seriesMohm());
        assertEquals(0, command.stability(rig).electrodeUs(), "the strictest");
        set(command, "electrode_us", "60");
        assertEquals(60, command.stability(rig).electrodeUs());
    }

    @Test
    void aRigIsConfirmedByAPulseBeforeAnythingElseUnlessItIsTheEmbeddedOne() throws IllegalAccessException {
        final StabilityLimit stability = new StabilityLimit(0, 0, 100, 100);
        final InjectConductance command = new InjectConductance();
        try (Session session = embedded()) {
            command.confirmRig(session, stability); // no key, no run
            assertEquals(DeviceState.IDLE, session.status().state());
            set(command, "device", "/dev/ttyACM0");
            final InputException none =
                    assertThrows(InputException.class, () -> command.confirmRig(session, stability));
            assertTrue(none.getMessage().startsWith("expected_resistance_mohm is not given: "), none.getMessage());
            assertEquals(DeviceState.IDLE, session.status().state(), "not even configured");
            set(command, "expected_resistance_mohm", 210.0);
            command.confirmRig(session, stability);
            assertEquals(DeviceState.CONFIGURED, session.status().state());
            set(command, "expected_resistance_mohm", 320.0);
            assertTrue(assertThrows(InputException.class, () -> command.confirmRig(session, stability))
                    .getMessage()
                    .contains("a factor of at most 1.5 was expected"));
        }
    }

    @Test
    void aScalingThatIsNotProvenRightDoesNotStayInTheDevice(@TempDir final Path folder) throws Exception {
        final Path readings = folder.resolve("output.csv");
        write(readings, 1.05);
        final AtomicReference<Session> session = new AtomicReference<>();
        final AtomicReference<Calibration> before = new AtomicReference<>();
        final CalibrateDevice command = new CalibrateDevice();
        command.onSession(opened -> {
            session.set(opened);
            before.set(opened.calibration());
        });
        set(command, "output_readings", readings.toString());
        set(command, "keep_as", folder.resolve("rig.json").toString());
        set(command, "steps", 2);
        /* The embedded device is right as it is: 5 % less current than asked for is wrong by 5 %. */
        final Report report = command.compute();
        assertTrue(
                report.sentences().stream().anyMatch(s -> s.contains("previous scaling")),
                report.sentences().toString());
        assertEquals(before.get(), session.get().calibration());
        assertTrue(Files.notExists(folder.resolve("rig.json")));
        /* Nor where the measurement fails. */
        write(readings, 1.9);
        set(command, "settle_ms", 20);
        assertThrows(RuntimeException.class, command::compute);
        assertEquals(before.get(), session.get().calibration());
    }

    private static void write(final Path readings, final double slope) throws IOException {
        final StringBuilder text = new StringBuilder("shown,meter\n");
        for (int pa = -200; pa <= 200; pa += 50)
            text.append(pa).append(',').append(slope * pa).append('\n');
        Files.writeString(readings, text.toString());
    }
}
