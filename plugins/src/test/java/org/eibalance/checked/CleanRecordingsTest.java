package org.eibalance.checked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.report.Report;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a clean recording every headline is said, and checks are quiet. */
class CleanRecordingsTest {

    private static final int FEW = 5;
    private static final int MANY = 200;
    private static final double MOST_FAILED = 0.01;
    private static final double MOST_DOUBTFUL = 0.05;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyHeadlineOfFewCleanRecordingsIsSaid(final Analysed analysis) throws IOException {
        simulate(analysis, FEW);
    }

    /** All, or with -Dchecks.analysis only that one. */
    static Stream<Analysed> analyses() {
        final String only = System.getProperty("checks.analysis", "");
        return Arrays.stream(Analysed.values())
                .filter(a -> only.isEmpty() || a.name().equals(only));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("analyses")
    void everyHeadlineOfManyCleanRecordingsIsSaid(final Analysed analysis) throws IOException {
        simulate(analysis, MANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hh", "dd", "hd", "dh"})
    void everyHeadlineOfTheSampleDataIsSaid(final String pairing) throws IOException {
        final Path file = Files.copy(
                Path.of("../sample-data/pair-" + pairing + ".abf"), folder.resolve("pair-" + pairing + ".abf"));
        final Report pair = Analysed.PAIR_HH.of(file, Map.of());
        assertEquals("", Analysed.PAIR_HH.missing(pair));
        assertEquals("", pair.checks().names(CheckState.FAILED));
        assertEquals("", pair.checks().names(CheckState.DOUBTFUL));
        final Report quality = Analysed.QUALITY.of(file, Map.of());
        final String said = String.join("\n", quality.sentences());
        assertTrue(said.contains(": mean "), said);
        assertEquals("", quality.checks().names(CheckState.FAILED));
    }

    /** Clean pairs have no steps, so that coupling is measured in others. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = 150)
    void cellsThatAreNotCoupledAreSeldomCalledCoupled(final int runs) {
        int found = 0;
        for (int seed = 1; seed <= runs; seed++) {
            final CheckResult coupling = Analysed.PAIR_HD
                    .of(
                            Analysed.nwb(folder, FaultyPairs.steps(seed, -20, 0, false)),
                            Map.of("surrogates", 0, "bootstraps", 0))
                    .checks()
                    .find("electrical_coupling")
                    .orElseThrow();
            assertTrue(coupling.state() != CheckState.NOT_APPLICABLE, coupling.sentence());
            if (coupling.doubtful()) found++;
        }
        assertTrue(found <= MOST_DOUBTFUL * runs, found + " of " + runs);
    }

    private void simulate(final Analysed analysis, final int runs) throws IOException {
        final Map<String, int[]> states = new TreeMap<>();
        final List<String> missing = new ArrayList<>();
        for (int seed = 1; seed <= runs; seed++) {
            final Report report = analysis.of(analysis.clean(folder, seed), Map.of());
            final String replaced = analysis.missing(report);
            if (!replaced.isEmpty()) missing.add("seed " + seed + ": " + replaced);
            for (final CheckResult r : report.checks().results()) {
                states.computeIfAbsent(r.name(), n -> new int[CheckState.values().length])[
                        r.state().ordinal()]++;
                if (r.failed() || r.doubtful())
                    System.out.println(analysis + ", seed " + seed + ": " + r.state() + ": " + r.explanation());
            }
        }
        final List<String> noisy = new ArrayList<>();
        final StringBuilder table = new StringBuilder();
        states.forEach((name, counts) -> {
            final double failed = counts[CheckState.FAILED.ordinal()] / (double) runs;
            final double doubtful = counts[CheckState.DOUBTFUL.ordinal()] / (double) runs;
            if (failed > MOST_FAILED || doubtful > MOST_DOUBTFUL)
                noisy.add(name + " failed in " + failed + " and was doubtful in " + doubtful);
            table.append(String.join(
                            ",",
                            analysis.toString(),
                            name,
                            String.valueOf(runs - counts[CheckState.NOT_APPLICABLE.ordinal()]),
                            String.valueOf(counts[CheckState.FAILED.ordinal()]),
                            String.valueOf(counts[CheckState.DOUBTFUL.ordinal()])))
                    .append('\n');
        });
        if (runs == MANY) Files.writeString(Path.of("target/clean-" + analysis + ".csv"), table);
        assertEquals(List.of(), missing, "headlines");
        assertEquals(List.of(), noisy, "checks");
    }
}
