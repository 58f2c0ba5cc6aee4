package org.eibalance.analysis.conductance.decomposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.SweepCommands;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.analysis.conductance.trials.TrialWindows;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;

/** Current-voltage lines of cells recorded in laboratories. */
class RealCellsTest {

    /** Samples 13625 to 14624 at 10 kHz. */
    private static final TimeWindow STEADY = new TimeWindow(1362.5, 1462.5);

    private static Conductances pair(final int cell, final double highestMv, final double seriesMohm) {
        try (Recording recording = Formats.open(SharedRecordings.abf("14o16001_vc_pair_step.abf"))) {
            final TrialSelection selection =
                    new TrialSelection(cell, new LevelSource.Protocol(), STEADY, List.of(), -200, highestMv);
            final ClampTrials trials = ConditionTrials.read(recording, selection, s -> seriesMohm)
                    .get(0)
                    .trials();
            return ConductanceDecomposition.compute(
                    trials,
                    DecompositionSettings.plain(STEADY, STEADY)
                            .with(seriesMohm > 0 ? SeriesCorrection.STATIC : SeriesCorrection.NONE, 0, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 8.4780, -64.027, 10.3677", "1, 7.3478, -62.994, 8.7044"})
    void theInwardRectificationOfTwoCellsShowsInTheirSlopes(
            final int cell, final double slopeNs, final double reversalMv, final double slopeOfLowLevelsNs) {
        final Conductances all = pair(cell, 0, 0);
        assertEquals(slopeNs, all.leak().conductanceNs(), 5e-5);
        assertEquals(reversalMv, all.leak().reversalMv(), 5e-4);
        assertEquals(13, all.levels().size());
        assertTrue(all.leak().curvature().isWarning(), "the cells rectify");
        assertTrue(all.leak().curvature().quadratic() < 0, "inwardly");
        assertEquals(slopeOfLowLevelsNs, pair(cell, -70, 0).leak().conductanceNs(), 5e-5);
    }

    @ParameterizedTest
    @CsvSource({"0, 26.43, 10.93", "1, 29.13, 9.35"})
    void theSeriesResistanceHidesAFifthOfTheConductance(final int cell, final double seriesMohm, final double slopeNs) {
        assertEquals(slopeNs, pair(cell, 0, seriesMohm).leak().conductanceNs(), 5e-3);
    }

    @Test
    void theLeakOfTwelveGranuleCellsIsThatOfAPlainRegression() throws IOException {
        final Matrix data = Mat5.readFromFile(SharedRecordings.folder()
                        .resolve("mat/Mongiat_Young_28dpi_VClamp.mat")
                        .toFile())
                .getCell("data")
                .getMatrix(0);
        final int[] size = data.getDimensions();
        assertEquals(
                List.of(6200, 12, 19), java.util.Arrays.stream(size).boxed().toList());
        // 19 levels from −130 mV in steps of 5; the steps stand from sample 3000 to 4000 at 20 kHz.
        final TimeWindow steady = new TimeWindow(150, 200);
        for (int cell = 0; cell < 12; cell++) {
            final SimpleRegression apart = new SimpleRegression();
            final double[] levels = new double[7];
            final double[][][] currents = new double[7][1][6200];
            for (int j = 0; j < 7; j++) {
                levels[j] = -90 + 5 * j;
                for (int i = 0; i < 6200; i++) currents[j][0][i] = data.getDouble(i + 6200 * (cell + 12 * (j + 8)));
                double mean = 0;
                for (int i = 3000; i < 4000; i++) mean += currents[j][0][i] / 1000;
                apart.addData(levels[j], mean);
            }
            final ClampTrials trials = ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.05, levels, currents, 0);
            final Leak leak = ConductanceDecomposition.compute(
                            trials, DecompositionSettings.plain(steady, steady).with(JunctionPotential.toCorrect(11)))
                    .leak();
            assertEquals(apart.getSlope(), leak.conductanceNs(), 1e-9);
            assertEquals(-apart.getIntercept() / apart.getSlope() - 11, leak.reversalMv(), 1e-7);
            assertEquals(apart.getSlopeStdErr(), leak.conductanceSeNs(), 1e-9);
            assertTrue(
                    leak.conductanceNs() > 0.3 && leak.conductanceNs() < 20,
                    "cell " + cell + ": " + leak.conductanceNs());
        }
    }

    /** The case that was decomposed with the mean of its commands: −83 to −57 mV, and 3.5e13 nS. */
    @Test
    void aFamilyOfStepsFromAnotherProgramGivesTheCellBehindIt() {
        final Path file = SharedRecordings.folder().resolveSibling("cases").resolve("step-family.nwb");
        Assumptions.assumeTrue(Files.exists(file), () -> {
            System.out.println("No " + file + ": its test is skipped.");
            return "no " + file;
        });
        try (Recording recording = Formats.open(file)) {
            final SweepCommands commands = SweepCommands.find(recording, 0, Optional.empty(), List.of())
                    .orElseThrow();
            final TrialWindows found = TrialWindows.of(commands, new TrialWindows.Given(400, 600, 250, 400));
            final ClampTrials trials = ConditionTrials.read(
                            recording, TrialSelection.all(0, commands.source(), found.window()), commands, s -> 0)
                    .get(0)
                    .trials();
            assertEquals(
                    List.of(-90L, -80L, -70L, -60L, -50L),
                    trials.levels().stream().map(l -> Math.round(l.level())).toList());
            final Conductances c = ConductanceDecomposition.compute(
                    trials,
                    DecompositionSettings.plain(found.baseline(), found.window())
                            .with(new ReversalPotentials(0, -80))
                            .with(JunctionPotential.toCorrect(10)));
            assertEquals(8, c.leak().conductanceNs(), 0.01);
            assertEquals(-70, c.leak().reversalMv(), 0.02);
            assertEquals(4, c.excitatoryResponse().peakNs(), 0.1);
            assertEquals(9, c.inhibitoryResponse().peakNs(), 0.2);
        }
    }
}
