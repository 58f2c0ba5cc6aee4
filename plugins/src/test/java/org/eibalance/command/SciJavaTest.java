package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eibalance.command.pair.CorrelatePair;
import org.eibalance.command.recording.MakeSampleData;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.AbstractContextual;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleService;
import org.scijava.task.event.TaskEvent;

/** The commands inside a SciJava application, as Fiji runs them. */
class SciJavaTest {

    @TempDir
    Path folder;

    @Test
    void aCommandRunsWithItsInputsAsText() throws Exception {
        try (Context context = new Context()) {
            final CommandModule module = context.service(CommandService.class)
                    .run(
                            CorrelatePair.class,
                            true,
                            "recording",
                            new File("../sample-data/pair-dh.abf"),
                            "output",
                            folder.toString(),
                            "max_lag_ms",
                            "100")
                    .get();
            assertFalse(module.isCanceled(), module.getCancelReason());
            assertTrue(Files.exists(folder.resolve("pair-dh/correlate-pair/summary.csv")));
            final Outcome outcome = ((EiCommand) module.getDelegateObject()).outcome();
            assertEquals("DH", outcome.report().summary().get(0, "pairing"));
            assertEquals(2001, outcome.report().tables().get("correlogram.csv").rows());
        }
    }

    @Test
    void whatAPersonCanMendCancelsWithItsSentence() throws Exception {
        try (Context context = new Context()) {
            final CommandModule module = context.service(CommandService.class)
                    .run(CorrelatePair.class, true, "recording", new File("none.abf"), "output", folder.toFile())
                    .get();
            assertTrue(module.isCanceled());
            assertTrue(module.getCancelReason().contains("none.abf"), module.getCancelReason());
        }
    }

    @Test
    void nothingThatWasTypedOnceIsRememberedTheNextTime() throws Exception {
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            // Commands that are made from data have inputs that SciJava cannot persist: see ScenarioEntriesTest.
            if (entry.isData()) continue;
            final EiCommand defaults = entry.create();
            final Map<String, Object> unusual = new HashMap<>();
            final Map<String, Object> onlyFiles = new HashMap<>();
            for (final CommandInput input : CommandInput.of(defaults.getClass())) {
                unusual.put(input.key(), unusual(input, defaults));
                if (input.kind() == CommandInput.Kind.FILE) onlyFiles.put(input.key(), new File("none.abf"));
            }
            try (Context context = new Context()) {
                final CommandService commands = context.service(CommandService.class);
                commands.run(entry.className(), true, unusual).get();
            } catch (final InputException e) {
                // 7 is the name of no scenario.
                assertTrue(e.getMessage().startsWith("There is no scenario '7'"), e.getMessage());
            }
            try (Context context = new Context()) {
                onlyFiles.put("output", folder.toFile());
                final CommandModule again = context.service(CommandService.class)
                        .run(context.service(CommandService.class).getCommand(entry.className()), true, onlyFiles)
                        .get();
                for (final CommandInput input : CommandInput.of(defaults.getClass())) {
                    if (onlyFiles.containsKey(input.key())) continue;
                    assertEquals(
                            input.get(defaults),
                            input.get((EiCommand) again.getDelegateObject()),
                            entry.name() + " " + input.key());
                }
            }
        }
    }

    @Test
    void aTaskThatIsCancelledEndsSoonAndLeavesNothing() throws Exception {
        try (Context context = new Context()) {
            final Canceller canceller = new Canceller();
            context.service(EventService.class).subscribe(canceller);
            final CommandModule module = context.service(CommandService.class)
                    .run(MakeSampleData.class, true, "sweeps", 200, "sweep_ms", 20_000.0, "output", folder.toFile())
                    .get();
            final long endedAfterMs = System.currentTimeMillis() - canceller.cancelledAtMs;
            assertTrue(module.isCanceled());
            assertEquals("Cancelled: nothing was written.", module.getCancelReason());
            assertTrue(endedAfterMs < 2000, endedAfterMs + " ms, where 100 are usual on an idle machine");
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(List.of(), files.toList());
            }
        }
    }

    /** Presses the button of the first task that starts. */
    private static final class Canceller extends AbstractContextual {

        private volatile long cancelledAtMs;

        @EventHandler
        public void onEvent(final TaskEvent event) {
            if (cancelledAtMs != 0 || !event.getTask().getName().equals("make-sample-data")) return;
            cancelledAtMs = System.currentTimeMillis() + 300;
            final Thread person = new Thread(() -> {
                try {
                    Thread.sleep(300);
                } catch (final InterruptedException e) {
                    return;
                }
                event.getTask().cancel("enough");
            });
            person.setDaemon(true);
            person.start();
        }
    }

    /** A value that is allowed and is not the default. */
    private Object unusual(final CommandInput input, final EiCommand defaults) {
        return switch (input.kind()) {
            case FLAG -> !Boolean.parseBoolean(input.get(defaults));
            case CHOICE ->
                input.choices().stream()
                        .filter(c -> !c.equals(input.get(defaults)))
                        .findFirst()
                        .orElseThrow();
            case FILE -> new File("none.abf");
            case FOLDER -> folder.resolve("elsewhere").toFile();
            case TEXT -> "7";
            case NUMBER -> Double.parseDouble(input.get(defaults)) + 1;
            case WHOLE_NUMBER -> Integer.parseInt(input.get(defaults)) + 1;
        };
    }

    @Test
    void everyCommandIsFound() {
        try (Context context = new Context()) {
            for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
                final ModuleInfo info = context.service(ModuleService.class).getModuleById(entry.id());
                assertNotNull(info, entry.name());
                // The recorder writes the name of the entry as it stands in the menu, where a macro looks for it.
                assertEquals(entry.label(), info.getMenuPath().getLeaf().getName());
                assertEquals(
                        1,
                        context.service(CommandService.class).getCommands().stream()
                                .filter(c -> c.getIdentifier().equals(entry.id()))
                                .count(),
                        entry.name());
                assertSame(
                        info,
                        context.service(ModuleService.class).createModule(info).getInfo());
            }
        }
    }
}
