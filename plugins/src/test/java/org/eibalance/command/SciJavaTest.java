package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

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
	void everyCommandIsFound() {
		try (Context context = new Context()) {
			for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
				assertNotNull(context.service(CommandService.class).getCommand(entry.className()), entry.name());
			}
		}
	}
}
