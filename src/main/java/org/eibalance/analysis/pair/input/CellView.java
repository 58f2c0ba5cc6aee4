package org.eibalance.analysis.pair.input;

import java.util.Optional;
import org.eibalance.recording.ClampMode;

/**
 * What a cell shows: excitation where it is hyperpolarised, inhibition where it is depolarised; a potential in current
 * clamp, a current in voltage clamp.
 *
 * @param mode what the amplifier held
 * @param level where the cell was held; empty where unknown
 */
public record CellView(ClampMode mode, Optional<HoldingLevel> level) {

    /** EPSPs, IPSPs, EPSCs or IPSCs, and their direction, in words. */
    public String shows() {
        if (level.isEmpty()) return "inputs of unknown kind";
        final boolean excitation = level.get() == HoldingLevel.HYPERPOLARISED;
        if (mode == ClampMode.UNKNOWN) return excitation ? "excitation" : "inhibition";
        if (isCurrent()) return excitation ? "EPSCs, inward" : "IPSCs, outward";
        return excitation ? "EPSPs, upward" : "IPSPs, downward";
    }

    /** Where its trace goes when its input grows: 1 up, -1 down, 0 where the level or what was clamped is not known. */
    public int direction() {
        if (level.isEmpty() || mode == ClampMode.UNKNOWN) return 0;
        final boolean excitation = level.get() == HoldingLevel.HYPERPOLARISED;
        return excitation == isCurrent() ? -1 : 1;
    }

    /**
     * The sign of the correlation of two cells whose inputs, excitatory or inhibitory, grow together.
     *
     * @param other the other cell
     * @return 1, -1, or 0 where it is not known
     */
    public int expectedSign(final CellView other) {
        return direction() * other.direction();
    }

    private boolean isCurrent() {
        return mode == ClampMode.VOLTAGE_CLAMP;
    }
}
