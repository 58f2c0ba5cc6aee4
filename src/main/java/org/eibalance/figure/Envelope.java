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
	 * @return at most two points a column, and one NaN where a stretch has nothing
	 *         else; the same series where it is short
	 */
	static Series of(final Series series, final int columns) {
		final int n = series.x().length;
		if (n <= 2 * columns) return series;
		final double[] x = new double[2 * columns];
		final double[] y = new double[2 * columns];
		int kept = 0;
		for (int column = 0; column < columns; column++) {
			final int from = (int) ((long) column * n / columns);
			final int to = (int) ((long) (column + 1) * n / columns);
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
	 * @return one point a column, where the column begins, and the last of all; the same
	 *         band where it is short. A column of which nothing is known has NaN
	 */
	static Band of(final Band band, final int columns) {
		final int n = band.x().length;
		if (n <= 2 * columns) return band;
		final double[] x = new double[columns + 1];
		final double[] low = new double[columns + 1];
		final double[] high = new double[columns + 1];
		Arrays.fill(low, Double.NaN);
		Arrays.fill(high, Double.NaN);
		for (int column = 0; column < columns; column++) {
			final int from = (int) ((long) column * n / columns);
			final int to = (int) ((long) (column + 1) * n / columns);
			x[column] = band.x()[from];
			for (int i = from; i < to; i++) {
				if (Double.isNaN(band.low()[i]) || Double.isNaN(band.high()[i])) continue;
				// Not below, for of NaN nothing is: the first that is known counts in any case.
				if (!(low[column] <= band.low()[i])) low[column] = band.low()[i];
				if (!(high[column] >= band.high()[i])) high[column] = band.high()[i];
			}
		}
		x[columns] = band.x()[n - 1];
		low[columns] = band.low()[n - 1];
		high[columns] = band.high()[n - 1];
		return new Band(band.name(), x, low, high, band.role());
	}
}
