package org.eibalance.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private static CheckResult result(final String name, final CheckState state) {
        return CheckResult.of(name, state, "The sentence of " + name + ".", "The remedy of " + name + ".");
    }

    private static final Checks MIXED = new Checks(List.of(
            result("first", CheckState.PASSED),
            result("second", CheckState.DOUBTFUL),
            result("third", CheckState.FAILED),
            result("fourth", CheckState.FAILED),
            CheckResult.notApplicable("fifth", "There is no step.")));

    /** Counts the letters of a text. */
    private record Length(String name, int least) implements Check<String> {

        @Override
        public CheckResult of(final String text) {
            return new CheckResult(
                    name,
                    text.length() < least ? CheckState.FAILED : CheckState.PASSED,
                    text.length(),
                    least,
                    "letters",
                    "It has " + text.length() + " letters.",
                    "");
        }
    }

    @Test
    void everyCheckIsPutToTheResultInItsOrder() {
        final Checks checks = Checks.of("abc", List.of(new Length("two", 2), new Length("four", 4)));
        assertEquals(
                List.of("two", "four"),
                checks.results().stream().map(CheckResult::name).toList());
        assertEquals("four", checks.names(CheckState.FAILED));
        assertEquals("two", checks.names(CheckState.PASSED));
    }

    @Test
    void aHeadlineThatRestsOnAFailedCheckIsNotSaidAndTheReasonIs() {
        assertEquals(
                "No lag is given: the sentence of third. The remedy of third.",
                MIXED.headline("No lag is given", "The lag is 3 ms.", "first", "third", "fourth"));
    }

    @Test
    void aHeadlineIsSaidWhereOnlyOtherChecksFailed() {
        assertEquals(
                "The lag is 3 ms.",
                MIXED.headline("No lag is given", "The lag is 3 ms.", "first", "second", "fifth", "unknown"));
    }

    @Test
    void anAbbreviationKeepsItsCapitalsAfterTheColon() {
        final Checks checks =
                new Checks(List.of(CheckResult.of("a", CheckState.FAILED, "EPSCs and spikes overlap.", "")));
        assertEquals("No rate: EPSCs and spikes overlap.", checks.headline("No rate", "", "a"));
    }

    @Test
    void ofACheckPutToSeveralPartsTheWorstCounts() {
        final Checks good = new Checks(List.of(result("a", CheckState.PASSED), result("b", CheckState.DOUBTFUL)));
        final Checks bad = new Checks(List.of(result("b", CheckState.PASSED), result("a", CheckState.FAILED)));
        for (final Checks both : List.of(good.and(bad), bad.and(good))) {
            assertEquals(CheckState.FAILED, both.find("a").orElseThrow().state());
            assertEquals(CheckState.DOUBTFUL, both.find("b").orElseThrow().state());
            assertEquals(2, both.results().size());
        }
        assertEquals(
                "a;b",
                String.join(
                        ";",
                        good.and(bad).results().stream().map(CheckResult::name).toList()));
    }

    @Test
    void aQuestionThatCannotBeAskedIsNoWorseThanAPassedOne() {
        final Checks asked = new Checks(List.of(result("a", CheckState.PASSED)));
        final Checks not = new Checks(List.of(CheckResult.notApplicable("a", "No step.")));
        assertEquals(CheckState.PASSED, not.and(asked).find("a").orElseThrow().state());
    }

    @Test
    void theSentencesOfAPartBeginWithItsName() {
        assertEquals(
                "HD: The sentence of third.",
                MIXED.in("HD").find("third").orElseThrow().sentence());
    }

    @Test
    void theTableHasOneRowACheckAndNoNumberWhereNoneWasCompared() {
        final Table table =
                new Checks(List.of(new Length("four", 4).of("abc"), result("b", CheckState.DOUBTFUL))).table();
        assertEquals(List.of("check", "state", "value", "limit", "unit", "sentence", "remedy"), table.columns());
        assertEquals("failed", table.get(0, "state"));
        assertEquals(3.0, table.get(0, "value"));
        assertEquals(4.0, table.get(0, "limit"));
        assertEquals("doubtful", table.get(1, "state"));
        assertTrue(table.get(1, "value") == null && table.get(1, "limit") == null);
        assertEquals("not_applicable", CheckState.NOT_APPLICABLE.label());
    }

    @Test
    void oneNameTwiceIsADefect() {
        final List<CheckResult> twice = List.of(result("a", CheckState.PASSED), result("a", CheckState.PASSED));
        assertThrows(IllegalArgumentException.class, () -> new Checks(twice));
    }
}
