package org.eibalance.analysis.pair;

import java.util.SplittableRandom;

/**
 * How well the things are known on which a corrected lag rests, as standard deviations.
 *
 * @param bothTaus of the time constants of both cells together, as a share: synapses that are open shorten both
 * @param eachTau of each time constant, as a share
 * @param bothMv of the potentials of both cells: the junction potential
 * @param eachMv of the potential of the depolarised cell alone: the balance of the bridge
 * @param common of the excitation that the cells share, as a share
 */
record LagUncertainty(double bothTaus, double eachTau, double bothMv, double eachMv, double common) {

    private static final double KNOWN_BOTH = 0.1, KNOWN_EACH = 0.1;
    private static final double JUNCTION_GIVEN_MV = 2, JUNCTION_UNKNOWN_MV = 5, BRIDGE_MV = 2;
    private static final double COMMON = 0.2;

    /**
     * What is usual.
     *
     * @param assumed whether a time constant was neither given nor measured: then it is known half as well
     * @param junctionGiven whether a junction potential was given
     * @return 10 % of both time constants and 10 % of each (assumed: 20 % of both), 5 mV (given: 2 mV), 2 mV and 20 %
     */
    static LagUncertainty standard(final boolean assumed, final boolean junctionGiven) {
        final double factor = assumed ? 2 : 1;
        return new LagUncertainty(
                factor * KNOWN_BOTH,
                factor * KNOWN_EACH,
                junctionGiven ? JUNCTION_GIVEN_MV : JUNCTION_UNKNOWN_MV,
                BRIDGE_MV,
                COMMON);
    }

    /** What may be true where other things were given. */
    record Draw(double factorH, double factorD, double offsetMv, double offsetDMv, double commonFactor) {}

    /** Draws from it. */
    Draw draw(final SplittableRandom random) {
        final double both = bothTaus * random.nextGaussian();
        return new Draw(
                Math.exp(both + eachTau * random.nextGaussian()),
                Math.exp(both + eachTau * random.nextGaussian()),
                bothMv * random.nextGaussian(),
                eachMv * random.nextGaussian(),
                Math.max(0, 1 + common * random.nextGaussian()));
    }
}
