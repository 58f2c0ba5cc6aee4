package org.eibalance.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.format.Formats;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.SampleSource;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * Reads a 240 MB ABF2 file of 16-bit counts and two channels: every sample to a double in mV, from the page cache. Run
 * with {@code -Xmx64m}, as the samples of the file would take 960 MB:
 *
 * <pre>
 * java -Xmx64m -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
 *     org.eibalance.benchmarks.ReadAbf target/benchmark.abf
 * </pre>
 *
 * Rates are bytes of the file in a second. pyABF, the usual reader in Python, could not be run beside it; its published
 * figure is about 0.2 GB/s.
 */
public final class ReadAbf {

    private static final int CHANNELS = 2;
    private static final int SWEEPS = 60;
    private static final int SAMPLES = 1_000_000;
    private static final int ROUNDS = 8;
    private static final int BLOCK = 65_536;

    private ReadAbf() {}

    /**
     * Writes the file if it is not there, then reads it several times.
     *
     * @param args path of the file
     */
    public static void main(final String[] args) throws IOException {
        final Path file = Path.of(args[0]);
        if (!Files.exists(file)) {
            final long start = System.nanoTime();
            Abf2Writer.write(synthetic(), file, Abf2Options.int16(200, 200));
            print("wrote %.0f MB in %.2f s", Files.size(file) / 1e6, (System.nanoTime() - start) / 1e9);
        }
        final long opening = System.nanoTime();
        try (Recording recording = Formats.open(file)) {
            print("opened in %.1f ms (first use of the program)", (System.nanoTime() - opening) / 1e6);
            for (int round = 0; round < ROUNDS; round++) read(recording, Files.size(file), round);
        }
        final long again = System.nanoTime();
        Formats.open(file).close();
        print("opened in %.2f ms (again)", (System.nanoTime() - again) / 1e6);
        print(
                "largest heap in use %.1f MB of %.0f MB",
                peakHeap() / 1e6, Runtime.getRuntime().maxMemory() / 1e6);
    }

    private static void read(final Recording recording, final long bytes, final int round) {
        final double[] block = new double[BLOCK];
        double sum = 0;
        final long start = System.nanoTime();
        for (int k = 0; k < recording.sweeps().size(); k++) {
            for (int from = 0; from < SAMPLES; from += BLOCK) {
                final int count = Math.min(BLOCK, SAMPLES - from);
                for (int c = 0; c < CHANNELS; c++) {
                    recording.read(c, k, from, block, 0, count);
                    sum += block[count / 2];
                }
            }
        }
        final double seconds = (System.nanoTime() - start) / 1e9;
        print("round %d: %.3f s, %.2f GB/s (sum %.3f)", round, seconds, bytes / seconds / 1e9, sum);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong((final MemoryPoolMXBean pool) -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static void print(final String format, final Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Two cells whose samples are computed as they are written. */
    private static Recording synthetic() {
        final List<Channel> channels = List.of(
                new Channel(0, "Vm A", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 20_000, 0),
                new Channel(1, "Vm B", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 20_000, 1));
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < SWEEPS; k++) sweeps.add(Sweep.uniform(k, 60.0 * k, SAMPLES, CHANNELS));
        final List<CommandWaveform> commands = List.of(
                CommandWaveform.constant("Cmd A", Unit.PICOAMPERE, -350),
                CommandWaveform.constant("Cmd B", Unit.PICOAMPERE, 800));
        return new Recording(
                new RecordingHeader(
                        "synthetic",
                        Optional.empty(),
                        "synthetic",
                        channels,
                        sweeps,
                        commands,
                        List.of(),
                        Optional.empty(),
                        List.of()),
                new Ramps());
    }

    /** Slow ramps between -80 and -20 mV. */
    private static final class Ramps implements SampleSource {

        @Override
        public void read(
                final int channel,
                final int sweep,
                final long from,
                final double[] into,
                final int offset,
                final int length) {
            for (int i = 0; i < length; i++) into[offset + i] = -80 + (from + i + 7L * sweep) % 6000 * 0.01 - channel;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
