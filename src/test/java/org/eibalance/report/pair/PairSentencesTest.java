package org.eibalance.report.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.pair.ColouredPairs;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairRecordings;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.CellChannels;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.annotation.Region;
import org.eibalance.check.CheckState;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of pairs, and what is not. */
class PairSentencesTest {

    private static final double RATE_HZ = 10_000;
    private static final int SWEEPS = 8;

    private static final PairSettings SETTINGS =
            PairSettings.DEFAULT.withMaxLagMs(100).withSignificance(SurrogateSettings.of(200, 1), 100);

    private static Report report(
            final Recording recording, final PairPreparation preparation, final Region... regions) {
        return report(recording, "auto", "auto", SETTINGS, preparation, regions);
    }

    private static Report report(
            final Recording recording,
            final String a,
            final String b,
            final PairSettings settings,
            final PairPreparation preparation,
            final Region... regions) {
        final PairStudy study = new PairStudy(settings, preparation, 1000, 0, 0);
        final CellChannels cells = CellChannels.of(recording, a, b);
        return PairReport.of(study.compute(
                List.of(study.read(recording, cells.a(), cells.b(), List.of(), List.of(regions))), 2, done -> {}));
    }

    /** Cell A at H, cell B at D and inverted; share of the variance that both have, noise of both amplifiers. */
    private static double[][][] cells(final double share, final double noise) {
        final PairInput pair = new ColouredPairs(11, RATE_HZ).following(SWEEPS, 1000, share, 4);
        final SplittableRandom random = new SplittableRandom(2);
        final double[][][] cells = new double[2][SWEEPS][];
        for (int k = 0; k < SWEEPS; k++) {
            cells[0][k] = pair.sweeps().get(k).cellA();
            cells[1][k] = pair.sweeps().get(k).cellB();
            for (int t = 0; t < cells[0][k].length; t++) {
                cells[0][k][t] += -78 + noise * random.nextGaussian();
                cells[1][k][t] += -5 + noise * random.nextGaussian();
            }
        }
        return cells;
    }

    private static Recording potentials(final double[][][] cells) {
        return new PairRecordings(RATE_HZ)
                .channel("Vm A", "mV", ClampMode.CURRENT_CLAMP, cells[0])
                .follows("pA", (sweep, ms) -> -350)
                .channel("Vm B", "mV", ClampMode.CURRENT_CLAMP, cells[1])
                .follows("pA", (sweep, ms) -> 800)
                .recording();
    }

    private static boolean says(final Report report, final String words) {
        return report.sentences().stream().anyMatch(s -> s.contains(words));
    }

    private static CheckState state(final Report report, final String check) {
        return report.checks().find(check).orElseThrow().state();
    }

    private static void assertNoLag(final Report report) {
        for (final String words :
                List.of("correlate most", "follows excitation", "leads excitation", "lag exceeds", "Levels swapped"))
            assertFalse(says(report, words), report.sentences().toString());
    }

    @Test
    void aCleanPairPassesAllChecksAndItsLagIsSaid() {
        final Report report = report(potentials(cells(0.7, 0.02)), PairPreparation.NONE);
        assertTrue(
                says(report, "inhibition follows excitation by 3."),
                report.sentences().toString());
        assertEquals("", report.checks().names(CheckState.FAILED));
        assertEquals("", report.checks().names(CheckState.DOUBTFUL));
        assertEquals(CheckState.PASSED, state(report, "common_artefact"));
        assertEquals(CheckState.PASSED, state(report, "two_cells"));
        assertEquals(CheckState.PASSED, state(report, "commands_at_rest"));
        assertEquals(CheckState.PASSED, state(report, "cross_talk"));
        assertEquals(CheckState.NOT_APPLICABLE, state(report, "electrical_coupling"));
    }

    @Test
    void withoutACorrelationBeyondChanceThatIsSaidAndNoLag() {
        final Report report = report(potentials(cells(0, 0.02)), PairPreparation.NONE);
        assertTrue(
                report.sentences().stream().anyMatch(s -> s.matches("There is no correlation beyond chance \\(p = .*")),
                report.sentences().toString());
        assertNoLag(report);
        assertFalse(says(report, "edge of the window"));
        assertFalse(says(report, "amplitudes of events correlate"));
        assertEquals(CheckState.NOT_APPLICABLE, state(report, "sign_of_pairing"));
        // The numbers stay in the table.
        assertTrue(report.summary().get(0, "peak_lag_ms") instanceof Double);
    }

    @Test
    void whereChanceCannotBeKnownNoLagIsSaid() {
        final double[][][] cells = cells(0.7, 0.02);
        final double[][][] one = {
            {java.util.Arrays.copyOf(cells[0][0], 2500)}, {java.util.Arrays.copyOf(cells[1][0], 2500)}
        };
        final Report report = report(potentials(one), PairPreparation.NONE);
        assertTrue(
                says(report, "No lag is given: whether there is a correlation beyond chance is not known."),
                report.sentences().toString());
        assertNoLag(report);
    }

    /** One sweep of a second allows two shifts without overlap: no p below a third, whatever the cells do. */
    @Test
    void withSoFewSurrogatesThatNoPCanBeSmallChanceIsNotKnownAndNeitherWordIsSaid() {
        final double[][][] cells = cells(0.7, 0.02);
        final Report report = report(
                potentials(new double[][][] {{cells[0][0]}, {cells[1][0]}}),
                "auto",
                "auto",
                SETTINGS.withMaxLagMs(200),
                PairPreparation.NONE);
        assertTrue(
                says(report, "beyond chance cannot be known: with these sweeps p cannot be below 0.3"),
                report.sentences().toString());
        assertFalse(says(report, "There is no correlation beyond chance"));
        assertFalse(says(report, "Chance gives as much"));
        assertNoLag(report);
    }

    /** Two electrodes in one cell, or one amplifier on two channels: only the noise of the converters differs. */
    @Test
    void oneCellOnTwoChannelsIsNoPair() {
        final double[][][] cells = cells(0, 0.02);
        final SplittableRandom random = new SplittableRandom(4);
        for (int k = 0; k < SWEEPS; k++)
            for (int t = 0; t < cells[0][k].length; t++) cells[1][k][t] = cells[0][k][t] + 0.02 * random.nextGaussian();
        final Report report = report(potentials(cells), PairPreparation.NONE);
        assertEquals(CheckState.FAILED, state(report, "cross_talk"));
        assertTrue(
                says(report, "both channels show the same trace"),
                report.sentences().toString());
        assertNoLag(report);
    }

    @Test
    void cellsThatShareNearlyAllOfTheirInputAreAPair() {
        final Report report = report(potentials(cells(0.95, 0.02)), PairPreparation.NONE);
        assertEquals(CheckState.PASSED, state(report, "cross_talk"));
        assertTrue(says(report, "correlate most"), report.sentences().toString());
    }

    private static double[][][] withHum(final double[][][] cells, final double mv) {
        final SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < SWEEPS; k++) {
            final double phase = 2 * Math.PI * random.nextDouble();
            for (int t = 0; t < cells[0][k].length; t++) {
                final double hum = mv * Math.sin(2 * Math.PI * 50 * t / RATE_HZ + phase);
                cells[0][k][t] += hum;
                cells[1][k][t] -= hum;
            }
        }
        return cells;
    }

    /** Of the sign that the pairing gives, so that no other check sees it. */
    @Test
    void aCorrelationThatIsHumOfTheMainsIsNone() {
        final Report report = report(potentials(withHum(cells(0, 0.02), 3)), PairPreparation.NONE);
        assertTrue(report.summary().number(0, "peak_r") < -0.5, "hum alone gives a large r");
        assertEquals(CheckState.FAILED, state(report, "common_hum"));
        assertTrue(
                says(report, "No lag is given: both cells show hum of 50 Hz"),
                report.sentences().toString());
        assertNoLag(report);
    }

    @Test
    void littleHumBesideACorrelationOfTheCellsPasses() {
        final Report report = report(potentials(withHum(cells(0.7, 0.02), 0.2)), PairPreparation.NONE);
        assertEquals(CheckState.PASSED, state(report, "common_hum"));
        assertTrue(says(report, "correlate most"), report.sentences().toString());
    }

    @Test
    void aPersonWhoWantsNoSurrogatesStillGetsTheLag() {
        final Report report = report(
                potentials(cells(0.7, 0.02)),
                "auto",
                "auto",
                PairSettings.DEFAULT.withMaxLagMs(100),
                PairPreparation.NONE);
        assertTrue(
                says(report, "correlate most at a lag of"), report.sentences().toString());
    }

    @Test
    void aLightInTheSecondChannelIsNoCellAndNothingIsSaidOfIt() {
        final double[][][] cells = cells(0.7, 0.02);
        final Recording recording = new PairRecordings(RATE_HZ)
                .channel("Vm A", "mV", ClampMode.CURRENT_CLAMP, cells[0])
                .channel("Light", "V", ClampMode.UNKNOWN, cells[1])
                .recording();
        final Report report = report(recording, "0", "1", SETTINGS, PairPreparation.NONE);
        assertTrue(
                says(report, "no correlation is given: channel 'Light' is no cell by its name"),
                report.sentences().toString());
        assertNoLag(report);
        assertFalse(says(report, "shows its"));
        assertEquals(CheckState.FAILED, state(report, "two_cells"));
    }

    private static double[][][] withArtefacts(final double[][][] cells, final double size) {
        for (int k = 0; k < SWEEPS; k++) {
            for (int ms = 200; ms < 300; ms += 20) {
                final int at = ms * 10 + k;
                for (int i = 0; i < 4; i++) {
                    final double shape = (i < 2 ? 1 : -0.6) * size;
                    cells[0][k][at + i] += shape;
                    cells[1][k][at + i] -= shape / 2;
                }
            }
        }
        return cells;
    }

    @Test
    void aCorrelationOfNothingButCommonArtefactsIsNotGiven() {
        final Report report = report(potentials(withArtefacts(cells(0, 0.02), 60)), PairPreparation.NONE);
        assertEquals(
                CheckState.FAILED,
                state(report, "common_artefact"),
                report.checks().table().toString());
        assertTrue(
                says(report, "No lag is given: both cells show 40 sharp transients"),
                report.sentences().toString());
        assertNoLag(report);
    }

    @Test
    void aCorrelationThatOutlivesItsArtefactsIsGiven() {
        final Report report = report(potentials(withArtefacts(cells(0.8, 0.02), 3)), PairPreparation.NONE);
        assertEquals(CheckState.PASSED, state(report, "common_artefact"));
        assertTrue(
                says(report, "inhibition follows excitation by"),
                report.sentences().toString());
    }

    @Test
    void artefactsThatAPersonHasMarkedAreLeftOutAndNamed() {
        final double[][][] cells = withArtefacts(cells(0, 0.02), 60);
        final Region[] marked = new Region[SWEEPS];
        for (int k = 0; k < SWEEPS; k++) marked[k] = new Region(k, 199, 285, "artefact");
        final Report report = report(potentials(cells), PairPreparation.NONE, marked);
        assertEquals(CheckState.PASSED, state(report, "common_artefact"));
        assertTrue(says(report, "left out of the correlation as its annotations say: 'artefact' in sweep 0"));
        assertTrue(
                says(report, "There is no correlation beyond chance"),
                report.sentences().toString());
    }

    /** Both cells get the same large events, each with a rise of 1 ms or more, on a quiet baseline. */
    @ParameterizedTest
    @CsvSource({"0.3, 3", "0.5, 5", "1, 15"})
    void smoothEventsOfBothCellsAtOnceAreNoArtefact(final double riseMs, final double decayMs) {
        final SplittableRandom random = new SplittableRandom(4);
        final double[][][] cells = new double[2][SWEEPS][10_000];
        for (int k = 0; k < SWEEPS; k++) {
            for (int t = 0; t < 10_000; t++)
                for (final double[][] cell : cells) cell[k][t] = -50 + 1 * random.nextGaussian();
            for (int event = 0; event < 15; event++) {
                final int at = random.nextInt(9000);
                final double size = 60 + 60 * random.nextDouble();
                for (int t = at; t < 10_000; t++) {
                    final double ms = (t - at) / 10.0;
                    final double shape = size * (1 - Math.exp(-ms / riseMs)) * Math.exp(-ms / decayMs);
                    for (final double[][] cell : cells) cell[k][t] -= shape;
                }
            }
        }
        final Recording recording = new PairRecordings(RATE_HZ)
                .channel("Im A", "pA", ClampMode.VOLTAGE_CLAMP, cells[0])
                .follows("mV", (sweep, ms) -> -75)
                .channel("Im B", "pA", ClampMode.VOLTAGE_CLAMP, cells[1])
                .follows("mV", (sweep, ms) -> -75)
                .recording();
        final Report report = report(recording, PairPreparation.NONE);
        assertEquals(
                CheckState.PASSED,
                state(report, "common_artefact"),
                report.checks().table().toString());
        assertTrue(
                says(report, "correlate most at a lag of"), report.sentences().toString());
    }

    private static Recording stepped(final double shiftMs) {
        final double[][][] cells = cells(0.7, 0.02);
        for (int k = 0; k < SWEEPS; k++) {
            for (int t = 2000; t < 4000; t++) {
                cells[0][k][t] -= 10;
                cells[1][k][t] -= 10;
            }
        }
        return new PairRecordings(RATE_HZ)
                .channel("Vm A", "mV", ClampMode.CURRENT_CLAMP, cells[0])
                .follows("pA", (sweep, ms) -> ms >= 200 && ms < 400 ? -400 : -350)
                .channel("Vm B", "mV", ClampMode.CURRENT_CLAMP, cells[1])
                .follows("pA", (sweep, ms) -> ms >= 200 + shiftMs && ms < 400 + shiftMs ? 750 : 800)
                .recording();
    }

    @Test
    void cellsThatAreSteppedTogetherAreNotCalledCorrelated() {
        for (final double shiftMs : new double[] {0, 30}) {
            final Report report = report(stepped(shiftMs), PairPreparation.NONE);
            assertEquals(CheckState.FAILED, state(report, "commands_at_rest"));
            assertNoLag(report);
        }
        final Report beside =
                report(stepped(0), PairPreparation.NONE.withWindow(new TimeWindow(450, Double.POSITIVE_INFINITY)));
        assertEquals(CheckState.PASSED, state(beside, "commands_at_rest"));
        assertTrue(
                says(beside, "inhibition follows excitation by"),
                beside.sentences().toString());
    }

    @Test
    void oneSignalInTwoChannelsIsNoPair() {
        final double[][][] cells = cells(0.7, 0.02);
        final double[][][] twice = {cells[0], new double[SWEEPS][]};
        for (int k = 0; k < SWEEPS; k++)
            twice[1][k] = java.util.Arrays.stream(cells[0][k]).map(v -> 2 * v).toArray();
        final Report report = report(potentials(twice), PairPreparation.NONE);
        assertEquals(CheckState.FAILED, state(report, "cross_talk"));
        final double shared = report.checks().find("cross_talk").orElseThrow().value();
        assertTrue(shared > 0.99 && shared <= 1, "shared " + shared);
        assertNoLag(report);
    }

    /** Cells without a common input whose amplifiers share noise, and cells with one. */
    @ParameterizedTest
    @CsvSource({"0, FAILED", "0.8, DOUBTFUL"})
    void aPeakAsNarrowAsSharedNoiseIsNoHeadline(final double share, final CheckState expected) {
        final double[][][] cells = cells(share, 0.02);
        final SplittableRandom random = new SplittableRandom(6);
        for (int k = 0; k < SWEEPS; k++) {
            for (int t = 0; t < cells[0][k].length; t++) {
                final double noise = (share > 0 ? 0.1 : 1.5) * random.nextGaussian();
                cells[0][k][t] += noise;
                cells[1][k][t] -= noise;
            }
        }
        final Report report = report(potentials(cells), PairPreparation.NONE);
        assertEquals(
                expected, state(report, "cross_talk"), report.checks().table().toString());
        assertEquals(expected == CheckState.DOUBTFUL, says(report, "inhibition follows excitation by"));
    }

    @Test
    void sharedFastNoiseIsAlwaysBetweenMinusOneAndOne() {
        final SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 20; trial++) {
            final double[][][] noise = new double[2][2][3000];
            final double mix = 2 * random.nextDouble() - 1, slow = random.nextDouble();
            for (int k = 0; k < 2; k++) {
                double a = 0;
                for (int t = 0; t < 3000; t++) {
                    a = slow * a + random.nextGaussian();
                    noise[0][k][t] = a;
                    noise[1][k][t] = mix * a + (1 - Math.abs(mix)) * random.nextGaussian();
                }
            }
            final Report report = report(potentials(noise), PairPreparation.NONE);
            final double shared =
                    report.checks().find("cross_talk").orElseThrow().value();
            assertTrue(Math.abs(shared) <= 1, "shared " + shared);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "f1.abf, common_artefact",
        "14o16001_vc_pair_step.abf, commands_at_rest",
        "18702001-step.abf, commands_at_rest",
        "18702001-ramp.abf, commands_at_rest",
        "18702001-pulseTrain.abf, commands_at_rest"
    })
    void realRecordingsWithoutACorrelationOfInputsHaveNoHeadline(final String file, final String check) {
        try (Recording recording = Formats.open(SharedRecordings.abf(file))) {
            final Report report = report(recording, PairPreparation.NONE);
            assertEquals(CheckState.FAILED, state(report, check));
            assertNoLag(report);
            assertFalse(says(report, "coupled electrically"), report.sentences().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"15804044.abf, Light", "18425108.abf, 10_Vm", "16d22006_kim_gapfree.abf, IN 2", "DM1_0000.abf, P_in"})
    void realChannelsThatAreNoCellsFailWhereTheyAreNamed(final String file, final String channel) {
        try (Recording recording = Formats.open(SharedRecordings.abf(file))) {
            final Report report = report(recording, "0", "1", SETTINGS, PairPreparation.NONE);
            assertEquals(CheckState.FAILED, state(report, "two_cells"));
            assertTrue(
                    report.checks().find("two_cells").orElseThrow().sentence().contains("'" + channel + "'"),
                    report.checks().table().toString());
            assertNoLag(report);
        }
    }

    @Test
    void bothCellsSteppedAtOnceHaveNoElectricalCoupling() {
        try (Recording recording = Formats.open(SharedRecordings.abf("14o16001_vc_pair_step.abf"))) {
            final Report report = report(recording, PairPreparation.NONE);
            assertEquals(CheckState.NOT_APPLICABLE, state(report, "electrical_coupling"));
            assertTrue(
                    says(report, "the commands of both cells step at once"),
                    report.sentences().toString());
            for (final String column : List.of("coupling_a_to_b", "coupling_b_to_a", "junction_a_to_b_ns"))
                assertEquals(null, report.summary().get(0, column));
        }
    }

    @Test
    void theTableHasItsNewColumnsAtTheEnd() {
        final List<String> columns = new ArrayList<>(report(potentials(cells(0.7, 0.02)), PairPreparation.NONE)
                .summary()
                .columns());
        final int skew = columns.indexOf("skew_us");
        assertEquals("coupling_a_to_b_ci_low", columns.get(skew + 1));
        assertTrue(columns.indexOf("r_without_transients") > columns.indexOf("junction_b_to_a_ci_high_ns"));
    }
}
