package org.eibalance.figure;

import java.util.Arrays;

/**
 * A long curve thinned out for drawing: of each stretch that falls on one column of
 * pixels its least and its greatest value stay, in the order in which they occur,
 * so that no peak is lost.
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
		if (n <= 4 * columns) return series;
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
}
