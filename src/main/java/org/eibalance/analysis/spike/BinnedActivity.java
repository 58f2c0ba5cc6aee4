package org.eibalance.analysis.spike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;

/**
 * Activity of a population in bins of one width, in one or several stretches of time.
 *
 * @param stretches counts or rates, 0 or more: one array a stretch; not to be changed
 * @param binMs width of the bins
 */
public record BinnedActivity(List<double[]> stretches, double binMs) {

    /** Tolerance of the times in a table, as a fraction of a bin. */
    private static final double GRID = 0.01;

    /** Takes a copy of the list. */
    public BinnedActivity {
        stretches = List.copyOf(stretches);
    }

    /**
     * The activity of a table with the columns {@code time_ms} and {@code activity}, and {@code sweep} where there are
     * several stretches; the width of the bins is the step between the first two times.
     *
     * @param table the table, in order of time
     * @param name of the file, for sentences
     * @return the activity
     * @throws InputException if there are fewer than two rows, a time does not follow the one before by one bin, or an
     *     activity is below 0 or missing
     */
    public static BinnedActivity of(final Table table, final String name) {
        final double[] times = table.numbers("time_ms");
        final double[] activity = table.numbers("activity");
        final double[] sweeps = table.columns().contains("sweep") ? table.numbers("sweep") : new double[times.length];
        if (times.length < 2)
            throw new InputException(
                    name + " has " + times.length + " rows: activity in two bins at least was expected.");
        final double binMs = times[1] - times[0];
        final List<double[]> stretches = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < times.length; i++) {
            final boolean starts = i > 0 && sweeps[i] != sweeps[i - 1];
            if (starts) {
                stretches.add(Arrays.copyOfRange(activity, from, i));
                from = i;
            }
            if (!(activity[i] >= 0))
                throw new InputException(
                        name + ", row " + (i + 1) + ": the activity is " + activity[i] + ", 0 or more was expected.");
            if (!(binMs > 0) || i > 0 && !starts && !(Math.abs(times[i] - times[i - 1] - binMs) <= GRID * binMs))
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s, row %d: the time %s ms does not follow the one before at the step of the first "
                                + "two, %s ms.",
                        name,
                        i + 1,
                        times[i],
                        binMs));
        }
        stretches.add(Arrays.copyOfRange(activity, from, activity.length));
        return new BinnedActivity(stretches, binMs);
    }

    /** The sum over all bins. */
    public double sum() {
        return stretches.stream().flatMapToDouble(Arrays::stream).sum();
    }
}
