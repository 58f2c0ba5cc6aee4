package org.eibalance.bridge.protocol;

/**
 * SET_CONSTANT: constant conductances.
 *
 * @param gENs g_E
 * @param gINs g_I
 * @param gNNs g_N, before the block
 */
public record Constant(float gENs, float gINs, float gNNs) implements Command {

    static final int TYPE = 0x0b;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.float32("g_E", gENs, " nS").float32("g_I", gINs, " nS").float32("g_N", gNNs, " nS");
    }

    static Constant decode(final PayloadReader from) {
        return new Constant(from.float32(), from.float32(), from.float32());
    }
}
