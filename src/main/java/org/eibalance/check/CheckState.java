package org.eibalance.check;

import java.util.Locale;

/** What a check found. The order is from good to bad, so that of two states the greater is the worse. */
public enum CheckState {
    /** The question cannot be asked of this recording. */
    NOT_APPLICABLE,
    /** The result may be trusted in this respect. */
    PASSED,
    /** The result may be wrong in this respect: a person should look. */
    DOUBTFUL,
    /** The result is wrong or says nothing in this respect: what rests on it is not said. */
    FAILED;

    /** As tables have it: passed, doubtful, failed or not_applicable. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
