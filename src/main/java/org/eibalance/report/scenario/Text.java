package org.eibalance.report.scenario;

import java.util.Locale;

/** Numbers in sentences. */
public final class Text {

    private Text() {}

    /** Three digits. What is no number has a word of its own, should a sentence hold it nevertheless. */
    public static String number(final double value) {
        if (Double.isNaN(value)) return "(none)";
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
