package org.eibalance.window.trace;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.signal.MinMaxPyramid;
import org.eibalance.signal.SweepAverage;

/**
 * The traces of an open recording, ready to be drawn at any width. Short ones are read when they are first needed, long
 * ones on a separate thread; until that is finished, they are drawn from a few samples of each column. Thread-safe.
 */
final class TraceData implements AutoCloseable {

    /** Shorter traces are read at once, within a millisecond. */
    private static final long SHORT = 500_000;

    private static final long LOOK_EVERY_NS = 100_000_000;
    private static final long PATIENCE_MS = 1000;

    private final Recording recording;
    private final Map<Place, MinMaxPyramid> pyramids = new ConcurrentHashMap<>();
    private final Map<MeanOf, MinMaxPyramid> means = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "E/I Balance: reading traces");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Runnable listener = () -> {};
    private volatile int pending;
    private volatile InputException failure;

    private record Place(int channel, int sweep, boolean command) {}

    private record MeanOf(int channel, Collection<Integer> sweeps) {}

    TraceData(final Recording recording) {
        this.recording = recording;
    }

    Recording recording() {
        return recording;
    }

    /** Called by the reading thread when more has been read: things can be drawn better. */
    void onMore(final Runnable whenMore) {
        listener = whenMore;
    }

    /** Whether anything that was asked for is still being read. */
    boolean isReading() {
        return pending > 0;
    }

    /** Why reading ended early; empty as long as all is well. */
    Optional<InputException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Length of the longest sweep. */
    double lengthMs() {
        double longest = 0;
        for (final Channel channel : recording.channels()) {
            for (final Sweep sweep : recording.sweeps()) {
                longest =
                        Math.max(longest, recording.samples(channel.index(), sweep.index()) * stepMs(channel.index()));
            }
        }
        return longest;
    }

    /** Interval between two samples. */
    double stepMs(final int channel) {
        return 1000 / recording.channels().get(channel).sampleRateHz();
    }

    /** One sweep of one channel. */
    MinMaxPyramid trace(final int channel, final int sweep) {
        return pyramids.computeIfAbsent(
                new Place(channel, sweep, false),
                place -> begin(new MinMaxPyramid(
                        (from, into, offset, count) -> recording.read(channel, sweep, from, into, offset, count),
                        recording.samples(channel, sweep))));
    }

    /** The command of one sweep of a channel; empty if the file has none. */
    Optional<MinMaxPyramid> command(final int channel, final int sweep) {
        final Optional<CommandWaveform> waveform = recording.command(channel);
        return waveform.map(command -> pyramids.computeIfAbsent(
                new Place(channel, sweep, true),
                place -> begin(new MinMaxPyramid(
                        (from, into, offset, count) -> command.read(sweep, from, into, offset, count),
                        recording.samples(channel, sweep)))));
    }

    private MinMaxPyramid begin(final MinMaxPyramid pyramid) {
        if (pyramid.length() <= SHORT) pyramid.build(done -> {});
        else
            inBackground(() -> {
                final long[] lastNs = {System.nanoTime()};
                pyramid.build(done -> {
                    if (System.nanoTime() - lastNs[0] < LOOK_EVERY_NS) return;
                    lastNs[0] = System.nanoTime();
                    listener.run();
                });
            });
        return pyramid;
    }

    /**
     * The mean of sweeps of a channel. It is computed on the reading thread; empty until that is finished, and if they
     * cannot be averaged.
     */
    Optional<MinMaxPyramid> mean(final int channel, final Collection<Integer> sweeps) {
        if (sweeps.isEmpty()) return Optional.empty();
        final MinMaxPyramid nothing = new MinMaxPyramid((from, into, offset, count) -> {}, 0);
        final MeanOf key = new MeanOf(channel, java.util.List.copyOf(sweeps));
        final MinMaxPyramid known = means.computeIfAbsent(key, of -> {
            inBackground(() -> {
                final double[] values = SweepAverage.of(recording, channel, java.util.List.copyOf(sweeps))
                        .values();
                final MinMaxPyramid mean = new MinMaxPyramid(
                        (from, into, offset, count) -> System.arraycopy(values, (int) from, into, offset, count),
                        values.length);
                mean.build(done -> {});
                means.keySet().removeIf(other -> other.channel() == channel && !other.equals(key));
                means.put(key, mean);
            });
            return nothing;
        });
        return known.length() == 0 ? Optional.empty() : Optional.of(known);
    }

    private synchronized void inBackground(final Runnable work) {
        if (worker.isShutdown()) return;
        pending++;
        worker.execute(() -> {
            try {
                work.run();
            } catch (final InputException e) {
                failure = e;
            } catch (final IllegalStateException closed) {
                // The window was closed in the meantime.
            } finally {
                done();
            }
        });
    }

    private void done() {
        synchronized (this) {
            pending--;
        }
        listener.run();
    }

    /**
     * The vertical axis of a channel.
     *
     * @param view what is shown
     * @param channel 0-based channel
     * @return the one set by hand, or one that fits the sweeps that are drawn
     */
    ValueRange range(final TraceView view, final int channel) {
        final ValueRange byHand = view.ranges().get(channel);
        if (byHand != null) return byHand;
        double min = Double.NaN;
        double max = Double.NaN;
        for (final int sweep : view.drawnSweeps()) {
            final double[] extent = trace(channel, sweep).extent();
            if (Double.isNaN(extent[0])) continue;
            if (!(min <= extent[0])) min = extent[0];
            if (!(max >= extent[1])) max = extent[1];
        }
        return ValueRange.around(min, max);
    }

    /** The sample at a time, or NaN where there is none. */
    double valueAt(final int channel, final int sweep, final double timeMs) {
        final long sample = Math.round(timeMs / stepMs(channel));
        if (sample < 0 || sample >= recording.samples(channel, sweep)) return Double.NaN;
        final double[] value = new double[1];
        recording.read(channel, sweep, sample, value);
        return value[0];
    }

    /** Ends reading, then closes the recording. */
    @Override
    public void close() {
        listener = () -> {};
        worker.shutdownNow();
        try {
            worker.awaitTermination(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        recording.close();
    }
}
