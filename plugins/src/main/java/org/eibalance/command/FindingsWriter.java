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

/** Puts what a command found into its folder: tables, figure, provenance. */
final class FindingsWriter {

	private FindingsWriter() {}

	/**
	 * Writes all files, or none.
	 *
	 * @param findings what was found
	 * @param output root of all results
	 * @param command name of the command
	 * @param parameters its inputs as text, by key
	 * @return what was found and where it lies
	 */
	static Outcome write(final Findings findings, final Path output, final String command,
		final Map<String, String> parameters)
	{
		final Path place = output.toAbsolutePath().normalize().resolve(findings.place());
		final Program program = Program.current();
		final List<InputFile> inputs = findings.inputs().stream().map(InputFile::of).toList();
		final Provenance provenance = new Provenance(program.name(), program.version(), program.commit(), command,
			parameters, inputs, findings.seed(), OffsetDateTime.now(java.time.ZoneId.systemDefault()));
		try (ResultFolder folder = new ResultFolder(place)) {
			folder.add("summary.csv", out -> CsvWriter.write(findings.summary(), out));
			findings.tables().forEach((name, table) -> folder.add(name, out -> CsvWriter.write(table, out)));
			findings.files().forEach((name, file) -> folder.addFile(name, file::write));
			folder.add("figure.svg", out -> out.write(FigureRenderer.svg(findings.figure())));
			folder.add("figure.png", out -> out.write(FigureRenderer.png(findings.figure())));
			folder.add("provenance.json", out -> out.write(provenance.toJson()));
			return new Outcome(place, folder.commit(), findings);
		}
	}
}
