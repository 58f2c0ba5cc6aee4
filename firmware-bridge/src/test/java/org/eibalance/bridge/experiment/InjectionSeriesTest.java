package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Tag;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that follow each other: all checked before the first, none after one that was broken off. */
class InjectionSeriesTest {

    private static final int LOOP_HZ = 20_000;
    private static final StabilityLimit STABILITY = new StabilityLimit(0, 0, 100, 100);

    @TempDir
    private Path folder;

    private static Injection injection() {
        final double[] e = new double[501];
        final double[] i = new double[501];
        Arrays.fill(e, 2);
        Arrays.fill(i, 4);
        return Injection.of(new ConductancePair(0.2, e, i, "constant", 0), 0, -80);
    }

    private static Session session() {
        return Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1));
    }

    private List<RunOutcome> run(final InjectionSeries series, final Path file, final List<String> log) {
        try (Session session = session()) {
            final RigCalibration rig = CalibrationProcedure.of(EmbeddedCell.passive())
                    .measure(session, LineFit.NONE, LineFit.NONE, LocalDate.EPOCH, done -> {});
            try (ClampRecorder recorder = ClampRecorder.create(file, session, injection(), rig, Optional.empty())) {
                return series.run(
                        session, STABILITY, recorder, (outcome, run) -> log.add(run + " " + outcome.complete()));
            }
        }
    }

    @Test
    void everyRunIsASweepOfTheRecording() {
        final Path file = folder.resolve("runs.eiclamp");
        final List<String> log = new ArrayList<>();
        final List<RunOutcome> outcomes = run(InjectionSeries.repeated(injection(), 3, 0), file, log);
        assertEquals(3, outcomes.size());
        assertEquals(List.of("0 true", "1 true", "2 true"), log);
        try (Recording recorded = Formats.open(file)) {
            assertEquals(3, recorded.sweeps().size());
        }
    }

    @Test
    void theSinusoidsOfEverySecondProbeAreTurnedOver() {
        final InjectionSeries probes = InjectionSeries.probes(injection(), 420, 630, 50, 2);
        assertEquals(4, probes.runs());
        for (int run = 0; run < 4; run++) {
            final List<Injection.Sine> sines = probes.injections().apply(run).sines();
            final double pa = run % 2 == 0 ? 50 : -50;
            assertEquals(List.of(new Injection.Sine(420, pa), new Injection.Sine(630, pa)), sines);
        }
        final Path file = folder.resolve("probes.eiclamp");
        assertEquals(4, run(probes, file, new ArrayList<>()).size());
        try (Recording recorded = Formats.open(file)) {
            final List<String> tags = recorded.tags().stream()
                    .map(Tag::text)
                    .filter(t -> t.contains("Hz"))
                    .toList();
            assertEquals(4, tags.size(), recorded.tags().toString());
            assertFalse(tags.get(0).equals(tags.get(1)), "each sweep says which way its sinusoids were: " + tags);
        }
    }

    @Test
    void theSinusoidsOfAPairCancelInTheMeanOfBoth() {
        final Path file = folder.resolve("pair.eiclamp");
        run(InjectionSeries.probes(injection(), 420, 630, 50, 1), file, new ArrayList<>());
        try (Recording recorded = Formats.open(file)) {
            final double[] up = recorded.read(ClampRecorder.COMMAND, 0);
            final double[] down = recorded.read(ClampRecorder.COMMAND, 1);
            double largest = 0;
            for (int k = 0; k < up.length; k++) {
                assertEquals(0, up[k] + down[k], 0.01, "sample " + k);
                largest = Math.max(largest, Math.abs(up[k]));
            }
            assertTrue(largest > 80 && largest <= 100, "sum of two sinusoids of 50 pA: " + largest);
        }
    }

    @Test
    void aSeriesWhoseLastRunCannotBeDoneIsRefusedBeforeItsFirst() {
        final InjectionSeries series =
                new InjectionSeries(run -> run == 2 ? injection().withCommandPa(2500) : injection(), 3, 0);
        try (Session session = session()) {
            assertThrows(InputException.class, () -> series.check(session, STABILITY));
        }
        final Path file = folder.resolve("refused.eiclamp");
        final List<String> log = new ArrayList<>();
        assertThrows(InputException.class, () -> run(series, file, log));
        assertEquals(List.of(), log);
    }

    @Test
    void numbersThatMakeNoSeriesAreErrors() {
        assertThrows(IllegalArgumentException.class, () -> InjectionSeries.repeated(injection(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> InjectionSeries.repeated(injection(), 1, -1));
    }
}
