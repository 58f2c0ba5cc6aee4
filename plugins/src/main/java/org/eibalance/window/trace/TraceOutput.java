package org.eibalance.window.trace;

import ij.IJ;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.eibalance.figure.Panel;
import org.eibalance.recording.InputException;
import org.eibalance.report.Counts;
import org.eibalance.result.Table;
import org.eibalance.window.result.PanelPlot;
import org.eibalance.window.result.ResultWindow;

/** Output of the viewer: pictures, samples, plots, measures, files. */
final class TraceOutput {

    private final TraceWindow window;

    TraceOutput(final TraceWindow window) {
        this.window = window;
    }

    private TraceExport export() {
        return new TraceExport(window.data(), window.scene());
    }

    /** In the background, because long stretches take time. */
    private void inBackground(final Runnable work) {
        final Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (final InputException e) {
                        SwingUtilities.invokeLater(() -> window.tell(e.getMessage()));
                    }
                },
                "E/I Balance: output");
        thread.setDaemon(true);
        thread.start();
    }

    private void report(final String sentence) {
        SwingUtilities.invokeLater(() -> window.tell(sentence));
    }

    private static void copy(final Transferable content) {
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(content, null);
    }

    /** A picture on the clipboard. */
    private record Picture(BufferedImage image) implements Transferable {

        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.imageFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(final DataFlavor flavor) {
            return flavor.equals(DataFlavor.imageFlavor);
        }

        @Override
        public Object getTransferData(final DataFlavor flavor) throws UnsupportedFlavorException {
            if (!isDataFlavorSupported(flavor)) throw new UnsupportedFlavorException(flavor);
            return image;
        }
    }

    void copyPicture() {
        window.canvas().picture().ifPresent(image -> copy(new Picture(image)));
        window.tell("The picture is on the clipboard.");
    }

    void copySvg() {
        final TraceExport export = export();
        inBackground(() -> {
            copy(new StringSelection(new String(export.svg(), StandardCharsets.UTF_8)));
            report("The SVG is on the clipboard.");
        });
    }

    void copyCsv() {
        final TraceExport export = export();
        inBackground(() -> {
            copy(new StringSelection(new String(export.csv(), StandardCharsets.UTF_8)));
            report("The samples are on the clipboard.");
        });
    }

    void plot() {
        final TraceExport export = export();
        final String title = window.getTitle();
        inBackground(() -> {
            for (final Panel panel : export.panels())
                PanelPlot.of(panel, title + ": " + panel.y().label()).show();
        });
    }

    void measure() {
        final TraceMeasures measures = new TraceMeasures(window.data(), window.view());
        inBackground(() -> {
            final Table table = measures.table();
            ResultWindow.append(table, "Measures");
            report(Counts.of(table.rows(), "row") + " in the window Measures.");
        });
    }

    void open(final AnalysisStarter starter) {
        final JFileChooser chooser = new JFileChooser(
                window.file().map(f -> f.toAbsolutePath().getParent().toFile()).orElse(new File(".")));
        if (chooser.showOpenDialog(window) == JFileChooser.APPROVE_OPTION)
            TraceViewer.open(chooser.getSelectedFile().toPath(), starter);
    }

    /** The ending of the typed name gives the format: .svg, .png or .csv. */
    void save() {
        final JFileChooser chooser = new JFileChooser(IJ.getDirectory("current"));
        for (final String form : List.of("csv", "png", "svg"))
            chooser.setFileFilter(new FileNameExtensionFilter(form.toUpperCase(Locale.ROOT), form));
        if (chooser.showSaveDialog(window) != JFileChooser.APPROVE_OPTION) return;
        final String filter =
                chooser.getFileFilter() instanceof FileNameExtensionFilter f ? f.getExtensions()[0] : "svg";
        final Path typed = chooser.getSelectedFile().toPath();
        final String name = typed.getFileName().toString();
        final Path file = name.matches("(?i).*\\.(svg|png|csv)") ? typed : typed.resolveSibling(name + "." + filter);
        if (Files.exists(file)
                && JOptionPane.showConfirmDialog(
                                window,
                                file.getFileName() + " exists. Replace it?",
                                "Save",
                                JOptionPane.OK_CANCEL_OPTION)
                        != JOptionPane.OK_OPTION) return;
        if (window.file().isPresent()
                && file.toAbsolutePath().equals(window.file().get().toAbsolutePath())) {
            window.tell("The recording itself is never changed: choose another name.");
            return;
        }
        final TraceExport export = export();
        inBackground(() -> {
            write(export, file);
            report("Saved as " + file);
        });
    }

    /** Writes a file in the format of its ending. */
    static void write(final TraceExport export, final Path file) {
        final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        final byte[] bytes = name.endsWith(".csv") ? export.csv() : name.endsWith(".png") ? export.png() : export.svg();
        try {
            Files.write(file, bytes);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
