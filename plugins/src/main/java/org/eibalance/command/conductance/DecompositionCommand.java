package org.eibalance.command.conductance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.scijava.plugin.Parameter;

/** A command that decomposes trials at several levels into two conductances. */
abstract class DecompositionCommand extends TrialCommand {

    private static final Choice<SeriesCorrection> SERIES_CORRECTION =
            Choice.of("series_correction", SeriesCorrection.class).or("auto");

    /** Changes a rise of 0.5 ms by less than 1 % and limits the noise of C dV/dt. */
    private static final double DYNAMIC_LOW_PASS_HZ = 2000;

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
            description = "Gaussian low-pass of potential and current: a number; 0: none; auto: 2000 with the "
                    + "dynamic correction, otherwise none.")
    private String low_pass_hz = "auto";

    @Parameter(
            label = "Maximum series resistance (MOhm)",
            min = "0",
            persist = false,
            description = "Sweeps with a higher one are left out.")
    private double max_series_mohm = 30;

    @Parameter(
            label = "Maximum drift of the series resistance (%)",
            min = "0",
            persist = false,
            description = "Sweeps that differ more from the first sweep are left out.")
    private double max_drift_percent = 20;

    @Parameter(
            label = "Bootstrap replicates",
            min = "0",
            max = "100000",
            persist = false,
            description = "Resamples of the sweeps for the confidence intervals; 0 for none.")
    private int bootstraps = 500;

    @Parameter(
            label = "Confidence (%)",
            min = "50",
            max = "99.9",
            persist = false,
            description = "Confidence of the bootstrap intervals.")
    private double confidence_percent = 95;

    @Parameter(label = "Seed", persist = false, description = "Seed of the bootstrap.")
    private int seed = 1;

    @Override
    final boolean needsCapacitance() {
        return AutoNumber.parse("capacitance_pf", capacitance_pf, 0, 100_000).isEmpty();
    }

    final int seed() {
        return seed;
    }

    /** The conductances of each condition. */
    final Map<String, Conductances> decompose(final Input input) {
        final Map<String, Conductances> found = new LinkedHashMap<>();
        for (final ConditionTrials condition : input.conditions()) {
            final int before = found.size();
            found.put(
                    condition.condition(),
                    ConductanceDecomposition.compute(
                            condition.trials(),
                            settings(condition.trials(), input),
                            threads(),
                            share -> progress(
                                    (before + share) / input.conditions().size())));
        }
        return found;
    }

    private DecompositionSettings settings(final ClampTrials trials, final Input input) {
        final OptionalDouble given = AutoNumber.parse("capacitance_pf", capacitance_pf, 0, 100_000);
        final double known = given.orElse(
                Double.isNaN(input.membrane().capacitancePf())
                        ? 0
                        : input.membrane().capacitancePf());
        if (trials.mode() == ClampMode.CURRENT_CLAMP && !(known > 0))
            throw new InputException("capacitance_pf is '" + capacitance_pf
                    + "': conductances in current clamp need the capacitance of the cell, " + "above 0 pF.");
        final boolean series =
                trials.levels().stream().flatMap(l -> l.sweeps().stream()).anyMatch(s -> s.seriesResistanceMohm() > 0);
        final SeriesCorrection fitting =
                !series ? SeriesCorrection.NONE : known > 0 ? SeriesCorrection.DYNAMIC : SeriesCorrection.STATIC;
        final SeriesCorrection correction =
                SERIES_CORRECTION.find(series_correction).orElse(fitting);
        final boolean derivative = correction == SeriesCorrection.DYNAMIC || trials.mode() == ClampMode.CURRENT_CLAMP;
        final double nyquistHz = 500 / trials.stepMs();
        final double lowPassHz = AutoNumber.parse("low_pass_hz", low_pass_hz, 0, 1e6)
                .orElse(derivative && nyquistHz > 2 * DYNAMIC_LOW_PASS_HZ ? DYNAMIC_LOW_PASS_HZ : 0);
        return new DecompositionSettings(
                reversals(),
                junction(),
                correction,
                compensation(),
                known,
                lowPassHz,
                input.baseline(),
                input.window(),
                max_series_mohm,
                max_drift_percent / 100,
                bootstraps,
                confidence_percent / 100,
                seed);
    }
}
