package org.eibalance.scenario.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario has its page in the manual; {@link ScenarioTest} holds the numbers of the pages. */
class ScenarioPagesTest {

    private static final List<String> SECTIONS = List.of(
            "## What it shows",
            "## Model",
            ScenarioPage.PARAMETERS,
            ScenarioPage.NUMBERS,
            "## What to change, and see",
            "## When not to trust it",
            "## References");

    static Stream<Scenario<?>> all() {
        return Scenarios.all().stream();
    }

    @Test
    void everyScenarioHasOnePageAndNoPageIsWithoutScenario() throws IOException {
        final TreeSet<String> names = all().map(s -> s.name() + ".md").collect(Collectors.toCollection(TreeSet::new));
        try (Stream<java.nio.file.Path> files = Files.list(ScenarioPage.FOLDER)) {
            assertEquals(
                    names, files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        final String index = Files.readString(ScenarioPage.FOLDER.resolveSibling("scenarios.md"));
        for (final Scenario<?> scenario : Scenarios.all())
            assertTrue(
                    index.contains("[`" + scenario.name() + "`](scenarios/" + scenario.name() + ".md)"),
                    "docs/scenarios.md has no link to " + scenario.name());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPageSaysWhatItShowsHowWhyAndWhenNotToTrustIt(final Scenario<?> scenario) throws IOException {
        final List<String> lines = new ScenarioPage(scenario).text().lines().toList();
        assertEquals("# " + scenario.label(), lines.get(0));
        assertEquals(
                SECTIONS, lines.stream().filter(line -> line.startsWith("## ")).toList());
        for (final String section : SECTIONS) {
            final String text = lines.stream()
                    .dropWhile(line -> !line.equals(section))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .collect(Collectors.joining(" "))
                    .strip();
            assertTrue(text.length() > 60, scenario.name() + ": " + section + " says nothing");
        }
        assertTrue(lines.contains("    simulate scenario=" + scenario.name()), "the line that runs it");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theTableOfParametersIsThatOfTheProgram(final Scenario<?> scenario) throws IOException {
        final ScenarioPage page = new ScenarioPage(scenario);
        if (ScenarioPage.isToBeWritten()) page.write(ScenarioPage.PARAMETERS, page.parameters());
        assertEquals(
                String.join("\n", page.parameters()),
                String.join("\n", page.table(ScenarioPage.PARAMETERS)),
                page.file() + " is not what the program says: -Dpages.write=true writes it anew");
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsToBeChangedAndSeenIsThere(final Scenario<?> scenario) throws IOException {
        final ScenarioPage page = new ScenarioPage(scenario);
        final Set<String> known = Stream.concat(
                        scenario.parameters().stream().map(ScenarioParameter::key),
                        page.table(ScenarioPage.NUMBERS).stream().skip(2).map(row -> row.split("`")[1]))
                .collect(Collectors.toSet());
        known.addAll(List.of("sweep_parameter", "sweep_from", "sweep_to", "sweep_runs", "scenario"));
        final String text = page.text()
                .lines()
                .dropWhile(line -> !line.equals(SECTIONS.get(4)))
                .takeWhile(line -> !line.equals(SECTIONS.get(6)))
                .collect(Collectors.joining(" "));
        int keys = 0;
        for (final MatchResult code :
                Pattern.compile("`([^`]+)`").matcher(text).results().toList()) {
            for (final String word : code.group(1).split("\\s+")) {
                final String name = word.replaceAll("=.*", "");
                if (!name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*")) continue;
                keys++;
                assertTrue(known.contains(name), scenario.name() + " has no " + name);
            }
        }
        assertTrue(keys >= 1, scenario.name() + " names no key to change");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPageHasItsPicture(final Scenario<?> scenario) throws IOException {
        final ScenarioPage page = new ScenarioPage(scenario);
        assertTrue(
                page.text().contains("](../images/scenarios/" + scenario.name() + ".png)"),
                "the figure is on the page");
        assertTrue(ImageIO.read(page.picture().toFile()).getWidth() >= 600);
        assertTrue(
                Files.size(page.picture()) <= ScenarioPage.LARGEST_PICTURE,
                page.picture() + " has " + Files.size(page.picture()) + " bytes");
    }
}
