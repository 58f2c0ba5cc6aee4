package org.eibalance.command.clamp;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.bridge.experiment.ElectrodeCompensation;
import org.eibalance.bridge.experiment.ElectrodeKernel;
import org.eibalance.bridge.experiment.ElectrodeKernelTable;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.Formats;
import org.eibalance.format.nwb.NwbContents;
import org.eibalance.format.nwb.NwbWriter;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A recording whose potential is corrected for the electrode. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Compensate Electrode...",
        headless = true,
        description = "Subtracts the voltage drop across the electrode from a recorded potential, with the "
                + "kernel from measure-electrode (active electrode compensation).")
public final class CompensateElectrode extends EiCommand {

    private static final double SHOWN_MS = 200;

    @Parameter(
            label = "Recording",
            persist = false,
            description = "A recording in current clamp that contains the injected current.")
    private File recording;

    @Parameter(
            label = "Kernel",
            style = "file",
            persist = false,
            description = "kernel.csv of measure-electrode, measured in this cell with this electrode; summary.csv "
                    + "must lie beside it.")
    private File kernel;

    @Parameter(
            label = "Potential channel",
            persist = false,
            description = "Name or 0-based index of the channel with the potential.")
    private String potential_channel = "0";

    @Parameter(
            label = "Current channels",
            persist = false,
            description = "Names or indices of the channels whose sum was injected, joined by semicolons. auto: "
                    + "clamp and command of a dynamic clamp, otherwise the protocol of the file.")
    private String current_channels = AutoNumber.AUTO;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        final Path measured = kernel.toPath();
        final ElectrodeKernel electrode = ElectrodeKernelTable.read(measured);
        final String name = RecordingPaths.stem(path.getFileName().toString()) + ".nwb";
        try (Recording opened = Formats.open(path)) {
            final ElectrodeCompensation compensation = of(opened, electrode);
            if (opened.sweeps().isEmpty())
                throw new InputException(opened.name() + " has no sweep: at least one was expected.");
            final Table.Builder table = Table.withColumns(
                    "recording",
                    "sweep",
                    "kernel_mohm",
                    "kernel_lag_us",
                    "drop_rms_mv",
                    "drop_peak_mv",
                    "samples",
                    "unknown");
            double largestMv = 0;
            long unknown = 0;
            for (int sweep = 0; sweep < opened.sweeps().size(); sweep++) {
                final double[] recorded = compensation.recordedMv(sweep);
                final double[] cell = compensation.compensatedMv(sweep);
                final double[] drop = new double[cell.length];
                for (int k = 0; k < drop.length; k++) drop[k] = recorded[k] - cell[k];
                final double[] known =
                        Arrays.stream(drop).filter(Double::isFinite).toArray();
                final double peakMv = Arrays.stream(known).map(Math::abs).max().orElse(Double.NaN);
                largestMv = Math.max(largestMv, peakMv);
                unknown += drop.length - known.length;
                table.row(
                        opened.name(),
                        sweep,
                        electrode.seriesMohm(),
                        electrode.electrodeMs() * 1000,
                        Math.sqrt(Arrays.stream(known)
                                .map(mv -> mv * mv)
                                .average()
                                .orElse(Double.NaN)),
                        peakMv,
                        drop.length,
                        drop.length - known.length);
                progress((sweep + 1.0) / opened.sweeps().size());
            }
            return Report.of(
                            sentences(opened, compensation, electrode, largestMv, unknown, name),
                            table.build(),
                            figure(opened.name(), compensation))
                    .withFiles(Map.of(name, file -> write(path, electrode, file)))
                    .from(List.of(path, measured, measured.resolveSibling("summary.csv")));
        }
    }

    private ElectrodeCompensation of(final Recording opened, final ElectrodeKernel electrode) {
        return ElectrodeCompensation.of(
                opened,
                electrode,
                potential_channel,
                current_channels.strip().equals(AutoNumber.AUTO)
                        ? List.of()
                        : Arrays.stream(current_channels.split(";"))
                                .map(String::strip)
                                .filter(c -> !c.isEmpty())
                                .toList());
    }

    private static List<String> sentences(
            final Recording opened,
            final ElectrodeCompensation compensation,
            final ElectrodeKernel electrode,
            final double largestMv,
            final long unknown,
            final String name) {
        final List<String> sentences = new java.util.ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "%s: up to %.2f mV were subtracted from channel %s, for %s through an electrode of %.2f MOhm "
                        + "and %.0f us.",
                opened.name(),
                largestMv,
                compensation.potential().name(),
                String.join(" and ", compensation.currents()),
                electrode.seriesMohm(),
                electrode.electrodeMs() * 1000));
        sentences.add(name + " has the compensated potential in the place of the recorded one, which is now the "
                + "last channel.");
        if (unknown > 0)
            sentences.add(Counts.of(unknown, "sample") + " NaN, because they or the current before them are missing.");
        sentences.addAll(opened.remarks());
        return sentences;
    }

    private void write(final Path path, final ElectrodeKernel electrode, final Path file) {
        try (Recording opened = Formats.open(path);
                Recording compensated = of(opened, electrode).compensated()) {
            NwbWriter.write(
                    compensated,
                    file,
                    new NwbContents(
                            String.join(" ", compensated.remarks()),
                            inputFiles().digest(path).sha256() + "-compensated",
                            List.of(),
                            List.of()));
        }
    }

    /** The beginning of the first sweep, recorded and compensated, and the current. */
    private static Figure figure(final String title, final ElectrodeCompensation compensation) {
        final double[] recorded = compensation.recordedMv(0);
        final int n = (int) Math.min(recorded.length, SHOWN_MS / compensation.sampleMs());
        final double[] ms = new double[n];
        for (int k = 0; k < n; k++) ms[k] = k * compensation.sampleMs();
        final Axis time = Axis.of("time (ms)", 0, Math.max(compensation.sampleMs(), n * compensation.sampleMs()));
        return Figure.stacked(
                title + ": without the electrode",
                120,
                Figure.row(
                        1.4,
                        Panel.of(
                                "",
                                time,
                                Axis.of("potential (mV)"),
                                Series.line("as recorded", ms, Arrays.copyOf(recorded, n), Role.NEUTRAL),
                                Series.line(
                                        "compensated",
                                        ms,
                                        Arrays.copyOf(compensation.compensatedMv(0), n),
                                        Role.RESULT))),
                Figure.row(
                        0.8,
                        Panel.of(
                                "",
                                time,
                                Axis.of("current (pA)"),
                                Series.line("", ms, Arrays.copyOf(compensation.injectedPa(0), n), Role.REFERENCE))));
    }
}
