package org.eibalance.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.Figure;
import org.eibalance.result.Table;

/**
 * What a scenario showed.
 *
 * @param sentences in plain words
 * @param measures its numbers
 * @param tables its data, by file name
 * @param figure its figure
 */
public record ScenarioResult(List<String> sentences, List<Measure> measures, Map<String, Table> tables, Figure figure) {

    /** Takes copies. */
    public ScenarioResult {
        sentences = List.copyOf(sentences);
        measures = List.copyOf(measures);
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /**
     * The value of a measure.
     *
     * @param name its name
     * @return the value
     */
    public double value(final String name) {
        return measures.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure " + name + " in " + measures))
                .value();
    }

    /** The measures as summary.csv has them. */
    public Table summary() {
        final Table.Builder table = Table.withColumns("measure", "value", "unit", "expected", "tolerance", "ok");
        for (final Measure m : measures) {
            table.row(m.name(), m.value(), m.unit(), m.expected(), m.tolerance(), m.isExpected() ? m.ok() : null);
        }
        return table.build();
    }

    /** The same without expectations. */
    ScenarioResult unexpected() {
        return new ScenarioResult(
                sentences, measures.stream().map(Measure::unexpected).toList(), tables, figure);
    }
}
