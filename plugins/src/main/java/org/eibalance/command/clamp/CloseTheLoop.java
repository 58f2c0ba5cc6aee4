package org.eibalance.command.clamp;

import java.util.Map;
import org.eibalance.bridge.experiment.ClosedLoop;
import org.eibalance.command.EiCommand;
import org.eibalance.report.Report;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Injects conductances of a simulated network, records, and estimates them from the recording. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Close the Loop...",
        headless = true,
        description = "Simulates a balanced network, injects one neuron's conductances into the embedded cell "
                + "through "
                + "the real protocol, and estimates them back.")
public final class CloseTheLoop extends EiCommand {

    @Parameter(
            label = "Neurons",
            min = "500",
            max = "100000",
            persist = false,
            description = "Number of neurons of the network; a small network falls silent.")
    private int neurons = ClosedLoop.DEFAULT.neurons();

    @Parameter(
            label = "Network time (ms)",
            min = "200",
            max = "60000",
            persist = false,
            description = "Duration of the network activity that is injected.")
    private int network_ms = ClosedLoop.DEFAULT.networkMs();

    @Parameter(
            label = "Repeats",
            min = "2",
            max = "1000",
            persist = false,
            description = "Number of runs at each of the two levels of current.")
    private int repeats = ClosedLoop.DEFAULT.repeats();

    @Parameter(
            label = "Level (pA)",
            min = "50",
            max = "1000",
            persist = false,
            description = "The conductances are injected together with minus and with plus this current.")
    private double level_pa = ClosedLoop.DEFAULT.levelPa();

    @Parameter(
            label = "Noise (mV)",
            min = "0",
            max = "5",
            persist = false,
            description = "Standard deviation of the noise on the potential.")
    private double noise_mv = ClosedLoop.DEFAULT.noiseMv();

    @Parameter(
            label = "Seed",
            persist = false,
            description = "Seed of the network and the noise; the same seed gives the same files.")
    private long seed = ClosedLoop.DEFAULT.seed();

    @Override
    protected Report compute() {
        return RunningRecording.in(outputFolder().resolve("close-the-loop"), file -> {
            final Report result = new ClosedLoop(neurons, network_ms, repeats, level_pa, noise_mv, seed)
                    .run(file, threads(), this::progress);
            return Report.of(result.sentences(), result.summary(), result.figure())
                    .withTables(result.tables())
                    .withFiles(Map.of("recording.eiclamp", RunningRecording.moved(file)))
                    .withSeed(seed);
        });
    }
}
