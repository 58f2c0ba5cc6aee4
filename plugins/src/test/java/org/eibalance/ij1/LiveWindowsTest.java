package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import org.eibalance.WatchedDevice;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.InjectionSource;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.waveform.ConductancePair;
import org.eibalance.window.LiveWindow;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The live window, driven by keys. */
class LiveWindowsTest {

    private static final int LOOP_HZ = 20_000;
    private static final int STOPPED = 0;
    private static final int ZERO = 1;

    private static Frame window() throws InterruptedException {
        for (int k = 0; k < 200; k++) {
            final Optional<Frame> found = Arrays.stream(Frame.getFrames())
                    .filter(f -> f.isShowing() && String.valueOf(f.getTitle()).startsWith("Dynamic clamp"))
                    .findFirst();
            if (found.isPresent()) return found.get();
            Thread.sleep(50);
        }
        throw new AssertionError("the live window did not come");
    }

    private static void needDisplay() {
        Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), () -> {
            System.out.println("skipped: no display for the live window");
            return "no display";
        });
    }

    /** Two minutes of conductances that go up and down, recorded at about so many samples a second. */
    private static RunPlan waves(final Session session, final int telemetryHz) {
        final int n = 600_000;
        final double[] e = new double[n];
        final double[] i = new double[n];
        for (int k = 0; k < n; k++) {
            e[k] = 4 + 3 * Math.sin(k / 300.0);
            i[k] = 10 + 8 * Math.sin(k / 500.0);
        }
        return new Injection(
                        new InjectionSource.Streamed(new ConductancePair(0.2, e, i, "waves", 0)),
                        1,
                        1,
                        0,
                        -80,
                        0,
                        0,
                        List.of(),
                        0,
                        0,
                        telemetryHz,
                        0)
                .plan(session.device(), new StabilityLimit(0, 0, 100, 100));
    }

    /**
     * Windows of tests before may have the focus, or lie above this one: a click on top of all gives it the focus. A
     * window is active before anything in it has the focus, and a key that comes between is lost.
     */
    private static void focus(final Robot robot, final Frame window) {
        try {
            EventQueue.invokeAndWait(() -> {
                // What tests before have left open
                for (final Window w : Window.getWindows()) if (w instanceof Dialog && w.isShowing()) w.dispose();
                window.setAlwaysOnTop(true);
                window.toFront();
            });
        } catch (final InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        for (int k = 0; k < 100 && !hasFocus(window); k++) {
            if (k % 5 == 0) {
                // The desktop moves a new window to its place: where it is now, not where it was.
                final Point place = window.getLocationOnScreen();
                robot.mouseMove(place.x + window.getWidth() / 2, place.y + window.getHeight() / 3);
                robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
                robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
                EventQueue.invokeLater(window::requestFocus);
            }
            robot.delay(100);
        }
        assertTrue(
                hasFocus(window),
                () -> "the window has the focus, not "
                        + KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow());
        robot.waitForIdle();
    }

    /** The hardest place for a key: the focus in the window itself, as after a click beside everything. */
    private static void inNoComponent(final Robot robot, final Frame window) {
        EventQueue.invokeLater(window::requestFocus);
        final KeyboardFocusManager focus = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        for (int k = 0; k < 100 && focus.getFocusOwner() != window; k++) robot.delay(20);
        assertEquals(window, focus.getFocusOwner());
    }

    private static boolean hasFocus(final Frame window) {
        final KeyboardFocusManager focus = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        return focus.getActiveWindow() == window && focus.getFocusOwner() != null;
    }

    @Test
    void escapeStopsTheCurrentAndTheWindowClosesWithTheSession() throws Exception {
        needDisplay();
        final Session session = Session.open(new RealTimeDevice(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1)));
        LiveWindow.open(session);
        final Callable<RunOutcome> work = () -> session.run(waves(session, 2000), new Seen());
        final FutureTask<RunOutcome> running = new FutureTask<>(work);
        final Thread runner = new Thread(running);
        runner.start();
        final Frame window = window();
        while (session.status().state() != DeviceState.RUNNING) Thread.sleep(10);
        Thread.sleep(3000);
        final Robot robot = new Robot();
        final Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        ImageIO.write(
                robot.createScreenCapture(window.getBounds()),
                "png",
                folder.resolve("live-window.png").toFile());
        // The key acts in any window of the program, if one of them has the focus.
        if (KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow() == null) focus(robot, window);
        robot.keyPress(KeyEvent.VK_ESCAPE);
        robot.keyRelease(KeyEvent.VK_ESCAPE);
        final RunOutcome outcome = running.get(5, TimeUnit.SECONDS);
        assertTrue(outcome.stopped());
        assertEquals(outcome.endTick(), outcome.zeroTick(), "a cut, not a ramp");
        session.close();
        for (int k = 0; k < 100 && window.isShowing(); k++) Thread.sleep(20);
        assertTrue(!window.isShowing(), "the window is closed");
    }

    /**
     * On virtual time, which stands still while the key is on its way through the desktop, and in which the current is
     * looked at in every tick.
     */
    @Test
    void everyWayToStopEndsTheCurrentWithinOneBlockOfTelemetry() throws Exception {
        needDisplay();
        final Robot robot = new Robot();
        final Map<String, Consumer<Frame>> ways = new LinkedHashMap<>();
        for (final int key : new int[] {KeyEvent.VK_ESCAPE, KeyEvent.VK_SPACE, KeyEvent.VK_ENTER})
            ways.put(KeyEvent.getKeyText(key), window -> {
                focus(robot, window);
                inNoComponent(robot, window);
                robot.keyPress(key);
                robot.keyRelease(key);
            });
        ways.put("button", window -> {
            final Component stop = button(window);
            final Point at = stop.getLocationOnScreen();
            robot.mouseMove(at.x + stop.getWidth() / 2, at.y + stop.getHeight() / 2);
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        });
        ways.put("closing", window -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
        for (final Map.Entry<String, Consumer<Frame>> way : ways.entrySet()) {
            final long[] tick = {0, 0};
            final WatchedDevice device = new WatchedDevice(EmbeddedCell.passive(), d -> {
                if (tick[STOPPED] > 0 && tick[ZERO] == 0 && d.currentPa() == 0) tick[ZERO] = d.ticks();
            });
            try (Session session = Session.open(device)) {
                LiveWindow.open(session);
                final Frame window = window();
                final RunOutcome outcome = session.run(waves(session, 10_000), new Seen() {

                    private int seen;

                    @Override
                    public void samples(final float[][] samples, final int length) {
                        seen += length;
                        if (seen < 5000 || tick[STOPPED] > 0) return;
                        assertTrue(Math.abs(device.currentPa()) > 10, "a current flows");
                        way.getValue().accept(window);
                        awaitStop(session, way.getKey());
                        tick[STOPPED] = device.ticks();
                    }
                });
                assertTrue(outcome.stopped(), way.getKey());
                final double ms = 1000.0 * (tick[ZERO] - tick[STOPPED]) / WatchedDevice.LOOP_HZ;
                System.out.println("STOP by " + way.getKey() + ": zero after " + ms + " ms");
                // A block of telemetry has 38 samples: 3.8 ms.
                assertTrue(tick[ZERO] > 0 && ms <= 3.8, way.getKey() + ": " + ms + " ms");
                assertEquals(0, device.currentPa());
            }
            for (int k = 0;
                    k < 100
                            && Arrays.stream(Frame.getFrames())
                                    .anyMatch(f -> f.isShowing()
                                            && String.valueOf(f.getTitle()).startsWith("Dynamic clamp"));
                    k++) Thread.sleep(20);
        }
    }

    private static Component button(final Container in) {
        for (final Component c : in.getComponents()) {
            if (c instanceof JButton) return c;
            if (c instanceof Container inner && button(inner) != null) return button(inner);
        }
        return null;
    }

    /** Until the desktop has brought the key, and the window has done what it does. */
    private static void awaitStop(final Session session, final String way) {
        try {
            for (int k = 0; k < 500 && !session.isStopRequested(); k++) Thread.sleep(10);
            EventQueue.invokeAndWait(() -> {});
        } catch (final InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
        assertTrue(session.isStopRequested(), () -> "the stop by " + way + " came");
    }

    /** Seen in the window. */
    private static class Seen implements RunListener {

        @Override
        public void began(final long tick) {
            // seen in the window
        }

        @Override
        public void samples(final float[][] samples, final int length) {
            // seen in the window
        }

        @Override
        public void happened(final double timeS, final String text) {
            // the outcome tells
        }
    }
}
