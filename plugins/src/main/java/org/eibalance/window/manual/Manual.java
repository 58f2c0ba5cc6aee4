package org.eibalance.window.manual;

import ij.plugin.PlugIn;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.SwingUtilities;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.eibalance.command.CommandCatalog;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** The pages of the manual, which come with the program and need no network. */
@Plugin(type = Command.class, menuPath = "Plugins>E/I Balance>" + Manual.LABEL, description = "Opens the manual.")
public final class Manual implements Command, PlugIn {

    /** Its entry in the menu. */
    public static final String LABEL = "E/I Balance Manual";

    /** The page that leads to all others. */
    public static final String START = "README";

    private static final String FOLDER = "/org/eibalance/manual/";

    private static final String SCENARIOS = "scenarios";

    private static final Pattern LINK = Pattern.compile("\\(([a-z/-]+)\\.md\\)");

    @Override
    public void run(final String unused) {
        run();
    }

    @Override
    public void run() {
        show(START);
    }

    /**
     * Opens the page about a command, or a page by its name. Does nothing without a display.
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
     * @return name of a page; the start page if there is none
     */
    public static String page(final String topic) {
        if (exists(topic)) return topic;
        final String scenario = SCENARIOS + "/" + topic.replaceFirst("^run-", "");
        if (exists(scenario)) return scenario;
        final Optional<String> listed = markdown(START)
                .lines()
                .filter(line -> line.contains("`" + topic + "`"))
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .findFirst();
        if (listed.isPresent()) return listed.get();
        String found = START;
        int max = 0;
        for (final String page : pages()) {
            final int mentions = markdown(page).split(Pattern.quote(topic), -1).length - 1;
            if (mentions <= max) continue;
            max = mentions;
            found = page;
        }
        return found;
    }

    /** The pages to which the start leads. */
    static List<String> pages() {
        return LINK.matcher(markdown(START))
                .results()
                .map(link -> link.group(1))
                .distinct()
                .filter(Manual::exists)
                .toList();
    }

    static boolean exists(final String page) {
        return Manual.class.getResource(FOLDER + page + ".md") != null;
    }

    /**
     * Where a link leads.
     *
     * @param page the page it stands on
     * @param link what it says, relative to that page
     * @return name of a page; empty if it leads out of the manual
     */
    static Optional<String> resolve(final String page, final String link) {
        if (!link.matches("[A-Za-z./-]+\\.md(#.*)?")) return Optional.empty();
        final String path = URI.create("/" + page).resolve(link).getPath();
        final String found = path.substring(1, path.length() - ".md".length());
        return !found.contains("..") && exists(found) ? Optional.of(found) : Optional.empty();
    }

    /** What each command is for, with a link to its page. */
    private static String commands() {
        final StringBuilder table = new StringBuilder("\n## All commands\n\n| command | for |\n| --- | --- |\n");
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            table.append("| [")
                    .append(entry.name())
                    .append("](")
                    .append(page(entry.name()))
                    .append(".md) | ")
                    .append(entry.description())
                    .append(" |\n");
        }
        return table.toString();
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
        final String html = HtmlRenderer.builder()
                .extensions(tables)
                .build()
                .render(Parser.builder()
                        .extensions(tables)
                        .build()
                        .parse(page.equals(START) ? markdown(page) + commands() : markdown(page)));
        final URL images = Manual.class.getResource(FOLDER + "images/correlogram.png");
        if (images == null) return html;
        final String folder = images.toString().substring(0, images.toString().lastIndexOf('/') + 1);
        // Swing ignores widths in styles.
        return html.replace("<table>", "<table border=1 cellspacing=0 cellpadding=3>")
                .replaceAll(
                        "<img src=\"(?:\\.\\./)?(?:docs/)?images/",
                        "<img width=640 src=\"" + Matcher.quoteReplacement(folder));
    }

    private static String markdown(final String page) {
        try (InputStream in = Manual.class.getResourceAsStream(FOLDER + page + ".md")) {
            if (in == null) throw new IllegalArgumentException("the manual has no page " + page);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
