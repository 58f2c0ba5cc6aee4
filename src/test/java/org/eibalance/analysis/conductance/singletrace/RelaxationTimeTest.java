package org.eibalance.analysis.conductance.singletrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lags that relaxation takes by itself, and whether there is one relaxation time. */
class RelaxationTimeTest {

    private static final PassiveCell CELL = new PassiveCell(200, 10, -70);

    /** A membrane of given time constant behind synapses of another, sd 2 mV about −60 mV, in electrode noise. */
    private static MembraneTraces membrane(
            final double tauMs,
            final double synapseMs,
            final double noiseMv,
            final double stepMs,
            final double seconds,
            final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] v = new double[(int) Math.round(1000 * seconds / stepMs)];
        final double keep = Math.exp(-stepMs / tauMs);
        final double keepSynapse = Math.exp(-stepMs / synapseMs);
        double x = 0;
        double drive = 0;
        // Standard deviation of the membrane where the drive has that of 1 / sqrt(synapse).
        final double scale = 2 * Math.sqrt((tauMs + synapseMs) / tauMs);
        for (int k = -(int) (20 * tauMs / stepMs); k < v.length; k++) {
            drive = drive * keepSynapse + Math.sqrt(1 - keepSynapse * keepSynapse) * random.nextGaussian();
            x = x * keep + scale * drive * (1 - keep);
            if (k >= 0) v[k] = -60 + x + noiseMv * random.nextGaussian();
        }
        return new MembraneTraces(
                stepMs, 0, List.of(new MembraneTraces.Level(0, List.of(new MembraneTraces.Trace(0, v)))));
    }

    /** At 10 kHz one sample is .1 ms: synapses of .4 ms and the noise of the electrode decide what it shows. */
    @ParameterizedTest
    @CsvSource({
        "4, 0.35, 0, 0.1",
        "4, 0.35, 0.05, 0.1",
        "4, 0.2, 0.1, 0.1",
        "4, 0.2, 0.05, 0.05",
        "4, 0.2, 0.05, 0.02",
        "8, 0.2, 0.05, 0.1",
        "15, 0.3, 0.05, 0.1",
        "4, 0.2, 0.05, 0.5"
    })
    void theDefaultsAreRightAtEachRateOfSampling(
            final double tauMs, final double synapseMs, final double noiseMv, final double stepMs) {
        final RelaxationOverSweeps found = RelaxationOverSweeps.compute(
                membrane(tauMs, synapseMs, noiseMv, stepMs, 60, 5), RelaxationSettings.standard(CELL, 100));
        System.out.printf(
                Locale.ROOT,
                "relaxation, %.0f ms at %.0f kHz, synapses of %.2f ms, noise of %.2f mV: %.3f ms (%.3f to %.3f), "
                        + "median %.3f, later %.3f%n",
                tauMs,
                1 / stepMs,
                synapseMs,
                noiseMv,
                found.together().tauMs(),
                found.together().tauInterval().low(),
                found.together().tauInterval().high(),
                found.median(RelaxationConductance.Window::tauMs),
                found.together().laterMs());
        assertEquals(tauMs, found.together().tauMs(), 0.08 * tauMs);
        // A window of 25 relaxation times has a median that is 5 % low, one of 7 that is 20 % low: the estimate is
        // skewed.
        assertEquals(tauMs, found.median(RelaxationConductance.Window::tauMs), (tauMs > 10 ? 0.25 : 0.12) * tauMs);
        assertEquals(200 / found.together().tauMs(), found.totalNs(), 1e-9);
    }

    @Test
    void theNextSampleDoesNotShowTheMembraneAtTenKilohertz() {
        final RelaxationOverSweeps found = RelaxationOverSweeps.compute(
                membrane(4, 0.35, 0, 0.1, 60, 5),
                RelaxationSettings.standard(CELL, 100).withLags(0, 1));
        assertTrue(found.median(RelaxationConductance.Window::tauMs) > 20, "the former defaults");
    }

    @ParameterizedTest
    @CsvSource({"4, 2.73, 10", "4, 10.49, 10", "4, 2.73, 60", "8, 3, 60", "4, 1, 60"})
    void synapsesThatAreNotFastAreRefused(final double tauMs, final double synapseMs, final double seconds) {
        final MembraneTraces traces = membrane(tauMs, synapseMs, 0.05, 0.1, seconds, 6);
        final RelaxationSettings auto = RelaxationSettings.standard(CELL, 100);
        final String sentence = assertThrows(InputException.class, () -> RelaxationOverSweeps.compute(traces, auto))
                .getMessage();
        assertTrue(sentence.startsWith("The potential has no single relaxation time: it is "), sentence);
        assertTrue(RelaxationOverSweeps.compute(traces, auto.withLags(10, 20)).clearlyNotSingle());
    }

    /** Those of the standard background of the cortex (Destexhe et al. 2001), where C / G is 4.1 ms. */
    @Test
    void theStandardBackgroundIsRefused() {
        final double[] v = new FluctuatingCell(0, 0.1, 200_000, 7).potentialMv;
        final MembraneTraces traces = new MembraneTraces(
                0.1, 0, List.of(new MembraneTraces.Level(0, List.of(new MembraneTraces.Trace(0, v)))));
        assertThrows(
                InputException.class,
                () -> RelaxationOverSweeps.compute(traces, RelaxationSettings.standard(FluctuatingCell.CELL, 100)));
    }

    @Test
    void fastSynapsesAreRefusedInFewRecordings() {
        int refused = 0;
        int inside = 0;
        for (int seed = 0; seed < 100; seed++) {
            final RelaxationOverSweeps found = RelaxationOverSweeps.compute(
                    membrane(4, 0.1, 0.02, 0.1, 5, 100 + seed),
                    RelaxationSettings.standard(CELL, 100).withLags(10, 20));
            if (found.clearlyNotSingle()) refused++;
            if (found.together().tauInterval().low() <= 4
                    && 4 <= found.together().tauInterval().high()) inside++;
        }
        System.out.println("relaxation: " + refused + " of 100 refused, " + inside + " intervals hold 4 ms");
        assertTrue(refused <= 4, refused + " of 100 refused");
        // Three standard errors of 95 of 100 are 6.5.
        assertEquals(95, inside, 6.5);
    }

    /** A window of 100 ms is 25 relaxation times: its interval is wide, and right. */
    @Test
    void theIntervalsOfWindowsHoldTheTruth() {
        final RelaxationOverSweeps found =
                RelaxationOverSweeps.compute(membrane(4, 0.1, 0, 0.1, 100, 8), RelaxationSettings.standard(CELL, 200));
        final double share = found.windows().stream()
                        .filter(w -> w.found().tauInterval().low() <= 4
                                && 4 <= w.found().tauInterval().high())
                        .count()
                / (double) found.windows().size();
        System.out.println("relaxation: " + share + " of the windows of 200 ms hold 4 ms");
        assertEquals(0.95, share, 0.05);
    }
}
