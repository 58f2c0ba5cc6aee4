package org.eibalance.command.spike;

import java.util.List;
import org.eibalance.analysis.criticality.Branching;
import org.eibalance.analysis.criticality.BranchingSettings;
import org.eibalance.report.Report;
import org.eibalance.report.spike.BranchingReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The branching ratio of activity. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Estimate Branching...",
        headless = true,
        description = "The branching ratio of activity, of single steps and of many lags, which holds where few of "
                + "the units are seen (Wilting and Priesemann 2018).")
public final class EstimateBranching extends SpikeCommand {

    @Parameter(
            label = "Bin (ms)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Bin in which spikes are counted; a table of activity has its own.")
    private double bin_ms = 4;

    @Parameter(
            label = "Greatest lag (bins)",
            min = "0",
            max = "1000000",
            persist = false,
            description = "Lags up to here are fitted; 0 takes five times the autocorrelation time that is found.")
    private int max_lag = 0;

    @Parameter(
            label = "Offset",
            persist = false,
            description = "Whether slopes may decay to a constant, as they do where the input drifts.")
    private boolean offset = false;

    @Parameter(
            label = "Bootstrap samples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Samples of the 95 % interval, of blocks of time; 0 for none.")
    private int resamples = 400;

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private long seed = 1;

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final double binMs = source.trains().isPresent() ? bin_ms : source.binMs();
        final List<double[]> activity =
                source.trains().map(t -> t.activity(bin_ms)).orElse(source.activity());
        final BranchingSettings settings = new BranchingSettings(binMs, max_lag, offset, resamples, seed);
        return BranchingReport.of(
                        source.name(),
                        activity,
                        settings,
                        Branching.compute(activity, settings, threads()),
                        source.remarks())
                .from(List.of(source.path()));
    }
}
