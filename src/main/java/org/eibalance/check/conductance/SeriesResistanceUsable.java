package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the test pulses tell the series resistance well enough to correct with it: two standard errors by the scatter
 * between sweeps, and what the shape of the transient leaves open, together. Up to 15 % the correction moves
 * conductances less than the 20 % of systematic.csv.
 */
public final class SeriesResistanceUsable implements Check<AccessEstimate> {

    /** Its name. */
    public static final String NAME = "series_resistance_usable";

    private static final Limits LIMITS = new Limits(7.5, 15);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final AccessEstimate access) {
        final double percent = 100 * access.uncertainty();
        final CheckState state = LIMITS.state(percent);
        return new CheckResult(
                NAME,
                state,
                percent,
                LIMITS.failed(),
                "%",
                sentence(access, percent),
                state == CheckState.PASSED
                        ? ""
                        : "Give series_resistance_mohm as the amplifier or a quieter stretch shows it, or record more "
                                + "test pulses behind a faster filter.");
    }

    private static String sentence(final AccessEstimate access, final double percent) {
        if (access.exponentials() == 0)
            return String.format(
                    Locale.ROOT,
                    "The test pulses of all sweeps show no transient beyond their noise, so that the series resistance "
                            + "of single sweeps (%.1f MOhm on average) is not to be relied on.",
                    access.seriesMohm());
        return String.format(
                Locale.ROOT,
                "The test pulses of all sweeps give a series resistance of %.1f MOhm, which may be wrong by %.0f %%%s.",
                access.seriesMohm(),
                percent,
                reason(access));
    }

    private static String reason(final AccessEstimate access) {
        final String cell = access.exponentials() == 2
                ? "of a cell that is more than one compartment, such as one with dendrites"
                : "of a cell of one compartment";
        if (access.shapeShare() <= 2 * access.noiseShare()) return " by the scatter between sweeps (" + cell + ")";
        return " by the shape of the transient (" + cell + ")";
    }
}
