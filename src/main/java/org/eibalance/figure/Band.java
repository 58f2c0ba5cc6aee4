package org.eibalance.figure;

/**
 * A translucent band between two curves, such as a confidence band.
 *
 * @param name for the legend
 * @param x places, ascending; not copied
 * @param low lower curve, as many values; not copied
 * @param high upper curve, as many values; not copied
 * @param role what it stands for
 */
public record Band(String name, double[] x, double[] low, double[] high, Role role) {

    /** Checks the lengths. */
    public Band {
        if (x.length != low.length || x.length != high.length)
            throw new IllegalArgumentException(x.length + " places, " + low.length + " and " + high.length + " values");
    }
}
