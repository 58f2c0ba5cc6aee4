package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

import org.eibalance.signal.CrossCorrelation;

/**
 * The correlogram of two long signals, for comparison with the peers of
 * {@code benchmarks/peers/xcorr.py}, which starts it. Reads the two signals from
 * raw little-endian doubles; then each line on standard input, a number of
 * threads, is one timed run: the seconds it took, and the largest difference from
 * the reference, are answered on standard output.
 */
public final class XcorrBenchmark {

	private XcorrBenchmark() {}

	/**
	 * @param args folder with x.f64, y.f64 and reference.f64, maximum lag in samples
	 * @throws IOException if they cannot be read
	 */
	public static void main(final String[] args) throws IOException {
		final Path folder = Path.of(args[0]);
		final int maxLag = Integer.parseInt(args[1]);
		final double[] x = read(folder.resolve("x.f64"));
		final double[] y = read(folder.resolve("y.f64"));
		final double[] reference = read(folder.resolve("reference.f64"));
		final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		for (String line; (line = requests.readLine()) != null;) {
			final int threads = Integer.parseInt(line.strip());
			final long start = System.nanoTime();
			final double[] c = new CrossCorrelation(maxLag, x.length).coefficients(x, y, threads);
			final double seconds = (System.nanoTime() - start) * 1e-9;
			double worst = 0;
			for (int i = 0; i < c.length; i++) worst = Math.max(worst, Math.abs(c[i] - reference[i]));
			System.out.println(String.format(Locale.ROOT, "%.6f %.3e", seconds, worst));
		}
	}

	private static double[] read(final Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file)) {
			final ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(
				ByteOrder.LITTLE_ENDIAN);
			final double[] values = new double[bytes.remaining() / Double.BYTES];
			bytes.asDoubleBuffer().get(values);
			return values;
		}
	}
}
