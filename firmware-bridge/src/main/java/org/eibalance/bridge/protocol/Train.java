package org.eibalance.bridge.protocol;

/**
 * SET_TRAIN: postsynaptic conductances that the device makes.
 *
 * @param inhibitory of g_I, else of g_E
 * @param poisson at random times, else regular
 * @param peakNs of a single one
 * @param riseMs rise time constant; 0: a jump
 * @param decayMs decay time constant
 * @param firstMs of a regular train; a Poisson train begins there
 * @param intervalMs mean interval of a Poisson train
 * @param count how many; 0: endless
 * @param seed of a Poisson train
 */
public record Train(
        boolean inhibitory,
        boolean poisson,
        float peakNs,
        float riseMs,
        float decayMs,
        float firstMs,
        float intervalMs,
        int count,
        long seed)
        implements Command {

    static final int TYPE = 0x0a;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.flag("the choice of g_I", inhibitory)
                .flag("the choice of random times", poisson)
                .reserved(2)
                .float32("the peak of a conductance", peakNs, " nS")
                .float32("the rise time constant", riseMs, " ms")
                .float32("the decay time constant", decayMs, " ms")
                .float32("the time of the first conductance", firstMs, " ms")
                .float32("the mean interval", intervalMs, " ms")
                .int32("the number of conductances", count, "")
                .int64("the seed", seed)
                .reserved(4);
    }

    static Train decode(final PayloadReader from) {
        final boolean inhibitory = from.flag();
        final boolean poisson = from.flag();
        from.skip(2);
        final Train train = new Train(
                inhibitory,
                poisson,
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.int32(),
                from.int64());
        from.skip(4);
        return train;
    }
}
