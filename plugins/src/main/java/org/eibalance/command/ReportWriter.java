package org.eibalance.command;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.report.Report;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.InputFile;
import org.eibalance.result.Provenance;
import org.eibalance.result.ResultFolder;
import org.eibalance.signal.ParallelLoop;

/** Puts what a command found into its folder: tables, figure, provenance. */
final class ReportWriter {

    private ReportWriter() {}

    /**
     * Writes all files, or none.
     *
     * @param report what was found
     * @param place where it lies below the output folder
     * @param target the same as an absolute path
     * @param command name of the command
     * @param parameters its inputs as text, by key
     * @param inputs the files that were read
     * @param annotations remarks about what was left out because of annotations
     * @return what was found and where it lies
     */
    static Outcome write(
            final Report report,
            final String place,
            final Path target,
            final String command,
            final Map<String, String> parameters,
            final List<InputFile> inputs,
            final List<String> annotations) {
        final Program program = Program.current();
        final Provenance provenance = new Provenance(
                program.name(),
                program.version(),
                program.commit(),
                command,
                parameters,
                inputs,
                annotations,
                report.seed(),
                OffsetDateTime.now(java.time.ZoneId.systemDefault()));
        try (ResultFolder folder = new ResultFolder(target)) {
            folder.add("summary.csv", out -> CsvWriter.write(report.checkedSummary(), out));
            folder.add("checks.csv", out -> CsvWriter.write(report.checks().table(), out));
            report.tables().forEach((name, table) -> folder.add(name, out -> CsvWriter.write(table, out)));
            report.files().forEach((name, file) -> folder.addFile(name, file::write));
            ParallelLoop.checkCancelled();
            folder.add("figure.svg", out -> out.write(FigureRenderer.svg(report.checkedFigure())));
            ParallelLoop.checkCancelled();
            folder.add("figure.png", out -> out.write(FigureRenderer.png(report.checkedFigure())));
            folder.add("provenance.json", out -> out.write(provenance.toJson()));
            ParallelLoop.checkCancelled();
            return new Outcome(place, target, folder.commit(), report);
        }
    }
}
