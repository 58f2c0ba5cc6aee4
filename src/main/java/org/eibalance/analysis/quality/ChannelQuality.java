package org.eibalance.analysis.quality;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eibalance.recording.Channel;

/**
 * The quality of one channel of a recording.
 *
 * @param channel the channel
 * @param sweeps one for each sweep
 * @param membraneTest the membrane test; empty where none was made
 * @param pulses the current around the step of each sweep that has one, in the order of the membrane test
 * @param step which step it is and where it was found, in words; empty without one
 */
public record ChannelQuality(
        Channel channel,
        List<SweepQuality> sweeps,
        Optional<MembraneTestResult> membraneTest,
        List<PulseSweep> pulses,
        String step) {

    /**
     * Hum has at least this many times the energy of its neighbours; of sweeps of noise alone one in a thousand has.
     */
    private static final double MIN_HUM = 20;

    /** Takes copies. */
    public ChannelQuality {
        sweeps = List.copyOf(sweeps);
        pulses = List.copyOf(pulses);
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
