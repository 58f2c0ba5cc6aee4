package org.eibalance.command.recording;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.command.SweepList;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.report.recording.AnnotationReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** What a person adds to a recording: excluded sweeps, regions, verdicts on events. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Annotate Recording...",
        headless = true,
        description = "Excludes sweeps, names regions, and accepts or rejects events of a recording. Analyses "
                + "follow these annotations, which are kept in a file beside the recording.")
public final class AnnotateRecording extends EiCommand {

    @Parameter(label = "Recording", persist = false, description = "The recording. It is never changed.")
    private File recording;

    @Parameter(
            label = "Sweeps to exclude",
            persist = false,
            description = "Sweeps that analyses leave out, counted from 0, such as 0-4,7; they replace those "
                    + "excluded so far. none: no sweep. keep: no change.")
    private String exclude_sweeps = AnnotationEdits.KEEP;

    @Parameter(
            label = "Channel of the events",
            persist = false,
            description = "Name or 0-based index of the " + "channel.")
    private String event_channel = "0";

    @Parameter(
            label = "Events to accept",
            persist = false,
            description = "Detected events that count regardless of the limits: sweep and time in ms, such as "
                    + "0:12.3,2:840.5. none: removes all these verdicts. keep: no change.")
    private String accept_events = AnnotationEdits.KEEP;

    @Parameter(
            label = "Events to reject",
            persist = false,
            description = "Detected events that do not count: sweep and time in ms, such as 0:12.3,2:840.5. "
                    + "none: removes all these verdicts. keep: no change.")
    private String reject_events = AnnotationEdits.KEEP;

    @Parameter(
            label = "Regions",
            persist = false,
            description = "Regions with their labels, such as 0:10-20 artefact;3:50-80 drug; they replace those "
                    + "so far. No event counts in an artefact. none: no region. keep: no change.")
    private String regions = AnnotationEdits.KEEP;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final Path path = RecordingPaths.one(recording);
        final AnnotationStore store = AnnotationStore.ofUser();
        try (Recording opened = Formats.open(path)) {
            final Annotations before = store.read(path, () -> inputFiles().digest(path));
            final Annotations sweeps =
                    exclude_sweeps.equals(AnnotationEdits.KEEP) ? before : before.withExcludedSweeps(excluded(opened));
            final Annotations annotations = sweeps.withRegions(
                            AnnotationEdits.regions(regions, opened, sweeps.regions()))
                    .withEvents(verdicts(opened, sweeps.events()));
            final Report report = AnnotationReport.of(opened, annotations).from(List.of(path));
            if (!annotations.equals(before))
                store.write(path, annotations, inputFiles().digest(path));
            return report;
        }
    }

    private List<EventVerdict> verdicts(final Recording opened, final List<EventVerdict> before) {
        if (accept_events.equals(AnnotationEdits.KEEP) && reject_events.equals(AnnotationEdits.KEEP)) return before;
        final int channel = opened.channel(event_channel).index();
        return AnnotationEdits.events(
                "reject_events",
                reject_events,
                false,
                channel,
                opened,
                AnnotationEdits.events("accept_events", accept_events, true, channel, opened, before));
    }

    private SortedSet<Integer> excluded(final Recording opened) {
        if (exclude_sweeps.equals(AnnotationEdits.NONE)) return new TreeSet<>();
        final SortedSet<Integer> sweeps;
        try {
            sweeps = new TreeSet<>(SweepList.parse(exclude_sweeps));
        } catch (final InputException e) {
            throw new InputException("exclude_" + e.getMessage().replace("all, or", "keep, none, or"), e);
        }
        if (sweeps.isEmpty()) throw new InputException("exclude_sweeps is 'all': at least one sweep must be left.");
        if (sweeps.last() >= opened.sweeps().size())
            throw new InputException(opened.name() + " has no sweep " + sweeps.last() + ": its sweeps are 0 to "
                    + (opened.sweeps().size() - 1) + ".");
        return sweeps;
    }
}
