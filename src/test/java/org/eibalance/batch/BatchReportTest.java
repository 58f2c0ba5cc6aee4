package org.eibalance.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eibalance.check.CheckState;
import org.eibalance.figure.Series;
import org.eibalance.result.InputFile;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

/** The page that a batch leaves, and its distributions. */
class BatchReportTest {

    private static String page(final Table summary, final Table errors) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BatchReport(
                        "r < 0 & more",
                        Map.of("cell_a", "<Vm>"),
                        new BatchResult(summary, errors, List.of(new InputFile(java.nio.file.Path.of("a"), 1, "ab"))),
                        name -> "../" + name + "/figure.png")
                .write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void namesAreEscapedAndLinksQuoted() throws IOException {
        final String evil = "<script>alert('x')</script>\"&.abf";
        final String page = page(
                Table.withColumns("file", "status", "peak_r")
                        .row(evil, "ok", -0.123456789)
                        .row("50% #1 ?ä.abf", "ok", -0.2)
                        .build(),
                Table.withColumns("file", "message")
                        .row("b<r>.abf", "<b>why</b>")
                        .build());
        assertFalse(page.contains("<script>"), page);
        assertFalse(page.contains("<b>"), page);
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;.abf"), page);
        assertTrue(page.contains("href=\"../50%25%20%231%20%3F%C3%A4.abf/figure.png\""), page);
        assertTrue(page.contains("<title>r &lt; 0 &amp; more</title>"), page);
        assertTrue(page.contains(">-0.1235<"), page);
    }

    private static final Table TWO_FILES_WITH_CHECKS = Table.withColumns(
                    "file", "status", "r", "checks_failed", "checks_doubtful")
            .row("a b.abf", "ok", 1, "sign;chance", "noise")
            .row("a b.abf", "ok", 2, "sign;chance", "noise")
            .row("c.abf", "ok", 3, null, "sign")
            .row("d.abf", "error", null, null, null)
            .build();

    @Test
    void checksThatDidNotPassAreCountedByFileNotByRowAndLinked() throws IOException {
        final String page =
                page(TWO_FILES_WITH_CHECKS, Table.withColumns("file", "message").build());
        assertTrue(page.contains("<h2>Checks</h2>"), page);
        assertTrue(
                page.contains("<tr><td>sign</td><td class=\"number\">1</td><td class=\"number\">1</td><td>"
                        + "<a href=\"../a%20b.abf/figure.png\">a b.abf</a> "
                        + "<a href=\"../c.abf/figure.png\">c.abf</a></td></tr>"),
                page);
        assertTrue(page.contains("<tr><td>noise</td><td class=\"number\">0</td><td class=\"number\">1</td>"), page);
        final BatchResult result = new BatchResult(
                TWO_FILES_WITH_CHECKS,
                Table.withColumns("file", "message").build(),
                List.of(
                        new InputFile(java.nio.file.Path.of("a b.abf"), 1, "ab"),
                        new InputFile(java.nio.file.Path.of("c.abf"), 1, "cd")));
        assertEquals("sign;chance", result.checks().names(CheckState.FAILED));
        assertEquals("noise", result.checks().names(CheckState.DOUBTFUL));
        assertEquals(
                "The check sign failed in 1 and is doubtful in 1 of 2 files.",
                result.checks().find("sign").orElseThrow().sentence());
    }

    @Test
    void aPageOfFilesWhoseChecksAllPassedHasNoListOfChecks() throws IOException {
        final String page = page(
                Table.withColumns("file", "status", "r", "checks_failed", "checks_doubtful")
                        .row("a", "ok", 1, null, null)
                        .build(),
                Table.withColumns("file", "message").build());
        assertFalse(page.contains("<h2>Checks</h2>"), page);
    }

    @Test
    void eachColumnOfNumbersHasItsPictureInThePage() throws IOException {
        final String page = page(
                Table.withColumns("file", "status", "pairing", "peak_r", "lag_ms", "ok")
                        .row("a", "ok", "HD", 1.5, null, true)
                        .row("b", "ok", "HD", 2.5, 3, false)
                        .build(),
                Table.withColumns("file", "message").build());
        assertEquals(2, page.split("data:image/svg\\+xml;base64,", -1).length - 1);
        assertFalse(page.contains("http://") || page.contains("<h2>Errors"), "it loads nothing");
        assertTrue(page.contains("peak_r: 2 values, median 2, quartiles 1.75 and 2.25, from 1.5 to 2.5"), page);
        assertTrue(page.contains("lag_ms: 1 value, median 3"), page);
    }

    /** A batch over recordings of many sweeps has such a column. */
    @Test
    void aColumnOfOneLargeNumberHasAnAxis() throws IOException {
        for (final double value : new double[] {1e17, -1e17, 1e300, 0, 5e-324}) {
            final Distribution same = new Distribution("r", new double[] {value, value, value});
            assertEquals(Optional.empty(), same.undrawable());
            assertTrue(
                    same.panel().x().low() < value && value < same.panel().x().high(),
                    same.panel().toString());
        }
        final Distribution nearly = new Distribution("r", new double[] {1e17, 1e17 + 16, 1e17 + 32});
        assertEquals(Optional.empty(), nearly.undrawable());
        assertEquals(3, Arrays.stream(nearly.histogram().y()).sum());
        // Beside it what it was: a number of usual size lies in the middle of 2.
        assertEquals(
                499, new Distribution("r", new double[] {500, 500}).panel().x().low(), 0.1);
    }

    @Test
    void aDistributionThatCannotBeDrawnIsASentenceInThePageAndTheRowsStay() throws IOException {
        final Table summary = Table.withColumns("file", "status", "huge", "r")
                .row("a", "ok", -1.7e308, 0.1)
                .row("b", "ok", 1.7e308, 0.2)
                .build();
        final List<Distribution> distributions = Distribution.of(summary);
        final String sentence = distributions.get(0).undrawable().orElseThrow();
        assertEquals("The distribution of huge cannot be drawn: its numbers go from -1.7E+308 to 1.7E+308.", sentence);
        final String page = page(summary, Table.withColumns("file", "message").build());
        assertTrue(page.contains("<p>" + sentence + "</p>") && page.contains(">b</a>"), page);
        assertEquals(1, page.split("data:image/svg\\+xml;base64,", -1).length - 1);
        assertEquals(
                1, Distribution.figure("", distributions).rows().get(0).panels().size());
    }

    @Test
    void whatEachRowHoldsThePageIsWritten() throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Table summary = Table.withColumns("file", "status").row("a", "ok").build();
        new BatchReport(
                        "<title>",
                        Map.of(),
                        new BatchResult(
                                summary, Table.withColumns("file", "message").build(), List.of()),
                        name -> {
                            throw new IllegalStateException("no <place>");
                        })
                .write(out);
        final String page = out.toString(StandardCharsets.UTF_8);
        assertTrue(page.contains("no &lt;place&gt;") && page.contains("All rows are in summary.csv"), page);
        assertTrue(page.endsWith("</html>\n"), page);
    }

    @Test
    void ofManyFilesItIsSaidHowManyMoreThereAre() throws IOException {
        final Table.Builder summary = Table.withColumns("file", "status", "checks_failed", "checks_doubtful");
        for (int k = 0; k < 15; k++) summary.row("f" + k, "ok", "sign", null);
        for (int k = 0; k < 13; k++) summary.row("d" + k, "ok", null, "sign");
        final String page =
                page(summary.build(), Table.withColumns("file", "message").build());
        assertTrue(page.contains("f11</a>, and 3 more failed <a"), page);
        assertTrue(page.contains("d11</a>, and 1 more doubtful</td>"), page);
        assertTrue(page.contains("<p>1 file: 1 went well"), page);
    }

    @Test
    void everyNumberIsInOneBin() {
        final SplittableRandom random = new SplittableRandom(5);
        final double[] values =
                IntStream.range(0, 1000).mapToDouble(i -> random.nextDouble()).toArray();
        values[17] = Double.NaN;
        values[18] = Double.POSITIVE_INFINITY;
        final Series bars = new Distribution("r", values).histogram();
        assertEquals(998, Arrays.stream(bars.y()).sum());
        // 2 · 0.5 / 1000^(1/3) = 0.1
        assertEquals(10, bars.x().length, 1);
        final Series outlier = new Distribution("r", new double[] {1, 1, 1, 1, 1, 1, 1e9 + 0.5}).histogram();
        assertEquals(7, Arrays.stream(outlier.y()).sum());
    }

    @Test
    void wholeNumbersHaveABinEach() {
        final Series bars = new Distribution("sweeps", new double[] {3, 5, 5, 3, 3}).histogram();
        assertArrayEquals(new double[] {3, 4, 5}, bars.x());
        assertArrayEquals(new double[] {3, 0, 2}, bars.y());
        final Series same = new Distribution("sweeps", new double[] {3, 3}).histogram();
        assertArrayEquals(new double[] {3}, same.x());
        assertArrayEquals(new double[] {2}, same.y());
        assertEquals(
                0,
                new Distribution("sweeps", new double[] {Double.NaN})
                        .histogram()
                        .x()
                        .length);
    }

    @Test
    void numbersForPeopleHaveFourDigits() {
        assertEquals("-0.1235", RoundedNumber.of(-0.123456));
        assertEquals("123500.5".substring(0, 6), RoundedNumber.of(123456.7).substring(0, 6));
        assertEquals("10000", RoundedNumber.of(10000));
        assertEquals("1.235E-12", RoundedNumber.of(1.2345678e-12));
        assertEquals("1.235E+20", RoundedNumber.of(1.2345678e20));
    }
}
