package org.eibalance.model.neuron;

import java.util.Arrays;

/**
 * Finds the few potentials above threshold among many. The array is cut into pieces
 * that are laid over each other and added up, so that one comparison rules out a whole
 * column: additions are done several at once, comparisons with a jump are not.
 */
final class ThresholdSearch {

	private static final int PIECES = 8;
	/** Below this one comparison each is as fast. */
	private static final int FEWEST_NEURONS = 512;

	private final float threshold;
	private final float[] piece;
	/** Sum over a column of how far each potential is above threshold, twice; 0 if none is. */
	private final float[] excess;
	private final int[] columns;

	/**
	 * @param neurons how many there are
	 * @param threshold in the unit of their potentials
	 */
	ThresholdSearch(final int neurons, final float threshold) {
		this.threshold = threshold;
		final int length = neurons < FEWEST_NEURONS ? 0 : (neurons + PIECES - 1) / PIECES;
		piece = new float[length];
		excess = new float[length];
		columns = new int[length];
	}

	/**
	 * Finds them.
	 *
	 * @param potential of all neurons
	 * @param found takes the numbers of those above threshold, ascending
	 * @return how many
	 */
	int above(final float[] potential, final int[] found) {
		if (threshold == Float.POSITIVE_INFINITY) return 0;
		int count = 0;
		if (excess.length == 0) {
			for (int i = 0; i < potential.length; i++) {
				if (potential[i] > threshold) found[count++] = i;
			}
			return count;
		}
		final int length = excess.length;
		Arrays.fill(excess, 0f);
		for (int from = 0; from < potential.length; from += length) {
			// A last piece that is shorter is followed by potentials of the one before: no harm, they are looked at anyway.
			System.arraycopy(potential, from, piece, 0, Math.min(length, potential.length - from));
			addExcess(piece, threshold, excess);
		}
		final int candidates = notZero(excess, columns);
		for (int from = 0; from < potential.length && candidates > 0; from += length) {
			for (int k = 0; k < candidates; k++) {
				final int i = from + columns[k];
				if (i < potential.length && potential[i] > threshold) found[count++] = i;
			}
		}
		return count;
	}

	private static void addExcess(final float[] piece, final float threshold, final float[] excess) {
		for (int j = 0; j < excess.length; j++) {
			final float over = piece[j] - threshold;
			excess[j] += over + Math.abs(over);
		}
	}

	/** Places that are not 0; NaN, from a potential that is not finite, counts as such. */
	private static int notZero(final float[] excess, final int[] columns) {
		int count = 0;
		for (int j = 0; j < excess.length; j++) if (excess[j] != 0) columns[count++] = j;
		return count;
	}
}
