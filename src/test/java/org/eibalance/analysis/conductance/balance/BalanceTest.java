package org.eibalance.analysis.conductance.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Interval;
import org.junit.jupiter.api.Test;

/** Ratios of excitation to inhibition by their names, and the potential at which they balance. */
class BalanceTest {

    private static final ReversalPotentials E = new ReversalPotentials(0, -80);
    private static final SpontaneousEvents E_EVENTS = new SpontaneousEvents(10, 20);

    @Test
    void atMinusSixtyThreeTimesAsMuchInhibitionBalancesExcitation() {
        assertEquals(3, BalancePoint.balancedRatio(-60, E), 1e-14);
        assertEquals(-60, BalancePoint.balancedPotentialMv(3, E), 1e-12);
    }

    @Property
    void theBalancedRatioLeavesNoSynapticCurrent(
            @ForAll @DoubleRange(min = -79.9, max = -0.1) final double potentialMv) {
        final double ratio = BalancePoint.balancedRatio(potentialMv, E);
        assertEquals(0, (potentialMv - 0) / (1 + ratio) + ratio / (1 + ratio) * (potentialMv + 80), 1e-10);
    }

    @Property
    void theInhibitionThatHoldsACellHoldsIt(
            @ForAll @DoubleRange(min = -69, max = -40) final double potentialMv,
            @ForAll @DoubleRange(min = 10, max = 50) final double excitatoryNs) {
        final PassiveCell cell = new PassiveCell(200, 10, -70);
        final BalancePoint point = BalancePoint.holding(cell, 0, excitatoryNs, potentialMv, E);
        assertEquals(potentialMv, point.potentialMv(), 1e-9);
        assertEquals(200 / (10 + excitatoryNs + point.inhibitoryNs()), point.timeConstantMs(), 1e-9);
    }

    @Test
    void theHighConductanceStateIsFast() {
        // Destexhe et al. 2003: background of 12 and 57 nS on a leak of 15.7 nS, 346 pF.
        final BalancePoint point =
                BalancePoint.of(new PassiveCell(346, 15.73, -80), 0, 12, 57, new ReversalPotentials(0, -75));
        assertEquals(5.3865, point.conductanceRatio(), 1e-4);
        assertEquals(4.0836, point.timeConstantMs(), 1e-4);
        assertEquals(21.9962, point.restTimeConstantMs(), 1e-4);
        assertEquals(-65.3, point.potentialMv(), 0.1);
    }

    @Test
    void aCellThatStaysBelowAPotentialIsNotHeldThereByInhibition() {
        final PassiveCell cell = new PassiveCell(200, 10, -70);
        assertThrows(InputException.class, () -> BalancePoint.holding(cell, 0, 0.1, -50, E));
        assertThrows(InputException.class, () -> BalancePoint.balancedRatio(-85, E));
        assertThrows(InputException.class, () -> BalancePoint.of(cell, 0, -1, 0, E));
    }

    private static double value(final List<BalanceMeasure> measures, final String definition) {
        return measures.stream()
                .filter(m -> m.definition().equals(definition))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void eachDefinitionGivesItsOwnNumber() {
        final double[] excitatory = {0, 4, 2, 0, 0};
        final double[] inhibitory = {0, 0, 6, 3, 3};
        final List<BalanceMeasure> m = BalanceMeasures.of(excitatory, inhibitory, 0.5, E, -60);
        assertEquals(4.0 / 6, value(m, "peak conductances, g_E / g_I"), 1e-14);
        assertEquals(0.4, value(m, "excitatory share of peak conductances, g_E / (g_E + g_I)"), 1e-14);
        assertEquals(0.5, value(m, "integrals of conductances, g_E / g_I"), 1e-14);
        assertEquals(240, value(m, "charge of E, held at E_I"), 1e-12);
        assertEquals(2, value(m, "peak currents at rest, |I_E| / |I_I|"), 1e-14);
        assertEquals(1.5, value(m, "charges at rest, |Q_E| / |Q_I|"), 1e-14);
        assertEquals(-2.4 / Math.sqrt(12.8 * 25.2), value(m, "temporal correlation of g_E and g_I"), 1e-12);
    }

    @Test
    void currentsNearTheReversalPotentialsGiveThePeakAndTheChargeRatio() {
        final List<BalanceMeasure> m =
                BalanceMeasures.ofCurrents(new double[] {0, -30, -10, 0}, new double[] {0, 5, 60, 15}, 0.1);
        assertEquals(0.5, value(m, "peak currents, |I_E| / |I_I|"), 1e-14);
        assertEquals(0.5, value(m, "charges, |Q_E| / |Q_I|"), 1e-14);
    }

    @Test
    void eventsGiveRateTimesAmplitude() {
        assertEquals(
                2.5,
                BalanceMeasures.ofEvents(E_EVENTS, new SpontaneousEvents(4, 20)).value(),
                1e-14);
        assertThrows(InputException.class, () -> BalanceMeasures.ofEvents(E_EVENTS, new SpontaneousEvents(0, 20)));
        final SpontaneousEvents two = SpontaneousEvents.of(new double[] {-20, -30}, 4, 2);
        assertEquals(new SpontaneousEvents(1, 25), two, "of four events in 2 s two are accepted");
        assertThrows(InputException.class, () -> SpontaneousEvents.of(new double[0], 4, 2));
    }

    @Test
    void proportionalInhibitionIsPreciseAndItsSlopeIsTold() {
        final Proportion p = BalanceMeasures.inhibitionOnExcitation(
                new double[] {1, 2, 3, 4}, new double[] {2.5, 5, 7.5, 10}, BalanceMeasures.Origin.CONDITIONS);
        assertEquals(2.5, p.slope(), 1e-12);
        assertEquals(2.5, p.ratio(), 1e-12);
        assertEquals(1, p.precision(), 1e-12);
        assertEquals(0, p.slopeSe(), 1e-7);
    }

    @Test
    void aSlopeOverThreeConditionsIsAlmostUnknown() {
        // About the line the points lie +1, -2 and +1: with one degree of freedom the variance is 6.
        final Proportion p = BalanceMeasures.inhibitionOnExcitation(
                new double[] {-1, 0, 1}, new double[] {-1, -2, 3}, BalanceMeasures.Origin.CONDITIONS);
        assertEquals(2, p.slope(), 1e-12);
        assertEquals(Math.sqrt(6.0 / 2), p.slopeSe(), 1e-12);
        // Student's t, 97.5 %, one degree of freedom, from a table.
        assertEquals(2 - 12.7062 * p.slopeSe(), p.slopeInterval(0.95).low(), 1e-3);
        assertEquals(2 + 12.7062 * p.slopeSe(), p.slopeInterval(0.95).high(), 1e-3);
        final Proportion two = Proportion.of(new double[] {1, 2}, new double[] {1, 3});
        assertFalse(two.slopeInterval(0.95).isKnown());
    }

    @Test
    void theIntervalOfASlopeHoldsTheTrueSlopeInNineteenOfTwentyStudies() {
        final SplittableRandom random = new SplittableRandom(6);
        final int studies = 4000;
        int inside = 0;
        for (int study = 0; study < studies; study++) {
            final double[] excitation = {1, 2, 3, 4};
            final double[] inhibition = new double[4];
            for (int i = 0; i < 4; i++) inhibition[i] = 2 * excitation[i] + random.nextGaussian();
            final Interval interval = Proportion.of(excitation, inhibition).slopeInterval(0.95);
            if (interval.low() <= 2 && 2 <= interval.high()) inside++;
        }
        // Three standard errors of a share of 4000; 1.96 standard errors hold it in 81 %.
        assertEquals(0.95, (double) inside / studies, 0.0104);
    }

    @Test
    void trialsAtAlternatingLevelsHaveNoTrialByTrialRelation() {
        final InputException refused = assertThrows(
                InputException.class,
                () -> BalanceMeasures.inhibitionOnExcitation(
                        new double[3], new double[3], BalanceMeasures.Origin.ALTERNATING_LEVELS));
        assertTrue(refused.getMessage().startsWith("Excitation and inhibition come from different trials"));
    }
}
