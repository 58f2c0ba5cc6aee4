package org.eibalance.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * Opens a recording and reads every sample of it, several times over, as the script {@code read-hdf.sh} asks for.
 * Prints seconds of opening and of reading.
 */
public final class ReadHdf {

    private ReadHdf() {}

    /** In several strands, as a sum in one waits for itself longer than reading takes. */
    private static double sum(final double[] values, final int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i + 3 < count; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (int i = count & ~3; i < count; i++) a += values[i];
        return a + b + (c + d);
    }

    /**
     * Reads a file.
     *
     * @param args path of the file, number of rounds
     */
    public static void main(final String[] args) {
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            final long start = System.nanoTime();
            try (Recording recording = Formats.open(Path.of(args[0]))) {
                final long opened = System.nanoTime();
                double[] values = new double[0];
                double sum = 0;
                for (final Channel channel : recording.channels()) {
                    for (final Sweep sweep : recording.sweeps()) {
                        // A sweep at once, as an analysis reads it
                        final int samples = Math.toIntExact(recording.samples(channel.index(), sweep.index()));
                        if (values.length < samples) values = new double[samples];
                        recording.read(channel.index(), sweep.index(), 0, values, 0, samples);
                        sum += sum(values, samples);
                    }
                }
                System.out.println(String.format(
                        Locale.ROOT,
                        "%.4f %.4f %.10g",
                        (opened - start) / 1e9,
                        (System.nanoTime() - opened) / 1e9,
                        sum));
            }
        }
    }
}
