package org.eibalance.report;

/** A number with the noun that it counts. */
public final class Counts {

    private Counts() {}

    /**
     * A count in words.
     *
     * @param count the number
     * @param noun the thing, in the singular; its plural ends in s
     * @return 1 spike, 2 spikes, 0 spikes
     */
    public static String of(final long count, final String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
