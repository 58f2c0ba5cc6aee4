package org.eibalance.model.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * One bit a pair. Spikes that arrive together are counted for 32 targets at once, by the logic of binary adders over
 * whole rows (Harley and Seal's counter; Knuth 4A, 7.1.3), and their weight is added once for each target. Used by one
 * thread.
 */
final class BitRows implements SynapseRows {

    private static final int BITS = 32;
    /** Fewer rows than this are faster read bit by bit. */
    private static final int MIN_ROWS = 3;

    private static final int ROWS_AT_ONCE = 8;
    private static final int PLANES = 8;
    private static final float TWO_TO_23 = 0x1p23f;
    private static final int TWO_TO_23_AS_FLOAT = Float.floatToRawIntBits(TWO_TO_23);
    /** What the planes can count, in whole groups of rows. */
    private static final int MAX_ROWS = 248;

    /**
     * [source][word]: bit b of word j stands for target b × words + j, so that neighbours lie in neighbouring words.
     */
    private final int[][] rows;

    private final int targets;
    private final int words;
    private final long synapses;
    /** Plane p holds the bit of weight 2^p of the spikes that each target gets. */
    private final int[][] planes;

    private final int[] carry;
    private final int[] counts;
    /** The counts of all targets, written as integers and read as floats. */
    private final IntBuffer asInts;

    private final FloatBuffer asFloats;
    private float[] floats = new float[0];
    private final int[] empty;
    private final int[][] group = new int[ROWS_AT_ONCE][];

    /**
     * @param rows see above; not copied
     * @param targets how many of its bits are targets
     * @param synapses how many bits are set
     */
    BitRows(final int[][] rows, final int targets, final long synapses) {
        this.rows = rows;
        this.targets = targets;
        this.synapses = synapses;
        words = words(targets);
        planes = new int[PLANES][words];
        carry = new int[words];
        counts = new int[words];
        empty = new int[words];
        final ByteBuffer bytes =
                ByteBuffer.allocateDirect(Integer.BYTES * BITS * words).order(ByteOrder.nativeOrder());
        asInts = bytes.asIntBuffer();
        asFloats = bytes.asFloatBuffer();
    }

    /** Words of a row. */
    static int words(final int targets) {
        return (targets + BITS - 1) / BITS;
    }

    /** Whether a pair is connected. */
    boolean connects(final int source, final int target) {
        return (rows[source][target % words] >>> target / words & 1) != 0;
    }

    /** How many sources there are. */
    int sources() {
        return rows.length;
    }

    @Override
    public void deliver(final int source, final float[] into, final int offset, final float weight) {
        final int[] row = rows[source];
        for (int j = 0; j < row.length; j++) {
            for (int bits = row[j]; bits != 0; bits &= bits - 1) {
                into[offset + j + Integer.numberOfTrailingZeros(bits) * row.length] += weight;
            }
        }
    }

    @Override
    public void deliverAll(
            final int[] sources, final int count, final float[] into, final int offset, final float weight) {
        for (int first = 0; first < count; first += MAX_ROWS) {
            final int now = Math.min(MAX_ROWS, count - first);
            if (now < MIN_ROWS) {
                for (int k = 0; k < now; k++) deliver(sources[first + k], into, offset, weight);
            } else {
                count(sources, first, now);
                add(highestPlane(now) + 1, into, offset, weight);
            }
        }
    }

    private void count(final int[] sources, final int first, final int number) {
        final int used = Math.max(3, BITS - Integer.numberOfLeadingZeros(number));
        for (int p = 0; p < Math.max(4, used); p++) Arrays.fill(planes[p], 0);
        for (int k = 0; k < number; k += ROWS_AT_ONCE) {
            for (int i = 0; i < ROWS_AT_ONCE; i++) group[i] = k + i < number ? rows[sources[first + k + i]] : empty;
            addEight(
                    group[0], group[1], group[2], group[3], group[4], group[5], group[6], group[7], planes[0],
                    planes[1], planes[2], carry);
            for (int p = 3; p < used; p++) addCarry(planes[p], carry);
        }
    }

    /** Seven full adders: eight rows go into the planes of 1, 2 and 4; what is left over counts 8. */
    private static void addEight(
            final int[] a,
            final int[] b,
            final int[] c,
            final int[] d,
            final int[] e,
            final int[] f,
            final int[] g,
            final int[] h,
            final int[] ones,
            final int[] twos,
            final int[] fours,
            final int[] eights) {
        for (int j = 0; j < ones.length; j++) {
            int one = ones[j];
            int half = one ^ a[j];
            final int two1 = one & a[j] | half & b[j];
            one = half ^ b[j];
            half = one ^ c[j];
            final int two2 = one & c[j] | half & d[j];
            one = half ^ d[j];
            half = one ^ e[j];
            final int two3 = one & e[j] | half & f[j];
            one = half ^ f[j];
            half = one ^ g[j];
            final int two4 = one & g[j] | half & h[j];
            ones[j] = half ^ h[j];
            int two = twos[j];
            half = two ^ two1;
            final int four1 = two & two1 | half & two2;
            two = half ^ two2;
            half = two ^ two3;
            final int four2 = two & two3 | half & two4;
            twos[j] = half ^ two4;
            final int four = fours[j];
            half = four ^ four1;
            eights[j] = four & four1 | half & four2;
            fours[j] = half ^ four2;
        }
    }

    /** Half adders: adds a carry to a plane and leaves the next carry. */
    private static void addCarry(final int[] plane, final int[] carry) {
        for (int j = 0; j < plane.length; j++) {
            final int next = plane[j] & carry[j];
            plane[j] ^= carry[j];
            carry[j] = next;
        }
    }

    /** The highest plane in which any target has a bit, given the number of rows. */
    private int highestPlane(final int number) {
        int plane = BITS - 1 - Integer.numberOfLeadingZeros(number);
        while (plane > 0 && isEmpty(planes[plane])) plane--;
        return plane;
    }

    private static boolean isEmpty(final int[] plane) {
        for (final int word : plane) if (word != 0) return false;
        return true;
    }

    /**
     * Turns the planes into numbers and adds them. A number n below 2^23 is put into the fraction of the float 2^23,
     * which makes it the float 2^23 + n: the compiler does many of these at once, unlike conversions (JDK 17).
     */
    private void add(final int used, final float[] into, final int offset, final float weight) {
        for (int bit = 0; bit < BITS; bit++) {
            lowPlanes(planes[0], planes[1], planes[2], planes[3], bit, counts);
            for (int p = 4; p < used; p++) highPlane(planes[p], bit, p, counts);
            asInts.put(bit * words, counts);
        }
        if (floats.length < offset + targets) floats = new float[offset + targets];
        asFloats.get(0, floats, offset, targets);
        addCounts(floats, weight, into, offset, offset + targets);
    }

    private static void lowPlanes(
            final int[] ones,
            final int[] twos,
            final int[] fours,
            final int[] eights,
            final int bit,
            final int[] counts) {
        for (int j = 0; j < counts.length; j++) {
            counts[j] = TWO_TO_23_AS_FLOAT
                    + (ones[j] >>> bit & 1)
                    + ((twos[j] >>> bit & 1) << 1)
                    + ((fours[j] >>> bit & 1) << 2)
                    + ((eights[j] >>> bit & 1) << 3);
        }
    }

    private static void highPlane(final int[] plane, final int bit, final int power, final int[] counts) {
        for (int j = 0; j < counts.length; j++) counts[j] += (plane[j] >>> bit & 1) << power;
    }

    /** The same place in both arrays: only then are many added at once. */
    private static void addCounts(
            final float[] floats, final float weight, final float[] into, final int from, final int to) {
        for (int i = from; i < to; i++) into[i] += weight * (floats[i] - TWO_TO_23);
    }

    @Override
    public long synapses() {
        return synapses;
    }

    @Override
    public long bytes() {
        return (long) rows.length * (16 + 4L * words);
    }
}
