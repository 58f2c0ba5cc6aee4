package org.eibalance.analysis.quality.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.signal.Statistics;

/**
 * How the series resistance goes over the sweeps, by the peaks of their transients: of all measures the one with the
 * least noise. Where the noise is small against the peaks each sweep has its own value, otherwise all have the same,
 * unless a straight line is certain.
 */
final class SweepProfile {

    /** Noise of a sweep, as a share of its peak, up to which a sweep is measured by itself. */
    private static final double QUIET = 0.03;

    /** Chance that a straight line over the sweeps is one of noise alone. */
    private static final double SIGNIFICANCE = 0.001;

    private static final int MIN_SWEEPS = 4;

    /** Sweeps are averaged that differ from the typical one by no more than this share. */
    private static final double ALIKE = 0.1;

    /** Relative R_s by sweep. */
    private final Map<Integer, Double> relative = new TreeMap<>();

    private final Map<Integer, Double> ownMohm = new TreeMap<>();
    private final boolean own;
    private final double capacitancePf;

    private SweepProfile(final Map<Integer, PulseSweep> sweeps, final MembraneTestResult test) {
        final Map<Integer, Double> bounds = new TreeMap<>();
        final List<Double> noise = new ArrayList<>();
        for (final PulseMeasures measured : test.sweeps()) {
            final PulseSweep sweep = sweeps.get(measured.sweep());
            if (sweep == null || !(measured.raBoundMohm() > 0)) continue;
            bounds.put(measured.sweep(), measured.raBoundMohm());
            if (measured.raMohm() > 0) ownMohm.put(measured.sweep(), measured.raMohm());
            final double sd = Statistics.populationSd(
                    sweep.currentPa(),
                    sweep.pulse().baselineStart(),
                    sweep.pulse().start());
            noise.add(sd * measured.raBoundMohm() / 1000 / Math.abs(measured.stepMv()));
        }
        final boolean quiet = !noise.isEmpty() && median(noise) <= QUIET;
        own = quiet && test.definition() == MembraneDefinition.COMPARTMENT && !ownMohm.isEmpty();
        capacitancePf = median(test.sweeps().stream()
                .map(PulseMeasures::cmPf)
                .filter(c -> !Double.isNaN(c))
                .toList());
        final SimpleRegression line = new SimpleRegression();
        bounds.forEach(line::addData);
        final boolean drifts = bounds.size() >= MIN_SWEEPS && line.getSignificance() < SIGNIFICANCE;
        final double level = median(List.copyOf(bounds.values()));
        bounds.forEach(
                (sweep, mohm) -> relative.put(sweep, (quiet ? mohm : drifts ? line.predict(sweep) : level) / level));
    }

    static SweepProfile of(final Map<Integer, PulseSweep> sweeps, final MembraneTestResult test) {
        return new SweepProfile(new HashMap<>(sweeps), test);
    }

    /** The upper median, as of the values of test pulses elsewhere. */
    private static double median(final List<Double> values) {
        final double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** The sweeps that may be averaged. */
    List<Integer> alike() {
        return relative.entrySet().stream()
                .filter(e -> Math.abs(e.getValue() - 1) <= ALIKE)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the sweeps have usable values of their own, for one compartment. */
    boolean isOwn() {
        return own;
    }

    /** Mean R_s of all sweeps by themselves. */
    double meanOwnMohm() {
        return mean(ownMohm.keySet());
    }

    /** The same of the sweeps that are averaged. */
    double meanOwnOfAlikeMohm() {
        return mean(alike());
    }

    private double mean(final Collection<Integer> sweeps) {
        return ownMohm.entrySet().stream()
                .filter(e -> sweeps.contains(e.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(Double.NaN);
    }

    /** What single sweeps give where all together give nothing; empty where they give nothing either. */
    Optional<AccessEstimate> unfitted() {
        if (ownMohm.isEmpty()) return Optional.empty();
        return Optional.of(new AccessEstimate(
                meanOwnMohm(), ownMohm, Double.NaN, capacitancePf, Double.NaN, 0, Double.NaN, Double.NaN, 1));
    }

    /** Median C of the sweeps by themselves. */
    double capacitancePf() {
        return capacitancePf;
    }

    /**
     * R_s of each sweep.
     *
     * @param pooledMohm that of the sweeps that were averaged
     * @param compartment whether the cell is one compartment, so that values of single sweeps mean the same
     */
    Map<Integer, Double> seriesMohm(final double pooledMohm, final boolean compartment) {
        if (own && compartment) return ownMohm;
        final double level =
                alike().stream().mapToDouble(relative::get).average().orElse(1);
        final Map<Integer, Double> scaled = new TreeMap<>();
        relative.forEach((sweep, r) -> scaled.put(sweep, pooledMohm * r / level));
        return scaled;
    }
}
