package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ZeroPhaseFilter;

/** Cuts sweeps into stretches of one length: after stimuli, or within Up or Down states. */
public final class Epochs {

    /** Slower components show the state of the network, faster ones its fluctuations. */
    private static final double STATE_HZ = 5;

    /**
     * Two states explain at least this share of the slow variance; the halves of one normal distribution explain 0.64.
     */
    private static final double MIN_EXPLAINED = 0.75;

    /** Left out at either end of a state, where it begins or ends. */
    private static final double TRANSITION_MS = 50;

    private Epochs() {}

    /**
     * Stretches at one time from each stimulus.
     *
     * @param input whole sweeps
     * @param timesMs of the stimuli of a sweep, from its start
     * @param startMs of a stretch, from its stimulus; below 0 before it
     * @param lengthMs of a stretch
     * @return all stretches that lie within their sweep
     * @throws InputException if there is none
     */
    public static PairInput around(
            final PairInput input,
            final Function<PairSweep, double[]> timesMs,
            final double startMs,
            final double lengthMs) {
        final List<PairSweep> cut = new ArrayList<>();
        final double perMs = input.sampleRateHz() / 1000;
        final int length = (int) Math.round(lengthMs * perMs);
        final Set<String> stimuli = new HashSet<>();
        for (final PairSweep sweep : input.sweeps()) {
            for (final double timeMs : timesMs.apply(sweep)) {
                // Of a sweep there may be several parts.
                stimuli.add(sweep.sweep() + " " + timeMs);
                final long from = Math.round((timeMs + startMs - sweep.startMs()) * perMs);
                if (from >= 0 && from + length <= sweep.cellA().length)
                    cut.add(sweep.part((int) from, length, input.sampleRateHz()));
            }
        }
        final String name = input.sweeps().get(0).recording();
        if (stimuli.isEmpty())
            throw new InputException(
                    name + ": no stimulus was found in any sweep, but epochs around stimuli need one or more.");
        if (cut.isEmpty())
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: none of its %d stimuli leaves room for an epoch from %.1f to %.1f ms after it within "
                            + "its sweep.",
                    name,
                    stimuli.size(),
                    startMs,
                    startMs + lengthMs));
        return input.withSweeps(cut, true);
    }

    /**
     * When a stimulus channel rises through the middle between its lowest and its highest value; it must come back
     * through a quarter of that range in between.
     *
     * @param recording the recording
     * @param channel its stimulus channel
     * @param sweep 0-based sweep
     * @return in ms from the start of the sweep; empty where the channel does not change
     */
    public static double[] stimuliMs(final Recording recording, final Channel channel, final int sweep) {
        final double[] samples = recording.read(channel.index(), sweep);
        final double low = Arrays.stream(samples).min().orElse(0);
        final double range = Arrays.stream(samples).max().orElse(0) - low;
        final List<Double> times = new ArrayList<>();
        boolean armed = range > 0 && samples[0] < low + 0.25 * range;
        for (int t = 1; t < samples.length && range > 0; t++) {
            if (armed && samples[t] >= low + 0.5 * range) {
                times.add(t * 1000 / channel.sampleRateHz());
                armed = false;
            } else if (samples[t] < low + 0.25 * range) armed = true;
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Stretches within Up or Down states. The slow part (below 5 Hz) of cell A has two levels; Up is the one with more
     * synaptic input.
     *
     * @param input whole sweeps
     * @param up whether Up states are wanted
     * @param direction where a trace goes with more input: above 0 where cell A goes up, below 0 where it goes down
     * @param lengthMs of a stretch; longer states give several
     * @return the stretches
     * @throws InputException if a recording does not have two states, or no state lasts long enough
     */
    public static PairInput states(
            final PairInput input, final boolean up, final ToIntFunction<PairSweep> direction, final double lengthMs) {
        final double rate = input.sampleRateHz();
        final ZeroPhaseFilter slow = ZeroPhaseFilter.lowPass(STATE_HZ, rate);
        final List<double[]> traces = input.sweeps().stream()
                .map(s -> times(slow.filter(s.cellA()), direction.applyAsInt(s)))
                .toList();
        final double threshold = threshold(traces, input.sweeps().get(0).recording());
        final int length = (int) Math.round(lengthMs * rate / 1000);
        final int margin = (int) Math.round(TRANSITION_MS * rate / 1000);
        final List<PairSweep> cut = new ArrayList<>();
        for (int k = 0; k < traces.size(); k++) {
            final double[] trace = traces.get(k);
            for (int from = 0, to; from < trace.length; from = to) {
                final boolean isUp = trace[from] > threshold;
                for (to = from + 1; to < trace.length && trace[to] > threshold == isUp; ) to++;
                if (isUp != up) continue;
                for (int at = from + margin; at + length <= to - margin; at += length)
                    cut.add(input.sweeps().get(k).part(at, length, rate));
            }
        }
        if (cut.isEmpty())
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: no %s state lasts %.1f ms, the length of an epoch, and 50 ms at either end: choose "
                            + "shorter epochs.",
                    input.sweeps().get(0).recording(),
                    up ? "Up" : "Down",
                    lengthMs));
        return input.withSweeps(cut, false);
    }

    private static double[] times(final double[] trace, final int direction) {
        return direction < 0 ? Arrays.stream(trace).map(v -> -v).toArray() : trace;
    }

    /** The level that leaves least variance on its two sides (Otsu 1979, IEEE Trans Syst Man Cybern 9:62). */
    private static double threshold(final List<double[]> traces, final String recording) {
        final double[] sorted =
                traces.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double total = 0;
        for (final double value : sorted) total += value;
        final double mean = total / sorted.length;
        double variance = 0;
        for (final double value : sorted) variance += (value - mean) * (value - mean) / sorted.length;
        double best = 0, threshold = mean, below = 0;
        for (int i = 0; i < sorted.length - 1; i++) {
            below += sorted[i];
            final double share = (i + 1.0) / sorted.length;
            final double difference = below / (i + 1) - (total - below) / (sorted.length - i - 1);
            final double between = share * (1 - share) * difference * difference;
            if (between > best) {
                best = between;
                threshold = (sorted[i] + sorted[i + 1]) / 2;
            }
        }
        if (best < MIN_EXPLAINED * variance)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s shows no Up and Down states: two levels explain %.0f %% of the slow variance of cell A, "
                            + "and 75 %% are wanted.",
                    recording,
                    100 * best / variance));
        return threshold;
    }
}
