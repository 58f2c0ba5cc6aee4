package org.eibalance.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.synapse.ShortTermPlasticity;

/**
 * One thread's share of a network: some neurons of each population and all synapses onto them. Within a block of steps,
 * the shortest delay long, it needs nothing from the others; then it receives the spikes of all.
 */
final class Worker {

    private final Network network;
    private final int blockSteps;
    final PopulationShare[] shares;
    private final Incoming[] incoming;
    /** [source population]: projections from there. */
    private final Incoming[][] incomingOf;
    /** [target population]: projections that learn. */
    private final Incoming[][] learning;
    /** Spikes of two blocks in turn: one is read by all while the next is written. */
    private final IntLog[] spikes = {new IntLog(), new IntLog()};
    /** [block in turn][step in block × populations + population]: behind the last spike. */
    private final int[][] ends;

    private final int[][] fired;
    /** Sources of the spikes that arrive together. */
    private final IntLog arriving = new IntLog();

    final IntLog recorded = new IntLog();
    final IntLog recordedEnds = new IntLog();
    final List<Probe> probes = new ArrayList<>();

    /** The synapses of one projection onto this share. */
    private record Incoming(
            Projection projection,
            SynapseRows rows,
            PlasticRows plastic,
            ShortTermPlasticity.State shortTerm,
            int shareFrom,
            int shareCount,
            int offset) {}

    Worker(final Network network, final int index, final int workers) {
        this.network = network;
        blockSteps = network.shortestDelaySteps();
        final int populations = network.populations().size();
        shares = new PopulationShare[populations];
        fired = new int[populations][];
        for (int p = 0; p < populations; p++) {
            final Population population = network.populations().get(p);
            shares[p] = new PopulationShare(
                    network, population, population.cut(index, workers), population.cut(index + 1, workers));
            fired[p] = new int[shares[p].count];
        }
        ends = new int[2][blockSteps * populations];
        incoming = new Incoming[network.projections().size()];
        for (int k = 0; k < incoming.length; k++)
            incoming[k] = incoming(network.projections().get(k), k);
        incomingOf = new Incoming[populations][];
        learning = new Incoming[populations][];
        for (int p = 0; p < populations; p++) {
            final int each = p;
            incomingOf[p] = select(in -> in.projection.source().population().index() == each);
            learning[p] = select(in ->
                    in.plastic != null && in.projection.target().population().index() == each);
        }
    }

    private Incoming[] select(final Predicate<Incoming> which) {
        return Arrays.stream(incoming)
                .filter(in -> in != null && which.test(in))
                .toArray(Incoming[]::new);
    }

    private Incoming incoming(final Projection p, final int index) {
        final PopulationShare share = shares[p.target().population().index()];
        final int first = Math.max(share.from, p.target().from());
        final int behind = Math.min(share.from + share.count, p.target().to());
        if (first >= behind) return null;
        final int from = first - p.target().from();
        final int to = behind - p.target().from();
        final long key = CounterRandom.key(network.seed(), Stream.CONNECTIONS.of(index));
        final SynapseRows rows = RowBuilder.build(
                p.connectivity(),
                p.source().neurons(),
                from,
                to,
                p.target().neurons(),
                p.selfOffset(),
                key,
                p.spikesAtOnce(network.stepMs()));
        final PlasticRows plastic = p.plasticity() == null
                ? null
                : new PlasticRows(rows, to - from, p.weight(), p.plasticity(), network.stepMs());
        final ShortTermPlasticity.State shortTerm = p.shortTerm() == null
                ? null
                : new ShortTermPlasticity.State(p.shortTerm(), p.source().neurons());
        return new Incoming(
                p,
                plastic == null ? rows : null,
                plastic,
                shortTerm,
                first - share.from,
                to - from,
                first - share.from);
    }

    /** Advances its neurons through a block of steps. */
    void advance(final long firstStep, final int steps, final int turn) {
        final IntLog log = spikes[turn];
        log.size = 0;
        for (int s = 0; s < steps; s++) {
            for (final Probe probe : probes) probe.sample(firstStep + s);
            for (int p = 0; p < shares.length; p++) {
                final int count = shares[p].step(firstStep + s, fired[p]);
                log.ensure(count);
                for (int k = 0; k < count; k++) log.values[log.size++] = fired[p][k] + shares[p].from;
                ends[turn][s * shares.length + p] = log.size;
            }
        }
        recorded.ensure(log.size);
        final int before = recorded.size;
        System.arraycopy(log.values, 0, recorded.values, before, log.size);
        recorded.size += log.size;
        for (int k = 0; k < steps * shares.length; k++) recordedEnds.add(before + ends[turn][k]);
    }

    /** Receives the spikes that all workers fired in a block. */
    void deliver(final Worker[] all, final long firstStep, final int steps, final int turn) {
        for (int s = 0; s < steps; s++) {
            for (int p = 0; p < shares.length; p++) {
                final int cell = s * shares.length + p;
                for (final Incoming in : incomingOf[p]) deliver(in, all, turn, cell, firstStep + s);
                for (final Incoming in : learning[p]) learn(in, turn, cell, firstStep + s);
            }
        }
    }

    private void deliver(final Incoming in, final Worker[] all, final int turn, final int cell, final long step) {
        final Projection p = in.projection;
        final float[] into = shares[p.target().population().index()].arrivalsAt(p.synapse(), step + p.delaySteps());
        final int first = p.source().from();
        final int behind = p.source().to();
        arriving.size = 0;
        for (final Worker worker : all) {
            final int[] list = worker.spikes[turn].values;
            final int end = worker.ends[turn][cell];
            int k = cell == 0 ? 0 : worker.ends[turn][cell - 1];
            arriving.ensure(end - k);
            for (; k < end; k++) {
                if (list[k] >= first && list[k] < behind) arriving.values[arriving.size++] = list[k] - first;
            }
        }
        final double factor = shares[p.target().population().index()].perWeight(p.synapse());
        if (p.isFixed())
            in.rows.deliverAll(arriving.values, arriving.size, into, in.offset, (float) (factor * p.weight()));
        else for (int k = 0; k < arriving.size; k++) deliverChanging(in, arriving.values[k], step, into, factor);
    }

    private void deliverChanging(
            final Incoming in, final int source, final long step, final float[] into, final double factor) {
        final double share =
                factor * (in.shortTerm == null ? 1 : in.shortTerm.release(source, step * network.stepMs()));
        if (in.plastic == null) in.rows.deliver(source, into, in.offset, (float) (share * in.projection.weight()));
        else in.plastic.spikeBefore(source, step, into, in.offset, share);
    }

    /** Spikes of the targets themselves: this worker's own. */
    private void learn(final Incoming in, final int turn, final int cell, final long step) {
        final int shift =
                in.shareFrom + shares[in.projection.target().population().index()].from;
        final int end = ends[turn][cell];
        for (int k = cell == 0 ? 0 : ends[turn][cell - 1]; k < end; k++) {
            final int target = spikes[turn].values[k] - shift;
            if (target >= 0 && target < in.shareCount) in.plastic.spikeBehind(target, step);
        }
    }

    /** Bytes that synapses take. */
    long synapseBytes() {
        long bytes = 0;
        for (final Incoming in : incoming) if (in != null && in.rows != null) bytes += in.rows.bytes();
        return bytes;
    }

    /** How many synapses end here. */
    long synapses() {
        long sum = 0;
        for (final Incoming in : incoming) if (in != null && in.rows != null) sum += in.rows.synapses();
        return sum;
    }

    /** Mean weight of a plastic projection onto this share; NaN where none of it ends here. */
    double meanWeight(final int projection) {
        return incoming[projection] == null ? Double.NaN : incoming[projection].plastic.meanWeight();
    }
}
