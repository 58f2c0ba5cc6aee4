package org.eibalance.model.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** The loop of subthalamic nucleus and pallidum where its parts can be told apart. */
class SubthalamicLoopTest {

    /** With no weight at all each rate goes to what its nucleus fires without input: F(0) is 17 and 75 Hz. */
    @Test
    void cutOffEachNucleusFiresAsWithoutInput() {
        final SubthalamicLoop.Course course = new SubthalamicLoop(0, 0, 0, 0, 0).run(200, 0.1);
        assertEquals(17, course.subthalamicHz()[1999], 1e-3);
        assertEquals(75, course.pallidalHz()[1999], 1e-3);
        // From rest both rise with their membranes: 6 and 14 ms.
        assertEquals(17 * (1 - Math.exp(-1)), course.subthalamicHz()[60], 1e-3);
        assertEquals(75 * (1 - Math.exp(-1)), course.pallidalHz()[140], 1e-3);
    }

    /** The pallidum feels nothing of the nucleus before 6 ms, and nothing of itself before 4 ms. */
    @Test
    void whatOneNucleusDoesReachesTheOtherAfterItsDelay() {
        final double[] alone = new SubthalamicLoop(0, 0, 0, 0, 0).run(20, 0.1).pallidalHz();
        final double[] excited =
                new SubthalamicLoop(19, 0, 0, 0, 0).run(20, 0.1).pallidalHz();
        final double[] inhibited =
                new SubthalamicLoop(0, 0, 6.6, 0, 0).run(20, 0.1).pallidalHz();
        for (int i = 0; i <= 60; i++) assertEquals(alone[i], excited[i], 0, "at step " + i);
        assertTrue(excited[62] > alone[62]);
        for (int i = 0; i <= 40; i++) assertEquals(alone[i], inhibited[i], 0, "at step " + i);
        assertTrue(inhibited[42] < alone[42]);
        final double[] s = new SubthalamicLoop(0, 0, 0, 0, 0).run(20, 0.1).subthalamicHz();
        final double[] held = new SubthalamicLoop(0, 1.12, 0, 0, 0).run(20, 0.1).subthalamicHz();
        for (int i = 0; i <= 60; i++) assertEquals(s[i], held[i], 0, "at step " + i);
        assertTrue(held[62] < s[62]);
    }

    @Test
    void cortexRaisesTheNucleusAndStriatumLowersThePallidum() {
        assertTrue(new SubthalamicLoop(0, 0, 0, 2.42, 0).run(100, 0.1).subthalamicHz()[999] > 18);
        assertTrue(new SubthalamicLoop(0, 0, 0, 0, 15.1).run(100, 0.1).pallidalHz()[999] < 70);
    }

    @Test
    void aStepIsAboveZeroAndAtMostTheShortestDelay() {
        final SubthalamicLoop loop = SubthalamicLoop.healthy();
        assertEquals(10, loop.run(40, 4).subthalamicHz().length);
        assertEquals(
                "The time step is 0.0 ms: it must be above 0.",
                assertThrows(InputException.class, () -> loop.run(40, 0)).getMessage());
        assertEquals(
                "The time step is 4.01 ms: it must be from 0.0 to 4.0 ms.",
                assertThrows(InputException.class, () -> loop.run(40, 4.01)).getMessage());
    }

    @Test
    void anInterruptedThreadStopsIt() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class, () -> SubthalamicLoop.healthy().run(100, 0.1));
        } finally {
            Thread.interrupted();
        }
    }
}
