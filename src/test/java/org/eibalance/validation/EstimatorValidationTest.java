package org.eibalance.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.recording.InputException;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.validation.ValidationSettings.Estimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bias and spread of every estimator on a rig of one's own. */
class EstimatorValidationTest {

    private static final PointNeuron CELL = new PointNeuron(150, 8, -70, 0, -80);

    private static ValidationSettings settings(
            final Estimator estimator,
            final Pipette pipette,
            final Amplifier amplifier,
            final SeriesCorrection correction) {
        return new ValidationSettings(
                estimator, CELL, 0, pipette, amplifier, 5, 8, 2, 0.3, 5, List.of(), 3, correction, 2, 1, 0.05, 1);
    }

    private static EstimatorValidation validate(final ValidationSettings settings) {
        return EstimatorValidation.compute(settings, 2, p -> {});
    }

    @ParameterizedTest
    @CsvSource({"VOLTAGE_CLAMP, 0.01", "CURRENT_CLAMP, 0.01", "SLOPE, 0.1", "IMPEDANCE, 0.1", "RELAXATION, 0.15"})
    void withAGoodPipetteAndNoNoiseAnEstimatorIsTrue(final Estimator estimator, final double relativeBias) {
        final EstimatorValidation found = validate(
                settings(estimator, new Pipette(10, 0, 0, 0, 10), new Amplifier(0, 0, 0), SeriesCorrection.DYNAMIC));
        final ValidatedMeasure first = found.measures().get(0);
        assertEquals(2, first.truth().length);
        assertEquals(0, first.bias() / first.meanTruth(), relativeBias, first.name());
        assertEquals(0, first.failures());
    }

    @Test
    void vmdIsTrueOnAverage() {
        final ValidatedMeasure first = validate(new ValidationSettings(
                        Estimator.VMD,
                        new PointNeuron(346, 15.73, -80, 0, -75),
                        0,
                        Pipette.NONE,
                        Amplifier.IDEAL,
                        12,
                        57,
                        0,
                        0.3,
                        5,
                        List.of(),
                        4,
                        SeriesCorrection.NONE,
                        1,
                        1,
                        0.1,
                        2))
                .measures()
                .get(0);
        assertEquals(12, first.estimate()[0], 0.15 * 12);
    }

    @Test
    void conductancesBeforeSpikesAreTrueOnAverage() {
        final EstimatorValidation found = validate(new ValidationSettings(
                Estimator.SPIKE_TRIGGERED,
                new PointNeuron(346, 15.73, -80, 0, -75),
                0,
                Pipette.NONE,
                Amplifier.IDEAL,
                12,
                57,
                0,
                0.3,
                5,
                List.of(),
                20,
                SeriesCorrection.NONE,
                1,
                1,
                0.1,
                4));
        final ValidatedMeasure excitation = found.measures().get(0);
        assertTrue(excitation.meanTruth() > 14, "excitation of 12 nS rises before a spike: " + excitation.meanTruth());
        assertEquals(0, excitation.bias() / excitation.meanTruth(), 0.05);
        assertEquals(0, found.measures().get(1).bias() / found.measures().get(1).meanTruth(), 0.05);
    }

    @Test
    void oversamplingIsRightWithoutNoiseAndWorthlessWithSome() {
        final ValidatedMeasure clean = validate(
                        settings(Estimator.OVERSAMPLING, Pipette.NONE, Amplifier.IDEAL, SeriesCorrection.NONE))
                .measures()
                .get(1);
        assertEquals(0, clean.bias() / clean.meanTruth(), 1e-6, "conductances stand still but for jumps");
        final ValidatedMeasure noisy = validate(settings(
                        Estimator.OVERSAMPLING, Pipette.NONE, new Amplifier(0, 0, 0.01), SeriesCorrection.NONE))
                .measures()
                .get(1);
        assertTrue(Math.abs(noisy.bias()) > 2 * noisy.meanTruth(), noisy.bias() + " nS");
    }

    @Test
    void eventsAreFoundAndTheirAmplitudesAreThoseThatTheAccessLetsThrough() {
        final EstimatorValidation good = validate(settings(
                Estimator.EVENTS, new Pipette(1, 0, 0, 0, 10), new Amplifier(5000, 3, 0), SeriesCorrection.NONE));
        assertEquals(
                List.of(
                        "recall of sEPSCs",
                        "precision of sEPSCs",
                        "amplitude of sEPSCs that were found",
                        "rate of sEPSCs",
                        "recall of sIPSCs",
                        "precision of sIPSCs",
                        "amplitude of sIPSCs that were found",
                        "rate of sIPSCs",
                        "rate times amplitude, E / I"),
                good.measures().stream().map(ValidatedMeasure::name).toList());
        final double[] relative = good.measures().stream()
                .mapToDouble(m -> m.bias() / m.meanTruth())
                .toArray();
        assertEquals(0, relative[0], 0.12, "recall of sEPSCs");
        assertEquals(0, relative[1], 0.12, "precision of sEPSCs");
        assertEquals(0, relative[2], 0.1, "amplitude of sEPSCs");
        assertEquals(0, relative[6], 0.1, "amplitude of sIPSCs");
        final EstimatorValidation poor = validate(settings(
                Estimator.EVENTS, new Pipette(25, 0, 0, 0, 10), new Amplifier(5000, 3, 0), SeriesCorrection.NONE));
        assertTrue(
                poor.measures().get(2).bias() < -0.3 * poor.measures().get(2).meanTruth(),
                "3 ms of R_s C take a third: " + poor.measures().get(2).bias());
    }

    @Test
    void theLagOfAPairIsOverestimated() {
        final List<ValidatedMeasure> lags = validate(new ValidationSettings(
                        Estimator.PAIR,
                        new PointNeuron(200, 10, -70, 0, -75),
                        0,
                        Pipette.NONE,
                        Amplifier.IDEAL,
                        4,
                        10,
                        3,
                        0.3,
                        5,
                        List.of(),
                        10,
                        SeriesCorrection.NONE,
                        1,
                        1,
                        0.1,
                        3))
                .measures();
        // Synapses with a delay of 3 ms: with the decays of the conductances these have a lag of 5.2 ms themselves.
        assertEquals(5.2, lags.get(0).meanTruth(), 1, "the lag of the conductances, not the delay of the synapses");
        assertEquals(2.8, lags.get(0).bias(), 1, "8 ms are read for 5");
        assertEquals("corrected lag of inhibition", lags.get(1).name());
        assertEquals(lags.get(0).meanTruth(), lags.get(1).meanTruth());
        assertEquals(0, lags.get(1).bias(), 1);
    }

    @Test
    void withoutCorrectionTheBiasIsThatOfTheTable() {
        final EstimatorValidation none = validate(
                settings(Estimator.VOLTAGE_CLAMP, new Pipette(20, 0, 0, 0, 0), Amplifier.IDEAL, SeriesCorrection.NONE));
        final EstimatorValidation still = validate(settings(
                Estimator.VOLTAGE_CLAMP, new Pipette(20, 0, 0, 0, 0), Amplifier.IDEAL, SeriesCorrection.STATIC));
        assertTrue(none.measures().get(0).bias() < still.measures().get(0).bias());
        assertEquals(2.8, still.measures().get(0).estimate()[1], 0.1, "of 5 nS a static correction leaves 2.8");
    }

    @Test
    void noiseSpreadsTheEstimates() {
        final ValidatedMeasure delay = validate(settings(
                        Estimator.VOLTAGE_CLAMP,
                        new Pipette(20, 0, 0, 0, 0),
                        new Amplifier(5000, 20, 0),
                        SeriesCorrection.DYNAMIC))
                .measures()
                .get(2);
        assertEquals("delay of peaks", delay.name());
        assertTrue(delay.spread() > 0.05 || delay.failures() > 0, "" + delay.spread());
    }

    @Test
    void recordingsWithoutAnEstimateCountAsFailuresAndNotInTheMeans() {
        final ValidatedMeasure m =
                new ValidatedMeasure("delay", "ms", new double[] {2, Double.NaN, 4}, new double[] {3, Double.NaN, 5});
        assertEquals(3, m.meanTruth());
        assertEquals(1, m.bias());
        assertEquals(0, m.spread());
        assertEquals(1.0 / 3, m.failures(), 1e-12);
    }

    @Test
    void anEstimatorThatRefusesEverythingSaysWhy() {
        final ValidationSettings tooClose = new ValidationSettings(
                Estimator.VOLTAGE_CLAMP,
                CELL,
                0,
                Pipette.NONE,
                Amplifier.IDEAL,
                5,
                8,
                2,
                0.3,
                5,
                List.of(-70.0, -68.0),
                1,
                SeriesCorrection.NONE,
                1,
                1,
                0.05,
                1);
        assertTrue(assertThrows(InputException.class, () -> validate(tooClose))
                .getMessage()
                .startsWith("The estimator refused every recording"));
    }

    @Test
    void anInterruptionCancels() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> validate(settings(Estimator.SLOPE, Pipette.NONE, Amplifier.IDEAL, SeriesCorrection.NONE)));
        } finally {
            Thread.interrupted();
        }
    }
}
