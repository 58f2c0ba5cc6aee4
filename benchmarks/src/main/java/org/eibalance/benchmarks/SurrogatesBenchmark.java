package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.signal.SweepPairings;

/**
 * Shuffled sweeps, for comparison with the peer of {@code benchmarks/peers/surrogates.py}, which starts it. Reads both
 * signals and the pairings; then each line on standard input, a number of threads, is one timed run: the seconds it
 * took are answered on standard output. At the end it writes the curves of the last run.
 */
public final class SurrogatesBenchmark {

    private SurrogatesBenchmark() {}

    /**
     * @param args folder with x.f64, y.f64 and pairings.i32; number of sweeps; maximum lag in samples
     * @throws IOException if they cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final Path folder = Path.of(args[0]);
        final int sweeps = Integer.parseInt(args[1]);
        final int maxLag = Integer.parseInt(args[2]);
        final List<double[]> x = sweeps(folder.resolve("x.f64"), sweeps);
        final List<double[]> y = sweeps(folder.resolve("y.f64"), sweeps);
        final ByteBuffer drawn = bytes(folder.resolve("pairings.i32"));
        final int[][] pairings = new int[drawn.remaining() / Integer.BYTES / sweeps][sweeps];
        for (final int[] pairing : pairings) for (int k = 0; k < sweeps; k++) pairing[k] = drawn.getInt();
        final double[] weights = new double[sweeps];
        Arrays.fill(weights, 1);
        double[][] curves = {};
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = requests.readLine()) != null; ) {
            final int threads = Integer.parseInt(line.strip());
            final long start = System.nanoTime();
            curves = new SweepPairings(x, y, weights, weights, maxLag, threads).sums(pairings, threads, done -> {});
            System.out.println(String.format(Locale.ROOT, "%.6f", (System.nanoTime() - start) * 1e-9));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("curves.f64"))) {
            for (final double[] curve : curves) {
                final ByteBuffer bytes =
                        ByteBuffer.allocate(curve.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asDoubleBuffer().put(curve);
                out.write(bytes.array());
            }
        }
    }

    private static List<double[]> sweeps(final Path file, final int count) throws IOException {
        final ByteBuffer bytes = bytes(file);
        final List<double[]> sweeps = new ArrayList<>();
        final int samples = bytes.remaining() / Double.BYTES / count;
        for (int k = 0; k < count; k++) {
            final double[] sweep = new double[samples];
            for (int t = 0; t < samples; t++) sweep[t] = bytes.getDouble();
            sweeps.add(sweep);
        }
        return sweeps;
    }

    private static ByteBuffer bytes(final Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
