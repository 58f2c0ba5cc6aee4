package org.eibalance.command.pair;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.input.HoldingLevel;
import org.eibalance.analysis.pair.input.Preprocessing;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Numbers;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.pair.PairReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The E/I correlogram of two cells recorded at once (Okun and Lampl 2008). */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Correlate Pair...",
        headless = true,
        description =
                "Correlates two cells recorded at once: excitation against inhibition, with the lag between them.")
public final class CorrelatePair extends EiCommand {

    @Parameter(
            label = "Recording",
            persist = false,
            description = "The recording of both cells; several, joined by semicolons, are pooled.")
    private File recording;

    @Parameter(
            label = "Cell A (channel)",
            persist = false,
            description = "The first cell: name or 0-based index of its channel.")
    private String cell_a = "0";

    @Parameter(
            label = "Cell B (channel)",
            persist = false,
            description = "The second cell: name or 0-based index of its channel. A positive lag means that it "
                    + "follows cell A.")
    private String cell_b = "1";

    @Parameter(
            label = "Longest lag (ms)",
            min = "0.01",
            max = "10000",
            persist = false,
            description = "The correlogram spans this much before and after zero.")
    private double max_lag_ms = 200;

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to use, counted from 0, such as 0-4,7; or all.")
    private String sweeps = "all";

    @Parameter(
            label = "Level of cell A",
            choices = {"auto", "H", "D"},
            persist = false,
            description = "Held hyperpolarised (H: shows excitation) or depolarised (D: shows inhibition); auto finds "
                    + "it from the potential.")
    private String level_a = "auto";

    @Parameter(
            label = "Level of cell B",
            choices = {"auto", "H", "D"},
            persist = false,
            description = "The same for cell B.")
    private String level_b = "auto";

    @Parameter(
            label = "Reversal of excitation (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of excitatory synapses, for finding the levels.")
    private double e_reversal_mv = 0;

    @Parameter(
            label = "Reversal of inhibition (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of inhibitory synapses, for finding the levels.")
    private double i_reversal_mv = -75;

    @Parameter(
            label = "Liquid junction potential (mV)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Subtracted from recorded potentials; 0 where the amplifier did that already.")
    private double junction_potential_mv = 0;

    @Parameter(
            label = "Normalisation",
            choices = {"auto", "single", "pooled"},
            persist = false,
            description = "Each sweep by its own variance (single) or by the variance pooled over sweeps; auto: "
                    + "single, and pooled for the shift predictor.")
    private String normalisation = "auto";

    @Parameter(
            label = "Unbiased",
            persist = false,
            description = "Multiply by N/(N-|lag|), so that long lags are not drawn towards zero.")
    private boolean unbiased = false;

    @Parameter(
            label = "Shift predictor",
            choices = {"auto", "required"},
            persist = false,
            description = "auto: where two sweeps or more have one length; required: else say why not.")
    private String predictor = "auto";

    @Parameter(
            label = "Surrogates",
            min = "0",
            max = "100000",
            persist = false,
            description = "How many surrogates measure chance, at most; 0 for none.")
    private int surrogates = 1000;

    @Parameter(
            label = "Kind of surrogates",
            choices = {"auto", "shifts", "pairings"},
            persist = false,
            description = "Circular shifts of cell B, or pairings of different sweeps; auto: pairings where these can "
                    + "give p = 0.05 or sweeps follow a stimulus, else shifts where the sweeps are long enough.")
    private String surrogate_method = "auto";

    @Parameter(
            label = "p to be reachable",
            min = "0",
            max = "0.999",
            persist = false,
            description = "Refuse recordings whose surrogates cannot give a p as small as this; 0 takes any.")
    private double alpha = 0;

    @Parameter(
            label = "Resamples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Resamples of the sweeps for intervals of confidence; 0 for none.")
    private int bootstraps = 1000;

    @Parameter(
            label = "Seed",
            persist = false,
            description = "Seed of all random draws; the same seed gives the same result.")
    private long seed = 1;

    @Parameter(
            label = "Spikes above (mV)",
            persist = false,
            description = "Cut spikes that exceed this potential: a number, or none.")
    private String spike_peak_mv = "none";

    @Parameter(
            label = "Spikes steeper than (mV/ms)",
            min = "0",
            max = "10000",
            persist = false,
            description = "Cut spikes that rise faster than this; 0 for none.")
    private double spike_slope_mv_per_ms = 0;

    @Parameter(
            label = "Drift",
            choices = {"none", "line", "median"},
            persist = false,
            description = "Take off each sweep's straight line or its sliding median.")
    private String drift = "none";

    @Parameter(
            label = "Window of the sliding median (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "Events shorter than half of it stay.")
    private double drift_window_ms = 1000;

    @Parameter(
            label = "Low cut (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "High pass without delay, the same for both cells; 0 for none.")
    private double low_cut_hz = 0;

    @Parameter(
            label = "High cut (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Low pass without delay, the same for both cells; 0 for none.")
    private double high_cut_hz = 0;

    @Parameter(
            label = "Epochs",
            choices = {"all", "up", "down", "stimulus"},
            persist = false,
            description = "Whole sweeps, Up or Down states of cell A, or stretches around stimuli.")
    private String epochs = "all";

    @Parameter(
            label = "Length of an epoch (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "Of stretches in states and around stimuli; twice the longest lag at least.")
    private double epoch_ms = 500;

    @Parameter(
            label = "Start of an epoch (ms)",
            min = "-100000",
            max = "100000",
            persist = false,
            description = "From its stimulus; below 0 before it.")
    private double epoch_start_ms = 0;

    @Parameter(
            label = "Stimulus channel",
            persist = false,
            description = "Channel whose rises are the stimuli: name or 0-based index; or none.")
    private String stimulus_channel = "none";

    @Parameter(
            label = "Stimulus times (ms)",
            persist = false,
            description = "Times of the stimuli in each sweep, joined by commas; or none.")
    private String stimulus_times_ms = "none";

    @Parameter(
            label = "Sliding window (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "Window of the correlation through the recording.")
    private double sliding_window_ms = 1000;

    @Parameter(
            label = "Membrane time constant of cell A (ms)",
            min = "0",
            max = "1000",
            persist = false,
            description = "For what the lag overestimates; 0: from a step of the command, else 10 ms are assumed.")
    private double tau_a_ms = 0;

    @Parameter(
            label = "Membrane time constant of cell B (ms)",
            min = "0",
            max = "1000",
            persist = false,
            description = "The same for cell B.")
    private double tau_b_ms = 0;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final List<Path> paths = RecordingPaths.of(recording);
        final PairStudy study = new PairStudy(settings(), preparation(), sliding_window_ms, tau_a_ms, tau_b_ms);
        final List<PairStudy.Part> parts = new ArrayList<>();
        for (final Path path : paths) {
            try (Recording opened = Formats.open(path)) {
                parts.add(study.read(
                        opened, opened.channel(cell_a), opened.channel(cell_b), sweeps(opened, path, sweeps)));
            }
        }
        return PairReport.of(study.compute(parts, threads(), this::progress)).from(paths);
    }

    private PairSettings settings() {
        final SurrogateMethod method = switch (surrogate_method) {
            case "shifts" -> SurrogateMethod.SHIFTS;
            case "pairings" -> SurrogateMethod.PAIRINGS;
            default -> SurrogateMethod.AUTO;
        };
        final Optional<Normalisation> chosen = switch (normalisation) {
            case "single" -> Optional.of(Normalisation.SINGLE);
            case "pooled" -> Optional.of(Normalisation.POOLED);
            default -> Optional.empty();
        };
        return new PairSettings(
                        max_lag_ms, e_reversal_mv, i_reversal_mv, junction_potential_mv, level(level_a), level(level_b))
                .withCurves(chosen, unbiased, predictor.equals("required"))
                .withChance(new SurrogateSettings(surrogates, method, seed, alpha), bootstraps);
    }

    private PairPreparation preparation() {
        final double peakMv = spike_peak_mv.equals("none")
                ? Double.NaN
                : Numbers.parse("spike_peak_mv", spike_peak_mv).get(0);
        final Preprocessing preprocessing = new Preprocessing(
                peakMv,
                spike_slope_mv_per_ms,
                Preprocessing.DriftRemoval.valueOf(drift.toUpperCase(Locale.ROOT)),
                drift_window_ms,
                low_cut_hz,
                high_cut_hz);
        return new PairPreparation(
                preprocessing,
                PairPreparation.Part.valueOf(epochs.toUpperCase(Locale.ROOT)),
                epoch_ms,
                epoch_start_ms,
                stimulus_channel.equals("none") ? Optional.empty() : Optional.of(stimulus_channel),
                stimulus_times_ms.equals("none") ? List.of() : Numbers.parse("stimulus_times_ms", stimulus_times_ms));
    }

    /** Potentials are shown in mV and currents in pA, whatever the file has. */
    private static Optional<HoldingLevel> level(final String choice) {
        return switch (choice) {
            case "H" -> Optional.of(HoldingLevel.HYPERPOLARISED);
            case "D" -> Optional.of(HoldingLevel.DEPOLARISED);
            default -> Optional.empty();
        };
    }
}
