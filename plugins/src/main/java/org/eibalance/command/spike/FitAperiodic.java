package org.eibalance.command.spike;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.field.AperiodicSettings;
import org.eibalance.analysis.field.SpectrumStudy;
import org.eibalance.analysis.field.SpectrumStudySettings;
import org.eibalance.analysis.spike.BinnedActivity;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.format.NumberTable;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.spike.SpectrumReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The aperiodic part of a spectrum, and its peaks. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Fit Aperiodic...",
        headless = true,
        description = "Separates the spectrum of a signal into an aperiodic part and peaks, and measures long "
                + "correlations of a rhythm (Donoghue et al. 2020; Hardstone et al. 2012).")
public final class FitAperiodic extends EiCommand {

    @Parameter(
            label = "Recording or table",
            persist = false,
            description = "A recording, or a table with the columns time_ms and activity.")
    private File recording;

    @Parameter(label = "Channel", persist = false, description = "Name or 0-based index of the channel.")
    private String channel = "0";

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to use, counted from 0, such as 0-4,7; or all.")
    private String sweeps = "all";

    @Parameter(
            label = "Window of the spectrum (ms)",
            min = "1",
            max = "1e9",
            persist = false,
            description = "Length of the averaged windows; its inverse is the frequency resolution.")
    private double window_ms = SpectrumStudySettings.DEFAULT.windowMs();

    @Parameter(
            label = "Lowest frequency (Hz)",
            min = "0.0001",
            max = "1e6",
            persist = false,
            description = "Start of the fit.")
    private double low_hz = AperiodicSettings.DEFAULT.lowHz();

    @Parameter(
            label = "Highest frequency (Hz)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "End of the fit.")
    private double high_hz = AperiodicSettings.DEFAULT.highHz();

    @Parameter(
            label = "Knee",
            persist = false,
            description = "Whether the aperiodic part may bend, as 1 / (k + f^chi).")
    private boolean knee = AperiodicSettings.DEFAULT.knee();

    @Parameter(
            label = "Maximum number of peaks",
            min = "0",
            max = "1000",
            persist = false,
            description = "Maximum number of peaks in the fit.")
    private int most_peaks = AperiodicSettings.DEFAULT.mostPeaks();

    @Parameter(
            label = "Minimum height of a peak",
            min = "0",
            max = "10",
            persist = false,
            description = "Powers of ten above the aperiodic part.")
    private double peak_height = AperiodicSettings.DEFAULT.leastHeight();

    @Parameter(
            label = "Threshold of peaks",
            min = "0",
            max = "100",
            persist = false,
            description = "Standard deviations of the flattened spectrum.")
    private double peak_threshold = AperiodicSettings.DEFAULT.threshold();

    @Parameter(
            label = "Minimum width of a peak (Hz)",
            min = "0.0001",
            max = "1e5",
            persist = false,
            description = "Two standard deviations of the peak.")
    private double narrowest_hz = AperiodicSettings.DEFAULT.leastWidthHz();

    @Parameter(
            label = "Maximum width of a peak (Hz)",
            min = "0.001",
            max = "1e5",
            persist = false,
            description = "Two standard deviations of the peak.")
    private double broadest_hz = AperiodicSettings.DEFAULT.greatestWidthHz();

    @Parameter(
            label = "Slope from (Hz)",
            min = "0.0001",
            max = "1e6",
            persist = false,
            description = "Lower end of the range of the robust slope (30 to 50 Hz in Gao et al. 2017).")
    private double slope_start_hz = SpectrumStudySettings.DEFAULT.slopeFromHz();

    @Parameter(
            label = "Slope to (Hz)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Upper end of the range of the robust slope.")
    private double slope_stop_hz = SpectrumStudySettings.DEFAULT.slopeToHz();

    @Parameter(
            label = "Rhythm from (Hz)",
            min = "0.0001",
            max = "1e6",
            persist = false,
            description = "Lower bound of the rhythm. The fluctuation analysis of its envelope goes from 1 s to "
                    + "20 s or a tenth of the sweep.")
    private double rhythm_start_hz = SpectrumStudySettings.DEFAULT.rhythmFromHz();

    @Parameter(
            label = "Rhythm to (Hz)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Upper bound of that rhythm.")
    private double rhythm_stop_hz = SpectrumStudySettings.DEFAULT.rhythmToHz();

    /** A signal in stretches. */
    private record Signal(String label, String unit, double rateHz, List<double[]> sweeps, List<String> remarks) {}

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        final Signal signal = signal(path);
        final SpectrumStudySettings settings = new SpectrumStudySettings(
                window_ms,
                new AperiodicSettings(
                        low_hz, high_hz, knee, narrowest_hz, broadest_hz, most_peaks, peak_height, peak_threshold),
                slope_start_hz,
                slope_stop_hz,
                rhythm_start_hz,
                rhythm_stop_hz);
        final SpectrumStudy study = SpectrumStudy.compute(signal.sweeps, signal.rateHz, settings, this::progress);
        return SpectrumReport.of(
                        path.getFileName().toString(), signal.label, signal.unit, settings, study, signal.remarks)
                .from(List.of(path));
    }

    private Signal signal(final Path path) {
        if (NumberTable.kind(path).equals(Optional.of(NumberTable.Kind.ACTIVITY))) {
            final SpikeSource source = SpikeSource.ofTable(path, 0).orElseThrow();
            final BinnedActivity activity = source.activity().orElseThrow();
            return new Signal("activity", "events", 1000 / activity.binMs(), activity.stretches(), source.remarks());
        }
        try (Recording opened = Formats.open(path)) {
            final Channel found = opened.channel(channel);
            final List<double[]> read = new ArrayList<>();
            final List<Integer> chosen = sweeps(opened, path, sweeps);
            for (int s = 0; s < opened.sweeps().size(); s++) {
                if (chosen.isEmpty() || chosen.contains(s)) read.add(opened.read(found.index(), s));
            }
            return new Signal(
                    found.index() + " (" + found.name() + ")",
                    found.unit().symbol(),
                    found.sampleRateHz(),
                    read,
                    opened.remarks());
        }
    }
}
