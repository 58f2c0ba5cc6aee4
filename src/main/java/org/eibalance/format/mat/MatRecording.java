package org.eibalance.format.mat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.SampleSource;
import org.eibalance.recording.Sweep;

/**
 * The recording in a MATLAB file of any version, by a declared layout: see {@link MatLayout}. Sweeps are laid end to
 * end; there are no commands.
 */
final class MatRecording {

    private static final int MAX_CHANNELS = 10_000;

    private final Path path;
    private final MatLayout layout;
    private final MatVariables variables;

    private MatRecording(final Path path, final MatLayout layout, final MatVariables variables) {
        this.path = path;
        this.layout = layout;
        this.variables = variables;
    }

    /**
     * Opens the recording that a layout declares.
     *
     * @param path the file
     * @param variables what is in it; closed with the recording, and if this throws
     * @param remarks on the recording
     * @throws InputException if no layout is declared or the variables do not fit it
     */
    static Recording open(final Path path, final MatVariables variables, final List<String> remarks) {
        try {
            final MatLayout layout = MatLayout.find(path)
                    .orElseThrow(() -> new InputException(
                            path + " is of MATLAB, whose variables mean what a laboratory made of them: a file "
                                    + MatLayout.place(path).getFileName()
                                    + " was expected beside it that says which of them is the recording (it has "
                                    + named(variables) + ")."));
            return new MatRecording(path, layout, variables).recording(remarks);
        } catch (final RuntimeException | Error exc) {
            variables.close();
            throw exc;
        }
    }

    private static String named(final MatVariables variables) {
        final List<String> found = variables.describe();
        return found.isEmpty() ? "none" : String.join(", ", found).replaceAll("\\p{Cntrl}", " ");
    }

    /** One channel in one sweep. */
    private record Trace(MatVariables.Numbers numbers, int dimension, long[] start, long samples) {}

    private static final class Samples implements SampleSource {

        private final MatVariables variables;
        private final Trace[][] traces;
        private volatile boolean closed;

        Samples(final MatVariables variables, final Trace[][] traces) {
            this.variables = variables;
            this.traces = traces;
        }

        @Override
        public void read(
                final int channel,
                final int sweep,
                final long from,
                final double[] into,
                final int offset,
                final int length) {
            if (closed) throw new IllegalStateException("The recording is closed.");
            if (length == 0) return;
            final Trace trace = traces[channel][sweep];
            final long[] start = trace.start.clone();
            start[trace.dimension] = from;
            trace.numbers.read(trace.dimension, start, into, offset, length);
        }

        @Override
        public void close() {
            closed = true;
            variables.close();
        }
    }

    private Recording recording(final List<String> remarks) {
        final List<Channel> channels = new ArrayList<>();
        final List<Trace[]> traces = new ArrayList<>();
        for (final MatLayout.Signal signal : layout.signals()) {
            final MatVariables.Numbers numbers = variables.find(signal.variable());
            if (numbers == null)
                throw new InputException(path + " has no array of numbers " + signal.variable() + ", which "
                        + layout.file().getFileName() + " declares; it has " + named(variables) + ".");
            add(signal, numbers, channels, traces);
        }
        final int sweepCount = traces.get(0).length;
        for (int c = 0; c < traces.size(); c++) {
            if (traces.get(c).length != sweepCount)
                throw new InputException(path + " has " + traces.get(c).length + " sweeps of channel "
                        + channels.get(c).name() + " and " + sweepCount + " of channel "
                        + channels.get(0).name() + ": as many were expected.");
        }
        final List<Sweep> sweeps = new ArrayList<>();
        double start = 0;
        for (int k = 0; k < sweepCount; k++) {
            final int sweep = k;
            final List<Long> lengths =
                    traces.stream().map(t -> t[sweep].samples).toList();
            sweeps.add(new Sweep(k, start, lengths));
            start += lengths.stream().mapToLong(l -> l).max().orElse(0) / layout.sampleRateHz();
        }
        return new Recording(
                new RecordingHeader(
                        path.getFileName().toString(),
                        Optional.of(path),
                        "MATLAB",
                        channels,
                        sweeps,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        remarks),
                new Samples(variables, traces.toArray(Trace[][]::new)));
    }

    private void add(
            final MatLayout.Signal signal,
            final MatVariables.Numbers numbers,
            final List<Channel> channels,
            final List<Trace[]> traces) {
        final long[] sizes = numbers.sizes();
        final List<MatLayout.Dimension> dimensions = new ArrayList<>(signal.dimensions());
        // MATLAB shows no last dimension of one
        while (dimensions.size() < sizes.length) dimensions.add(MatLayout.Dimension.NONE);
        final int[] place = new int[MatLayout.Dimension.values().length];
        Arrays.fill(place, -1);
        for (int d = 0; d < dimensions.size(); d++) {
            final long size = d < sizes.length ? sizes[d] : 1;
            if (dimensions.get(d) == MatLayout.Dimension.NONE && size != 1)
                throw new InputException(path + ": dimension " + (d + 1)
                        + " of " + signal.variable() + " has " + size + " elements, "
                        + layout.file().getFileName() + " says nothing of it or none, where 1 was expected.");
            if (d < sizes.length) place[dimensions.get(d).ordinal()] = d;
        }
        final int time = place[MatLayout.Dimension.TIME.ordinal()];
        if (time < 0)
            throw new InputException(path + ": " + signal.variable() + " has " + sizes.length
                    + " dimensions, that of time was expected among them.");
        final int channel = place[MatLayout.Dimension.CHANNEL.ordinal()];
        final int sweep = place[MatLayout.Dimension.SWEEP.ordinal()];
        final long channelCount = channel < 0 ? 1 : sizes[channel];
        final long sweepCount = sweep < 0 ? 1 : sizes[sweep];
        if (channelCount < 1
                || sweepCount < 1
                || sizes[time] < 1
                || channelCount > MAX_CHANNELS
                || sweepCount > Integer.MAX_VALUE / channelCount / 64)
            throw new InputException(path + ": " + signal.variable() + " has "
                    + channelCount + " channels and " + sweepCount + " sweeps, from 1 to " + MAX_CHANNELS
                    + " channels with samples were expected.");
        for (int c = 0; c < channelCount; c++) {
            channels.add(new Channel(
                    channels.size(),
                    channelCount == 1 ? signal.name() : signal.name() + " " + c,
                    signal.unit(),
                    signal.clampMode().orElseGet(() -> ClampMode.of(signal.unit())),
                    layout.sampleRateHz(),
                    Channel.NO_COMMAND));
            final Trace[] own = new Trace[(int) sweepCount];
            for (int k = 0; k < sweepCount; k++) {
                final long[] start = new long[sizes.length];
                if (channel >= 0) start[channel] = c;
                if (sweep >= 0) start[sweep] = k;
                own[k] = new Trace(numbers, time, start, sizes[time]);
            }
            traces.add(own);
        }
    }
}
