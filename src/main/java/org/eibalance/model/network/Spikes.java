package org.eibalance.model.network;

import java.util.Arrays;
import org.eibalance.signal.Statistics;

/**
 * The spikes of a run, in order of time and then of neuron.
 *
 * @param stepMs time step
 * @param duration steps of the run
 * @param neuronCount neurons of the network
 * @param neurons who fired, numbered through the network; not copied
 * @param steps in which step; not copied
 */
public record Spikes(double stepMs, int duration, int neuronCount, int[] neurons, int[] steps) {

    /** How many there are. */
    public int count() {
        return neurons.length;
    }

    /** Length of the run in ms. */
    public double durationMs() {
        return duration * stepMs;
    }

    /**
     * Mean rate of some neurons.
     *
     * @param part which
     * @param fromMs start of the window
     * @param toMs its end
     * @return in Hz
     */
    public double rateHz(final Population.Part part, final double fromMs, final double toMs) {
        final long spikes =
                Arrays.stream(counts(part, fromMs, toMs)).asLongStream().sum();
        return spikes * 1000.0 / part.neurons() / (toMs - fromMs);
    }

    /**
     * How often each neuron of a part fired.
     *
     * @param part which
     * @param fromMs start of the window
     * @param toMs its end
     * @return one number a neuron
     */
    public int[] counts(final Population.Part part, final double fromMs, final double toMs) {
        final int first = part.population().first() + part.from();
        final int[] counts = new int[part.neurons()];
        for (int k = at(fromMs); k < at(toMs); k++) {
            final int neuron = neurons[k] - first;
            if (neuron >= 0 && neuron < counts.length) counts[neuron]++;
        }
        return counts;
    }

    /** Place of the first spike not before a time. */
    private int at(final double ms) {
        final int goal = (int) Math.ceil(ms / stepMs - 1e-9);
        int low = 0;
        int high = steps.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (steps[middle] < goal) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /**
     * Times of one neuron's spikes.
     *
     * @param population whose
     * @param neuron number in it
     * @return in ms, ascending
     */
    public double[] timesMs(final Population population, final int neuron) {
        final int number = population.first() + neuron;
        final double[] times = new double[count()];
        int size = 0;
        for (int k = 0; k < neurons.length; k++) if (neurons[k] == number) times[size++] = (steps[k] + 1) * stepMs;
        return Arrays.copyOf(times, size);
    }

    /**
     * Mean coefficient of variation of the intervals between a neuron's spikes.
     *
     * @param part which neurons
     * @param fromMs start of the window
     * @param toMs its end
     * @param leastSpikes neurons with fewer spikes are left out
     * @return NaN where all are
     */
    public double meanCv(final Population.Part part, final double fromMs, final double toMs, final int leastSpikes) {
        final int first = part.population().first() + part.from();
        final int size = part.neurons();
        final int[] count = new int[size];
        final int[] last = new int[size];
        final double[] sum = new double[size];
        final double[] squares = new double[size];
        for (int k = at(fromMs); k < at(toMs); k++) {
            final int i = neurons[k] - first;
            if (i < 0 || i >= size) continue;
            if (count[i] > 0) {
                final double interval = (steps[k] - last[i]) * stepMs;
                sum[i] += interval;
                squares[i] += interval * interval;
            }
            last[i] = steps[k];
            count[i]++;
        }
        double total = 0;
        int used = 0;
        for (int i = 0; i < size; i++) {
            if (count[i] < Math.max(3, leastSpikes)) continue;
            final double intervals = count[i] - 1.0;
            final double mean = sum[i] / intervals;
            total += Math.sqrt(Math.max(0, squares[i] / intervals - mean * mean)) / mean;
            used++;
        }
        return total / used;
    }

    /**
     * Spikes of a part in bins.
     *
     * @param part which neurons
     * @param fromMs start of the first bin
     * @param toMs end of the last; what does not fill a bin is left out
     * @param binMs width
     * @return spikes in each bin
     */
    public double[] histogram(final Population.Part part, final double fromMs, final double toMs, final double binMs) {
        final int first = part.population().first() + part.from();
        final double[] bins = new double[(int) Math.floor((toMs - fromMs) / binMs + 1e-9)];
        for (int k = at(fromMs); k < at(toMs); k++) {
            final int neuron = neurons[k] - first;
            final int bin = (int) ((steps[k] * stepMs - fromMs) / binMs + 1e-9);
            if (neuron >= 0 && neuron < part.neurons() && bin < bins.length) bins[bin]++;
        }
        return bins;
    }

    /**
     * Variance, with n, over mean of the population's spike count in bins: 1 for independent Poisson neurons, more
     * where they fire in synchrony.
     *
     * @param part which neurons
     * @param fromMs start of the window
     * @param toMs its end
     * @param binMs width of the bins
     * @return the Fano factor
     */
    public double populationFano(
            final Population.Part part, final double fromMs, final double toMs, final double binMs) {
        final double[] bins = histogram(part, fromMs, toMs, binMs);
        return Statistics.populationVariance(bins) / Statistics.mean(bins);
    }
}
