package org.eibalance.report.scenario;

import java.util.Locale;

/** Numbers in sentences. */
public final class Text {

    private Text() {}

    /** Three digits. */
    public static String number(final double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
