package org.eibalance.format.abf;

import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Unit;

/**
 * A recorded input.
 *
 * @param name its name; may be empty
 * @param unit its unit
 * @param voltsPerUnit the factor of the amplifier, for a remark on doubtful units
 * @param scale user units of one count
 * @param offset user units at count 0
 * @param telegraph what the amplifier reported; UNKNOWN where it reported nothing
 */
record AbfInput(String name, Unit unit, double voltsPerUnit, double scale, double offset, ClampMode telegraph) {

    private static final int MULTICLAMP_700 = 24;
    private static final int AXOCLAMP_900 = 27;

    /** Default factor of a potential in current clamp at the MultiClamp. */
    private static final double VOLTS_PER_MV = 0.01;

    /**
     * What a telegraph says of the clamp mode. Of all instruments only those that report the mode count: others leave
     * 0, voltage clamp, there.
     */
    static ClampMode telegraph(final int enabled, final int instrument, final int mode) {
        if (enabled != 1 || instrument != MULTICLAMP_700 && instrument != AXOCLAMP_900) return ClampMode.UNKNOWN;
        return switch (mode) {
            case 0 -> ClampMode.VOLTAGE_CLAMP;
            case 1 -> ClampMode.CURRENT_CLAMP;
            case 2 -> ClampMode.ZERO_CURRENT;
            default -> ClampMode.UNKNOWN;
        };
    }

    /** What an output must command to be this channel's; OTHER where it is not known. */
    Quantity commanded() {
        return switch (telegraph) {
            case VOLTAGE_CLAMP -> Quantity.VOLTAGE;
            case CURRENT_CLAMP, ZERO_CURRENT -> Quantity.CURRENT;
            case UNKNOWN ->
                switch (unit.quantity()) {
                    case CURRENT -> Quantity.VOLTAGE;
                    case VOLTAGE -> Quantity.CURRENT;
                    case OTHER -> Quantity.OTHER;
                };
        };
    }

    /**
     * What was held. The telegraph counts; without it, current measured under a commanded potential is voltage clamp
     * and the reverse current clamp, and where there is no command the unit alone decides.
     *
     * @param command what the channel's output commands, or null if it has none
     */
    ClampMode clampMode(final Quantity command) {
        if (telegraph != ClampMode.UNKNOWN) return telegraph;
        final Quantity wanted = commanded();
        if (wanted == Quantity.OTHER || command != null && command != wanted) return ClampMode.UNKNOWN;
        return wanted == Quantity.VOLTAGE ? ClampMode.VOLTAGE_CLAMP : ClampMode.CURRENT_CLAMP;
    }

    /**
     * What was held, where the protocol is one of current clamp and nothing commands this channel: a current is then
     * the amplifier's monitor of what is injected, unless the amplifier reported that it clamped the potential.
     *
     * @param command what the channel's output commands, or null if it has none
     */
    ClampMode monitorMode(final Quantity command) {
        return telegraph == ClampMode.UNKNOWN && unit.quantity() == Quantity.CURRENT
                ? ClampMode.UNKNOWN
                : clampMode(command);
    }

    /** Scales the input, with a remark where the file has no usable gain. */
    static AbfInput scaled(
            final AbfFile file,
            final String name,
            final Unit unit,
            final boolean floats,
            final double range,
            final double resolution,
            final double voltsPerUnit,
            final double gain,
            final double offset,
            final ClampMode telegraph) {
        if (floats) return new AbfInput(name, unit, voltsPerUnit, 1, 0, telegraph);
        double total = voltsPerUnit * gain;
        if (total == 0 || !Double.isFinite(total)) {
            file.remark("The gain of channel '" + name + "' is " + total
                    + " in the file: its values are volts at the converter.");
            total = 1;
        }
        double step = range / resolution;
        if (step == 0 || !Double.isFinite(step)) {
            file.remark("The range of the converter is missing in the file: values are counts.");
            step = 1;
        }
        if (!Double.isFinite(offset))
            file.remark("The offset of channel '" + name + "' is no number in the file: 0 was taken.");
        return new AbfInput(name, unit, voltsPerUnit, step / total, Double.isFinite(offset) ? offset : 0, telegraph);
    }

    /** Says so if current clamp comes with a unit of current: the unit or the mode was set wrongly. */
    void remarkDoubtfulUnit(final AbfFile file) {
        if (telegraph != ClampMode.CURRENT_CLAMP && telegraph != ClampMode.ZERO_CURRENT) return;
        if (unit.quantity() != Quantity.CURRENT) return;
        file.remark("Channel '" + name + "' has the unit " + unit.symbol() + ", yet the amplifier reported "
                + telegraph.label() + ": if it shows the potential, its values times "
                + (float) (voltsPerUnit / VOLTS_PER_MV) + " are mV.");
    }
}
