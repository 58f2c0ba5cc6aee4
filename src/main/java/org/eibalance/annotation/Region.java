package org.eibalance.annotation;

/**
 * A stretch of a sweep that a person has marked, in all channels.
 *
 * @param sweep 0-based sweep
 * @param fromMs its start, from the start of the sweep
 * @param toMs its end, later than its start
 * @param label what it is
 */
public record Region(int sweep, double fromMs, double toMs, String label) {

    /** With this a label begins where there is nothing to analyse, such as artefact or "Artefact of the pump". */
    private static final String ARTEFACT = "artefact";

    /** With this a label begins where a person wants nothing analysed for another reason. */
    private static final String EXCLUDE = "exclude";

    /** Checks the order. */
    public Region {
        if (sweep < 0 || !(fromMs >= 0 && fromMs < toMs && Double.isFinite(toMs)))
            throw new IllegalArgumentException("sweep " + sweep + ", " + fromMs + " to " + toMs + " ms");
    }

    /** Whether the label begins with the word artefact, in capitals or not. */
    public boolean isArtefact() {
        return begins(ARTEFACT);
    }

    /** Whether an analysis leaves it out: the label begins with artefact or exclude, in capitals or not. */
    public boolean isLeftOut() {
        return begins(ARTEFACT) || begins(EXCLUDE);
    }

    private boolean begins(final String word) {
        return label.strip().regionMatches(true, 0, word, 0, word.length());
    }
}
