package org.eibalance.scenario;

import java.util.Locale;

/** Numbers in sentences. */
final class Text {

    private Text() {}

    /** Three digits. */
    static String number(final double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
