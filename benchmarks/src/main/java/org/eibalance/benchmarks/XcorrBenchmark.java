package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.ParallelLoop;

/**
 * Correlograms of two long signals, and of their pieces as sweeps, for comparison with the peers of
 * {@code benchmarks/peers/xcorr.py}, which starts it. Reads the two signals from raw little-endian doubles; then each
 * line on standard input, the samples of a sweep, the number of sweeps and that of threads, is one timed run: the
 * seconds it took, and the largest difference of the mean over sweeps from the reference of that length, are answered
 * on standard output.
 */
public final class XcorrBenchmark {

    private XcorrBenchmark() {}

    /**
     * @param args folder with x.f64, y.f64 and reference-SAMPLES.f64; maximum lag in samples
     * @throws IOException if they cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final Path folder = Path.of(args[0]);
        final int maxLag = Integer.parseInt(args[1]);
        final double[] x = read(folder.resolve("x.f64"));
        final double[] y = read(folder.resolve("y.f64"));
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = requests.readLine()) != null; ) {
            final String[] request = line.strip().split(" ");
            final int samples = Integer.parseInt(request[0]);
            final double[][] sweepsX = pieces(x, samples, Integer.parseInt(request[1]));
            final double[][] sweepsY = pieces(y, samples, Integer.parseInt(request[1]));
            final double[] reference = read(folder.resolve("reference-" + samples + ".f64"));
            final long start = System.nanoTime();
            final double[] c = mean(sweepsX, sweepsY, maxLag, Integer.parseInt(request[2]));
            final double seconds = (System.nanoTime() - start) * 1e-9;
            double worst = 0;
            for (int i = 0; i < c.length; i++) worst = Math.max(worst, Math.abs(c[i] - reference[i]));
            System.out.println(String.format(Locale.ROOT, "%.6f %.3e", seconds, worst));
        }
    }

    private static double[] mean(final double[][] x, final double[][] y, final int maxLag, final int threads) {
        final CrossCorrelation correlation = new CrossCorrelation(maxLag, x[0].length);
        if (x.length == 1) return correlation.coefficients(x[0], y[0], threads);
        final double[][] c = new double[x.length][];
        ParallelLoop.run(x.length, threads, k -> c[k] = correlation.coefficients(x[k], y[k], 1));
        final double[] mean = new double[2 * maxLag + 1];
        for (final double[] sweep : c) {
            for (int i = 0; i < mean.length; i++) mean[i] += sweep[i] / x.length;
        }
        return mean;
    }

    private static double[][] pieces(final double[] signal, final int samples, final int count) {
        if (samples == signal.length) return new double[][] {signal};
        final double[][] pieces = new double[count][];
        for (int k = 0; k < count; k++) pieces[k] = Arrays.copyOfRange(signal, k * samples, (k + 1) * samples);
        return pieces;
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
}
