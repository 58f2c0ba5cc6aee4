package org.eibalance.scenario.network;

import java.util.List;
import org.eibalance.model.network.Network;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.waveform.ConductancePair;

/** The same network of Hodgkin-Huxley neurons (benchmark 3 of Brette et al. 2007). */
public final class CobaHh extends PatchedScenario<CobaHh.Settings> {

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
                    unit = "nS",
                    standard = 6,
                    min = 0,
                    max = 1000,
                    description = "What an excitatory spike adds.")
            double excitatoryNs,

            @Setting(
                    label = "Inhibitory weight",
                    unit = "nS",
                    standard = 67,
                    min = 0,
                    max = 1000,
                    description = "What an inhibitory spike adds.")
            double inhibitoryNs,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 2000,
                    min = 600,
                    max = 1e6,
                    description = "Length of the simulation, of which the first 500 ms are not measured.")
            double durationMs) {}

    /** For the list of scenarios. */
    public CobaHh() {
        super(
                Settings.class,
                "COBAHH Benchmark",
                "Network of Hodgkin-Huxley neurons with irregular activity (Brette et al. 2007).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final VogelsAbbott kind = kind(s);
        final Network network = network(s, run.seed());
        final VogelsAbbott.Activity a = kind.run(network, run);
        // Means of five graphs in Brian2, whose rates are 35.0 to 39.9 Hz (E, standard deviation 1.9) and 35.7 to 37.8
        // Hz (I, 0.8).
        return kind.result(
                "COBAHH Benchmark",
                network,
                a,
                List.of(
                        new Measure("rate_e_hz", a.excitatoryHz(), "Hz", 38.1, 4),
                        new Measure("rate_i_hz", a.inhibitoryHz(), "Hz", 37, 2.5),
                        new Measure("cv", a.cv(), "", 2.3, 0.4),
                        Measure.of("population_fano_3_ms", a.fano(), ""),
                        new Measure("last_spike_ms", a.lastMs(), "ms", 2000, 20)));
    }

    @Override
    protected ConductancePair patch(
            final Settings s, final double fromMs, final double durationMs, final ScenarioRun run) {
        return VogelsAbbott.conductances(
                "one neuron of " + name() + " with " + s.neurons, network(s, run.seed()), fromMs, durationMs, run);
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        return network(s, 0).expectedSeconds(s.durationMs, 40);
    }

    @Override
    protected double expectedBytes(final Settings s, final int threads) {
        return kind(s).expectedBytes(40);
    }

    private static VogelsAbbott kind(final Settings s) {
        return new VogelsAbbott(s.neurons, s.connectionProbability, s.durationMs, 500);
    }

    private static Network network(final Settings s, final long seed) {
        final Network.Builder b = kind(s).builder(
                        HodgkinHuxley.ofBenchmark(),
                        new Synapse.ExponentialConductance(5, 0),
                        new Synapse.ExponentialConductance(10, -80),
                        s.excitatoryNs,
                        s.inhibitoryNs,
                        seed);
        return Coba.started(b).build();
    }
}
