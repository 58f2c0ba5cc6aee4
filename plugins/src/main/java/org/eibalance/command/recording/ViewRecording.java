package org.eibalance.command.recording;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.command.SweepList;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.recording.StretchReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows traces. Without a display it writes their picture and the measures of the stretch. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>View Recording...",
        headless = true,
        description = "Shows a recording: sweeps, commands, tags, cursors, regions and events. Writes a picture "
                + "of a stretch and its measures.")
public final class ViewRecording extends EiCommand {

    private static final Choice<SweepLayout> LAYOUT = Choice.of("layout", SweepLayout.class, SweepLayout::label);

    private static final String ALL = "all";

    @Parameter(label = "Recording", persist = false, description = "The recording to look at.")
    private File recording;

    @Parameter(
            label = "Channels",
            persist = false,
            description = "Names or 0-based indices of the channels to show, joined by semicolons; or all.")
    private String channels = ALL;

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to show, counted from 0, such as 0-4,7; or all.")
    private String sweeps = ALL;

    @Parameter(
            label = "Layout of the sweeps",
            choices = {"overlaid", "stacked", "one by one"},
            persist = false,
            description = "overlaid: all in one pair of axes. stacked: each in its own lane. one by one: only "
                    + "the first.")
    private String layout = "overlaid";

    @Parameter(
            label = "Start of the window (ms)",
            min = "0",
            max = "1e9",
            persist = false,
            description = "Start of the shown and measured stretch in each sweep.")
    private double start_ms = 0;

    @Parameter(
            label = "End of the window (ms)",
            min = "0",
            max = "1e9",
            persist = false,
            description = "End of the shown and measured stretch in each sweep; 0 for the end of the sweep.")
    private double end_ms = 0;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        try (Recording opened = Formats.open(path)) {
            final List<Integer> chosenChannels = channels(opened);
            final List<Integer> named = sweeps(opened, path, sweeps);
            final List<Integer> chosenSweeps = named.isEmpty()
                    ? IntStream.range(0, opened.sweeps().size()).boxed().toList()
                    : named;
            for (final int sweep : chosenSweeps) {
                if (sweep >= opened.sweeps().size())
                    throw new InputException(opened.name() + " has no sweep " + sweep + ": its sweeps are 0 to "
                            + (opened.sweeps().size() - 1) + ".");
            }
            final double end = end_ms == 0 ? lengthMs(opened) : end_ms;
            if (!(start_ms < end))
                throw new InputException("start_ms is " + start_ms + ": it must be before the end, " + end + " ms.");
            final List<Integer> shown = layout() == SweepLayout.SINGLE && !chosenSweeps.isEmpty()
                    ? chosenSweeps.subList(0, 1)
                    : chosenSweeps;
            return StretchReport.of(opened, chosenChannels, shown, layout() == SweepLayout.STACKED, start_ms, end)
                    .from(List.of(path));
        }
    }

    private List<Integer> channels(final Recording opened) {
        if (channels.strip().equals(ALL))
            return IntStream.range(0, opened.channels().size()).boxed().toList();
        return Arrays.stream(channels.split(";"))
                .map(String::strip)
                .map(name -> opened.channel(name).index())
                .distinct()
                .sorted()
                .toList();
    }

    private static double lengthMs(final Recording opened) {
        double longest = 0;
        for (final Channel channel : opened.channels()) {
            for (int sweep = 0; sweep < opened.sweeps().size(); sweep++)
                longest = Math.max(longest, opened.samples(channel.index(), sweep) * 1000 / channel.sampleRateHz());
        }
        return longest;
    }

    /** The file to look at. */
    public Path path() {
        return RecordingPaths.one(recording);
    }

    /** The sweeps to show; empty for all. */
    public List<Integer> shownSweeps() {
        return SweepList.parse(sweeps);
    }

    /** Names or indices of the channels to show; empty for all. */
    public List<String> shownChannels() {
        return channels.strip().equals(ALL)
                ? List.of()
                : Arrays.stream(channels.split(";")).map(String::strip).toList();
    }

    /** How the sweeps are arranged. */
    public SweepLayout layout() {
        return LAYOUT.parse(layout);
    }

    /** Where the shown stretch begins. */
    public double startMs() {
        return start_ms;
    }

    /** Where the shown stretch ends; 0 for the end of the sweep. */
    public double endMs() {
        return end_ms;
    }
}
