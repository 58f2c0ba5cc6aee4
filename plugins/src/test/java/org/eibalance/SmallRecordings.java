package org.eibalance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Recordings of two cells that are small enough to be analysed by the dozen. */
public final class SmallRecordings {

    private static final int SAMPLES = 600;
    private static final int LAG = 5;

    private SmallRecordings() {}

    /**
     * Writes text of two sweeps at 1 kHz, the second cell 5 ms behind the first.
     *
     * @param file where to; folders are made
     * @param seed of its noise
     */
    public static void write(final Path file, final long seed) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder text = new StringBuilder("sweep,time_ms,a_mv,b_mv\n");
        for (int sweep = 0; sweep < 2; sweep++) {
            final double[] a = new double[SAMPLES + LAG];
            for (int t = 1; t < a.length; t++) a[t] = 0.9 * a[t - 1] + random.nextDouble() - 0.5;
            for (int t = 0; t < SAMPLES; t++) {
                text.append(String.format(
                        Locale.ROOT,
                        "%d,%d,%.3f,%.3f%n",
                        sweep,
                        t,
                        a[t + LAG] - 70,
                        -a[t] + 0.1 * random.nextDouble()));
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text.toString().replace("\r", ""));
    }
}
