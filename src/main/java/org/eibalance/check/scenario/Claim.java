package org.eibalance.check.scenario;

/**
 * Something that a scenario is made to show, and the number that it hangs on.
 *
 * @param shown whether it is shown
 * @param value the number
 * @param limit where it begins to be shown
 * @param unit of both; empty where they have none
 * @param found what was found, as one sentence that is true in either case
 * @param remedy what to change in order to see it, as one sentence
 */
public record Claim(boolean shown, double value, double limit, String unit, String found, String remedy) {

    /**
     * A claim that is shown from a number on.
     *
     * @param value the number
     * @param limit least number with which it is shown; NaN never is
     * @param unit of both
     * @param found what was found
     * @param remedy what to change
     * @return the claim
     */
    public static Claim atLeast(
            final double value, final double limit, final String unit, final String found, final String remedy) {
        return new Claim(value >= limit, value, limit, unit, found, remedy);
    }
}
