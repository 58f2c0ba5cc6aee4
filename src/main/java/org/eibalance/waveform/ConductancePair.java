package org.eibalance.waveform;

/**
 * An excitatory and an inhibitory conductance over time, for one cell.
 *
 * <p>Sample {@code i} is the conductance at {@code i * stepMs}, in nS. Both arrays have the same length.
 */
public final class ConductancePair {

    private final double stepMs;
    private final double[] excitatoryNs;
    private final double[] inhibitoryNs;
    private final String source;
    private final long seed;

    /**
     * @param stepMs time between samples, above 0
     * @param excitatoryNs g_E in nS; not copied, and not to be changed any more
     * @param inhibitoryNs g_I in nS, as long; not copied, and not to be changed any more
     * @param source where it comes from, in words
     * @param seed the seed it was drawn with; 0 where none was
     */
    public ConductancePair(
            final double stepMs,
            final double[] excitatoryNs,
            final double[] inhibitoryNs,
            final String source,
            final long seed) {
        if (!(stepMs > 0)) throw new IllegalArgumentException("step of " + stepMs + " ms");
        if (excitatoryNs.length != inhibitoryNs.length)
            throw new IllegalArgumentException(
                    excitatoryNs.length + " samples of g_E, " + inhibitoryNs.length + " of g_I");
        this.stepMs = stepMs;
        this.excitatoryNs = excitatoryNs;
        this.inhibitoryNs = inhibitoryNs;
        this.source = source;
        this.seed = seed;
    }

    /** Time between samples in ms. */
    public double stepMs() {
        return stepMs;
    }

    /** How many samples each conductance has. */
    public int samples() {
        return excitatoryNs.length;
    }

    /** g_E in nS at each sample; not a copy. */
    public double[] excitatoryNs() {
        return excitatoryNs;
    }

    /** g_I in nS at each sample; not a copy. */
    public double[] inhibitoryNs() {
        return inhibitoryNs;
    }

    /** Where it comes from, in words. */
    public String source() {
        return source;
    }

    /** The seed it was drawn with; 0 where none was. */
    public long seed() {
        return seed;
    }
}
