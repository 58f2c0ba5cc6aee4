package org.eibalance.check.scenario;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.result.Measure;

/**
 * Whether the measures are what is published or computed independently. Tolerances are about three standard deviations
 * over seeds, so that a measure beyond its own is doubtful, and beyond twice that is wrong. A measure without tolerance
 * is right or wrong. Nothing is expected with changed parameters.
 */
public final class ExpectedMeasures implements Check<List<Measure>> {

    /** Its name. */
    public static final String NAME = "expected_measures";

    private static final double WRONG = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<Measure> measures) {
        final List<Measure> expected =
                measures.stream().filter(Measure::isExpected).toList();
        if (expected.isEmpty())
            return CheckResult.notApplicable(NAME, "Nothing is expected: a parameter is not at its default.");
        final List<Measure> off = expected.stream().filter(m -> !m.ok()).toList();
        final double worst =
                expected.stream().mapToDouble(ExpectedMeasures::off).max().orElse(0);
        return new CheckResult(
                NAME,
                off.isEmpty() ? CheckState.PASSED : worst > WRONG ? CheckState.FAILED : CheckState.DOUBTFUL,
                worst,
                off.isEmpty() || worst <= WRONG ? 1 : WRONG,
                "tolerances",
                off.isEmpty()
                        ? "All " + expected.size() + " expected numbers are there."
                        : off.stream()
                                .map(m -> String.format(
                                        Locale.ROOT,
                                        "%s is %.4g where %.4g was expected",
                                        m.name(),
                                        m.value(),
                                        m.expected()))
                                .collect(Collectors.joining("; ", "", ".")),
                off.isEmpty() ? "" : "Run it with another seed; if that differs as well, report it.");
    }

    /** How many tolerances a measure is off. */
    private static double off(final Measure m) {
        final double off = Math.abs(m.value() - m.expected());
        if (Double.isNaN(off)) return Double.POSITIVE_INFINITY;
        return m.ok() && off == 0 ? 0 : off / m.tolerance();
    }
}
