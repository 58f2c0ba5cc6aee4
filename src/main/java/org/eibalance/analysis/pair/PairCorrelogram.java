package org.eibalance.analysis.pair;

import java.util.List;

/** The correlogram of all sweeps of one pairing. */
public final class PairCorrelogram {

	private final Pairing pairing;
	private final List<SweepCorrelogram> sweeps;
	private final double[] mean;
	private final CorrelogramPeak peak;
	private final List<String> remarks;

	PairCorrelogram(final Pairing pairing, final List<SweepCorrelogram> sweeps, final double[] mean,
		final CorrelogramPeak peak, final List<String> remarks)
	{
		this.pairing = pairing;
		this.sweeps = List.copyOf(sweeps);
		this.mean = mean;
		this.peak = peak;
		this.remarks = List.copyOf(remarks);
	}

	/** The levels of the two cells. */
	public Pairing pairing() {
		return pairing;
	}

	/** The correlogram of each sweep, in the order of the input. */
	public List<SweepCorrelogram> sweeps() {
		return sweeps;
	}

	/** Mean of the coefficients over the sweeps, at the lags of the result; not a copy. */
	public double[] mean() {
		return mean;
	}

	/** The extremum of the mean. */
	public CorrelogramPeak peak() {
		return peak;
	}

	/** The mean coefficient at lag zero. */
	public double zeroLagR() {
		return mean[(mean.length - 1) / 2];
	}

	/**
	 * By how much inhibition follows excitation: the lag of the extremum where cell B
	 * shows the inhibition (HD), its negative where cell A does (DH), else NaN.
	 * <p>
	 * Read from potentials it overstates the delay between the conductances: membranes
	 * smear an asymmetric correlogram towards its centroid, a depolarised cell short of
	 * E_e still shows excitation, and a slower depolarised cell adds the difference of
	 * the two time constants.
	 */
	public double iAfterEMs() {
		return pairing.inhibitionAfterExcitationMs(peak.lagMs());
	}

	/** Sentences for the person who reads the result. */
	public List<String> remarks() {
		return remarks;
	}
}
