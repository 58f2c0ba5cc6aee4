package org.eibalance.report.conductance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.result.Table;

/** A table with one row for each sample, from arrays that are not copied. */
final class SampleColumns {

    private final Map<String, double[]> columns = new LinkedHashMap<>();

    /** Adds a column whose name contains the unit. */
    SampleColumns with(final String name, final double[] values) {
        columns.put(name, values);
        return this;
    }

    Table table() {
        return Table.ofNumbers(List.copyOf(columns.keySet()), columns.values().toArray(double[][]::new));
    }
}
