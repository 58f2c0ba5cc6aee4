package org.eibalance.ij1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eibalance.command.CommandCatalog;
import org.eibalance.window.CopyReport;
import org.eibalance.window.manual.Manual;

/**
 * The menu of plain ImageJ 1.x, which reads it from the file plugins.config of the jar. The build writes that file with
 * {@link #main}; in Fiji the same entries come from annotations and from the commands that are made from data.
 */
public final class PluginsConfig {

    /** Compiled for Java 8; it runs the entries. */
    private static final String START = "org.eibalance.start.StartPlugIn";

    private PluginsConfig() {}

    /**
     * Writes the file.
     *
     * @param arguments path of the file
     * @throws IOException if it cannot be written
     */
    public static void main(final String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), text(), StandardCharsets.UTF_8);
    }

    /** The contents of the file: one entry a line. */
    static String text() {
        final StringBuilder text = new StringBuilder();
        final String menu = CommandCatalog.MENU.substring(0, CommandCatalog.MENU.length() - 1);
        entries()
                .forEach((label, plugin) -> text.append(menu)
                        .append(", \"")
                        .append(label)
                        .append("\", ")
                        .append(plugin)
                        .append('\n'));
        return text.toString();
    }

    /** The class with its argument for each entry, by label. */
    static Map<String, String> entries() {
        final Map<String, String> entries = new LinkedHashMap<>();
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries())
            entries.put(entry.label(), START + "(\"" + entry.name() + "\")");
        entries.put(CopyReport.LABEL, START + "(\"" + CopyReport.class.getName() + "\")");
        entries.put(Manual.LABEL, START + "(\"" + Manual.class.getName() + "\")");
        return entries;
    }
}
