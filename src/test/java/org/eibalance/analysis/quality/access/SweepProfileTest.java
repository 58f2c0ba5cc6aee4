package org.eibalance.analysis.quality.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.TestPulse;
import org.junit.jupiter.api.Test;

/** Which sweeps count by themselves, which together, and how R_s goes from one to the next. */
class SweepProfileTest {

    private static final double STEP_MV = -10;

    /** A sweep whose peak is that of so many MOhm, with noise of a share of its peak. */
    private static SweepProfile profile(
            final double noiseShare,
            final MembraneDefinition definition,
            final double[] boundsMohm,
            final double[] ownMohm) {
        final Map<Integer, PulseSweep> sweeps = new HashMap<>();
        final List<PulseMeasures> measures = new ArrayList<>();
        for (int k = 0; k < boundsMohm.length; k++) {
            final double[] currentPa = new double[60];
            final double peakPa = 1000 * Math.abs(STEP_MV) / boundsMohm[k];
            for (int i = 0; i < 40; i++) currentPa[i] = (i % 2 == 0 ? 1 : -1) * noiseShare * peakPa;
            sweeps.put(k, new PulseSweep(k, new TestPulse(0, 40, 60, 60, STEP_MV), currentPa));
            measures.add(new PulseMeasures(
                    k, STEP_MV, 0, ownMohm[k], 200, k == 2 ? Double.NaN : 100 + k, 1, boundsMohm[k], null, ""));
        }
        return SweepProfile.of(sweeps, new MembraneTestResult(definition, true, null, measures));
    }

    private static final double[] BOUNDS = {10, 20, 20.5, 19, 23};
    private static final double[] OWN = {9, 18, 18.5, Double.NaN, 21};

    @Test
    void aQuietCellHasAnOwnValueInEachSweep() {
        final SweepProfile quiet = profile(0.029, MembraneDefinition.COMPARTMENT, BOUNDS, OWN);
        assertTrue(quiet.isOwn());
        // The typical one is 20 MOhm; 10 and 23 are more than a tenth away.
        assertEquals(List.of(1, 2, 3), quiet.alike());
        assertEquals((9 + 18 + 18.5 + 21) / 4, quiet.meanOwnMohm(), 1e-12);
        assertEquals((18 + 18.5) / 2, quiet.meanOwnOfAlikeMohm(), 1e-12);
        assertEquals(Map.of(0, 9.0, 1, 18.0, 2, 18.5, 4, 21.0), quiet.seriesMohm(50, true));
        final Map<Integer, Double> scaled = quiet.seriesMohm(50, false);
        final double level = (20 + 20.5 + 19) / 3;
        for (int k = 0; k < 5; k++) assertEquals(50 * BOUNDS[k] / level, scaled.get(k), 1e-9, "sweep " + k);
        // The upper one of the two in the middle of 100, 101, 103 and 104.
        assertEquals(103, quiet.capacitancePf());
        final AccessEstimate unfitted = quiet.unfitted().orElseThrow();
        assertEquals((9 + 18 + 18.5 + 21) / 4, unfitted.seriesMohm(), 1e-12);
        assertEquals(103, unfitted.capacitancePf());
        assertEquals(1, unfitted.uncertainty());
        assertEquals(0, unfitted.exponentials());
    }

    @Test
    void threePercentOfThePeakAreTheMostNoiseForThat() {
        assertTrue(profile(0.0299, MembraneDefinition.COMPARTMENT, BOUNDS, OWN).isOwn());
        final SweepProfile noisy = profile(0.0301, MembraneDefinition.COMPARTMENT, BOUNDS, OWN);
        assertFalse(noisy.isOwn());
        assertEquals(List.of(0, 1, 2, 3, 4), noisy.alike(), "no line is certain, so that all are the same");
        for (final double mohm : noisy.seriesMohm(50, true).values()) assertEquals(50, mohm, 1e-12);
        assertFalse(profile(0.01, MembraneDefinition.APPARENT, BOUNDS, OWN).isOwn(), "not an upper estimate");
        final double[] none = {Double.NaN, Double.NaN};
        final SweepProfile without = profile(0.01, MembraneDefinition.COMPARTMENT, new double[] {10, 11}, none);
        assertFalse(without.isOwn());
        assertTrue(without.unfitted().isEmpty());
    }

    @Test
    void aLineThatIsCertainIsFollowedBehindNoise() {
        final double[] rising = {10, 12.1, 13.9, 16, 18, 20.1, 21.9, 24};
        final SweepProfile noisy = profile(0.2, MembraneDefinition.COMPARTMENT, rising, rising);
        assertEquals(List.of(4), noisy.alike(), "18 is the upper median, and 2 MOhm are more than a tenth of it");
        final Map<Integer, Double> mohm = noisy.seriesMohm(18, true);
        for (int k = 0; k < 8; k++) assertEquals(10 + 2 * k, mohm.get(k), 0.15);
        final double[] three = {10, 12, 14};
        assertEquals(
                List.of(0, 1, 2),
                profile(0.2, MembraneDefinition.COMPARTMENT, three, three).alike(),
                "three sweeps make no line");
        final double[] scattered = {10, 14, 11, 15, 12, 16, 11, 14};
        assertEquals(
                8,
                profile(0.2, MembraneDefinition.COMPARTMENT, scattered, scattered)
                        .alike()
                        .size());
    }

    @Test
    void sweepsWithoutAPeakOrWithoutSamplesCountNot() {
        final SweepProfile profile = profile(
                0.01, MembraneDefinition.COMPARTMENT, new double[] {10, -5, 10, Double.NaN}, new double[] {9, 9, 9, 9});
        assertEquals(List.of(0, 2), profile.alike());
        assertEquals(9, profile.meanOwnMohm());
        assertEquals(101, profile.capacitancePf(), "of 100, 101 and 103: a sweep without a capacitance is none");
        assertEquals(2, profile.seriesMohm(10, true).size());
    }
}
