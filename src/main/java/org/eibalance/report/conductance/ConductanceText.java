package org.eibalance.report.conductance;

import java.util.Locale;

/** Sentences that several reports on conductances have. */
public final class ConductanceText {

    /** The limit of every conductance that is read through a pipette at the soma. */
    public static final String APPARENT =
            "These are apparent somatic conductances: synapses on dendrites look smaller and later "
                    + "from the soma than they are.";

    private ConductanceText() {}

    /** A sentence with numbers, with a decimal point in every country. */
    static String format(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
