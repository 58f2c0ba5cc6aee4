package org.eibalance.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;

/** Plain ImageJ with the entries of this program in its menu, if the program is started without ImageJ. */
public final class ImageJMenu {

    private static final String SUBMENU = "E/I Balance";

    private ImageJMenu() {}

    /** Opens ImageJ. */
    public static void open() {
        final ImageJ imagej = new ImageJ(ImageJ.STANDALONE);
        imagej.exitWhenQuitting(true);
        final Menu submenu = new Menu(SUBMENU);
        PluginsConfig.entries().forEach((label, plugin) -> {
            Menus.getCommands().put(label, plugin);
            final MenuItem item = new MenuItem(label);
            item.addActionListener(imagej);
            submenu.add(item);
        });
        plugins().add(submenu);
        RecordingDrop.on(imagej);
        IJ.showStatus("Plugins > " + SUBMENU);
    }

    private static Menu plugins() {
        final MenuBar bar = Menus.getMenuBar();
        for (int i = 0; i < bar.getMenuCount(); i++) {
            if (bar.getMenu(i).getLabel().equals("Plugins")) return bar.getMenu(i);
        }
        throw new IllegalStateException("ImageJ has no Plugins menu");
    }
}
