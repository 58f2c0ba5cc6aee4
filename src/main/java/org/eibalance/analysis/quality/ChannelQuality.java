package org.eibalance.analysis.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Quantity;

/**
 * The quality of one channel of a recording.
 *
 * @param channel the channel
 * @param sweeps one for each sweep
 * @param membraneTest the membrane test; empty where none was made
 * @param pulses the current around the step of each sweep that has one, in the order of the membrane test
 * @param step which step it is and where it was found, in words; empty without one
 * @param searched whether a step was searched: of a current, unless no membrane test was wanted
 * @param levelsMv the command before the step of each pulse; NaN where it is not known
 */
public record ChannelQuality(
        Channel channel,
        List<SweepQuality> sweeps,
        Optional<MembraneTestResult> membraneTest,
        List<PulseSweep> pulses,
        String step,
        boolean searched,
        List<Double> levelsMv) {

    /**
     * Hum has at least this many times the energy of its neighbours; of sweeps of noise alone one in a thousand has.
     */
    private static final double MIN_HUM = 20;

    /** A straight line through fewer says nothing. */
    private static final int MIN_SWEEPS = 3;

    /** Takes copies. */
    public ChannelQuality {
        sweeps = List.copyOf(sweeps);
        pulses = List.copyOf(pulses);
        levelsMv = List.copyOf(levelsMv);
    }

    /**
     * The measures of the test pulse of a sweep.
     *
     * @param sweep 0-based sweep
     * @return its measures; empty where the sweep has no step
     */
    public Optional<PulseMeasures> pulse(final int sweep) {
        return membraneTest.stream()
                .flatMap(test -> test.sweeps().stream())
                .filter(p -> p.sweep() == sweep)
                .findFirst();
    }

    /** Whether it is a current. */
    public boolean isCurrent() {
        return channel.unit().quantity() == Quantity.CURRENT;
    }

    /** Its unit here: pA or mV. */
    public String unit() {
        return isCurrent() ? "pA" : "mV";
    }

    /** The mean of a measure over the sweeps that have it; NaN where none has. */
    public double mean(final ToDoubleFunction<SweepQuality> measure) {
        return sweeps.stream()
                .mapToDouble(measure)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** The command at which most sweeps are held, in mV; NaN where it is not known. */
    public double heldAtMv() {
        double best = Double.NaN;
        long most = 0;
        for (final double level : held().levelMv) {
            final long count =
                    Arrays.stream(held().levelMv).filter(l -> same(l, level)).count();
            if (count <= most) continue;
            most = count;
            best = level;
        }
        return best;
    }

    /** Whether sweeps are held at different commands, as in a family of levels. */
    public boolean heldAtSeveral() {
        final double[] levels = held().levelMv;
        return Arrays.stream(levels).anyMatch(l -> !same(l, levels[0]));
    }

    /** The mean holding current of the sweeps that are held at {@link #heldAtMv()}, in pA; NaN where there is none. */
    public double holdingPa() {
        final Held held = held();
        final double at = heldAtMv();
        return IntStream.range(0, held.pa.length)
                .filter(i -> same(held.levelMv[i], at) && Double.isFinite(held.pa[i]))
                .mapToDouble(i -> held.pa[i])
                .average()
                .orElse(Double.NaN);
    }

    /**
     * How much the holding current changes from the first to the last sweep, along straight lines of one slope, one for
     * the sweeps of each holding potential: that a potential is another is no drift.
     *
     * @return the change in pA; NaN with fewer than three sweeps, and where no potential comes twice
     */
    public double holdingDriftPa() {
        final Held held = held();
        double xy = 0;
        double xx = 0;
        int sweepsUsed = 0;
        for (int i = 0; i < held.pa.length; i++) {
            final double level = held.levelMv[i];
            final int[] group = IntStream.range(0, held.pa.length)
                    .filter(k -> same(held.levelMv[k], level) && Double.isFinite(held.pa[k]))
                    .toArray();
            if (group.length < 2 || !Double.isFinite(held.pa[i])) continue;
            final double x = held.sweep[i]
                    - Arrays.stream(group)
                            .mapToDouble(k -> held.sweep[k])
                            .average()
                            .orElseThrow();
            final double y = held.pa[i]
                    - Arrays.stream(group)
                            .mapToDouble(k -> held.pa[k])
                            .average()
                            .orElseThrow();
            xy += x * y;
            xx += x * x;
            sweepsUsed++;
        }
        if (sweepsUsed < MIN_SWEEPS || !(xx > 0)) return Double.NaN;
        return xy / xx * (held.sweep[held.sweep.length - 1] - held.sweep[0]);
    }

    /** The holding current of each sweep: before its test pulse, or where none was found while the command rests. */
    private record Held(double[] sweep, double[] pa, double[] levelMv) {}

    private Held held() {
        if (membraneTest.isPresent()) {
            final List<PulseMeasures> measures = membraneTest.get().sweeps();
            return new Held(
                    measures.stream().mapToDouble(PulseMeasures::sweep).toArray(),
                    measures.stream().mapToDouble(PulseMeasures::holdingPa).toArray(),
                    levelsMv.stream().mapToDouble(Double::doubleValue).toArray());
        }
        return new Held(
                sweeps.stream().mapToDouble(SweepQuality::sweep).toArray(),
                sweeps.stream().mapToDouble(SweepQuality::baseline).toArray(),
                sweeps.stream().mapToDouble(SweepQuality::level).toArray());
    }

    private static boolean same(final double levelMv, final double other) {
        return Double.isNaN(levelMv) ? Double.isNaN(other) : Math.abs(levelMv - other) <= CommandLevel.SAME_MV;
    }

    /** The amplitude of mains hum at 50 Hz, root mean square over the sweeps; NaN where none stands out. */
    public double hum50() {
        return hum(SweepQuality::hum50);
    }

    /** The same at 60 Hz. */
    public double hum60() {
        return hum(SweepQuality::hum60);
    }

    private double hum(final ToDoubleFunction<SweepQuality> amplitude) {
        final double energy = meanSquare(amplitude);
        return energy > MIN_HUM * meanSquare(SweepQuality::humFloor) ? Math.sqrt(energy) : Double.NaN;
    }

    private double meanSquare(final ToDoubleFunction<SweepQuality> amplitude) {
        return sweeps.stream()
                .mapToDouble(amplitude)
                .filter(a -> !Double.isNaN(a))
                .map(a -> a * a)
                .average()
                .orElse(Double.NaN);
    }
}
