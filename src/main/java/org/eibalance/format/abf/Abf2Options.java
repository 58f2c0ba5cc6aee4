package org.eibalance.format.abf;

import java.util.Arrays;
import java.util.List;

/**
 * How samples and commands are written.
 *
 * @param fullScale for each channel the value, in its unit, at which 16-bit counts end (one count is a 32768th of it);
 *     empty for 32-bit floating-point numbers
 * @param steps steps of the commands, in order for each command
 */
public record Abf2Options(List<Double> fullScale, List<CommandStep> steps) {

    /**
     * A step of a command. The first one starts after the hold of 1/64 of the sweep that Clampex puts before all
     * protocols.
     *
     * @param command index into the commands of the recording
     * @param level its level in the first sweep, in the unit of the command
     * @param levelChange what is added in each further sweep
     * @param samples its duration in the first sweep
     * @param samplesChange what is added in each further sweep
     */
    public record CommandStep(int command, double level, double levelChange, int samples, int samplesChange) {}

    /** Takes copies. */
    public Abf2Options {
        fullScale = List.copyOf(fullScale);
        steps = List.copyOf(steps);
    }

    /** Floating-point samples, commands at their holding levels. */
    public static Abf2Options float32() {
        return new Abf2Options(List.of(), List.of());
    }

    /**
     * Samples as 16-bit counts, commands at their holding levels.
     *
     * @param fullScale for each channel the largest value that must fit, in its unit
     */
    public static Abf2Options int16(final double... fullScale) {
        return new Abf2Options(Arrays.stream(fullScale).boxed().toList(), List.of());
    }

    /** The same with steps of the commands. */
    public Abf2Options withSteps(final List<CommandStep> commandSteps) {
        return new Abf2Options(fullScale, commandSteps);
    }

    boolean floats() {
        return fullScale.isEmpty();
    }
}
