package org.eibalance.bridge.protocol;

/**
 * SET_COMMAND: a current that the device makes, the sum of a constant, a step and two sinusoids.
 *
 * @param dcPa always
 * @param stepPa during the step
 * @param stepStartMs in each period
 * @param stepMs its length
 * @param stepPeriodMs 0: once
 * @param sine1Pa amplitude
 * @param sine2Pa amplitude
 * @param sine1Hz frequency
 * @param sine2Hz frequency
 */
public record Current(
        float dcPa,
        float stepPa,
        float stepStartMs,
        float stepMs,
        float stepPeriodMs,
        float sine1Pa,
        float sine2Pa,
        float sine1Hz,
        float sine2Hz)
        implements Command {

    static final int TYPE = 0x0c;

    /**
     * A constant current.
     *
     * @param pa positive depolarises
     * @return the command
     */
    public static Current constant(final double pa) {
        return new Current((float) pa, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.float32("the constant current", dcPa, " pA")
                .float32("the current step", stepPa, " pA")
                .float32("the start of the step", stepStartMs, " ms")
                .float32("the length of the step", stepMs, " ms")
                .float32("the period of the step", stepPeriodMs, " ms")
                .float32("the amplitude of the first sinusoid", sine1Pa, " pA")
                .float32("the amplitude of the second sinusoid", sine2Pa, " pA")
                .float32("the frequency of the first sinusoid", sine1Hz, " Hz")
                .float32("the frequency of the second sinusoid", sine2Hz, " Hz");
    }

    static Current decode(final PayloadReader from) {
        return new Current(
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32());
    }
}
