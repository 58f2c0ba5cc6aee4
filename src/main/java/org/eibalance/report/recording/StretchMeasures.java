package org.eibalance.report.recording;

import java.util.List;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.Table;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.WindowMeasures;

/** One stretch of time, measured in channels and sweeps of a recording. */
public final class StretchMeasures {

    private static final String[] COLUMNS = {
        "recording",
        "channel",
        "unit",
        "sweep",
        "from_ms",
        "to_ms",
        "first",
        "last",
        "mean",
        "sd",
        "least",
        "least_at_ms",
        "greatest",
        "greatest_at_ms",
        "slope_per_ms",
        "area_ms"
    };

    /** A longer stretch would need too much memory. */
    private static final int MAX_SAMPLES = 200_000_000;

    private StretchMeasures() {}

    /**
     * Measures.
     *
     * @param recording the recording
     * @param channels 0-based channels
     * @param sweeps 0-based sweeps
     * @param fromMs where the stretch begins, from the start of each sweep
     * @param toMs where it ends; the sample there is part of it
     * @return a row for each channel and sweep that has a sample in it
     * @throws InputException if the stretch is too long
     */
    public static Table table(
            final Recording recording,
            final List<Integer> channels,
            final List<Integer> sweeps,
            final double fromMs,
            final double toMs) {
        final Table.Builder table = Table.withColumns(COLUMNS);
        for (final int index : channels) {
            final Channel channel = recording.channels().get(index);
            final double stepMs = 1000 / channel.sampleRateHz();
            final long first = TraceSeries.first(fromMs, stepMs);
            for (final int sweep : sweeps) {
                ParallelLoop.checkCancelled();
                final double[] values = samples(recording, index, sweep, fromMs, toMs);
                if (values.length == 0) continue;
                final WindowMeasures m = WindowMeasures.of(values, stepMs);
                table.row(
                        recording.name(),
                        channel.name(),
                        channel.unit().symbol(),
                        sweep,
                        timeMs(channel, first),
                        timeMs(channel, first + values.length - 1),
                        m.first(),
                        m.last(),
                        m.mean(),
                        m.sd(),
                        m.least(),
                        timeMs(channel, first + Math.round(m.leastMs() / stepMs)),
                        m.greatest(),
                        timeMs(channel, first + Math.round(m.greatestMs() / stepMs)),
                        m.slopePerMs(),
                        m.areaMs());
            }
        }
        return table.build();
    }

    /** Rounded, so that 923.9 is not 923.9000000000001. */
    private static double timeMs(final Channel channel, final long sample) {
        return sample * 1000 / channel.sampleRateHz();
    }

    /**
     * The samples of a stretch.
     *
     * @param recording the recording
     * @param channel 0-based channel
     * @param sweep 0-based sweep
     * @param fromMs where it begins
     * @param toMs where it ends; the sample there is part of it
     * @return the samples in the unit of the channel; fewer if the sweep ends before
     * @throws InputException if the stretch is too long
     */
    public static double[] samples(
            final Recording recording, final int channel, final int sweep, final double fromMs, final double toMs) {
        final double stepMs = 1000 / recording.channels().get(channel).sampleRateHz();
        final long first = TraceSeries.first(fromMs, stepMs);
        final long count = Math.max(0, TraceSeries.end(toMs, stepMs, recording.samples(channel, sweep)) - first);
        if (count > MAX_SAMPLES)
            throw new InputException(recording.name() + ": the stretch has " + count + " samples, at most "
                    + MAX_SAMPLES + " can be measured: choose a shorter one.");
        final double[] values = new double[(int) count];
        if (count > 0) recording.read(channel, sweep, first, values);
        return values;
    }
}
