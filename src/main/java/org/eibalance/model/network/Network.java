package org.eibalance.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import org.eibalance.model.neuron.AdaptiveExponential;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.model.neuron.Membrane;
import org.eibalance.model.neuron.Require;
import org.eibalance.model.synapse.HomeostaticScaling;
import org.eibalance.model.synapse.InhibitoryPlasticity;
import org.eibalance.model.synapse.ShortTermPlasticity;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.recording.InputException;

/**
 * The description of a network: immutable, and safe in threads.
 *
 * @param stepMs time step
 * @param seed of all its random numbers
 * @param populations its neurons
 * @param projections its synapses
 * @param drives spikes from outside
 * @param currents constant currents into neurons
 * @param starts states at time 0
 * @param scalings homeostatic scaling of receptors
 */
public record Network(
        double stepMs,
        long seed,
        List<Population> populations,
        List<Projection> projections,
        List<PoissonDrive> drives,
        List<Current> currents,
        List<Start> starts,
        List<Scaling> scalings) {

    /** Largest share of the free memory that a network may take. */
    private static final double MEMORY_SHARE = 0.9;

    /** Most synapses of one array, with room for random variation. */
    private static final double MAX_KEPT_SYNAPSES = 2e9;

    /** Neurons times steps between two barriers for which a further thread pays: about 5 us of work. */
    private static final int NEURON_STEPS_PER_MEETING = 10_000;

    /**
     * A current that does not change, drawn for each neuron from a normal distribution.
     *
     * @param target into whom
     * @param meanPa its mean
     * @param sdPa its standard deviation from neuron to neuron
     */
    public record Current(Population.Part target, double meanPa, double sdPa) {}

    /**
     * The state of a part at time 0, drawn for each neuron from a normal distribution.
     *
     * @param target whose
     * @param synapse receptor whose conductance or current it is; −1 for the potential. Nothing is cut off: where the
     *     distribution reaches below 0, a conductance may start there.
     * @param mean its mean, in mV, nS or pA
     * @param sd its standard deviation
     */
    public record Start(Population.Part target, int synapse, double mean, double sd) {}

    /**
     * Scaling of what arrives at one receptor.
     *
     * @param population whose
     * @param synapse which receptor
     * @param rule how
     */
    public record Scaling(Population population, int synapse, HomeostaticScaling rule) {}

    /** Takes copies. */
    public Network {
        populations = List.copyOf(populations);
        projections = List.copyOf(projections);
        drives = List.copyOf(drives);
        currents = List.copyOf(currents);
        starts = List.copyOf(starts);
        scalings = List.copyOf(scalings);
    }

    /** How many neurons there are. */
    public int neurons() {
        return populations.stream().mapToInt(Population::neurons).sum();
    }

    /** How many synapses there will be, about. */
    public double expectedSynapses() {
        return projections.stream().mapToDouble(Projection::expectedSynapses).sum();
    }

    /** The shortest delay in steps: threads wait for each other once in each. */
    int shortestDelaySteps() {
        return projections.stream().mapToInt(Projection::delaySteps).min().orElse(64);
    }

    /** Memory that neurons, synapses and delay lines will take, about. */
    public double expectedBytes() {
        double bytes = 0;
        for (final Population p : populations) {
            bytes += (double) p.neurons()
                    * (p.membrane().bytesPerNeuron() + 8 + 12 * p.synapses().size());
        }
        for (final Projection p : projections) {
            final double synapses = p.expectedSynapses();
            bytes += 4.0 * p.source().neurons()
                    + 4.0
                            * Integer.highestOneBit(p.delaySteps())
                            * 2
                            * p.target().neurons();
            if (p.connectivity() instanceof Connectivity.FixedProbability f && f.procedural()) continue;
            bytes += RowBuilder.bytes(synapses, p.source().neurons(), p.target().neurons(), p.spikesAtOnce(stepMs));
            if (p.plasticity() != null) bytes += 12 * synapses;
        }
        return bytes;
    }

    /**
     * How long building and running will take on one thread of a machine of 2020 or later, about: to distinguish
     * seconds from hours before the start.
     *
     * @param durationMs model time
     * @param rateHz rate that the neurons are thought to fire at
     * @return seconds, right to a factor of three or so
     */
    public double expectedSeconds(final double durationMs, final double rateHz) {
        double ns = 20 * expectedSynapses();
        final double steps = durationMs / stepMs;
        for (final Population p : populations) ns += steps * p.neurons() * nsPerStep(p);
        for (final PoissonDrive d : drives) ns += steps * d.target().neurons() * (d.course() == null ? 1 : 5);
        for (final Projection p : projections) {
            // Targets beyond the second-level cache cost a miss each.
            final double nsPerEvent = p.plasticity() != null ? 15 : p.target().neurons() <= 200_000 ? 1.5 : 8;
            ns += p.expectedSynapses() * rateHz * durationMs / 1000 * nsPerEvent;
        }
        return ns * 1e-9;
    }

    private static double nsPerStep(final Population p) {
        double ns = p.membrane() instanceof HodgkinHuxley ? 15 : p.membrane() instanceof AdaptiveExponential ? 20 : 0.8;
        for (final Synapse s : p.synapses()) {
            if (s instanceof Synapse.Nmda) ns += 20;
            if (s instanceof Synapse.OrnsteinUhlenbeck) ns += 30;
        }
        return ns;
    }

    /**
     * Builds the network and makes it ready to run.
     *
     * @param threads how many may work at once; fewer do where the network is too small for more to pay
     * @return the network at time 0; to be closed
     * @throws InputException if it needs more memory than there is
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public Simulation prepare(final int threads) {
        Require.within("number of threads", threads, 1, 1024, "");
        checkMemory();
        return new Simulation(this, Math.min(threads, worthwhileThreads()));
    }

    /** More threads pay where each advances thousands of neurons between two barriers. */
    private int worthwhileThreads() {
        final double workPerMeeting = (double) neurons() * shortestDelaySteps();
        return (int) Math.max(1, Math.min(1024, workPerMeeting / NEURON_STEPS_PER_MEETING));
    }

    private void checkMemory() {
        final Runtime runtime = Runtime.getRuntime();
        final double free = runtime.maxMemory() - (double) runtime.totalMemory() + runtime.freeMemory();
        final double needed = expectedBytes();
        if (needed > MEMORY_SHARE * free)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The network of %d neurons and %.3g synapses needs about %.1f GB of memory, and %.1f GB are "
                            + "free: make it smaller, give Java more memory, or choose procedural connections.",
                    neurons(),
                    expectedSynapses(),
                    needed / 1e9,
                    free / 1e9));
        for (final Projection p : projections) {
            final boolean kept = !(p.connectivity() instanceof Connectivity.FixedProbability f && f.procedural());
            if (kept && p.expectedSynapses() > MAX_KEPT_SYNAPSES)
                throw new InputException(String.format(
                        Locale.ROOT,
                        "The connections from %s to %s are %.3g synapses, and at most 2 billion can be kept in "
                                + "one projection: split it, or choose procedural connections.",
                        p.source().population().name(),
                        p.target().population().name(),
                        p.expectedSynapses()));
        }
    }

    /**
     * Builds the network, runs it and discards it.
     *
     * @param durationMs how long
     * @param threads how many may work at once
     * @param progress takes the done share from 0 to 1
     * @return all spikes
     * @throws InputException if it needs more memory than there is
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; within 100 ms
     */
    public Spikes run(final double durationMs, final int threads, final DoubleConsumer progress) {
        final Simulation simulation = prepare(threads);
        simulation.run(durationMs, progress);
        return simulation.spikes();
    }

    /** Puts a network together. Used by one thread. */
    public static final class Builder {

        private final double stepMs;
        private final long seed;
        private final List<Population> populations = new ArrayList<>();
        private final List<Projection> projections = new ArrayList<>();
        private final List<PoissonDrive> drives = new ArrayList<>();
        private final List<Current> currents = new ArrayList<>();
        private final List<Start> starts = new ArrayList<>();
        private final List<Scaling> scalings = new ArrayList<>();
        private int neurons;

        /**
         * @param stepMs time step
         * @param seed of all random numbers
         */
        public Builder(final double stepMs, final long seed) {
            Require.positive("time step", stepMs, "ms");
            this.stepMs = stepMs;
            this.seed = seed;
        }

        /**
         * Adds neurons.
         *
         * @param name what they are called
         * @param membrane what they are
         * @param size how many
         * @param synapses their receptors
         * @return the population
         */
        public Population population(
                final String name, final Membrane membrane, final int size, final Synapse... synapses) {
            Require.positive("number of neurons of " + name, size, "");
            final Population population =
                    new Population(populations.size(), name, membrane, neurons, size, List.of(synapses));
            neurons = Math.addExact(neurons, size);
            populations.add(population);
            return population;
        }

        /**
         * Adds synapses.
         *
         * @param source where the spikes come from
         * @param target where they go
         * @param synapse receptor of the target population
         * @param connectivity who with whom
         * @param weight in the unit of the receptor
         * @param delayMs at least one time step
         * @throws InputException if the delay is under one step, or there are fewer sources than the in-degree
         */
        public void connect(
                final Population.Part source,
                final Population.Part target,
                final int synapse,
                final Connectivity connectivity,
                final double weight,
                final double delayMs) {
            connect(source, target, synapse, connectivity, weight, delayMs, null, null);
        }

        /**
         * Adds synapses that change.
         *
         * @param source where the spikes come from
         * @param target where they go
         * @param synapse receptor of the target population
         * @param connectivity who with whom
         * @param weight in the unit of the receptor
         * @param delayMs at least one time step
         * @param shortTerm depression and facilitation; null for none
         * @param plasticity of the weights; null for none. It takes spikes when they are fired, as if the delay were
         *     all in the dendrite.
         * @throws InputException if the delay is under one step, or there are fewer sources than the in-degree
         */
        public void connect(
                final Population.Part source,
                final Population.Part target,
                final int synapse,
                final Connectivity connectivity,
                final double weight,
                final double delayMs,
                final ShortTermPlasticity shortTerm,
                final InhibitoryPlasticity plasticity) {
            final int steps = (int) Math.round(delayMs / stepMs);
            if (!(delayMs >= stepMs * (1 - 1e-9)))
                throw new InputException("The delay from " + source.population().name() + " to "
                        + target.population().name() + " is " + delayMs + " ms: it must be at least one time step of "
                        + stepMs
                        + " ms.");
            Require.within(
                    "receptor of " + target.population().name(),
                    synapse,
                    0,
                    target.population().synapses().size() - 1.0,
                    "");
            final boolean overlap = source.population() == target.population();
            if (connectivity instanceof Connectivity.FixedInDegree f
                    && f.sources() > source.neurons() - (overlap ? 1 : 0))
                throw new InputException("Each neuron of " + target.population().name() + " is to have " + f.sources()
                        + " different sources in " + source.population().name() + ": there are " + source.neurons()
                        + ".");
            if (plasticity != null && connectivity instanceof Connectivity.FixedProbability p && p.procedural())
                throw new InputException("Procedural connections keep no weights: they cannot be plastic.");
            projections.add(
                    new Projection(source, target, synapse, connectivity, weight, steps, shortTerm, plasticity));
        }

        /** Adds spikes from outside. */
        public void drive(final PoissonDrive drive) {
            drives.add(drive);
        }

        /** Adds a constant current. */
        public void current(final Population.Part target, final double meanPa, final double sdPa) {
            currents.add(new Current(target, meanPa, sdPa));
        }

        /** Sets potentials at time 0. */
        public void startPotential(final Population.Part target, final double meanMv, final double sdMv) {
            starts.add(new Start(target, -1, meanMv, sdMv));
        }

        /** Sets conductances or currents of a receptor at time 0. */
        public void startSynapse(final Population.Part target, final int synapse, final double mean, final double sd) {
            starts.add(new Start(target, synapse, mean, sd));
        }

        /** Adds homeostatic scaling of a receptor. */
        public void scale(final Population population, final int synapse, final HomeostaticScaling rule) {
            scalings.add(new Scaling(population, synapse, rule));
        }

        /** The network as described. */
        public Network build() {
            return new Network(stepMs, seed, populations, projections, drives, currents, starts, scalings);
        }
    }
}
