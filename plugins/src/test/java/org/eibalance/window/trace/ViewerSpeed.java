package org.eibalance.window.trace;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.annotation.Annotations;
import org.eibalance.format.Formats;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.SampleSource;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * How fast the viewer draws a sweep of 100 million samples: from opening the file to the first picture and to the one
 * in which every sample counts, then pictures a second while panning. A program, not a test: benchmarks/viewer.sh runs
 * it.
 */
public final class ViewerSpeed {

    private static final int SAMPLES = 100_000_000;
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;
    private static final int FRAMES = 300;
    private static final int ROUNDS = 3;

    private ViewerSpeed() {}

    /**
     * Prints the times.
     *
     * @param arguments where to keep the recording, 200 MB
     * @throws IOException if it cannot be written
     */
    public static void main(final String[] arguments) throws IOException, InterruptedException {
        final Path file = Path.of(arguments[0]);
        if (!Files.exists(file)) Abf2Writer.write(noise(), file, Abf2Options.int16(200));
        for (int round = 0; round < ROUNDS; round++) measure(file);
    }

    private static void measure(final Path file) throws InterruptedException {
        final BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        final long start = System.nanoTime();
        try (TraceData data = new TraceData(Formats.open(file))) {
            final TraceView all = TraceView.all(data.recording(), data.lengthMs());
            paint(data, all, picture);
            final double firstMs = (System.nanoTime() - start) / 1e6;
            while (data.isReading()) Thread.sleep(1);
            paint(data, all, picture);
            final double wholeMs = (System.nanoTime() - start) / 1e6;
            print("first picture after %.0f ms, picture of all %d samples after %.0f ms", firstMs, SAMPLES, wholeMs);
            for (final double share : new double[] {0.5, 0.05, 0.0013, 0.0005, 1e-5, 1e-6})
                pan(data, all, share, picture);
        }
    }

    /** One frame after another, each a little later. */
    private static void pan(
            final TraceData data, final TraceView all, final double share, final BufferedImage picture) {
        final double width = all.time().widthMs() * share;
        final double[] ms = new double[FRAMES];
        TraceView view = all.with(new ShownTime(0, width));
        for (int frame = 0; frame < FRAMES; frame++) {
            final long start = System.nanoTime();
            paint(data, view, picture);
            ms[frame] = (System.nanoTime() - start) / 1e6;
            view = view.with(view.time().shifted(width / 100).within(all.time().toMs()));
        }
        Arrays.sort(ms);
        print(
                "panning %.4g s (%.3g samples a pixel): median %.2f ms a frame (%.0f a second), 99 %% within %.2f ms",
                width / 1000, SAMPLES * share / WIDTH, ms[FRAMES / 2], 1000 / ms[FRAMES / 2], ms[FRAMES * 99 / 100]);
    }

    private static void paint(final TraceData data, final TraceView view, final BufferedImage picture) {
        final Graphics2D graphics = picture.createGraphics();
        TracePainter.paint(
                data, new Scene(view, Annotations.none(), List.of(), -1, Palette.LIGHT, 12), graphics, WIDTH, HEIGHT);
        graphics.dispose();
    }

    private static void print(final String format, final Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** A random walk that returns to -65 mV, at 20 kHz. */
    private static Recording noise() {
        final RecordingHeader header = new RecordingHeader(
                "noise",
                Optional.empty(),
                "made",
                List.of(new Channel(0, "Vm", Unit.parse("mV"), ClampMode.CURRENT_CLAMP, 20_000, Channel.NO_COMMAND)),
                List.of(Sweep.uniform(0, 0, SAMPLES, 1)),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        return new Recording(header, new SampleSource() {

            @Override
            public void read(
                    final int channel,
                    final int sweep,
                    final long from,
                    final double[] into,
                    final int offset,
                    final int length) {
                final SplittableRandom random = new SplittableRandom(from);
                double value = 0;
                for (int i = 0; i < length; i++) {
                    value += -0.001 * value + 0.5 * (random.nextDouble() - 0.5);
                    into[offset + i] = value - 65;
                }
            }

            @Override
            public void close() {}
        });
    }
}
