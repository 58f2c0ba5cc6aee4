package org.eibalance.report.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.result.CsvWriter;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a recording to numbers, table and figure of its conductances by the public classes, as a script does it. */
class ConductanceScriptTest {

    private static final TimeWindow BEFORE = new TimeWindow(0, 19);
    private static final TimeWindow DURING = new TimeWindow(19, 80);

    /** Five levels of a cell whose g_E peaks at 5 nS and g_I at 8 nS. */
    private static Recording cell() {
        return new CellExperiment(
                        new PointNeuron(150, 8, -70, 0, ReversalPotentials.DEFAULT.inhibitoryMv()),
                        Pipette.NONE,
                        Amplifier.IDEAL,
                        SynapticInput.transients(
                                new SynapticInput.Transient(5, 0.5, 3, 20),
                                new SynapticInput.Transient(8, 0.7, 8, 22),
                                1600,
                                0.05),
                        ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 1, 80, -90.0, -70.0, -50.0, -30.0, -10.0),
                        0.05,
                        1)
                .run("cell.abf", 1)
                .recording();
    }

    @Test
    void threeLinesGiveTheSummaryOfTheCommandItsTablesAndItsFigure(@TempDir final Path folder) throws Exception {
        final List<ConditionTrials> conditions =
                ConditionTrials.read(cell(), TrialSelection.all(0, new LevelSource.Protocol(), BEFORE), sweep -> 0);

        final List<ConditionConductances> found = ConditionConductances.compute(
                conditions, trials -> DecompositionSettings.plain(BEFORE, DURING), 1, done -> {});
        final Report report = DecompositionReport.of(AnalysedRecording.of(Path.of("cell.abf"), "im"), found);
        final byte[] figure = FigureRenderer.svg(report.figure());

        try (OutputStream out = Files.newOutputStream(folder.resolve("summary.csv"))) {
            CsvWriter.write(report.summary(), out);
        }
        // The peak lies between two samples.
        assertEquals(5, report.summary().number(0, "g_e_peak_ns"), 5e-3);
        assertEquals(8, report.summary().number(0, "g_i_peak_ns"), 5e-3);
        assertEquals(2, report.summary().number(0, "onset_delay_ms"), 0.1);
        final List<String> summary = Files.readAllLines(folder.resolve("summary.csv"));
        assertTrue(summary.get(0).startsWith("recording,condition,g_e_peak_ns,g_i_peak_ns,onset_e_ms"), summary.get(0));
        assertTrue(summary.get(1).startsWith("cell.abf,all,"), summary.get(1));
        assertEquals(1220, report.tables().get("conductance.csv").rows(), "one row a sample of the window");
        assertEquals(5, report.tables().get("levels.csv").rows());
        assertTrue(new String(figure, StandardCharsets.UTF_8).contains("apparent somatic conductances"));
        assertTrue(report.sentences().get(0).startsWith("cell.abf: apparent somatic conductances peak at 5"));
    }
}
