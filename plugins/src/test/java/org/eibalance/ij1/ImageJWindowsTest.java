package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plain ImageJ as a person uses it: a dialog filled by keys, windows, the recorder, and the recorded line replayed
 * without a display. Pictures of the screen stay in target/screenshots.
 */
class ImageJWindowsTest {

    private static final long PATIENCE_MS = 30_000;
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    Path folder;

    @Test
    void aDialogIsFilledByKeysAndTheRecordedLineReplaysWithoutADisplay() throws Exception {
        if (GraphicsEnvironment.isHeadless())
            System.out.println("skipped: windows need a display and -Dtests.headless=false");
        assumeFalse(GraphicsEnvironment.isHeadless(), "windows need a display and -Dtests.headless=false");
        final Robot robot = new Robot();
        robot.setAutoDelay(20);
        final Path recording = Files.copy(Path.of("../sample-data/pair-hd.abf"), folder.resolve("pair.abf"));

        ImageJMenu.open();
        new Recorder();
        IJ.doCommand("Correlate Pair...");
        final Window dialog = await("the dialog", () -> window("Correlate Pair..."));
        robot.delay(1000);
        type(robot, recording.toString());
        // The Browse button, cell A, cell B, the longest lag.
        for (int i = 0; i < 4; i++) nextInput(robot);
        type(robot, "100");
        screenshot(robot, "dialog");
        press(robot, KeyEvent.VK_ENTER);
        await("the summary", () -> Optional.ofNullable(WindowManager.getFrame("pair/correlate-pair: summary.csv")));
        await("the correlogram", () -> window("pair/correlate-pair: correlation r"));
        robot.delay(1500);
        screenshot(robot, "windows");
        assertTrue(!dialog.isVisible());

        final String line = Recorder.getInstance()
                .getText()
                .lines()
                .filter(l -> l.contains("Correlate Pair..."))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("max_lag_ms=100"), line);
        final Path written = Path.of("output/pair/correlate-pair");
        final byte[] summary = Files.readAllBytes(written.resolve("summary.csv"));
        final byte[] correlogram = Files.readAllBytes(written.resolve("correlogram.csv"));
        final String options = line.substring(line.indexOf(", \"") + 3, line.lastIndexOf('"'));
        replay(options.replace("output=output", "output=" + folder.resolve("again")));
        final Path again = folder.resolve("again/pair/correlate-pair");
        assertTrue(Arrays.equals(summary, Files.readAllBytes(again.resolve("summary.csv"))));
        assertTrue(Arrays.equals(correlogram, Files.readAllBytes(again.resolve("correlogram.csv"))));
    }

    private static Optional<Window> window(final String title) {
        for (final Window window : Window.getWindows()) {
            if (!window.isVisible()) continue;
            if (window instanceof java.awt.Dialog d && title.equals(d.getTitle())) return Optional.of(window);
            if (window instanceof java.awt.Frame f && f.getTitle().startsWith(title)) return Optional.of(window);
        }
        return Optional.empty();
    }

    private static <T> T await(final String what, final Supplier<Optional<T>> look) throws InterruptedException {
        final long until = System.currentTimeMillis() + PATIENCE_MS;
        while (System.currentTimeMillis() < until) {
            final Optional<T> found = look.get();
            if (found.isPresent()) return found.get();
            Thread.sleep(100);
        }
        return fail(what + " did not open");
    }

    /**
     * As a person does it: the next key only after the focus has moved, for keys that overtake the focus go to the
     * wrong input.
     */
    private static void nextInput(final Robot robot) throws InterruptedException {
        final Component before = focusOwner();
        press(robot, KeyEvent.VK_TAB);
        await("the next input", () -> Optional.ofNullable(focusOwner()).filter(c -> c != before));
    }

    private static Component focusOwner() {
        return KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    }

    private static void press(final Robot robot, final int key) {
        robot.keyPress(key);
        robot.keyRelease(key);
    }

    private static void type(final Robot robot, final String text) {
        for (final char c : text.toCharArray()) {
            final boolean shift = Character.isUpperCase(c) || c == '_';
            if (shift) robot.keyPress(KeyEvent.VK_SHIFT);
            press(robot, c == '_' ? KeyEvent.VK_MINUS : KeyEvent.getExtendedKeyCodeForChar(Character.toLowerCase(c)));
            if (shift) robot.keyRelease(KeyEvent.VK_SHIFT);
        }
    }

    private static void screenshot(final Robot robot, final String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        ImageIO.write(
                robot.createScreenCapture(
                        new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())),
                "png",
                SCREENSHOTS.resolve(name + ".png").toFile());
    }

    private static void replay(final String options) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeadlessReplay.class.getName(),
                        "correlate-pair",
                        options))
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
    }
}
