package org.eibalance.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eibalance.command.CommandCatalog;
import org.eibalance.window.CopyReport;
import org.eibalance.window.Manual;

/** Plain ImageJ with our entries in its menu, for the program started by itself. */
public final class ImageJMenu {

    private static final String SUBMENU = "E/I Balance";

    private ImageJMenu() {}

    /** Opens ImageJ. */
    public static void open() {
        final ImageJ imagej = new ImageJ(ImageJ.STANDALONE);
        imagej.exitWhenQuitting(true);
        final Menu submenu = new Menu(SUBMENU);
        entries().forEach((label, plugin) -> {
            Menus.getCommands().put(label, plugin);
            final MenuItem item = new MenuItem(label);
            item.addActionListener(imagej);
            submenu.add(item);
        });
        plugins().add(submenu);
        RecordingDrop.on(imagej);
        IJ.showStatus("Plugins > " + SUBMENU);
    }

    /** What runs for each entry of the menu, as plugins.config says it. */
    static Map<String, String> entries() {
        final Map<String, String> entries = new LinkedHashMap<>();
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            entries.put(entry.label(), CommandPlugIn.class.getName() + "(\"" + entry.name() + "\")");
        }
        entries.put(CopyReport.LABEL, CopyReport.class.getName());
        entries.put(Manual.LABEL, Manual.class.getName());
        return entries;
    }

    private static Menu plugins() {
        final MenuBar bar = Menus.getMenuBar();
        for (int i = 0; i < bar.getMenuCount(); i++) {
            if (bar.getMenu(i).getLabel().equals("Plugins")) return bar.getMenu(i);
        }
        throw new IllegalStateException("ImageJ has no Plugins menu");
    }
}
