package org.eibalance.command;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.InputFile;
import org.eibalance.result.Provenance;
import org.eibalance.result.ResultFolder;
import org.eibalance.signal.ParallelLoop;

/** Puts what a command found into its folder: tables, figure, provenance. */
final class FindingsWriter {

    private FindingsWriter() {}

    /**
     * Writes all files, or none.
     *
     * @param findings what was found
     * @param place folder of this run
     * @param command name of the command
     * @param parameters its inputs as text, by key
     * @param inputs the files that were read
     * @param annotations what was left out because a person said so
     * @return what was found and where it lies
     */
    static Outcome write(
            final Findings findings,
            final Path place,
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
                findings.seed(),
                OffsetDateTime.now(java.time.ZoneId.systemDefault()));
        try (ResultFolder folder = new ResultFolder(place)) {
            folder.add("summary.csv", out -> CsvWriter.write(findings.summary(), out));
            findings.tables().forEach((name, table) -> folder.add(name, out -> CsvWriter.write(table, out)));
            findings.files().forEach((name, file) -> folder.addFile(name, file::write));
            ParallelLoop.checkCancelled();
            folder.add("figure.svg", out -> out.write(FigureRenderer.svg(findings.figure())));
            ParallelLoop.checkCancelled();
            folder.add("figure.png", out -> out.write(FigureRenderer.png(findings.figure())));
            folder.add("provenance.json", out -> out.write(provenance.toJson()));
            ParallelLoop.checkCancelled();
            return new Outcome(place, folder.commit(), findings);
        }
    }
}
