package org.eibalance.bridge.protocol;

/** The channels of a stream, as bits of CONFIG's and CHUNK's mask. In a sample the lowest bit comes first. */
public final class StreamMask {

    /** Nothing is streamed. */
    public static final int NONE = 0;

    /** g_E. */
    public static final int G_E = 1;

    /** g_I. */
    public static final int G_I = 2;

    /** g_N, the conductance with the magnesium block. */
    public static final int G_N = 4;

    /** The command current. */
    public static final int CURRENT = 8;

    /** Both conductances. */
    public static final int G_E_AND_G_I = G_E | G_I;

    private static final int ALL = G_E | G_I | G_N | CURRENT;

    private StreamMask() {}

    /**
     * How many channels a mask has.
     *
     * @param mask of CONFIG or CHUNK
     * @return 1 to 4
     * @throws IllegalArgumentException if the mask has no channel, or one that does not exist
     */
    public static int channels(final int mask) {
        if ((mask & ~ALL) != 0 || mask == NONE) throw new IllegalArgumentException("no such channels: " + mask);
        return Integer.bitCount(mask);
    }
}
