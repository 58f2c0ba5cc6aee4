package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.annotation.Region;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * Which stretches of the sweeps are correlated: a window of time, less the regions that a person has marked.
 *
 * @param window of each sweep
 * @param leftOut marked stretches that are left out
 * @param minMs shortest stretch beside a marked one that is kept
 */
public record Stretches(TimeWindow window, List<Region> leftOut, double minMs) {

    /** All of all sweeps. */
    public static final Stretches ALL = new Stretches(TimeWindow.ALL, List.of(), 0);

    /** Takes a copy. */
    public Stretches {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One stretch.
     *
     * @param sweep 0-based sweep
     * @param from its first sample
     * @param to the sample after its last
     */
    record Stretch(int sweep, int from, int to) {

        int length() {
            return to - from;
        }
    }

    /** The window of a sweep. */
    Stretch windowOf(final String recording, final int sweep, final int samples, final double sampleRateHz) {
        final long from = Math.round(window.startMs() * sampleRateHz / 1000);
        final long to = Double.isInfinite(window.endMs()) ? samples : Math.round(window.endMs() * sampleRateHz / 1000);
        if (to > samples || from >= to)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s, sweep %d lasts %.1f ms, but the window to correlate is from %s to %s: choose "
                            + "window_start_ms and window_end_ms within the sweep.",
                    recording,
                    sweep,
                    samples * 1000 / sampleRateHz,
                    window.startMs() + " ms",
                    Double.isInfinite(window.endMs()) ? "its end" : window.endMs() + " ms"));
        return new Stretch(sweep, (int) from, (int) to);
    }

    /**
     * What is left of windows beside the marked regions. Surrogates pair only sweeps of one length: windows of one
     * length are kept whole, and no others, where they are at least half of what is left; otherwise all are cut into
     * pieces of the length that keeps most samples.
     *
     * @param windows the windows of the sweeps
     * @param sampleRateHz samples per second
     * @return the stretches, in order; the windows themselves where no region lies in them
     */
    List<Stretch> outsideRegions(final List<Stretch> windows, final double sampleRateHz) {
        final int least = Math.max(2, (int) Math.ceil(minMs * sampleRateHz / 1000) + 1);
        final List<Stretch> left = new ArrayList<>();
        for (final Stretch whole : windows) {
            int from = whole.from();
            for (final Region region : regionsOf(whole.sweep())) {
                final int start = (int) Math.min(whole.to(), Math.floor(region.fromMs() * sampleRateHz / 1000));
                final int end = (int) Math.min(whole.to(), Math.ceil(region.toMs() * sampleRateHz / 1000));
                if (end <= from) continue;
                if (start - from >= least) left.add(new Stretch(whole.sweep(), from, start));
                from = end;
            }
            if (from == whole.from() || whole.to() - from >= least)
                left.add(new Stretch(whole.sweep(), from, whole.to()));
        }
        final boolean cut = !left.equals(windows);
        final boolean oneLength =
                windows.stream().mapToInt(Stretch::length).distinct().count() == 1;
        return cut && oneLength ? ofOneLength(left, windows.get(0).length()) : left;
    }

    private List<Region> regionsOf(final int sweep) {
        return leftOut.stream()
                .filter(r -> r.sweep() == sweep)
                .sorted(Comparator.comparingDouble(Region::fromMs))
                .toList();
    }

    private static List<Stretch> ofOneLength(final List<Stretch> stretches, final int window) {
        final long all = stretches.stream().mapToLong(Stretch::length).sum();
        final List<Stretch> whole =
                stretches.stream().filter(s -> s.length() == window).toList();
        if (2L * window * whole.size() >= all) return whole;
        int best = 0;
        long kept = 0;
        for (final Stretch candidate : stretches) {
            final int length = candidate.length();
            final long samples = stretches.stream()
                    .mapToLong(s -> (long) s.length() / length * length)
                    .sum();
            if (samples > kept || samples == kept && length > best) {
                kept = samples;
                best = length;
            }
        }
        final List<Stretch> pieces = new ArrayList<>();
        for (final Stretch stretch : stretches) {
            for (int from = stretch.from(); from + best <= stretch.to(); from += best)
                pieces.add(new Stretch(stretch.sweep(), from, from + best));
        }
        return pieces;
    }

    /**
     * What was left out.
     *
     * @param recording the recording
     * @param channel of a cell
     * @param sweeps 0-based sweeps that were read; empty for all
     * @param recorded what was read
     * @return a sentence; empty where all of the windows was read
     */
    public Optional<String> words(
            final Recording recording, final Channel channel, final List<Integer> sweeps, final PairInput recorded) {
        final double rate = recorded.sampleRateHz();
        long all = 0, kept = 0;
        for (final Sweep sweep : recording.sweeps()) {
            if (!sweeps.isEmpty() && !sweeps.contains(sweep.index())) continue;
            final int samples = (int) recording.samples(channel.index(), sweep.index());
            all += windowOf(recording.name(), sweep.index(), samples, rate).length();
        }
        for (final PairSweep sweep : recorded.sweeps()) kept += sweep.cellA().length;
        if (kept == all) return Optional.empty();
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: left out of the correlation as its annotations say: %s; with what is too short beside that, "
                        + "%.3f of %.3f s, so that %d stretches of sweeps are used.",
                recording.name(),
                leftOut.stream()
                        .map(r -> String.format(
                                Locale.ROOT,
                                "'%s' in sweep %d, %.1f to %.1f ms",
                                r.label(),
                                r.sweep(),
                                r.fromMs(),
                                r.toMs()))
                        .collect(Collectors.joining("; ")),
                (all - kept) / rate,
                all / rate,
                recorded.sweeps().size()));
    }
}
