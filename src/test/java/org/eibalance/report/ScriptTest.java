package org.eibalance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.eibalance.report.pair.PairReport;
import org.eibalance.result.CsvWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script of a few lines gets from the public classes, without a command. */
class ScriptTest {

    @TempDir
    private Path folder;

    /** A script as a person would write it: prints r, lag and p, and writes the table and the figure. */
    private String script() throws Exception {
        final PairSettings settings = PairSettings.DEFAULT.withSignificance(SurrogateSettings.of(200, 1), 0);
        final PairStudy study = new PairStudy(settings, PairPreparation.NONE, 1000, 0, 0);
        try (Recording pair = Formats.open(Path.of("../sample-data/pair-hd.abf"))) {
            final PairStudy.Part part = study.read(pair, pair.channel("0"), pair.channel("1"), List.of());
            final Report report = PairReport.of(study.compute(List.of(part), 2, done -> {}));
            Files.write(folder.resolve("figure.svg"), FigureRenderer.svg(report.figure()));
            try (OutputStream out = Files.newOutputStream(folder.resolve("summary.csv"))) {
                CsvWriter.write(report.summary(), out);
            }
            return report.summary().number(0, "peak_r") + " " + report.summary().number(0, "peak_lag_ms") + " "
                    + report.summary().number(0, "p_value");
        }
    }

    @Test
    void aScriptGetsTheNumbersTheTableAndTheFigureOfTheCommand() throws Exception {
        final String[] numbers = script().split(" ");
        assertTrue(Double.parseDouble(numbers[0]) < -0.3, "excitation and inhibition of the sample pair are opposite");
        assertTrue(Double.parseDouble(numbers[1]) > 0, "inhibition of cell B follows excitation of cell A");
        assertTrue(Double.parseDouble(numbers[2]) < 0.05, "200 surrogates do not reach the peak");
        final List<String> table = Files.readAllLines(folder.resolve("summary.csv"));
        assertTrue(table.get(0).startsWith("recording,cell_a,cell_b,pairing,sweeps,peak_r,peak_lag_ms"));
        assertEquals(2, table.size(), "one pairing of holding levels");
        assertTrue(table.get(1).startsWith("pair-hd.abf,"));
        assertTrue(Files.readString(folder.resolve("figure.svg")).contains("correlation r"));
    }
}
