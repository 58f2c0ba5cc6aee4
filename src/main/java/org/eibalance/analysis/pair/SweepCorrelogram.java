package org.eibalance.analysis.pair;

/** The correlogram of one sweep. */
public final class SweepCorrelogram {

	private final String recording;
	private final int sweep;
	private final double[] coefficients;

	SweepCorrelogram(final String recording, final int sweep, final double[] coefficients) {
		this.recording = recording;
		this.sweep = sweep;
		this.coefficients = coefficients;
	}

	/** The file name. */
	public String recording() {
		return recording;
	}

	/** 0-based sweep in the recording. */
	public int sweep() {
		return sweep;
	}

	/** Coefficients at the lags of the result; not a copy. */
	public double[] coefficients() {
		return coefficients;
	}
}
