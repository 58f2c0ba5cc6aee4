package org.eibalance.command.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioParameter;
import org.eibalance.scenario.catalogue.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.UIDetails;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** Scenarios on the command line, in the menu, and inside a SciJava application. */
class ScenarioEntriesTest {

    @TempDir
    Path folder;

    @Test
    void everyScenarioHasItsMenuEntryWithItsLabelAndSentence() {
        final TreeSet<String> expected = new TreeSet<>();
        final TreeSet<String> found = new TreeSet<>();
        for (final Scenario<?> s : Scenarios.all())
            expected.add("run-" + s.name() + "|" + s.label() + "...|" + s.description());
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            if (entry.create() instanceof RunScenario)
                found.add(entry.name() + "|" + entry.label() + "|" + entry.description());
        }
        assertEquals(expected, found);
    }

    @Test
    void aScenarioRunsByNameWithItsParametersAsKeys() {
        final Simulate command = new Simulate();
        CommandInput.fill(
                command,
                "simulate",
                Map.of("growth", "1.5", "scenario", "operating-point", "output", folder.toString()));
        final Outcome outcome = command.execute();
        assertEquals(folder.toAbsolutePath().resolve("operating-point"), outcome.folder());
        assertTrue(outcome.files()
                .containsAll(List.of("summary.csv", "figure.svg", "figure.png", "provenance.json", "potential.csv")));
        assertEquals(-61, outcome.report().summary().number(4, "value"), 1e-9);
    }

    @Test
    void aLongRunSaysHowLongItWillTakeBeforeItBegins() {
        final RunScenario command = new RunScenario(Scenarios.find("coba"));
        CommandInput.fill(command, "run-coba", Map.of("duration_ms", "500000", "output", folder.toString()));
        final List<String> said = new ArrayList<>();
        command.onAnnouncement(sentence -> {
            said.add(sentence);
            Thread.currentThread().interrupt();
        });
        assertThrows(CancellationException.class, command::execute);
        assertEquals(1, said.size());
        assertTrue(said.get(0).matches("This will take about \\d+ (s|min)\\."), said.get(0));
    }

    @Test
    void anUnknownScenarioKeyOrValueIsRefusedBeforeAnythingRuns() {
        final Simulate command = new Simulate();
        assertTrue(assertThrows(
                        InputException.class, () -> CommandInput.fill(command, "simulate", Map.of("scenario", "none")))
                .getMessage()
                .startsWith("There is no scenario 'none'"));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> CommandInput.fill(
                                new Simulate(), "simulate", Map.of("scenario", "brunel", "growth", "1")))
                .getMessage()
                .startsWith("simulate has no key 'growth': it has relative_inhibition"));
        final Simulate out = new Simulate();
        CommandInput.fill(
                out, "simulate", Map.of("scenario", "brunel", "delay_ms", "0.05", "output", folder.toString()));
        assertEquals(
                "delay_ms is '0.05': it must be a number from 0.1 to 20.0.",
                assertThrows(InputException.class, out::execute).getMessage());
        assertFalse(Files.exists(folder.resolve("brunel")));
    }

    @Test
    void aSweepShowsHowTheNumbersChange() {
        final SweepScenario command = new SweepScenario();
        CommandInput.fill(
                command,
                "sweep-scenario",
                Map.of(
                        "scenario",
                        "operating-point",
                        "sweep_parameter",
                        "growth",
                        "sweep_from",
                        "0.5",
                        "sweep_to",
                        "2",
                        "sweep_runs",
                        "4",
                        "output",
                        folder.toString()));
        final Outcome outcome = command.execute();
        assertEquals(4, outcome.report().summary().rows());
        assertEquals(2, outcome.report().summary().number(3, "growth"), 1e-12);
        assertTrue(outcome.report().summary().number(3, "potential_grown_mv")
                > outcome.report().summary().number(0, "potential_grown_mv"));
        final SweepScenario wrong = new SweepScenario();
        CommandInput.fill(wrong, "sweep-scenario", Map.of("scenario", "operating-point", "sweep_parameter", "tau"));
        assertTrue(
                assertThrows(InputException.class, wrong::execute).getMessage().startsWith("sweep_parameter is 'tau'"));
    }

    /** How Fiji makes its menu: from the commands that have a place in it, by their identifiers. */
    private static Map<String, CommandInfo> menu(final Context context) {
        final Map<String, CommandInfo> entries = new HashMap<>();
        for (final CommandInfo info : context.service(CommandService.class).getCommandsOfType(Command.class)) {
            if (UIDetails.APPLICATION_MENU_ROOT.equals(info.getMenuRoot())
                    && !info.getMenuPath().isEmpty()
                    && !info.is("no-legacy")
                    && info.getAnnotation().visible())
                assertNull(entries.put(info.getIdentifier(), info), info.getIdentifier());
        }
        return entries;
    }

    @Test
    void theMenuOfFijiHasEachScenarioOnce() {
        try (Context context = new Context()) {
            for (final Scenario<?> scenario : Scenarios.all()) {
                final List<CommandInfo> found = menu(context).values().stream()
                        .filter(info -> info.getMenuPath()
                                .getMenuString()
                                .equals("Plugins > E/I Balance > " + scenario.label() + "..."))
                        .toList();
                assertEquals(1, found.size(), scenario.name());
                assertTrue(found.get(0).isValid() && found.get(0).canRunHeadless(), scenario.name());
                assertEquals(scenario.description(), found.get(0).getDescription());
            }
        }
    }

    @Test
    void insideSciJavaAllParametersAreInputsAndAMacrosValuesArrive() throws Exception {
        try (Context context = new Context()) {
            final CommandCatalog.Entry entry = CommandCatalog.load().find("run-operating-point");
            final ModuleInfo info = menu(context).get(entry.id());
            final TreeSet<String> inputs = new TreeSet<>();
            for (final ModuleItem<?> item : info.inputs()) {
                inputs.add(item.getName());
                assertFalse(item.isPersisted(), item.getName());
            }
            final TreeSet<String> expected = new TreeSet<>(List.of("seed", "threads", "output", "settings", "strict"));
            for (final ScenarioParameter p : Scenarios.find("operating-point").parameters()) expected.add(p.key());
            assertEquals(expected, inputs);
            final Module module = context.service(ModuleService.class)
                    .run(info, true, Map.of("growth", 2.0, "output", new File(folder.toString())))
                    .get();
            final Outcome outcome = ((EiCommand) module.getDelegateObject()).outcome();
            assertEquals(-60.769, outcome.report().summary().number(4, "value"), 0.001);
            assertTrue(Files.readString(folder.resolve("operating-point/provenance.json"))
                    .contains("\"command\": \"run-operating-point\""));
        }
    }

    @Test
    void insideSciJavaAValueOutOfItsRangeCancelsWithItsSentence() throws Exception {
        try (Context context = new Context()) {
            final Module module = context.service(ModuleService.class)
                    .run(
                            menu(context)
                                    .get(CommandCatalog.load()
                                            .find("run-brunel")
                                            .id()),
                            true,
                            Map.of("delay_ms", 0.05, "output", new File(folder.toString())))
                    .get();
            assertTrue(((Cancelable) module).isCanceled());
            assertEquals(
                    "delay_ms is '0.05': it must be a number from 0.1 to 20.0.",
                    ((Cancelable) module).getCancelReason());
        }
    }

    @Test
    void withoutEnoughMemoryThatIsNamedWhichIsLargerThanUsual() {
        final RunScenario coba = new RunScenario(Scenarios.find("coba"));
        assertTrue(coba.toMakeSmaller().startsWith("use fewer threads than "), coba.toMakeSmaller());
        coba.changed().put("neurons", 200_000);
        coba.changed().put("excitatory_ns", 5.0);
        coba.changed().put("duration_ms", 9000.0);
        assertEquals("make neurons (200000) or duration_ms (9000.0) smaller", coba.toMakeSmaller());
    }

    @Test
    void eachRowOfASweepHasItsChecks() {
        final SweepScenario sweep = new SweepScenario();
        CommandInput.fill(
                sweep,
                "sweep-scenario",
                Map.of(
                        "scenario", "inhibition-stabilised-network",
                        "sweep_parameter", "w_ei",
                        "sweep_from", "0.5",
                        "sweep_to", "2.5",
                        "sweep_runs", "2"));
        final Report report = sweep.find();
        assertEquals("steady_state", report.summary().get(0, "checks_failed"));
        assertNull(report.summary().get(1, "checks_failed"));
        assertTrue(
                report.checks().find("steady_state").orElseThrow().sentence().startsWith("w_ei = 0.5: There is no"),
                report.checks().toString());
    }

    @Test
    void aRunThatIsTooLongIsRefusedBeforeItsLengthIsAnnounced() {
        final RunScenario walk = new RunScenario(Scenarios.find("shadlen-newsome"));
        walk.changed().put("inhibitory_inputs", 600);
        final List<String> announced = new ArrayList<>();
        walk.onAnnouncement(announced::add);
        assertThrows(InputException.class, walk::find);
        assertEquals(List.of(), announced);
    }
}
