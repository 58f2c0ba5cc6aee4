package org.eibalance.bridge.link;

/**
 * The cell, electrode and converters that the embedded device clamps.
 *
 * @param kind which cell
 * @param capacitancePf membrane capacitance
 * @param leakNs leak conductance
 * @param leakReversalMv leak reversal
 * @param seriesMohm electrode resistance; 0: none
 * @param electrodePf electrode capacitance
 * @param noiseMv standard deviation of the noise on V
 * @param latencyTicks from the sample of V to the current, 0 to 15
 * @param substeps of the cell's integration in a tick, 1 to 100
 */
public record EmbeddedCell(
        Kind kind,
        double capacitancePf,
        double leakNs,
        double leakReversalMv,
        double seriesMohm,
        double electrodePf,
        double noiseMv,
        int latencyTicks,
        int substeps) {

    /** The cells; the order is the firmware's. */
    public enum Kind {
        /** Resistance and capacitance. */
        PASSIVE,
        /** Adaptive exponential integrate-and-fire (Brette and Gerstner 2005). */
        ADAPTIVE_EXPONENTIAL,
        /** Hodgkin-Huxley type interneuron (Wang and Buzsaki 1996). */
        WANG_BUZSAKI
    }

    /** Checks the ranges. */
    public EmbeddedCell {
        if (!(capacitancePf > 0) || !(leakNs > 0))
            throw new IllegalArgumentException("capacitance and leak of a model cell are above 0");
        if (!(seriesMohm >= 0) || !(electrodePf >= 0) || !(noiseMv >= 0))
            throw new IllegalArgumentException(
                    "series resistance, electrode capacitance and noise of a model cell are not below 0");
        if (latencyTicks < 0 || latencyTicks > 15) throw new IllegalArgumentException("latency of 0 to 15 ticks");
        if (substeps < 1 || substeps > 100) throw new IllegalArgumentException("1 to 100 substeps");
    }

    /**
     * A cell of 200 MOhm and 100 pF that rests at -70 mV.
     *
     * @return the cell
     */
    public static EmbeddedCell passive() {
        return new EmbeddedCell(Kind.PASSIVE, 100, 5, -70, 0, 0, 0, 1, 1);
    }

    /**
     * The regularly spiking cell of Brette and Gerstner (2005), table 1.
     *
     * @return the cell
     */
    public static EmbeddedCell adaptiveExponential() {
        return new EmbeddedCell(Kind.ADAPTIVE_EXPONENTIAL, 281, 30, -70.6, 0, 0, 0, 1, 2);
    }

    /**
     * The interneuron of Wang and Buzsaki (1996), 100 pF.
     *
     * @return the cell
     */
    public static EmbeddedCell wangBuzsaki() {
        return new EmbeddedCell(Kind.WANG_BUZSAKI, 100, 10, -65, 0, 0, 0, 1, 2);
    }
}
