package org.eibalance.analysis.conductance.trials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;

/**
 * Trials of one cell under one condition, grouped by level.
 *
 * @param mode {@link ClampMode#VOLTAGE_CLAMP} or {@link ClampMode#CURRENT_CLAMP}
 * @param stepMs interval of sampling
 * @param levels one or more, in rising order
 */
public record ClampTrials(ClampMode mode, double stepMs, List<ClampLevel> levels) {

    /**
     * Takes a copy of the list, in rising order.
     *
     * @throws InputException if sweeps differ in length
     */
    public ClampTrials {
        if (mode != ClampMode.VOLTAGE_CLAMP && mode != ClampMode.CURRENT_CLAMP)
            throw new IllegalArgumentException(mode.label());
        if (!(stepMs > 0)) throw new IllegalArgumentException("a step of " + stepMs + " ms");
        final List<ClampLevel> sorted = new ArrayList<>(levels);
        sorted.sort((a, b) -> Double.compare(a.level(), b.level()));
        levels = List.copyOf(sorted);
        if (levels.isEmpty()) throw new IllegalArgumentException("trials without a level");
        final int samples = levels.get(0).sweeps().get(0).recorded().length;
        for (final ClampLevel level : levels) {
            for (final ClampSweep sweep : level.sweeps()) {
                if (sweep.recorded().length != samples)
                    throw new InputException(
                            "Sweep " + sweep.index() + " has " + sweep.recorded().length + " samples and sweep "
                                    + levels.get(0).sweeps().get(0).index() + " has " + samples
                                    + ": sweeps of all levels must have the same length.");
            }
        }
    }

    /**
     * Trials that were held at steady levels.
     *
     * @param mode voltage or current clamp
     * @param stepMs interval of sampling
     * @param levels one level for each element of {@code recorded}: mV or pA
     * @param recorded [level][sweep][sample], pA or mV; not copied. Sweeps are numbered level by level.
     * @param seriesResistanceMohm R_s, the same in all sweeps
     * @return the trials
     */
    public static ClampTrials held(
            final ClampMode mode,
            final double stepMs,
            final double[] levels,
            final double[][][] recorded,
            final double seriesResistanceMohm) {
        final List<ClampLevel> grouped = new ArrayList<>();
        int index = 0;
        for (int j = 0; j < levels.length; j++) {
            final List<ClampSweep> sweeps = new ArrayList<>();
            final double[] command = new double[recorded[j][0].length];
            Arrays.fill(command, levels[j]);
            for (final double[] sweep : recorded[j])
                sweeps.add(new ClampSweep(index++, command, sweep, seriesResistanceMohm));
            grouped.add(new ClampLevel(levels[j], sweeps));
        }
        return new ClampTrials(mode, stepMs, grouped);
    }

    /**
     * Mean R_s over sweeps.
     *
     * @param leftOut 0-based places of sweeps that do not count
     * @return MOhm, before compensation; 0 where no sweep counts
     */
    public double meanSeriesMohm(final Collection<Integer> leftOut) {
        return levels.stream()
                .flatMap(l -> l.sweeps().stream())
                .filter(s -> !leftOut.contains(s.index()))
                .mapToDouble(ClampSweep::seriesResistanceMohm)
                .average()
                .orElse(0);
    }

    /**
     * The same trials with another R_s.
     *
     * @param factor by which R_s of every sweep is multiplied
     * @return the trials; samples are shared
     */
    public ClampTrials withSeriesTimes(final double factor) {
        final List<ClampLevel> scaled = new ArrayList<>();
        for (final ClampLevel level : levels)
            scaled.add(new ClampLevel(
                    level.level(),
                    level.sweeps().stream()
                            .map(s -> new ClampSweep(
                                    s.index(), s.command(), s.recorded(), s.seriesResistanceMohm() * factor))
                            .toList()));
        return new ClampTrials(mode, stepMs, scaled);
    }

    /** Whether R_s of any sweep is known and above 0. */
    public boolean hasSeriesResistance() {
        return levels.stream().flatMap(l -> l.sweeps().stream()).anyMatch(s -> s.seriesResistanceMohm() > 0);
    }

    /** Samples of each sweep. */
    public int samples() {
        return levels.get(0).sweeps().get(0).recorded().length;
    }
}
