package org.eibalance.scenario.network;

import java.util.List;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.Population;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Current-based integrate-and-fire neurons with a resting potential above threshold (benchmark 2 of Brette et al. 2007;
 * Vogels and Abbott 2005).
 */
public final class Cuba extends Scenario<Cuba.Settings> {

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Neurons",
                    standard = 4000,
                    min = 100,
                    max = 1000000,
                    description = "Number of neurons, four fifths of them excitatory.")
            int neurons,

            @Setting(
                    label = "Connection probability",
                    standard = 0.02,
                    min = 0.0001,
                    max = 1,
                    description = "Probability of a connection from one neuron to another.")
            double connectionProbability,

            @Setting(
                    label = "Excitatory weight",
                    unit = "mV",
                    standard = 1.62,
                    min = 0,
                    max = 100,
                    description = "What an excitatory spike adds.")
            double excitatoryMv,

            @Setting(
                    label = "Inhibitory weight",
                    unit = "mV",
                    standard = -9,
                    min = -1000,
                    max = 1000,
                    description = "What an inhibitory spike adds.")
            double inhibitoryMv,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 5000,
                    min = 600,
                    max = 1e6,
                    description = "Length of the simulation, of which the first 500 ms are not measured.")
            double durationMs) {}

    /** For the list of scenarios. */
    public Cuba() {
        super(
                Settings.class,
                "CUBA Benchmark",
                "Current-based integrate-and-fire network with irregular activity (Vogels and Abbott 2005; "
                        + "Brette et al. 2007).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final VogelsAbbott kind = kind(s);
        final Network network = network(s, run.seed());
        final VogelsAbbott.Activity a = kind.run(network, run);
        return kind.result(
                "CUBA Benchmark",
                network,
                a,
                List.of(
                        new Measure("rate_e_hz", a.excitatoryHz(), "Hz", 5.6, 0.6),
                        new Measure("rate_i_hz", a.inhibitoryHz(), "Hz", 5.6, 0.6),
                        new Measure("cv", a.cv(), "", 0.70, 0.1),
                        Measure.of("population_fano_3_ms", a.fano(), ""),
                        new Measure("last_spike_ms", a.lastMs(), "ms", 5000, 20)));
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        return network(s, 0).expectedSeconds(s.durationMs, 6);
    }

    @Override
    protected double expectedBytes(final Settings s, final int threads) {
        return kind(s).expectedBytes(6);
    }

    private static VogelsAbbott kind(final Settings s) {
        return new VogelsAbbott(s.neurons, s.connectionProbability, s.durationMs, 500);
    }

    private static Network network(final Settings s, final long seed) {
        // With a leak of 1 nS a current in pA is the R I in mV of the benchmark.
        final Network.Builder b = kind(s).builder(
                        LeakyIntegrateAndFire.ofTimeConstant(20, -49, -50, -60, 5),
                        new Synapse.ExponentialCurrent(5),
                        new Synapse.ExponentialCurrent(10),
                        s.excitatoryMv,
                        s.inhibitoryMv,
                        seed);
        final Population.Part all = b.build().populations().get(0).whole();
        b.startPotential(all, -55, 2.9);
        return b.build();
    }
}
