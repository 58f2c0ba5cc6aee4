package org.eibalance.ij1;

import ij.plugin.DragAndDrop;
import java.awt.Component;
import java.awt.Container;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.eibalance.recording.InputException;

/**
 * Opens recordings that are dropped on the window of ImageJ, if this program has opened it; also those that ImageJ
 * would read as text. ImageJ opens all other files, as before.
 */
final class RecordingDrop extends DropTargetAdapter {

    private final DragAndDrop images = new DragAndDrop();

    private RecordingDrop() {}

    /** Replaces the listener of ImageJ on a window and its components. */
    static void on(final Container window) {
        final RecordingDrop drop = new RecordingDrop();
        new DropTarget(window, drop);
        for (final Component part : window.getComponents()) new DropTarget(part, drop);
    }

    @Override
    public void dragEnter(final DropTargetDragEvent e) {
        images.dragEnter(e);
    }

    @Override
    public void dragOver(final DropTargetDragEvent e) {
        images.dragOver(e);
    }

    @Override
    public void drop(final DropTargetDropEvent e) {
        if (!e.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
            images.drop(e);
            return;
        }
        e.acceptDrop(DnDConstants.ACTION_COPY);
        try {
            final List<?> files = (List<?>) e.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
            e.dropComplete(true);
            files.forEach(file -> open((File) file));
        } catch (final UnsupportedFlavorException | IOException | InputException exc) {
            e.dropComplete(false);
        }
    }

    private void open(final File file) {
        if (RecordingOpener.open(file.toPath())) return;
        final Thread opener = new Thread(() -> images.openFile(file), "opening " + file.getName());
        opener.start();
    }
}
