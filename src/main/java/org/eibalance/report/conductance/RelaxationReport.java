package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance.Window;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps.SweepWindow;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ConductancePossible;
import org.eibalance.check.conductance.OneRelaxationTime;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** Relaxation times and conductances in windows. */
public final class RelaxationReport {

    private RelaxationReport() {}

    /**
     * The report.
     *
     * @param recording where the traces come from
     * @param found the estimates of all windows
     * @return sentences; the summary with medians; the table windows.csv; a figure
     */
    public static Report of(final AnalysedRecording recording, final RelaxationOverSweeps found) {
        return Report.of(sentences(recording, found), summary(recording, found), figure(recording, found))
                .withTables(Map.of("windows.csv", windows(found)))
                .from(List.of(recording.path()))
                .withChecks(ConductanceChecks.of(found));
    }

    private static List<String> sentences(final AnalysedRecording recording, final RelaxationOverSweeps found) {
        final List<String> sentences = new ArrayList<>();
        sentences.add(ConductanceChecks.of(found)
                .headline(
                        recording.name() + ": no conductance is given",
                        recording.name() + ": " + conductance(found),
                        ConductancePossible.NAME,
                        OneRelaxationTime.NAME));
        sentences.addAll(RelaxationConductance.ASSUMPTIONS);
        sentences.addAll(found.remarks());
        sentences.add(ConductanceText.APPARENT);
        sentences.addAll(recording.remarks());
        return sentences;
    }

    /** Windows together where they are enough for an error: their median is too small in short windows. */
    private static String conductance(final RelaxationOverSweeps found) {
        final String median = format(
                "over %d windows the relaxation time has a median of %.3g ms, a conductance of %.3g nS.",
                found.windows().size(), found.median(Window::tauMs), found.median(Window::totalNs));
        if (!found.together().tauInterval().isKnown()) return median;
        return format(
                "the relaxation time is %.3g ms (95 %% interval %.3g to %.3g), a conductance of %.3g nS; %s",
                found.together().tauMs(),
                found.together().tauInterval().low(),
                found.together().tauInterval().high(),
                found.totalNs(),
                median);
    }

    private static Table summary(final AnalysedRecording recording, final RelaxationOverSweeps found) {
        return Table.of(
                List.of(found),
                column("recording", "", f -> recording.name()),
                column("windows", "", f -> f.windows().size()),
                column("tau_median_ms", "ms", f -> f.median(Window::tauMs)),
                column("total_median_ns", "nS", f -> f.median(Window::totalNs)),
                column("g_e_median_ns", "nS", f -> f.median(Window::excitatoryNs)),
                column("g_i_median_ns", "nS", f -> f.median(Window::inhibitoryNs)),
                column("tau_together_ms", "ms", f -> f.together().tauMs()),
                column(
                        "tau_together_low_ms",
                        "ms",
                        f -> f.together().tauInterval().low()),
                column(
                        "tau_together_high_ms",
                        "ms",
                        f -> f.together().tauInterval().high()),
                column("total_together_ns", "nS", RelaxationOverSweeps::totalNs),
                column("tau_later_ms", "ms", f -> f.together().laterMs()),
                column("first_lag", "", f -> f.settings().firstLag()),
                column("lag_steps", "", f -> f.settings().lagSteps()));
    }

    private static Table windows(final RelaxationOverSweeps found) {
        return Table.of(
                found.windows(),
                column("sweep", "", SweepWindow::sweep),
                column("time_ms", "ms", SweepWindow::timeMs),
                column("tau_ms", "ms", w -> w.found().tauMs()),
                column("tau_low_ms", "ms", w -> w.found().tauInterval().low()),
                column("tau_high_ms", "ms", w -> finite(w.found().tauInterval().high())),
                column("mean_mv", "mV", w -> w.found().meanMv()),
                column("total_ns", "nS", w -> w.found().totalNs()),
                column("g_e_ns", "nS", w -> w.found().excitatoryNs()),
                column("g_i_ns", "nS", w -> w.found().inhibitoryNs()));
    }

    /** An end that is not known is missing in the table. */
    private static double finite(final double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static Figure figure(final AnalysedRecording recording, final RelaxationOverSweeps found) {
        return ConductanceFigure.points(
                recording.name() + ": relaxation time",
                "windows",
                Axis.of("window"),
                Axis.of("relaxation time (ms)"),
                IntStream.range(0, found.windows().size()).asDoubleStream().toArray(),
                found.windows().stream().mapToDouble(w -> w.found().tauMs()).toArray());
    }
}
