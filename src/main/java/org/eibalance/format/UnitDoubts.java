package org.eibalance.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * Channels whose unit cannot be true: no cell rests at volts, no pipette carries microamperes. The first samples are
 * looked at; values are never changed.
 */
final class UnitDoubts {

    /** Longer than an artefact, and few enough that opening stays fast. */
    private static final int SAMPLES = 1024;

    private static final double MAX_MV = 500;
    private static final double MAX_PA = 1e6;

    private UnitDoubts() {}

    /** A sentence for each doubtful channel, with the factor that would mend it. */
    static List<String> of(final Recording recording) {
        final List<String> doubts = new ArrayList<>();
        for (final Channel channel : recording.channels()) {
            if (channel.unit().quantity() != Quantity.OTHER)
                of(recording, channel).ifPresent(doubts::add);
        }
        return doubts;
    }

    private static Optional<String> of(final Recording recording, final Channel channel) {
        final double median = median(recording, channel.index());
        final double factor = channel.unit().toFieldUnit();
        final boolean voltage = channel.unit().quantity() == Quantity.VOLTAGE;
        // false for NaN; an infinite median is no matter of the unit
        if (!(Math.abs(median * factor) > (voltage ? MAX_MV : MAX_PA)) || Double.isInfinite(median))
            return Optional.empty();
        final String unit = channel.unit().symbol();
        final boolean larger = factor > 1;
        return Optional.of("Channel '" + channel.name() + "' has the unit " + unit + " in the file, and a median of "
                + (float) median
                + " " + unit + " in its first samples, which no cell gives: if the numbers are "
                + (larger ? voltage ? "mV" : "pA" : "too large by a thousand") + ", its values times "
                + (float) (larger ? 1 / factor : 1e-3) + " are "
                + unit + ", and convert-recording writes that copy with rescale=" + channel.index() + "="
                + (float) (larger ? 1 / factor : 1e-3) + ".");
    }

    /**
     * Of the first samples; NaN where there are none, or where they are damaged, which is reported where they are read.
     */
    private static double median(final Recording recording, final int channel) {
        try {
            return readMedian(recording, channel);
        } catch (final InputException e) {
            return Double.NaN;
        }
    }

    private static double readMedian(final Recording recording, final int channel) {
        for (final Sweep sweep : recording.sweeps()) {
            final double[] values =
                    new double[(int) Math.min(SAMPLES, sweep.samples().get(channel))];
            if (values.length == 0) continue;
            recording.read(channel, sweep.index(), 0, values);
            Arrays.sort(values);
            int finite = values.length;
            while (finite > 0 && Double.isNaN(values[finite - 1])) finite--;
            if (finite > 0) return values[finite / 2];
        }
        return Double.NaN;
    }
}
