package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Simultaneous sweeps of two cells, ready to be correlated: every sample is a finite number, and no trace is constant.
 */
public final class PairInput {

    /** Rates of two files may differ by the rounding of a sampling interval. */
    private static final double SAME_RATE = 1e-9;

    private static final int COMMAND_BLOCK = 1 << 16;

    private final String cellA;
    private final String cellB;
    private final double sampleRateHz;
    private final List<PairSweep> sweeps;
    private final boolean evoked;

    /**
     * Sweeps that follow no stimulus.
     *
     * @param cellA name of cell A, usually that of its channel
     * @param cellB name of cell B
     * @param sampleRateHz samples per second of both
     * @param sweeps at least one
     * @throws InputException if there is no sweep, a sample is not a finite number, a trace is constant, or the traces
     *     of a sweep differ in length
     */
    public PairInput(final String cellA, final String cellB, final double sampleRateHz, final List<PairSweep> sweeps) {
        this(cellA, cellB, sampleRateHz, sweeps, false);
    }

    /**
     * @param cellA name of cell A, usually that of its channel
     * @param cellB name of cell B
     * @param sampleRateHz samples per second of both
     * @param sweeps at least one
     * @param evoked whether all sweeps begin at the same time from a stimulus
     * @throws InputException as above
     */
    public PairInput(
            final String cellA,
            final String cellB,
            final double sampleRateHz,
            final List<PairSweep> sweeps,
            final boolean evoked) {
        this.evoked = evoked;
        if (!(sampleRateHz > 0 && Double.isFinite(sampleRateHz)))
            throw new IllegalArgumentException("rate of " + sampleRateHz + " Hz");
        if (sweeps.isEmpty())
            throw new InputException(
                    "There is no sweep of " + cellA + " and " + cellB + " to correlate: at least one is needed.");
        this.cellA = cellA;
        this.cellB = cellB;
        this.sampleRateHz = sampleRateHz;
        this.sweeps = List.copyOf(sweeps);
        for (final PairSweep sweep : this.sweeps) {
            if (sweep.cellA().length != sweep.cellB().length)
                throw new InputException(
                        unequal(sweep.place(), cellA, sweep.cellA().length, cellB, sweep.cellB().length));
            check(cellA, sweep, sweep.cellA());
            check(cellB, sweep, sweep.cellB());
        }
    }

    /**
     * Reads two channels of a recording, in mV or pA.
     *
     * <p>Where a channel is the current of a voltage clamp, its cell was held at the mean of its command over the
     * sweep; where it is a potential, at its own mean; else its level is not known.
     *
     * @param recording the recording; not needed afterwards
     * @param a the channel of cell A
     * @param b the channel of cell B
     * @param sweeps the 0-based sweeps to read, in this order; empty for all
     * @return the pair
     * @throws InputException if a and b are one channel or differ in rate, a sweep does not exist or is named twice,
     *     the file cannot be read any more, or for the reasons of the constructor
     * @throws CancellationException if the calling thread is interrupted
     */
    public static PairInput from(
            final Recording recording, final Channel a, final Channel b, final List<Integer> sweeps) {
        return from(recording, a, b, sweeps, Stretches.ALL);
    }

    /**
     * Reads stretches of two channels of a recording, as above. A cell was held where it was over all stretches of a
     * sweep.
     *
     * @param recording the recording; not needed afterwards
     * @param a the channel of cell A
     * @param b the channel of cell B
     * @param sweeps the 0-based sweeps to read, in this order; empty for all
     * @param stretches what to read of them
     * @return the pair, one sweep for each stretch
     * @throws InputException as above, or if the window is not within a sweep, or nothing is left
     */
    public static PairInput from(
            final Recording recording,
            final Channel a,
            final Channel b,
            final List<Integer> sweeps,
            final Stretches stretches) {
        if (a.index() == b.index())
            throw new InputException(recording.name() + ": both cells are channel " + a.index() + " (" + a.name()
                    + "), but a pair needs two channels.");
        if (!sameRate(a.sampleRateHz(), b.sampleRateHz()))
            throw new InputException(recording.name() + ": channel '" + a.name() + "' has " + a.sampleRateHz()
                    + " samples a second and channel '" + b.name() + "' " + b.sampleRateHz()
                    + ", but a pair needs one rate.");
        final List<Stretches.Stretch> windows = new ArrayList<>();
        for (final int sweep : selected(recording, sweeps)) {
            final long samples = recording.samples(a.index(), sweep);
            if (samples != recording.samples(b.index(), sweep))
                throw new InputException(unequal(
                        recording.name() + ", sweep " + sweep,
                        a.name(),
                        samples,
                        b.name(),
                        recording.samples(b.index(), sweep)));
            windows.add(stretches.windowOf(recording.name(), sweep, (int) samples, a.sampleRateHz()));
        }
        final List<PairSweep> read = new ArrayList<>();
        final List<Stretches.Stretch> left = stretches.outsideRegions(windows, a.sampleRateHz());
        for (int i = 0; i < left.size(); ) {
            ParallelLoop.checkCancelled();
            final int sweep = left.get(i).sweep(), first = i;
            while (i < left.size() && left.get(i).sweep() == sweep) i++;
            read(recording, a, b, left.subList(first, i), read);
        }
        if (read.isEmpty() && !windows.isEmpty())
            throw new InputException(
                    recording.name() + ": beside the regions that its annotations leave out no part of " + "a sweep is "
                            + stretches.minMs() + " ms long: choose shorter lags or epochs.");
        if (read.isEmpty()) throw new InputException(recording.name() + " has no sweeps: a pair needs at least one.");
        return new PairInput(a.name(), b.name(), a.sampleRateHz(), read);
    }

    /**
     * Puts the sweeps of several recordings of one pair together.
     *
     * @param inputs at least one, all of the same rate
     * @return all their sweeps, in order
     * @throws InputException if the rates differ
     */
    public static PairInput pool(final List<PairInput> inputs) {
        final PairInput first = inputs.get(0);
        for (final PairInput other : inputs) {
            if (!sameRate(first.sampleRateHz, other.sampleRateHz))
                throw new InputException(first.sweeps.get(0).recording() + " has "
                        + first.sampleRateHz + " samples a second and "
                        + other.sweeps.get(0).recording() + " " + other.sampleRateHz
                        + ", but recordings that are pooled need one rate.");
        }
        return new PairInput(
                names(inputs, PairInput::cellA),
                names(inputs, PairInput::cellB),
                first.sampleRateHz,
                inputs.stream().flatMap(input -> input.sweeps.stream()).toList(),
                inputs.stream().allMatch(PairInput::isEvoked));
    }

    /** The name of cell A; where pooled recordings name it differently, all its names. */
    public String cellA() {
        return cellA;
    }

    /** The name of cell B, likewise. */
    public String cellB() {
        return cellB;
    }

    /** Samples per second of both cells. */
    public double sampleRateHz() {
        return sampleRateHz;
    }

    /** The sweeps, in order. */
    public List<PairSweep> sweeps() {
        return sweeps;
    }

    /** Whether all sweeps begin at the same time from a stimulus. */
    public boolean isEvoked() {
        return evoked;
    }

    /** The same cells with other sweeps. */
    PairInput withSweeps(final List<PairSweep> others, final boolean afterStimuli) {
        return new PairInput(cellA, cellB, sampleRateHz, others, afterStimuli);
    }

    private static boolean sameRate(final double one, final double other) {
        return Math.abs(one - other) <= SAME_RATE * one;
    }

    private static String names(final List<PairInput> inputs, final Function<PairInput, String> cell) {
        return inputs.stream().map(cell).distinct().collect(Collectors.joining(" / "));
    }

    private static List<Integer> selected(final Recording recording, final List<Integer> sweeps) {
        final int count = recording.sweeps().size();
        if (sweeps.isEmpty()) return IntStream.range(0, count).boxed().toList();
        final Set<Integer> seen = new HashSet<>();
        for (final int sweep : sweeps) {
            if (sweep < 0 || sweep >= count)
                throw new InputException(
                        recording.name() + " has no sweep " + sweep + ": its sweeps are 0 to " + (count - 1) + ".");
            if (!seen.add(sweep))
                throw new InputException(recording.name() + ": sweep " + sweep
                        + " is named twice among the sweeps to correlate, but each counts once.");
        }
        return sweeps;
    }

    private void check(final String cell, final PairSweep sweep, final double[] samples) {
        boolean constant = true;
        for (int t = 0; t < samples.length; t++) {
            if (!Double.isFinite(samples[t]))
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s, channel '%s' has %s at %.2f ms, where a number was expected: leave the sweep out "
                                + "or choose a window without it.",
                        sweep.place(),
                        cell,
                        Double.isNaN(samples[t]) ? "no value" : "an infinite value",
                        t * 1000 / sampleRateHz));
            constant &= samples[t] == samples[0];
        }
        if (constant)
            throw new InputException(sweep.place() + ", channel '" + cell
                    + "' is constant, so that nothing in it can be correlated: leave the sweep out or "
                    + "choose another channel.");
    }

    private static String unequal(
            final String place, final String cellA, final long samplesA, final String cellB, final long samplesB) {
        return place + ": channel '" + cellA + "' has " + samplesA + " samples and channel '" + cellB + "' " + samplesB
                + ", where two cells recorded together have as many.";
    }

    /** Reads all stretches of one sweep. */
    private static void read(
            final Recording recording,
            final Channel a,
            final Channel b,
            final List<Stretches.Stretch> stretches,
            final List<PairSweep> into) {
        final int sweep = stretches.get(0).sweep();
        final List<double[]> samplesA =
                stretches.stream().map(s -> read(recording, a, s)).toList();
        final List<double[]> samplesB =
                stretches.stream().map(s -> read(recording, b, s)).toList();
        final double heldAMv = heldAtMv(recording, a, stretches, samplesA);
        final double heldBMv = heldAtMv(recording, b, stretches, samplesB);
        for (int i = 0; i < stretches.size(); i++)
            into.add(new PairSweep(
                    recording.name(),
                    sweep,
                    stretches.get(i).from() * 1000 / a.sampleRateHz(),
                    samplesA.get(i),
                    samplesB.get(i),
                    heldAMv,
                    heldBMv,
                    mode(a),
                    mode(b)));
    }

    /** In mV or pA; in the unit of the channel where it is neither. */
    private static double[] read(final Recording recording, final Channel channel, final Stretches.Stretch stretch) {
        final double[] samples = new double[stretch.length()];
        recording.read(channel.index(), stretch.sweep(), stretch.from(), samples);
        final double factor = channel.unit().toFieldUnit();
        for (int t = 0; factor != 1 && t < samples.length; t++) samples[t] *= factor;
        return samples;
    }

    /** Where a file does not give the clamp mode, the unit may. */
    private static ClampMode mode(final Channel channel) {
        if (channel.clampMode() != ClampMode.UNKNOWN) return channel.clampMode();
        return switch (channel.unit().quantity()) {
            case VOLTAGE -> ClampMode.CURRENT_CLAMP;
            case CURRENT -> ClampMode.VOLTAGE_CLAMP;
            case OTHER -> ClampMode.UNKNOWN;
        };
    }

    /** Over all stretches of a sweep. */
    private static double heldAtMv(
            final Recording recording,
            final Channel channel,
            final List<Stretches.Stretch> stretches,
            final List<double[]> samples) {
        final Optional<CommandWaveform> command = channel.clampMode() == ClampMode.VOLTAGE_CLAMP
                ? recording.command(channel.index()).filter(c -> c.unit().quantity() == Quantity.VOLTAGE)
                : Optional.empty();
        final boolean potential =
                channel.clampMode() != ClampMode.VOLTAGE_CLAMP && channel.unit().quantity() == Quantity.VOLTAGE;
        if (command.isEmpty() && !potential) return Double.NaN;
        double sum = 0;
        long count = 0;
        for (int i = 0; i < stretches.size(); i++) {
            final int length = stretches.get(i).length();
            sum += potential
                    ? Statistics.sum(samples.get(i), 0, length)
                    : commandSumMv(command.orElseThrow(), stretches.get(i));
            count += length;
        }
        return sum / count;
    }

    private static double commandSumMv(final CommandWaveform command, final Stretches.Stretch stretch) {
        final double[] block = new double[Math.min(stretch.length(), COMMAND_BLOCK)];
        double sum = 0;
        for (int from = stretch.from(); from < stretch.to(); from += block.length) {
            final int length = Math.min(block.length, stretch.to() - from);
            command.read(stretch.sweep(), from, block, 0, length);
            for (int t = 0; t < length; t++) sum += block[t];
        }
        return sum * command.unit().toFieldUnit();
    }
}
