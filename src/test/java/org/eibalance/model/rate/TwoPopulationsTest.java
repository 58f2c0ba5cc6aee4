package org.eibalance.model.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.model.theory.InhibitionStabilized;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time courses of two rate populations: time constants, delay, and the time at which input comes. */
class TwoPopulationsTest {

    private static final double STEP_MS = 0.1;

    private static final InhibitionStabilized UNCOUPLED = new InhibitionStabilized(0, 0, 0, 0);

    @Test
    void withoutCouplingEachPopulationRelaxesWithItsOwnTimeConstant() {
        final double[][] r = new TwoPopulations(UNCOUPLED, 20, 5, 0)
                .run(
                        new double[] {0, 12},
                        (ms, h) -> {
                            h[0] = 8;
                            h[1] = 2;
                        },
                        40,
                        STEP_MS,
                        false);
        assertEquals(401, r[0].length);
        // Euler's steps of a two hundredth and a fiftieth of the time constants are right to a few parts in a thousand.
        assertEquals(8 * (1 - Math.exp(-1)), r[0][200], 0.02, "E after its 20 ms");
        assertEquals(2 + 10 * Math.exp(-1), r[1][50], 0.06, "I after its 5 ms");
        assertEquals(2 + 10 * Math.exp(-2), r[1][100], 0.06, "I after 10 ms");
    }

    @Test
    void inputActsFromTheTimeAtWhichItComes() {
        final double[][] r = new TwoPopulations(UNCOUPLED, 20, 5, 0)
                .run(
                        new double[2],
                        (ms, h) -> {
                            h[0] = ms >= 29.99 ? 8 : 0;
                            h[1] = ms >= 19.99 ? 8 : 0;
                        },
                        60,
                        STEP_MS,
                        false);
        assertEquals(0, r[0][300]);
        assertTrue(r[0][301] > 0);
        assertEquals(0, r[1][200]);
        assertTrue(r[1][201] > 0);
    }

    /** E rests at its input of 10 until the first inhibition, made in the first step, has taken its delay. */
    @ParameterizedTest
    @CsvSource({"0, .1, 1", "5, .1, 51", "5, .5, 11", "0.5, .25, 3"})
    void inhibitionActsAfterItsDelayAndNotBefore(final double delayMs, final double stepMs, final int last) {
        final double[][] r = new TwoPopulations(new InhibitionStabilized(0, 1, 0, 0), 20, 10, delayMs)
                .run(
                        new double[] {10, 0},
                        (ms, h) -> {
                            h[0] = 10;
                            h[1] = 4;
                        },
                        20,
                        stepMs,
                        false);
        for (int i = 0; i <= last; i++) assertEquals(10, r[0][i], 0, "step " + i);
        // The inhibition of the first step is 4 stepMs / 10, and lowers E by it times stepMs / 20.
        assertEquals(10 - 4 * stepMs / 10 * stepMs / 20, r[0][last + 1], 1e-12);
    }

    /** Before time 0 r_I was what it is at the start: the delayed inhibition is that, and not nothing. */
    @Test
    void beforeTheStartInhibitionWasAsAtTheStart() {
        final double[][] r = new TwoPopulations(new InhibitionStabilized(0, 1, 0, 0), 20, 10, 5)
                .run(
                        new double[] {7, 3},
                        (ms, h) -> {
                            h[0] = 10;
                            h[1] = 0;
                        },
                        6,
                        STEP_MS,
                        false);
        for (int i = 0; i <= 50; i++) assertEquals(7, r[0][i], 1e-12, "10 - 3 holds it at step " + i);
        assertTrue(r[0][60] > 7);
    }

    @Test
    void ratesNeverFallBelowZero() {
        final double[][] r = new TwoPopulations(UNCOUPLED, 20, 5, 0)
                .run(
                        new double[] {1, 1},
                        (ms, h) -> {
                            h[0] = -50;
                            h[1] = -50;
                        },
                        100,
                        STEP_MS,
                        false);
        assertEquals(Math.exp(-5), r[0][1000], 1e-3);
        assertEquals(0, r[1][1000], 1e-6);
        assertTrue(r[0][1000] > 0 && r[1][1000] > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, The excitatory time constant is 0.0 ms: it must be above 0.",
        "20, 0, 0, The inhibitory time constant is 0.0 ms: it must be above 0.",
        "20, 10, -1, The inhibitory delay is -1.0 ms: it must be 0 or above."
    })
    void timesThatCannotBeAreRefused(
            final double tauEMs, final double tauIMs, final double delayMs, final String sentence) {
        assertEquals(
                sentence,
                assertThrows(InputException.class, () -> new TwoPopulations(UNCOUPLED, tauEMs, tauIMs, delayMs))
                        .getMessage());
    }
}
