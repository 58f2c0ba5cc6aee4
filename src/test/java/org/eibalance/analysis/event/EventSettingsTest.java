package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Settings at their limits, the shape of the template, and conditions that are compared. */
class EventSettingsTest {

    @Test
    void settingsAtTheirLimitsAreAllowedAndBeyondThemRefused() {
        final EventSettings ok = new EventSettings(
                DetectionMethod.CLEMENTS_BEKKERS,
                Polarity.BOTH,
                SyntheticEvents.SHAPE,
                20,
                1,
                0,
                0,
                300,
                0,
                KineticsSettings.of(SyntheticEvents.SHAPE),
                EventLimits.NONE);
        assertEquals(0, ok.refractoryMs());
        for (final double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InputException.class, () -> ok.withThreshold(bad));
            assertThrows(InputException.class, () -> ok.withTemplateMs(bad));
            assertThrows(InputException.class, () -> ok.withRefractoryMs(bad));
            assertThrows(InputException.class, () -> sideLobe(ok, bad));
            assertThrows(InputException.class, () -> ok.withPassBand(bad, 300));
            assertThrows(InputException.class, () -> ok.withPassBand(0, bad));
            assertThrows(InputException.class, () -> kinetics(bad, 0, 1, 0, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, bad, 1, 0, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, bad, 0, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, 1, bad, 1, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, bad, 1));
            assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, 1, bad));
            assertThrows(InputException.class, () -> new EventLimits(bad, 1, 1));
            if (bad == Double.POSITIVE_INFINITY) continue;
            assertThrows(InputException.class, () -> new EventLimits(0, bad, 1));
            assertThrows(InputException.class, () -> new EventLimits(0, 1, bad));
        }
        assertEquals(0, new EventLimits(0, 1, 1).minAmplitude());
        assertThrows(InputException.class, () -> new EventLimits(0, 0, 1));
        assertThrows(InputException.class, () -> new EventLimits(0, 1, 0));
        assertThrows(InputException.class, () -> ok.withPassBand(300, 300));
        assertThrows(InputException.class, () -> ok.withTemplateMs(0));
        assertEquals(1, kinetics(1, 0, 1, 0, 1, 1).decayFrom());
        assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, 1, 0));
        assertThrows(InputException.class, () -> kinetics(1, 0, 1, 0, 1, 1.001));
        assertEquals(
                "The baseline of an event is 0.0 ms long: it must be above 0.",
                assertThrows(InputException.class, () -> kinetics(0, 0, 1, 0, 1, 1))
                        .getMessage());
    }

    @Test
    void aCorrelationHasAThresholdBelowOneAndTheOtherScoresHaveNot() {
        final EventSettings correlation =
                EventSettings.of(DetectionMethod.SLIDING_CORRELATION, Polarity.NEGATIVE, SyntheticEvents.SHAPE);
        assertEquals(0.999, correlation.withThreshold(0.999).threshold());
        assertEquals(
                "The threshold is 1.0: of a correlation it must be below 1.",
                assertThrows(InputException.class, () -> correlation.withThreshold(1))
                        .getMessage());
        assertEquals(4, EventSettings.DEFAULT.withThreshold(4).threshold());
        final KineticsSettings other = kinetics(1, 0, 1, 0, 1, 1);
        assertEquals(other, EventSettings.DEFAULT.with(other).kinetics());
        assertEquals(8, correlation.sideLobeMs(), 1e-12);
    }

    @Test
    void theRiseFromNothingToThePeakTakesTheTimeToThePeak() {
        final BiexponentialShape shape = SyntheticEvents.SHAPE;
        assertEquals(shape.peakTimeMs(), shape.riseMs(0, 1), 1e-12);
        assertEquals(0, shape.value(0));
        assertEquals(0, shape.value(-1));
        assertEquals(1, shape.value(shape.peakTimeMs()), 1e-12);
        assertEquals(
                "The time constant of the rise of an event is Infinity ms: it must be above 0.",
                assertThrows(
                                InputException.class,
                                () -> new BiexponentialShape(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                        .getMessage());
    }

    @Test
    void twoEventsOfEachConditionCanBeCompared() {
        final EventPopulation low = new EventPopulation("low", new double[] {1, 2}, new double[] {5, 6});
        final EventPopulation high = new EventPopulation("high", new double[] {3, 4}, new double[] {5});
        final ConditionComparison c = ConditionComparison.between(low, high);
        // Of the six orders of two and two the distance is 1 in two.
        assertEquals(1, c.amplitudeD(), 1e-12);
        assertEquals(1 / 3.0, c.amplitudeP(), 1e-9);
        assertTrue(Double.isNaN(c.intervalD()) && Double.isNaN(c.intervalP()), "one interval is too few");
    }

    @Test
    void everyReasonToRejectHasItsOwnWords() {
        assertEquals(
                Rejection.values().length - 1, // an accepted event has none
                Arrays.stream(Rejection.values())
                        .map(Rejection::label)
                        .filter(l -> !l.isBlank())
                        .distinct()
                        .count());
    }

    private static EventSettings sideLobe(final EventSettings s, final double ms) {
        return new EventSettings(
                s.method(),
                s.polarity(),
                s.shape(),
                s.templateMs(),
                s.threshold(),
                s.refractoryMs(),
                ms,
                s.lowPassHz(),
                s.highPassHz(),
                s.kinetics(),
                s.limits());
    }

    private static KineticsSettings kinetics(
            final double baseline,
            final double gap,
            final double search,
            final double half,
            final double window,
            final double from) {
        return new KineticsSettings(baseline, gap, search, half, window, from, DecayModel.MONO);
    }

    @Test
    void settingsOfAMethodSuitItsTemplate() {
        final EventSettings sliding =
                EventSettings.of(DetectionMethod.CLEMENTS_BEKKERS, Polarity.NEGATIVE, SyntheticEvents.SHAPE);
        assertEquals(20, sliding.templateMs());
        assertEquals(8, sliding.sideLobeMs());
        assertEquals(0, EventSettings.DEFAULT.sideLobeMs());
        final KineticsSettings k = sliding.kinetics();
        assertEquals(
                new KineticsSettings(1, 0.5, 3 * SyntheticEvents.SHAPE.peakTimeMs(), 0.2, 20, 0.9, DecayModel.MONO), k);
        assertEquals(DecayModel.BI, k.with(DecayModel.BI).decay());
        assertEquals(7, sliding.withRefractoryMs(7).refractoryMs());
        assertEquals(
                new EventLimits(1, 2, 3), sliding.with(new EventLimits(1, 2, 3)).limits());
        assertEquals("negative", Polarity.NEGATIVE.label());
        assertEquals("mono", DecayModel.MONO.label());
        assertEquals("clements-bekkers", DetectionMethod.CLEMENTS_BEKKERS.label());
    }
}
