package org.eibalance.model.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * A {@link BinaryNetwork} in time, event by event: at each update one neuron compares its field with 0; fields change
 * only where a neuron flips. A field is held as two whole numbers, the active inputs of either kind, so that no
 * rounding adds up. Time is in units of tau_E. Not safe in threads.
 */
public final class BinarySimulation {

    /** Interval, in tau_E, at which the external input is updated and cancellation is checked. */
    private static final double BLOCK = 0.005;

    private final BinaryNetwork network;
    private final SynapseRows fromE;
    private final SynapseRows fromI;
    private final CounterRandom random;
    /** Active inputs of each neuron: whole numbers, exact in a float. */
    private final float[] activeE;

    private final float[] activeI;
    private final boolean[] active;
    private final double updatesPerTau;
    private int excitatoryActive;
    private int inhibitoryActive;
    private double time;
    private long updates;
    private long flips;
    private long measuredFromUpdate;
    private long allFlips;
    private double measuredFrom;
    private final double[] activeTime;
    private final double[] lastFlip;
    /** When watched neurons became active. */
    private final boolean[] watched;

    private final IntLog spikeNeurons = new IntLog();
    private double[] spikeTimes = new double[1024];

    /**
     * Draws the connections and the state at time 0.
     *
     * @param network settings
     * @param startActivity share of neurons that are active at time 0
     * @param seed of all random numbers
     * @throws InputException if it needs more memory than there is
     */
    public BinarySimulation(final BinaryNetwork network, final double startActivity, final long seed) {
        this.network = network;
        checkMemory();
        final int n = network.neurons();
        fromE = rows(network.excitatory(), CounterRandom.key(seed, Stream.CONNECTIONS.of(0)));
        fromI = rows(network.inhibitory(), CounterRandom.key(seed, Stream.CONNECTIONS.of(1)));
        random = new CounterRandom(seed, Stream.NOISE.of(0));
        activeE = new float[n];
        activeI = new float[n];
        active = new boolean[n];
        watched = new boolean[n];
        activeTime = new double[n];
        lastFlip = new double[n];
        updatesPerTau = network.excitatory() + network.inhibitory() / network.tauI();
        for (int i = 0; i < n; i++) if (random.nextDouble() < startActivity) flip(i);
        flips = 0;
        allFlips = 0;
    }

    private void checkMemory() {
        final Runtime runtime = Runtime.getRuntime();
        final double free = runtime.maxMemory() - (double) runtime.totalMemory() + runtime.freeMemory();
        // Two bytes a synapse, and as much again for one population while it is being built.
        final double needed = network.expectedSynapses() * (network.neurons() <= RowBuilder.SHORT_TARGETS ? 3 : 5);
        if (needed > 0.9 * free || network.expectedSynapses() > 4e9)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The network of %d neurons and %.3g synapses needs about %.1f GB of memory, and %.1f GB are "
                            + "free: make it smaller or give Java more memory.",
                    network.neurons(),
                    network.expectedSynapses(),
                    needed / 1e9,
                    free / 1e9));
    }

    private SynapseRows rows(final int sources, final long key) {
        final int n = network.neurons();
        return RowBuilder.build(
                new Connectivity.FixedProbability(network.inputs() / sources),
                sources,
                0,
                n,
                n,
                Integer.MIN_VALUE / 2,
                key,
                1);
    }

    private void flip(final int neuron) {
        final boolean up = !active[neuron];
        final float change = up ? 1f : -1f;
        active[neuron] = up;
        flips++;
        allFlips++;
        if (neuron < network.excitatory()) {
            excitatoryActive += (int) change;
            fromE.deliver(neuron, activeE, 0, change);
        } else {
            inhibitoryActive += (int) change;
            fromI.deliver(neuron - network.excitatory(), activeI, 0, change);
        }
        if (!up) activeTime[neuron] += time - lastFlip[neuron];
        lastFlip[neuron] = time;
        if (up && watched[neuron]) {
            if (spikeNeurons.size == spikeTimes.length) spikeTimes = Arrays.copyOf(spikeTimes, 2 * spikeTimes.length);
            spikeTimes[spikeNeurons.size] = time;
            spikeNeurons.add(neuron);
        }
    }

    /**
     * Activity of the two populations over time.
     *
     * @param times in tau_E
     * @param excitatory active share of E at those times
     * @param inhibitory active share of I
     */
    public record Course(double[] times, double[] excitatory, double[] inhibitory) {}

    /**
     * Continues the run.
     *
     * @param duration in tau_E
     * @param externalActivity m_0 as a function of the time since time 0
     * @param interval time between samples of the course
     * @param progress takes the done share of this run, from 0 to 1
     * @return the course of this run
     * @throws CancellationException if the calling thread is interrupted
     */
    public Course run(
            final double duration,
            final DoubleUnaryOperator externalActivity,
            final double interval,
            final DoubleConsumer progress) {
        final double start = time;
        final int samples = (int) Math.floor(duration / interval + 1e-9);
        final Course course = new Course(new double[samples], new double[samples], new double[samples]);
        final double scale = Math.sqrt(network.inputs());
        final long goal = updates + Math.round(duration * updatesPerTau);
        final long block = Math.max(1, (long) (BLOCK * updatesPerTau));
        int sample = 0;
        long blocks = 0;
        while (updates < goal) {
            final double external = externalActivity.applyAsDouble(time);
            update(
                    Math.min(block, goal - updates),
                    external * network.externalToE() * scale - network.thresholdOfE(),
                    external * network.externalToI() * scale - network.thresholdOfI());
            while (sample < samples && time - start >= (sample + 1) * interval - 1e-9) take(course, sample++);
            ParallelLoop.checkCancelled();
            if (++blocks % 64 == 0) progress.accept(Math.min(1, (time - start) / duration));
        }
        // A run is a whole number of updates, and may end half an update before its last sample.
        while (sample < samples) take(course, sample++);
        progress.accept(1);
        return course;
    }

    private void take(final Course course, final int sample) {
        course.times[sample] = time;
        course.excitatory[sample] = (double) excitatoryActive / network.excitatory();
        course.inhibitory[sample] = (double) inhibitoryActive / network.inhibitory();
    }

    private void update(final long count, final double inputE, final double inputI) {
        final int ne = network.excitatory();
        final int ni = network.inhibitory();
        final double shareE = ne / updatesPerTau;
        final double interval = 1 / updatesPerTau;
        final float weight = (float) (1 / Math.sqrt(network.inputs()));
        final float inhibitionOfE = weight * (float) network.inhibitionOfE();
        final float inhibitionOfI = weight * (float) network.inhibitionOfI();
        for (long k = 0; k < count; k++) {
            time = ++updates * interval;
            // One number chooses the population by its high bits and the neuron by what is left.
            final double place = random.nextDouble() / shareE;
            final int neuron =
                    place < 1 ? (int) (place * ne) : ne + Math.min(ni - 1, (int) ((place - 1) / (1 / shareE - 1) * ni));
            final double field = neuron < ne
                    ? weight * activeE[neuron] - inhibitionOfE * activeI[neuron] + inputE
                    : weight * activeE[neuron] - inhibitionOfI * activeI[neuron] + inputI;
            if (field > 0 == active[neuron]) continue;
            flip(neuron);
        }
    }

    /** Starts measuring mean activities anew, from now. */
    public void startMeasuring() {
        measuredFrom = time;
        flips = 0;
        measuredFromUpdate = updates;
        Arrays.fill(activeTime, 0);
        Arrays.fill(lastFlip, time);
    }

    /** Keeps the times at which a neuron becomes active, from now on. */
    public void watch(final int neuron) {
        watched[neuron] = true;
    }

    /**
     * When a watched neuron became active.
     *
     * @param neuron which
     * @return in tau_E, ascending
     */
    public double[] spikeTimes(final int neuron) {
        return java.util.stream.IntStream.range(0, spikeNeurons.size)
                .filter(k -> spikeNeurons.values[k] == neuron)
                .mapToDouble(k -> spikeTimes[k])
                .toArray();
    }

    /**
     * The share of the time since {@link #startMeasuring} in which each neuron was active: excitatory neurons first.
     *
     * @return one number a neuron
     */
    public double[] meanActivities() {
        final double[] mean = new double[active.length];
        for (int i = 0; i < mean.length; i++) {
            final double open = active[i] ? time - lastFlip[i] : 0;
            mean[i] = (activeTime[i] + open) / (time - measuredFrom);
        }
        return mean;
    }

    /** Flips since {@link #startMeasuring}, per update. */
    public double flipsPerUpdate() {
        return (double) flips / (updates - measuredFromUpdate);
    }

    /**
     * The input to a neuron now, without threshold.
     *
     * @param neuron which
     * @return excitatory input from the network and inhibitory input, in units of the threshold of E
     */
    public double[] input(final int neuron) {
        final double weight = 1 / Math.sqrt(network.inputs());
        final double inhibition = neuron < network.excitatory() ? network.inhibitionOfE() : network.inhibitionOfI();
        return new double[] {weight * activeE[neuron], -inhibition * weight * activeI[neuron]};
    }

    /** Time now, in tau_E. */
    public double time() {
        return time;
    }

    /** How many updates there were. */
    public long updates() {
        return updates;
    }

    /** How many flips there were. */
    public long flips() {
        return allFlips;
    }

    /** How many synapses there are. */
    public long synapses() {
        return fromE.synapses() + fromI.synapses();
    }

    /** Bytes they take. */
    public long synapseBytes() {
        return fromE.bytes() + fromI.bytes();
    }
}
