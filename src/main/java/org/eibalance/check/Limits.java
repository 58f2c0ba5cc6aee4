package org.eibalance.check;

/**
 * Two limits of one number: beyond the first it is doubtful, beyond the second the check fails. Which side is the worse
 * one follows from their order: the check fails above if its limit is the larger of the two, and below otherwise.
 *
 * @param doubtful where doubt begins; a value at the limit passes
 * @param failed where the check fails; a value at the limit does not
 */
public record Limits(double doubtful, double failed) {

    /**
     * What a number shows.
     *
     * @param value the number; NaN fails
     * @return passed, doubtful or failed
     */
    public CheckState state(final double value) {
        final boolean above = failed >= doubtful;
        if (!(above ? value <= failed : value >= failed)) return CheckState.FAILED;
        return (above ? value > doubtful : value < doubtful) ? CheckState.DOUBTFUL : CheckState.PASSED;
    }

    /** The limit that a state has to do with: that of failing where it failed, otherwise that of doubt. */
    public double of(final CheckState state) {
        return state == CheckState.FAILED ? failed : doubtful;
    }
}
