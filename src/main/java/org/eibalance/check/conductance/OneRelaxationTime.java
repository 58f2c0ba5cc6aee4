package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps;
import org.eibalance.analysis.conductance.singletrace.RelaxationTime;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the potential relaxes with one time, as the method needs. Synapses of a quarter of the time constant of the
 * membrane make the time between short lags a fifth longer than that between later ones, and G a fifth too small. An
 * interval that holds such a fifth tells nothing.
 */
public final class OneRelaxationTime implements Check<RelaxationOverSweeps> {

    /** Its name. */
    public static final String NAME = "one_relaxation_time";

    private static final double TELLS = 1.25;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final RelaxationOverSweeps found) {
        final RelaxationTime times = found.together();
        final double ratio = times.tauMs() / times.laterMs();
        if (found.clearlyNotSingle())
            return new CheckResult(
                    NAME,
                    CheckState.FAILED,
                    ratio,
                    RelaxationOverSweeps.MAX_RATIO,
                    "",
                    text(
                            "The relaxation time is %.3g ms between short lags and %.3g ms between later ones.",
                            times.tauMs(), times.laterMs()),
                    "Synapses that are not fast against the membrane are counted into it: use vmd.");
        final boolean tells = times.logRatio() + 2 * times.logRatioSe() < Math.log(TELLS);
        return new CheckResult(
                NAME,
                tells ? CheckState.PASSED : CheckState.DOUBTFUL,
                ratio,
                tells ? RelaxationOverSweeps.MAX_RATIO : TELLS,
                "",
                tells
                        ? text(
                                "The relaxation time is the same between short lags, %.3g ms, and later ones, %.3g ms.",
                                times.tauMs(), times.laterMs())
                        : "The recording is too short to tell whether the potential has one relaxation time.",
                tells ? "" : "Record longer at one current: some hundred relaxation times tell.");
    }

    private static String text(final String format, final double early, final double later) {
        return String.format(Locale.ROOT, format, early, later);
    }
}
