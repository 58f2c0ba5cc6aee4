package org.eibalance.command.conductance;

import java.util.List;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.decomposition.NoiseLowPass;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.scijava.plugin.Parameter;

/** A command that decomposes trials at several levels into two conductances. */
abstract class DecompositionCommand extends TrialCommand {

    private static final Choice<SeriesCorrection> SERIES_CORRECTION =
            Choice.of("series_correction", SeriesCorrection.class).or("auto");

    @Parameter(
            label = "Capacitance (pF)",
            persist = false,
            description = "Capacitance of the cell, for the capacitive current: a number; 0: no such "
                    + "correction; auto: from the test pulse.")
    private String capacitance_pf = "auto";

    @Parameter(
            label = "Correction of the series resistance",
            choices = {"auto", "none", "static", "dynamic"},
            persist = false,
            description = "static: the voltage drop across R_s. dynamic: also the capacitive current. auto: dynamic "
                    + "if the capacitance is known.")
    private String series_correction = "auto";

    @Parameter(
            label = "Low-pass (Hz)",
            persist = false,
            description = "Gaussian low-pass of potential and current: a number; 0: none; auto: by the noise "
                    + "with the dynamic correction and in current clamp, otherwise none.")
    private String low_pass_hz = "auto";

    @Parameter(
            label = "Maximum series resistance (MOhm)",
            min = "0",
            persist = false,
            description = "Sweeps with a higher one are left out.")
    private double max_series_mohm = DecompositionSettings.DEFAULT_MAX_SERIES_MOHM;

    @Parameter(
            label = "Maximum drift of the series resistance (%)",
            min = "0",
            persist = false,
            description = "Sweeps that differ more from the first sweep are left out.")
    private double max_drift_percent = 100 * DecompositionSettings.DEFAULT_MAX_SERIES_DRIFT;

    @Parameter(
            label = "Bootstrap replicates",
            min = "0",
            max = "100000",
            persist = false,
            description = "Resamples of the sweeps for the intervals of delays and ratios; 0: none, and no bands.")
    private int bootstraps = DecompositionSettings.DEFAULT_BOOTSTRAPS;

    @Parameter(
            label = "Confidence (%)",
            min = "50",
            max = "99.9",
            persist = false,
            description = "Confidence of all intervals.")
    private double confidence_percent = 100 * DecompositionSettings.DEFAULT_CONFIDENCE;

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private int seed = 1;

    @Override
    final boolean needsCapacitance() {
        return AutoNumber.parse("capacitance_pf", capacitance_pf, 0, 100_000).isEmpty();
    }

    /** The conductances of each condition. */
    final List<ConditionConductances> decompose(final Input input) {
        return ErrorsOf.file(
                input.path(),
                () -> ConditionConductances.compute(
                        input.conditions(), trials -> settings(trials, input), threads(), this::progress));
    }

    private DecompositionSettings settings(final ClampTrials trials, final Input input) {
        final double capacitancePf = AutoNumber.parse("capacitance_pf", capacitance_pf, 0, 100_000)
                .orElse(
                        Double.isNaN(input.pulses().capacitancePf())
                                ? 0
                                : input.pulses().capacitancePf());
        if (trials.mode() == ClampMode.CURRENT_CLAMP && !(capacitancePf > 0))
            throw new InputException("capacitance_pf is '" + capacitance_pf
                    + "': conductances in current clamp need the capacitance of the cell, above 0 pF.");
        final SeriesCorrection correction = SERIES_CORRECTION
                .find(series_correction)
                .orElse(SeriesCorrection.bestFor(trials.hasSeriesResistance(), capacitancePf > 0));
        final OptionalDouble lowPassHz = AutoNumber.parse("low_pass_hz", low_pass_hz, 0, 1e6);
        final DecompositionSettings settings = new DecompositionSettings(
                reversals(),
                junction(),
                correction,
                compensation(),
                capacitancePf,
                lowPassHz.orElse(0),
                input.baseline(),
                input.window(),
                max_series_mohm,
                max_drift_percent / 100,
                bootstraps,
                confidence_percent / 100,
                seed);
        return lowPassHz.isPresent()
                ? settings
                : settings.with(correction, capacitancePf, NoiseLowPass.hz(trials, settings));
    }
}
