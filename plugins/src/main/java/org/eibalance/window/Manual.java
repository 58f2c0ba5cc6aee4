package org.eibalance.window;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.swing.SwingUtilities;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.plugin.PlugIn;

/** The pages of the manual, which come with the program and need no network. */
@Plugin(type = Command.class, menuPath = "Plugins>E/I Balance>" + Manual.LABEL, description = "Opens the manual.")
public final class Manual implements Command, PlugIn {

	/** Its entry in the menu. */
	public static final String LABEL = "E/I Balance Manual";

	/** The page that leads to all others. */
	public static final String START = "README";

	private static final String FOLDER = "/org/eibalance/manual/";

	/** Pages that are about several commands. */
	private static final Map<String, String> PAGES = Map.ofEntries(Map.entry("view-recording", "viewer"), Map.entry(
		"describe-recording", "viewer"), Map.entry("detect-events", "events"), Map.entry("check-quality", "quality"), Map
			.entry("batch-folder", "batch"), Map.entry("annotate-recording", "batch"), Map.entry("decompose-conductance",
				"conductance"), Map.entry("slope-conductance", "conductance"), Map.entry("impedance-conductance", "conductance"),
		Map.entry("estimate-from-fluctuations", "conductance"), Map.entry("balance-ratio", "conductance"), Map.entry(
			"operating-point", "conductance"), Map.entry("validate-estimator", "conductance"), Map.entry("simulate",
				"scenarios"), Map.entry("sweep-scenario", "scenarios"), Map.entry("make-sample-data", "quick-start"));

	@Override
	public void run(final String unused) {
		run();
	}

	@Override
	public void run() {
		show(START);
	}

	/**
	 * Opens the page about a command, or a page by its name. Headless it does nothing.
	 *
	 * @param topic name of a command or of a page
	 */
	public static void show(final String topic) {
		if (GraphicsEnvironment.isHeadless()) return;
		SwingUtilities.invokeLater(() -> new ManualWindow(page(topic)).setVisible(true));
	}

	/**
	 * The page about a command.
	 *
	 * @param topic name of a command or of a page
	 * @return name of a page; the start where there is none
	 */
	public static String page(final String topic) {
		if (PAGES.containsKey(topic)) return PAGES.get(topic);
		if (Manual.class.getResource(FOLDER + topic + ".md") != null) return topic;
		return topic.startsWith("run-") ? "scenarios" : START;
	}

	/**
	 * A page as HTML that Swing shows.
	 *
	 * @param page its name
	 * @return the body; pictures are found among the resources
	 * @throws IllegalArgumentException if there is no such page
	 */
	public static String html(final String page) {
		final List<Extension> tables = List.of(TablesExtension.create());
		final String html = HtmlRenderer.builder().extensions(tables).build().render(Parser.builder().extensions(tables)
			.build().parse(markdown(page)));
		final URL images = Manual.class.getResource(FOLDER + "images/correlogram.png");
		if (images == null) return html;
		final String folder = images.toString().substring(0, images.toString().lastIndexOf('/') + 1);
		// Swing reads neither the width of a page nor that of a picture from a style
		return html.replace("<table>", "<table border=1 cellspacing=0 cellpadding=3>").replaceAll(
			"<img src=\"(?:\\.\\./)?(?:docs/)?images/", "<img width=640 src=\"" + java.util.regex.Matcher.quoteReplacement(
				folder));
	}

	private static String markdown(final String page) {
		try (InputStream in = Manual.class.getResourceAsStream(FOLDER + page + ".md")) {
			if (in == null) throw new IllegalArgumentException("the manual has no page " + page);
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
