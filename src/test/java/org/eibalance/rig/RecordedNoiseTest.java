package org.eibalance.rig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.Well19937c;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.signal.Statistics;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Noise, hum and drift of the rig, as check-quality finds them. */
class RecordedNoiseTest {

    private static final double STEP_MS = 0.1;
    private static final double SWEEP_MS = 1000;
    private static final int SWEEPS = 12;

    /** A cell at its resting potential, in voltage clamp without R_s: all that is recorded is noise. */
    private static SimulatedRecording atRest(
            final Amplifier amplifier, final Interference interference, final RecordingDrift drift, final long seed) {
        final int samples = (int) Math.round(SWEEP_MS / STEP_MS);
        return new CellExperiment(
                        new PointNeuron(150, 10, -70, 0, -80),
                        Pipette.NONE,
                        amplifier,
                        new SynapticInput.Given(
                                new ConductancePair(STEP_MS, new double[samples], new double[samples], "none", 0), 0),
                        ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, SWEEPS, SWEEP_MS, -70.0),
                        interference,
                        drift,
                        true,
                        STEP_MS,
                        seed)
                .run("rest");
    }

    private static ChannelQuality quality(final Recording recording) {
        return QualityCheck.compute(recording, recording.channels(), QualitySettings.DEFAULT, done -> {})
                .get(0);
    }

    private static double noiseSd(final Recording recording) {
        return Math.sqrt(quality(recording).sweeps().stream()
                .mapToDouble(SweepQuality::noiseSd)
                .map(sd -> sd * sd)
                .average()
                .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"2000, 0, 0", "1000, 0, 0", "2000, 0, 4", "2000, 50, 0", "1000, 200, 4"})
    void noiseAsRecordedIsWhatCheckQualityMeasures(final double filterHz, final double cornerHz, final double humPa) {
        final Interference interference = new Interference(cornerHz, 50, humPa, 0);
        final Amplifier amplifier =
                NoiseAsRecorded.amplifier(new Amplifier(filterHz, 0, 0), 6, 0, interference, SWEEP_MS, STEP_MS);
        try (Recording recording =
                atRest(amplifier, interference, RecordingDrift.NONE, 1).recording()) {
            // 1/f noise has few independent values in a sweep.
            assertEquals(6, noiseSd(recording), cornerHz > 0 ? 0.4 : 0.07);
            if (humPa > 0) assertEquals(humPa, quality(recording).hum50(), 0.1);
            assertTrue(Double.isNaN(quality(recording).hum60()), "no other hum");
        }
    }

    @Test
    void theSameNumberBeforeTheFilterIsLessNoise() {
        try (Recording recording = atRest(new Amplifier(1000, 6, 0), Interference.NONE, RecordingDrift.NONE, 1)
                .recording()) {
            assertEquals(2.8, noiseSd(recording), 0.3);
        }
    }

    @Test
    void noiseThatIsLessThanItsHumIsRefused() {
        final Interference hum = new Interference(0, 50, 10, 0);
        assertTrue(assertThrows(
                        InputException.class,
                        () -> NoiseAsRecorded.amplifier(Amplifier.IDEAL, 7, 0, hum, SWEEP_MS, STEP_MS))
                .getMessage()
                .startsWith("A hum of 10.0 pA has by itself a standard deviation of 7.07 pA"));
        NoiseAsRecorded.amplifier(Amplifier.IDEAL, 7.2, 0, hum, SWEEP_MS, STEP_MS);
    }

    @Test
    void aStraightLineTakesSlowNoiseAway() {
        assertEquals(1, NoiseAsRecorded.left(1000, 1000), 1e-5);
        // By hand: half a cycle of any phase.
        double left = 0;
        final int phases = 90, samples = 4000;
        for (int p = 0; p < phases; p++) {
            double sx = 0, sxt = 0, sxx = 0, stt = 0;
            for (int i = 0; i < samples; i++) {
                final double t = (i + 0.5) / samples - 0.5, x = Math.cos(Math.PI * t + Math.PI * p / phases);
                sx += x / samples;
                sxt += x * t / samples;
                sxx += x * x / samples;
                stt += t * t / samples;
            }
            left += (sxx - sx * sx - sxt * sxt / stt) * 2 / phases;
        }
        assertEquals(left, NoiseAsRecorded.left(0.5, 1000), 1e-5);
        assertEquals(NoiseAsRecorded.left(0.01592, 1000), NoiseAsRecorded.left(0.01591, 1000), 1e-9, "no seam");
    }

    @Test
    void flickerNoiseFallsWithTheFrequencyAndMeetsWhiteNoiseAtItsCorner() {
        final int n = 1 << 17;
        final double[] noise = new AmplifierOutput(
                        new Amplifier(0, 1, 0), new Interference(1000, 50, 0, 0), RecordingDrift.NONE, true, STEP_MS, 3)
                .current(new double[n], 0, 0, 0);
        final double[] white = new AmplifierOutput(
                        new Amplifier(0, 1, 0), Interference.NONE, RecordingDrift.NONE, true, STEP_MS, 3)
                .current(new double[n], 0, 0, 0);
        for (int i = 0; i < n; i++) noise[i] -= white[i];
        // Three standard errors of the 75 lines about 10 Hz.
        for (final double hz : new double[] {10, 30, 100, 300})
            assertEquals(1000 / hz, density(noise, hz) / (2 * STEP_MS / 1000), 0.35 * 1000 / hz, hz + " Hz");
    }

    /** One-sided, averaged over a third of the frequency on either side. */
    private static double density(final double[] y, final double hz) {
        double sum = 0;
        int lines = 0;
        final double spacing = 1000 / (y.length * STEP_MS);
        for (double f = hz * 0.75; f < hz * 1.33; f += Math.max(1, Math.floor(hz / spacing / 60)) * spacing) {
            final double turn = 2 * Math.PI * Math.round(f / spacing) / y.length;
            double re = 0, im = 0;
            for (int i = 0; i < y.length; i++) {
                re += y[i] * Math.cos(turn * i);
                im += y[i] * Math.sin(turn * i);
            }
            sum += (re * re + im * im) * 2 * STEP_MS / 1000 / y.length * Math.round(f / spacing) * spacing / hz;
            lines++;
        }
        return sum / lines;
    }

    @Test
    void humHasAnotherPhaseInEverySweepAndTheSameInBothCells() {
        final AmplifierOutput output = new AmplifierOutput(
                Amplifier.IDEAL, new Interference(0, 60, 0, 2), RecordingDrift.NONE, true, STEP_MS, 1);
        final double[] first = output.potential(new double[500], 0, 0, 0);
        assertEquals(2, Arrays.stream(first).max().orElseThrow(), 1e-3);
        assertArrayEquals(first, output.potential(new double[500], 0, 1, 0));
        assertNotEquals(first[0], output.potential(new double[500], 1, 0, 0)[0]);
    }

    /** The first numbers of a generator whose seeds are not mixed correlate by 0.9 between sweeps. */
    @Test
    void noiseOfSweepsIsIndependentFromTheFirstSampleOn() {
        final int runs = 400;
        double same = 0, old = 0;
        for (int seed = 0; seed < runs; seed++) {
            same += productOfFirst(seed, true) / runs;
            old += productOfFirst(seed, false) / runs;
        }
        assertEquals(0, same, 0.15);
        assertTrue(old > 0.5, "as it was: " + old);
    }

    private static double productOfFirst(final long seed, final boolean independent) {
        final AmplifierOutput output = new AmplifierOutput(
                new Amplifier(0, 1, 0), Interference.NONE, RecordingDrift.NONE, independent, STEP_MS, 1_000_003 + seed);
        return output.current(new double[1], 0, 0, 0)[0] * output.current(new double[1], 1, 0, 0)[0];
    }

    @Test
    void leakAndBaselineDrift() {
        final RecordingDrift drift = new RecordingDrift(0.01, 2, 0);
        try (Recording recording =
                atRest(Amplifier.IDEAL, Interference.NONE, drift, 1).recording()) {
            final double[] last = recording.read(0, SWEEPS - 1);
            assertEquals(2 * 1.5 * (SWEEPS - 1), last[0], 1e-4, "each sweep and the pause before it are 1.5 s");
            assertEquals(2, (last[last.length - 1] - last[0]) * 1000 / (SWEEP_MS - STEP_MS), 1e-6);
        }
        assertEquals(1.29, drift.leakFactor(29), 1e-12);
        assertEquals(
                12.9,
                new PointNeuron(150, 10, -70, 0, -80)
                        .withLeak(drift.leakFactor(29))
                        .leakNs(),
                1e-12);
        assertThrows(InputException.class, () -> new RecordingDrift(-0.1, 0, 0).leakFactor(10));
    }

    @Test
    void nothingAddedChangesNothing() {
        final Amplifier amplifier = new Amplifier(2000, 5, 0);
        try (Recording plain = atRest(amplifier, Interference.NONE, RecordingDrift.NONE, 1)
                        .recording();
                Recording hum = atRest(amplifier, new Interference(0, 60, 0, 0), new RecordingDrift(0, 0, 3), 1)
                        .recording()) {
            assertArrayEquals(plain.read(0, 7), hum.read(0, 7));
        }
    }

    @Test
    void eventsHaveShapesOfTheirOwn() {
        final BiexponentialShape shape = new BiexponentialShape(0.5, 3);
        final List<EventTrain.Event> events = new EventTrain(100, 1, 0.4, shape, 0.3).draw(100_000, new Well19937c(1));
        assertEquals(0.3, logSd(events.stream().mapToDouble(e -> e.shape().decayTauMs())), 0.01);
        assertEquals(0.3, logSd(events.stream().mapToDouble(e -> e.shape().riseTauMs())), 0.01);
        assertEquals(0.4, logSd(events.stream().mapToDouble(EventTrain.Event::peakNs)), 0.01);
        assertEquals(
                Math.log(3),
                events.stream()
                        .mapToDouble(e -> Math.log(e.shape().decayTauMs()))
                        .average()
                        .orElseThrow(),
                0.01);
        final EventTrain one = new EventTrain(100, 1, 0.4, shape);
        assertEquals(
                0,
                logSd(one.draw(1000, new Well19937c(1)).stream()
                        .mapToDouble(e -> e.shape().decayTauMs())),
                1e-12);
    }

    private static double logSd(final DoubleStream values) {
        final double[] logs = values.map(Math::log).toArray();
        final double mean = Statistics.mean(logs);
        return Math.sqrt(Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum() / (logs.length - 1));
    }

    @Test
    void oneShapeGivesTheSameConductanceEitherWay() {
        final BiexponentialShape shape = new BiexponentialShape(0.5, 3);
        final EventTrain same = new EventTrain(50, 1, 0.4, shape);
        final EventTrain nearly = new EventTrain(50, 1, 0.4, shape, 1e-12);
        final List<EventTrain.Event> events = same.draw(500, new Well19937c(2));
        assertArrayEquals(same.conductanceNs(events, 5000, STEP_MS), nearly.conductanceNs(events, 5000, STEP_MS), 1e-7);
    }
}
