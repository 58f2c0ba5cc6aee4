package org.eibalance.command.conductance;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.TestPulses;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.report.conductance.AnalysedRecording;
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
    private double e_reversal_mv = ReversalPotentials.DEFAULT.excitatoryMv();

    @Parameter(
            label = "Reversal of inhibition (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of inhibitory synapses; operating-point computes it from concentrations.")
    private double i_reversal_mv = ReversalPotentials.DEFAULT.inhibitoryMv();

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    /**
     * Trials with their windows and the values of the test pulses.
     *
     * @param path the recording
     * @param channel name of the channel
     * @param conditions the trials, one element a condition
     * @param baseline where the leak is read
     * @param window where conductances are wanted
     * @param pulses pipette and cell by the test pulses
     * @param access the fit of the test pulses that R_s comes from; empty where R_s was given
     * @param remarks sentences on the file and on what is not known of it
     */
    record Input(
            Path path,
            String channel,
            List<ConditionTrials> conditions,
            TimeWindow baseline,
            TimeWindow window,
            TestPulses pulses,
            Optional<AccessEstimate> access,
            List<String> remarks) {

        /** The recording, as reports name it. */
        AnalysedRecording recording() {
            return new AnalysedRecording(path, channel, remarks, access);
        }

        /** The same, for analyses that use no baseline. */
        AnalysedRecording recordingWithoutBaseline() {
            return new AnalysedRecording(
                    path,
                    channel,
                    remarks.stream().filter(r -> !r.equals(NO_BASELINE)).toList(),
                    access);
        }
    }

    private static final String NO_BASELINE =
            "No baseline was given: the leak is that of the window itself. Conductances are deviations from "
                    + "their mean in it.";

    /** Reads the trials of all conditions. */
    final Input read() {
        final Path path = RecordingPaths.one(recording);
        final OptionalDouble series = AutoNumber.parse("series_resistance_mohm", series_resistance_mohm, 0, 10_000);
        try (Recording opened = Formats.open(path)) {
            final Channel channel = opened.channel(current_channel);
            final TimeWindow window =
                    new TimeWindow(window_start_ms, window_end_ms == 0 ? Double.POSITIVE_INFINITY : window_end_ms);
            final boolean given = baseline_end_ms > 0;
            final TestPulses pulses = series.isEmpty() || needsCapacitance()
                    ? TestPulseInput.read(opened, channel, command_channel)
                    : TestPulses.NONE;
            final IntToDoubleFunction mohm = sweep -> series.orElseGet(() -> pulses.seriesMohm(sweep));
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
            final List<String> remarks = new ArrayList<>(opened.remarks());
            TimeWindow baseline = levelWindow;
            if (!given) {
                final boolean steady =
                        conditions.stream().allMatch(c -> c.trials().isSteadyUntil(window_start_ms));
                if (steady) baseline = new TimeWindow(0, window_start_ms);
                else remarks.add(NO_BASELINE);
            }
            if (series.isEmpty() && pulses.isEmpty())
                remarks.add("The series resistance is not known, because no test pulse was found: it is not "
                        + "corrected.");
            final Optional<AccessEstimate> access = series.isEmpty() ? pulses.access() : Optional.empty();
            return new Input(path, channel.name(), conditions, baseline, window, pulses, access, remarks);
        }
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
