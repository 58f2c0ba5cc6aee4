package org.eibalance.analysis.conductance.trials;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pipette and cell as the test pulses of a recording in voltage clamp show them.
 *
 * @param seriesMohmBySweep R_s of each sweep whose pulse gave it, by 0-based sweep
 * @param capacitancePf median C over sweeps; NaN where no pulse gave it
 */
public record TestPulses(Map<Integer, Double> seriesMohmBySweep, double capacitancePf) {

    /** No pulse. */
    public static final TestPulses NONE = new TestPulses(Map.of(), Double.NaN);

    /** Takes a copy of the map, in the order of the sweeps. */
    public TestPulses {
        seriesMohmBySweep = Collections.unmodifiableMap(new TreeMap<>(seriesMohmBySweep));
    }

    /**
     * From the values of all pulses.
     *
     * @param seriesMohmBySweep R_s by 0-based sweep; sweeps with NaN are left out
     * @param capacitancesPf C of each pulse; NaN does not count
     * @return R_s of each sweep, and the median of C, the upper one of two
     */
    public static TestPulses of(final Map<Integer, Double> seriesMohmBySweep, final double... capacitancesPf) {
        final Map<Integer, Double> series = new TreeMap<>(seriesMohmBySweep);
        series.values().removeIf(mohm -> mohm.isNaN());
        final double[] sorted = Arrays.stream(capacitancesPf)
                .filter(c -> !Double.isNaN(c))
                .sorted()
                .toArray();
        return new TestPulses(series, sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2]);
    }

    /** Whether R_s of no sweep is known. */
    public boolean isEmpty() {
        return seriesMohmBySweep.isEmpty();
    }

    /**
     * R_s of a sweep.
     *
     * @param sweep 0-based sweep
     * @return MOhm; the mean of the other sweeps where it has no pulse of its own, 0 where none has
     */
    public double seriesMohm(final int sweep) {
        final Double own = seriesMohmBySweep.get(sweep);
        return own != null
                ? own
                : seriesMohmBySweep.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
    }
}
