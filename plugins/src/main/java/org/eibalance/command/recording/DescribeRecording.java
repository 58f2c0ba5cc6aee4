package org.eibalance.command.recording;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.recording.DescriptionReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** What is in a recording. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Describe Recording...",
        headless = true,
        description = "Says what is in a recording: channels, units, clamp modes, sweeps, commands and tags.")
public final class DescribeRecording extends EiCommand {

    @Parameter(label = "Recording", persist = false, description = "The recording to look at.")
    private File recording;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        try (Recording opened = Formats.open(path)) {
            return DescriptionReport.of(opened).from(List.of(path));
        }
    }
}
