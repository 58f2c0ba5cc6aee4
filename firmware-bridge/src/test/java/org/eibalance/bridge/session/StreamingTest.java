package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;

import org.eibalance.bridge.link.PosixDevice;
import org.eibalance.bridge.link.SerialLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A minute of real time to a device in a process of its own, at each rate, while
 * garbage is made and collected all the time. Seconds: the system property
 * {@code streaming.seconds}.
 */
@Tag("long")
class StreamingTest {

	private static final int LOOP_HZ = 20_000;
	private static final int SECONDS = Integer.getInteger("streaming.seconds", 60);

	/** Keeps the collector at work. */
	private static Thread garbage(final AtomicBoolean enough) {
		final Thread thread = new Thread(() -> {
			final byte[][] some = new byte[64][];
			for (int k = 0; !enough.get(); k++) {
				some[k % some.length] = new byte[1 << 18];
				if (k % 20_000 == 0) System.gc();
				if (k % 64 == 0) Thread.yield();
			}
		}, "garbage");
		thread.setDaemon(true);
		return thread;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_000, 10_000, 20_000 })
	void noSampleOfAMinuteIsLateThoughGarbageIsCollected(final int streamHz) throws Exception {
		final AtomicBoolean enough = new AtomicBoolean();
		try (PosixDevice device = PosixDevice.start(LOOP_HZ); Session session = Session.open(SerialLink.open(device.path(),
			SerialLink.DEFAULT_BAUD)))
		{
			final SampleStream stream = SampleStream.of(Plans.waves(SECONDS, 1000.0 / streamHz), 1, 1, LOOP_HZ, streamHz);
			final long[] count = new long[1];
			final RunListener counter = new Kept() {

				@Override
				public void samples(final float[][] samples, final int length) {
					count[0] += length;
				}
			};
			final Thread garbage = garbage(enough);
			garbage.start();
			final RunOutcome outcome = session.run(Plans.streamed(stream, LOOP_HZ, 2), counter);
			enough.set(true);
			garbage.join();
			System.out.println("streaming " + streamHz + " Hz, " + SECONDS + " s: " + outcome.sentence() + " underruns " + outcome
				.underruns() + ", missing " + outcome.missing() + ", resent " + outcome.resent() + ", round trip p50 " + session
					.roundTripUs(0.5) + " us, p99 " + session.roundTripUs(0.99) + " us, longest " + session.roundTripUs(1) + " us");
			assertTrue(outcome.complete(), outcome.sentence());
			assertEquals(0, outcome.underruns());
			assertEquals((stream.ticks() + 1) / 2, count[0]);
		}
	}
}
