package org.eibalance.window;

import ij.IJ;
import ij.plugin.PlugIn;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.Program;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Copies to the clipboard what a bug report needs. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>" + CopyReport.LABEL,
        description = "Copies version, system, Java and the last error to the clipboard, for a bug report.")
public final class CopyReport implements Command, PlugIn {

    /** Its entry in the menu. */
    public static final String LABEL = "Copy E/I Balance Report";

    @Override
    public void run(final String unused) {
        run();
    }

    @Override
    public void run() {
        final String report = report();
        IJ.log(report);
        if (GraphicsEnvironment.isHeadless()) return;
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(report), null);
        IJ.showStatus("The report is on the clipboard");
    }

    /** The report. */
    static String report() {
        final Program program = Program.current();
        return program.name() + " " + program.version() + " (commit " + program.commit() + ")\nImageJ "
                + IJ.getFullVersion() + "\nJava " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + ")\n"
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\nMemory "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB\nLast error: "
                + ErrorLog.last().orElse("none");
    }
}
