package org.eibalance.command.pair;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** The study of a pair in words, tables and a figure. */
final class PairFindings {

    private final List<Path> paths;
    private final PairSweep shown;
    private final List<String> units;
    private final PairStudy.Report report;
    private final long seed;

    /**
     * @param paths the recordings
     * @param shown a sweep as it was recorded
     * @param units of its two cells
     * @param report what was found
     * @param seed of all draws
     */
    PairFindings(
            final List<Path> paths,
            final PairSweep shown,
            final List<String> units,
            final PairStudy.Report report,
            final long seed) {
        this.paths = paths;
        this.shown = shown;
        this.units = units;
        this.report = report;
        this.seed = seed;
    }

    Report report() {
        final String names = paths.stream().map(p -> p.getFileName().toString()).collect(Collectors.joining(";"));
        final PairTables tables = new PairTables(names, report);
        final Map<String, Table> more = new LinkedHashMap<>();
        more.put("correlogram.csv", tables.correlogram());
        more.put("sweep-correlograms.csv", tables.sweepCorrelograms());
        more.put("sliding.csv", tables.sliding());
        more.put("event-average.csv", tables.eventAverage());
        return Report.of(
                        new PairSentences(names, report).all(),
                        tables.summary(),
                        new PairFigure(names, shown, units, report).figure())
                .withTables(more)
                .from(paths)
                .withSeed(seed);
    }
}
