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
		return Files.copy(Path.of("../sample-data/pair-hd.abf"), folder.resolve(name)).toFile();
	}

	/** A file as another program hands it over. */
	private record Dropped(File file) implements Transferable {

		@Override
		public DataFlavor[] getTransferDataFlavors() {
			return new DataFlavor[] { DataFlavor.javaFileListFlavor };
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
			super(new DropTarget(where, null).getDropTargetContext(), where.getLocation(), DnDConstants.ACTION_COPY,
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
			final JList<File> list = new JList<>(new File[] { file });
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
			files.setVisible(true);
		});
		awaitThat("the list of files", files::isShowing);
		person.robot().delay(500);
		final var from = files.getContentPane().getLocationOnScreen();
		final var to = IJ.getInstance().getLocationOnScreen();
		person.robot().mouseMove(from.x + 60, from.y + 8);
		person.robot().mousePress(InputEvent.BUTTON1_DOWN_MASK);
		for (int step = 1; step <= 20; step++) {
			person.robot().mouseMove(from.x + 60 + (to.x + 200 - from.x - 60) * step / 20, from.y + 8 + (to.y + IJ.getInstance()
				.getHeight() - 12 - from.y - 8) * step / 20);
		}
		person.robot().delay(300);
		person.robot().mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		await("the viewer", () -> window("dragged.abf"));
		person.robot().delay(700);
		person.screenshot("dropped");
		closeWhenShown("dragged.abf");
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
		assertEquals(20, await("the image", () -> java.util.Optional.ofNullable(WindowManager.getImage("image.tif")))
			.getWidth());
		final Path unknown = Files.write(folder.resolve("unknown.xyz"), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 });
		final Object asked = IJ.runPlugIn("HandleExtraFileTypes", unknown.toString());
		assertEquals(0, assertInstanceOf(ImagePlus.class, asked).getWidth(), "nothing was opened");
	}
}
