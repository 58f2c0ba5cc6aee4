package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.eibalance.analysis.quality.ClampedCell.Amplifier;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedCases;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps found wherever a recording tells of them, and what else is said of its quality. */
class QualityCheckTest {

    private static final double RATE = 10_000;
    private static final Amplifier AMPLIFIER = new Amplifier(RATE, 3000, 4, 2, 0, 0);
    private static final ClampedCell CELL = ClampedCell.of(15, 250, 120);
    private static final int SAMPLES = 3500;
    private static final Channel CURRENT = new Channel(0, "Im", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, RATE, 0);
    private static final Channel NO_PROTOCOL =
            new Channel(0, "Im", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, RATE, Channel.NO_COMMAND);

    /** A command of levels: from[i] on, levels[sweep][i]. */
    private record Levels(int[] from, double[][] levels) implements CommandWaveform {

        @Override
        public String name() {
            return "Vcmd";
        }

        @Override
        public Unit unit() {
            return Unit.MILLIVOLT;
        }

        @Override
        public double holding() {
            return -70;
        }

        @Override
        public void read(final int sweep, final long first, final double[] into, final int offset, final int length) {
            for (int i = 0; i < length; i++) {
                int level = 0;
                while (level + 1 < from.length && from[level + 1] <= first + i) level++;
                into[offset + i] = levels[sweep][level];
            }
        }
    }

    private static double[] cell(final int sweep) {
        return CELL.sweep(sweep, AMPLIFIER, 4).currentPa();
    }

    private static double[][] cells(final int sweeps) {
        final double[][] samples = new double[sweeps][];
        for (int k = 0; k < sweeps; k++) samples[k] = cell(k);
        return samples;
    }

    private static Recording recording(
            final List<Channel> channels, final List<CommandWaveform> commands, final double[][]... samples) {
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < samples[0].length; k++)
            sweeps.add(Sweep.uniform(k, k, samples[0][k].length, channels.size()));
        return Recording.inMemory(
                new RecordingHeader(
                        "cell.abf",
                        Optional.empty(),
                        "test",
                        channels,
                        sweeps,
                        commands,
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
    }

    private static CommandWaveform testPulse(final int sweeps) {
        final double[][] levels = new double[sweeps][];
        for (int k = 0; k < sweeps; k++) levels[k] = new double[] {-70, -80, -70};
        return new Levels(new int[] {0, 1000, 2000}, levels);
    }

    private static List<ChannelQuality> check(final Recording recording, final QualitySettings settings) {
        return QualityCheck.compute(recording, QualityCheck.channels(recording), settings, done -> {});
    }

    private static void assertCell(final ChannelQuality quality) {
        final MembraneTestResult test = quality.membraneTest().orElseThrow();
        assertEquals(15, test.drift(PulseMeasures::raMohm).mean(), 0.15);
        assertEquals(250, test.drift(PulseMeasures::rmMohm).mean(), 5);
        assertEquals(120, test.drift(PulseMeasures::cmPf).mean(), 2.4);
    }

    private static void assertMendable(
            final Recording recording, final QualitySettings settings, final String... words) {
        final String sentence = assertThrows(InputException.class, () -> check(recording, settings))
                .getMessage();
        for (final String word : words) assertTrue(sentence.contains(word), sentence);
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
    }

    @Test
    void theStepIsFoundInTheProtocol() {
        final ChannelQuality quality = check(
                        recording(List.of(CURRENT), List.of(testPulse(5)), cells(5)), QualitySettings.DEFAULT)
                .get(0);
        assertCell(quality);
        assertEquals("a step of -10.0 mV from 100.00 to 200.00 ms, found in the protocol", quality.step());
        assertEquals(5, quality.pulses().size());
    }

    @Test
    void theTestPulseIsTheStepThatAllSweepsShareNotTheFamilyOfLevels() {
        final double[][] levels = new double[5][];
        for (int k = 0; k < 5; k++) levels[k] = new double[] {-70, -80, -70, -110 + 20 * k, -70};
        final ChannelQuality quality = check(
                        recording(
                                List.of(CURRENT),
                                List.of(new Levels(new int[] {0, 1000, 2000, 2500, 3000}, levels)),
                                cells(5)),
                        QualitySettings.DEFAULT)
                .get(0);
        assertCell(quality);
        assertEquals(1000, quality.pulses().get(0).pulse().start());
    }

    @Test
    void theStepIsFoundInARecordedCommandWhereTheProtocolHasNone() {
        final Random random = new Random(1);
        final double[][] command = new double[4][SAMPLES];
        for (final double[] sweep : command) {
            for (int i = 0; i < SAMPLES; i++)
                sweep[i] = (i >= 1000 && i < 2000 ? -0.080 : -0.070) + 2e-5 * random.nextGaussian();
        }
        final Channel recorded = new Channel(1, "10 Vm", Unit.parse("V"), ClampMode.UNKNOWN, RATE, Channel.NO_COMMAND);
        final Recording recording = recording(List.of(NO_PROTOCOL, recorded), List.of(), cells(4), command);
        assertEquals(List.of(NO_PROTOCOL), QualityCheck.channels(recording));
        final ChannelQuality quality = check(recording, QualitySettings.DEFAULT).get(0);
        assertCell(quality);
        assertTrue(quality.step().endsWith("found in the command recorded on channel 1 (10 Vm)"), quality.step());
        assertCell(check(
                        recording,
                        new QualitySettings(
                                true,
                                Optional.empty(),
                                OptionalDouble.of(100),
                                OptionalDouble.of(200),
                                OptionalDouble.empty(),
                                Optional.of("10 Vm")))
                .get(0));
    }

    @Test
    void theStepCanBeGiven() {
        final Recording recording = recording(List.of(NO_PROTOCOL), List.of(), cells(4));
        assertCell(check(recording, QualitySettings.DEFAULT.withStep(100, 200, -10))
                .get(0));
        final Recording protocol = recording(List.of(CURRENT), List.of(testPulse(4)), cells(4));
        assertCell(check(
                        protocol,
                        new QualitySettings(
                                true,
                                Optional.empty(),
                                OptionalDouble.of(100),
                                OptionalDouble.of(200),
                                OptionalDouble.empty(),
                                Optional.empty()))
                .get(0));
        // half the height halves both resistances
        final MembraneTestResult half = check(
                        protocol,
                        new QualitySettings(
                                true,
                                Optional.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.of(-5),
                                Optional.empty()))
                .get(0)
                .membraneTest()
                .orElseThrow();
        assertEquals(7.5, half.drift(PulseMeasures::raMohm).mean(), 0.1);
    }

    @Test
    void unitsOfTheChannelDoNotMatter() {
        final double[][] nanoamperes = cells(3);
        for (final double[] sweep : nanoamperes) for (int i = 0; i < sweep.length; i++) sweep[i] /= 1000;
        final Channel channel = new Channel(0, "Im", Unit.parse("nA"), ClampMode.VOLTAGE_CLAMP, RATE, 0);
        final ChannelQuality quality = check(
                        recording(List.of(channel), List.of(testPulse(3)), nanoamperes), QualitySettings.DEFAULT)
                .get(0);
        assertCell(quality);
        assertEquals(-100, quality.sweeps().get(0).baseline(), 1);
    }

    @Test
    void sweepsWithoutAStepHaveNoNumbersAndTheOthersDo() {
        final double[][] levels = {{-70, -80, -70}, {-70, -70, -70}, {-70, -80, -70}};
        final ChannelQuality quality = check(
                        recording(List.of(CURRENT), List.of(new Levels(new int[] {0, 1000, 2000}, levels)), cells(3)),
                        QualitySettings.DEFAULT)
                .get(0);
        assertTrue(quality.pulse(0).isPresent());
        assertFalse(quality.pulse(1).isPresent());
        assertEquals(3, quality.sweeps().size());
    }

    @Test
    void withoutATestPulseHoldingCurrentNoiseAndHumStay() {
        final double[][] flat = new double[3][SAMPLES];
        final Random random = new Random(2);
        for (final double[] sweep : flat) for (int i = 0; i < SAMPLES; i++) sweep[i] = -100 + 2 * random.nextGaussian();
        for (final Recording recording : List.of(
                recording(List.of(NO_PROTOCOL), List.of(), flat),
                recording(List.of(CURRENT), List.of(CommandWaveform.constant("Vcmd", Unit.MILLIVOLT, -70)), flat))) {
            final ChannelQuality quality =
                    check(recording, QualitySettings.DEFAULT).get(0);
            assertTrue(quality.membraneTest().isEmpty() && quality.searched());
            assertEquals(-100, quality.holdingPa(), 0.1);
            assertEquals(2, quality.mean(SweepQuality::noiseSd), 0.05);
            assertEquals(0, quality.holdingDriftPa(), 0.5);
            assertTrue(quality.mean(SweepQuality::hum50) < 0.5);
        }
    }

    @Test
    void theNoiseIsThatBesideThePulseWhereverThePulseWasFound() {
        final double[][] recorded = new double[4][SAMPLES];
        final Random random = new Random(7);
        for (final double[] sweep : recorded) {
            for (int i = 0; i < SAMPLES; i++)
                sweep[i] = (i >= 1000 && i < 2000 ? -80 : -70) + 0.007 * random.nextGaussian();
        }
        final CommandWaveform noisy = new CommandWaveform() {

            @Override
            public String name() {
                return "stimulus";
            }

            @Override
            public Unit unit() {
                return Unit.MILLIVOLT;
            }

            @Override
            public double holding() {
                return recorded[0][0];
            }

            @Override
            public void read(final int k, final long from, final double[] into, final int offset, final int length) {
                for (int i = 0; i < length; i++)
                    into[offset + i] = from + i < 3000 ? recorded[k][(int) from + i] : Double.NaN;
            }
        };
        final Channel beside = new Channel(1, "Vm", Unit.MILLIVOLT, ClampMode.UNKNOWN, RATE, Channel.NO_COMMAND);
        final ChannelQuality exact = check(
                        recording(List.of(CURRENT), List.of(testPulse(4)), cells(4)), QualitySettings.DEFAULT)
                .get(0);
        for (final ChannelQuality quality : List.of(
                check(recording(List.of(CURRENT), List.of(noisy), cells(4)), QualitySettings.DEFAULT)
                        .get(0),
                check(recording(List.of(NO_PROTOCOL, beside), List.of(), cells(4), recorded), QualitySettings.DEFAULT)
                        .get(0),
                check(
                                recording(List.of(NO_PROTOCOL), List.of(), cells(4)),
                                QualitySettings.DEFAULT.withStep(100, 200, -10))
                        .get(0))) {
            assertCell(quality);
            assertEquals(exact.mean(SweepQuality::noiseSd), quality.mean(SweepQuality::noiseSd), 0.2, quality.step());
            assertEquals(exact.mean(SweepQuality::baseline), quality.mean(SweepQuality::baseline), 0.2);
        }
    }

    @Test
    void aRecordedCommandIsACommand() {
        final List<double[]> found = new ArrayList<>();
        for (final String name : List.of("exact.nwb", "recorded.nwb")) {
            try (Recording recording = Formats.open(SharedCases.file(name))) {
                final ChannelQuality quality =
                        check(recording, QualitySettings.DEFAULT).get(0);
                final MembraneTestResult test = quality.membraneTest().orElseThrow();
                found.add(new double[] {
                    test.drift(PulseMeasures::raMohm).mean(),
                    test.drift(PulseMeasures::rmMohm).mean(),
                    test.drift(PulseMeasures::cmPf).mean(),
                    quality.mean(SweepQuality::baseline),
                    quality.mean(SweepQuality::noiseSd)
                });
            }
        }
        final double[] truth = {14.99, 199.5, 149.5, -49.95, 2.99};
        for (int i = 0; i < truth.length; i++) {
            assertEquals(truth[i], found.get(0)[i], 0.001 * Math.abs(truth[i]) + 0.005);
            assertEquals(truth[i], found.get(1)[i], 0.015 * Math.abs(truth[i]));
        }
    }

    @Test
    void anotherHoldingPotentialIsNoDriftOfTheHoldingCurrent() {
        final int sweeps = 12;
        final double[][] levels = new double[sweeps][];
        final double[][] current = new double[sweeps][SAMPLES];
        for (int k = 0; k < sweeps; k++) {
            levels[k] = new double[] {-70 + 10 * (k % 4)};
            java.util.Arrays.fill(current[k], -100 + 40 * (k % 4) + 0.5 * k);
            current[k][0]++;
        }
        final ChannelQuality cycled = check(
                        recording(List.of(CURRENT), List.of(new Levels(new int[] {0}, levels)), current),
                        QualitySettings.DEFAULT)
                .get(0);
        assertTrue(cycled.heldAtSeveral());
        assertEquals(5.5, cycled.holdingDriftPa(), 0.01);
        assertEquals(-70, cycled.heldAtMv());
        assertEquals(-98, cycled.holdingPa(), 0.01);
        // each potential once: nothing can be said of a drift
        final ChannelQuality family = QualityCheck.compute(
                        recording(List.of(CURRENT), List.of(new Levels(new int[] {0}, levels)), current),
                        List.of(CURRENT),
                        List.of(0, 1, 2, 3),
                        QualitySettings.DEFAULT,
                        done -> {})
                .get(0);
        assertTrue(Double.isNaN(family.holdingDriftPa()));
    }

    @Test
    void theMonitorOfTheInjectedCurrentIsNoVoltageClamp() {
        for (final String name : List.of("current-monitor.abf", "current-clamp.dat")) {
            try (Recording recording = Formats.open(SharedCases.file(name))) {
                final List<ChannelQuality> qualities = check(recording, QualitySettings.DEFAULT);
                assertEquals(1, qualities.size());
                assertEquals("mV", qualities.get(0).unit());
                assertFalse(Double.isNaN(qualities.get(0).mean(SweepQuality::noiseSd)));
            }
        }
    }

    @Test
    void aPotentialHasNoMembraneTestButBaselineNoiseAndHum() {
        final Random random = new Random(5);
        final double[][] mv = new double[4][10_000];
        for (final double[] sweep : mv) {
            final double phase = random.nextDouble() * 2 * Math.PI;
            for (int i = 0; i < sweep.length; i++)
                sweep[i] = -65 + 0.2 * random.nextGaussian() + 0.5 * Math.sin(2 * Math.PI * 50 * i / RATE + phase);
        }
        mv[2][17] = Double.NaN;
        final Channel channel = new Channel(0, "Vm", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, RATE, Channel.NO_COMMAND);
        final ChannelQuality quality = check(recording(List.of(channel), List.of(), mv), QualitySettings.DEFAULT)
                .get(0);
        assertTrue(quality.membraneTest().isEmpty());
        final SweepQuality sweep = quality.sweeps().get(0);
        assertEquals(-65, sweep.baseline(), 0.01);
        assertEquals(0.5, sweep.hum50(), 0.02);
        assertEquals(0, sweep.hum60(), 0.02);
        assertEquals(Math.sqrt(0.2 * 0.2 + 0.5 * 0.5 / 2), sweep.noiseSd(), 0.01);
        assertEquals(0.5, quality.hum50(), 0.02);
        assertTrue(Double.isNaN(quality.hum60()));
        assertEquals(1, quality.sweeps().get(2).missingSamples());
        assertTrue(Double.isNaN(quality.sweeps().get(2).noiseSd()));
    }

    @Test
    void samplesAtTheLimitOfTheConverterAreSaturatedAndCoarseOnesAreNot() {
        final Random random = new Random(9);
        final double[][] clipped = new double[2][5000];
        final double[][] coarse = new double[2][5000];
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 5000; i++) {
                clipped[k][i] = Math.min(
                        20,
                        Math.round(100 * (random.nextGaussian() + (k == 1 && i >= 1000 && i < 1100 ? 500 : 0)))
                                / 100.0);
                coarse[k][i] = Math.round(0.4 * random.nextGaussian());
            }
        }
        assertEquals(100, Saturation.count(recording(List.of(CURRENT), List.of(testPulse(2)), clipped), 0)[1]);
        assertEquals(0, Saturation.count(recording(List.of(CURRENT), List.of(testPulse(2)), clipped), 0)[0]);
        assertEquals(0, Saturation.count(recording(List.of(CURRENT), List.of(testPulse(2)), coarse), 0)[0]);
        assertEquals(0, Saturation.count(recording(List.of(CURRENT), List.of(testPulse(2)), new double[2][100]), 0)[0]);
    }

    @Test
    void whatCannotBeCheckedIsOneSentence() {
        final Recording silent = recording(List.of(NO_PROTOCOL), List.of(), cells(2));
        assertMendable(
                silent,
                new QualitySettings(
                        true,
                        Optional.empty(),
                        OptionalDouble.of(100),
                        OptionalDouble.of(200),
                        OptionalDouble.empty(),
                        Optional.empty()),
                "cell.abf",
                "height in mV");
        assertMendable(silent, QualitySettings.DEFAULT.withStep(100, 9000, -10), "9000", "no sweep");
        assertMendable(
                silent,
                new QualitySettings(
                        true,
                        Optional.empty(),
                        OptionalDouble.of(100),
                        OptionalDouble.of(9000),
                        OptionalDouble.empty(),
                        Optional.empty()),
                "9000",
                "within them");
        assertMendable(
                silent,
                new QualitySettings(
                        true,
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of("0")),
                "channel 0 (Im)",
                "not a potential");
        assertMendable(
                silent,
                new QualitySettings(
                        true,
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of("Vcmd")),
                "no channel 'Vcmd'");
        assertMendable(
                recording(
                        List.of(new Channel(0, "P", Unit.parse("mmHg"), ClampMode.UNKNOWN, RATE, Channel.NO_COMMAND)),
                        List.of(),
                        cells(1)),
                QualitySettings.DEFAULT,
                "no channel to check",
                "mmHg");
        assertMendable(
                recording(List.of(NO_PROTOCOL), List.of(), new double[0][]), QualitySettings.DEFAULT, "no sweep");
        assertThrows(InputException.class, () -> QualitySettings.DEFAULT.withStep(200, 100, -10));
        assertThrows(InputException.class, () -> QualitySettings.DEFAULT.withStep(100, 200, 0));
        assertThrows(
                InputException.class,
                () -> new QualitySettings(
                        true,
                        Optional.empty(),
                        OptionalDouble.of(5),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty()));
    }

    /** As an independent reader (pyABF) measures them; each of these cells has a second exponential. */
    @ParameterizedTest
    @CsvSource({
        "14o16001_vc_pair_step.abf,0,-26.3,26.43,170.7,168.3",
        "14o16001_vc_pair_step.abf,1,-34.9,29.13,191.9,165.7",
        "05210017_vc_abf1.abf,0,-121.5,22.67,182.5,64.5"
    })
    void realCellsMeasureAsOtherProgramsMeasureThem(
            final String file,
            final int channel,
            final double holdingPa,
            final double raMohm,
            final double rmMohm,
            final double cmPf) {
        try (Recording recording = Formats.open(SharedRecordings.abf(file))) {
            final MembraneTestResult test = QualityCheck.compute(
                            recording, List.of(recording.channels().get(channel)), QualitySettings.DEFAULT, done -> {})
                    .get(0)
                    .membraneTest()
                    .orElseThrow();
            assertTrue(test.second().present());
            assertEquals(holdingPa, test.drift(PulseMeasures::holdingPa).mean(), 0.02 * Math.abs(holdingPa));
            assertEquals(raMohm, test.drift(PulseMeasures::raMohm).mean(), 0.02 * raMohm);
            assertEquals(rmMohm, test.drift(PulseMeasures::rmMohm).mean(), 0.02 * rmMohm);
            assertEquals(cmPf, test.drift(PulseMeasures::cmPf).mean(), 0.02 * cmPf);
        }
    }

    /** Its noise leaves the second exponential just visible, so the definition is asked for. */
    @Test
    void aSmallNoisyCellMeasuresAsOtherProgramsMeasureIt() {
        try (Recording recording = Formats.open(SharedRecordings.abf("17o05026_vc_stim.abf"))) {
            final MembraneTestResult test = check(
                            recording, QualitySettings.DEFAULT.withDefinition(MembraneDefinition.APPARENT))
                    .get(0)
                    .membraneTest()
                    .orElseThrow();
            assertEquals(-16.1, test.drift(PulseMeasures::holdingPa).mean(), 0.1);
            assertEquals(35.5, test.drift(PulseMeasures::raMohm).mean(), 0.1);
            assertEquals(2609.7, test.drift(PulseMeasures::rmMohm).mean(), 1);
            assertEquals(25.3, test.drift(PulseMeasures::cmPf).mean(), 0.1);
        }
    }

    /** A circuit of 10 MOhm, 500 MOhm and 33 pF, of parts good to a few percent, behind a real amplifier. */
    @Test
    void aModelCellOfRealPartsIsOneCompartment() {
        try (Recording recording = Formats.open(SharedRecordings.abf("model_vc_step.abf"))) {
            final MembraneTestResult test = check(recording, QualitySettings.DEFAULT)
                    .get(0)
                    .membraneTest()
                    .orElseThrow();
            assertFalse(test.second().present());
            assertEquals(10, test.drift(PulseMeasures::raMohm).mean(), 1.5);
            assertEquals(500, test.drift(PulseMeasures::rmMohm).mean(), 10);
            assertEquals(33, test.drift(PulseMeasures::cmPf).mean(), 1);
        }
    }

    @Test
    void everyRealRecordingIsCheckedOrRefusedInASentence() throws java.io.IOException {
        try (java.util.stream.Stream<java.nio.file.Path> files =
                java.nio.file.Files.list(SharedRecordings.folder().resolve("abf"))) {
            files.forEach(file -> {
                try (Recording recording = Formats.open(file)) {
                    assertFalse(check(recording, QualitySettings.DEFAULT).isEmpty());
                } catch (final InputException exc) {
                    assertTrue(exc.getMessage().contains(file.getFileName().toString()), exc.getMessage());
                }
            });
        }
    }
}
