package org.eibalance.model.network;

/**
 * The targets of each source, in one thread's share of the targets. Targets are
 * counted from the start of that share.
 */
interface SynapseRows {

	/**
	 * Adds a weight at every target of a source.
	 *
	 * @param source counted in the source part
	 * @param into takes the weight
	 * @param offset place of the share's first target in it
	 * @param weight what to add
	 */
	void deliver(int source, float[] into, int offset, float weight);

	/** How many synapses there are; for rows that are drawn anew, as many as are expected. */
	long synapses();

	/** Bytes they take. */
	long bytes();

	/** Two bytes a synapse, for shares of up to 65 536 targets. */
	record Short(int[] start, char[] targets) implements SynapseRows {

		@Override
		public void deliver(final int source, final float[] into, final int offset, final float weight) {
			final char[] t = targets;
			final int end = start[source + 1];
			if (offset == 0) {
				for (int k = start[source]; k < end; k++) into[t[k]] += weight;
			}
			else {
				for (int k = start[source]; k < end; k++) into[t[k] + offset] += weight;
			}
		}

		@Override
		public long synapses() {
			return targets.length;
		}

		@Override
		public long bytes() {
			return 2L * targets.length + 4L * start.length;
		}
	}

	/** Four bytes a synapse. */
	record Wide(int[] start, int[] targets) implements SynapseRows {

		@Override
		public void deliver(final int source, final float[] into, final int offset, final float weight) {
			final int[] t = targets;
			final int end = start[source + 1];
			for (int k = start[source]; k < end; k++) into[t[k] + offset] += weight;
		}

		@Override
		public long synapses() {
			return targets.length;
		}

		@Override
		public long bytes() {
			return 4L * targets.length + 4L * start.length;
		}
	}

	/** One bit a pair: the smallest where more than one pair in sixteen is connected. */
	record Bits(long[][] rows, long synapses) implements SynapseRows {

		@Override
		public void deliver(final int source, final float[] into, final int offset, final float weight) {
			final long[] row = rows[source];
			for (int j = 0; j < row.length; j++) {
				final int base = offset + (j << 6);
				for (long bits = row[j]; bits != 0; bits &= bits - 1) {
					into[base + Long.numberOfTrailingZeros(bits)] += weight;
				}
			}
		}

		@Override
		public long bytes() {
			return rows.length == 0 ? 0 : (long) rows.length * (16 + 8L * rows[0].length);
		}
	}
}
