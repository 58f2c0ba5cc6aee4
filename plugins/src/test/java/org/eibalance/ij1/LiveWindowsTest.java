package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

import org.eibalance.bridge.link.ModelCell;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.InjectionSource;
import org.eibalance.waveform.ConductancePair;
import org.eibalance.window.LiveWindow;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The live window, driven by keys. */
class LiveWindowsTest {

	private static final int LOOP_HZ = 20_000;

	private static Frame window() throws InterruptedException {
		for (int k = 0; k < 200; k++) {
			final Optional<Frame> found = Arrays.stream(Frame.getFrames()).filter(f -> f.isShowing() && String.valueOf(f.getTitle()).startsWith(
				"Dynamic clamp")).findFirst();
			if (found.isPresent()) return found.get();
			Thread.sleep(50);
		}
		throw new AssertionError("the live window did not come");
	}

	@Test
	void escapeStopsTheCurrentAndTheWindowClosesWithTheSession() throws Exception {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), () -> {
			System.out.println("skipped: no display for the live window");
			return "no display";
		});
		final int n = 600_000;
		final double[] e = new double[n];
		final double[] i = new double[n];
		for (int k = 0; k < n; k++) {
			e[k] = 4 + 3 * Math.sin(k / 300.0);
			i[k] = 10 + 8 * Math.sin(k / 500.0);
		}
		final Session session = Session.open(new RealTimeDevice(new WasmDevice(ModelCell.passive(), LOOP_HZ, 1)));
		LiveWindow.open(session);
		final Injection injection = new Injection(new InjectionSource.Streamed(new ConductancePair(0.2, e, i, "waves", 0)), 1, 1, 0, -80, 0, 0, List.of(), 0,
			0, 2000, false);
		final Callable<RunOutcome> work = () -> session.run(injection.plan(session.device(), new StabilityLimit(0, 0, 100,
			100)), new RunListener() {

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
			});
		final FutureTask<RunOutcome> running = new FutureTask<>(work);
		final Thread runner = new Thread(running);
		runner.start();
		final Frame window = window();
		while (session.status().state() != DeviceState.RUNNING) Thread.sleep(10);
		Thread.sleep(3000);
		final Robot robot = new Robot();
		final Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		final Rectangle place = window.getBounds();
		ImageIO.write(robot.createScreenCapture(place), "png", folder.resolve("live-window.png").toFile());
		// Windows of tests before may have the focus: the key acts in any window of the program, if one of them has it.
		if (KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow() == null) {
			robot.mouseMove(place.x + place.width / 2, place.y + place.height / 3);
			robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
			robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
			robot.delay(500);
		}
		robot.keyPress(KeyEvent.VK_ESCAPE);
		robot.keyRelease(KeyEvent.VK_ESCAPE);
		final RunOutcome outcome = running.get(5, TimeUnit.SECONDS);
		assertTrue(outcome.stopped());
		/* From the STOP that the device took to zero: its ramp of 10 ms. */
		assertEquals(200, outcome.zeroTick() - outcome.endTick(), 2);
		session.close();
		for (int k = 0; k < 100 && window.isShowing(); k++) Thread.sleep(20);
		assertTrue(!window.isShowing(), "the window is closed");
	}
}
