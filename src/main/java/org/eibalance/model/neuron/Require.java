package org.eibalance.model.neuron;

import org.eibalance.recording.InputException;

/** Preconditions of model settings: each refuses a wrong value with one clear sentence. */
public final class Require {

    private Require() {}

    /**
     * Refuses a value that is not above 0.
     *
     * @param name of the setting, for the sentence
     * @param value its value
     * @param unit its unit; may be empty
     * @throws InputException if it is not
     */
    public static void positive(final String name, final double value, final String unit) {
        if (!(value > 0) || Double.isInfinite(value))
            throw new InputException(sentence(name, value, unit) + ": it must be above 0.");
    }

    /**
     * Refuses a value below 0.
     *
     * @param name of the setting, for the sentence
     * @param value its value
     * @param unit its unit; may be empty
     * @throws InputException if it is
     */
    public static void notNegative(final String name, final double value, final String unit) {
        if (!(value >= 0) || Double.isInfinite(value))
            throw new InputException(sentence(name, value, unit) + ": it must be 0 or above.");
    }

    /**
     * Refuses a value that is not between two bounds, both included.
     *
     * @param name of the setting, for the sentence
     * @param value its value
     * @param least lower bound
     * @param most upper bound
     * @param unit its unit; may be empty
     * @throws InputException if it is not
     */
    public static void within(
            final String name, final double value, final double least, final double most, final String unit) {
        if (!(value >= least && value <= most))
            throw new InputException(sentence(name, value, unit) + ": it must be from " + least + " to " + most
                    + (unit.isEmpty() ? "." : " " + unit + "."));
    }

    /**
     * Refuses two values in the wrong order.
     *
     * @param name of the lower
     * @param value of the lower
     * @param aboveName of the upper
     * @param above the upper
     * @param unit of both
     * @throws InputException if the lower is not below the upper
     */
    public static void below(
            final String name, final double value, final String aboveName, final double above, final String unit) {
        if (!(value < above))
            throw new InputException(sentence(name, value, unit) + ": it must be below the " + aboveName + " of "
                    + above + " " + unit + ".");
    }

    private static String sentence(final String name, final double value, final String unit) {
        return "The " + name + " is " + value + (unit.isEmpty() ? "" : " " + unit);
    }
}
