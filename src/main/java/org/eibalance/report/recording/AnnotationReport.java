package org.eibalance.report.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.analysis.quality.SweepSummary;
import org.eibalance.annotation.Annotations;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** What a person added to a recording. */
public final class AnnotationReport {

    private static final double PANEL_MM = 40;

    private AnnotationReport() {}

    /**
     * The report.
     *
     * @param recording open
     * @param annotations of it
     * @return how many there are of each kind, {@code sweeps.csv} with a row a sweep, and the mean of each sweep
     */
    public static Report of(final Recording recording, final Annotations annotations) {
        return Report.of(
                        sentences(recording, annotations),
                        summary(recording, annotations),
                        figure(recording, annotations))
                .withTables(Map.of("sweeps.csv", sweeps(recording, annotations)));
    }

    private static Table summary(final Recording recording, final Annotations annotations) {
        return Table.withColumns("recording", "sweeps", "excluded_sweeps", "regions", "events")
                .row(
                        recording.name(),
                        recording.sweeps().size(),
                        annotations.excludedSweeps().size(),
                        annotations.regions().size(),
                        annotations.events().size())
                .build();
    }

    private static List<String> sentences(final Recording recording, final Annotations annotations) {
        final List<String> sentences = new ArrayList<>();
        sentences.add(recording.name() + ": "
                + (annotations.excludedSweeps().isEmpty()
                        ? "no sweep is excluded"
                        : "excluded from analyses: sweep "
                                + annotations.excludedSweeps().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")))
                + "; "
                + Counts.of(annotations.regions().size(), "region") + ", "
                + Counts.of(annotations.events().size(), "event") + " with a verdict.");
        sentences.addAll(recording.remarks());
        return sentences;
    }

    private static Table sweeps(final Recording recording, final Annotations annotations) {
        final Table.Builder table = Table.withColumns("recording", "sweep", "excluded");
        for (int sweep = 0; sweep < recording.sweeps().size(); sweep++) {
            table.row(recording.name(), sweep, annotations.excludedSweeps().contains(sweep));
        }
        return table.build();
    }

    private static Figure figure(final Recording recording, final Annotations annotations) {
        final List<Figure.Row> rows = new ArrayList<>();
        for (final Channel channel : recording.channels()) {
            final double[] used = new double[recording.sweeps().size()];
            final double[] left = new double[used.length];
            final double[] numbers = new double[used.length];
            Arrays.fill(used, Double.NaN);
            Arrays.fill(left, Double.NaN);
            for (int sweep = 0; sweep < used.length; sweep++) {
                numbers[sweep] = sweep;
                (annotations.excludedSweeps().contains(sweep) ? left : used)[sweep] =
                        SweepSummary.of(recording, channel.index(), sweep).mean();
            }
            rows.add(Figure.row(
                    1,
                    Panel.of(
                            "",
                            Axis.of("sweep"),
                            Axis.of("mean of " + channel.name() + " ("
                                    + channel.unit().symbol() + ")"),
                            new Series("used", numbers, used, Role.RESULT, Series.Style.POINTS),
                            new Series("excluded", numbers, left, Role.EXCITATION, Series.Style.POINTS))));
        }
        if (rows.isEmpty()) rows.add(Figure.row(1, Panel.of("", Axis.of("sweep"), Axis.of(""))));
        return Figure.stacked(recording.name(), 12 + PANEL_MM * rows.size(), rows.toArray(Figure.Row[]::new));
    }
}
