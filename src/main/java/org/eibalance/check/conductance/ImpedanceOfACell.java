package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the two sinusoids are injected ones that a cell answers. Hum of the mains is in potential and current alike,
 * and the ratio of two pick-ups is an impedance too, often with a series resistance below zero. A bridge that is
 * balanced too far leaves a little below zero.
 */
public final class ImpedanceOfACell implements Check<TwoFrequencyConductance> {

    /** Its name. */
    public static final String NAME = "impedance_of_a_cell";

    private static final double MIN_SERIES_MOHM = -5;
    private static final double[] MAINS_HZ = {50, 60};

    /** The mains keep their frequency within this. */
    private static final double MAINS_DRIFT_HZ = 0.2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final TwoFrequencyConductance found) {
        final double mohm = found.seriesResistanceMohm();
        if (!(mohm >= MIN_SERIES_MOHM))
            return result(
                    CheckState.FAILED,
                    mohm,
                    text("The series resistance is %.3g MOhm, which no pipette has.", mohm),
                    "Check which channel is the current, its sign, and the frequencies.");
        final double firstHz = found.settings().firstHz();
        final double secondHz = found.settings().secondHz();
        for (final double mainsHz : MAINS_HZ) {
            if (found.searched() && isMultiple(firstHz, mainsHz) && isMultiple(secondHz, mainsHz))
                return result(
                        CheckState.FAILED,
                        mohm,
                        text(
                                "The sinusoids of %.4g and %.4g Hz are multiples of %.0f Hz, as hum is.",
                                firstHz, secondHz, mainsHz),
                        "Give first_hz and second_hz if these were injected.");
        }
        return result(CheckState.PASSED, mohm, text("The series resistance is %.3g MOhm.", mohm), "");
    }

    private static boolean isMultiple(final double hz, final double ofHz) {
        return Math.abs(hz - ofHz * Math.rint(hz / ofHz)) <= MAINS_DRIFT_HZ * Math.rint(hz / ofHz);
    }

    private static CheckResult result(
            final CheckState state, final double mohm, final String sentence, final String remedy) {
        return new CheckResult(NAME, state, mohm, MIN_SERIES_MOHM, "MOhm", sentence, remedy);
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
