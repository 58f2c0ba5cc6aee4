package org.eibalance.rig;

import java.util.List;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;

/**
 * The command of the amplifier: sweeps at steady levels, in voltage or current clamp, with an optional holding level
 * before them, an optional test pulse and optional sinusoids.
 *
 * @param mode {@link ClampMode#VOLTAGE_CLAMP} or {@link ClampMode#CURRENT_CLAMP}
 * @param levels mV as commanded, or pA
 * @param sweepsPerLevel sweeps at each level; levels alternate from sweep to sweep
 * @param sweepMs length of a sweep
 * @param pulse a step added to the level
 * @param sinusoids added to the level throughout
 * @param holding the level before that of the sweep
 */
public record ClampProtocol(
        ClampMode mode,
        List<Double> levels,
        int sweepsPerLevel,
        double sweepMs,
        Pulse pulse,
        List<Sinusoid> sinusoids,
        Holding holding) {

    /**
     * A level that all sweeps begin at, such as that of a family of steps.
     *
     * @param level mV or pA
     * @param untilMs when the command steps to the level of the sweep; 0 for none
     */
    public record Holding(double level, double untilMs) {

        /** Every sweep is at its own level from the start. */
        public static final Holding NONE = new Holding(0, 0);
    }

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

    /** Sweeps that are at their levels from the start. */
    public ClampProtocol(
            final ClampMode mode,
            final List<Double> levels,
            final int sweepsPerLevel,
            final double sweepMs,
            final Pulse pulse,
            final List<Sinusoid> sinusoids) {
        this(mode, levels, sweepsPerLevel, sweepMs, pulse, sinusoids, Holding.NONE);
    }

    /** The same with a holding level before the levels. */
    public ClampProtocol withHolding(final double level, final double untilMs) {
        return new ClampProtocol(mode, levels, sweepsPerLevel, sweepMs, pulse, sinusoids, new Holding(level, untilMs));
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

    /** The level that a sweep begins at. */
    double firstLevel(final int sweep) {
        return holding.untilMs() > 0 ? holding.level() : level(sweep);
    }

    /** The command at a time within a sweep. */
    double at(final int sweep, final double timeMs) {
        double command = timeMs < holding.untilMs() ? holding.level() : level(sweep);
        if (timeMs >= pulse.startMs() && timeMs < pulse.startMs() + pulse.lengthMs()) command += pulse.size();
        for (final Sinusoid sinusoid : sinusoids)
            command += sinusoid.amplitude() * StrictMath.sin(2 * StrictMath.PI * sinusoid.hz() * timeMs / 1000);
        return command;
    }
}
