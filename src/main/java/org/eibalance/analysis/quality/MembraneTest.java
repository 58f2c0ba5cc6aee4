package org.eibalance.analysis.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eibalance.signal.ParallelLoop;

/**
 * The membrane test: holding current, access resistance, membrane resistance and capacitance of each sweep from its
 * response to a voltage step.
 *
 * <p>One definition holds for all sweeps of a channel, see {@link MembraneDefinition}, so that a drift over sweeps is
 * never a change of definition. Where none is asked for, it is {@link MembraneDefinition#APPARENT} if the transients of
 * all sweeps together have a second exponential, because then no formula for one compartment holds; else
 * {@link MembraneDefinition#COMPARTMENT}.
 */
public final class MembraneTest {

    /** Shorter steps or baselines are not measured. */
    static final int MIN_SAMPLES = 20;

    private MembraneTest() {}

    /**
     * Measures all sweeps of a channel.
     *
     * @param sweeps the current around the step of each sweep that has one; steps may differ in height, place and
     *     length
     * @param sampleRateHz samples per second
     * @param asked the definition; empty to choose by the shape of the transients
     * @return one measure for each sweep
     * @throws CancellationException if the calling thread is interrupted
     */
    public static MembraneTestResult compute(
            final List<PulseSweep> sweeps, final double sampleRateHz, final Optional<MembraneDefinition> asked) {
        if (!(sampleRateHz > 0 && Double.isFinite(sampleRateHz)))
            throw new IllegalArgumentException("rate of " + sampleRateHz + " Hz");
        final double intervalMs = 1000 / sampleRateHz;
        final List<TestPulseResponse> usable = new ArrayList<>();
        for (final PulseSweep sweep : sweeps) {
            if (problem(sweep).isEmpty()) usable.add(new TestPulseResponse(sweep, intervalMs));
        }
        final int settled = TestPulseResponse.settled(usable);
        final SecondExponential second = TransientShape.secondExponential(usable, settled);
        final MembraneDefinition definition =
                asked.orElse(second.present() ? MembraneDefinition.APPARENT : MembraneDefinition.COMPARTMENT);
        final List<PulseMeasures> measures = new ArrayList<>();
        for (final PulseSweep sweep : sweeps) {
            ParallelLoop.checkCancelled();
            final String problem = problem(sweep);
            if (!problem.isEmpty()) {
                measures.add(
                        PulseMeasures.none(sweep.sweep(), sweep.pulse().stepMv(), Double.NaN, Double.NaN, problem));
                continue;
            }
            final TestPulseResponse response = new TestPulseResponse(sweep, intervalMs);
            measures.add(
                    definition == MembraneDefinition.APPARENT
                            ? ApparentPulse.measure(response)
                            : CompartmentPulse.measure(response, settled));
        }
        return new MembraneTestResult(definition, asked.isEmpty(), second, measures);
    }

    private static String problem(final PulseSweep sweep) {
        final TestPulse pulse = sweep.pulse();
        if (pulse.end() - pulse.start() < MIN_SAMPLES)
            return "its step has only " + (pulse.end() - pulse.start()) + " samples";
        if (!sweep.isComplete()) return "samples are missing around its step";
        return "";
    }
}
