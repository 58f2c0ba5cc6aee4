package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hours of virtual time with one device and line after bad line; and in the midst of runs hosts that are killed, and
 * others that come. The minutes are the system property {@code soak.minutes}.
 */
@Tag("slow")
class SoakTest {

    private static final int LOOP_HZ = 20_000;
    private static final int[] STREAM_HZ = {5_000, 10_000, 20_000};
    private static final int MINUTES = Integer.getInteger("soak.minutes", 10);
    private static final double LIMIT_PA = Plans.LIMIT_PA;

    private final Map<FaultyLink.Trouble, int[]> counts = new EnumMap<>(FaultyLink.Trouble.class);
    private final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
    private final SplittableRandom random = new SplittableRandom(11);
    private int killed;
    private int pushedAside;

    @Test
    void whateverTheLineDoesTheCurrentKeepsItsLimitAndNoGapIsUnmarked() {
        final Set<Thread> threads = Thread.getAllStackTraces().keySet();
        final FaultyLink.Trouble[] troubles = FaultyLink.Trouble.values();
        long heapEarly = 0;
        int round = 0;
        for (; device.nowNs() < MINUTES * 60_000_000_000L; round++) {
            final FaultyLink.Trouble trouble = troubles[round % troubles.length];
            final FaultyLink link = new FaultyLink(device, trouble, random.nextLong(), LIMIT_PA);
            final String where = "round " + round + ", " + trouble;
            try (Session session = Session.open(link, random.nextLong())) {
                session.clear();
                for (int runs = 0; runs < 4; runs++) run(session, trouble, where, () -> {});
                if (round % 3 == 0) secondHost(session, trouble, where);
                else if (round % 5 == 0) killedHost(session, trouble, where);
            } catch (final InputException e) {
                /* On a bad line the host may give up; on a good one it must not. */
                assertFalse(trouble == FaultyLink.Trouble.NONE, where + ": " + e.getMessage());
            }
            link.alone(300_000_000L);
            assertEquals(0, link.aboveLimitPa(), where);
            assertEquals(0, link.silentPa(), where);
            assertEquals(0, device.currentPa(), where);
            if (round == 40) heapEarly = heap();
        }
        final long heapLate = heap();
        assertTrue(round < 50 || heapLate < heapEarly + 8_000_000, "heap grew from " + heapEarly + " to " + heapLate);
        final Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(threads);
        left.removeIf(t -> !t.getName().startsWith("clamp-") && !t.getName().startsWith("embedded"));
        assertEquals(Set.of(), left, "threads were left");
        counts.forEach((trouble, n) -> System.out.println("soak, " + trouble + ": " + n[0] + " runs, " + n[1]
                + " to their end, " + n[2] + " samples missing, the stream late " + n[3] + " times"));
        System.out.println("soak, " + round + " sessions, " + killed + " hosts killed and " + pushedAside
                + " pushed aside in the midst of a run; heap " + heapEarly / 1024 + " kB early, " + heapLate / 1024
                + " kB late");
        /* A good line loses nothing, and no kind of trouble lets no run through. */
        assertEquals(0, counts.get(FaultyLink.Trouble.NONE)[2]);
        counts.forEach((trouble, n) -> assertTrue(n[1] > 0, trouble + ": no run went on to its end"));
        assertTrue(counts.get(FaultyLink.Trouble.STARVE)[3] > 0, "no stream was late");
        assertTrue(killed > 0 && pushedAside > 0, "no host was killed, or none pushed aside");
    }

    /**
     * @param midst done once, when half of the samples have come
     * @return whether the run went on to its end
     */
    private boolean run(
            final Session session, final FaultyLink.Trouble trouble, final String where, final Runnable midst) {
        final double seconds = random.nextDouble(0.5, 4);
        final int streamHz = STREAM_HZ[random.nextInt(STREAM_HZ.length)];
        final SampleStream stream = SampleStream.of(Plans.waves(seconds, 1000.0 / streamHz), 1, 1, LOOP_HZ, streamHz);
        final int half = (int) (stream.ticks() / 20);
        final Kept kept = new Kept() {

            private boolean done;

            @Override
            public void samples(final float[][] more, final int length) {
                super.samples(more, length);
                if (done || length() < half) return;
                done = true;
                midst.run();
            }
        };
        session.clear();
        final int[] n = counts.computeIfAbsent(trouble, t -> new int[4]);
        n[0]++;
        final RunOutcome outcome;
        try {
            outcome = session.run(Plans.streamed(stream, LOOP_HZ, 10), kept);
        } finally {
            law(kept, where);
        }
        assertEquals(outcome.missing(), kept.missing(), where);
        assertEquals(outcome.samples(), kept.length(), where);
        if (outcome.complete() && outcome.underruns() == 0) {
            assertEquals((stream.ticks() + 9) / 10, kept.length(), where);
        }
        if (outcome.complete()) n[1]++;
        n[2] += (int) outcome.missing();
        n[3] += outcome.underruns();
        return outcome.complete();
    }

    /** No wrong sample, and none in a wrong place: each current is that of the V and the conductances beside it. */
    private static void law(final Kept kept, final String where) {
        for (int k = 0; k < kept.length(); k++) {
            final double v = kept.channel(0)[k];
            final double law = kept.channel(3)[k] * (0 - v) + kept.channel(4)[k] * (-75 - v);
            if (!Double.isNaN(law)) assertEquals(law, kept.channel(1)[k], 0.15, where + ", sample " + k);
        }
    }

    /** Another program opens a session in the midst of a run: the current ramps down, and the first one is told. */
    private void secondHost(final Session first, final FaultyLink.Trouble trouble, final String where) {
        final FaultyLink line = new FaultyLink(device, FaultyLink.Trouble.NONE, 1, LIMIT_PA);
        final boolean[] came = new boolean[1];
        final InputException e = assertThrows(InputException.class, () -> {
            run(first, trouble, where, () -> {
                came[0] = true;
                try (Session second = Session.open(line, random.nextLong())) {
                    assertEquals(0, device.currentPa(), where + ": a session began with a current");
                    second.clear();
                    assertTrue(
                            second.run(Plans.constant(1, 1, 0, LOOP_HZ, 10, 2_000), new Kept())
                                    .complete(),
                            where);
                }
            });
            // On a bad line the run may be over before its middle.
            first.clear();
            throw new InputException("gone: the run was over before the other came");
        });
        assertEquals(0, line.aboveLimitPa(), where);
        assertTrue(
                e.getMessage().contains("does not answer")
                        || e.getMessage().contains("silent")
                        || e.getMessage().contains("gone"),
                where + ": " + e.getMessage());
        if (!came[0]) {
            assertTrue(trouble != FaultyLink.Trouble.NONE, where);
            return;
        }
        pushedAside++;
        assertTrue(
                trouble != FaultyLink.Trouble.NONE || e.getMessage().contains("another program"),
                where + ": " + e.getMessage());
    }

    /** The program is killed in the midst of a run; what the device does then is looked at by the line. */
    private void killedHost(final Session session, final FaultyLink.Trouble trouble, final String where) {
        final boolean[] dead = new boolean[1];
        try {
            run(session, trouble, where, () -> {
                assertTrue(trouble != FaultyLink.Trouble.NONE || device.currentPa() != 0, where);
                dead[0] = true;
                session.dropLink();
            });
        } catch (final InputException e) {
            if (!dead[0]) throw e;
            killed++;
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
