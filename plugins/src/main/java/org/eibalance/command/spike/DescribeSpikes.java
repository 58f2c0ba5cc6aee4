package org.eibalance.command.spike;

import java.util.List;
import org.eibalance.analysis.spike.SpikeStatistics;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.report.Report;
import org.eibalance.report.spike.SpikeReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Statistics of spike trains. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Describe Spikes...",
        headless = true,
        description = "Measures rate, CV, CV2 and Fano factor of each spike train, and the synchrony of all, of "
                + "recordings and "
                + "simulations.")
public final class DescribeSpikes extends SpikeCommand {

    @Parameter(
            label = "Window of the counts (ms)",
            min = "0.1",
            max = "1e9",
            persist = false,
            description = "Window for the spike counts of the Fano factors.")
    private double window_ms = SpikeStatistics.DEFAULT_WINDOW_MS;

    @Parameter(
            label = "Bin of the synchrony (ms)",
            min = "0.01",
            max = "1e6",
            persist = false,
            description = "Bin in which trains are compared with each other.")
    private double bin_ms = SpikeStatistics.DEFAULT_BIN_MS;

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final SpikeTrains spikes = source.units();
        final SpikeStatistics s = SpikeStatistics.of(spikes, window_ms, bin_ms);
        progress(0.9);
        return SpikeReport.of(source.name(), spikes, s, window_ms, bin_ms, source.remarks(), source.channels())
                .from(List.of(source.path()));
    }
}
