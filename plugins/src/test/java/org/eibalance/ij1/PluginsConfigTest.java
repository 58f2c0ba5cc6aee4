package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eibalance.command.CommandCatalog;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.catalogue.Scenarios;
import org.eibalance.start.StartPlugIn;
import org.junit.jupiter.api.Test;

/** The menu of plain ImageJ is that of Fiji. */
class PluginsConfigTest {

    private static List<String> lines() throws IOException {
        return new String(
                        PluginsConfig.class
                                .getResourceAsStream("/plugins.config")
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void theBuildHasWrittenALineForEachCommandAndEachScenario() throws IOException {
        final List<String> lines = lines();
        assertEquals(CommandCatalog.load().entries().size() + 2, lines.size(), "and the report and the manual");
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries())
            assertTrue(
                    lines.contains("Plugins>E/I Balance, \"" + entry.label() + "\", " + StartPlugIn.class.getName()
                            + "(\"" + entry.name() + "\")"),
                    entry.name());
        for (final Scenario<?> scenario : Scenarios.all())
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("\"" + scenario.label() + "...\"")), scenario.name());
    }
}
