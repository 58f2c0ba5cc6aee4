package org.eibalance.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eibalance.signal.ParallelLoop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A batch draws figures on several threads: each must be what it would be alone. */
class ParallelFiguresTest {

    private static final int FIGURES = 16;

    /** Axes of all sizes, so that ticks of all kinds are written. */
    private static Figure figure(final int number) {
        final SplittableRandom random = new SplittableRandom(number);
        final double scaleX = Math.pow(10, random.nextInt(8) - 3);
        final double scaleY = Math.pow(10, random.nextInt(8) - 3);
        final double[] x = IntStream.range(0, 200).mapToDouble(i -> i * scaleX).toArray();
        final double[] y = random.doubles(200, -scaleY, scaleY).toArray();
        return Figure.stacked(
                "Figure " + number,
                60,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of("", Axis.of("time (ms)"), Axis.of("current (pA)"), line(x, y)),
                                Panel.of("", Axis.of("x"), Axis.of("y"), line(y, x)))));
    }

    private static Series line(final double[] x, final double[] y) {
        return Series.line("a", x, y, Role.RESULT);
    }

    private static byte[][] together(final int threads) {
        final byte[][] drawn = new byte[FIGURES][];
        ParallelLoop.run(FIGURES, threads, k -> drawn[k] = FigureRenderer.png(figure(k)));
        return drawn;
    }

    @Test
    void figuresDrawnTogetherHaveTheBytesOfThoseDrawnAlone() {
        final byte[][] together = together(4);
        for (int k = 0; k < FIGURES; k++) assertArrayEquals(FigureRenderer.png(figure(k)), together[k], "figure " + k);
    }

    /**
     * The fonts of a JVM are filled once: each try needs a new one. Before figures were drawn one at a time, two
     * figures differed in one of 44.
     */
    @Tag("long")
    @Test
    void soTheyHaveInAJvmThatHasNotDrawnBefore() throws IOException, InterruptedException {
        final List<Process> tries = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            final Process one = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx80m",
                            "-Djava.awt.headless=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ColdStart.class.getName())
                    .redirectErrorStream(true)
                    .start();
            final String said = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            one.waitFor(60, TimeUnit.SECONDS);
            assertEquals("", said);
            tries.add(one);
        }
        assertEquals(20, tries.size());
    }

    /** Draws on six threads first, then alone, and says which figures differ. */
    static final class ColdStart {

        private ColdStart() {}

        public static void main(final String[] arguments) {
            final byte[][] together = together(6);
            for (int k = 0; k < FIGURES; k++) {
                if (!java.util.Arrays.equals(FigureRenderer.png(figure(k)), together[k]))
                    System.out.println("figure " + k + " differs");
            }
        }
    }
}
