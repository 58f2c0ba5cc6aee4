package org.eibalance.command.conductance;

import java.util.List;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.slope.ConditionSlopes;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.UpStateSettings;
import org.eibalance.recording.ClampMode;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.SlopeReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Current-voltage lines through time (Shu et al. 2003, Haider et al. 2006). */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Slope Conductance...",
        headless = true,
        description = "Computes slope conductance and reversal potential in time bins, from sweeps at three levels or "
                + "more.")
public final class SlopeConductance extends TrialCommand {

    @Parameter(
            label = "Bin (ms)",
            min = "0.01",
            max = "10000",
            persist = false,
            description = "Width of a bin; much longer than the time constant of the clamp, or of the cell in current "
                    + "clamp.")
    private double bin_ms = SlopeSettings.DEFAULT_BIN_MS;

    @Parameter(
            label = "Median",
            persist = false,
            description = "true: median of the samples of a bin, which ignores spikes. false: mean.")
    private boolean median = false;

    @Parameter(
            label = "Align to Up states",
            persist = false,
            description = "Whether the analysis uses stretches around the onsets of Up states in the recorded trace.")
    private boolean up_states = false;

    @Parameter(
            label = "Before the onset (ms)",
            min = "1",
            max = "100000",
            persist = false,
            description = "With Up states: length of the baseline before each onset.")
    private double before_onset_ms = UpStateSettings.DEFAULT_BEFORE_MS;

    @Parameter(
            label = "After the onset (ms)",
            min = "1",
            max = "100000",
            persist = false,
            description = "With Up states: length of the stretch that is analysed after each onset.")
    private double after_onset_ms = UpStateSettings.DEFAULT_AFTER_MS;

    @Override
    protected Report compute() {
        final Input input = read();
        final SlopeSettings settings = new SlopeSettings(
                bin_ms, median, input.baseline(), input.window(), reversals(), junction(), compensation());
        final List<ConditionSlopes> found = input.conditions().stream()
                .map(c -> new ConditionSlopes(
                        c.condition(),
                        ErrorsOf.file(input.path(), () -> slopes(c.trials(), settings)),
                        c.trials().mode() == ClampMode.VOLTAGE_CLAMP
                                ? MembranePotential.uncompensatedMohm(
                                        c.trials().meanSeriesMohm(List.of()), compensation())
                                : 0))
                .toList();
        return SlopeReport.of(input.recording(), found);
    }

    private SlopesThroughTime slopes(final ClampTrials trials, final SlopeSettings settings) {
        return up_states
                ? SlopesThroughTime.onUpStates(
                        trials, settings, UpStateSettings.DEFAULT, before_onset_ms, after_onset_ms)
                : SlopesThroughTime.compute(trials, settings);
    }
}
