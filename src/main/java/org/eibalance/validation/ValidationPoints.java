package org.eibalance.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Estimates with their truth, by quantity, in the order in which quantities first come. Not safe in threads. */
final class ValidationPoints {

    private record Quantity(String name, String unit) {}

    private final Map<Quantity, List<double[]>> points = new LinkedHashMap<>();

    void add(final String name, final String unit, final double truth, final double estimate) {
        points.computeIfAbsent(new Quantity(name, unit), q -> new ArrayList<>()).add(new double[] {truth, estimate});
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    /** One measure for each quantity. */
    List<ValidatedMeasure> measures() {
        final List<ValidatedMeasure> measures = new ArrayList<>();
        points.forEach((quantity, values) -> measures.add(new ValidatedMeasure(
                quantity.name(),
                quantity.unit(),
                values.stream().mapToDouble(v -> v[0]).toArray(),
                values.stream().mapToDouble(v -> v[1]).toArray())));
        return measures;
    }
}
