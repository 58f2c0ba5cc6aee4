package org.eibalance.window.trace;

import static org.eibalance.Person.await;
import static org.eibalance.Person.awaitThat;
import static org.eibalance.Person.focusOwner;
import static org.eibalance.Person.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.Color;
import java.awt.Point;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.SwingUtilities;
import org.eibalance.Person;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.command.recording.SweepLayout;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The viewer as a person uses it, with keys and mouse. */
class TraceWindowsTest {

    @TempDir
    Path folder;

    private TraceWindow viewer;

    private Person open(final AnalysisStarter starter) throws Exception {
        final Person person = Person.atTheScreen();
        final Path file = Files.copy(Path.of("../sample-data/pair-hd.abf"), folder.resolve("pair.abf"));
        final Recording recording = Formats.open(file);
        final AnnotationKeeper.Found found = AnnotationKeeper.find(store(), recording.file());
        SwingUtilities.invokeAndWait(() -> viewer = TraceViewer.show(recording, found, starter, view -> view));
        awaitThat("the focus", () -> focusOwner() == viewer.canvas());
        upToDate();
        return person;
    }

    @AfterEach
    void close() throws Exception {
        if (viewer != null) SwingUtilities.invokeAndWait(viewer::dispose);
    }

    private void upToDate() throws Exception {
        awaitThat("the picture", () -> viewer.canvas().isUpToDate());
    }

    private void until(final String what, final java.util.function.Predicate<TraceView> so) throws Exception {
        awaitThat(what, () -> so.test(viewer.view()));
        upToDate();
    }

    private AnnotationStore store() {
        return AnnotationStore.ofUser();
    }

    private Annotations kept() {
        return store().read(folder.resolve("pair.abf"));
    }

    @Test
    void keysGoThroughSweepsAndLayouts() throws Exception {
        final Person person = open((entry, values, done) -> {});
        assertEquals(SweepLayout.OVERLAID, viewer.view().layout());
        person.screenshot("viewer-overlaid");
        person.press(KeyEvent.VK_S);
        until("the stack", view -> view.layout() == SweepLayout.STACKED);
        person.screenshot("viewer-stacked");
        person.press(KeyEvent.VK_I);
        person.press(KeyEvent.VK_PAGE_DOWN);
        person.press(KeyEvent.VK_PAGE_DOWN);
        until("sweep 2 by itself", view -> view.layout() == SweepLayout.SINGLE && view.sweep() == 2);
        person.press(KeyEvent.VK_C);
        person.press(KeyEvent.VK_G);
        until("commands and the mean", view -> view.shows(Shown.COMMANDS) && view.shows(Shown.AVERAGE));
        person.press(KeyEvent.VK_D);
        person.press(KeyEvent.VK_EQUALS, KeyEvent.VK_CONTROL);
        awaitThat("the dark ground", () -> viewer.scene().palette().equals(Palette.DARK));
        upToDate();
        person.screenshot("viewer-dark");
        person.press(KeyEvent.VK_2);
        until("one channel", view -> view.channels().equals(List.of(0)));
    }

    @Test
    void theWheelZoomsAndDraggingMovesWithTheTrace() throws Exception {
        final Person person = open((entry, values, done) -> {});
        final TraceWindow shown = viewer;
        final TraceGeometry whole = shown.canvas().geometry().orElseThrow();
        final double aboutMs = 500;
        final Point at = new Point(
                (int) Math.round(whole.x(aboutMs)), whole.panels().get(0).area().y + 40);
        SwingUtilities.convertPointToScreen(at, shown.canvas());
        person.robot().mouseMove(at.x, at.y);
        person.robot().mouseWheel(-5);
        until("a nearer view", view -> view.time().widthMs() < 1000);
        final TraceGeometry near = shown.canvas().geometry().orElseThrow();
        assertEquals(whole.x(aboutMs), near.x(aboutMs), 2, "what is under the pointer stays there");
        person.robot().mousePress(InputEvent.BUTTON1_DOWN_MASK);
        person.robot().mouseMove(at.x + 60, at.y);
        person.robot().mouseMove(at.x + 120, at.y);
        person.robot().mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        until("an earlier view", view -> view.time().fromMs() < near.time().fromMs());
        assertEquals(
                whole.x(aboutMs) + 120,
                shown.canvas().geometry().orElseThrow().x(aboutMs),
                2,
                "the trace goes with the pointer");
    }

    @Test
    void theTraceOnTheScreenIsTheOneInTheFile() throws Exception {
        final Person person = open((entry, values, done) -> {});
        person.press(KeyEvent.VK_I);
        until("one sweep", view -> view.layout() == SweepLayout.SINGLE);
        final BufferedImage picture = viewer.canvas().picture().orElseThrow();
        final TraceGeometry where = viewer.canvas().geometry().orElseThrow();
        final TraceGeometry.Panel panel = where.panels().get(0);
        final ValueRange range = viewer.data().range(viewer.view(), 0);
        final double[] values = viewer.data().recording().read(0, 0);
        final Color colour = viewer.scene().palette().trace(0);
        int hits = 0;
        int tried = 0;
        for (int x = panel.area().x + 5; x < panel.area().x + panel.area().width - 5; x += 7, tried++) {
            final int sample =
                    (int) Math.round(where.timeMs(x + 0.5) / viewer.data().stepMs(0));
            final int y = (int) Math.round(panel.y(range, values[Math.min(values.length - 1, sample)]));
            for (int dy = -2; dy <= 2; dy++) {
                if ((picture.getRGB(x, y + dy) & 0xffffff) != (colour.getRGB() & 0xffffff)) continue;
                hits++;
                break;
            }
        }
        assertTrue(hits > 0.97 * tried, hits + " of " + tried);
    }

    @Test
    void whatAPersonAddsIsKeptBesideTheRecordingAndCanBeUndone() throws Exception {
        final Person person = open((entry, values, done) -> {});
        final byte[] before = Files.readAllBytes(folder.resolve("pair.abf"));
        person.press(KeyEvent.VK_PAGE_DOWN);
        person.press(KeyEvent.VK_X);
        awaitThat("the exclusion in the file", () -> kept().excludedSweeps().equals(Set.of(1)));
        person.screenshot("viewer-excluded");
        person.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        awaitThat("no exclusion in the file", () -> kept().excludedSweeps().isEmpty());
        person.press(KeyEvent.VK_A);
        person.press(KeyEvent.VK_RIGHT, KeyEvent.VK_ALT);
        person.press(KeyEvent.VK_B);
        for (int i = 0; i < 40; i++) person.press(KeyEvent.VK_RIGHT, KeyEvent.VK_CONTROL);
        until("both cursors apart", view -> view.between() != null);
        person.press(KeyEvent.VK_R);
        await("the question for a name", () -> window("Input"));
        person.robot().delay(300);
        person.type("up state");
        person.press(KeyEvent.VK_ENTER);
        awaitThat("the region in the file", () -> kept().regions().size() == 1);
        assertEquals("up state", kept().regions().get(0).label());
        assertEquals(1, kept().regions().get(0).sweep());
        awaitThat("the focus", () -> focusOwner() == viewer.canvas());
        person.press(KeyEvent.VK_M);
        awaitThat("the measures", () -> ResultsTable.getResultsTable("Measures") != null);
        final ResultsTable measures = ResultsTable.getResultsTable("Measures");
        assertEquals(
                viewer.view().between().widthMs(),
                measures.getValue("to_ms", 0) - measures.getValue("from_ms", 0),
                0.2);
        assertTrue(viewer.readout().contains("B \u2212 A"), viewer.readout());
        person.screenshot("viewer-region");
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(folder.resolve("pair.abf"))));
    }

    @Test
    void annotationsOfAnotherStateOfTheRecordingAreNotWrittenOver() throws Exception {
        Person.atTheScreen();
        final Path file = folder.resolve("pair.abf");
        Files.copy(Path.of("../sample-data/pair-hh.abf"), file);
        final Path kept = store().write(file, Annotations.none().withExcludedSweeps(Set.of(7)));
        final byte[] before = Files.readAllBytes(kept);
        Files.delete(file);
        final Person person = open((entry, values, done) -> {});
        assertTrue(viewer.status().contains("another state"), viewer.status());
        person.press(KeyEvent.VK_X);
        awaitThat("the refusal", () -> viewer.status().startsWith("Not saved"));
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(kept)));
    }

    @Test
    void anAnalysisIsStartedFromTheMenuWithWhatIsShown() throws Exception {
        final java.util.Map<String, String> given = new java.util.concurrent.ConcurrentHashMap<>();
        final Person person = open((entry, values, done) -> {
            given.put("command", entry.name());
            given.putAll(values);
        });
        person.press(KeyEvent.VK_I);
        person.press(KeyEvent.VK_PAGE_DOWN);
        until("sweep 1", view -> view.sweep() == 1);
        person.press(KeyEvent.VK_A, KeyEvent.VK_ALT);
        person.robot().delay(500);
        person.screenshot("viewer-analyse");
        final int steps =
                SelectionInputs.analyses().stream().map(e -> e.name()).toList().indexOf("correlate-pair");
        // the first entry is chosen already when a menu is opened by its letter
        for (int i = 0; i < steps; i++) person.press(KeyEvent.VK_DOWN);
        person.press(KeyEvent.VK_ENTER);
        awaitThat("the start", () -> given.containsKey("command"));
        assertEquals("correlate-pair", given.get("command"));
        assertEquals("1", given.get("sweeps"));
        assertEquals(folder.resolve("pair.abf").toString(), given.get("recording"));
    }

    @Test
    void aFileThatIsDroppedOnTheViewerOpensInAnother() throws Exception {
        open((entry, values, done) -> {});
        final java.io.File other = Files.copy(Path.of("../sample-data/pair-dh.abf"), folder.resolve("other.abf"))
                .toFile();
        final java.awt.datatransfer.Transferable dropped = new java.awt.datatransfer.Transferable() {

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
                return List.of(other);
            }
        };
        assertTrue(viewer.getRootPane()
                .getTransferHandler()
                .importData(new javax.swing.TransferHandler.TransferSupport(viewer.getRootPane(), dropped)));
        final java.awt.Window second = await("the second viewer", () -> window("other.abf"));
        SwingUtilities.invokeAndWait(second::dispose);
    }

    @Test
    void eventsAreAcceptedAndRejectedByKey() throws Exception {
        final Person person = open((entry, values, done) -> {});
        SwingUtilities.invokeAndWait(() -> viewer.showEvents(
                0,
                List.of(
                        new ShownEvent(0, 0, 100, Optional.empty()),
                        new ShownEvent(0, 0, 250, Optional.empty()),
                        new ShownEvent(0, 3, 400, Optional.empty()))));
        person.press(KeyEvent.VK_PERIOD);
        person.press(KeyEvent.VK_Y);
        person.press(KeyEvent.VK_PERIOD);
        person.press(KeyEvent.VK_N);
        person.press(KeyEvent.VK_PERIOD);
        awaitThat("two verdicts in the file", () -> kept().events().size() == 2);
        assertTrue(kept().events().get(0).accepted());
        assertFalse(kept().events().get(1).accepted());
        until("the sweep of the third", view -> view.sweep() == 3);
        person.press(KeyEvent.VK_COMMA);
        person.press(KeyEvent.VK_U);
        awaitThat("one verdict in the file", () -> kept().events().size() == 1);
        person.screenshot("viewer-events");
    }

    @Test
    void samplesAndPicturesGoToTheClipboardAndToPlots() throws Exception {
        final Person person = open((entry, values, done) -> {});
        person.press(KeyEvent.VK_I);
        until("one sweep", view -> view.layout() == SweepLayout.SINGLE);
        person.press(KeyEvent.VK_C, KeyEvent.VK_CONTROL);
        awaitThat(
                "the picture on the clipboard",
                () -> onTheQueue(() -> Toolkit.getDefaultToolkit()
                        .getSystemClipboard()
                        .isDataFlavorAvailable(DataFlavor.imageFlavor)));
        person.press(KeyEvent.VK_C, KeyEvent.VK_CONTROL, KeyEvent.VK_ALT);
        awaitThat("samples on the clipboard", () -> text().startsWith("sweep,time_ms,"));
        assertEquals(1 + viewer.data().recording().samples(0, 0), text().lines().count());
        person.press(KeyEvent.VK_C, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        awaitThat("SVG on the clipboard", () -> text().contains("<svg"));
        person.press(KeyEvent.VK_P, KeyEvent.VK_CONTROL);
        await("the plot", () -> window("pair.abf: "));
        IJ.wait(500);
        person.screenshot("viewer-plot");
    }

    private static String text() {
        return onTheQueue(() -> {
            try {
                return (String) Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
            } catch (final java.awt.datatransfer.UnsupportedFlavorException
                    | java.io.IOException
                    | IllegalStateException e) {
                return "";
            }
        });
    }

    /** Two threads that meet Java's clipboard of X11 for the first time at once wait for each other for ever. */
    private static <T> T onTheQueue(final Supplier<T> look) {
        final AtomicReference<T> seen = new AtomicReference<>();
        try {
            SwingUtilities.invokeAndWait(() -> seen.set(look.get()));
        } catch (final InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        return seen.get();
    }

    @Test
    void everyActionHasItsKeyAndNoKeyHasTwoActions() throws Exception {
        open((entry, values, done) -> {});
        final Set<Object> keys = new HashSet<>();
        for (int m = 0; m < viewer.getJMenuBar().getMenuCount(); m++) {
            final JMenu menu = viewer.getJMenuBar().getMenu(m);
            assertTrue(menu.getMnemonic() != 0, menu.getText());
            for (int i = 0; i < menu.getItemCount(); i++) {
                final JMenuItem item = menu.getItem(i);
                // analyses have no keys of their own; Alt-A and the arrows lead to them
                if (item == null || menu.getText().equals("Analyse")) continue;
                assertNotNull(item.getAccelerator(), item.getText());
                assertTrue(keys.add(item.getAccelerator()), item.getText());
            }
        }
        assertNotNull(viewer.canvas().getAccessibleContext().getAccessibleName());
        assertTrue(viewer.canvas()
                .getAccessibleContext()
                .getAccessibleDescription()
                .contains("sweep 0"));
    }
}
