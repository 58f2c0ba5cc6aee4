package org.eibalance.analysis.conductance.singletrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conductances from the moments of the potential at two levels. */
class VmdTest {

    private static final VmdSettings EXTENDED = settings(VmdSettings.Form.EXTENDED);

    private static VmdLevel low;
    private static VmdLevel high;

    private static VmdSettings settings(final VmdSettings.Form form) {
        return new VmdSettings(FluctuatingCell.CELL, FluctuatingCell.REVERSALS, 2.73, 10.49, form, -20);
    }

    @BeforeAll
    static void simulateTwoHundredSeconds() {
        low = level(0, 11);
        high = level(500, 12);
    }

    private static VmdLevel level(final double currentPa, final long seed) {
        final FluctuatingCell cell = new FluctuatingCell(currentPa, 0.1, 2_000_000, seed);
        return VmdLevel.of(currentPa, cell.potentialMv, 0.1, TimeWindow.ALL, -20);
    }

    @Property(tries = 200)
    void theoreticalMomentsAreInvertedExactly(
            @ForAll @DoubleRange(min = 1, max = 50) final double excitatoryNs,
            @ForAll @DoubleRange(min = 1, max = 100) final double inhibitoryNs,
            @ForAll @DoubleRange(min = 0.5, max = 10) final double excitatorySdNs,
            @ForAll @DoubleRange(min = 0.5, max = 20) final double inhibitorySdNs) {
        final VmdLevel a = Vmd.moments(-500, excitatoryNs, inhibitoryNs, excitatorySdNs, inhibitorySdNs, EXTENDED);
        final VmdLevel b = Vmd.moments(1000, excitatoryNs, inhibitoryNs, excitatorySdNs, inhibitorySdNs, EXTENDED);
        final Vmd found = Vmd.compute(a, b, EXTENDED);
        assertEquals(excitatoryNs, found.excitatoryNs(), 1e-9 * inhibitoryNs + 1e-9 * excitatoryNs);
        assertEquals(inhibitoryNs, found.inhibitoryNs(), 1e-9 * inhibitoryNs + 1e-9 * excitatoryNs);
        assertEquals(excitatorySdNs * excitatorySdNs, found.excitatoryVarianceNs2(), 1e-7);
        assertEquals(inhibitorySdNs * inhibitorySdNs, found.inhibitoryVarianceNs2(), 1e-6);
    }

    @Test
    void theMomentsOfTheStandardBackgroundAreInvertedToNineDigits() {
        final Vmd found = Vmd.compute(
                Vmd.moments(0, 12, 57, 3, 6.6, EXTENDED), Vmd.moments(500, 12, 57, 3, 6.6, EXTENDED), EXTENDED);
        assertEquals(12, found.excitatoryNs(), 12e-9);
        assertEquals(57, found.inhibitoryNs(), 57e-9);
        assertEquals(3, found.excitatorySdNs(), 3e-9);
        assertEquals(6.6, found.inhibitorySdNs(), 6.6e-9);
    }

    @Test
    void aSimulatedBackgroundIsFound() {
        assertEquals(-65.283, low.meanMv(), 0.1);
        assertEquals(1.603, Math.sqrt(low.varianceMv2()), 0.04);
        assertEquals(-59.356, high.meanMv(), 0.1);
        assertEquals(1.690, Math.sqrt(high.varianceMv2()), 0.04);
        final Vmd found = Vmd.compute(low, high, EXTENDED);
        assertEquals(12, found.excitatoryNs(), 0.04 * 12);
        assertEquals(57, found.inhibitoryNs(), 0.04 * 57);
        assertEquals(3, found.excitatorySdNs(), 0.06 * 3);
        assertEquals(6.6, found.inhibitorySdNs(), 0.12 * 6.6);
        assertEquals(0, found.remarks().size(), found.remarks().toString());
    }

    @Test
    void theOriginalFormIsOffByAQuarter() {
        final Vmd found = Vmd.compute(low, high, settings(VmdSettings.Form.ORIGINAL_2004));
        assertEquals(3.29, found.excitatorySdNs(), 0.15);
        assertTrue(found.excitatorySdNs() > 1.06 * 3, "too large: " + found.excitatorySdNs());
        assertTrue(found.inhibitorySdNs() < 0.88 * 6.6, "too small: " + found.inhibitorySdNs());
    }

    @Test
    void aWrongLeakMovesTheMeansByWhatIsTold() {
        final VmdLevel a = Vmd.moments(0, 12, 57, 3, 6.6, EXTENDED);
        final VmdLevel b = Vmd.moments(500, 12, 57, 3, 6.6, EXTENDED);
        final PassiveCell leakier = new PassiveCell(346, 17.73, -80);
        final Vmd right = Vmd.compute(a, b, EXTENDED);
        final Vmd wrong = Vmd.compute(
                a, b, new VmdSettings(leakier, FluctuatingCell.REVERSALS, 2.73, 10.49, VmdSettings.Form.EXTENDED, -20));
        assertEquals(2 * right.leakSensitivity().excitatory(), wrong.excitatoryNs() - right.excitatoryNs(), 1e-9);
        assertEquals(2 * right.leakSensitivity().inhibitory(), wrong.inhibitoryNs() - right.inhibitoryNs(), 1e-9);
    }

    @Test
    void negativeVariancesAreReportedAndNotClipped() {
        final Vmd found = Vmd.compute(VmdLevel.ofMoments(0, -65, 0.5), VmdLevel.ofMoments(600, -58, 2.5), EXTENDED);
        assertTrue(found.excitatoryVarianceNs2() < 0);
        assertTrue(Double.isNaN(found.excitatorySdNs()));
        assertTrue(found.remarks().get(0).startsWith("The variance of excitation is negative"));
    }

    @Test
    void levelsUnderFiveMillivoltsApartAreRefused() {
        assertThrows(
                InputException.class,
                () -> Vmd.compute(VmdLevel.ofMoments(0, -65, 2), VmdLevel.ofMoments(300, -61, 2), EXTENDED));
        assertThrows(
                InputException.class,
                () -> Vmd.compute(VmdLevel.ofMoments(500, -65, 2), VmdLevel.ofMoments(0, -58, 2), EXTENDED));
    }

    @Test
    void aSpikeInTheWindowIsRefused() {
        final double[] trace = new FluctuatingCell(0, 0.1, 20000, 3).potentialMv;
        trace[12345] = 10;
        assertEquals(
                "There is a spike at 1234.5 ms (the potential reaches -20.0 mV): the window must be free of spikes.",
                assertThrows(InputException.class, () -> VmdLevel.of(0, trace, 0.1, TimeWindow.ALL, -20))
                        .getMessage());
        assertEquals(
                -65, VmdLevel.of(0, trace, 0.1, new TimeWindow(0, 1000), -20).meanMv(), 1);
    }

    @Test
    void aDriftingTraceIsToldOf() {
        final double[] trace = new FluctuatingCell(0, 0.1, 200000, 4).potentialMv;
        for (int i = 0; i < trace.length; i++) trace[i] += 4e-5 * i;
        final VmdLevel drifting = VmdLevel.of(0, trace, 0.1, TimeWindow.ALL, -20);
        final Vmd found = Vmd.compute(drifting, VmdLevel.ofMoments(900, -50, 3), EXTENDED);
        assertTrue(
                found.remarks().stream().anyMatch(r -> r.contains("drifts")),
                found.remarks().toString());
    }
}
