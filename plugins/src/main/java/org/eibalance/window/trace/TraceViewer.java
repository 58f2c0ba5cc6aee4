package org.eibalance.window.trace;

import ij.IJ;
import ij.WindowManager;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.swing.SwingUtilities;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.recording.ViewRecording;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/** Opens windows with traces. */
public final class TraceViewer {

    private TraceViewer() {}

    /**
     * Opens a file in a window of its own. Returns at once; a dialog says what is wrong with the file.
     *
     * @param file the file of a recording
     * @param starter starts the analyses of its menu
     */
    public static void open(final Path file, final AnalysisStarter starter) {
        open(file, starter, view -> view);
    }

    /**
     * Opens what a command asks for.
     *
     * @param command its inputs say what to show
     * @param starter starts the analyses of the menu
     */
    public static void open(final ViewRecording command, final AnalysisStarter starter) {
        open(
                command.path(),
                starter,
                view -> {
                    TraceView wanted = view.with(command.layout());
                    if (!command.shownSweeps().isEmpty())
                        wanted = wanted.withSweeps(command.shownSweeps().stream()
                                .distinct()
                                .sorted()
                                .toList());
                    final double end = command.endMs() == 0 ? view.time().toMs() : command.endMs();
                    return wanted.with(new ShownTime(command.startMs(), end));
                },
                command.shownChannels());
    }

    private static void open(final Path file, final AnalysisStarter starter, final UnaryOperator<TraceView> first) {
        open(file, starter, first, List.of());
    }

    private static void open(
            final Path file,
            final AnalysisStarter starter,
            final UnaryOperator<TraceView> first,
            final List<String> channels) {
        if (GraphicsEnvironment.isHeadless()) return;
        final Thread opener = new Thread(
                () -> {
                    try {
                        final Recording recording = Formats.open(file);
                        final AnnotationKeeper.Found found =
                                AnnotationKeeper.find(AnnotationStore.ofUser(), recording.file());
                        SwingUtilities.invokeLater(() -> show(recording, found, starter, view -> {
                            final TraceView wanted = first.apply(view);
                            return channels.isEmpty()
                                    ? wanted
                                    : wanted.withChannels(channels.stream()
                                            .map(c -> recording.channel(c).index())
                                            .distinct()
                                            .sorted()
                                            .toList());
                        }));
                    } catch (final InputException e) {
                        ErrorLog.keep(e);
                        IJ.error("View Recording", e.getMessage());
                    }
                },
                "E/I Balance: opening " + file.getFileName());
        opener.setDaemon(true);
        opener.start();
    }

    /**
     * Shows an open recording soon. Not for the event thread, because it may have to read the whole recording.
     *
     * @param recording the recording; the window closes it
     * @param starter starts the analyses of its menu
     */
    public static void showLater(final Recording recording, final AnalysisStarter starter) {
        final AnnotationKeeper.Found found = AnnotationKeeper.find(AnnotationStore.ofUser(), recording.file());
        SwingUtilities.invokeLater(() -> show(recording, found, starter, view -> view));
    }

    /** Shows an open recording; called by the event thread. */
    static TraceWindow show(
            final Recording recording,
            final AnnotationKeeper.Found found,
            final AnalysisStarter starter,
            final UnaryOperator<TraceView> first) {
        if (recording.channels().isEmpty()) {
            IJ.error("View Recording", recording.name() + " has no channel to show.");
            recording.close();
            return null;
        }
        for (final String remark : recording.remarks()) IJ.log(recording.name() + ": " + remark);
        final TraceWindow window = new TraceWindow(recording, AnnotationStore.ofUser(), found, starter, first);
        window.pack();
        window.setLocationByPlatform(true);
        window.setVisible(true);
        WindowManager.addWindow(window);
        return window;
    }
}
