package org.eibalance.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eibalance.command.CommandCatalog;
import org.junit.jupiter.api.Test;

/** The manual inside the program. */
class ManualTest {

	private static final Path DOCS = Path.of("../docs");

	@Test
	void everyCommandHasAPageThatNamesIt() throws IOException {
		for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
			final String page = Manual.page(entry.name());
			final String text = Files.readString(DOCS.resolve(page + ".md"));
			final String name = entry.name().startsWith("run-") ? "simulate" : entry.name();
			assertTrue(text.contains(name), entry.name() + " is not on the page " + page);
		}
	}

	@Test
	void pagesBecomeTablesAndPictures() {
		final String html = Manual.html("events");
		assertTrue(html.contains("<table border=1") && html.contains("<h1>") && html.contains("images/events.png"), html);
		assertEquals(Manual.START, Manual.page("no-such-command"));
	}

	@Test
	void linksBetweenPagesLeadSomewhere() throws IOException {
		final List<Path> pages;
		try (Stream<Path> files = Files.list(DOCS)) {
			pages = files.filter(f -> f.toString().endsWith(".md")).toList();
		}
		for (final Path page : pages) {
			final Matcher links = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)").matcher(Files.readString(page));
			while (links.find()) {
				if (links.group(1).contains("://")) continue;
				assertTrue(Files.exists(DOCS.resolve(links.group(1))), page + " links to " + links.group(1));
			}
		}
	}
}
