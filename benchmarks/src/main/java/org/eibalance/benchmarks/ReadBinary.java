package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;

/**
 * Reads recordings whole, as a peer reads the same files in turn. Each line on standard input is the path of a file;
 * the answer is seconds from opening to the last sample, the number of samples, and their sum in the unit of the file.
 */
public final class ReadBinary {

    private static final int BLOCK = 65_536;

    private ReadBinary() {}

    /**
     * Answers until standard input ends.
     *
     * @param args none
     */
    public static void main(final String[] args) throws IOException {
        final BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(answer(Path.of(line.strip())));
        }
    }

    private static String answer(final Path path) {
        final double[] block = new double[BLOCK];
        final long start = System.nanoTime();
        long samples = 0;
        double sum = 0;
        try (Recording recording = Formats.open(path)) {
            for (int k = 0; k < recording.sweeps().size(); k++) {
                for (int c = 0; c < recording.channels().size(); c++) {
                    final long count = recording.samples(c, k);
                    for (long from = 0; from < count; from += BLOCK) {
                        final int length = (int) Math.min(BLOCK, count - from);
                        recording.read(c, k, from, block, 0, length);
                        sum += sum(block, length);
                    }
                    samples += count;
                }
            }
        }
        return String.format(Locale.ROOT, "%.6f %d %.9e", (System.nanoTime() - start) / 1e9, samples, sum);
    }

    /** In eight parts, as the peers' library does: one alone waits for each addition. */
    private static double sum(final double[] values, final int length) {
        final double[] parts = new double[8];
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            for (int part = 0; part < 8; part++) parts[part] += values[i + part];
        }
        double sum = 0;
        for (; i < length; i++) sum += values[i];
        for (final double part : parts) sum += part;
        return sum;
    }
}
