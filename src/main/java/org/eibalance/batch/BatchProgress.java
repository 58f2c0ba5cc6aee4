package org.eibalance.batch;

import java.util.Locale;

/**
 * How far a batch is.
 *
 * @param done files that are done, those of earlier runs among them
 * @param total all files
 * @param failed those of them that have an error
 * @param remainingS estimated time to the end; NaN before the first file is done
 */
public record BatchProgress(int done, int total, int failed, double remainingS) {

    private static final double MINUTE_S = 60;
    private static final double HOUR_S = 3600;

    /** For a person: "37 of 1000 files, 2 with errors, about 12 min left". */
    public String sentence() {
        return done + " of " + total + (total == 1 ? " file" : " files")
                + (failed == 0 ? "" : ", " + failed + (failed == 1 ? " with an error" : " with errors"))
                + (Double.isNaN(remainingS) ? "" : ", about " + duration(remainingS) + " left");
    }

    private static String duration(final double seconds) {
        if (seconds < MINUTE_S) return Math.round(seconds) + " s";
        if (seconds < HOUR_S) return Math.round(seconds / MINUTE_S) + " min";
        return String.format(Locale.ROOT, "%.1f h", seconds / HOUR_S);
    }
}
