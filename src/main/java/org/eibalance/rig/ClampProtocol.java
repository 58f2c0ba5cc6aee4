package org.eibalance.rig;

import java.util.List;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;

/**
 * The command of the amplifier: sweeps at steady levels, in voltage or current clamp, with an optional test pulse and
 * optional sinusoids.
 *
 * @param mode {@link ClampMode#VOLTAGE_CLAMP} or {@link ClampMode#CURRENT_CLAMP}
 * @param levels mV as commanded, or pA
 * @param sweepsPerLevel sweeps at each level; levels alternate from sweep to sweep
 * @param sweepMs length of a sweep
 * @param pulse a step added to the level
 * @param sinusoids added to the level throughout
 */
public record ClampProtocol(
        ClampMode mode,
        List<Double> levels,
        int sweepsPerLevel,
        double sweepMs,
        Pulse pulse,
        List<Sinusoid> sinusoids) {

    /**
     * A rectangular step.
     *
     * @param size mV or pA; 0 for none
     * @param startMs when it begins
     * @param lengthMs how long it is
     */
    public record Pulse(double size, double startMs, double lengthMs) {

        /** No pulse. */
        public static final Pulse NONE = new Pulse(0, 0, 0);
    }

    /**
     * A sinusoid.
     *
     * @param hz frequency
     * @param amplitude mV or pA
     */
    public record Sinusoid(double hz, double amplitude) {}

    /** Takes copies and checks. */
    public ClampProtocol {
        levels = List.copyOf(levels);
        sinusoids = List.copyOf(sinusoids);
        if (mode != ClampMode.VOLTAGE_CLAMP && mode != ClampMode.CURRENT_CLAMP)
            throw new IllegalArgumentException(mode.label());
        if (levels.isEmpty() || sweepsPerLevel < 1 || !(sweepMs > 0))
            throw new InputException("A protocol needs a level, a sweep and a length of sweeps above 0.");
    }

    /**
     * Steady levels.
     *
     * @param mode voltage or current clamp
     * @param sweepsPerLevel sweeps at each level
     * @param sweepMs length of a sweep
     * @param levels mV or pA
     * @return the protocol
     */
    public static ClampProtocol steady(
            final ClampMode mode, final int sweepsPerLevel, final double sweepMs, final Double... levels) {
        return new ClampProtocol(mode, List.of(levels), sweepsPerLevel, sweepMs, Pulse.NONE, List.of());
    }

    /** How many sweeps there are. */
    public int sweeps() {
        return levels.size() * sweepsPerLevel;
    }

    /** The level of a sweep. */
    double level(final int sweep) {
        return levels.get(sweep % levels.size());
    }

    /** The command at a time within a sweep. */
    double at(final int sweep, final double timeMs) {
        double command = level(sweep);
        if (timeMs >= pulse.startMs() && timeMs < pulse.startMs() + pulse.lengthMs()) command += pulse.size();
        for (final Sinusoid sinusoid : sinusoids)
            command += sinusoid.amplitude() * StrictMath.sin(2 * StrictMath.PI * sinusoid.hz() * timeMs / 1000);
        return command;
    }
}
