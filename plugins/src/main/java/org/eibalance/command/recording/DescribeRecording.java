package org.eibalance.command.recording;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.analysis.quality.SweepSummary;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.Formats;
import org.eibalance.format.abf.AbfFormat;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
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

    /** Of longer sweeps only the first part is shown. */
    private static final int MAX_SAMPLES_SHOWN = 10_000_000;

    private static final double PANEL_MM = 40;

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
            return Report.of(sentences(opened), summary(opened), figure(opened))
                    .withTables(Map.of("sweeps.csv", sweeps(opened)))
                    .from(List.of(path));
        }
    }

    private static double recordedS(final Recording recording) {
        double longest = 0;
        for (final Channel channel : recording.channels()) {
            double seconds = 0;
            for (final Sweep sweep : recording.sweeps()) {
                seconds += recording.samples(channel.index(), sweep.index()) / channel.sampleRateHz();
            }
            longest = Math.max(longest, seconds);
        }
        return longest;
    }

    private static double rateHz(final Recording recording) {
        return recording.channels().stream()
                .mapToDouble(Channel::sampleRateHz)
                .max()
                .orElse(Double.NaN);
    }

    private static List<String> sentences(final Recording recording) {
        final List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "%s: %s, %s, %s, %s samples a second, %.3f s recorded%s.",
                recording.name(),
                recording.format(),
                Counts.of(recording.channels().size(), "channel"),
                Counts.of(recording.sweeps().size(), "sweep"),
                rateHz(recording),
                recordedS(recording),
                recording.start().map(t -> ", started " + t).orElse("")));
        for (final Channel channel : recording.channels()) {
            final Optional<CommandWaveform> command = recording.command(channel.index());
            sentences.add("Channel " + channel.index() + ": " + channel.name() + ", "
                    + (channel.unit().symbol().isEmpty()
                            ? "unit unknown"
                            : channel.unit().symbol()) + ", "
                    + channel.clampMode().label()
                    + command.map(c -> ", command " + c.name() + " from a holding level of " + c.holding() + " "
                                    + c.unit().symbol())
                            .orElse(", no command known")
                    + ".");
        }
        if (!recording.tags().isEmpty())
            sentences.add("Tags: "
                    + recording.tags().stream()
                            .map(t -> String.format(Locale.ROOT, "%.2f s '%s'", t.timeS(), t.text()))
                            .collect(Collectors.joining(", "))
                    + ".");
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static Table summary(final Recording recording) {
        return Table.withColumns("recording", "format", "channels", "sweeps", "sample_rate_hz", "duration_s", "start")
                .row(
                        recording.name(),
                        recording.format(),
                        recording.channels().size(),
                        recording.sweeps().size(),
                        rateHz(recording),
                        recordedS(recording),
                        recording.start().map(Object::toString).orElse(null))
                .build();
    }

    private static Table sweeps(final Recording recording) {
        final Table.Builder table = Table.withColumns(
                "file",
                "abf_version",
                "channel",
                "channel_name",
                "channel_units",
                "sweep",
                "sample_rate_hz",
                "samples",
                "first",
                "last",
                "mean",
                "sd",
                "command_first",
                "command_middle");
        final String version = AbfFormat.versionDigits(recording.format()).orElse(null);
        for (final Channel channel : recording.channels()) {
            for (final Sweep sweep : recording.sweeps()) {
                final SweepSummary s = SweepSummary.of(recording, channel.index(), sweep.index());
                table.row(
                        recording.name(),
                        version,
                        channel.index(),
                        channel.name(),
                        channel.unit().symbol(),
                        sweep.index(),
                        channel.sampleRateHz(),
                        s.samples(),
                        s.first(),
                        s.last(),
                        s.mean(),
                        s.sd(),
                        command(recording, channel, sweep, 0),
                        command(recording, channel, sweep, s.samples() / 2));
            }
        }
        return table.build();
    }

    private static double command(
            final Recording recording, final Channel channel, final Sweep sweep, final long sample) {
        final double[] value = {Double.NaN};
        if (sample < sweep.samples().get(channel.index()))
            recording.command(channel.index()).ifPresent(c -> c.read(sweep.index(), sample, value, 0, 1));
        return value[0];
    }

    /** The first sweep of all channels. */
    static Figure figure(final Recording recording) {
        final List<Figure.Row> rows = new ArrayList<>();
        for (final Channel channel : recording.channels()) rows.add(Figure.row(1, panel(recording, channel)));
        if (rows.isEmpty()) rows.add(Figure.row(1, Panel.of("", Axis.of("time (ms)"), Axis.of(""))));
        return Figure.stacked(
                recording.name() + ", first sweep", 12 + PANEL_MM * rows.size(), rows.toArray(Figure.Row[]::new));
    }

    private static Panel panel(final Recording recording, final Channel channel) {
        final long samples = recording.sweeps().isEmpty() ? 0 : recording.samples(channel.index(), 0);
        final double[] values = new double[(int) Math.min(samples, MAX_SAMPLES_SHOWN)];
        if (values.length > 0) recording.read(channel.index(), 0, 0, values);
        for (int i = 0; i < values.length; i++) values[i] *= channel.unit().toFieldUnit();
        final double[] timeMs = new double[values.length];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = i * 1000 / channel.sampleRateHz();
        return Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of(channel.name() + " (" + channel.unit().field().label() + ")"),
                Series.line(channel.name(), timeMs, values, Role.RESULT));
    }
}
