package org.eibalance.check.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.result.Measure;

/**
 * Whether the measures are numbers. A few may not exist with changed parameters, such as the rate of a theory outside
 * of its range: then a person should look. If half of them do not, or one is infinite, the run shows nothing.
 */
public final class FiniteMeasures implements Check<List<Measure>> {

    /** Its name. */
    public static final String NAME = "finite_measures";

    private static final double MAX_SHARE = 0.5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<Measure> measures) {
        final List<Measure> none =
                measures.stream().filter(m -> !Double.isFinite(m.value())).toList();
        final double share = none.size() / (double) Math.max(1, measures.size());
        final boolean infinite = none.stream().anyMatch(m -> Double.isInfinite(m.value()));
        final String names = none.stream().map(Measure::name).collect(Collectors.joining(", "));
        return new CheckResult(
                NAME,
                infinite || share >= MAX_SHARE
                        ? CheckState.FAILED
                        : none.isEmpty() ? CheckState.PASSED : CheckState.DOUBTFUL,
                none.size(),
                MAX_SHARE * measures.size(),
                "",
                none.isEmpty()
                        ? "All measures are numbers."
                        : none.size() + " of " + measures.size() + (measures.size() == 1 ? " measure" : " measures")
                                + " could not be computed: " + names + ".",
                none.isEmpty() ? "" : "Change the parameters back towards their defaults.");
    }
}
