package org.eibalance.scenario.disease;

import java.util.function.IntFunction;
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.PoissonDrive;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.signal.ParallelLoop;

/**
 * A circuit for scenarios of disease: neurons, receptors and weights of the COBA benchmark (Vogels and Abbott 2005;
 * Brette et al. 2007) with as many inputs a cell, in a network of 1000, a steady input from outside that keeps it
 * active whatever is taken away, and slow NMDA receptors where they are asked for. A model of none of the diseases; it
 * shows what taking something away does in one published kind of network.
 *
 * @param interneuronsLost share of the inhibitory cells that are missing
 * @param ampaOnE strength of AMPA receptors on excitatory cells, 1 as usual
 * @param ampaOnI the same on inhibitory cells
 * @param gaba strength of all GABA receptors, 1 as usual
 * @param nmdaOnENs weight of NMDA receptors on excitatory cells
 * @param nmdaOnINs the same on inhibitory cells
 */
record CorticalCircuit(
        double interneuronsLost, double ampaOnE, double ampaOnI, double gaba, double nmdaOnENs, double nmdaOnINs) {

    static final int EXCITATORY = 800;
    static final int INHIBITORY = 200;
    static final double SETTLE_MS = 200;

    private static final double STEP_MS = 0.1;
    private static final double PROBABILITY = 0.08;
    private static final double EXCITATORY_NS = 6;
    private static final double INHIBITORY_NS = 67;
    private static final double OUTSIDE_HZ = 400;
    private static final double FANO_BIN_MS = 5;

    /** With nothing changed and no NMDA receptors. */
    static CorticalCircuit usual() {
        return new CorticalCircuit(0, 1, 1, 1, 0, 0);
    }

    CorticalCircuit withInterneuronsLost(final double share) {
        return new CorticalCircuit(share, ampaOnE, ampaOnI, gaba, nmdaOnENs, nmdaOnINs);
    }

    CorticalCircuit withAmpa(final double onE, final double onI) {
        return new CorticalCircuit(interneuronsLost, onE, onI, gaba, nmdaOnENs, nmdaOnINs);
    }

    CorticalCircuit withGaba(final double strength) {
        return new CorticalCircuit(interneuronsLost, ampaOnE, ampaOnI, strength, nmdaOnENs, nmdaOnINs);
    }

    CorticalCircuit withNmda(final double onENs, final double onINs) {
        return new CorticalCircuit(interneuronsLost, ampaOnE, ampaOnI, gaba, onENs, onINs);
    }

    /**
     * What a run shows after it has settled.
     *
     * @param excitatoryHz mean rate of excitatory cells
     * @param inhibitoryHz mean rate of the inhibitory cells that are left
     * @param fano variance over mean of the excitatory spikes in bins of 5 ms: 1 where cells are independent, more
     *     where they fire together
     * @param spikes all spikes, excitatory cells first
     * @param cells all cells
     */
    record Activity(double excitatoryHz, double inhibitoryHz, double fano, Spikes spikes, Population cells) {

        Population.Part excitatory() {
            return cells.part(0, EXCITATORY);
        }
    }

    /** Runs it on one thread. */
    Activity run(final double durationMs, final long seed) {
        final Network.Builder b = new Network.Builder(STEP_MS, seed);
        final boolean slow = nmdaOnENs > 0 || nmdaOnINs > 0;
        final Synapse ampa = new Synapse.ExponentialConductance(5, 0);
        final Synapse gabaA = new Synapse.ExponentialConductance(10, -80);
        final LeakyIntegrateAndFire cell = new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5);
        final int kept = (int) Math.round((1 - interneuronsLost) * INHIBITORY);
        final Population p = slow
                ? b.population("cells", cell, EXCITATORY + kept, ampa, gabaA, new Synapse.Nmda(2, 80, 0, 1))
                : b.population("cells", cell, EXCITATORY + kept, ampa, gabaA);
        final Population.Part e = p.part(0, EXCITATORY);
        final Population.Part i = p.part(EXCITATORY, EXCITATORY + kept);
        final Connectivity rule = new Connectivity.FixedProbability(PROBABILITY);
        b.connect(e, e, 0, rule, EXCITATORY_NS * ampaOnE, STEP_MS);
        b.connect(e, i, 0, rule, EXCITATORY_NS * ampaOnI, STEP_MS);
        b.connect(i, p.whole(), 1, rule, INHIBITORY_NS * gaba, STEP_MS);
        if (nmdaOnENs > 0) b.connect(e, e, 2, rule, nmdaOnENs, STEP_MS);
        if (nmdaOnINs > 0) b.connect(e, i, 2, rule, nmdaOnINs, STEP_MS);
        b.drive(new PoissonDrive(e, 0, OUTSIDE_HZ, EXCITATORY_NS * ampaOnE));
        b.drive(new PoissonDrive(i, 0, OUTSIDE_HZ, EXCITATORY_NS * ampaOnI));
        b.startPotential(p.whole(), -60, 4);
        final Spikes spikes = b.build().run(durationMs, 1, done -> {});
        return new Activity(
                spikes.rateHz(e, SETTLE_MS, durationMs),
                spikes.rateHz(i, SETTLE_MS, durationMs),
                spikes.populationFano(e, SETTLE_MS, durationMs, FANO_BIN_MS),
                spikes,
                p);
    }

    /**
     * Runs something for each of several seeds, several at once.
     *
     * @param seeds how many
     * @param run seed of the first, threads and progress
     * @param from progress at the start
     * @param to progress at the end
     * @param one what to run, by its seed's number from 0; the seed itself is {@link #seed}
     * @return the results in order of the seeds
     */
    static <T> java.util.List<T> forSeeds(
            final int seeds, final ScenarioRun run, final double from, final double to, final IntFunction<T> one) {
        final Object[] results = new Object[seeds];
        ParallelLoop.run(seeds, run.threads(), run.part(from, to), k -> results[k] = one.apply(k));
        @SuppressWarnings("unchecked")
        final java.util.List<T> list = (java.util.List<T>) java.util.Arrays.asList(results);
        return list;
    }

    /** The seed of one of several runs. */
    static long seed(final ScenarioRun run, final int number) {
        return run.seed() * 1000 + number;
    }
}
