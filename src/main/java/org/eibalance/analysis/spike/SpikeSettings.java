package org.eibalance.analysis.spike;

import java.util.Locale;
import java.util.OptionalDouble;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.signal.Crossings;

/**
 * How spikes are found in the channels of a recording.
 *
 * @param level the threshold, in the unit of the channel; empty: -20 mV in current clamp, otherwise five robust
 *     standard deviations from the median
 * @param endsAt the level below which the signal must fall back before the next spike counts, in the unit of the
 *     channel; empty: half way from the threshold to the median of the sweep, in potentials at most 5 mV
 * @param downward whether spikes point down
 * @param refractoryMs crossings within this time after a spike are not counted
 */
public record SpikeSettings(OptionalDouble level, OptionalDouble endsAt, boolean downward, double refractoryMs) {

    /** Everything from the recording, spikes that point up. */
    public static final SpikeSettings DEFAULT =
            new SpikeSettings(OptionalDouble.empty(), OptionalDouble.empty(), false, 2);

    /**
     * The threshold of a channel.
     *
     * @param from the channel
     * @param signal its first sweep, from which the noise is taken where no level is given
     * @return in the unit of the channel
     * @throws InputException if more than half of the samples are the same, so that there is no noise to take it from
     */
    double levelOf(final Channel from, final double[] signal) {
        if (level.isPresent()) return level.getAsDouble();
        if (from.clampMode() == ClampMode.CURRENT_CLAMP)
            return ThresholdCrossing.INTRACELLULAR_MV / from.unit().toFieldUnit();
        final double found = ThresholdCrossing.robustLevel(signal, ThresholdCrossing.NOISE_DEVIATIONS, downward);
        if (found == ThresholdCrossing.robustLevel(signal, 0, downward))
            throw new InputException("Channel " + from.index() + " (" + from.name()
                    + ") has the same value in more than half of its samples: its noise gives no level, "
                    + "therefore give one.");
        return found;
    }

    /**
     * The threshold of a channel with the level at which a spike ends.
     *
     * @param from the channel
     * @param levelInUnit its threshold
     * @param median of the sweep
     * @return what finds the spikes of the sweep
     * @throws InputException if the level that was given for the end lies beyond the threshold
     */
    ThresholdCrossing crossing(final Channel from, final double levelInUnit, final double median) {
        if (endsAt.isEmpty()) {
            final double farthest = from.unit().quantity() == Quantity.VOLTAGE
                    ? Crossings.SPIKE_HYSTERESIS_MV / from.unit().toFieldUnit()
                    : Double.POSITIVE_INFINITY;
            return new ThresholdCrossing(
                    levelInUnit,
                    ThresholdCrossing.rearm(median, levelInUnit, farthest, downward),
                    downward,
                    refractoryMs);
        }
        final double end = endsAt.getAsDouble();
        if (downward ? end < levelInUnit : end > levelInUnit)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "ends_at is %s, beyond the level of %.4g %s: a spike ends on the side from which it comes.",
                    end,
                    levelInUnit,
                    from.unit().symbol()));
        return new ThresholdCrossing(levelInUnit, end, downward, refractoryMs);
    }
}
