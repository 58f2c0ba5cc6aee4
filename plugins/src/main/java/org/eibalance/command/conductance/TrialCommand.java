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
import org.eibalance.analysis.conductance.trials.GivenLevels;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.SweepCommands;
import org.eibalance.analysis.conductance.trials.TestPulses;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.analysis.conductance.trials.TrialWindows;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
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
                    + "of the file, otherwise, in voltage clamp, a recorded potential that steps between levels.")
    private String command_channel = "auto";

    @Parameter(
            label = "Levels",
            persist = false,
            description = "Levels in mV (pA in current clamp): auto: from the command; or one number for each "
                    + "sweep, joined by commas, such as -80*10,-60*10; or a table with the header "
                    + "sweep,level_mv,condition.")
    private String levels = "auto";

    private static final Choice<LevelInput.Order> LEVEL_ORDER = Choice.of("level_order", LevelInput.Order.class);

    @Parameter(
            label = "Order of levels",
            choices = {"sweeps", "interleaved", "blocks"},
            persist = false,
            description = "sweeps: levels has one number a sweep. interleaved: the sweeps take its numbers in turn. "
                    + "blocks: as many sweeps at each number, one level after the other.")
    private String level_order = "sweeps";

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
    private double lowest_level = -TrialSelection.MAX_LEVEL;

    @Parameter(
            label = "Maximum level (mV or pA)",
            min = "-100000",
            max = "100000",
            persist = false,
            description = "Higher levels are not used.")
    private double highest_level = TrialSelection.MAX_LEVEL;

    @Parameter(
            label = "Window from (ms)",
            min = "0",
            persist = false,
            description = "Start of the analysed time, from the start of the sweep. Start and end 0: the longest time "
                    + "in which the command of every sweep rests, without a test pulse.")
    private double window_start_ms = 0;

    @Parameter(
            label = "Window to (ms)",
            min = "0",
            persist = false,
            description = "End of the analysed time; 0: up to the next step of the command, or the end of the sweep.")
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
            description = "End of that time. 0: the longest time before the window in which the command rests at the "
                    + "same level, otherwise the window itself.")
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
     * @param given how given levels differ from the command of the file; empty where there are not both
     */
    record Input(
            Path path,
            String channel,
            List<ConditionTrials> conditions,
            TimeWindow baseline,
            TimeWindow window,
            TestPulses pulses,
            Optional<AccessEstimate> access,
            List<String> remarks,
            Optional<GivenLevels> given) {

        /** The same with one more sentence. */
        Input and(final String remark) {
            final List<String> more = new ArrayList<>(remarks);
            more.add(remark);
            return new Input(path, channel, conditions, baseline, window, pulses, access, more, given);
        }

        /** The recording, as reports name it. */
        AnalysedRecording recording() {
            return new AnalysedRecording(path, channel, remarks, access, given);
        }

        /** The same, for analyses that use no baseline. */
        AnalysedRecording recordingWithoutBaseline() {
            return new AnalysedRecording(
                    path,
                    channel,
                    remarks.stream().filter(r -> !r.equals(NO_BASELINE)).toList(),
                    access,
                    given);
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
            final List<Integer> chosen = sweeps(opened, path, sweeps);
            final Optional<LevelSource.Listed> listed =
                    LevelInput.parse(levels, LEVEL_ORDER.parse(level_order), opened);
            final Optional<SweepCommands> found = SweepCommands.find(
                    opened,
                    channel.index(),
                    Optional.of(command_channel.strip()).filter(name -> !name.equals(AutoNumber.AUTO)),
                    chosen);
            final LevelSource source = listed.isPresent()
                    ? listed.get()
                    : found.map(SweepCommands::source).orElse(new LevelSource.Protocol());
            final SweepCommands commands =
                    found.orElseGet(() -> SweepCommands.read(opened, channel.index(), source, chosen));
            final TrialWindows windows = TrialWindows.of(
                    commands,
                    new TrialWindows.Given(window_start_ms, window_end_ms, baseline_start_ms, baseline_end_ms));
            final TestPulses pulses = series.isEmpty() || needsCapacitance()
                    ? TestPulseInput.read(opened, channel, command_channel)
                    : TestPulses.NONE;
            final IntToDoubleFunction mohm = sweep -> series.orElseGet(() -> pulses.seriesMohm(sweep));
            final TrialSelection selection =
                    new TrialSelection(channel.index(), source, windows.window(), chosen, lowest_level, highest_level);
            final List<ConditionTrials> conditions = ConditionTrials.read(opened, selection, commands, mohm);
            final List<String> remarks = new ArrayList<>(opened.remarks());
            if (source instanceof LevelSource.RecordedCommand recorded && command_channel.equals(AutoNumber.AUTO))
                remarks.add("The levels are those of the command that was recorded on channel " + recorded.channel()
                        + " (" + opened.channels().get(recorded.channel()).name() + ").");
            remarks.addAll(windows.remarks());
            remarks.addAll(selection.notUsed(opened, conditions));
            if (!windows.hasBaseline()) remarks.add(NO_BASELINE);
            if (series.isEmpty() && ConditionTrials.modeOf(opened, channel.index()) == ClampMode.CURRENT_CLAMP)
                remarks.add("The bridge is taken as balanced: no series resistance is corrected.");
            else if (series.isEmpty() && pulses.isEmpty())
                remarks.add("The series resistance is not known, because no test pulse was found: it is not "
                        + "corrected.");
            final Optional<AccessEstimate> access = series.isEmpty() ? pulses.access() : Optional.empty();
            return new Input(
                    path,
                    channel.name(),
                    conditions,
                    windows.baseline(),
                    windows.window(),
                    pulses,
                    access,
                    remarks,
                    selection.given(commands));
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
