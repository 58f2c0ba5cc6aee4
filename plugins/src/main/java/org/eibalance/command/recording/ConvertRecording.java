package org.eibalance.command.recording;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.AtfWriter;
import org.eibalance.format.DelimitedTextWriter;
import org.eibalance.format.Formats;
import org.eibalance.format.Rescaling;
import org.eibalance.format.nwb.NwbWriter;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.recording.ConversionReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A recording in another format. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Convert Recording...",
        headless = true,
        description = "Writes a recording of any format as NWB, ATF or text. For a whole folder use batch-folder.")
public final class ConvertRecording extends EiCommand {

    /** What can be written; the names are those of the file endings. */
    private enum Format {
        NWB,
        ATF,
        TXT
    }

    private static final Choice<Format> FORMAT = Choice.of("format", Format.class);

    @Parameter(label = "Recording", persist = false, description = "The recording to convert.")
    private File recording;

    @Parameter(
            label = "Format",
            choices = {"nwb", "atf", "txt"},
            persist = false,
            description = "nwb: Neurodata Without Borders 2.6, which keeps the most information. atf: Axon Text "
                    + "Format. txt: text with commas.")
    private String format = "nwb";

    @Parameter(
            label = "Rescale",
            persist = false,
            description = "Factors for channels whose unit is wrong in the file: channel=factor, joined by "
                    + "semicolons. none: values as in the file.")
    private String rescale = Rescaling.NONE;

    @Parameter(
            label = "Truth",
            persist = false,
            description = "For nwb: table of the true conductances of a simulated recording. auto: "
                    + "<name>-truth.csv beside the recording if it exists. none.")
    private String truth = ConversionExtras.AUTO;

    @Parameter(
            label = "Results",
            persist = false,
            description = "For nwb: folders with results of this recording, joined by semicolons. auto: all in "
                    + "its folder below the output folder. none.")
    private String results = ConversionExtras.NONE;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        final Rescaling rescaling = Rescaling.parse(rescale);
        final String name = RecordingPaths.stem(path.getFileName().toString()) + "." + format;
        final ConversionExtras extras = extras(path);
        try (Recording opened = rescaling.of(Formats.open(path))) {
            return ConversionReport.of(opened, name, rescaling, extras.sentences())
                    .withFiles(Map.of(name, file -> write(path, rescaling, extras, file)))
                    .from(extras.inputs(path));
        }
    }

    /** What goes into the file in addition to the recording; only NWB can keep it. */
    private ConversionExtras extras(final Path path) {
        if (FORMAT.parse(format) == Format.NWB)
            return ConversionExtras.find(inputFiles().of(path), truth, results, outputFolder());
        if (!truth.equals(ConversionExtras.AUTO) && !truth.equals(ConversionExtras.NONE)
                || !results.equals(ConversionExtras.AUTO) && !results.equals(ConversionExtras.NONE))
            throw new InputException("format is " + format + ": only nwb can keep truth and results.");
        return ConversionExtras.nothing();
    }

    private void write(final Path path, final Rescaling rescaling, final ConversionExtras extras, final Path file) {
        try (Recording opened = rescaling.of(Formats.open(path))) {
            switch (FORMAT.parse(format)) {
                case NWB ->
                    NwbWriter.write(
                            opened,
                            file,
                            extras.contents(opened, inputFiles().digest(path).sha256()));
                case ATF -> AtfWriter.write(opened, file);
                case TXT -> DelimitedTextWriter.write(opened, file);
            }
        }
    }
}
