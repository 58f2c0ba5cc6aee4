package org.eibalance.bridge.protocol;

/**
 * SET_OU: two Ornstein-Uhlenbeck conductances from one generator on the device.
 *
 * @param meanENs mean of g_E
 * @param sdENs its standard deviation
 * @param tauEMs its correlation time
 * @param meanINs mean of g_I
 * @param sdINs its standard deviation
 * @param tauIMs its correlation time
 * @param correlation of the two noises, -1 to 1
 * @param seed any
 */
public record OrnsteinUhlenbeck(
        float meanENs,
        float sdENs,
        float tauEMs,
        float meanINs,
        float sdINs,
        float tauIMs,
        float correlation,
        long seed)
        implements Command {

    static final int TYPE = 0x09;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.float32("the mean of g_E", meanENs, " nS")
                .float32("the standard deviation of g_E", sdENs, " nS")
                .float32("the correlation time of g_E", tauEMs, " ms")
                .float32("the mean of g_I", meanINs, " nS")
                .float32("the standard deviation of g_I", sdINs, " nS")
                .float32("the correlation time of g_I", tauIMs, " ms")
                .float32("the correlation of both noises", correlation, "")
                .int64("the seed", seed)
                .reserved(4);
    }

    static OrnsteinUhlenbeck decode(final PayloadReader from) {
        final OrnsteinUhlenbeck noise = new OrnsteinUhlenbeck(
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.int64());
        from.skip(4);
        return noise;
    }
}
