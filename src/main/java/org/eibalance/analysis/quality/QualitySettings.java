package org.eibalance.analysis.quality;

import java.util.Optional;
import java.util.OptionalDouble;
import org.eibalance.recording.InputException;

/**
 * How to check a recording.
 *
 * @param membraneTest whether channels in voltage clamp have a membrane test
 * @param definition what its numbers mean; empty to choose by the shape of the transients
 * @param stepStartMs when the voltage step begins, from the start of the sweep; empty to find it in the protocol, else
 *     in a recorded command
 * @param stepEndMs when it ends; given where {@code stepStartMs} is
 * @param stepMv its height; empty to take it from the protocol or the recorded command
 * @param commandChannel channel on which the command was recorded, name or 0-based index; then the protocol does not
 *     count
 */
public record QualitySettings(
        boolean membraneTest,
        Optional<MembraneDefinition> definition,
        OptionalDouble stepStartMs,
        OptionalDouble stepEndMs,
        OptionalDouble stepMv,
        Optional<String> commandChannel) {

    /** Everything found from the recording. */
    public static final QualitySettings DEFAULT = new QualitySettings(
            true,
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty());

    /** @throws InputException if only one end of the step is given, it ends before it begins, or its height is 0 */
    public QualitySettings {
        if (stepStartMs.isPresent() != stepEndMs.isPresent())
            throw new InputException(
                    "The step " + (stepStartMs.isPresent() ? "has a start and no end" : "has an end and no start")
                            + ": give both, or neither to have it found.");
        if (stepStartMs.isPresent()
                && !(stepStartMs.getAsDouble() > 0
                        && stepEndMs.getAsDouble() > stepStartMs.getAsDouble()
                        && Double.isFinite(stepEndMs.getAsDouble())))
            throw new InputException("The step goes from " + stepStartMs.getAsDouble() + " to "
                    + stepEndMs.getAsDouble() + " ms: it must start after 0 and end after its start.");
        if (stepMv.isPresent() && !(stepMv.getAsDouble() != 0 && Double.isFinite(stepMv.getAsDouble())))
            throw new InputException("The step is " + stepMv.getAsDouble() + " mV high: it must be above or below 0.");
    }

    /** The same with a definition. */
    public QualitySettings withDefinition(final MembraneDefinition newDefinition) {
        return new QualitySettings(
                membraneTest, Optional.of(newDefinition), stepStartMs, stepEndMs, stepMv, commandChannel);
    }

    /** The same with a step that is known. */
    public QualitySettings withStep(final double startMs, final double endMs, final double mv) {
        return new QualitySettings(
                membraneTest,
                definition,
                OptionalDouble.of(startMs),
                OptionalDouble.of(endMs),
                OptionalDouble.of(mv),
                commandChannel);
    }
}
