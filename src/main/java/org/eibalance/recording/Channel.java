package org.eibalance.recording;

/**
 * One recorded signal.
 *
 * @param index 0-based place in the recording
 * @param name its name in the file, or a generated one where the file has none
 * @param unit the unit of its samples
 * @param clampMode what the amplifier held
 * @param sampleRateHz samples per second
 * @param command index into {@link Recording#commands()} of the command that this channel's amplifier followed, or
 *     {@link #NO_COMMAND}
 */
public record Channel(int index, String name, Unit unit, ClampMode clampMode, double sampleRateHz, int command) {

    /** The value of {@link #command()} where no command is known. */
    public static final int NO_COMMAND = -1;
}
