package org.eibalance.model.synapse;

/**
 * One quantity of many neurons that decays with one time constant. It is stored in a unit that itself decays, so that a
 * step costs one multiplication and not one for each neuron.
 */
final class Decaying {

    /** When the unit falls below this, all values are rescaled to a unit of 1. */
    private static final double MIN_UNIT = 0x1p-20;

    /** Values below this share of a unit are set to 0, before they become too small for a float. */
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

    /** Lets all values decay over a step. */
    void endStep() {
        unit *= decay;
        if (unit >= MIN_UNIT) return;
        for (int i = 0; i < inUnits.length; i++) {
            final float value = (float) (inUnits[i] * unit);
            inUnits[i] = Math.abs(value) < NOTHING ? 0f : value;
        }
        unit = 1;
    }
}
