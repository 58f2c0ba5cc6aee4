package org.eibalance.command.conductance;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.AnalysedRecording;
import org.eibalance.report.conductance.ImpedanceReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Excitation and inhibition at once from one trace, by its impedance at two frequencies. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Impedance Conductance...",
        headless = true,
        description = "Estimates both conductances at the same time from a potential during two injected "
                + "sinusoids. The series resistance cancels.")
public final class ImpedanceConductance extends EiCommand {

    @Parameter(
            label = "Recording",
            persist = false,
            description = "A recording in current clamp during the injection of two fast sinusoids.")
    private File recording;

    @Parameter(
            label = "Potential channel",
            persist = false,
            description = "Name or 0-based index of the channel with the potential.")
    private String potential_channel = "0";

    @Parameter(
            label = "Current channel",
            persist = false,
            description = "Name or index of the channel with the injected current; auto: the protocol of the file.")
    private String current_channel = "auto";

    @Parameter(label = "Sweep", min = "0", persist = false, description = "The sweep to use, counted from 0.")
    private int sweep = 0;

    @Parameter(
            label = "First frequency (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Frequency of the slower sinusoid. 0: both are found from the current.")
    private double first_hz = 0;

    @Parameter(
            label = "Second frequency (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Frequency of the faster sinusoid. 0: both are found from the current.")
    private double second_hz = 0;

    @Parameter(
            label = "Bandwidth (Hz)",
            min = "0.1",
            max = "1000",
            persist = false,
            description = "Conductances are estimated up to this frequency.")
    private double bandwidth_hz = ImpedanceSettings.DEFAULT.bandwidthHz();

    @Parameter(
            label = "Rest (lowest %)",
            persist = false,
            description = "auto: rest is where the potential is still and the conductance lowest. A number: the lowest "
                    + "percentage of the potentials, as published; wrong where inhibition lies below rest.")
    private String rest_percent = "auto";

    @Parameter(
            label = "Leak (nS)",
            persist = false,
            description = "Conductance of the cell without synapses: a number, with its reversal; auto: from rest.")
    private String leak_ns = "auto";

    @Parameter(
            label = "Reversal of the leak (mV)",
            persist = false,
            description = "Potential of the cell without synapses and current, as membrane potential; auto: from rest.")
    private String leak_reversal_mv = "auto";

    @Parameter(
            label = "Capacitance (pF)",
            persist = false,
            description = "Capacitance of the cell: a number; auto: from the impedance at rest.")
    private String capacitance_pf = "auto";

    @Parameter(
            label = "Liquid junction potential (mV)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Subtracted from recorded potentials; 0 if that was done already.")
    private double junction_potential_mv = 0;

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
            description = "Reversal potential of inhibitory synapses.")
    private double i_reversal_mv = ReversalPotentials.DEFAULT.inhibitoryMv();

    @Parameter(
            label = "Spikes reach (mV)",
            min = "-100",
            max = "100",
            persist = false,
            description = "A trace that reaches this potential has spikes and is refused.")
    private double spike_mv = ImpedanceSettings.DEFAULT.spikeMv();

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        final ImpedanceSettings settings = new ImpedanceSettings(
                first_hz,
                second_hz,
                bandwidth_hz,
                TimeWindow.ALL,
                AutoNumber.parse("rest_percent", rest_percent, 0.1, 100).orElse(0) / 100,
                new ReversalPotentials(e_reversal_mv, i_reversal_mv),
                JunctionPotential.toCorrect(junction_potential_mv),
                AutoNumber.parse("capacitance_pf", capacitance_pf, 0, 100_000).orElse(0),
                spike_mv,
                leak());
        try (Recording opened = Formats.open(path)) {
            final Channel channel = opened.channel(potential_channel);
            if (sweep >= opened.sweeps().size())
                throw new InputException(opened.name() + " has no sweep " + sweep + ": it has "
                        + opened.sweeps().size() + ", counted from 0.");
            annotations().choose(opened, path, List.of(sweep));
            final double[] potential =
                    scaled(opened.read(channel.index(), sweep), channel.unit(), Quantity.VOLTAGE, channel.name());
            final TwoFrequencyConductance found = ErrorsOf.file(
                    path,
                    () -> TwoFrequencyConductance.compute(
                            potential,
                            current(opened, channel, potential.length),
                            1000 / channel.sampleRateHz(),
                            settings));
            return ImpedanceReport.of(new AnalysedRecording(path, channel.name(), opened.remarks()), sweep, found);
        }
    }

    private Optional<ImpedanceSettings.KnownLeak> leak() {
        final OptionalDouble ns = AutoNumber.parse("leak_ns", leak_ns, 0.001, 100_000);
        final OptionalDouble mv = AutoNumber.parse("leak_reversal_mv", leak_reversal_mv, -200, 200);
        if (ns.isPresent() != mv.isPresent())
            throw new InputException("leak_ns is '" + leak_ns.strip() + "' and leak_reversal_mv '"
                    + leak_reversal_mv.strip() + "': give both, or auto for both.");
        if (ns.isEmpty()) return Optional.empty();
        return Optional.of(new ImpedanceSettings.KnownLeak(ns.getAsDouble(), mv.getAsDouble()));
    }

    private double[] current(final Recording opened, final Channel channel, final int samples) {
        if (!current_channel.strip().equals("auto")) {
            final Channel current = opened.channel(current_channel);
            final double[] recorded =
                    scaled(opened.read(current.index(), sweep), current.unit(), Quantity.CURRENT, current.name());
            if (recorded.length != samples)
                throw new InputException(opened.name() + ": channel '" + current.name() + "' has " + recorded.length
                        + " samples in sweep " + sweep + " and channel '" + channel.name() + "' " + samples + ".");
            return recorded;
        }
        final CommandWaveform command = opened.command(channel.index())
                .orElseThrow(() ->
                        new InputException(opened.name() + " does not say which current was injected through channel '"
                                + channel.name() + "': give current_channel."));
        final double[] values = new double[samples];
        command.read(sweep, 0, values, 0, samples);
        return scaled(values, command.unit(), Quantity.CURRENT, command.name());
    }

    private static double[] scaled(final double[] values, final Unit unit, final Quantity expected, final String name) {
        if (unit.quantity() != expected)
            throw new InputException("Channel '" + name + "' has the unit '" + unit.symbol() + "': "
                    + (expected == Quantity.CURRENT ? "a current" : "a potential") + " was expected.");
        for (int i = 0; i < values.length; i++) values[i] *= unit.toFieldUnit();
        return values;
    }
}
