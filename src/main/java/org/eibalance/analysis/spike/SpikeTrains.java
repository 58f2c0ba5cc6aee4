package org.eibalance.analysis.spike;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;

/**
 * Spikes of one or several units in one or several stretches of time.
 *
 * @param names of the units
 * @param sweeps times in ms from the start of each stretch, ascending: one array a unit; not to be changed
 * @param durationsMs length of each stretch; not to be changed
 */
public record SpikeTrains(List<String> names, List<double[][]> sweeps, double[] durationsMs) {

    /** Most bins that are held in memory: a gigabyte of counts. */
    private static final int MAX_BINS = 1 << 27;

    /** Takes copies of the lists and checks the lengths. */
    public SpikeTrains {
        names = List.copyOf(names);
        sweeps = List.copyOf(sweeps);
        if (sweeps.size() != durationsMs.length)
            throw new IllegalArgumentException(sweeps.size() + " sweeps, " + durationsMs.length + " durations");
        for (final double[][] sweep : sweeps) {
            if (sweep.length != names.size())
                throw new IllegalArgumentException(sweep.length + " trains, " + names.size() + " names");
        }
    }

    /**
     * The spikes of a table with the columns {@code time_ms} and {@code neuron}, and {@code sweep} where there are
     * several.
     *
     * @param table the table, in any order
     * @param name of the file, for sentences
     * @param durationMs length of each sweep; 0 for the time of its last spike
     * @return the trains; neurons that never fired, and sweeps in which none did, are not among them, so that rates are
     *     those of the others
     * @throws InputException if there is no spike, or a time is missing, below 0 or beyond the duration
     */
    public static SpikeTrains of(final Table table, final String name, final double durationMs) {
        if (table.rows() == 0)
            throw new InputException(name + " has no spikes: rows of time_ms and neuron were expected.");
        final double[] times = table.numbers("time_ms");
        final double[] neurons = table.numbers("neuron");
        final double[] sweep = table.columns().contains("sweep") ? table.numbers("sweep") : new double[times.length];
        final TreeMap<Double, Integer> units = new TreeMap<>();
        final TreeMap<Double, Integer> stretches = new TreeMap<>();
        for (int i = 0; i < times.length; i++) {
            if (!(times[i] >= 0)
                    || Double.isNaN(neurons[i])
                    || Double.isNaN(sweep[i])
                    || durationMs > 0 && times[i] > durationMs)
                throw new InputException(name + ", row " + (i + 1) + ": a spike of neuron " + neurons[i] + " at "
                        + times[i] + " ms was found, a time from 0 "
                        + (durationMs > 0 ? "to " + durationMs + " ms " : "on ")
                        + "and a number of a neuron were expected.");
            units.put(neurons[i], 0);
            stretches.put(sweep[i], 0);
        }
        int next = 0;
        for (final Double unit : units.keySet()) units.put(unit, next++);
        next = 0;
        for (final Double stretch : stretches.keySet()) stretches.put(stretch, next++);
        final int[][] counts = new int[stretches.size()][units.size()];
        for (int i = 0; i < times.length; i++) counts[stretches.get(sweep[i])][units.get(neurons[i])]++;
        final List<double[][]> sweeps = new ArrayList<>();
        for (final int[] count : counts)
            sweeps.add(Arrays.stream(count).mapToObj(double[]::new).toArray(double[][]::new));
        final double[] durations = new double[sweeps.size()];
        Arrays.fill(durations, durationMs);
        for (int i = 0; i < times.length; i++) {
            final int s = stretches.get(sweep[i]);
            final int u = units.get(neurons[i]);
            sweeps.get(s)[u][--counts[s][u]] = times[i];
            durations[s] = Math.max(durations[s], times[i]);
        }
        for (final double[][] trains : sweeps) for (final double[] train : trains) Arrays.sort(train);
        return new SpikeTrains(
                units.keySet().stream()
                        .map(u -> "neuron " + (u == Math.rint(u) ? Long.toString(u.longValue()) : u.toString()))
                        .toList(),
                sweeps,
                durations);
    }

    /** How many spikes there are. */
    public long count() {
        return sweeps.stream()
                .flatMap(Arrays::stream)
                .mapToLong(train -> train.length)
                .sum();
    }

    /** All spikes of each stretch together, in order of time. */
    public List<double[]> pooledMs() {
        return sweeps.stream()
                .map(trains -> Arrays.stream(trains)
                        .flatMapToDouble(Arrays::stream)
                        .sorted()
                        .toArray())
                .toList();
    }

    /**
     * Spikes of all units in bins.
     *
     * @param binMs width; above 0
     * @return one array a stretch; what does not fill a bin is left out
     */
    public List<double[]> activity(final double binMs) {
        final List<double[]> activity = new ArrayList<>();
        for (int s = 0; s < durationsMs.length; s++) {
            final double[] sum = new double[bins(s, binMs)];
            for (final double[] train : sweeps.get(s)) bin(train, binMs, sum);
            activity.add(sum);
        }
        return activity;
    }

    /** How many whole bins a stretch has. */
    int bins(final int sweep, final double binMs) {
        if (!(binMs > 0) || Double.isInfinite(binMs))
            throw new InputException("The bin is " + binMs + " ms: it must be above 0.");
        final double bins = Math.floor(durationsMs[sweep] / binMs + 1e-9);
        if (bins > MAX_BINS)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "Bins of %s ms are %.0f in a stretch of %s ms: at most %d fit into memory, so choose longer ones.",
                    binMs,
                    bins,
                    durationsMs[sweep],
                    MAX_BINS));
        return (int) bins;
    }

    /** Counts spikes into bins. */
    static void bin(final double[] train, final double binMs, final double[] into) {
        for (final double time : train) {
            final int bin = (int) (time / binMs + 1e-9);
            if (bin < into.length) into[bin]++;
        }
    }
}
