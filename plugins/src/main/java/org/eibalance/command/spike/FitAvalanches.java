package org.eibalance.command.spike;

import java.util.List;
import org.eibalance.analysis.criticality.AvalancheSeries;
import org.eibalance.analysis.criticality.AvalancheSettings;
import org.eibalance.analysis.criticality.AvalancheStudy;
import org.eibalance.analysis.spike.BinnedActivity;
import org.eibalance.command.AutoNumber;
import org.eibalance.report.Report;
import org.eibalance.report.spike.AvalancheReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Sizes and durations of avalanches. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Fit Avalanches...",
        headless = true,
        description = "Fits power laws to sizes and durations of neuronal avalanches, with goodness of fit and "
                + "alternative laws (Clauset, Shalizi and Newman 2009).")
public final class FitAvalanches extends SpikeCommand {

    @Parameter(
            label = "Bin (ms)",
            persist = false,
            description = "Bin in which spikes are counted. auto: mean interval between successive spikes of "
                    + "all units. A table of activity has its own.")
    private String bin_ms = AutoNumber.AUTO;

    @Parameter(
            label = "Activity above",
            min = "0",
            max = "1e12",
            persist = false,
            description = "A bin of a table belongs to an avalanche if its activity is above this.")
    private double quiet_up_to = 0;

    @Parameter(
            label = "Minimum size",
            persist = false,
            description = "Size from which the power law is fitted. auto: the one with the smallest distance.")
    private String size_from = AutoNumber.AUTO;

    @Parameter(
            label = "Maximum size",
            min = "0",
            max = "1e12",
            persist = false,
            description = "Size up to which the power law is fitted; 0 for no limit.")
    private double size_to = 0;

    @Parameter(
            label = "Minimum duration (bins)",
            persist = false,
            description = "Duration from which the power law is fitted. auto: the one with the smallest distance.")
    private String duration_from = AutoNumber.AUTO;

    @Parameter(
            label = "Maximum duration (bins)",
            min = "0",
            max = "1e12",
            persist = false,
            description = "Duration up to which the power law is fitted; 0 for no limit.")
    private double duration_to = 0;

    @Parameter(
            label = "Bootstrap samples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Samples for the goodness of fit; 2500 give p to about 0.01; 0 for none.")
    private int bootstraps = AvalancheSettings.DEFAULT.bootstraps();

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private long seed = AvalancheSettings.DEFAULT.seed();

    @Override
    protected Report compute() {
        final SpikeSource source = source();
        final AvalancheSettings settings = new AvalancheSettings(
                AutoNumber.parse("size_from", size_from),
                size_to == 0 ? Double.POSITIVE_INFINITY : size_to,
                AutoNumber.parse("duration_from", duration_from),
                duration_to == 0 ? Double.POSITIVE_INFINITY : duration_to,
                bootstraps,
                seed);
        final AvalancheStudy study = AvalancheStudy.compute(
                source.name(), avalanches(source), settings, threads(), done -> progress(0.5 + done / 2));
        return AvalancheReport.of(source.name(), source.events(), study, source.remarks(), source.channels())
                .from(List.of(source.path()));
    }

    private AvalancheSeries avalanches(final SpikeSource source) {
        if (source.activity().isPresent()) {
            final BinnedActivity activity = source.activity().get();
            return AvalancheSeries.ofActivity(activity.stretches(), quiet_up_to, activity.binMs());
        }
        final List<double[]> pooled = source.units().pooledMs();
        return AvalancheSeries.ofTimes(
                pooled, AutoNumber.parse("bin_ms", bin_ms).orElseGet(() -> AvalancheSeries.meanIntervalMs(pooled)));
    }
}
