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

    /** What recordings have: a factor that leads to more does not mend them. */
    private static final double USUAL_MV = 200;

    private static final double USUAL_PA = 20_000;

    /** Where a median is more often a resting potential than a current. */
    private static final double LOWEST_REST_MV = -95;

    private static final double HIGHEST_REST_MV = -52;

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
        final String found = "Channel '" + channel.name() + "' has the unit " + unit + " in the file, and a median of "
                + (float) median + " " + unit + " in its first samples, which no cell gives: ";
        if (!voltage && median > LOWEST_REST_MV && median < HIGHEST_REST_MV)
            return Optional.of(found + "its numbers look like a potential in mV.");
        final double mend = mend(Math.abs(median * factor), voltage ? USUAL_MV : USUAL_PA);
        if (mend == 0)
            return Optional.of(found + "no power of a thousand makes it possible, so look at gain and cables.");
        // 1000 times 0.001 is not always 1.
        final boolean field = factor > 1 && Math.abs(mend * factor - 1) < 1e-9;
        return Optional.of(found + "if the numbers are "
                + (field ? voltage ? "mV" : "pA" : "too large by a factor of " + Math.round(1 / mend))
                + ", its values times " + (float) mend + " are " + unit
                + ", and convert-recording writes that copy with rescale=" + channel.index() + "=" + (float) mend
                + ".");
    }

    /** The largest power of a thousandth that makes a size usual; 0 where none does. */
    private static double mend(final double size, final double usual) {
        for (final double power : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) if (size * power <= usual) return power;
        return 0;
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
