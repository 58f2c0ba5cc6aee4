package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** One response to a step, and the numbers that programs for membrane tests read from it. */
class TestPulseResponseTest {

    private static final double INTERVAL_MS = 0.1;

    /** 100 samples before a step of so many, and 300 behind it; the rise is positive whatever the step. */
    private static PulseSweep sweep(
            final double stepMv, final double holdingPa, final int samples, final IntToDoubleFunction rise) {
        final double[] current = new double[100 + samples + 300];
        final double sign = Math.signum(stepMv);
        for (int i = 0; i < current.length; i++) {
            final boolean step = i >= 100 && i < 100 + samples;
            current[i] = holdingPa + (step ? sign * rise.applyAsDouble(i - 100) : i % 2 == 0 ? 1 : -1);
        }
        return new PulseSweep(3, new TestPulse(0, 100, 100 + samples, current.length, stepMv), current);
    }

    private static TestPulseResponse response(
            final double stepMv, final double holdingPa, final int samples, final IntToDoubleFunction rise) {
        return new TestPulseResponse(sweep(stepMv, holdingPa, samples, rise), INTERVAL_MS);
    }

    @Test
    void aResponseIsPositiveAboveTheHoldingCurrent() {
        for (final double mv : new double[] {-10, 5}) {
            final TestPulseResponse response = response(mv, -80, 200, i -> 50 + (i == 7 ? 450 : 0));
            assertEquals(-80, response.holdingPa(), 1e-12);
            assertEquals(50, response.rise()[0], 1e-12);
            assertEquals(200, response.length());
            assertEquals(7, response.peak());
            assertEquals(Math.abs(mv), response.heightMv());
            assertEquals(1000 * Math.abs(mv) / 500, response.boundMohm(), 1e-12);
            assertEquals(1, response.baselineSd(), 1e-12);
            // Samples -100 to -1.
            assertEquals(-50.5, response.baselineMiddle());
            final Decay decay = response.decay(2, 300, 8, 50);
            assertEquals(new Decay(0.2, Math.signum(mv) * 300, 0.8, -80 + Math.signum(mv) * 50), decay);
            assertEquals(-80 + Math.signum(mv) * (50 + 300 / Math.E), decay.at(1.0), 1e-9);
        }
    }

    @Test
    void aPeakIsSoughtInTheFirstFiftyMilliseconds() {
        assertEquals(499, response(-10, 0, 900, i -> i).peak());
        assertEquals(199, response(-10, 0, 200, i -> i).peak());
        assertEquals(4, response(-10, 0, 200, i -> i >= 4 && i < 9 ? 5 : 1).peak(), "the first of equal ones");
        assertEquals(0, new TestPulseResponse(sweep(-10, 0, 200, i -> i), 200).peak(), "at least one sample");
    }

    @Test
    void aFilterHasSettledAtFourTimesItsPeakOrWhereLittleIsLeft() {
        // The peak at sample 5, then a slow decay from 100 to 20.
        assertEquals(20, settled(i -> i < 5 ? 20 * i : 20 + 80 * Math.exp(-(i - 5) / 60.0)));
        // A quick one: 80 exp(-k / 2) is below 15 % of 80 from k = 3.8 on.
        assertEquals(9, settled(i -> i < 5 ? 20 * i : 20 + 80 * Math.exp(-(i - 5) / 2.0)));
        assertEquals(2, settled(i -> i == 0 ? 100 : 20), "two samples at least");
        assertEquals(2, TestPulseResponse.settled(List.of()));
    }

    private static int settled(final IntToDoubleFunction rise) {
        return TestPulseResponse.settled(
                List.of(response(-10, 0, 400, rise), response(20, 0, 500, i -> 2 * rise.applyAsDouble(i))));
    }

    @Test
    void manySweepsSettleAsTheirMeanPerMillivoltDoes() {
        // A step of 1 mV with its peak at 3 counts ten times one of 10 mV with the same current and a peak at 8.
        final TestPulseResponse small = response(-1, 0, 400, i -> i < 3 ? 0 : 20 + 80 * Math.exp(-(i - 3) / 20.0));
        final TestPulseResponse large = response(-10, 0, 400, i -> i < 8 ? 0 : 20 + 80 * Math.exp(-(i - 8) / 20.0));
        assertEquals(12, TestPulseResponse.settled(List.of(small, large)));
    }

    @Test
    void theRecoveryIsItsSecondHalfAtLeast() {
        final double[] current = new double[400];
        for (int i = 200; i < 400; i++) current[i] = i < 300 ? 1000 : i % 2 == 0 ? 12 : 8;
        final TestPulseResponse response =
                new TestPulseResponse(new PulseSweep(0, new TestPulse(0, 100, 200, 400, -5), current), INTERVAL_MS);
        // From sample 300 to 399: the middle is 349.5, and 249.5 behind the onset.
        assertArrayEquals(new double[] {10, 2, 249.5}, response.recovery(10), 1e-12);
        assertArrayEquals(new double[] {10, 2, 254.5}, response.recovery(110), 1e-12);
        assertEquals(3, response.recovery(180).length, "twenty samples do");
        assertEquals(0, response.recovery(181).length);
    }

    private static PulseMeasures apparent(final PulseSweep sweep) {
        return MembraneTest.compute(List.of(sweep), 10_000, Optional.of(MembraneDefinition.APPARENT))
                .sweeps()
                .get(0);
    }

    private static PulseMeasures compartment(final PulseSweep sweep) {
        return MembraneTest.compute(List.of(sweep), 10_000, Optional.of(MembraneDefinition.COMPARTMENT))
                .sweeps()
                .get(0);
    }

    @Test
    void apparentNumbersAreReadFromPeakEndAndCharge() {
        // 400 pA above 100, with a time constant of 30 samples from the peak at sample 2 on.
        final PulseMeasures m = apparent(sweep(-10, -50, 1000, i -> i < 2 ? 0 : 100 + 400 * Math.exp(-(i - 2) / 30.0)));
        assertEquals(25, m.raMohm(), 0.01, "10 mV / 400 pA");
        assertEquals(100, m.rmMohm(), 1e-6, "10 mV / 100 pA");
        assertEquals(3, m.tauMs(), 0.01);
        assertEquals(120, m.cmPf(), 0.5, "tau / R_a");
        assertEquals(20, m.raBoundMohm(), 1e-9, "10 mV / 500 pA");
        assertEquals(-50, m.holdingPa(), 1e-9);
        assertEquals(-10, m.stepMv());
        assertEquals(3, m.sweep());
        assertEquals("", m.problem());
        assertEquals(0.2, m.decay().fromMs(), 1e-12);
        assertEquals(-400, m.decay().amplitudePa(), 0.2);
        assertEquals(-150, m.decay().steadyPa(), 1e-6);
    }

    /** The charge is summed over 50 ms, two and a half time constants: what is beyond is not taken for 0. */
    @Test
    void aTransientLongerThanFiftyMillisecondsHasItsTimeConstantToo() {
        final PulseMeasures m = apparent(sweep(-10, 0, 4000, i -> 100 + 400 * Math.exp(-i / 200.0)));
        assertEquals(20, m.tauMs(), 0.05);
        assertEquals(25, m.raMohm(), 0.05);
        assertEquals(800, m.cmPf(), 3);
    }

    @Test
    void aTestNeedsARateAndTwentySamples() {
        final PulseSweep twenty = sweep(-10, 0, 20, i -> 100 + 400 * Math.exp(-i / 3.0));
        assertEquals("", apparent(twenty).problem());
        for (final double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MembraneTest.compute(List.of(twenty), rate, Optional.empty()));
        final PulseSweep open = sweep(-10, 0, 200, i -> i == 50 ? Double.NaN : 100);
        assertEquals("samples are missing around its step", apparent(open).problem());
    }

    @Test
    void aPeakInTheNoiseIsNoTransient() {
        // The baseline has a standard deviation of 1 pA.
        final IntToDoubleFunction small = i -> 10 + 5.9 * Math.exp(-i / 30.0);
        final IntToDoubleFunction seen = i -> 10 + 6.1 * Math.exp(-i / 30.0);
        assertEquals(
                "the step gives no capacitive transient",
                apparent(sweep(-10, 0, 1000, small)).problem());
        assertEquals("", apparent(sweep(-10, 0, 1000, seen)).problem());
        final PulseMeasures none = apparent(sweep(-10, 0, 1000, i -> 10));
        assertEquals(1000, none.rmMohm(), 1e-6, "the resistance is known all the same");
        assertTrue(Double.isNaN(none.raMohm()) && Double.isNaN(none.cmPf()) && Double.isNaN(none.tauMs()));
        assertEquals(1000, none.raBoundMohm(), 1e-6);
    }

    @Test
    void aSteadyCurrentAgainstTheStepIsSaidAndGivesNoMembraneResistance() {
        final IntToDoubleFunction against = i -> -20 + 500 * Math.exp(-i / 30.0);
        for (final PulseMeasures m :
                List.of(apparent(sweep(-10, 0, 1000, against)), compartment(sweep(-10, 0, 1000, against)))) {
            assertEquals("the steady current does not follow the step", m.problem());
            assertTrue(Double.isNaN(m.rmMohm()));
            assertEquals(3, m.tauMs(), 0.05);
            assertTrue(m.raMohm() > 19 && m.raMohm() < 22, m.toString());
        }
    }

    @Test
    void oneCompartmentIsReadFromAmplitudeEndAndTimeConstant() {
        for (final double mv : new double[] {-10, 20}) {
            final PulseMeasures m = compartment(sweep(mv, -50, 1000, i -> 100 + 400 * Math.exp(-(i + 0.0) / 30)));
            final double ra = 1000 * Math.abs(mv) / 500;
            final double rm = 1000 * Math.abs(mv) / 100 - ra;
            assertEquals(ra, m.raMohm(), 0.02 * ra);
            assertEquals(rm, m.rmMohm(), 0.01 * rm);
            assertEquals(3, m.tauMs(), 1e-3);
            assertEquals(1000 * 3 * (1 / ra + 1 / rm), m.cmPf(), 0.02 * m.cmPf());
            assertEquals("", m.problem());
        }
    }

    @Test
    void aTransientThatOutlastsItsStepIsNone() {
        assertEquals(
                "the step gives no capacitive transient",
                compartment(sweep(-10, 0, 200, i -> 100 + 400 * Math.exp(-i / 90.0)))
                        .problem());
        assertEquals(
                "",
                compartment(sweep(-10, 0, 200, i -> 100 + 400 * Math.exp(-i / 45.0)))
                        .problem());
        assertEquals(
                "its step has only 19 samples",
                compartment(sweep(-10, 0, 19, i -> 100)).problem());
        assertEquals(
                "the transient does not decay within its step",
                compartment(sweep(-10, 0, 25, i -> i < 6 ? 20 * i : 100 + 400 * Math.exp(-i / 8.0)))
                        .problem());
    }

    @Test
    void aHoldingCurrentThatDriftsIsTakenOutAndOneThatJumpsIsNot() {
        final double[] drifting = new double[1600];
        final double[] jumping = new double[1600];
        for (int i = 0; i < 1600; i++) {
            final double step = i >= 300 && i < 1300 ? -100 - 400 * Math.exp(-(i - 300) / 30.0) : 0;
            final double noise = i % 2 == 0 ? 0.5 : -0.5;
            drifting[i] = step + noise - 0.01 * i;
            jumping[i] = step + noise - (i >= 1300 ? 40 : 0);
        }
        final TestPulse pulse = new TestPulse(0, 300, 1300, 1600, -10);
        final PulseMeasures drift = compartment(new PulseSweep(0, pulse, drifting));
        assertEquals(80, drift.rmMohm(), 0.2);
        assertEquals(20, drift.raMohm(), 0.3);
        final PulseMeasures jump = compartment(new PulseSweep(0, pulse, jumping));
        assertEquals(80, jump.rmMohm(), 0.2, "40 % of the steady current are no drift");
        // With five times the noise of the baseline the recovery holds something else.
        for (int i = 1300; i < 1600; i++) drifting[i] += i % 2 == 0 ? 2 : -2;
        assertTrue(compartment(new PulseSweep(0, pulse, drifting)).rmMohm() < 76, "10 pA of drift are left in");
    }

    @Test
    void aSecondExponentialNeedsATenthOfTheAmplitudeAndTwiceTheTime() {
        assertTrue(second(i -> 100 + 300 * Math.exp(-i / 15.0) + 100 * Math.exp(-i / 90.0))
                .present());
        final SecondExponential found = second(i -> 100 + 300 * Math.exp(-i / 15.0) + 100 * Math.exp(-i / 90.0));
        assertEquals(1.5, found.fastMs(), 0.05);
        assertEquals(9, found.slowMs(), 0.3);
        // Where the fit begins, two samples on, the faster one has lost an eighth.
        final double fast = 300 * Math.exp(-2 / 15.0);
        final double slow = 100 * Math.exp(-2 / 90.0);
        assertEquals(slow / (fast + slow), found.share(), 0.02);
        assertTrue(found.z() > 20, found.toString());
        assertTrue(!second(i -> 100 + 400 * Math.exp(-i / 30.0)).present());
        assertTrue(
                !second(i -> 100 + 380 * Math.exp(-i / 15.0) + 20 * Math.exp(-i / 90.0))
                        .present(),
                "a twentieth");
        assertEquals(SecondExponential.NONE, second(i -> 100));
    }

    /** Of four sweeps with noise of 1 pA. */
    private static SecondExponential second(final IntToDoubleFunction rise) {
        final java.util.SplittableRandom random = new java.util.SplittableRandom(8);
        final List<PulseSweep> sweeps = new java.util.ArrayList<>();
        for (int k = 0; k < 4; k++) {
            final double[] current = new double[1500];
            for (int i = 0; i < 1500; i++)
                current[i] = random.nextGaussian() - (i >= 500 ? rise.applyAsDouble(i - 500) : 0);
            sweeps.add(new PulseSweep(k, new TestPulse(0, 500, 1500, 1500, -10), current));
        }
        return MembraneTest.compute(sweeps, 10_000, Optional.empty()).second();
    }
}
