package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.eibalance.analysis.quality.ClampedCell.Amplifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The membrane test on cells whose resistances and capacitances are known. */
class MembraneTestTest {

    private static final int SWEEPS = 10;

    private static List<PulseSweep> record(final ClampedCell cell, final Amplifier amplifier, final long seed) {
        return IntStream.range(0, SWEEPS)
                .mapToObj(k -> cell.sweep(k, amplifier, seed))
                .toList();
    }

    private static MembraneTestResult test(final List<PulseSweep> sweeps, final Amplifier amplifier) {
        return MembraneTest.compute(sweeps, amplifier.sampleRateHz(), Optional.empty());
    }

    private static void assertEach(
            final MembraneTestResult result,
            final ToDoubleFunction<PulseMeasures> measure,
            final double truth,
            final double share) {
        result.sweeps()
                .forEach(sweep -> assertEquals(truth, measure.applyAsDouble(sweep), share * truth, sweep.toString()));
    }

    /** Amplifiers sampled as is usual: at two and a half to five times the corner of their filter. */
    @ParameterizedTest
    @CsvSource({
        "5,10000,3000,4",
        "10,10000,3000,4",
        "20,10000,3000,4",
        "30,10000,3000,4",
        "5,20000,2000,4",
        "30,20000,2000,4",
        "5,20000,5000,4",
        "12,20000,5000,1",
        "20,20000,8000,4",
        "5,50000,10000,4",
        "30,50000,10000,1",
        "10,20000,0,1"
    })
    void seriesResistanceIsRecoveredFromNoiseAndDriftWhateverTheFilter(
            final double rsMohm, final double rateHz, final double filterHz, final int poles) {
        final Amplifier amplifier = new Amplifier(rateHz, filterHz, poles, 3, 0, -5);
        final MembraneTestResult result = test(record(ClampedCell.of(rsMohm, 200, 150), amplifier, 11), amplifier);
        assertEquals(MembraneDefinition.COMPARTMENT, result.definition());
        assertEach(result, PulseMeasures::raMohm, rsMohm, 0.03);
        assertEquals(rsMohm, result.drift(PulseMeasures::raMohm).mean(), 0.01 * rsMohm);
        assertEach(result, PulseMeasures::rmMohm, 200, 0.02);
        assertEach(result, PulseMeasures::cmPf, 150, 0.02);
        assertEach(result, sweep -> -sweep.holdingPa(), 100.25, 0.02);
    }

    @Test
    void seriesResistanceThatDriftsFromFiveToThirtyIsFollowedAndIsNoSecondExponential() {
        final Amplifier amplifier = new Amplifier(20_000, 5000, 4, 3, 0, -5);
        final List<PulseSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 26; k++) sweeps.add(ClampedCell.of(5 + k, 200, 150).sweep(k, amplifier, 3));
        final MembraneTestResult result = test(sweeps, amplifier);
        assertFalse(result.second().present(), result.second().toString());
        for (int k = 0; k < 26; k++) assertEquals(5 + k, result.sweeps().get(k).raMohm(), 0.03 * (5 + k));
        final SweepTrend drift = result.drift(PulseMeasures::raMohm);
        assertEquals(5, drift.first(), 0.2);
        assertEquals(30, drift.last(), 0.3);
        assertEquals(500, drift.percent(), 20);
        assertEquals(0, result.drift(PulseMeasures::cmPf).percent(), 1);
    }

    @Test
    void aStepThatDepolarisesGivesTheSameAsOneThatHyperpolarises() {
        final Amplifier amplifier = new Amplifier(20_000, 5000, 4, 0, 0, 0);
        final ClampedCell cell = ClampedCell.of(12, 300, 80);
        for (final double mv : new double[] {-10, 5}) {
            final MembraneTestResult result = test(List.of(cell.sweep(0, amplifier, mv, 20, 50, 0, 1)), amplifier);
            assertEach(result, PulseMeasures::raMohm, 12, 0.005);
            assertEach(result, PulseMeasures::rmMohm, 300, 0.001);
            assertEach(result, PulseMeasures::cmPf, 80, 0.005);
            assertEquals(-100, result.sweeps().get(0).holdingPa(), 1e-9);
            assertTrue(result.sweeps().get(0).raBoundMohm() > 12, "the filter rounds the peak off");
        }
    }

    /** Synaptic noise and drifting resistances included; one in a hundred is the most that may fail. */
    @Test
    void oneCompartmentIsHardlyEverTakenForTwo() {
        final int cells = 120;
        final long taken = IntStream.range(0, cells)
                .parallel()
                .filter(seed -> {
                    final Amplifier amplifier =
                            new Amplifier(10_000, 3000, 4, 3, seed % 3 == 0 ? 0 : 5, seed % 2 == 0 ? 0 : -5);
                    final double rsMohm = 5 + seed % 25;
                    final ClampedCell cell = ClampedCell.of(rsMohm, 100 + 50 * (seed % 7), 50 + 30 * (seed % 5));
                    final int sweeps = seed % 4 == 0 ? 1 : 4;
                    return test(
                                    IntStream.range(0, sweeps)
                                            .mapToObj(k -> cell.sweep(k, amplifier, -10, 100, 100, 0, seed))
                                            .toList(),
                                    amplifier)
                            .second()
                            .present();
                })
                .count();
        assertTrue(taken <= 1, taken + " of " + cells);
    }

    @Test
    void aRemoteCompartmentIsASecondExponentialAndTheNumbersAreApparent() {
        final Amplifier amplifier = new Amplifier(20_000, 5000, 4, 3, 2, -2);
        final MembraneTestResult result = test(record(new ClampedCell(12, 400, 60, 50, 100), amplifier, 5), amplifier);
        assertTrue(result.second().present(), result.second().toString());
        assertTrue(result.chosen());
        assertEquals(MembraneDefinition.APPARENT, result.definition());
        final SweepTrend ra = result.drift(PulseMeasures::raMohm);
        assertTrue(ra.mean() > 12 && ra.mean() < 18, "an upper estimate: " + ra);
        // both membranes in parallel, behind the series resistance
        final double remoteMohm = 400 * 60 / 100.0;
        assertEquals(
                12 + 1 / (1 / 400.0 + 1 / (50 + remoteMohm)),
                result.drift(PulseMeasures::rmMohm).mean(),
                3);
    }

    @Test
    void apparentNumbersOfACellWithoutFilterAreThoseOfItsExponential() {
        final Amplifier amplifier = new Amplifier(50_000, 0, 1, 0, 0, 0);
        final PulseMeasures measures = MembraneTest.compute(
                        List.of(ClampedCell.of(10, 200, 100).sweep(0, amplifier, 1)),
                        50_000,
                        Optional.of(MembraneDefinition.APPARENT))
                .sweeps()
                .get(0);
        final double transientPa = 10_000 * (1 / 10.0 - 1 / 210.0);
        final double tauMs = 0.1 * 10 * 200 / 210.0;
        assertEquals(tauMs, measures.tauMs(), 1e-3 * tauMs);
        assertEquals(10_000 / transientPa, measures.raMohm(), 0.01);
        assertEquals(210, measures.rmMohm(), 0.01);
        assertEquals(1000 * tauMs / (10_000 / transientPa), measures.cmPf(), 0.2);
        assertEquals(10, measures.raBoundMohm(), 1e-6);
    }

    @Test
    void theDefinitionAskedForHoldsWhateverTheShape() {
        final Amplifier amplifier = new Amplifier(20_000, 5000, 4, 3, 0, 0);
        final List<PulseSweep> sweeps = record(ClampedCell.of(10, 200, 150), amplifier, 2);
        for (final MembraneDefinition definition : MembraneDefinition.values()) {
            final MembraneTestResult result = MembraneTest.compute(sweeps, 20_000, Optional.of(definition));
            assertEquals(definition, result.definition());
            assertFalse(result.chosen());
            assertFalse(result.second().present());
        }
    }

    @Test
    void sweepsThatTellNothingSayWhyAndDoNotDisturbTheOthers() {
        final Amplifier amplifier = new Amplifier(20_000, 5000, 4, 3, 0, 0);
        final List<PulseSweep> sweeps = new ArrayList<>(record(ClampedCell.of(10, 200, 150), amplifier, 2));
        final double[] broken = sweeps.get(3).currentPa().clone();
        broken[2100] = Double.NaN;
        sweeps.set(3, new PulseSweep(3, sweeps.get(3).pulse(), broken));
        final double[] open = sweeps.get(5).currentPa().clone();
        for (int i = 2000; i < 4000; i++) open[i] = open[i - 2000];
        sweeps.set(5, new PulseSweep(5, sweeps.get(5).pulse(), open));
        final MembraneTestResult result = test(sweeps, amplifier);
        assertEquals(
                "samples are missing around its step", result.sweeps().get(3).problem());
        assertTrue(Double.isNaN(result.sweeps().get(3).holdingPa()));
        assertEquals(
                "the step gives no capacitive transient", result.sweeps().get(5).problem());
        assertTrue(Double.isNaN(result.sweeps().get(5).raMohm()));
        assertEquals(8, result.drift(PulseMeasures::raMohm).sweeps());
        assertEquals(10, result.drift(PulseMeasures::raMohm).mean(), 0.1);
        assertTrue(Arrays.stream(MembraneDefinition.values())
                .allMatch(definition -> MembraneTest.compute(sweeps.subList(3, 4), 20_000, Optional.of(definition))
                                .sweeps()
                                .get(0)
                                .decay()
                        == null));
    }

    @Test
    void anInterruptedTestIsCancelled() {
        final Amplifier amplifier = new Amplifier(10_000, 3000, 4, 3, 0, 0);
        final List<PulseSweep> sweeps = record(ClampedCell.of(10, 200, 150), amplifier, 2);
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> test(sweeps, amplifier));
        } finally {
            Thread.interrupted();
        }
    }
}
