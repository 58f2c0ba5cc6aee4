package org.eibalance.analysis.conductance.trials;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eibalance.analysis.quality.access.AccessEstimate;

/**
 * Pipette and cell as the test pulses of a recording in voltage clamp show them.
 *
 * @param seriesMohmBySweep R_s of each sweep whose pulse gave it, by 0-based sweep
 * @param capacitancePf C at the soma; NaN where no pulse gave it
 * @param access the fit of all sweeps at once that both come from; empty without a pulse
 */
public record TestPulses(
        Map<Integer, Double> seriesMohmBySweep, double capacitancePf, Optional<AccessEstimate> access) {

    /** No pulse. */
    public static final TestPulses NONE = new TestPulses(Map.of(), Double.NaN, Optional.empty());

    /** Takes a copy of the map, in the order of the sweeps. */
    public TestPulses {
        seriesMohmBySweep = Collections.unmodifiableMap(new TreeMap<>(seriesMohmBySweep));
    }

    /**
     * From a fit of all sweeps at once.
     *
     * @param access what it gave
     * @return R_s of each sweep, and C
     */
    public static TestPulses of(final AccessEstimate access) {
        return new TestPulses(access.seriesMohmBySweep(), access.capacitancePf(), Optional.of(access));
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
