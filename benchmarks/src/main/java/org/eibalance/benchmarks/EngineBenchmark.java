package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eibalance.model.network.BinaryNetwork;
import org.eibalance.model.network.BinarySimulation;
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.PoissonDrive;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Simulation;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;

/**
 * The engine on the networks of {@code benchmarks/peers/engine.py}, which starts it. Each line on standard input is one
 * timed run: the model (coba, brunel, binary, growth), the threads, the model time in ms (tau for binary), and for
 * growth the neurons and the synapses of each. Answers on standard output: seconds to build, seconds to run, processor
 * seconds to run, spikes (flips), synaptic events, bytes of the synapses, number of synapses.
 */
public final class EngineBenchmark {

    private EngineBenchmark() {}

    /**
     * @param args none
     * @throws IOException if standard input cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = requests.readLine()) != null; ) {
            final String[] r = line.strip().split(" ");
            final int threads = Integer.parseInt(r[1]);
            final double duration = Double.parseDouble(r[2]);
            switch (r[0]) {
                case "coba" -> run(coba(4000, 80), threads, duration);
                case "growth" -> run(coba(Integer.parseInt(r[3]), Integer.parseInt(r[4])), threads, duration);
                case "brunel" -> run(brunel(), threads, duration);
                case "binary" -> binary(duration);
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    /** Vogels and Abbott (2005), of any size. */
    private static Network coba(final int neurons, final int synapses) {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p = b.population(
                "cells",
                new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5),
                neurons,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        final int split = neurons / 5 * 4;
        final Connectivity rule = new Connectivity.FixedProbability((double) synapses / neurons);
        b.connect(p.part(0, split), p.whole(), 0, rule, 6, 0.1);
        b.connect(p.part(split, neurons), p.whole(), 1, rule, 67, 0.1);
        b.startPotential(p.whole(), -65, 5);
        b.startSynapse(p.whole(), 0, 40, 15);
        b.startSynapse(p.whole(), 1, 200, 120);
        return b.build();
    }

    /** Brunel (2000), model A, g 5, eta 2. */
    private static Network brunel() {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p = b.population(
                "cells", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2), 12_500, new Synapse.Delta());
        b.connect(p.part(0, 10_000), p.whole(), 0, new Connectivity.FixedInDegree(1000), 0.1, 1.5);
        b.connect(p.part(10_000, 12_500), p.whole(), 0, new Connectivity.FixedInDegree(250), -0.5, 1.5);
        b.drive(new PoissonDrive(p.whole(), 0, 20_000, 0.1));
        return b.build();
    }

    private static void run(final Network network, final int threads, final double durationMs) {
        long start = System.nanoTime();
        final Simulation simulation = network.prepare(threads);
        final double build = (System.nanoTime() - start) * 1e-9;
        final long cpu = cpu();
        start = System.nanoTime();
        simulation.run(durationMs, share -> {});
        final double seconds = (System.nanoTime() - start) * 1e-9;
        final double processor = (cpu() - cpu) * 1e-9;
        final Spikes spikes = simulation.spikes();
        final double events = (double) spikes.count() * simulation.synapses() / network.neurons();
        answer(build, seconds, processor, spikes.count(), events, simulation.synapseBytes(), simulation.synapses());
    }

    private static void binary(final double duration) {
        long start = System.nanoTime();
        final BinarySimulation simulation = new BinarySimulation(BinaryNetwork.ofPapers(10_000, 1000), 0.1, 1);
        final double build = (System.nanoTime() - start) * 1e-9;
        final long cpu = cpu();
        start = System.nanoTime();
        simulation.run(duration, t -> 0.1, 1, share -> {});
        final double seconds = (System.nanoTime() - start) * 1e-9;
        answer(
                build,
                seconds,
                (cpu() - cpu) * 1e-9,
                simulation.flips(),
                simulation.flips() * (double) simulation.synapses() / 20_000,
                simulation.synapseBytes(),
                simulation.synapses());
    }

    /** Of this thread: others of the same run are the same again. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void answer(
            final double build,
            final double seconds,
            final double processor,
            final long spikes,
            final double events,
            final long bytes,
            final long synapses) {
        System.out.println(String.format(
                Locale.ROOT,
                "%.4f %.4f %.4f %d %.0f %d %d",
                build,
                seconds,
                processor,
                spikes,
                events,
                bytes,
                synapses));
    }
}
