package org.eibalance.format;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.Channel;
import org.eibalance.recording.FilePattern;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;

/**
 * One recording from the files of a {@link FilePattern}. What stands for the channel is its name; sweeps come in the
 * order of their numbers. The samples are in memory, so that hundreds of short files do not stay open.
 */
final class JoinedFiles {

    /** A gigabyte of samples. */
    private static final long MAX_SAMPLES = 1L << 27;

    /** Rates that differ by no more than rounding are the same. */
    private static final double RATE_TOLERANCE = 1e-6;

    /** One channel of all files. */
    private record Row(Channel channel, Path from, List<double[]> sweeps) {}

    private final Path pattern;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<LocalDateTime> starts = new ArrayList<>();
    private final List<Double> offsetsS = new ArrayList<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Set<String> formats = new LinkedHashSet<>();
    private long samples;
    private int sweepCount;

    private JoinedFiles(final Path pattern) {
        this.pattern = pattern;
    }

    /** Opens all files that a pattern stands for. */
    static Recording open(final Path pattern) {
        final JoinedFiles joined = new JoinedFiles(pattern);
        final List<FilePattern.Member> members = FilePattern.members(pattern);
        for (int first = 0; first < members.size(); ) {
            int next = first + 1;
            while (next < members.size()
                    && members.get(next).sweep() == members.get(first).sweep()) next++;
            joined.add(members.subList(first, next));
            first = next;
        }
        return joined.recording();
    }

    /** The files of one number: they were recorded together. */
    private void add(final List<FilePattern.Member> members) {
        int added = 0;
        for (final FilePattern.Member member : members) {
            if (Thread.currentThread().isInterrupted()) throw new CancellationException();
            try (Recording file = Formats.open(member.path())) {
                formats.add(file.format());
                file.remarks().forEach(remark -> remarks.add(file.name() + ": " + remark));
                if (!file.commands().isEmpty()) remarks.add("The commands of the files are not joined.");
                for (int k = added; k < file.sweeps().size(); k++) {
                    starts.add(file.start().orElse(null));
                    offsetsS.add(file.sweeps().get(k).startS());
                }
                added = Math.max(added, file.sweeps().size());
                for (final Channel channel : file.channels()) add(file, member, channel);
            }
        }
        sweepCount += added;
    }

    private void add(final Recording file, final FilePattern.Member member, final Channel channel) {
        final String name = member.channel().isEmpty()
                ? channel.name()
                : file.channels().size() == 1 ? member.channel() : member.channel() + " " + channel.name();
        final Row row = rows.computeIfAbsent(
                name,
                n -> new Row(
                        new Channel(
                                rows.size(),
                                n,
                                channel.unit(),
                                channel.clampMode(),
                                channel.sampleRateHz(),
                                Channel.NO_COMMAND),
                        member.path(),
                        new ArrayList<>()));
        check(row, member.path(), channel);
        if (row.sweeps().size() > sweepCount)
            throw new InputException(
                    member.path() + " is a second file for channel '" + name + "' in one sweep, one was expected.");
        while (row.sweeps().size() < sweepCount) row.sweeps().add(new double[0]);
        for (final Sweep sweep : file.sweeps()) {
            samples += file.samples(channel.index(), sweep.index());
            if (samples > MAX_SAMPLES)
                throw new InputException(pattern + " stands for files of more than " + MAX_SAMPLES
                        + " samples: fewer were expected, as they are joined in memory.");
            row.sweeps().add(file.read(channel.index(), sweep.index()));
        }
    }

    private static void check(final Row row, final Path path, final Channel channel) {
        final Channel first = row.channel();
        if (!first.unit().equals(channel.unit()))
            throw new InputException(path + " is in '" + channel.unit().symbol() + "', '"
                    + first.unit().symbol() + "' was expected as in "
                    + row.from().getFileName() + ".");
        if (Math.abs(first.sampleRateHz() - channel.sampleRateHz()) > RATE_TOLERANCE * first.sampleRateHz())
            throw new InputException(
                    path + " has " + channel.sampleRateHz() + " samples a second, " + first.sampleRateHz()
                            + " were expected as in " + row.from().getFileName() + ".");
    }

    private Recording recording() {
        final List<Channel> channels = rows.values().stream().map(Row::channel).toList();
        final double[][][] all = new double[channels.size()][sweepCount][];
        int missing = 0;
        for (final Row row : rows.values()) {
            while (row.sweeps().size() < sweepCount) row.sweeps().add(new double[0]);
            for (int k = 0; k < sweepCount; k++) {
                all[row.channel().index()][k] = row.sweeps().get(k);
                if (all[row.channel().index()][k].length == 0) missing++;
            }
        }
        if (missing > 0)
            remarks.add(missing + " of " + channels.size() * sweepCount
                    + " sweeps of single channels have no samples in any file.");
        return Recording.inMemory(
                new RecordingHeader(
                        pattern.getFileName().toString(),
                        Optional.of(pattern),
                        String.join(" and ", formats),
                        channels,
                        sweeps(channels, all),
                        List.of(),
                        List.of(),
                        Optional.ofNullable(starts.get(0)),
                        List.copyOf(remarks)),
                all);
    }

    /** By the dates of the files where these can be true, else one after the other. */
    private List<Sweep> sweeps(final List<Channel> channels, final double[][][] samples) {
        final double[] lengthS = new double[sweepCount];
        for (int k = 0; k < sweepCount; k++) {
            for (final Channel channel : channels)
                lengthS[k] = Math.max(lengthS[k], samples[channel.index()][k].length / channel.sampleRateHz());
        }
        final double[] datedS = new double[sweepCount];
        boolean dated = true;
        for (int k = 0; k < sweepCount && dated; k++) {
            dated = starts.get(k) != null;
            if (dated)
                datedS[k] = Duration.between(starts.get(0), starts.get(k)).toMillis() / 1e3 + offsetsS.get(k);
            dated &= k == 0 || datedS[k] >= datedS[k - 1] + lengthS[k - 1];
        }
        final List<Sweep> sweeps = new ArrayList<>();
        double endS = 0;
        for (int k = 0; k < sweepCount; k++) {
            final int sweep = k;
            sweeps.add(new Sweep(
                    k,
                    dated ? datedS[k] : endS,
                    channels.stream()
                            .map(c -> (long) samples[c.index()][sweep].length)
                            .toList()));
            endS += lengthS[k];
        }
        return sweeps;
    }
}
