package org.eibalance.window.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.EiCommand;
import org.eibalance.command.clamp.ClampCommand;
import org.eibalance.command.scenario.RunScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual inside the program. */
class ManualTest {

    private static final Path DOCS = Path.of("../docs");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    private static final List<String> ANALYSIS = List.of(
            "## What it assumes",
            "## Equations",
            "## Numbers on the sample data",
            "## When not to trust it",
            "## References");

    /** Those that measure nothing of a cell: they look, convert, keep, repeat or simulate. */
    private static final Set<String> NO_ANALYSES = Set.of(
            "annotate-recording",
            "batch-folder",
            "close-the-loop",
            "convert-recording",
            "describe-recording",
            "make-sample-data",
            "simulate",
            "stop-injection",
            "sweep-scenario",
            "view-recording");

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(f -> f.toString().endsWith(".md"))
                    .map(f -> DOCS.relativize(f).toString().replace('\\', '/').replaceFirst("\\.md$", ""))
                    .sorted()
                    .toList();
        }
    }

    /** All commands of the program that are neither of the clamp, nor a scenario, nor named above. */
    static List<String> analyses() {
        return CommandCatalog.load().entries().stream()
                .filter(entry -> {
                    final EiCommand command = entry.create();
                    return !(command instanceof ClampCommand)
                            && !(command instanceof RunScenario)
                            && !NO_ANALYSES.contains(entry.name());
                })
                .map(CommandCatalog.Entry::name)
                .toList();
    }

    @Test
    void theStartNamesEveryCommand() {
        final String start = Manual.html(Manual.START);
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            assertTrue(start.contains(">" + entry.name() + "</a>"), entry.name());
            assertTrue(Manual.html(Manual.page(entry.name())).length() > 500, entry.name());
        }
    }

    @Test
    void linksLeadFromTheStartToEveryPage() throws IOException {
        final TreeSet<String> reached = new TreeSet<>(Set.of(Manual.START));
        final Deque<String> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            final String page = next.pop();
            final Matcher links = LINK.matcher(Files.readString(DOCS.resolve(page + ".md")));
            while (links.find())
                Manual.resolve(page, links.group(1)).filter(reached::add).ifPresent(next::push);
        }
        assertEquals(new TreeSet<>(pages()), reached);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksAndPicturesOfAPageLeadSomewhere(final String page) throws IOException {
        final Matcher links = LINK.matcher(Files.readString(DOCS.resolve(page + ".md")));
        while (links.find()) {
            final String link = links.group(1);
            if (link.contains("://")) continue;
            final Path there = DOCS.resolve(page + ".md").resolveSibling(link).normalize();
            assertTrue(Files.exists(there), page + " links to " + link);
            if (link.endsWith(".md") && there.startsWith(DOCS))
                assertEquals(
                        Optional.of(DOCS.relativize(there)
                                .toString()
                                .replace('\\', '/')
                                .replace(".md", "")),
                        Manual.resolve(page, link),
                        "the window of the manual goes there too");
        }
        final Matcher pictures = Pattern.compile("src=\"([^\"]+)\"").matcher(Manual.html(page));
        while (pictures.find())
            assertTrue(Files.exists(Path.of(java.net.URI.create(pictures.group(1)))), pictures.group(1));
    }

    @Test
    void aCommandLeadsToThePageThatIsAboutIt() {
        assertEquals("events", Manual.page("detect-events"));
        assertEquals("slope-conductance", Manual.page("slope-conductance"));
        assertEquals("quality", Manual.page("check-quality"));
        assertEquals("viewer", Manual.page("view-recording"));
        assertEquals("batch", Manual.page("annotate-recording"));
        assertEquals("dynamic-clamp", Manual.page("measure-electrode"));
        assertEquals("operating-point", Manual.page("operating-point"));
        assertEquals("scenarios/operating-point", Manual.page("run-operating-point"));
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            if (entry.create() instanceof RunScenario)
                assertEquals("scenarios/" + entry.name().substring("run-".length()), Manual.page(entry.name()));
        }
    }

    @ParameterizedTest
    @MethodSource("analyses")
    void thePageOfAnAnalysisSaysWhatItAssumesReckonsFoundAndWhenNotToTrustIt(final String command) throws IOException {
        final List<String> lines = Files.readAllLines(DOCS.resolve(Manual.page(command) + ".md"));
        assertEquals(ANALYSIS, lines.stream().filter(ANALYSIS::contains).toList(), Manual.page(command));
        for (final String section : ANALYSIS) {
            final String text = lines.stream()
                    .dropWhile(line -> !line.equals(section))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .collect(Collectors.joining(" "))
                    .strip();
            assertTrue(text.length() > 60, Manual.page(command) + ": " + section + " says nothing");
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("`" + command + "`")), "the page names " + command);
    }

    @Test
    void pagesBecomeTablesAndPictures() {
        final String html = Manual.html("events");
        assertTrue(
                html.contains("<table border=1") && html.contains("<h1>") && html.contains("images/events.png"), html);
        assertTrue(Manual.html("scenarios/coba").contains("images/scenarios/coba.png"));
        assertEquals(Manual.START, Manual.page("no-such-command"));
    }

    @Test
    void linksOutOfTheManualLeadNowhere() {
        assertEquals(Optional.empty(), Manual.resolve("conductance", "../benchmarks/README.md"));
        assertEquals(Optional.empty(), Manual.resolve("conductance", "https://example.org/quality.md"));
        assertEquals(Optional.of("quality"), Manual.resolve("scenarios/coba", "../quality.md#the-step"));
    }
}
