package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.eibalance.bridge.link.ModelCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/**
 * Hours of virtual time with one device and line after bad line. The minutes are the
 * system property {@code soak.minutes}.
 */
class SoakTest {

	private static final int LOOP_HZ = 20_000;
	private static final int MINUTES = Integer.getInteger("soak.minutes", 10);

	/** g of the plan times its widest driving force, with some room: never met in a good run. */
	private static final double LIMIT_PA = Plans.LIMIT_PA;

	private final Map<FaultyLink.Trouble, int[]> counts = new EnumMap<>(FaultyLink.Trouble.class);

	@Test
	void whateverTheLineDoesTheCurrentKeepsItsLimitAndNoGapIsUnmarked() {
		final WasmDevice device = new WasmDevice(ModelCell.passive(), LOOP_HZ, 1);
		final SplittableRandom random = new SplittableRandom(11);
		final FaultyLink.Trouble[] troubles = FaultyLink.Trouble.values();
		long heapEarly = 0;
		int round = 0;
		for (; device.nowNs() < MINUTES * 60_000_000_000L; round++) {
			final FaultyLink.Trouble trouble = troubles[round % troubles.length];
			final FaultyLink link = new FaultyLink(device, trouble, random.nextLong(), LIMIT_PA);
			final String where = "round " + round + ", " + trouble;
			int runs = 0;
			try (Session session = Session.open(link, random.nextLong())) {
				session.clear();
				for (; runs < 4; runs++) run(session, random, trouble, where);
				if (round % 3 == 0) secondHost(session, device, random, where);
				if (round % 5 == 0) session.vanish();
			}
			catch (final InputException e) {
				/* On a bad line the host may give up; on a good one it must not. */
				assertFalse(trouble == FaultyLink.Trouble.NONE && round % 3 != 0, where + ": " + e.getMessage());
			}
			link.alone(300_000_000L);
			assertEquals(0, link.aboveLimitPa(), where);
			assertEquals(0, link.silentPa(), where);
			assertEquals(0, device.currentPa(), where);
			if (round == 40) heapEarly = heap();
		}
		final long heapLate = heap();
		assertTrue(round < 50 || heapLate < heapEarly + 8_000_000, "heap grew from " + heapEarly + " to " + heapLate);
		counts.forEach((trouble, n) -> System.out.println("soak, " + trouble + ": " + n[0] + " runs, " + n[1] +
			" to their end, " + n[2] + " samples missing"));
		/* A good line loses nothing, and no kind of trouble lets no run through. */
		assertEquals(0, counts.get(FaultyLink.Trouble.NONE)[2]);
		counts.forEach((trouble, n) -> assertTrue(n[1] > 0, trouble + ": no run went on to its end"));
	}

	private void run(final Session session, final SplittableRandom random, final FaultyLink.Trouble trouble,
		final String where)
	{
		final SampleStream stream = SampleStream.of(Plans.waves(random.nextDouble(0.5, 4), 0.2), 1, 1, LOOP_HZ, 5_000);
		final Kept kept = new Kept();
		session.clear();
		final RunOutcome outcome = session.run(Plans.streamed(stream, LOOP_HZ, 10), kept);
		assertEquals(outcome.missing(), kept.missing(), where);
		assertEquals(outcome.samples(), kept.length(), where);
		if (outcome.complete() && outcome.underruns() == 0) {
			assertEquals((stream.ticks() + 9) / 10, kept.length(), where);
			law(kept, where);
		}
		final int[] n = counts.computeIfAbsent(trouble, t -> new int[3]);
		n[0]++;
		if (outcome.complete()) n[1]++;
		n[2] += (int) outcome.missing();
	}

	/** No wrong sample, and none in a wrong place: each current is that of the V and the conductances beside it. */
	private static void law(final Kept kept, final String where) {
		for (int k = 0; k < kept.length(); k++) {
			final double v = kept.channel(0)[k];
			final double law = kept.channel(3)[k] * (0 - v) + kept.channel(4)[k] * (-75 - v);
			if (!Double.isNaN(law)) assertEquals(law, kept.channel(1)[k], 0.15, where + ", sample " + k);
		}
	}

	/** Another program opens a session: the first one's current ramps down, and the first one is told. */
	private static void secondHost(final Session first, final WasmDevice device, final SplittableRandom random,
		final String where)
	{
		final FaultyLink line = new FaultyLink(device, FaultyLink.Trouble.NONE, 1, LIMIT_PA);
		try (Session second = Session.open(line, random.nextLong())) {
			second.clear();
			assertTrue(second.run(Plans.constant(1, 1, 0, LOOP_HZ, 10, 2_000), new Kept()).complete(), where);
		}
		final InputException e = org.junit.jupiter.api.Assertions.assertThrows(InputException.class, first::clear);
		assertTrue(e.getMessage().contains("does not answer") || e.getMessage().contains("silent") || e.getMessage()
			.contains("gone"), e.getMessage());
	}

	private static long heap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}
}
