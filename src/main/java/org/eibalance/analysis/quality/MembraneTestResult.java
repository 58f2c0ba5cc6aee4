package org.eibalance.analysis.quality;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The membrane test of one channel.
 *
 * @param definition what the numbers mean, in all sweeps
 * @param chosen whether the definition was chosen by the shape of the transients
 * @param second whether there is a second exponential
 * @param sweeps one for each sweep with a step, in their order
 */
public record MembraneTestResult(
        MembraneDefinition definition, boolean chosen, SecondExponential second, List<PulseMeasures> sweeps) {

    /** Takes a copy. */
    public MembraneTestResult {
        sweeps = List.copyOf(sweeps);
    }

    /**
     * The trend of a measure over the sweeps.
     *
     * @param measure for instance {@link PulseMeasures#raMohm()}
     * @return its mean and its drift, over the sweeps that have it
     */
    public SweepTrend drift(final ToDoubleFunction<PulseMeasures> measure) {
        return SweepTrend.of(
                sweeps.stream().mapToDouble(PulseMeasures::sweep).toArray(),
                sweeps.stream().mapToDouble(measure).toArray());
    }
}
