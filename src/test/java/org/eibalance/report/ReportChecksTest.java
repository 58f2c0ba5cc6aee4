package org.eibalance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

class ReportChecksTest {

    private static final Figure FIGURE = Figure.stacked(
            "two points",
            60,
            Figure.row(
                    1,
                    Panel.of(
                            "",
                            Axis.of("time (ms)"),
                            Axis.of("V (mV)"),
                            Series.line("V", new double[] {0, 1}, new double[] {-70, -60}, Role.RESULT))));

    private static final Report BARE = Report.of(
            List.of("It was found."), Table.withColumns("r").row(0.5).row(0.25).build(), FIGURE);

    private static Checks checks(final CheckState... states) {
        Checks all = Checks.NONE;
        for (final CheckState state : states)
            all = all.and(new Checks(List.of(CheckResult.of(
                    "check_" + state.label(),
                    state,
                    "This is what the check " + state.label() + " found when it looked at the whole of the recording, "
                            + "which is a sentence that is wider than the figure is.",
                    ""))));
        return all;
    }

    private static String svg(final Report report) {
        return new String(FigureRenderer.svg(report.checkedFigure()), StandardCharsets.UTF_8);
    }

    @Test
    void eachRowOfTheSummaryNamesTheChecksThatDidNotPass() {
        final Table table = BARE.withChecks(
                        checks(CheckState.FAILED, CheckState.PASSED, CheckState.DOUBTFUL, CheckState.NOT_APPLICABLE))
                .checkedSummary();
        assertEquals(List.of("r", "checks_failed", "checks_doubtful"), table.columns());
        assertEquals("check_failed", table.get(1, "checks_failed"));
        assertEquals("check_doubtful", table.get(1, "checks_doubtful"));
    }

    @Test
    void theCellsAreEmptyWhereAllChecksPassed() {
        final Table table = BARE.withChecks(checks(CheckState.PASSED)).checkedSummary();
        assertNull(table.get(0, "checks_failed"));
        assertNull(table.get(0, "checks_doubtful"));
    }

    @Test
    void aSummaryOfManyFilesKeepsTheChecksOfEachRow() {
        final Table rows = Table.withColumns("file", "checks_failed", "checks_doubtful")
                .row("a", "one", null)
                .build();
        final Report report = Report.of(List.of(), rows, FIGURE).withChecks(checks(CheckState.FAILED));
        assertSame(rows, report.checkedSummary());
    }

    @Test
    void theFigureGrowsByTheWordsOfChecksThatDidNotPassAndThePanelsDoNotShrink() {
        final String passed = svg(BARE.withChecks(checks(CheckState.PASSED)));
        final String noted = svg(BARE.withChecks(checks(CheckState.PASSED, CheckState.DOUBTFUL, CheckState.FAILED)));
        assertTrue(passed.contains("height=\"60.0mm\""), passed.substring(0, 600));
        assertEquals(svg(BARE), passed);
        assertTrue(noted.indexOf("check failed found") < noted.indexOf("check doubtful found"), "the worse first");
        assertTrue(noted.contains("check failed found"), "the words stay text");
        // Two notes of two lines of 9.5 points and a margin of 6, at 72 points an inch.
        final double heightMm = 60 + (6 + 4 * 9.5) * 25.4 / 72;
        final String written = noted.substring(noted.indexOf("height=\"") + 8, noted.indexOf("mm\""));
        assertEquals(heightMm, Double.parseDouble(written), 1e-9);
    }
}
