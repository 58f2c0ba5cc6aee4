package org.eibalance.bridge.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Stuffing and checksum, apart and together. */
class FramingTest {

    private static byte[] bytes(final String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] oneTo(final int last) {
        final byte[] bytes = new byte[last];
        for (int i = 0; i < last; i++) bytes[i] = (byte) (i + 1);
        return bytes;
    }

    @Test
    void theExamplesOfThePaperAreStuffedAsItSays() {
        assertArrayEquals(bytes("01"), Cobs.encode(bytes("")));
        assertArrayEquals(bytes("0101"), Cobs.encode(bytes("00")));
        assertArrayEquals(bytes("010101"), Cobs.encode(bytes("0000")));
        assertArrayEquals(bytes("01021101"), Cobs.encode(bytes("001100")));
        assertArrayEquals(bytes("0311220233"), Cobs.encode(bytes("11220033")));
        assertArrayEquals(bytes("0511223344"), Cobs.encode(bytes("11223344")));
        assertArrayEquals(bytes("0211010101"), Cobs.encode(bytes("11000000")));
    }

    @Test
    void aRunOf254BytesTakesOneCodeByteAndALongerOneTwo() {
        final byte[] full = Cobs.encode(oneTo(254));
        assertEquals(255, full.length);
        assertEquals((byte) 0xff, full[0]);
        final byte[] longer = Cobs.encode(oneTo(255));
        assertEquals(257, longer.length);
        assertEquals((byte) 0xff, longer[0]);
        assertEquals(2, longer[255]);
        assertEquals((byte) 0xff, longer[256]);
        final byte[] withZero = Cobs.encode(Arrays.copyOf(oneTo(254), 255));
        assertArrayEquals(new byte[] {1, 1}, Arrays.copyOfRange(withZero, 255, withZero.length));
    }

    @Test
    void noStuffedBytesAreLongerThanAnnounced() {
        assertEquals(1, Cobs.maxEncodedLength(0));
        assertEquals(254, Cobs.maxEncodedLength(253));
        assertEquals(256, Cobs.maxEncodedLength(254));
        assertEquals(257, Cobs.maxEncodedLength(255));
        assertEquals(511, Cobs.maxEncodedLength(508));
    }

    @Test
    void whatIsNotStuffedIsNotDecoded() {
        assertNull(Cobs.decode(bytes("")));
        assertNull(Cobs.decode(bytes("00")));
        assertNull(Cobs.decode(bytes("0211003311")));
        assertNull(Cobs.decode(bytes("0511")));
        assertNull(Cobs.decode(bytes("03110033")), "a zero among the bytes of a run");
        assertNull(Cobs.decode(bytes("031100")), "a zero as its last byte");
    }

    @Property
    void stuffedBytesHaveNoZeroAndComeBack(@ForAll @Size(max = 800) final byte[] plain) {
        final byte[] stuffed = Cobs.encode(plain);
        for (final byte b : stuffed) assertFalse(b == 0);
        assertTrue(stuffed.length <= Cobs.maxEncodedLength(plain.length));
        assertArrayEquals(plain, Cobs.decode(stuffed));
    }

    @Property
    void longRunsWithoutZerosComeBackToo(@ForAll @IntRange(max = 1100) final int length, @ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) plain[i] = (byte) (random.nextInt(200) == 0 ? 0 : random.nextInt(1, 256));
        assertArrayEquals(plain, Cobs.decode(Cobs.encode(plain)));
    }

    @Test
    void theChecksumOfTheStandardTestTextIsTheStandardValue() {
        final byte[] text = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0xe3069283, Checksum.of(text, 0, text.length));
        assertEquals(0x8a9136aa, Checksum.of(new byte[32], 0, 32));
        assertArrayEquals(bytes("839206e3"), Arrays.copyOfRange(Checksum.append(text), 9, 13));
        final byte[] longer = "ab123456789cdefghijk".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0xe3069283, Checksum.of(longer, 2, 11), "of a part, which says nothing of the rest");
    }

    @Property
    void aMessageComesBackFromTheWire(@ForAll @Size(max = 242) final byte[] message) {
        assertArrayEquals(message, Checksum.strip(Cobs.decode(Cobs.encode(Checksum.append(message)))));
    }

    @Test
    void bytesShorterThanAChecksumAreRefused() {
        assertNull(Checksum.strip(new byte[3]));
    }

    @Test
    void noDamagedFrameIsAccepted() {
        final SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int trial = 0; trial < 200_000; trial++) {
            final byte[] message = new byte[random.nextInt(4, 40)];
            random.nextBytes(message);
            final byte[] wire = Cobs.encode(Checksum.append(message));
            final byte[] damaged = damage(wire, random);
            if (Arrays.equals(wire, damaged)) continue;
            final byte[] plain = Cobs.decode(damaged);
            assertTrue(plain == null || Checksum.strip(plain) == null, "accepted in trial " + trial);
            refused++;
        }
        assertTrue(refused > 190_000);
    }

    private static byte[] damage(final byte[] wire, final SplittableRandom random) {
        final int at = random.nextInt(wire.length);
        switch (random.nextInt(4)) {
            case 0: { // a flipped bit
                final byte[] flipped = wire.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1: { // a lost byte
                final byte[] shorter = new byte[wire.length - 1];
                System.arraycopy(wire, 0, shorter, 0, at);
                System.arraycopy(wire, at + 1, shorter, at, shorter.length - at);
                return shorter;
            }
            case 2: { // a byte too many
                final byte[] longer = new byte[wire.length + 1];
                System.arraycopy(wire, 0, longer, 0, at);
                longer[at] = (byte) random.nextInt(256);
                System.arraycopy(wire, at, longer, at + 1, wire.length - at);
                return longer;
            }
            default: { // a burst
                final byte[] burst = wire.clone();
                for (int i = at; i < Math.min(at + 6, burst.length); i++) burst[i] = (byte) random.nextInt(256);
                return burst;
            }
        }
    }
}
