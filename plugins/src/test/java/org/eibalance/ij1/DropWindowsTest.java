package org.eibalance.ij1;

import static org.eibalance.Person.await;
import static org.eibalance.Person.awaitThat;
import static org.eibalance.Person.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.Opener;
import ij.plugin.DragAndDrop;
import java.awt.Component;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.dnd.DropTargetListener;
import java.awt.event.InputEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;
import org.eibalance.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that are dropped on ImageJ's own window, or opened as ImageJ opens files. */
class DropWindowsTest {

    @TempDir
    Path folder;

    private JFrame files;

    private File recording(final String name) throws Exception {
        return Files.copy(Path.of("../sample-data/pair-hd.abf"), folder.resolve(name))
                .toFile();
    }

    /** A file as another program hands it over. */
    private record Dropped(File file) implements Transferable {

        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(final DataFlavor flavor) {
            return flavor.equals(DataFlavor.javaFileListFlavor);
        }

        @Override
        public Object getTransferData(final DataFlavor flavor) {
            return List.of(file);
        }
    }

    /** What a listener gets when a file is let go over its window. */
    private static final class Drop extends DropTargetDropEvent {

        private static final long serialVersionUID = 1;

        private final transient Transferable what;
        private Boolean complete;

        Drop(final Component where, final Transferable what) {
            super(
                    new DropTarget(where, null).getDropTargetContext(),
                    where.getLocation(),
                    DnDConstants.ACTION_COPY,
                    DnDConstants.ACTION_COPY);
            this.what = what;
        }

        @Override
        public void acceptDrop(final int action) {
            assertEquals(DnDConstants.ACTION_COPY, action);
        }

        @Override
        public Transferable getTransferable() {
            return what;
        }

        @Override
        public boolean isDataFlavorSupported(final DataFlavor flavor) {
            return what.isDataFlavorSupported(flavor);
        }

        @Override
        public DataFlavor[] getCurrentDataFlavors() {
            return what.getTransferDataFlavors();
        }

        @Override
        public void dropComplete(final boolean success) {
            complete = success;
        }
    }

    private static void closeWhenShown(final String title) throws Exception {
        final Window viewer = await("the viewer of " + title, () -> window(title));
        SwingUtilities.invokeAndWait(viewer::dispose);
    }

    @AfterEach
    void closeTheListOfFiles() throws Exception {
        if (files != null) SwingUtilities.invokeAndWait(files::dispose);
        WindowManager.closeAllWindows();
    }

    @Test
    void theListenerOfPlainImageJLeadsToTheViewer() throws Exception {
        Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        final File file = recording("plain.abf");
        final DropTargetListener plain = new DragAndDrop();
        final Drop drop = new Drop(new javax.swing.JLabel(), new Dropped(file));
        plain.drop(drop);
        assertTrue(drop.complete);
        closeWhenShown("plain.abf");
    }

    @Test
    void aRecordingThatIsDraggedOntoTheWindowOpens() throws Exception {
        final Person person = Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        final File file = recording("dragged.abf");
        SwingUtilities.invokeAndWait(() -> {
            final JList<File> list = new JList<>(new File[] {file});
            list.setDragEnabled(true);
            list.setSelectedIndex(0);
            list.setTransferHandler(new TransferHandler() {

                private static final long serialVersionUID = 1;

                @Override
                public int getSourceActions(final JComponent from) {
                    return COPY;
                }

                @Override
                protected Transferable createTransferable(final JComponent from) {
                    return new Dropped(file);
                }
            });
            files = new JFrame("Files");
            files.add(list);
            files.setBounds(500, 600, 600, 100);
            files.setAlwaysOnTop(true);
            files.setVisible(true);
        });
        awaitThat("the list of files", files::isShowing);
        person.robot().delay(500);
        // A desktop may lose a drag
        for (int k = 0; k < 3 && window("dragged.abf").isEmpty(); k++) {
            drag(person.robot());
            for (int wait = 0; wait < 100 && window("dragged.abf").isEmpty(); wait++)
                person.robot().delay(50);
        }
        await("the viewer", () -> window("dragged.abf"));
        person.robot().delay(700);
        person.screenshot("dropped");
        closeWhenShown("dragged.abf");
    }

    /** From the list to the line of words of ImageJ's window, as a hand does it. */
    private void drag(final Robot robot) {
        final Point from = files.getContentPane().getLocationOnScreen();
        final Point to = IJ.getInstance().getLocationOnScreen();
        from.translate(60, 8);
        to.translate(200, IJ.getInstance().getHeight() - 12);
        robot.mouseMove(from.x, from.y);
        robot.delay(100);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.delay(100);
        for (int step = 1; step <= 40; step++) {
            robot.mouseMove(from.x + (to.x - from.x) * step / 40, from.y + (to.y - from.y) * step / 40);
            robot.delay(10);
        }
        robot.delay(300);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }

    @Test
    void fileOpenAndMacrosOpenRecordingsInTheViewer() throws Exception {
        Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        final File file = recording("opened.abf");
        new Opener().open(file.getPath());
        closeWhenShown("opened.abf");
        IJ.runMacro("open('" + recording("macro.abf").getPath() + "');");
        closeWhenShown("macro.abf");
    }

    @Test
    void imagesStayImageJs() throws Exception {
        Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        final ImagePlus image = IJ.createImage("made", "8-bit ramp", 20, 10, 1);
        final String path = folder.resolve("image.tif").toString();
        IJ.saveAsTiff(image, path);
        new DragAndDrop().openFile(new File(path));
        assertEquals(
                20,
                await("the image", () -> java.util.Optional.ofNullable(WindowManager.getImage("image.tif")))
                        .getWidth());
        final Path unknown = Files.write(folder.resolve("unknown.xyz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        final Object asked = IJ.runPlugIn("HandleExtraFileTypes", unknown.toString());
        assertEquals(0, assertInstanceOf(ImagePlus.class, asked).getWidth(), "nothing was opened");
    }
}
