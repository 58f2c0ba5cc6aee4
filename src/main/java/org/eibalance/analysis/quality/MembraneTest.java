package org.eibalance.analysis.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.eibalance.signal.ParallelLoop;

/**
 * The membrane test: holding current, access resistance, membrane resistance and
 * capacitance of each sweep from its response to a voltage step.
 * <p>
 * One definition holds for all sweeps of a channel, see {@link MembraneDefinition},
 * so that a drift over sweeps is never a change of definition. Where none is asked
 * for, it is {@link MembraneDefinition#APPARENT} if the transients of all sweeps
 * together have a second exponential, as then no formula for one compartment holds;
 * else {@link MembraneDefinition#COMPARTMENT}.
 */
public final class MembraneTest {

	/** Shorter steps or baselines say nothing. */
	static final int LEAST_SAMPLES = 20;

	/** Where the shapes of all sweeps are compared, so many time constants are looked at. */
	private static final double SHAPE_TAUS = 20;

	private MembraneTest() {}

	/**
	 * Measures all sweeps of a channel.
	 *
	 * @param sweeps the current around the step of each sweep that has one; steps may
	 *          differ in height, place and length
	 * @param sampleRateHz samples per second
	 * @param asked the definition; empty to choose by the shape of the transients
	 * @return one measure for each sweep
	 * @throws CancellationException if the calling thread is interrupted
	 */
	public static MembraneTestResult compute(final List<PulseSweep> sweeps, final double sampleRateHz,
		final Optional<MembraneDefinition> asked)
	{
		if (!(sampleRateHz > 0 && Double.isFinite(sampleRateHz))) throw new IllegalArgumentException("rate of " +
			sampleRateHz + " Hz");
		final double intervalMs = 1000 / sampleRateHz;
		final List<StepResponse> usable = new ArrayList<>();
		for (final PulseSweep sweep : sweeps) {
			if (problem(sweep).isEmpty()) usable.add(new StepResponse(sweep, intervalMs));
		}
		final int settled = StepResponse.settled(usable);
		final SecondExponential second = secondExponential(usable, settled, intervalMs);
		final MembraneDefinition definition = asked.orElse(second.present() ? MembraneDefinition.APPARENT
			: MembraneDefinition.COMPARTMENT);
		final List<PulseMeasures> measures = new ArrayList<>();
		for (final PulseSweep sweep : sweeps) {
			ParallelLoop.checkCancelled();
			final String problem = problem(sweep);
			if (!problem.isEmpty()) {
				measures.add(PulseMeasures.none(sweep.sweep(), sweep.pulse().stepMv(), Double.NaN, Double.NaN, problem));
				continue;
			}
			final StepResponse response = new StepResponse(sweep, intervalMs);
			measures.add(definition == MembraneDefinition.APPARENT ? ApparentPulse.measure(response) : CompartmentPulse
				.measure(response, settled));
		}
		return new MembraneTestResult(definition, asked.isEmpty(), second, measures);
	}

	private static String problem(final PulseSweep sweep) {
		final TestPulse pulse = sweep.pulse();
		if (pulse.end() - pulse.start() < LEAST_SAMPLES) return "its step has only " + (pulse.end() - pulse.start()) +
			" samples";
		if (!sweep.isComplete()) return "samples are missing around its step";
		return "";
	}

	/**
	 * Looks for a second exponential in the transients of all sweeps. Each is first
	 * brought to amplitude 1 and time constant 1 by its own fit of one exponential:
	 * averaging transients of drifting time constants as they are would give several
	 * exponentials where each sweep has one.
	 */
	private static SecondExponential secondExponential(final List<StepResponse> responses, final int settled,
		final double intervalMs)
	{
		final List<StepResponse> fitted = new ArrayList<>();
		final List<OneExponential> fits = new ArrayList<>();
		for (final StepResponse response : responses) {
			ParallelLoop.checkCancelled();
			if (response.length() - settled < LEAST_SAMPLES) continue;
			final OneExponential fit = OneExponential.fit(response.rise(), settled, response.length());
			if (!CompartmentPulse.isTransient(fit, response, settled)) continue;
			fitted.add(response);
			fits.add(fit);
		}
		if (fits.isEmpty()) return SecondExponential.NONE;
		final double[] taus = fits.stream().mapToDouble(OneExponential::tau).sorted().toArray();
		final double tau = taus[taus.length / 2];
		int samples = (int) Math.ceil(SHAPE_TAUS * tau);
		for (int k = 0; k < fits.size(); k++) {
			samples = Math.min(samples, (int) ((fitted.get(k).length() - settled - 1) * tau / fits.get(k).tau()));
		}
		if (samples < LEAST_SAMPLES) return SecondExponential.NONE;
		final double[] shape = new double[samples];
		for (int k = 0; k < fits.size(); k++) addShape(fitted.get(k).rise(), settled, fits.get(k), tau, shape);
		for (int i = 0; i < samples; i++) shape[i] /= fits.size();
		final TwoExponentials two = TwoExponentials.fit(shape, 0, samples);
		final double[] errors = two.standardErrors(shape, 0, samples);
		final double z = Math.min(two.fast() / errors[0], two.slow() / errors[1]);
		final double share = Math.min(two.fast(), two.slow()) / (two.fast() + two.slow());
		if (!(z > 0)) return SecondExponential.NONE;
		return SecondExponential.of(two.tauFast() * intervalMs, two.tauSlow() * intervalMs, share, z);
	}

	private static void addShape(final double[] rise, final int settled, final OneExponential fit, final double tau,
		final double[] shape)
	{
		for (int i = 0; i < shape.length; i++) {
			final double place = settled + i * fit.tau() / tau;
			final int at = (int) Math.min(place, rise.length - 2);
			final double value = rise[at] + (place - at) * (rise[at + 1] - rise[at]);
			shape[i] += (value - fit.steady()) / fit.amplitude();
		}
	}
}
