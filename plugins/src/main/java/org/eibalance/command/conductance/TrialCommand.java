package org.eibalance.command.conductance;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.scijava.plugin.Parameter;

/** A command on trials at several levels: its inputs say which trials, and what is known about pipette and synapses. */
abstract class TrialCommand extends EiCommand {

    @Parameter(
            label = "Recording",
            persist = false,
            description = "The recording of one cell at several levels of potential, or of current in current clamp.")
    private File recording;

    @Parameter(
            label = "Current channel",
            persist = false,
            description = "Name or 0-based index of the channel with the recorded current; in current clamp, "
                    + "with the "
                    + "potential.")
    private String current_channel = "0";

    @Parameter(
            label = "Command channel",
            persist = false,
            description = "Name or index of the channel on which the command was recorded; auto: the protocol "
                    + "of the file.")
    private String command_channel = "auto";

    @Parameter(
            label = "Levels",
            persist = false,
            description = "Levels in mV (pA in current clamp): auto: from the command; or one number for each "
                    + "sweep, joined by commas; or a table with the header sweep,level_mv,condition.")
    private String levels = "auto";

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to use, counted from 0, such as 0-4,7; or all.")
    private String sweeps = "all";

    @Parameter(
            label = "Minimum level (mV or pA)",
            min = "-100000",
            max = "100000",
            persist = false,
            description = "Lower levels are not used.")
    private double lowest_level = -100000;

    @Parameter(
            label = "Maximum level (mV or pA)",
            min = "-100000",
            max = "100000",
            persist = false,
            description = "Higher levels are not used.")
    private double highest_level = 100000;

    @Parameter(
            label = "Window from (ms)",
            min = "0",
            persist = false,
            description = "Start of the analysed time, from the start of the sweep.")
    private double window_start_ms = 0;

    @Parameter(
            label = "Window to (ms)",
            min = "0",
            persist = false,
            description = "End of the analysed time; 0 for the end of the sweep.")
    private double window_end_ms = 0;

    @Parameter(
            label = "Baseline from (ms)",
            min = "0",
            persist = false,
            description = "Start of the time without synaptic response; its current-voltage line is the leak.")
    private double baseline_start_ms = 0;

    @Parameter(
            label = "Baseline to (ms)",
            min = "0",
            persist = false,
            description = "End of that time. 0: all time before the window if the command is constant there, "
                    + "otherwise the window itself.")
    private double baseline_end_ms = 0;

    @Parameter(
            label = "Series resistance (MOhm)",
            persist = false,
            description = "Series resistance before compensation: a number; 0: no correction; auto: from the "
                    + "test pulse of each sweep.")
    private String series_resistance_mohm = "auto";

    @Parameter(
            label = "Compensated (%)",
            min = "0",
            max = "100",
            persist = false,
            description = "Percentage of the series resistance, or of the bridge, that the amplifier compensated.")
    private double compensation_percent = 0;

    @Parameter(
            label = "Liquid junction potential (mV)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Potential of the bath relative to the pipette, about 10 mV for potassium gluconate. "
                    + "Subtracted once.")
    private double junction_potential_mv = 0;

    @Parameter(
            label = "Junction potential was corrected",
            persist = false,
            description = "Whether it was subtracted already, by the amplifier or by hand; then it is not "
                    + "subtracted again.")
    private boolean junction_corrected = false;

    @Parameter(
            label = "Reversal of excitation (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of excitatory synapses.")
    private double e_reversal_mv = 0;

    @Parameter(
            label = "Reversal of inhibition (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of inhibitory synapses; operating-point computes it from concentrations.")
    private double i_reversal_mv = -80;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    /** Trials with their windows and the test pulse's values. */
    record Input(
            Path path,
            String channel,
            List<ConditionTrials> conditions,
            TimeWindow baseline,
            TimeWindow window,
            MembraneValues membrane,
            List<String> remarks) {}

    /** Reads the trials of all conditions. */
    final Input read() {
        final Path path = RecordingPaths.one(recording);
        final OptionalDouble series = AutoNumber.parse("series_resistance_mohm", series_resistance_mohm, 0, 10_000);
        try (Recording opened = Formats.open(path)) {
            final Channel channel = opened.channel(current_channel);
            final TimeWindow window =
                    new TimeWindow(window_start_ms, window_end_ms == 0 ? Double.POSITIVE_INFINITY : window_end_ms);
            final boolean given = baseline_end_ms > 0;
            final MembraneValues membrane =
                    MembraneValues.of(opened, channel, command_channel, series.isEmpty() || needsCapacitance());
            final IntToDoubleFunction mohm = sweep -> series.orElseGet(() -> membrane.seriesMohm(sweep));
            final TimeWindow levelWindow = given ? new TimeWindow(baseline_start_ms, baseline_end_ms) : window;
            final List<ConditionTrials> conditions = ConditionTrials.read(
                    opened,
                    new TrialSelection(
                            channel.index(),
                            LevelInput.parse(levels, command_channel, opened),
                            levelWindow,
                            sweeps(opened, path, sweeps),
                            lowest_level,
                            highest_level),
                    mohm);
            final List<String> remarks = new java.util.ArrayList<>(opened.remarks());
            TimeWindow baseline = levelWindow;
            if (!given) {
                final boolean still = conditions.stream().allMatch(c -> standsStill(c.trials(), window_start_ms));
                if (still) baseline = new TimeWindow(0, window_start_ms);
                else
                    remarks.add("No baseline was given: the leak is that of the window itself. Conductances are "
                            + "deviations from "
                            + "their mean in it.");
            }
            if (series.isEmpty() && membrane.isEmpty())
                remarks.add("The series resistance is not known, because no test pulse was found: it is not "
                        + "corrected.");
            return new Input(path, channel.name(), conditions, baseline, window, membrane, remarks);
        }
    }

    /** Whether each sweep is at its level before the window, for long enough to measure a leak. */
    private static boolean standsStill(final ClampTrials trials, final double windowStartMs) {
        final int end = (int) Math.round(windowStartMs / trials.stepMs());
        if (end < 10) return false;
        for (final ClampLevel level : trials.levels()) {
            for (final ClampSweep sweep : level.sweeps()) {
                if (!Arrays.stream(sweep.command(), 0, end)
                        .allMatch(v -> Math.abs(v - level.level()) <= ConditionTrials.SAME_LEVEL)) return false;
            }
        }
        return true;
    }

    /** Whether the capacitance of the test pulse is wanted. */
    boolean needsCapacitance() {
        return false;
    }

    final ReversalPotentials reversals() {
        return new ReversalPotentials(e_reversal_mv, i_reversal_mv);
    }

    final JunctionPotential junction() {
        return new JunctionPotential(junction_potential_mv, junction_corrected);
    }

    final double compensation() {
        return compensation_percent / 100;
    }
}
