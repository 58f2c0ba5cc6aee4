package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/** Whether the access resistance is one that is accepted; 30 MOhm unless another limit is given. */
public final class AccessResistance implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "access_resistance";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        if (channel.quality().membraneTest().isEmpty())
            return CheckResult.notApplicable(NAME, "There is no test pulse, so that R_a is not known.");
        final double ra = channel.quality()
                .membraneTest()
                .get()
                .drift(PulseMeasures::raMohm)
                .mean();
        if (Double.isNaN(ra)) return CheckResult.notApplicable(NAME, "R_a is not known.");
        final double limit = channel.limits().raMohm();
        final boolean low = ra <= limit;
        return new CheckResult(
                NAME,
                low ? CheckState.PASSED : CheckState.FAILED,
                ra,
                limit,
                "MOhm",
                String.format(
                        Locale.ROOT,
                        low
                                ? "R_a is %.1f MOhm."
                                : "R_a is %.1f MOhm, above %.0f: potentials and fast currents of such a cell are far "
                                        + "from the command.",
                        ra,
                        limit),
                low ? "" : "Leave the cell out, or correct its currents for the series resistance.");
    }
}
