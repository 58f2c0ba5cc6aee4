package org.eibalance.bridge.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames on a line that loses, adds and changes bytes. */
class FrameTest {

    private static List<Frame> read(final byte[] wire) {
        final List<Frame> frames = new ArrayList<>();
        new FrameReader().accept(wire, 0, wire.length, frames::add);
        return frames;
    }

    @Property
    void aFrameComesBackFromTheWire(
            @ForAll @IntRange(max = 255) final int type,
            @ForAll @IntRange(max = 255) final int flags,
            @ForAll @IntRange(max = 65535) final int session,
            @ForAll @IntRange(max = 65535) final int seq,
            @ForAll @Size(max = 244) final byte[] payload) {
        final Frame frame = new Frame(type, flags, session, seq, payload);
        assertEquals(List.of(frame), read(frame.toWire()));
    }

    @Property
    void afterAnyGarbageOneGoodFrameIsUnderstood(
            @ForAll @Size(max = 700) final byte[] garbage, @ForAll @Size(max = 244) final byte[] payload) {
        final Frame frame = new Frame(5, 0, 7, 9, payload);
        final byte[] wire = frame.toWire();
        final byte[] all = Arrays.copyOf(garbage, garbage.length + wire.length);
        System.arraycopy(wire, 0, all, garbage.length, wire.length);
        assertEquals(List.of(frame), read(all));
    }

    @Property
    void piecesOfAnySizeGiveTheSameFrames(@ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final FrameReader reader = new FrameReader();
        final List<Frame> read = new ArrayList<>();
        final List<Frame> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            final byte[] payload = new byte[random.nextInt(245)];
            random.nextBytes(payload);
            final Frame frame = new Frame(i, 0, 1, i, payload);
            sent.add(frame);
            final byte[] wire = frame.toWire();
            for (int at = 0; at < wire.length; ) {
                final int n = Math.min(wire.length - at, random.nextInt(1, 50));
                reader.accept(wire, at, n, read::add);
                at += n;
            }
        }
        assertEquals(sent, read);
        assertEquals(0, reader.errors());
    }

    @Property
    void commandsComeBack(
            @ForAll final int nonce,
            @ForAll final long seed,
            @ForAll final float x,
            @ForAll final boolean yes,
            @ForAll @IntRange(min = 1, max = 15) final int mask,
            @ForAll @Size(max = 29) final short[] samples) {
        final short[] units = new short[samples.length * Integer.bitCount(mask)];
        for (int i = 0; i < units.length; i++) units[i] = samples[i % samples.length];
        for (final Command command : new Command[] {
            new Command.Hello(nonce, 1, 0),
            new OrnsteinUhlenbeck(x, 1, x, 2, x, 3, x, seed),
            new Train(yes, !yes, x, 1, x, 2, x, nonce, seed),
            new Constant(x, 1, x),
            new Current(x, 1, x, 2, x, 3, x, 4, x),
            new Command.Arm(nonce, (int) seed),
            new Command.Start(nonce, (int) seed, Command.Start.When.ON_EDGE),
            new Command.Heartbeat(seed),
            new Command.WriteCalibration(new Calibration(x, 1, x, 2, nonce, yes ? "someone" : "", (long) nonce << 20)),
            new Configure(
                    new Configure.Stream(nonce, mask, x, 1, x, 2),
                    mask,
                    new Configure.Reversals(x, 3, x),
                    new Configure.MagnesiumBlock(4, x),
                    new Configure.Limits(x, 5, x, 6, mask, 7, x),
                    new Configure.Loop(x, 8, x, 9, x),
                    new Configure.Deadlines(yes, 200, 10, mask)),
            new Chunk(nonce, mask, yes, units),
            new Command.Stop(),
            new Command.Abort(),
            new Command.Clear(),
            new Command.ReadCalibration()
        }) {
            assertEquals(command, Command.read(command.frame(3, nonce)));
        }
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Frame(1, 0, 0, 0, new byte[245]));
        assertThrows(IllegalArgumentException.class, () -> new Chunk(0, 1, false, new short[119]));
        assertEquals(118, Chunk.maxSamples(1));
        assertThrows(IllegalArgumentException.class, () -> new Chunk(0, 3, false, new short[3]));
    }

    @Test
    void aPayloadThatIsNoMessageIsRefusedWithASentence() {
        for (int type = 0; type < 256; type++) {
            for (final int length : new int[] {1, 3, 30, 244}) {
                final Frame frame = new Frame(type, 0, 0, 0, new byte[length]);
                try {
                    DeviceReport.read(frame);
                } catch (final IllegalArgumentException e) {
                    assertTrue(e.getMessage().length() > 10);
                }
                try {
                    Command.read(frame);
                } catch (final IllegalArgumentException e) {
                    assertTrue(e.getMessage().length() > 5);
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void noDamagedFrameIsAccepted() {
        final SplittableRandom random = new SplittableRandom(2);
        final FrameReader reader = new FrameReader();
        int refused = 0;
        while (refused < 1_000_000) {
            final byte[] payload = new byte[random.nextInt(29)];
            random.nextBytes(payload);
            final byte[] wire = new Frame(random.nextInt(256), 0, 99, refused & 0xffff, payload).toWire();
            final int at = 1 + random.nextInt(wire.length - 2);
            final int kind = random.nextInt(4);
            byte[] bad = wire.clone();
            if (kind == 0) bad[at] ^= (byte) (1 << random.nextInt(8));
            else if (kind == 1) {
                bad = new byte[wire.length - 1];
                System.arraycopy(wire, 0, bad, 0, at);
                System.arraycopy(wire, at + 1, bad, at, bad.length - at);
            } else if (kind == 2) {
                bad = new byte[wire.length + 1];
                System.arraycopy(wire, 0, bad, 0, at);
                bad[at] = (byte) random.nextInt(256);
                if (bad[at] == 0 && at == 1) continue; // a zero beside a zero changes nothing
                System.arraycopy(wire, at, bad, at + 1, wire.length - at);
            } else for (int i = at; i < Math.min(at + 6, wire.length - 1); i++) bad[i] = (byte) random.nextInt(256);
            if (Arrays.equals(bad, wire)) continue;
            refused++;
            reader.accept(bad, 0, bad.length, frame -> {
                throw new AssertionError("accepted " + frame);
            });
        }
        assertArrayEquals(new int[] {1_000_000}, new int[] {refused});
    }
}
