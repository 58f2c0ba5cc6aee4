package org.eibalance.figure;

import java.util.Arrays;

/**
 * A long curve or band thinned out for drawing: of each stretch that falls on one
 * column of pixels its least and its greatest value stay, of a curve in the order in
 * which they occur, so that no peak is lost.
 */
final class Envelope {

	private Envelope() {}

	/**
	 * Thins a curve.
	 *
	 * @param series places ascending
	 * @param columns how many columns of pixels there are
	 * @param logarithmic whether places are drawn by their logarithms
	 * @return at most two points a column, and one NaN where a stretch has nothing
	 *         else; the same series where it is short
	 */
	static Series of(final Series series, final int columns, final boolean logarithmic) {
		final int n = series.x().length;
		if (n <= 2 * columns) return series;
		final int[] starts = starts(series.x(), columns, logarithmic);
		final double[] x = new double[2 * columns];
		final double[] y = new double[2 * columns];
		int kept = 0;
		for (int column = 0; column < columns; column++) {
			final int from = starts[column];
			final int to = starts[column + 1];
			if (from == to) continue;
			int least = -1;
			int greatest = -1;
			for (int i = from; i < to; i++) {
				final double value = series.y()[i];
				if (Double.isNaN(value)) continue;
				if (least < 0 || value < series.y()[least]) least = i;
				if (greatest < 0 || value > series.y()[greatest]) greatest = i;
			}
			if (least < 0) least = greatest = from;
			for (final int i : least == greatest ? new int[] { least } : new int[] { Math.min(least, greatest), Math.max(least,
				greatest) })
			{
				x[kept] = series.x()[i];
				y[kept++] = series.y()[i];
			}
		}
		return new Series(series.name(), Arrays.copyOf(x, kept), Arrays.copyOf(y, kept), series.role(), series.style());
	}

	/**
	 * Thins a band.
	 *
	 * @param band places ascending
	 * @param columns how many columns of pixels there are
	 * @param logarithmic whether places are drawn by their logarithms
	 * @return one point a column, where the column begins, and the last of all; the same
	 *         band where it is short. A column of which nothing is known has NaN
	 */
	static Band of(final Band band, final int columns, final boolean logarithmic) {
		final int n = band.x().length;
		if (n <= 2 * columns) return band;
		final int[] starts = starts(band.x(), columns, logarithmic);
		final double[] x = new double[columns + 1];
		final double[] low = new double[columns + 1];
		final double[] high = new double[columns + 1];
		Arrays.fill(low, Double.NaN);
		Arrays.fill(high, Double.NaN);
		int kept = 0;
		for (int column = 0; column < columns; column++) {
			if (starts[column] == starts[column + 1]) continue;
			x[kept] = band.x()[starts[column]];
			for (int i = starts[column]; i < starts[column + 1]; i++) {
				if (Double.isNaN(band.low()[i]) || Double.isNaN(band.high()[i])) continue;
				// Not below, for of NaN nothing is: the first that is known counts in any case.
				if (!(low[kept] <= band.low()[i])) low[kept] = band.low()[i];
				if (!(high[kept] >= band.high()[i])) high[kept] = band.high()[i];
			}
			kept++;
		}
		x[kept] = band.x()[n - 1];
		low[kept] = band.low()[n - 1];
		high[kept++] = band.high()[n - 1];
		return new Band(band.name(), Arrays.copyOf(x, kept), Arrays.copyOf(low, kept), Arrays.copyOf(high, kept), band
			.role());
	}

	/** Index of the first place of each column, and behind the last; on a logarithmic axis the first has all up to 0 too. */
	private static int[] starts(final double[] x, final int columns, final boolean logarithmic) {
		int first = 0;
		while (logarithmic && first < x.length - 1 && x[first] <= 0) first++;
		final double from = logarithmic ? Math.log(x[first]) : x[first];
		final double to = logarithmic ? Math.log(x[x.length - 1]) : x[x.length - 1];
		final int[] starts = new int[columns + 1];
		int column = 0;
		for (int i = first; i < x.length; i++) {
			final double share = ((logarithmic ? Math.log(x[i]) : x[i]) - from) / (to - from);
			while (column < Math.min(columns - 1, (int) (share * columns))) starts[++column] = i;
		}
		Arrays.fill(starts, column + 1, columns + 1, x.length);
		return starts;
	}
}
