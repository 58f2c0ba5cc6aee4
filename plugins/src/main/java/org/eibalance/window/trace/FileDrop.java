package org.eibalance.window.trace;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.TransferHandler;

/** Files that are dropped on a window are opened as recordings. */
final class FileDrop extends TransferHandler {

    private static final long serialVersionUID = 1;

    private final transient AnalysisStarter starter;

    FileDrop(final AnalysisStarter starter) {
        this.starter = starter;
    }

    void on(final JComponent component) {
        component.setTransferHandler(this);
    }

    @Override
    public boolean canImport(final TransferSupport support) {
        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
    }

    @Override
    public boolean importData(final TransferSupport support) {
        if (!canImport(support)) return false;
        try {
            final List<?> files = (List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
            for (final Object file : files) TraceViewer.open(((File) file).toPath(), starter);
            return true;
        } catch (final UnsupportedFlavorException | IOException e) {
            return false;
        }
    }
}
