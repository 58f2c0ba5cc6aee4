package org.eibalance.command.pair;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.correlogram.Normalisation;
import org.eibalance.analysis.pair.input.CellChannels;
import org.eibalance.analysis.pair.input.HoldingLevel;
import org.eibalance.analysis.pair.input.Preprocessing;
import org.eibalance.analysis.pair.input.SeriesResistances;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.annotation.Region;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Numbers;
import org.eibalance.command.RecordingPaths;
import org.eibalance.command.SweepList;
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
        description = "Correlates two cells that were recorded together: excitation with inhibition, and the lag "
                + "between them.")
public final class CorrelatePair extends EiCommand {

    /** Whether a shift predictor must exist. */
    private enum Predictor {
        AUTO,
        REQUIRED
    }

    private static final Choice<HoldingLevel> LEVEL_A =
            Choice.of("level_a", HoldingLevel.class, HoldingLevel::label).or("auto");
    private static final Choice<HoldingLevel> LEVEL_B =
            Choice.of("level_b", HoldingLevel.class, HoldingLevel::label).or("auto");
    private static final Choice<Normalisation> NORMALISATION =
            Choice.of("normalisation", Normalisation.class).or("auto");
    private static final Choice<Predictor> PREDICTOR = Choice.of("predictor", Predictor.class);
    private static final Choice<SurrogateMethod> SURROGATES = Choice.of("surrogate_method", SurrogateMethod.class);
    private static final Choice<Preprocessing.DriftRemoval> DRIFT =
            Choice.of("drift", Preprocessing.DriftRemoval.class);
    private static final Choice<PairPreparation.Part> EPOCHS = Choice.of("epochs", PairPreparation.Part.class);

    @Parameter(
            label = "Recording",
            persist = false,
            description = "The recording of both cells. Several, joined by semicolons, are pooled.")
    private File recording;

    @Parameter(
            label = "Cell A (channel)",
            persist = false,
            description = "The first cell: name or 0-based index of its channel. auto: the first of the first two "
                    + "channels that can be two cells.")
    private String cell_a = CellChannels.AUTO;

    @Parameter(
            label = "Cell B (channel)",
            persist = false,
            description = "The second cell: name or 0-based index of its channel. auto: the second of the first two "
                    + "channels that can be two cells. A positive lag means that it follows cell A.")
    private String cell_b = CellChannels.AUTO;

    @Parameter(
            label = "Maximum lag (ms)",
            min = "0.01",
            max = "10000",
            persist = false,
            description = "The correlogram goes from minus to plus this lag.")
    private double max_lag_ms = PairSettings.DEFAULT.maxLagMs();

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to use, counted from 0, such as 0-4,7; or all.")
    private String sweeps = "all";

    @Parameter(
            label = "Window from (ms)",
            min = "0",
            persist = false,
            description = "Start of the time that is correlated, from the start of each sweep.")
    private double window_start_ms = 0;

    @Parameter(
            label = "Window to (ms)",
            min = "0",
            persist = false,
            description = "End of the time that is correlated; 0 for the end of each sweep.")
    private double window_end_ms = 0;

    @Parameter(
            label = "Level of cell A",
            choices = {"auto", "H", "D"},
            persist = false,
            description = "H: held hyperpolarised, shows excitation. D: held depolarised, shows inhibition. "
                    + "auto: from the potential.")
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
    private double e_reversal_mv = PairSettings.DEFAULT.excitatoryReversalMv();

    @Parameter(
            label = "Reversal of inhibition (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of inhibitory synapses, for finding the levels.")
    private double i_reversal_mv = PairSettings.DEFAULT.inhibitoryReversalMv();

    @Parameter(
            label = "Liquid junction potential (mV)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Subtracted from recorded potentials; 0 if the amplifier did this already.")
    private double junction_potential_mv = PairSettings.DEFAULT.junctionPotentialMv();

    @Parameter(
            label = "Normalisation",
            choices = {"auto", "single", "pooled"},
            persist = false,
            description = "single: each sweep by its own variance. pooled: by the variance pooled over sweeps. "
                    + "auto: single, but pooled for the shift predictor.")
    private String normalisation = "auto";

    @Parameter(
            label = "Unbiased",
            persist = false,
            description = "Multiply by N/(N-|lag|), so that values at long lags are not biased towards zero.")
    private boolean unbiased = PairSettings.DEFAULT.unbiased();

    @Parameter(
            label = "Shift predictor",
            choices = {"auto", "required"},
            persist = false,
            description = "auto: if at least two sweeps have the same length. required: an error if there are not.")
    private String predictor = "auto";

    @Parameter(
            label = "Surrogates",
            min = "0",
            max = "100000",
            persist = false,
            description = "Maximum number of surrogates for the p value; 0 for none.")
    private int surrogates = SurrogateSettings.DEFAULT.surrogates();

    @Parameter(
            label = "Kind of surrogates",
            choices = {"auto", "flips", "shifts", "pairings"},
            persist = false,
            description = "flips: the correlogram of each sweep keeps or changes its sign. shifts: circular shifts of "
                    + "cell B. pairings: different sweeps of both cells. auto: flips with 8 sweeps or more, otherwise "
                    + "pairings if these can give p = 0.05 or sweeps follow a stimulus, otherwise flips of parts of "
                    + "long sweeps.")
    private String surrogate_method = "auto";

    @Parameter(
            label = "Smallest p required",
            min = "0",
            max = "0.999",
            persist = false,
            description = "An error if the surrogates of a recording cannot give a p as small as this; 0 "
                    + "accepts any recording.")
    private double alpha = SurrogateSettings.DEFAULT.alpha();

    @Parameter(
            label = "Resamples",
            min = "0",
            max = "100000",
            persist = false,
            description = "Bootstrap resamples of the sweeps for confidence intervals; 0 for none.")
    private int bootstraps = PairSettings.DEFAULT_BOOTSTRAPS;

    @Parameter(
            label = "Seed",
            persist = false,
            description = "Seed of all random draws; the same seed gives the same result.")
    private long seed = SurrogateSettings.DEFAULT.seed();

    @Parameter(
            label = "Spikes above (mV)",
            persist = false,
            description = "Spikes above this potential are cut out: a number, or none.")
    private String spike_peak_mv = "none";

    @Parameter(
            label = "Spikes steeper than (mV/ms)",
            min = "0",
            max = "10000",
            persist = false,
            description = "Spikes that rise faster than this are cut out; 0 for none.")
    private double spike_slope_mv_per_ms = Preprocessing.NONE.spikeSlopeMvPerMs();

    @Parameter(
            label = "Drift",
            choices = {"none", "line", "median"},
            persist = false,
            description = "What is subtracted from each sweep: nothing, a straight line, or a sliding median.")
    private String drift = "none";

    @Parameter(
            label = "Window of the sliding median (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "Events shorter than half of it are kept.")
    private double drift_window_ms = Preprocessing.NONE.driftWindowMs();

    @Parameter(
            label = "Low cut (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "High-pass filter without delay, the same for both cells; 0 for none.")
    private double low_cut_hz = Preprocessing.NONE.lowCutHz();

    @Parameter(
            label = "High cut (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Low-pass filter without delay, the same for both cells; 0 for none.")
    private double high_cut_hz = Preprocessing.NONE.highCutHz();

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
            description = "Length of each epoch in a state or at a stimulus; at least twice the maximum lag.")
    private double epoch_ms = PairPreparation.NONE.epochMs();

    @Parameter(
            label = "Start of an epoch (ms)",
            min = "-100000",
            max = "100000",
            persist = false,
            description = "Relative to the stimulus; negative: before it.")
    private double epoch_start_ms = PairPreparation.NONE.epochStartMs();

    @Parameter(
            label = "Stimulus channel",
            persist = false,
            description = "Name or 0-based index of the channel whose rising edges are the stimuli, or none.")
    private String stimulus_channel = "none";

    @Parameter(
            label = "Stimulus times (ms)",
            persist = false,
            description = "Times of the stimuli in each sweep, joined by commas, or none.")
    private String stimulus_times_ms = "none";

    @Parameter(
            label = "Sliding window (ms)",
            min = "1",
            max = "1000000",
            persist = false,
            description = "Window in which the correlation is followed through the recording.")
    private double sliding_window_ms = PairStudy.DEFAULT_SLIDING_WINDOW_MS;

    @Parameter(
            label = "Membrane time constant of cell A (ms)",
            min = "0",
            max = "1000",
            persist = false,
            description = "To say by how much the membrane changes the lag. 0: from a step of the command, or "
                    + "10 ms if there is none.")
    private double tau_a_ms = 0;

    @Parameter(
            label = "Membrane time constant of cell B (ms)",
            min = "0",
            max = "1000",
            persist = false,
            description = "The same for cell B.")
    private double tau_b_ms = 0;

    @Parameter(
            label = "Series resistance of cell A (MOhm)",
            min = "0",
            max = "1000",
            persist = false,
            description = "In voltage clamp, what is left of it after compensation, for the junctional conductance; "
                    + "0 if it is not known.")
    private double series_a_mohm = 0;

    @Parameter(
            label = "Series resistance of cell B (MOhm)",
            min = "0",
            max = "1000",
            persist = false,
            description = "The same for cell B.")
    private double series_b_mohm = 0;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final List<Path> paths = RecordingPaths.of(recording);
        final PairStudy study = new PairStudy(
                settings(),
                preparation(),
                sliding_window_ms,
                tau_a_ms,
                tau_b_ms,
                new SeriesResistances(series_a_mohm, series_b_mohm));
        final List<PairStudy.Part> parts = new ArrayList<>();
        for (final Path path : paths) {
            try (Recording opened = Formats.open(path)) {
                // Which regions are left out the study says itself.
                final List<Integer> chosen =
                        annotations().choose(opened, path, SweepList.parse(sweeps), region -> !region.isLeftOut());
                final CellChannels cells = CellChannels.of(opened, cell_a, cell_b);
                final List<Region> leftOut = annotations().of(path).regions().stream()
                        .filter(Region::isLeftOut)
                        .toList();
                parts.add(study.read(opened, cells.a(), cells.b(), chosen, leftOut));
            }
        }
        return PairReport.of(study.compute(parts, threads(), this::progress)).from(paths);
    }

    private PairSettings settings() {
        return new PairSettings(
                        max_lag_ms,
                        e_reversal_mv,
                        i_reversal_mv,
                        junction_potential_mv,
                        LEVEL_A.find(level_a),
                        LEVEL_B.find(level_b))
                .withCurves(
                        NORMALISATION.find(normalisation), unbiased, PREDICTOR.parse(predictor) == Predictor.REQUIRED)
                .withSignificance(
                        new SurrogateSettings(surrogates, SURROGATES.parse(surrogate_method), seed, alpha), bootstraps);
    }

    private PairPreparation preparation() {
        final double peakMv = spike_peak_mv.equals("none")
                ? Double.NaN
                : Numbers.parse("spike_peak_mv", spike_peak_mv).get(0);
        final Preprocessing preprocessing = new Preprocessing(
                peakMv, spike_slope_mv_per_ms, DRIFT.parse(drift), drift_window_ms, low_cut_hz, high_cut_hz);
        return new PairPreparation(
                preprocessing,
                EPOCHS.parse(epochs),
                epoch_ms,
                epoch_start_ms,
                stimulus_channel.equals("none") ? Optional.empty() : Optional.of(stimulus_channel),
                stimulus_times_ms.equals("none") ? List.of() : Numbers.parse("stimulus_times_ms", stimulus_times_ms),
                new TimeWindow(window_start_ms, window_end_ms == 0 ? Double.POSITIVE_INFINITY : window_end_ms));
    }
}
