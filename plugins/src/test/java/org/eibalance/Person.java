package org.eibalance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Someone in front of a screen: looks, types, and waits for what must come. */
public final class Person {

    private static final long PATIENCE_MS = 30_000;
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Robot robot;

    private Person() throws AWTException {
        robot = new Robot();
        robot.setAutoDelay(20);
    }

    /** Someone at this display; the test is skipped where there is none. */
    public static Person atTheScreen() throws AWTException {
        if (GraphicsEnvironment.isHeadless())
            System.out.println("skipped: windows need a display and -Dtests.headless=false");
        assumeFalse(GraphicsEnvironment.isHeadless(), "windows need a display and -Dtests.headless=false");
        return new Person();
    }

    /** The mouse and the keys. */
    public Robot robot() {
        return robot;
    }

    /** A window that is shown, by the start of its title. */
    public static Optional<Window> window(final String title) {
        for (final Window window : Window.getWindows()) {
            if (!window.isVisible()) continue;
            if (window instanceof java.awt.Dialog d && title.equals(d.getTitle())) return Optional.of(window);
            if (window instanceof java.awt.Frame f && f.getTitle().startsWith(title)) return Optional.of(window);
        }
        return Optional.empty();
    }

    /** Waits for something to be there. */
    public static <T> T await(final String what, final Supplier<Optional<T>> look) throws InterruptedException {
        final long until = System.currentTimeMillis() + PATIENCE_MS;
        while (System.currentTimeMillis() < until) {
            final Optional<T> found = look.get();
            if (found.isPresent()) return found.get();
            Thread.sleep(50);
        }
        return fail(what + " did not come");
    }

    /** Waits for something to be so. */
    public static void awaitThat(final String what, final BooleanSupplier look) throws InterruptedException {
        await(what, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Who gets the keys. */
    public static Component focusOwner() {
        return KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    }

    /**
     * As a person does it: the next key only after the focus has moved, for keys that overtake the focus go to the
     * wrong input.
     */
    public void nextInput() throws InterruptedException {
        final Component before = focusOwner();
        press(KeyEvent.VK_TAB);
        await("the next input", () -> Optional.ofNullable(focusOwner()).filter(c -> c != before));
    }

    /** Presses a key while others are held. */
    public void press(final int key, final int... held) {
        for (final int modifier : held) robot.keyPress(modifier);
        robot.keyPress(key);
        robot.keyRelease(key);
        for (int i = held.length - 1; i >= 0; i--) robot.keyRelease(held[i]);
    }

    /** Types a text. */
    public void type(final String text) {
        for (final char c : text.toCharArray()) {
            final boolean shift = Character.isUpperCase(c) || c == '_';
            final int key = c == '_' ? KeyEvent.VK_MINUS : KeyEvent.getExtendedKeyCodeForChar(Character.toLowerCase(c));
            if (shift) press(key, KeyEvent.VK_SHIFT);
            else press(key);
        }
    }

    /** A window, once all of it is painted: when it has not changed for a while. */
    public BufferedImage still(final Window window) throws InterruptedException {
        final BufferedImage[] last = {null};
        final int[] alike = {0};
        awaitThat("a picture that stands still", () -> {
            robot.delay(120);
            final BufferedImage now = robot.createScreenCapture(window.getBounds());
            alike[0] = last[0] != null && areAlike(last[0], now) ? alike[0] + 1 : 0;
            last[0] = now;
            return alike[0] >= 3;
        });
        return last[0];
    }

    /** But for a cursor that blinks. */
    private static boolean areAlike(final BufferedImage a, final BufferedImage b) {
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) return false;
        int different = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) if (a.getRGB(x, y) != b.getRGB(x, y)) different++;
        }
        return different < 60;
    }

    /** Keeps a picture of the screen, for people who look at what the tests saw. */
    public void screenshot(final String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        ImageIO.write(
                robot.createScreenCapture(
                        new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())),
                "png",
                SCREENSHOTS.resolve(name + ".png").toFile());
    }
}
