package org.eibalance.model.network;

import org.eibalance.model.synapse.CounterRandom;

/**
 * Numbers of Poisson events in a time step, by looking them up: of 16 random bits 12 give the entry of a table, small
 * enough for the first-level cache; where they do not decide the number, the other bits and further ones do, so that
 * the distribution is exact to 2⁻⁶⁴. The number depends on the key, the step and the neuron alone.
 */
final class PoissonCounts {

    private static final int TABLE_BITS = 12;
    private static final int LANE = 65536;
    /** From 16 random bits to an entry of the table. */
    private static final int SHIFT = 16 - TABLE_BITS;
    /** Entry that marks that its bits leave two numbers possible. */
    private static final float UNSETTLED = Float.NaN;

    private final long key;
    private final float weight;
    private final float[] table = new float[1 << TABLE_BITS];
    private double[] cumulative;
    private double mean = -1;
    private long[] random = new long[0];
    private float[] drawn = new float[0];
    private int[] unsettled = new int[0];

    /**
     * @param key of the random numbers
     * @param weight of one event
     */
    PoissonCounts(final long key, final double weight) {
        this.key = key;
        this.weight = (float) weight;
    }

    /** Sets the mean number of events in a step. */
    void setMean(final double events) {
        if (events == mean) return;
        mean = events;
        cumulative = cumulative(events);
        int count = 0;
        for (int i = 0; i < table.length; i++) {
            while (cumulative[count] <= (double) i / table.length && count < cumulative.length - 1) count++;
            table[i] = cumulative[count] >= (i + 1.0) / table.length || count == cumulative.length - 1
                    ? weight * count
                    : UNSETTLED;
        }
    }

    private static double[] cumulative(final double mean) {
        final int most = (int) Math.ceil(mean + 12 * Math.sqrt(mean) + 20);
        final double[] cumulative = new double[most + 1];
        double sum = 0;
        for (int k = 0; k <= most; k++) {
            sum += Math.exp(k * Math.log(Math.max(mean, 1e-300)) - mean - logFactorial(k));
            cumulative[k] = Math.min(sum, 1);
        }
        cumulative[most] = 1;
        return cumulative;
    }

    private static double logFactorial(final int k) {
        double sum = 0;
        for (int i = 2; i <= k; i++) sum += Math.log(i);
        return sum;
    }

    /**
     * Adds the events of one step.
     *
     * @param step which
     * @param firstNeuron number of the first neuron, for the random numbers
     * @param into takes them
     * @param offset place of the first neuron in it
     * @param count how many neurons
     * @param factor that the weights are multiplied by
     */
    void add(
            final long step,
            final int firstNeuron,
            final float[] into,
            final int offset,
            final int count,
            final float factor) {
        final long stepKey = CounterRandom.at(key, step);
        final int shift = firstNeuron & 3;
        int i = 0;
        if (shift != 0) {
            final long bits = CounterRandom.at(stepKey, firstNeuron >> 2);
            for (int lane = shift; lane < 4 && i < count; lane++, i++) into[offset + i] += factor * drawn(bits, lane);
        }
        final int groups = count - i >> 2;
        final long place = firstNeuron + i >> 2;
        addGroups(stepKey, place, groups, into, offset + i, factor);
        i += 4 * groups;
        if (i < count) {
            final long bits = CounterRandom.at(stepKey, place + groups);
            for (int lane = 0; i < count; lane++, i++) into[offset + i] += factor * drawn(bits, lane);
        }
    }

    /** Four neurons a group, in loops of one kind of work each: random numbers, looking up, adding. */
    private void addGroups(
            final long stepKey,
            final long place,
            final int groups,
            final float[] into,
            final int from,
            final float factor) {
        reserve(groups, into.length);
        CounterRandom.fill(random, stepKey, place, groups);
        final int open = lookUp(random, table, groups, drawn, from, unsettled);
        for (int k = 0; k < open; k++) {
            final int group = unsettled[k];
            for (int lane = 0; lane < 4; lane++) drawn[from + 4 * group + lane] = drawn(random[group], lane);
        }
        final float[] events = drawn;
        final int to = from + 4 * groups;
        for (int i = from; i < to; i++) into[i] += factor * events[i];
    }

    private void reserve(final int groups, final int neurons) {
        if (random.length < groups) {
            random = new long[groups];
            unsettled = new int[groups + 1];
        }
        if (drawn.length < neurons) drawn = new float[neurons];
    }

    private static int lookUp(
            final long[] random,
            final float[] table,
            final int groups,
            final float[] drawn,
            final int from,
            final int[] unsettled) {
        int open = 0;
        for (int group = 0; group < groups; group++) {
            final long bits = random[group];
            final float a = table[(int) bits >>> SHIFT & 0xFFF];
            final float b = table[(int) (bits >>> 16 + SHIFT) & 0xFFF];
            final float c = table[(int) (bits >>> 32 + SHIFT) & 0xFFF];
            final float d = table[(int) (bits >>> 48 + SHIFT)];
            final int i = from + 4 * group;
            drawn[i] = a;
            drawn[i + 1] = b;
            drawn[i + 2] = c;
            drawn[i + 3] = d;
            final float sum = a + b + (c + d);
            if (sum != sum) unsettled[open++] = group;
        }
        return open;
    }

    private float drawn(final long bits, final int lane) {
        final int coarse = (int) (bits >>> 16 * lane) & 0xFFFF;
        final float value = table[coarse >>> SHIFT];
        if (value == value) return value;
        final double fine = (CounterRandom.at(bits, lane) >>> 12) * 0x1p-52;
        final double u = (coarse + fine) / LANE;
        int count = 0;
        while (count < cumulative.length - 1 && u >= cumulative[count]) count++;
        return weight * count;
    }

    /**
     * Adds the events of one step where the mean changes from step to step and a table would not pay.
     *
     * @param events mean number of events in this step
     * @param step which
     * @param firstNeuron number of the first neuron, for the random numbers
     * @param into takes them
     * @param offset place of the first neuron in it
     * @param count how many neurons
     * @param factor that the weights are multiplied by
     */
    void addChanging(
            final double events,
            final long step,
            final int firstNeuron,
            final float[] into,
            final int offset,
            final int count,
            final float factor) {
        if (!(events > 0)) return;
        final long stepKey = CounterRandom.at(key, step);
        final double none = Math.exp(-events);
        for (int i = 0; i < count; i++) {
            final double u = (CounterRandom.at(stepKey, firstNeuron + i) >>> 12) * 0x1p-52;
            double probability = none;
            double sum = none;
            int number = 0;
            while (u >= sum && number < 1000) {
                number++;
                probability *= events / number;
                sum += probability;
            }
            into[offset + i] += factor * weight * number;
        }
    }
}
