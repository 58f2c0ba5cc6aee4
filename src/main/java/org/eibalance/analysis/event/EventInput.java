package org.eibalance.analysis.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ParallelLoop;

/**
 * Sweeps of one channel, ready to be searched for events: a current in pA or a potential in mV, every sample a finite
 * number, no sweep constant.
 *
 * @param recording name of the recording
 * @param channel name of the channel
 * @param quantity current or voltage
 * @param sampleRateHz samples per second
 * @param sweeps at least one
 */
public record EventInput(
        String recording, String channel, Quantity quantity, double sampleRateHz, List<EventSweep> sweeps) {

    /**
     * Takes a copy of the list.
     *
     * @throws InputException if the channel is neither current nor potential, there is no sweep, a sample is not a
     *     finite number, or a sweep is constant
     */
    public EventInput {
        sweeps = List.copyOf(sweeps);
        if (!(sampleRateHz > 0 && Double.isFinite(sampleRateHz)))
            throw new IllegalArgumentException("rate of " + sampleRateHz + " Hz");
        if (quantity == Quantity.OTHER)
            throw new InputException(recording + ", channel '" + channel
                    + "' is neither a current nor a potential: events are detected in pA or mV.");
        if (sweeps.isEmpty()) throw new InputException(recording + " has no sweeps: events need at least one.");
        for (final EventSweep sweep : sweeps) check(place(recording, channel, sweep), sweep, sampleRateHz);
    }

    /**
     * Reads a channel of a recording.
     *
     * @param recording the recording; not needed afterwards
     * @param channel the channel
     * @param sweeps the 0-based sweeps to read, rising; empty for all
     * @param startMs start of the window within each sweep; 0 or more
     * @param endMs its end; infinite: that of each sweep
     * @return the input, in pA or mV
     * @throws InputException if the window is empty, a sweep does not exist or is not after the one before, the file
     *     cannot be read any more, or for the reasons of the constructor
     * @throws CancellationException if the calling thread is interrupted
     */
    public static EventInput from(
            final Recording recording,
            final Channel channel,
            final List<Integer> sweeps,
            final double startMs,
            final double endMs) {
        if (!(startMs >= 0 && startMs < endMs))
            throw new InputException("The window from " + startMs + " to " + endMs
                    + " ms is empty: its end must lie after its start, and its start not before 0.");
        if (channel.unit().quantity() == Quantity.OTHER)
            throw new InputException(recording.name() + ", channel '" + channel.name()
                    + "' is in '" + channel.unit().symbol()
                    + "', neither a current nor a potential: events are detected in pA or mV.");
        final double factor = channel.unit().toFieldUnit();
        final List<EventSweep> read = new ArrayList<>();
        for (final int k : selected(recording, sweeps)) {
            ParallelLoop.checkCancelled();
            final long samples = recording.samples(channel.index(), k);
            final long first = sample(startMs, channel.sampleRateHz(), samples);
            final long end = sample(endMs, channel.sampleRateHz(), samples);
            if (end <= first)
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s, sweep %d is %.1f ms long, so that nothing of it lies in the window from %s ms%s.",
                        recording.name(),
                        k,
                        samples * 1000 / channel.sampleRateHz(),
                        startMs,
                        Double.isInfinite(endMs) ? " on" : " to " + endMs + " ms"));
            if (end - first > Integer.MAX_VALUE - 8)
                throw new InputException(recording.name() + ", sweep " + k + " has " + (end - first)
                        + " samples, more than can be analysed in one piece: choose a shorter window.");
            final double[] values = new double[(int) (end - first)];
            recording.read(channel.index(), k, first, values);
            if (factor != 1) for (int t = 0; t < values.length; t++) values[t] *= factor;
            read.add(new EventSweep(k, first, values));
        }
        return new EventInput(
                recording.name(), channel.name(), channel.unit().quantity(), channel.sampleRateHz(), read);
    }

    /** Interval of sampling. */
    public double stepMs() {
        return 1000 / sampleRateHz;
    }

    /** Time that all sweeps last together. */
    public double durationS() {
        double samples = 0;
        for (final EventSweep sweep : sweeps) samples += sweep.samples().length;
        return samples / sampleRateHz;
    }

    /** The unit of amplitudes: pA or mV. */
    public String unit() {
        return quantity == Quantity.CURRENT ? "pA" : "mV";
    }

    /** A sweep in the words of a sentence: file, sweep and channel. */
    String place(final EventSweep sweep) {
        return place(recording, channel, sweep);
    }

    private static String place(final String recording, final String channel, final EventSweep sweep) {
        return recording + ", sweep " + sweep.index() + ", channel '" + channel + "'";
    }

    private static List<Integer> selected(final Recording recording, final List<Integer> sweeps) {
        final int count = recording.sweeps().size();
        if (sweeps.isEmpty()) return IntStream.range(0, count).boxed().toList();
        int last = -1;
        for (final int sweep : sweeps) {
            if (sweep < 0 || sweep >= count)
                throw new InputException(
                        recording.name() + " has no sweep " + sweep + ": its sweeps are 0 to " + (count - 1) + ".");
            if (sweep <= last)
                throw new InputException(recording.name() + ": sweep " + sweep + " is named after sweep " + last
                        + ", but the sweeps to search must rise, each named once.");
            last = sweep;
        }
        return sweeps;
    }

    private static long sample(final double ms, final double rateHz, final long samples) {
        // The small number allows for the rounding of a rate: 10 ms at 19999.9999 Hz are 200 samples.
        return (long) Math.min(samples, Math.floor(ms * rateHz / 1000 + 1e-4));
    }

    private static void check(final String place, final EventSweep sweep, final double rateHz) {
        final double[] samples = sweep.samples();
        boolean constant = true;
        for (int t = 0; t < samples.length; t++) {
            if (!Double.isFinite(samples[t]))
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s has %s at %.2f ms, where a number was expected: choose a window without it.",
                        place,
                        Double.isNaN(samples[t]) ? "no value" : "an infinite value",
                        (sweep.firstSample() + t) * 1000 / rateHz));
            constant &= samples[t] == samples[0];
        }
        if (constant)
            throw new InputException(
                    place + " is constant, so that there is nothing to detect: choose another channel or window.");
    }
}
