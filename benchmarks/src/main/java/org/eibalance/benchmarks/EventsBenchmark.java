package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.analysis.event.EventDetection;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.EventSweep;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.recording.Quantity;

/**
 * Detection of events in a long trace, for comparison with the peers of {@code benchmarks/peers/events.py}, which
 * starts it. Reads the trace, pA at 20 kHz, from raw little-endian doubles; then each line on standard input is one
 * timed run: {@code method threads}, answered by the seconds for the score alone and the seconds for all, events
 * measured too; {@code score method file} writes the score of the first 200 000 samples to a file.
 */
public final class EventsBenchmark {

    private static final double RATE_HZ = 20000;
    private static final int SHORT = 200_000;

    private EventsBenchmark() {}

    /**
     * @param args the file with the trace
     * @throws IOException if it cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final double[] trace = read(Path.of(args[0]));
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = requests.readLine()) != null; ) {
            final String[] words = line.strip().split(" ");
            if (words[0].equals("score")) {
                final double[] some = java.util.Arrays.copyOf(trace, SHORT);
                write(
                        EventDetection.scores(input(some), settings(words[1]), 1, done -> {})
                                .get(0),
                        Path.of(words[2]));
                System.out.println("written");
                continue;
            }
            final int threads = Integer.parseInt(words[1]);
            final EventSettings settings = settings(words[0]);
            final long start = System.nanoTime();
            EventDetection.scores(input(trace), settings, threads, done -> {});
            final long scored = System.nanoTime();
            final int events = EventDetection.compute(input(trace), settings, threads)
                    .accepted()
                    .size();
            final long end = System.nanoTime();
            System.out.println(
                    String.format(Locale.ROOT, "%.6f %.6f %d", (scored - start) * 1e-9, (end - scored) * 1e-9, events));
        }
    }

    private static EventInput input(final double[] trace) {
        return new EventInput("trace", "im", Quantity.CURRENT, RATE_HZ, List.of(new EventSweep(0, 0, trace)));
    }

    private static EventSettings settings(final String method) {
        return EventSettings.of(DetectionMethod.valueOf(method), Polarity.NEGATIVE, new BiexponentialShape(0.5, 5));
    }

    private static double[] read(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            final ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            final double[] values = new double[bytes.remaining() / Double.BYTES];
            bytes.asDoubleBuffer().get(values);
            return values;
        }
    }

    private static void write(final double[] values, final Path file) throws IOException {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        java.nio.file.Files.write(file, bytes.array());
    }
}
