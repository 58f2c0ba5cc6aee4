package org.eibalance.command.clamp;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eibalance.bridge.experiment.ElectrodeCompensation;
import org.eibalance.bridge.experiment.ElectrodeDrop;
import org.eibalance.bridge.experiment.ElectrodeKernel;
import org.eibalance.bridge.experiment.ElectrodeKernelTable;
import org.eibalance.bridge.report.CompensationReport;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.format.nwb.NwbContents;
import org.eibalance.format.nwb.NwbWriter;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
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
            final List<ElectrodeDrop> drops = new ArrayList<>();
            for (int sweep = 0; sweep < opened.sweeps().size(); sweep++) {
                drops.add(ElectrodeDrop.of(compensation, sweep));
                progress((sweep + 1.0) / opened.sweeps().size());
            }
            return CompensationReport.of(opened, compensation, electrode, drops, name)
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
}
