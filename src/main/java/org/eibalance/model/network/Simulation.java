package org.eibalance.model.network;

import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * A network in time. Runs may follow one another; between them nothing happens. Not safe in threads: it uses as many as
 * it was given, and they have ended when a run returns.
 */
public final class Simulation {

    private static final long PROGRESS_NANOS = 50_000_000;

    /**
     * Neurons times steps between two readings of the clock, each of which takes as long as about a hundred of them.
     */
    private static final long NEURON_STEPS_PER_LOOK = 100_000;

    private final Network network;
    private final Worker[] workers;
    private final int blockSteps;
    private final Barrier barrier;

    private long block;
    private long step;

    Simulation(final Network network, final int threads) {
        this.network = network;
        blockSteps = network.shortestDelaySteps();
        workers = new Worker[threads];
        barrier = new Barrier(threads);
        onAllThreads(index -> workers[index] = new Worker(network, index, threads));
    }

    /** Runs a job on all threads at once, number 0 on the calling one. One that fails lets the others go. */
    private void onAllThreads(final IntConsumer job) {
        try {
            ParallelLoop.runTogether(workers.length, index -> {
                boolean ended = false;
                try {
                    job.accept(index);
                    ended = true;
                } finally {
                    if (!ended) barrier.breakDown();
                }
            });
        } catch (final OutOfMemoryError e) {
            throw new InputException(
                    "There is not enough memory for the network: make it smaller, give Java more memory, or "
                            + "choose procedural connections.",
                    e);
        }
    }

    /**
     * Continues the run.
     *
     * @param durationMs how long, in model time
     * @param progress takes the done share of this run, from 0 to 1, on the calling thread
     * @throws CancellationException if the calling thread is interrupted, which it stays; the simulation cannot run on
     *     then
     */
    public void run(final double durationMs, final DoubleConsumer progress) {
        if (barrier.isBroken()) throw new IllegalStateException("an earlier run failed or was cancelled");
        final long end = step + Math.round(durationMs / network.stepMs());
        final long start = step;
        final long firstBlock = block;
        final long blocks = (end - start + blockSteps - 1) / blockSteps;
        if (blocks > 0) onAllThreads(index -> work(index, start, end, progress));
        step = end;
        block = firstBlock + blocks;
        progress.accept(1);
    }

    private void work(final int index, final long start, final long end, final DoubleConsumer progress) {
        final Worker worker = workers[index];
        final long blocksPerLook = 1 + NEURON_STEPS_PER_LOOK / Math.max(1, (long) network.neurons() * blockSteps);
        long reported = System.nanoTime();
        long current = block;
        for (long first = start; first < end; first += blockSteps, current++) {
            final int steps = (int) Math.min(blockSteps, end - first);
            final int turn = (int) (current & 1);
            worker.advance(first, steps, turn);
            if (index == 0) {
                ParallelLoop.checkCancelled();
                if (current % blocksPerLook == 0 && System.nanoTime() - reported > PROGRESS_NANOS) {
                    reported = System.nanoTime();
                    progress.accept((double) (first - start) / (end - start));
                }
            }
            if (!barrier.await()) return;
            worker.deliver(workers, first, steps, turn);
        }
        // Others may still read what the next run writes to.
        barrier.await();
    }

    /**
     * Puts an electrode into a neuron, from here on.
     *
     * @param population whose
     * @param neuron which
     * @param intervalMs time between samples, rounded to whole steps
     * @return the electrode
     */
    public Probe patch(final Population population, final int neuron, final double intervalMs) {
        population.part(neuron, neuron + 1);
        final int every = Math.max(1, (int) Math.round(intervalMs / network.stepMs()));
        for (final Worker worker : workers) {
            final PopulationShare share = worker.shares[population.index()];
            if (neuron < share.from || neuron >= share.from + share.count) continue;
            final Probe probe = new Probe(population, neuron, share, every, network.stepMs());
            worker.probes.add(probe);
            return probe;
        }
        throw new IllegalStateException("neuron " + neuron + " has no thread");
    }

    /** All spikes so far. */
    public Spikes spikes() {
        final int populations = network.populations().size();
        final int total = IntStream.range(0, workers.length)
                .map(t -> workers[t].recorded.size)
                .sum();
        final int[] neurons = new int[total];
        final int[] steps = new int[total];
        final int cells = workers[0].recordedEnds.size;
        int size = 0;
        for (int cell = 0; cell < cells; cell++) {
            final int first = network.populations().get(cell % populations).first();
            for (final Worker w : workers) {
                final int end = w.recordedEnds.values[cell];
                for (int k = cell == 0 ? 0 : w.recordedEnds.values[cell - 1]; k < end; k++) {
                    neurons[size] = w.recorded.values[k] + first;
                    steps[size++] = cell / populations;
                }
            }
        }
        return new Spikes(network.stepMs(), cells / populations, network.neurons(), neurons, steps);
    }

    /** How many threads work on it. */
    public int threads() {
        return workers.length;
    }

    /** Bytes that the synapses take; plastic ones are not counted. */
    public long synapseBytes() {
        long sum = 0;
        for (final Worker w : workers) sum += w.synapseBytes();
        return sum;
    }

    /** How many synapses there are; plastic ones are not counted. */
    public long synapses() {
        long sum = 0;
        for (final Worker w : workers) sum += w.synapses();
        return sum;
    }

    /**
     * Mean weight of the plastic synapses of a projection.
     *
     * @param projection its place in the network
     * @return in the unit of the receptor
     */
    public double meanWeight(final int projection) {
        return java.util.Arrays.stream(workers)
                .mapToDouble(w -> w.meanWeight(projection))
                .filter(w -> !Double.isNaN(w))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The factor by which homeostatic scaling multiplies what arrives now.
     *
     * @param population whose
     * @param synapse which receptor
     * @param neuron which
     * @return 1 where there is no scaling
     */
    public double scaleFactor(final Population population, final int synapse, final int neuron) {
        for (final Worker w : workers) {
            final PopulationShare share = w.shares[population.index()];
            if (neuron >= share.from && neuron < share.from + share.count)
                return share.scaleFactor(synapse, neuron - share.from);
        }
        throw new IllegalArgumentException("neuron " + neuron);
    }
}
