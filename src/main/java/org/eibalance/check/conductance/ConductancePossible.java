package org.eibalance.check.conductance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether conductances are numbers that a cell can have: known, not above 500 nS, and not negative by more than three
 * standard errors. 500 nS is 1 / 2 MOhm: no pipette on a cell has less resistance, and none shows more. Where the error
 * is not known, 1 % of the largest conductance takes its place. A conductance that no headline gives is doubtful where
 * one of a headline fails.
 */
public final class ConductancePossible implements Check<List<Reading>> {

    /** Its name. */
    public static final String NAME = "conductance_possible";

    private static final double MAX_NS = 500;
    private static final double ERRORS = 3;
    private static final double SHARE = 0.01;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final List<Reading> all) {
        final List<Reading> readings = all.stream()
                .sorted(Comparator.comparing(Reading::inHeadline).reversed())
                .toList();
        Reading largest = null;
        for (final Reading r : readings) {
            if (!Double.isFinite(r.ns()))
                return not(r, MAX_NS, "is not known", "Give levels, windows and corrections that allow it.");
            if (largest == null || Math.abs(r.ns()) > Math.abs(largest.ns())) largest = r;
        }
        if (largest == null) return CheckResult.notApplicable(NAME, "There is no conductance.");
        if (Math.abs(largest.ns()) > MAX_NS)
            return not(
                    largest,
                    MAX_NS,
                    text("is %.3g nS, more than the 500 nS that any pipette shows", largest.ns()),
                    "Look for a step of the command, an artefact or a wrong unit.");
        for (final Reading r : readings) {
            final double floor = -(Double.isNaN(r.seNs()) ? SHARE * Math.abs(largest.ns()) : ERRORS * r.seNs());
            if (r.ns() < floor && r.ns() < -SHARE * SHARE * Math.abs(largest.ns()))
                return not(
                        r,
                        floor,
                        text("is %.3g nS, below 0 by more than its error", r.ns()),
                        "Look at the reversal potentials, the junction potential and active currents.");
        }
        return new CheckResult(
                NAME,
                CheckState.PASSED,
                largest.ns(),
                MAX_NS,
                "nS",
                text("All conductances can be those of a cell; the largest is %.3g nS.", largest.ns()),
                "");
    }

    private static CheckResult not(final Reading r, final double limit, final String what, final String remedy) {
        return new CheckResult(
                NAME,
                r.inHeadline() ? CheckState.FAILED : CheckState.DOUBTFUL,
                r.ns(),
                limit,
                "nS",
                "The " + r.name() + " " + what + ".",
                remedy);
    }

    private static String text(final String format, final double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
