package org.eibalance.command.spike;

import java.util.List;
import org.eibalance.analysis.criticality.Branching;
import org.eibalance.analysis.criticality.BranchingSettings;
import org.eibalance.analysis.spike.BinnedActivity;
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
        description = "Estimates the branching ratio of activity from single steps and from many lags. The "
                + "latter is valid if only few units are recorded (Wilting and Priesemann 2018).")
public final class EstimateBranching extends SpikeCommand {

    @Parameter(
            label = "Bin (ms)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Bin in which spikes are counted. A table of activity has its own.")
    private double bin_ms = BranchingSettings.DEFAULT.binMs();

    @Parameter(
            label = "Maximum lag (bins)",
            min = "0",
            max = "1000000",
            persist = false,
            description = "Lags up to here are fitted. 0: five times the autocorrelation time.")
    private int max_lag = BranchingSettings.DEFAULT.maxLag();

    @Parameter(
            label = "Offset",
            persist = false,
            description = "Whether slopes may decay to a constant, as they do if the input drifts.")
    private boolean offset = BranchingSettings.DEFAULT.offset();

    @Parameter(
            label = "Bootstrap samples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Resamples of time blocks for the 95 % interval; 0 for none.")
    private int resamples = BranchingSettings.DEFAULT.resamples();

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private long seed = BranchingSettings.DEFAULT.seed();

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final BinnedActivity activity = source.activityIn(bin_ms);
        final BranchingSettings settings = new BranchingSettings(activity.binMs(), max_lag, offset, resamples, seed);
        return BranchingReport.of(
                        source.name(),
                        activity.stretches(),
                        settings,
                        Branching.compute(activity.stretches(), settings, threads()),
                        source.remarks(),
                        source.channels())
                .from(List.of(source.path()));
    }
}
