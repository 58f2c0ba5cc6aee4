package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairInput;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairSweep;
import org.eibalance.analysis.pair.Pairing;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.result.Table;

/** The correlogram of a pair in words, tables and a figure. */
final class PairFindings {

	private static final double HEIGHT_MM = 150;

	private final List<Path> paths;
	private final PairInput input;
	private final List<String> units;
	private final PairResult result;
	private final List<String> remarks;

	PairFindings(final List<Path> paths, final PairInput input, final List<String> units, final PairResult result,
		final List<String> remarks)
	{
		this.paths = paths;
		this.input = input;
		this.units = units;
		this.result = result;
		this.remarks = remarks;
	}

	Findings findings(final String place) {
		return new Findings(place, sentences(), summary(), Map.of("correlogram.csv", correlogram()), Map.of(), figure(),
			paths, OptionalLong.empty());
	}

	private String names() {
		return paths.stream().map(p -> p.getFileName().toString()).collect(Collectors.joining(";"));
	}

	private List<String> sentences() {
		final List<String> sentences = new ArrayList<>();
		for (final PairCorrelogram group : result.groups()) {
			sentences.add(names() + ": " + shows(group.pairing()) + ".");
			sentences.add(String.format(Locale.ROOT,
				"Over %d %s their fluctuations correlate most at a lag of %+.2f ms, with r = %+.3f (at lag 0: %+.3f)%s.", group
					.sweeps().size(), group.sweeps().size() == 1 ? "sweep" : "sweeps", group.peak().lagMs(), group.peak().r(),
				group.zeroLagR(), follows(group)));
			sentences.addAll(group.remarks());
		}
		sentences.addAll(remarks);
		return sentences;
	}

	private String shows(final Pairing pairing) {
		final String a = "cell A (" + input.cellA() + ")";
		final String b = "cell B (" + input.cellB() + ")";
		return switch (pairing) {
			case HH -> a + " and " + b + " are held hyperpolarised and show their excitation";
			case DD -> a + " and " + b + " are held depolarised and show their inhibition";
			case HD -> a + " is held hyperpolarised and shows its excitation, " + b + " depolarised and shows its inhibition";
			case DH -> a + " is held depolarised and shows its inhibition, " + b + " hyperpolarised and shows its excitation";
			case UNKNOWN -> "at what level " + a + " and " + b + " are held is not known, so neither is what they show";
		};
	}

	private static String follows(final PairCorrelogram group) {
		final double lagMs = group.iAfterEMs();
		if (Double.isNaN(lagMs)) return "";
		return String.format(Locale.ROOT, lagMs < 0 ? ": inhibition leads excitation by %.2f ms"
			: ": inhibition follows excitation by %.2f ms", Math.abs(lagMs));
	}

	private Table summary() {
		final Table.Builder table = Table.withColumns("recording", "cell_a", "cell_b", "pairing", "sweeps", "peak_r",
			"peak_lag_ms", "zero_lag_r", "width_ms", "p_value", "i_after_e_ms");
		for (final PairCorrelogram group : result.groups()) {
			table.row(names(), input.cellA(), input.cellB(), group.pairing().label(), group.sweeps().size(), group.peak().r(),
				group.peak().lagMs(), group.zeroLagR(), group.peak().widthMs(), null, group.iAfterEMs());
		}
		return table.build();
	}

	private Table correlogram() {
		final List<String> columns = new ArrayList<>(List.of("lag_ms"));
		final List<double[]> values = new ArrayList<>(List.of(result.lagsMs()));
		for (final PairCorrelogram group : result.groups()) {
			columns.add("r_" + group.pairing().label().toLowerCase(Locale.ROOT));
			values.add(group.mean());
		}
		return Table.ofNumbers(columns, values.toArray(double[][]::new));
	}

	private Figure figure() {
		final PairSweep sweep = input.sweeps().get(0);
		return Figure.stacked(names() + ", sweep " + sweep.sweep() + " and mean correlogram", HEIGHT_MM, Figure.row(1, trace(
			input.cellA(), units.get(0), sweep.cellA(), Role.CELL_A)), Figure.row(1, trace(input.cellB(), units.get(1), sweep
				.cellB(), Role.CELL_B)), Figure.row(2, correlogramPanel()));
	}

	private Panel trace(final String cell, final String unit, final double[] samples, final Role role) {
		final double[] timeMs = new double[samples.length];
		for (int i = 0; i < timeMs.length; i++) timeMs[i] = i * 1000 / input.sampleRateHz();
		return Panel.of("", Axis.of("time (ms)", 0, samples.length * 1000 / input.sampleRateHz()), Axis.of(cell + " (" + (unit.isEmpty()
			? "unit unknown" : unit) + ")"), Series.line(cell, timeMs, samples, role));
	}

	private Panel correlogramPanel() {
		final double[] lagsMs = result.lagsMs();
		final List<Series> series = new ArrayList<>();
		final List<Mark> marks = new ArrayList<>(List.of(Mark.atX(0, "", Role.NEUTRAL)));
		for (final PairCorrelogram group : result.groups()) {
			series.add(Series.line(group.pairing().label() + ", mean of " + group.sweeps().size() + " sweeps", lagsMs, group
				.mean(), role(group.pairing())));
			final String prefix = result.groups().size() > 1 ? group.pairing().label() + ": " : "";
			marks.add(Mark.atX(group.peak().lagMs(), String.format(Locale.ROOT, "%sr = %+.3f at %+.2f ms", prefix, group.peak()
				.r(), group.peak().lagMs()), Role.NEUTRAL));
		}
		return new Panel("", Axis.of("lag of " + input.cellB() + " behind " + input.cellA() + " (ms)", lagsMs[0],
			lagsMs[lagsMs.length - 1]), Axis.of("correlation r"), series, List.of(), marks, true);
	}

	private static Role role(final Pairing pairing) {
		return switch (pairing) {
			case HH -> Role.EXCITATION;
			case DD -> Role.INHIBITION;
			case DH -> Role.REFERENCE;
			case HD, UNKNOWN -> Role.RESULT;
		};
	}
}
