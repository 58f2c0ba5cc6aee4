package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.Statistics;

/**
 * Whether each sweep has the same command in the baseline and in the window, to 1 mV (1 pA): a leak from other
 * potentials than those of the response is not the leak of the response where the membrane rectifies. A command that
 * moves within either has been refused before.
 */
public final class LevelsAtRest implements Check<ConditionConductances> {

    /** Its name. */
    public static final String NAME = "levels_at_rest";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final ConditionConductances condition) {
        final DecompositionSettings settings = condition.found().settings();
        final double stepMs = condition.trials().stepMs();
        final String unit = condition.trials().mode() == ClampMode.VOLTAGE_CLAMP ? "mV" : "pA";
        double largest = 0;
        int sweep = -1;
        for (final ClampLevel level : condition.trials().levels()) {
            for (final ClampSweep s : level.sweeps()) {
                final double change =
                        Math.abs(mean(s, settings.analysisWindow(), stepMs) - mean(s, settings.leakWindow(), stepMs));
                if (change > largest) {
                    largest = change;
                    sweep = s.index();
                }
            }
        }
        final boolean rests = largest <= ConditionTrials.SAME_LEVEL;
        return new CheckResult(
                NAME,
                rests ? CheckState.PASSED : CheckState.FAILED,
                largest,
                ConditionTrials.SAME_LEVEL,
                unit,
                rests
                        ? "Each sweep has the same level in the baseline and in the window."
                        : String.format(
                                Locale.ROOT,
                                "In sweep %d the command of the baseline is %.1f %s from that of the window.",
                                sweep,
                                largest,
                                unit),
                rests ? "" : "Give a baseline after the step of the command.");
    }

    private static double mean(final ClampSweep sweep, final TimeWindow window, final double stepMs) {
        return Statistics.mean(sweep.command(), window.first(stepMs), window.end(stepMs, sweep.command().length));
    }
}
