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
	void theStartNamesEveryCommandAndLeadsToEveryPage() throws IOException {
		final String start = Manual.html(Manual.START);
		for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
			assertTrue(start.contains(">" + entry.name() + "</a>"), entry.name());
			assertTrue(Manual.html(Manual.page(entry.name())).length() > 500, entry.name());
		}
		assertTrue(Manual.pages().size() >= 10, Manual.pages().toString());
	}

	@Test
	void aCommandLeadsToThePageThatIsAboutIt() {
		assertEquals("events", Manual.page("detect-events"));
		assertEquals("conductance", Manual.page("slope-conductance"));
		assertEquals("quality", Manual.page("check-quality"));
		assertEquals("scenarios", Manual.page("run-coba"));
		assertEquals("viewer", Manual.page("view-recording"));
		assertEquals("batch", Manual.page("annotate-recording"));
		assertEquals("correlate-pair", Manual.page("correlate-pair"));
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
