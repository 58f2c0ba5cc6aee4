package org.eibalance.recording;

/**
 * What an amplifier was set to hold: a potential in voltage clamp, a current in current clamp. Values are as commanded,
 * not corrected for any junction potential. Safe in threads.
 */
public interface CommandWaveform {

    /** Its name in the file, for instance that of the output. */
    String name();

    /** Unit of its values. */
    Unit unit();

    /** The value outside of any protocol, in {@link #unit()}. */
    double holding();

    /**
     * Computes part of a sweep, at the rate of the channel that follows the command.
     *
     * @param sweep 0-based sweep
     * @param from first sample, 0-based within the sweep
     * @param into where the values go, in {@link #unit()}
     * @param offset place of the first value in {@code into}
     * @param length how many values
     */
    void read(int sweep, long from, double[] into, int offset, int length);

    /**
     * A command that never changes.
     *
     * @param name its name
     * @param unit its unit
     * @param level its value
     * @return the command
     */
    static CommandWaveform constant(final String name, final Unit unit, final double level) {
        return new ConstantCommand(name, unit, level);
    }
}
