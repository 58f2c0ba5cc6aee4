package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.eibalance.analysis.quality.ClampedCell.Amplifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without noise the membrane test has no error to hide behind: what is left is its bias. */
class MembraneTestBiasTest {

    private static PulseMeasures measure(final ClampedCell cell, final Amplifier amplifier) {
        return MembraneTest.compute(
                        List.of(cell.sweep(0, amplifier, 1)),
                        amplifier.sampleRateHz(),
                        Optional.of(MembraneDefinition.COMPARTMENT))
                .sweeps()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-30, 30})
    void aHoldingCurrentThatDriftsDoesNotChangeTheMembraneResistance(final double driftPaPerS) {
        // Between baseline and step the current drifts by 3 pA, of the 47 pA that the step draws.
        final PulseMeasures measures =
                measure(ClampedCell.of(12, 200, 150), new Amplifier(20_000, 5000, 4, 0, 0, driftPaPerS));
        assertEquals(200, measures.rmMohm(), 0.2);
        assertEquals(12, measures.raMohm(), 0.05);
    }

    /** A transient that is hardly slower than the filter: the fit must wait until the filter has settled. */
    @ParameterizedTest
    @ValueSource(doubles = {50, 100})
    void aFilterDoesNotChangeTheResistancesOfASmallCell(final double cmPf) {
        final PulseMeasures measures = measure(ClampedCell.of(5, 200, cmPf), new Amplifier(20_000, 2000, 4, 0, 0, 0));
        assertEquals(5, measures.raMohm(), 0.01);
        assertEquals(200, measures.rmMohm(), 0.01);
        assertEquals(cmPf, measures.cmPf(), 0.002 * cmPf);
    }

    @Test
    void theFitOfALargeCellBeginsWhileMostOfTheTransientIsLeft() {
        final Amplifier amplifier = new Amplifier(20_000, 5000, 4, 6, 0, 0);
        final ClampedCell cell = ClampedCell.of(30, 300, 200);
        final List<PulseSweep> sweeps = IntStream.range(0, 60)
                .mapToObj(k -> cell.sweep(k, amplifier, 3))
                .toList();
        final List<PulseMeasures> measures = MembraneTest.compute(
                        sweeps, amplifier.sampleRateHz(), Optional.of(MembraneDefinition.COMPARTMENT))
                .sweeps();
        // Begun where 15 % of the transient are left, the same noise would scatter R_a by 0.4 MOhm.
        final double scatter = new StandardDeviation()
                .evaluate(measures.stream().mapToDouble(PulseMeasures::raMohm).toArray());
        assertEquals(0.12, scatter, 0.04);
    }
}
