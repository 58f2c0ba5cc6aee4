package org.eibalance.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.eibalance.analysis.quality.SweepSummary;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Which sweeps of a recording analyses leave out. */
@Plugin(type = Command.class, menuPath = "Plugins>E/I Balance>Annotate Recording...", headless = true,
	description = "Excludes sweeps of a recording from all analyses, in a file beside it, and shows what is annotated.")
public final class AnnotateRecording extends EiCommand {

	private static final String KEEP = "keep";
	private static final String NONE = "none";

	@Parameter(label = "Recording", persist = false, description = "The recording; it is not written to.")
	private File recording;

	@Parameter(label = "Sweeps to exclude", persist = false,
		description = "Sweeps that analyses leave out, counted from 0, such as 0-4,7, in the place of those excluded so far; none; or keep, to leave them as they are.")
	private String exclude_sweeps = KEEP;

	@Override
	protected Findings compute() {
		final Path path = RecordingPaths.one(recording);
		final AnnotationStore store = AnnotationStore.ofUser();
		try (Recording opened = Formats.open(path)) {
			final Annotations before = store.read(path);
			final Annotations annotations = exclude_sweeps.equals(KEEP) ? before : before.withExcludedSweeps(excluded(opened));
			final Findings findings = new Findings(RecordingPaths.place(List.of(path), getClass()), sentences(opened,
				annotations), Table.withColumns("recording", "sweeps", "excluded_sweeps", "regions", "events").row(opened.name(),
					opened.sweeps().size(), annotations.excludedSweeps().size(), annotations.regions().size(), annotations.events()
						.size()).build(), Map.of("sweeps.csv", sweeps(opened, annotations)), Map.of(), figure(opened, annotations),
				List.of(path), OptionalLong.empty());
			if (!annotations.equals(before)) store.write(path, annotations);
			return findings;
		}
	}

	private SortedSet<Integer> excluded(final Recording opened) {
		if (exclude_sweeps.equals(NONE)) return new TreeSet<>();
		final SortedSet<Integer> sweeps;
		try {
			sweeps = new TreeSet<>(SweepList.parse(exclude_sweeps));
		}
		catch (final InputException e) {
			throw new InputException("exclude_" + e.getMessage().replace("all, or", "keep, none, or"), e);
		}
		if (sweeps.isEmpty()) throw new InputException("exclude_sweeps is 'all': at least one sweep must be left.");
		if (sweeps.last() >= opened.sweeps().size()) throw new InputException(opened.name() + " has no sweep " + sweeps
			.last() + ": its sweeps are 0 to " + (opened.sweeps().size() - 1) + ".");
		return sweeps;
	}

	private static List<String> sentences(final Recording opened, final Annotations annotations) {
		final List<String> sentences = new ArrayList<>();
		sentences.add(opened.name() + ": " + (annotations.excludedSweeps().isEmpty() ? "no sweep is excluded" : "excluded from " +
			"analyses: sweep " + annotations.excludedSweeps().stream().map(String::valueOf).collect(Collectors.joining(", "))) +
			"; " + annotations.regions().size() + " regions, " + annotations.events().size() + " judged events.");
		sentences.addAll(opened.remarks());
		return sentences;
	}

	private static Table sweeps(final Recording opened, final Annotations annotations) {
		final Table.Builder table = Table.withColumns("recording", "sweep", "excluded");
		for (int sweep = 0; sweep < opened.sweeps().size(); sweep++) {
			table.row(opened.name(), sweep, annotations.excludedSweeps().contains(sweep));
		}
		return table.build();
	}

	private static Figure figure(final Recording opened, final Annotations annotations) {
		final List<Figure.Row> rows = new ArrayList<>();
		for (final Channel channel : opened.channels()) {
			final double[] used = new double[opened.sweeps().size()];
			final double[] left = new double[used.length];
			final double[] numbers = new double[used.length];
			Arrays.fill(used, Double.NaN);
			Arrays.fill(left, Double.NaN);
			for (int sweep = 0; sweep < used.length; sweep++) {
				numbers[sweep] = sweep;
				(annotations.excludedSweeps().contains(sweep) ? left : used)[sweep] = SweepSummary.of(opened, channel.index(),
					sweep).mean();
			}
			rows.add(Figure.row(1, Panel.of("", Axis.of("sweep"), Axis.of("mean of " + channel.name() + " (" + channel.unit()
				.symbol() + ")"), new Series("used", numbers, used, Role.RESULT, Series.Style.POINTS), new Series("excluded",
					numbers, left, Role.EXCITATION, Series.Style.POINTS))));
		}
		if (rows.isEmpty()) rows.add(Figure.row(1, Panel.of("", Axis.of("sweep"), Axis.of(""))));
		return Figure.stacked(opened.name(), 12 + 40.0 * rows.size(), rows.toArray(Figure.Row[]::new));
	}
}
