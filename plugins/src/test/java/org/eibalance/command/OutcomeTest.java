package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

/** What is said at the end of a run. */
class OutcomeTest {

    private static final Path FOLDER = Path.of("/results/pair/correlate-pair");

    private static final Outcome OUTCOME = new Outcome(
            "pair/correlate-pair",
            FOLDER,
            List.of("summary.csv", "correlogram.csv", "figure.svg", "figure.png", "provenance.json"),
            Report.of(
                    List.of("The peak is at +4 ms."),
                    Table.withColumns("peak_lag_ms").row(4.0).build(),
                    Figure.stacked("pair", 60, Figure.row(1, Panel.of("", Axis.of("lag (ms)"), Axis.of("r"))))));

    @Test
    void theLastLineOfStandardOutputIsTheFolderAlone() {
        final List<String> lines = OUTCOME.lines();
        assertEquals("The peak is at +4 ms.", lines.get(0));
        assertTrue(lines.contains("Tables: summary.csv, correlogram.csv"), lines.toString());
        assertEquals(FOLDER.toString(), lines.get(lines.size() - 1));
    }

    @Test
    void theLastLineOfTheLogSaysThatTheFolderHasTheResults() {
        final List<String> lines = OUTCOME.logLines();
        assertEquals("Results: " + FOLDER, lines.get(lines.size() - 1));
        assertEquals(OUTCOME.lines().subList(0, lines.size() - 1), lines.subList(0, lines.size() - 1));
    }

    @Test
    void checksAreCountedAndEachThatDidNotPassIsSaidOnce() {
        final Checks checks = new Checks(List.of(
                CheckResult.of("good", CheckState.PASSED, "All is well.", ""),
                CheckResult.of("weak", CheckState.DOUBTFUL, "It is weak.", "Look."),
                CheckResult.of("bad", CheckState.FAILED, "There is no step.", "Give one."),
                CheckResult.of("wrong", CheckState.FAILED, "The sign is wrong.", "")));
        final Report report = OUTCOME.report()
                .withSentences(List.of(checks.headline("No lag is given", "", "bad")))
                .withChecks(checks);
        final List<String> lines = new Outcome("", FOLDER, List.of("checks.csv"), report).lines();
        assertEquals(
                List.of(
                        "The peak is at +4 ms.",
                        "No lag is given: there is no step. Give one.",
                        "Checks: 1 passed, 1 doubtful, 2 failed.",
                        "Failed, wrong: The sign is wrong.",
                        "Doubtful, weak: It is weak. Look."),
                lines.subList(0, 5));
    }
}
