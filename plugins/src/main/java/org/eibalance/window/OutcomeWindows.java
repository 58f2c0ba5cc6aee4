package org.eibalance.window;

import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.command.recording.ViewRecording;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.window.result.PanelPlot;
import org.eibalance.window.result.ResultWindow;
import org.eibalance.window.trace.AnalysisStarter;
import org.eibalance.window.trace.TraceViewer;

/** Shows what a command found: one ImageJ plot for each panel, one window for each table. */
public final class OutcomeWindows {

    private OutcomeWindows() {}

    /**
     * Opens the windows of a command that has run.
     *
     * @param command the command
     * @param outcome what it found
     * @param starter starts analyses from the viewer of recordings
     */
    public static void show(final EiCommand command, final Outcome outcome, final AnalysisStarter starter) {
        if (command instanceof ViewRecording view) {
            TraceViewer.open(view, starter);
            return;
        }
        final String place = outcome.place();
        for (final Figure.Row row : outcome.report().figure().rows()) {
            for (final Panel panel : row.panels()) {
                final String title = panel.title().isEmpty() ? panel.y().label() : panel.title();
                PanelPlot.of(panel, place + ": " + title).show();
            }
        }
        outcome.report().tables().forEach((name, table) -> ResultWindow.show(table, place + ": " + name));
        ResultWindow.show(outcome.report().summary(), place + ": summary.csv");
    }
}
