package org.eibalance.model.synapse;

/**
 * One quantity of many neurons that decays with one time constant. It is kept in a unit that decays in its stead, so
 * that a step costs one multiplication, not one a neuron.
 */
final class Decaying {

    /** Below this unit all is written anew, in a unit of 1. */
    private static final double LEAST_UNIT = 0x1p-20;

    /** What is less than this share of a unit is taken for nothing, before it becomes too small for a float. */
    private static final float NOTHING = 1e-25f;

    final float[] inUnits;
    private final double decay;
    private double unit = 1;

    /**
     * @param neurons how many
     * @param timeConstantMs of the decay
     * @param stepMs time step
     */
    Decaying(final int neurons, final double timeConstantMs, final double stepMs) {
        inUnits = new float[neurons];
        decay = Math.exp(-stepMs / timeConstantMs);
    }

    /** What a 1 in {@link #inUnits} stands for now. */
    double unit() {
        return unit;
    }

    /** The value of one neuron now. */
    double value(final int neuron) {
        return inUnits[neuron] * unit;
    }

    /** Lets all decay over a step. */
    void endStep() {
        unit *= decay;
        if (unit >= LEAST_UNIT) return;
        for (int i = 0; i < inUnits.length; i++) {
            final float value = (float) (inUnits[i] * unit);
            inUnits[i] = Math.abs(value) < NOTHING ? 0f : value;
        }
        unit = 1;
    }
}
