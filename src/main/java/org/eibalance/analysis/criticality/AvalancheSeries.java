package org.eibalance.analysis.criticality;

import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.InputException;

/**
 * Avalanches: stretches of bins with activity between bins without (Beggs and Plenz 2003, J Neurosci 23:11167). Those
 * that the first or last bin of a stretch of time belongs to are left out, because they may be longer than what is
 * seen.
 *
 * @param binMs width of the bins; NaN where it is not known
 * @param sizes events in each; not to be changed
 * @param durations bins of each; not to be changed
 */
public record AvalancheSeries(double binMs, double[] sizes, double[] durations) {

    /** How many there are. */
    public int count() {
        return sizes.length;
    }

    /**
     * The mean interval between successive events of all units together, the standard width of bins.
     *
     * @param timesMs times of all events, ascending, one array a stretch of time
     * @return in ms
     * @throws InputException if there are fewer than two events, or all at one time
     */
    public static double meanIntervalMs(final List<double[]> timesMs) {
        double sum = 0;
        long intervals = 0;
        for (final double[] times : timesMs) {
            if (times.length < 2) continue;
            sum += times[times.length - 1] - times[0];
            intervals += times.length - 1;
        }
        if (!(sum > 0))
            throw new InputException("There are fewer than two events at different times: avalanches need many.");
        return sum / intervals;
    }

    /**
     * Avalanches of events in time. How long a stretch goes on after its last event is not known: its last avalanche is
     * left out.
     *
     * @param timesMs times of all events, 0 or later and ascending, one array a stretch of time
     * @param binMs width of the bins; above 0
     * @return the avalanches
     */
    public static AvalancheSeries ofTimes(final List<double[]> timesMs, final double binMs) {
        if (!(binMs > 0) || Double.isInfinite(binMs))
            throw new InputException("The bin is " + binMs + " ms: it must be above 0.");
        final Builder builder = new Builder();
        for (final double[] times : timesMs) {
            // An event in the first bin may belong to an avalanche that began before.
            long last = -1;
            boolean whole = false;
            for (final double time : times) {
                // A time on the edge of a bin belongs to the bin that begins there, whatever the division's rounding.
                final long bin = (long) Math.floor(time / binMs + 1e-9);
                if (bin > last + 1) {
                    builder.end(whole);
                    whole = true;
                }
                builder.add(1, bin == last ? 0 : 1);
                last = bin;
            }
            builder.end(false);
        }
        return builder.series(binMs);
    }

    /**
     * Avalanches of activity in bins.
     *
     * @param activity events in each bin, one array a stretch of time
     * @param threshold activity above which a bin belongs to an avalanche; 0 or more
     * @param binMs width of the bins; NaN where it is not known
     * @return the avalanches; a size is the sum of the activity above the threshold
     */
    public static AvalancheSeries ofActivity(
            final List<double[]> activity, final double threshold, final double binMs) {
        final Builder builder = new Builder();
        for (final double[] counts : activity) {
            boolean whole = false;
            for (final double count : counts) {
                if (count > threshold) builder.add(count - threshold, 1);
                else {
                    builder.end(whole);
                    whole = true;
                }
            }
            builder.end(false);
        }
        return builder.series(binMs);
    }

    /** Mean size of the avalanches of each duration that occurs. */
    public Shape shape() {
        final double longest = Arrays.stream(durations).max().orElse(0);
        final double[] sum = new double[(int) longest + 1];
        final double[] number = new double[(int) longest + 1];
        for (int i = 0; i < sizes.length; i++) {
            sum[(int) durations[i]] += sizes[i];
            number[(int) durations[i]]++;
        }
        final int[] found = java.util.stream.IntStream.range(1, sum.length)
                .filter(d -> number[d] > 0)
                .toArray();
        return new Shape(
                Arrays.stream(found).asDoubleStream().toArray(),
                Arrays.stream(found).mapToDouble(d -> sum[d] / number[d]).toArray(),
                Arrays.stream(found).mapToDouble(d -> number[d]).toArray());
    }

    /**
     * Sizes against durations.
     *
     * @param durations in bins, ascending
     * @param meanSizes mean size of the avalanches of each
     * @param numbers how many there are of each
     */
    public record Shape(double[] durations, double[] meanSizes, double[] numbers) {

        /**
         * The exponent gamma of ⟨S⟩(T) ~ T^gamma: slope of the logarithms, each duration weighted by its inverse, so
         * that all scales count alike. At a critical point it is (alpha − 1) / (tau − 1) of the exponents of durations
         * and sizes (Sethna, Dahmen and Myers 2001).
         *
         * @param from least duration
         * @param to greatest duration
         * @return gamma; NaN where fewer than three durations lie between
         */
        public double exponent(final double from, final double to) {
            double n = 0;
            double x = 0;
            double y = 0;
            double xx = 0;
            double xy = 0;
            int used = 0;
            for (int i = 0; i < durations.length; i++) {
                if (durations[i] < from || durations[i] > to) continue;
                final double lx = Math.log(durations[i]);
                final double ly = Math.log(meanSizes[i]);
                final double weight = 1 / durations[i];
                n += weight;
                x += weight * lx;
                y += weight * ly;
                xx += weight * lx * lx;
                xy += weight * lx * ly;
                used++;
            }
            return used < 3 ? Double.NaN : (xy - x * y / n) / (xx - x * x / n);
        }
    }

    /** Sizes and durations that grow. */
    private static final class Builder {

        private double[] sizes = new double[64];
        private double[] durations = new double[64];
        private int count;
        private double size;
        private int duration;

        void add(final double events, final int bins) {
            size += events;
            duration += bins;
        }

        /** Ends the present avalanche, if there is one; keeps it if it was seen whole. */
        void end(final boolean keep) {
            if (duration > 0 && keep) {
                if (count == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * count);
                    durations = Arrays.copyOf(durations, 2 * count);
                }
                sizes[count] = size;
                durations[count++] = duration;
            }
            size = 0;
            duration = 0;
        }

        AvalancheSeries series(final double binMs) {
            return new AvalancheSeries(binMs, Arrays.copyOf(sizes, count), Arrays.copyOf(durations, count));
        }
    }
}
