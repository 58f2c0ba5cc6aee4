package org.eibalance.check;

/**
 * What one check found in one result.
 *
 * @param name of the check, in lower snake case
 * @param state what it found
 * @param value the number that was compared; NaN where the check compares none
 * @param limit what it was compared with; NaN where there is none
 * @param unit of both; empty where they have none
 * @param sentence what was found, as one sentence
 * @param remedy what a person can do about it, as one sentence; empty where nothing is to be done
 */
public record CheckResult(
        String name, CheckState state, double value, double limit, String unit, String sentence, String remedy) {

    /**
     * The question cannot be asked.
     *
     * @param name of the check
     * @param sentence why not
     * @return the result, without value and limit
     */
    public static CheckResult notApplicable(final String name, final String sentence) {
        return new CheckResult(name, CheckState.NOT_APPLICABLE, Double.NaN, Double.NaN, "", sentence, "");
    }

    /**
     * A check that compares no number.
     *
     * @param name of the check
     * @param state what it found
     * @param sentence what was found
     * @param remedy what to do; empty for nothing
     * @return the result, without value and limit
     */
    public static CheckResult of(
            final String name, final CheckState state, final String sentence, final String remedy) {
        return new CheckResult(name, state, Double.NaN, Double.NaN, "", sentence, remedy);
    }

    /** Whether what rests on it must not be said. */
    public boolean failed() {
        return state == CheckState.FAILED;
    }

    /** Whether a person should look. */
    public boolean doubtful() {
        return state == CheckState.DOUBTFUL;
    }

    /** The same of a part of a study, whose name comes before its sentence. */
    public CheckResult in(final String part) {
        return new CheckResult(name, state, value, limit, unit, part + ": " + sentence, remedy);
    }

    /** Sentence and remedy, one after the other. */
    public String explanation() {
        return remedy.isEmpty() ? sentence : sentence + " " + remedy;
    }
}
