package org.eibalance.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eibalance.analysis.pair.HoldingLevel;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairInput;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The E/I correlogram of two cells recorded at once (Okun and Lampl 2008). */
@Plugin(type = Command.class, menuPath = "Plugins>E/I Balance>Correlate Pair...", headless = true,
	description = "Correlates two cells recorded at once: excitation against inhibition, with the lag between them.")
public final class CorrelatePair extends EiCommand {

	@Parameter(label = "Recording", persist = false,
		description = "The recording of both cells; several, joined by semicolons, are pooled.")
	private File recording;

	@Parameter(label = "Cell A (channel)", persist = false,
		description = "The first cell: name or 0-based index of its channel.")
	private String cell_a = "0";

	@Parameter(label = "Cell B (channel)", persist = false,
		description = "The second cell: name or 0-based index of its channel. A positive lag means that it follows cell A.")
	private String cell_b = "1";

	@Parameter(label = "Longest lag (ms)", min = "0.01", max = "10000", persist = false,
		description = "The correlogram spans this much before and after zero.")
	private double max_lag_ms = 200;

	@Parameter(label = "Sweeps", persist = false,
		description = "The sweeps to use, counted from 0, such as 0-4,7; or all.")
	private String sweeps = "all";

	@Parameter(label = "Level of cell A", choices = { "auto", "H", "D" }, persist = false,
		description = "Held hyperpolarised (H: shows excitation) or depolarised (D: shows inhibition); auto finds it from the potential.")
	private String level_a = "auto";

	@Parameter(label = "Level of cell B", choices = { "auto", "H", "D" }, persist = false,
		description = "The same for cell B.")
	private String level_b = "auto";

	@Parameter(label = "Reversal of excitation (mV)", min = "-200", max = "200", persist = false,
		description = "Reversal potential of excitatory synapses, for finding the levels.")
	private double e_reversal_mv = 0;

	@Parameter(label = "Reversal of inhibition (mV)", min = "-200", max = "200", persist = false,
		description = "Reversal potential of inhibitory synapses, for finding the levels.")
	private double i_reversal_mv = -75;

	@Parameter(label = "Liquid junction potential (mV)", min = "-50", max = "50", persist = false,
		description = "Subtracted from recorded potentials; 0 where the amplifier did that already.")
	private double junction_potential_mv = 0;

	@Override
	protected Findings compute() {
		final List<Path> paths = RecordingPaths.of(recording);
		final PairSettings settings = new PairSettings(max_lag_ms, e_reversal_mv, i_reversal_mv, junction_potential_mv,
			level(level_a), level(level_b));
		final List<PairInput> inputs = new ArrayList<>();
		final List<String> units = new ArrayList<>();
		final List<String> remarks = new ArrayList<>();
		for (final Path path : paths) {
			try (Recording opened = Formats.open(path)) {
				inputs.add(PairInput.from(opened, opened.channel(cell_a), opened.channel(cell_b), sweeps(opened, path, sweeps)));
				units.add(opened.channel(cell_a).unit().symbol());
				units.add(opened.channel(cell_b).unit().symbol());
				opened.remarks().forEach(remark -> remarks.add(opened.name() + ": " + remark));
			}
		}
		final PairInput input = PairInput.pool(inputs);
		final PairResult result = PairCorrelation.compute(input, settings, threads(),
			this::progress);
		return new PairFindings(paths, input, units, result, remarks).findings(RecordingPaths.place(paths, getClass()));
	}

	private static Optional<HoldingLevel> level(final String choice) {
		return switch (choice) {
			case "H" -> Optional.of(HoldingLevel.HYPERPOLARISED);
			case "D" -> Optional.of(HoldingLevel.DEPOLARISED);
			default -> Optional.empty();
		};
	}
}
