package org.eibalance.analysis.pair.input;

import org.eibalance.recording.InputException;

/**
 * What is left of the series resistances of two cells in voltage clamp after compensation.
 *
 * @param aMohm of cell A; 0: not known
 * @param bMohm of cell B; 0: not known
 */
public record SeriesResistances(double aMohm, double bMohm) {

    /** Neither is known. */
    public static final SeriesResistances UNKNOWN = new SeriesResistances(0, 0);

    /** @throws InputException if one is below 0 or no number */
    public SeriesResistances {
        if (!(aMohm >= 0 && bMohm >= 0 && Double.isFinite(aMohm + bMohm)))
            throw new InputException("The series resistances are " + aMohm + " and " + bMohm
                    + " MOhm: they must be 0 or more, 0 where they are not known.");
    }
}
