package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command found and where it lies.
 *
 * @param folder absolute path of the folder with all files of this run
 * @param files the names of the files in it
 * @param findings what was found
 */
public record Outcome(Path folder, List<String> files, Findings findings) {

	/** Says in plain words where figure and tables are. */
	public List<String> whereItLies() {
		final List<String> sentences = new ArrayList<>();
		sentences.add("Figure: figure.svg and figure.png; tables: " + String.join(", ", files.stream().filter(f -> f
			.endsWith(".csv")).toList()) + "; how it was made: provenance.json; all in");
		return sentences;
	}
}
