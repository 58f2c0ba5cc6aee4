package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When a run is overdue: a second behind its time, and what two clocks may differ. */
class RunDeadlineTest {

    private static final int LOOP_HZ = 20_000;
    private static final long S = 1_000_000_000L;

    private static RunDeadline deadline(final double seconds, final double triggerTimeoutS) {
        final int ticks = (int) (seconds * LOOP_HZ);
        final RunPlan plan = Plans.constant(1, 1, 0, LOOP_HZ, 2, ticks);
        final RunPlan own = new RunPlan(
                plan.configuration(), plan.sources(), plan.stream(), ticks, triggerTimeoutS, plan.injected());
        return new RunDeadline(own, ticks, LOOP_HZ, "the board");
    }

    @Test
    void aRunMustBeginWithinASecondOfItsTick() {
        final RunDeadline deadline = deadline(10, 0);
        deadline.started(5 * S, LOOP_HZ / 2);
        assertEquals(1.5 * S, deadline.leftNs(5 * S));
        assertTrue(deadline.overdue().getMessage().contains("did not begin within a second"));
    }

    @Test
    void aTriggerIsWaitedForAsLongAsWasAsked() {
        final RunDeadline deadline = deadline(10, 30);
        deadline.started(5 * S, 0);
        assertEquals(30.0 * S, deadline.leftNs(5 * S));
        assertEquals(
                "No trigger came at the board within 30.0 s: the run was given up.",
                deadline.overdue().getMessage());
    }

    /** The ramp of these plans lasts 10 ms. */
    @Test
    void aRunIsOverdueASecondAfterItsEndAndTheRamp() {
        final RunDeadline deadline = deadline(2, 0);
        deadline.started(0, 0);
        deadline.begun(S);
        assertEquals(2 * S + 2 * S / 200 + S / 100 + S, deadline.leftNs(S));
        deadline.held(LOOP_HZ / 20);
        assertEquals(3.07 * S, deadline.leftNs(S), 0.001 * S, "50 ms late, with their share of the clocks");
        deadline.held(-5);
        deadline.held(Long.MAX_VALUE);
        assertEquals(3.17 * S, deadline.leftNs(S), 0.001 * S, "a tenth of a second at most");
    }

    /** A ceramic resonator is off by up to half a percent: ten minutes then last 603 s. */
    @Test
    void aLongRunOnASlowClockIsNotOverdue() {
        final RunDeadline deadline = deadline(600, 0);
        deadline.started(0, 0);
        deadline.begun(0);
        assertTrue(deadline.leftNs(603 * S) > 0);
        assertTrue(deadline.leftNs(605 * S) < 0);
    }

    @Test
    void aStopIsWaitedForNoLongerThanASecondAndTheRamp() {
        final RunDeadline deadline = deadline(600, 0);
        deadline.started(0, 0);
        deadline.begun(0);
        deadline.stopSent(3 * S);
        assertEquals(1.01 * S, deadline.leftNs(3 * S));
        assertTrue(deadline.overdue().getMessage().contains("a second after it was asked to stop"));
    }
}
