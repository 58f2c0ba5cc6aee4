package org.eibalance.command.spike;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eibalance.analysis.field.AperiodicFit;
import org.eibalance.analysis.field.AperiodicFitting;
import org.eibalance.analysis.field.AperiodicSettings;
import org.eibalance.analysis.field.FluctuationAnalysis;
import org.eibalance.analysis.field.PowerSpectrum;
import org.eibalance.analysis.field.RobustSlope;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.Formats;
import org.eibalance.format.NumberTable;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The aperiodic part of a spectrum, and its peaks. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Fit Aperiodic...",
        headless = true,
        description = "Parts the spectrum of a signal into an aperiodic part and peaks, and measures long "
                + "correlations of a rhythm (Donoghue et al. 2020; Hardstone et al. 2012).")
public final class FitAperiodic extends EiCommand {

    private static final double CONFIDENCE = 0.95;
    private static final double SHORTEST_FLUCTUATION_S = 1;
    private static final double LONGEST_FLUCTUATION_S = 20;

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
            description = "Length of the windows that are averaged; its inverse is the distance of frequencies.")
    private double window_ms = 2000;

    @Parameter(
            label = "Lowest frequency (Hz)",
            min = "0.0001",
            max = "1e6",
            persist = false,
            description = "The fit begins here.")
    private double low_hz = 1;

    @Parameter(
            label = "Highest frequency (Hz)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "The fit ends here.")
    private double high_hz = 100;

    @Parameter(
            label = "Knee",
            persist = false,
            description = "Whether the aperiodic part may bend, as 1 / (k + f^chi).")
    private boolean knee = false;

    @Parameter(
            label = "Most peaks",
            min = "0",
            max = "1000",
            persist = false,
            description = "No more peaks are sought.")
    private int most_peaks = 20;

    @Parameter(
            label = "Least height of a peak",
            min = "0",
            max = "10",
            persist = false,
            description = "In powers of ten above the aperiodic part.")
    private double peak_height = 0;

    @Parameter(
            label = "Threshold of peaks",
            min = "0",
            max = "100",
            persist = false,
            description = "In standard deviations of the flattened spectrum.")
    private double peak_threshold = 2;

    @Parameter(
            label = "Narrowest peak (Hz)",
            min = "0.0001",
            max = "1e5",
            persist = false,
            description = "Least width of a peak, two standard deviations.")
    private double narrowest_hz = 0.5;

    @Parameter(
            label = "Broadest peak (Hz)",
            min = "0.001",
            max = "1e5",
            persist = false,
            description = "Greatest width of a peak.")
    private double broadest_hz = 12;

    @Parameter(
            label = "Slope from (Hz)",
            min = "0.0001",
            max = "1e6",
            persist = false,
            description = "Lower end of the range of the robust slope (30 to 50 Hz in Gao et al. 2017).")
    private double slope_start_hz = 30;

    @Parameter(
            label = "Slope to (Hz)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Upper end of the range of the robust slope.")
    private double slope_stop_hz = 50;

    @Parameter(
            label = "Rhythm from (Hz)",
            min = "0.0001",
            max = "1e6",
            persist = false,
            description = "Lower bound of the rhythm whose envelope is given to fluctuation analysis, from 1 s to 20 "
                    + "s or a tenth of the sweep.")
    private double rhythm_start_hz = 8;

    @Parameter(
            label = "Rhythm to (Hz)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "Upper bound of that rhythm.")
    private double rhythm_stop_hz = 13;

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
        final int window = 2 * (int) Math.round(window_ms * signal.rateHz / 2000);
        if (window < 4)
            throw new InputException(
                    "window_ms is '" + window_ms + "': it must hold four samples at " + signal.rateHz + " Hz.");
        if (high_hz >= signal.rateHz / 2)
            throw new InputException("high_hz is '" + high_hz + "': it must be below half the rate of samples, "
                    + signal.rateHz / 2 + " Hz.");
        final PowerSpectrum spectrum = PowerSpectrum.of(signal.sweeps, signal.rateHz, window);
        progress(0.4);
        final AperiodicFit fit = AperiodicFitting.fit(
                spectrum,
                new AperiodicSettings(
                        low_hz, high_hz, knee, narrowest_hz, broadest_hz, most_peaks, peak_height, peak_threshold));
        progress(0.6);
        final double slope = slope_stop_hz < signal.rateHz / 2
                ? RobustSlope.of(spectrum, slope_start_hz, slope_stop_hz)
                : Double.NaN;
        final Optional<FluctuationAnalysis> fluctuations = fluctuations(signal);
        final Table summary = Table.withColumns(
                        "recording",
                        "channel",
                        "windows",
                        "offset",
                        "exponent",
                        "knee",
                        "knee_hz",
                        "peaks",
                        "r_squared",
                        "mean_error",
                        "robust_slope",
                        "dfa_exponent",
                        "low_hz",
                        "high_hz")
                .row(
                        path.getFileName().toString(),
                        signal.label,
                        spectrum.windows(),
                        fit.offset(),
                        fit.exponent(),
                        knee ? fit.knee() : null,
                        fit.kneeHz(),
                        fit.peaks().size(),
                        fit.rSquared(),
                        fit.meanError(),
                        slope,
                        fluctuations.map(FluctuationAnalysis::exponent).orElse(null),
                        low_hz,
                        high_hz)
                .build();
        final Table.Builder peaks = Table.withColumns("frequency_hz", "power", "width_hz", "height");
        fit.peaks().forEach(p -> peaks.row(p.frequencyHz(), p.power(), p.widthHz(), p.height()));
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("peaks.csv", peaks.build());
        final double[] factors = spectrum.confidenceFactors(CONFIDENCE);
        final double[] f = fit.frequenciesHz();
        final double[] power =
                Arrays.stream(fit.measured()).map(l -> Math.pow(10, l)).toArray();
        final double[] low = Arrays.stream(power).map(p -> p * factors[0]).toArray();
        final double[] high = Arrays.stream(power).map(p -> p * factors[1]).toArray();
        final double[] aperiodic =
                Arrays.stream(f).map(x -> Math.pow(10, fit.aperiodic(x))).toArray();
        final double[] model =
                Arrays.stream(f).map(x -> Math.pow(10, fit.model(x))).toArray();
        tables.put(
                "spectrum.csv",
                Table.ofNumbers(
                        List.of("frequency_hz", "density", "density_ci_low", "density_ci_high", "aperiodic", "model"),
                        f,
                        power,
                        low,
                        high,
                        aperiodic,
                        model));
        fluctuations.ifPresent(d -> tables.put(
                "fluctuations.csv",
                Table.ofNumbers(
                        List.of("window_ms", "fluctuation"),
                        Arrays.stream(d.windows())
                                .map(w -> w * 1000 / signal.rateHz)
                                .toArray(),
                        d.fluctuations())));
        final List<String> sentences = new ArrayList<>(signal.remarks);
        sentences.add(sentence(path, signal, fit, slope));
        fluctuations.ifPresent(d -> sentences.add(String.format(
                Locale.ROOT,
                "Fluctuations of the envelope from %.3g to %.3g Hz grow with an exponent of %.3f.",
                rhythm_start_hz,
                rhythm_stop_hz,
                d.exponent())));
        final List<Figure.Row> rows = new ArrayList<>();
        rows.add(Figure.row(
                1.4,
                Panel.of(
                                "",
                                new Axis("frequency (Hz)", Double.NaN, Double.NaN, true),
                                new Axis("density (" + signal.unit + "²/Hz)", Double.NaN, Double.NaN, true),
                                Series.line("measured", f, power, Role.RESULT),
                                Series.line("model", f, model, Role.REFERENCE),
                                new Series("aperiodic", f, aperiodic, Role.INHIBITION, Series.Style.DASHED))
                        .withBands(new Band("95 % interval", f, low, high, Role.CHANCE))));
        fluctuations.ifPresent(d -> rows.add(Figure.row(
                1,
                Panel.of(
                        "Envelope of the rhythm",
                        new Axis("window (s)", Double.NaN, Double.NaN, true),
                        new Axis("fluctuation", Double.NaN, Double.NaN, true),
                        new Series(
                                "fluctuation",
                                Arrays.stream(d.windows())
                                        .map(w -> w / signal.rateHz)
                                        .toArray(),
                                d.fluctuations(),
                                Role.RESULT,
                                Series.Style.POINTS)))));
        return Report.of(
                        sentences,
                        summary,
                        new Figure(path.getFileName().toString(), Figure.TWO_COLUMNS_MM, 30 + 65 * rows.size(), rows))
                .withTables(tables)
                .from(List.of(path));
    }

    private static String sentence(final Path path, final Signal signal, final AperiodicFit fit, final double slope) {
        final StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %s: exponent %.3f, offset %.3f",
                path.getFileName(),
                signal.label,
                fit.exponent(),
                fit.offset()));
        if (fit.knee() > 0) text.append(String.format(Locale.ROOT, ", knee at %.3g Hz", fit.kneeHz()));
        if (!Double.isNaN(slope)) text.append(String.format(Locale.ROOT, ", robust slope %.3f", slope));
        text.append(fit.peaks().isEmpty() ? "; no peak" : "; peaks at ");
        for (int i = 0; i < fit.peaks().size(); i++)
            text.append(i > 0 ? ", " : "")
                    .append(String.format(
                            Locale.ROOT, "%.3g", fit.peaks().get(i).frequencyHz()));
        return text.append(fit.peaks().isEmpty() ? "." : " Hz.").toString();
    }

    /** Of the longest stretch; empty where a tenth of it is under two seconds. */
    private Optional<FluctuationAnalysis> fluctuations(final Signal signal) {
        final double[] longest = signal.sweeps.stream()
                .max(java.util.Comparator.comparingInt(s -> s.length))
                .orElseThrow();
        final int from = (int) Math.round(SHORTEST_FLUCTUATION_S * signal.rateHz);
        final int to = (int) Math.min(longest.length / 10, LONGEST_FLUCTUATION_S * signal.rateHz);
        if (to < 2 * from || from < 8 || rhythm_stop_hz >= signal.rateHz / 2) return Optional.empty();
        final double[] envelope = FluctuationAnalysis.envelope(longest, signal.rateHz, rhythm_start_hz, rhythm_stop_hz);
        return Optional.of(FluctuationAnalysis.of(envelope, from, to));
    }

    private Signal signal(final Path path) {
        if (NumberTable.kind(path).equals(Optional.of(NumberTable.Kind.ACTIVITY))) {
            final SpikeSource source = SpikeSource.ofTable(path, 0).orElseThrow();
            return new Signal("activity", "events", 1000 / source.binMs(), source.activity(), source.remarks());
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
