package org.eibalance.command.quality;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualityLimits;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.quality.QualityReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The membrane test and the quality of a recording. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Check Quality...",
        headless = true,
        description = "Measures holding current, Ra, Rm and Cm of each sweep with their drift, noise, hum, "
                + "saturation "
                + "and missing samples.")
public final class CheckQuality extends EiCommand {

    private static final String NO_TEST = "none";

    private static final Choice<MembraneDefinition> DEFINITION = Choice.of(
                    "definition", MembraneDefinition.class, MembraneDefinition::label)
            .or(AutoNumber.AUTO, NO_TEST);

    @Parameter(label = "Recording", persist = false, description = "The recording to check.")
    private File recording;

    @Parameter(
            label = "Channel",
            persist = false,
            description = "Name or 0-based index of the channel; auto: every cell; those in current clamp "
                    + "without membrane test.")
    private String channel = AutoNumber.AUTO;

    @Parameter(
            label = "Definition of Ra, Rm, Cm",
            choices = {"auto", "compartment", "apparent", "none"},
            persist = false,
            description = "compartment: exact for one compartment. apparent: what membrane tests commonly give. "
                    + "auto: apparent if there is a second exponential, otherwise compartment. none: no "
                    + "membrane test.")
    private String definition = AutoNumber.AUTO;

    @Parameter(
            label = "Start of the step (ms)",
            persist = false,
            description =
                    "Start of the voltage step in the sweep. auto: from the protocol or from a recorded " + "command.")
    private String step_start_ms = AutoNumber.AUTO;

    @Parameter(
            label = "End of the step (ms)",
            persist = false,
            description = "End of the voltage step. auto: from the same source as the start.")
    private String step_end_ms = AutoNumber.AUTO;

    @Parameter(
            label = "Height of the step (mV)",
            persist = false,
            description = "Potential of the step minus the potential before it, such as -10. auto: from the "
                    + "protocol or from a recorded command.")
    private String step_mv = AutoNumber.AUTO;

    @Parameter(
            label = "Command recorded on channel",
            persist = false,
            description = "Name or 0-based index of the channel that recorded the command; auto: searched if "
                    + "the protocol has no step.")
    private String command_from = AutoNumber.AUTO;

    @Parameter(
            label = "Maximum R_a (MOhm)",
            min = "0.1",
            max = "1e6",
            persist = false,
            description = "The check access_resistance fails above it.")
    private double max_ra_mohm = QualityLimits.DEFAULT.raMohm();

    @Parameter(
            label = "Maximum drift of R_a (%)",
            min = "0.1",
            max = "1e6",
            persist = false,
            description = "The check access_drift fails above it, from the first to the last sweep.")
    private double max_ra_drift_percent = QualityLimits.DEFAULT.raDriftPercent();

    @Parameter(
            label = "Maximum drift of the holding current (pA)",
            min = "0.1",
            max = "1e6",
            persist = false,
            description = "The check holding_drift fails above it, from the first to the last sweep.")
    private double max_holding_drift_pa = QualityLimits.DEFAULT.holdingDriftPa();

    @Parameter(
            label = "Maximum noise (pA)",
            min = "0.001",
            max = "1e6",
            persist = false,
            description = "The check noise is doubtful above it.")
    private double max_noise_pa = QualityLimits.DEFAULT.noisePa();

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        final QualitySettings settings = settings();
        try (Recording opened = Formats.open(path)) {
            final List<Channel> channels =
                    channel.equals(AutoNumber.AUTO) ? QualityCheck.channels(opened) : List.of(opened.channel(channel));
            final List<ChannelQuality> qualities =
                    QualityCheck.compute(opened, channels, sweeps(opened, path, "all"), settings, this::progress);
            final QualityLimits limits =
                    new QualityLimits(max_ra_mohm, max_ra_drift_percent, max_holding_drift_pa, max_noise_pa);
            return QualityReport.of(opened.name(), qualities, limits, opened.remarks())
                    .from(List.of(path));
        }
    }

    private QualitySettings settings() {
        return new QualitySettings(
                !definition.equals(NO_TEST),
                DEFINITION.find(definition),
                AutoNumber.parse("step_start_ms", step_start_ms),
                AutoNumber.parse("step_end_ms", step_end_ms),
                AutoNumber.parse("step_mv", step_mv),
                command_from.equals(AutoNumber.AUTO) ? Optional.empty() : Optional.of(command_from));
    }
}
