package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** The commands inside a SciJava application, as Fiji runs them. */
class SciJavaTest {

	@TempDir
	Path folder;

	@Test
	void aCommandRunsWithItsInputsAsText() throws Exception {
		try (Context context = new Context()) {
			final CommandModule module = context.service(CommandService.class).run(CorrelatePair.class, true, "recording",
				new File("../sample-data/pair-dh.abf"), "output", folder.toString(), "max_lag_ms", "100").get();
			assertFalse(module.isCanceled(), module.getCancelReason());
			assertTrue(Files.exists(folder.resolve("pair-dh/correlate-pair/summary.csv")));
			final Outcome outcome = ((EiCommand) module.getDelegateObject()).outcome();
			assertEquals("DH", outcome.findings().summary().get(0, "pairing"));
			assertEquals(2001, outcome.findings().tables().get("correlogram.csv").rows());
		}
	}

	@Test
	void whatAPersonCanMendCancelsWithItsSentence() throws Exception {
		try (Context context = new Context()) {
			final CommandModule module = context.service(CommandService.class).run(CorrelatePair.class, true, "recording",
				new File("none.abf"), "output", folder.toFile()).get();
			assertTrue(module.isCanceled());
			assertTrue(module.getCancelReason().contains("none.abf"), module.getCancelReason());
		}
	}

	@Test
	void nothingThatWasTypedOnceIsRememberedTheNextTime() throws Exception {
		for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
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
			}
			try (Context context = new Context()) {
				onlyFiles.put("output", folder.toFile());
				final CommandModule again = context.service(CommandService.class).run(
					context.service(CommandService.class).getCommand(entry.className()), true, onlyFiles).get();
				for (final CommandInput input : CommandInput.of(defaults.getClass())) {
					if (onlyFiles.containsKey(input.key())) continue;
					assertEquals(input.get(defaults), input.get((EiCommand) again.getDelegateObject()), entry.name() + " " + input
						.key());
				}
			}
		}
	}

	/** A value that is allowed and is not the default. */
	private Object unusual(final CommandInput input, final EiCommand defaults) {
		return switch (input.kind()) {
			case FLAG -> !Boolean.parseBoolean(input.get(defaults));
			case CHOICE -> input.choices().stream().filter(c -> !c.equals(input.get(defaults))).findFirst().orElseThrow();
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
				assertNotNull(context.service(CommandService.class).getCommand(entry.className()), entry.name());
			}
		}
	}
}
