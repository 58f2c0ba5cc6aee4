package org.eibalance.report.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Series;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.rig.PairExperiment;
import org.junit.jupiter.api.Test;

/** What a person reads about the lag of a pair. */
class PairReportTest {

    private static Recording pair(final long seed) {
        return PairExperiment.standard(PairExperiment.HYPERPOLARISING_PA, PairExperiment.DEPOLARISING_PA, seed)
                .run("pair", 2)
                .recording();
    }

    private static Report report(final Recording recording, final double tauMs, final int draws) {
        final PairSettings settings = PairSettings.DEFAULT.withSignificance(SurrogateSettings.of(100, 1), draws);
        final PairStudy study = new PairStudy(settings, PairPreparation.NONE, 1000, tauMs, tauMs);
        return PairReport.of(study.compute(
                List.of(study.read(
                        recording,
                        recording.channels().get(0),
                        recording.channels().get(1),
                        List.of())),
                2,
                done -> {}));
    }

    /** Everything that is written in the panels of the correlograms. */
    private static String texts(final Report report) {
        return report.figure().rows().stream()
                .skip(2)
                .flatMap(row -> row.panels().stream())
                .flatMap(PairReportTest::texts)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> texts(final Panel panel) {
        return Stream.of(
                        Stream.of(panel.title()),
                        panel.marks().stream().map(Mark::label),
                        panel.series().stream().map(Series::name))
                .flatMap(s -> s);
    }

    @Test
    void theLagOfTheConductancesIsGivenWithItsInterval() {
        final Report report = report(pair(1), 8.3, 200);
        final String said = String.join("\n", report.sentences());
        assertTrue(
                said.matches(
                        "(?s).*The lag of the conductances is 5\\.\\d ms \\(95 %: [34]\\.\\d to [67]\\.\\d\\)\\..*"),
                said);
        final double low = number(report, "i_after_e_corrected_ci_low_ms");
        final double high = number(report, "i_after_e_corrected_ci_high_ms");
        assertEquals(number(report, "i_after_e_corrected_ms"), (low + high) / 2, 1e-9);
        assertTrue(texts(report).matches("(?s).*r = -0\\.\\d\\d at \\+\\d\\.\\d \\[.*\\] ms, p = .*"), texts(report));
    }

    private static double number(final Report report, final String column) {
        return report.summary().number(0, column);
    }

    @Test
    void withoutResamplesNoLagOfTheConductancesIsGiven() {
        final String said = String.join("\n", report(pair(1), 8.3, 0).sentences());
        assertTrue(said.contains("No lag of the conductances is given, because no resamples were drawn"), said);
    }

    @Test
    void theFigureOfCellsThatDoNotCorrelateGivesNoLag() {
        final Recording one = pair(1), other = pair(2);
        final double[][][] samples = IntStream.range(0, 2)
                .mapToObj(c -> IntStream.range(0, 10)
                        .mapToObj(k -> (c == 0 ? one : other).read(c, k))
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
        final Report report = report(Recording.inMemory(one.header(), samples), 8.3, 200);
        assertTrue(
                report.sentences().stream().anyMatch(s -> s.startsWith("There is no correlation beyond chance")),
                "they correlate");
        final String texts = texts(report);
        assertFalse(texts.matches("(?s).*\\bat [+-].*"), texts);
        assertTrue(texts.contains("no lag"), texts);
        assertTrue(
                report.figure().rows().get(2).panels().get(0).marks().stream().allMatch(m -> m.from() == 0),
                "marks at the lag are left out");
        assertTrue(
                report.sentences().stream().noneMatch(s -> s.contains("lag of the conductances")),
                String.join("\n", report.sentences()));
    }
}
