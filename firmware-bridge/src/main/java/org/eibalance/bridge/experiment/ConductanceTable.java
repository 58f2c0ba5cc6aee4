package org.eibalance.bridge.experiment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;

/**
 * Conductances from a table with the columns {@code time_ms}, {@code g_e_ns} and
 * {@code g_i_ns}: what an analysis estimated, or the truth of a simulated recording.
 * Where it also has {@code sweep} or {@code cell}, one of each is read. Estimates
 * below zero, which noise makes, are no conductances: they are taken for 0.
 */
public final class ConductanceTable {

	private ConductanceTable() {}

	/**
	 * Reads a table.
	 *
	 * @param file the table, UTF-8 with commas
	 * @param sweep which, where there are several
	 * @param cell which, where there are several
	 * @return the pair
	 * @throws InputException if there is no such table, a column or a number is missing,
	 *           or the times are not evenly spaced
	 */
	public static ConductancePair read(final Path file, final int sweep, final int cell) {
		if (!Files.isRegularFile(file)) throw new InputException(file +
			" is not there: a table of conductances was expected.");
		final List<double[]> rows = new ArrayList<>();
		try (CsvReader<NamedCsvRecord> table = CsvReader.builder().allowMissingFields(true).allowExtraFields(true)
			.ofNamedCsvRecord(file))
		{
			for (final NamedCsvRecord row : table) {
				final List<String> header = row.getHeader();
				for (final String column : List.of("time_ms", "g_e_ns", "g_i_ns")) {
					if (!header.contains(column)) throw new InputException(file + " has no column " + column +
						": time_ms, g_e_ns and g_i_ns were expected, as in conductance.csv.");
				}
				if (row.getFieldCount() != header.size()) throw new InputException(file + ", line " + row
					.getStartingLineNumber() + ": " + row.getFieldCount() + " fields, expected were " + header.size() +
					" as in the header.");
				if (header.contains("sweep") && number(file, row, "sweep") != sweep) continue;
				if (header.contains("cell") && number(file, row, "cell") != cell) continue;
				rows.add(new double[] { number(file, row, "time_ms"), number(file, row, "g_e_ns"), number(file, row, "g_i_ns"),
					row.getStartingLineNumber() });
			}
		}
		catch (final CsvParseException | UncheckedIOException | IOException e) {
			throw new InputException(file + " cannot be read as a table: " + e.getMessage() + ".", e);
		}
		return pair(file, rows, sweep, cell);
	}

	private static double number(final Path file, final NamedCsvRecord row, final String column) {
		final String text = row.getField(column).strip();
		try {
			final double value = Double.parseDouble(text);
			if (Double.isFinite(value)) return value;
		}
		catch (final NumberFormatException e) {
			// said below
		}
		throw new InputException(file + ", line " + row.getStartingLineNumber() + ", " + column + ": '" + text +
			"' is no number, a finite one was expected.");
	}

	private static ConductancePair pair(final Path file, final List<double[]> rows, final int sweep, final int cell) {
		if (rows.size() < 2) throw new InputException(file + " has " + rows.size() + " rows of sweep " + sweep +
			" and cell " + cell + ": at least two were expected.");
		final int n = rows.size();
		final double stepMs = (rows.get(n - 1)[0] - rows.get(0)[0]) / (n - 1);
		if (!(stepMs > 0)) throw new InputException(file + ": the times do not rise.");
		final double[] e = new double[n];
		final double[] i = new double[n];
		for (int k = 0; k < n; k++) {
			final double[] row = rows.get(k);
			if (Math.abs(row[0] - rows.get(0)[0] - k * stepMs) > 0.01 * stepMs + 1e-6) throw new InputException(file +
				", line " + (long) row[3] + ": the time " + row[0] + " ms is out of step, one sample every " + stepMs +
				" ms was expected.");
			e[k] = Math.max(0, row[1]);
			i[k] = Math.max(0, row[2]);
		}
		return new ConductancePair(Math.rint(stepMs * 1e9) / 1e9, e, i, file.getFileName().toString(), 0);
	}
}
