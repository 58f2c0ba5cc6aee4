package org.eibalance.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.LeakyIntegrateAndFireState;
import org.eibalance.model.neuron.MembraneState;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.synapse.SynapseState;

/** The neurons of one population in one thread's share, with all their input. */
final class PopulationShare {

    /** Neurons that are advanced at once, so that what passes between synapses and membrane stays in cache. */
    private static final int PIECE = 1024;

    final int from;
    final int count;
    final MembraneState membrane;
    final SynapseState[] synapses;
    /** [synapse][slot][neuron]: what arrives in later steps; null where all of it arrives in the next. */
    private final float[][][] lines;

    private final Background background;
    private final Scaler[] scalers;
    private final Drive[] drives;
    private final Route route;
    private final float[] conductanceNs = new float[PIECE];
    private final float[] currentPa = new float[PIECE];
    private final float[] noJumps;
    private final float[] propagators;

    /** How a step is computed: two exact or fused ways for the common cases, one for all others. */
    private enum Route {
        EXACT_CURRENTS,
        TWO_CONDUCTANCES,
        GENERAL
    }

    /** A current that is the same for all, or one for each neuron. */
    private record Background(float commonPa, float[] eachPa) {}

    /** A Poisson drive of neurons {@code from} to {@code from + count} of this share. */
    private record Drive(PoissonDrive settings, PoissonCounts counts, double eventsPerStep, int offset, int count) {}

    PopulationShare(final Network network, final Population population, final int from, final int to) {
        this.from = from;
        this.count = to - from;
        membrane = population.membrane().allocate(count, network.stepMs());
        final int receptors = population.synapses().size();
        synapses = new SynapseState[receptors];
        lines = new float[receptors][][];
        scalers = new Scaler[receptors];
        propagators = new float[receptors];
        for (int r = 0; r < receptors; r++) {
            synapses[r] = population
                    .synapses()
                    .get(r)
                    .allocate(
                            count,
                            network.stepMs(),
                            CounterRandom.key(network.seed(), Stream.NOISE.of(64L * population.index() + r)),
                            from);
            final int line = r;
            network.scalings().stream()
                    .filter(s -> s.population() == population && s.synapse() == line)
                    .forEach(s -> scalers[line] = new Scaler(s.rule(), count, network.stepMs()));
            lines[r] = line(network, population, r);
        }
        background = background(network, population);
        drives = drives(network, population);
        start(network, population);
        route = route(population);
        noJumps = new float[route == Route.EXACT_CURRENTS ? count : 0];
    }

    private float[][] line(final Network network, final Population population, final int synapse) {
        int longest = 0;
        for (final Projection p : network.projections()) {
            if (p.target().population() == population && p.synapse() == synapse)
                longest = Math.max(longest, p.delaySteps());
        }
        if (longest <= 1 && scalers[synapse] == null) return null;
        return new float[Integer.highestOneBit(Math.max(1, longest)) * 2][count];
    }

    private Background background(final Network network, final Population population) {
        float common = 0;
        float[] each = null;
        for (int c = 0; c < network.currents().size(); c++) {
            final Network.Current current = network.currents().get(c);
            if (current.target().population() != population) continue;
            if (current.sdPa() == 0 && current.target().neurons() == population.neurons()) {
                common += (float) current.meanPa();
                continue;
            }
            if (each == null) each = new float[count];
            final long key = CounterRandom.key(network.seed(), Stream.CURRENT.of(c));
            for (int i = 0; i < count; i++) {
                if (from + i < current.target().from()
                        || from + i >= current.target().to()) continue;
                each[i] +=
                        (float) (current.meanPa() + current.sdPa() * new CounterRandom(key, from + i).nextGaussian());
            }
        }
        return new Background(common, each);
    }

    private Drive[] drives(final Network network, final Population population) {
        final List<Drive> found = new ArrayList<>();
        for (int d = 0; d < network.drives().size(); d++) {
            final PoissonDrive drive = network.drives().get(d);
            if (drive.target().population() != population) continue;
            final int first = Math.max(from, drive.target().from());
            final int behind = Math.min(from + count, drive.target().to());
            if (first >= behind) continue;
            final PoissonCounts counts =
                    new PoissonCounts(CounterRandom.key(network.seed(), Stream.DRIVE.of(d)), drive.weight());
            final double events = drive.rateHz() * network.stepMs() / 1000;
            if (drive.course() == null) counts.setMean(events);
            found.add(new Drive(drive, counts, events, first - from, behind - first));
        }
        return found.toArray(new Drive[0]);
    }

    private void start(final Network network, final Population population) {
        for (int s = 0; s < network.starts().size(); s++) {
            final Network.Start start = network.starts().get(s);
            if (start.target().population() != population) continue;
            final long key = CounterRandom.key(network.seed(), Stream.START.of(s));
            final int behind = Math.min(from + count, start.target().to());
            for (int neuron = Math.max(from, start.target().from()); neuron < behind; neuron++) {
                final double value = start.mean() + start.sd() * new CounterRandom(key, neuron).nextGaussian();
                if (start.synapse() < 0) membrane.setPotentialMv(neuron - from, value);
                else synapses[start.synapse()].arrivals()[neuron - from] = (float) value;
            }
        }
    }

    private Route route(final Population population) {
        if (!(membrane instanceof LeakyIntegrateAndFireState) || background.eachPa != null) return Route.GENERAL;
        if (synapses.length == 2
                && synapses[0] instanceof SynapseState.Conductances
                && synapses[1] instanceof SynapseState.Conductances) return Route.TWO_CONDUCTANCES;
        for (final SynapseState s : synapses) {
            if (!(s instanceof SynapseState.Jumps || s instanceof SynapseState.Currents)) return Route.GENERAL;
        }
        final LeakyIntegrateAndFire neuron = (LeakyIntegrateAndFire) population.membrane();
        for (int r = 0; r < synapses.length; r++) {
            if (synapses[r] instanceof SynapseState.Currents c) propagators[r] = c.propagator(neuron);
        }
        return Route.EXACT_CURRENTS;
    }

    /** What a weight is multiplied by where it is put into {@link #arrivalsAt}. */
    double perWeight(final int synapse) {
        return lines[synapse] == null ? 1 / synapses[synapse].unit() : 1;
    }

    /** Where spikes that arrive in a step put their weights. */
    float[] arrivalsAt(final int synapse, final long step) {
        final float[][] line = lines[synapse];
        return line == null ? synapses[synapse].arrivals() : line[(int) step & line.length - 1];
    }

    /**
     * Does one step.
     *
     * @param step which
     * @param fired takes the neurons that fire, counted in this share
     * @return how many
     */
    int step(final long step, final int[] fired) {
        for (int r = 0; r < synapses.length; r++) {
            if (lines[r] == null) continue;
            final float[] arriving = lines[r][(int) step & lines[r].length - 1];
            if (scalers[r] != null) scalers[r].scale(arriving);
            if (!(synapses[r] instanceof SynapseState.Jumps))
                move(arriving, synapses[r].arrivals(), (float) (1 / synapses[r].unit()));
        }
        for (final Drive d : drives) drive(d, step);
        switch (route) {
            case EXACT_CURRENTS -> advanceExactly(step);
            case TWO_CONDUCTANCES -> {
                final SynapseState.Conductances e = (SynapseState.Conductances) synapses[0];
                final SynapseState.Conductances i = (SynapseState.Conductances) synapses[1];
                ((LeakyIntegrateAndFireState) membrane)
                        .advance(
                                e.arrivals(),
                                i.arrivals(),
                                e.middleUnitNs(),
                                i.middleUnitNs(),
                                e.reversalMv(),
                                i.reversalMv(),
                                background.commonPa);
            }
            case GENERAL -> advanceGenerally(step);
        }
        for (final SynapseState s : synapses) s.endStep();
        final int spikes = membrane.detect(fired);
        for (final Scaler s : scalers) if (s != null) s.follow(fired, spikes);
        return spikes;
    }

    private void drive(final Drive d, final long step) {
        final float[] into = jumpsOrArrivals(d.settings.synapse(), step);
        final float factor = (float) (1 / synapses[d.settings.synapse()].unit());
        final float[] course = d.settings.course();
        if (course == null) d.counts.add(step, from + d.offset, into, d.offset, d.count, factor);
        else
            d.counts.addChanging(
                    d.eventsPerStep * course[(int) Math.min(step, course.length - 1)],
                    step,
                    from + d.offset,
                    into,
                    d.offset,
                    d.count,
                    factor);
    }

    /**
     * Input that acts in this step: jumps are read where they arrived, all other input has been moved to the synapse.
     */
    private float[] jumpsOrArrivals(final int synapse, final long step) {
        return synapses[synapse] instanceof SynapseState.Jumps
                ? arrivalsAt(synapse, step)
                : synapses[synapse].arrivals();
    }

    private static void move(final float[] source, final float[] into, final float factor) {
        for (int i = 0; i < into.length; i++) into[i] += factor * source[i];
        Arrays.fill(source, 0f);
    }

    private void advanceExactly(final long step) {
        final LeakyIntegrateAndFireState cells = (LeakyIntegrateAndFireState) membrane;
        boolean advanced = false;
        for (int r = 0; r < synapses.length; r++) {
            if (!(synapses[r] instanceof SynapseState.Jumps)) continue;
            final float[] jumps = arrivalsAt(r, step);
            if (advanced) cells.applyJumps(jumps);
            else cells.advanceExactly(background.commonPa, jumps);
            advanced = true;
            Arrays.fill(jumps, 0f);
        }
        if (!advanced) cells.advanceExactly(background.commonPa, noJumps);
        for (int r = 0; r < synapses.length; r++) {
            if (!(synapses[r] instanceof SynapseState.Currents c)) continue;
            cells.addDecayedCurrent(c.arrivals(), (float) (propagators[r] * c.unit()));
        }
    }

    private void advanceGenerally(final long step) {
        for (int first = 0; first < count; first += PIECE) {
            final int size = Math.min(PIECE, count - first);
            Arrays.fill(conductanceNs, 0, size, 0f);
            Arrays.fill(currentPa, 0, size, background.commonPa);
            if (background.eachPa != null) {
                for (int i = 0; i < size; i++) currentPa[i] += background.eachPa[first + i];
            }
            for (final SynapseState s : synapses) s.contribute(membrane, first, size, conductanceNs, currentPa);
            membrane.advance(conductanceNs, currentPa, first, size);
        }
        for (int r = 0; r < synapses.length; r++) {
            if (!(synapses[r] instanceof SynapseState.Jumps)) continue;
            final float[] jumps = arrivalsAt(r, step);
            membrane.applyJumps(jumps);
            Arrays.fill(jumps, 0f);
        }
    }

    /** The factor by which homeostasis scales what arrives; 1 where there is none. */
    double scaleFactor(final int synapse, final int neuron) {
        return scalers[synapse] == null ? 1 : scalers[synapse].factor(neuron);
    }
}
