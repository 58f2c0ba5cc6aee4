package org.eibalance.report.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.analysis.quality.SweepSummary;
import org.eibalance.format.abf.AbfFormat;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** What is in a recording. */
public final class DescriptionReport {

    private DescriptionReport() {}

    /**
     * The report.
     *
     * @param recording open
     * @return a sentence on the recording and one on each channel, {@code sweeps.csv} with a row for each channel and
     *     sweep, and the first sweep of all channels
     */
    public static Report of(final Recording recording) {
        return Report.of(sentences(recording), summary(recording), FirstSweepFigure.of(recording))
                .withTables(Map.of("sweeps.csv", sweeps(recording)));
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
                    + ChannelText.unit(channel) + ", "
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
}
