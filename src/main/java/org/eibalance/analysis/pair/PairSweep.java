package org.eibalance.analysis.pair;

/** One sweep of two cells. */
public final class PairSweep {

	private final String recording;
	private final int sweep;
	private final double[] cellA;
	private final double[] cellB;
	private final double potentialAMv;
	private final double potentialBMv;

	/**
	 * @param recording the file name
	 * @param sweep 0-based sweep in it
	 * @param cellA samples of cell A, in any unit; not copied, and not to be changed
	 *          any more
	 * @param cellB samples of cell B, as many; not copied, and not to be changed any
	 *          more
	 * @param potentialAMv where cell A was held, the junction potential not taken
	 *          off; NaN where unknown
	 * @param potentialBMv where cell B was held, likewise
	 */
	public PairSweep(final String recording, final int sweep, final double[] cellA, final double[] cellB,
		final double potentialAMv, final double potentialBMv)
	{
		this.recording = recording;
		this.sweep = sweep;
		this.cellA = cellA;
		this.cellB = cellB;
		this.potentialAMv = potentialAMv;
		this.potentialBMv = potentialBMv;
	}

	/** The file name. */
	public String recording() {
		return recording;
	}

	/** 0-based sweep in the recording. */
	public int sweep() {
		return sweep;
	}

	/** Samples of cell A; not a copy. */
	public double[] cellA() {
		return cellA;
	}

	/** Samples of cell B; not a copy. */
	public double[] cellB() {
		return cellB;
	}

	/** Where cell A was held, the junction potential not taken off; NaN where unknown. */
	public double potentialAMv() {
		return potentialAMv;
	}

	/** Where cell B was held, the junction potential not taken off; NaN where unknown. */
	public double potentialBMv() {
		return potentialBMv;
	}

	/** The file and the sweep, for a sentence. */
	String place() {
		return recording + ", sweep " + sweep;
	}
}
