package org.eibalance.report.pair;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.check.pair.PairChecks;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** The study of a pair as sentences, tables and a figure. */
public final class PairReport {

    private PairReport() {}

    /**
     * Reports the study of a pair.
     *
     * @param result what was found
     * @return sentences and a summary with one row for each pairing of holding levels; the tables correlogram.csv,
     *     sweep-correlograms.csv, sliding.csv and event-average.csv; a figure of the first sweep and the correlograms
     */
    public static Report of(final PairStudy.Result result) {
        final String names = String.join(";", result.recordings());
        final PairTables tables = new PairTables(names, result);
        final Map<String, Table> more = new LinkedHashMap<>();
        more.put("correlogram.csv", tables.correlogram());
        more.put("sweep-correlograms.csv", tables.sweepCorrelograms());
        more.put("sliding.csv", tables.sliding());
        more.put("event-average.csv", tables.eventAverage());
        return Report.of(
                        new PairSentences(names, result).all(),
                        tables.summary(),
                        new PairFigure(names, result).figure())
                .withTables(more)
                .withChecks(PairChecks.of(result))
                .withSeed(result.seed());
    }
}
