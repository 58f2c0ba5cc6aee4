package org.eibalance.rig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.analysis.pair.LagExcess;
import org.eibalance.analysis.pair.MembraneTime;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulated pair shows what Okun and Lampl saw, by the amounts that eight runs of 200 s each of an independent
 * program gave.
 */
class PairExperimentTest {

    private static final double H = PairExperiment.HYPERPOLARISING_PA;
    private static final double D = PairExperiment.DEPOLARISING_PA;

    /** 200 s of HD, which many of the tests look at. */
    private static final class LongHd {

        static final SimulatedRecording RUN = longRun(H, D).run("pair", 2);
    }

    private static PairExperiment longRun(final double holdingPaA, final double holdingPaB) {
        return PairExperiment.standard(holdingPaA, holdingPaB, 20260101).withSweeps(50_000, 4);
    }

    private static PairCorrelogram correlate(final Recording recording) {
        final PairInput input = PairInput.from(
                recording, recording.channels().get(0), recording.channels().get(1), List.of());
        final PairResult result = PairCorrelation.compute(input, PairSettings.DEFAULT, 2);
        assertEquals(1, result.groups().size());
        return result.groups().get(0);
    }

    @ParameterizedTest
    @CsvSource({"H, H, HH, .749, 0.0", "D, D, DD, .655, 0.1", "H, D, HD, -.695, 7.9", "D, H, DH, -.695, -7.9"})
    void excitationAndInhibitionOfTwoCellsAreCorrelatedAsTheirHoldingLevelsLetSee(
            final char a, final char b, final Pairing pairing, final double r, final double lagMs) {
        final SimulatedRecording simulated =
                longRun(a == 'H' ? H : D, b == 'H' ? H : D).run("pair", 2);
        final PairCorrelogram correlogram = correlate(simulated.recording());
        assertEquals(pairing, correlogram.pairing());
        assertEquals(r, correlogram.peak().r(), 0.03);
        assertEquals(lagMs, correlogram.peak().lagMs(), 0.5);
    }

    @Test
    void inhibitionLagsExcitationByTheDelayPlusTheFilterDifference() {
        final SimulatedRecording simulated = LongHd.RUN;
        final List<PairSweep> sweeps = simulated.truth().stream()
                .map(cells -> new PairSweep(
                        "truth", 0, cells.get(0).excitatoryNs(), cells.get(0).inhibitoryNs(), Double.NaN, Double.NaN))
                .toList();
        final PairInput input = new PairInput("g_E", "g_I", 10_000, sweeps);
        final double lagMs = PairCorrelation.compute(input, PairSettings.DEFAULT, 2)
                .groups()
                .get(0)
                .peak()
                .lagMs();
        assertEquals(5.3, lagMs, 0.5);
    }

    @Test
    void aCellHeldAtTheReversalOfExcitationShowsLessOfIt() {
        // The current that takes the depolarised cell from -26 to 0 mV.
        final SimulatedRecording simulated = longRun(H, 1430).run("pair", 2);
        final Recording recording = simulated.recording();
        assertEquals(0, mean(recording.read(1, 0)), 1.5);
        assertEquals(6.0, correlate(recording).peak().lagMs(), 0.5);
    }

    private static PairingResult details(
            final PairInput input, final Pairing pairing, final double tauAMs, final double tauBMs) {
        final PairResult result = PairCorrelation.compute(input, PairSettings.DEFAULT, 2);
        return PairingResult.of(
                        input,
                        result,
                        PairSettings.DEFAULT,
                        1000,
                        MembraneTime.given(tauAMs),
                        MembraneTime.given(tauBMs))
                .stream()
                .filter(d -> d.pairing() == pairing)
                .findFirst()
                .orElseThrow();
    }

    private static PairInput input(final Recording recording) {
        return PairInput.from(
                recording, recording.channels().get(0), recording.channels().get(1), List.of());
    }

    @ParameterizedTest
    @CsvSource({"H, D, HD", "D, H, DH"})
    void whatTheLagOverestimatesIsEstimatedFromLevelsAndTimeConstants(
            final char a, final char b, final Pairing pairing) {
        // 200 pF over 24 nS: 8.3 ms.
        final PairInput pair =
                input(longRun(a == 'H' ? H : D, b == 'H' ? H : D).run("pair", 2).recording());
        final LagExcess excess = details(pair, pairing, 8.3, 8.3).excess().orElseThrow();
        // Of 7.9 ms that are read, the conductances' own 5.3 ms are to be left.
        assertEquals(5.3, excess.correctedMs(), 1.0);
        assertEquals(7.9, excess.correctedMs() + excess.totalMs(), 0.5);
        assertEquals(0, excess.unequalMs());
        assertTrue(excess.shortOfReversalMs() > 0.5 && excess.smearMs() > 0.3, excess.toString());
        // Recorded beside, the correlogram of both cells hyperpolarised takes the place of an estimate of it.
        final PairInput both =
                PairInput.pool(List.of(pair, input(longRun(H, H).run("hh", 2).recording())));
        assertEquals(
                5.3, details(both, pairing, 8.3, 8.3).excess().orElseThrow().correctedMs(), 1.0);
    }

    @Test
    void aSlowDepolarisedCellLagsByTheDifferenceOfTheTimeConstants() {
        final PairInput pair = input(LongHd.RUN.recording());
        final LagExcess excess = details(pair, Pairing.HD, 6, 12).excess().orElseThrow();
        assertEquals(6, excess.unequalMs(), 1e-12);
        assertEquals(12, excess.tauDMs());
        assertTrue(
                excess.correctedMs()
                        < details(pair, Pairing.HD, 12, 6)
                                        .excess()
                                        .orElseThrow()
                                        .correctedMs()
                                - 2,
                excess.toString());
    }

    @ParameterizedTest
    @CsvSource({"H, H, HH", "D, D, DD"})
    void betweenInputsOfOneKindThereIsNoLagToOverestimate(final char a, final char b, final Pairing pairing) {
        final PairInput pair = input(PairExperiment.standard(a == 'H' ? H : D, b == 'H' ? H : D, 5)
                .run("pair")
                .recording());
        assertTrue(details(pair, pairing, 8.3, 8.3).excess().isEmpty());
    }

    /** The currents of a perfect clamp of both cells, cell A at one potential and cell B at another. */
    private static PairInput currents(final double potentialAMv, final double potentialBMv) {
        final List<PairSweep> sweeps = LongHd.RUN.truth().stream()
                .map(cells -> new PairSweep(
                        "truth",
                        0,
                        0,
                        current(cells.get(0), potentialAMv),
                        current(cells.get(1), potentialBMv),
                        potentialAMv,
                        potentialBMv,
                        ClampMode.VOLTAGE_CLAMP,
                        ClampMode.VOLTAGE_CLAMP))
                .toList();
        return new PairInput("A", "B", 10_000, sweeps);
    }

    private static double[] current(final ConductancePair cell, final double potentialMv) {
        final double[] currentPa = new double[cell.samples()];
        for (int t = 0; t < currentPa.length; t++)
            currentPa[t] = cell.excitatoryNs()[t] * potentialMv + cell.inhibitoryNs()[t] * (potentialMv + 75);
        return currentPa;
    }

    @ParameterizedTest
    @CsvSource({"-75, 0, HD", "0, -75, DH"})
    void betweenCurrentsHeldAtTheReversalsTheLagIsThatOfTheConductances(
            final double potentialAMv, final double potentialBMv, final Pairing pairing) {
        final PairInput pair = currents(potentialAMv, potentialBMv);
        final PairCorrelogram found =
                PairCorrelation.compute(pair, PairSettings.DEFAULT, 2).groups().get(0);
        assertEquals(pairing, found.pairing());
        assertEquals(5.3, found.iAfterEMs(), 0.5);
        assertTrue(found.peak().r() < 0, "EPSCs are inward, IPSCs outward");
        final LagExcess excess = details(pair, pairing, 8.3, 8.3).excess().orElseThrow();
        assertEquals(0, excess.totalMs(), 0.2, "nothing smears a current: " + excess);
        assertEquals(0, excess.tauDMs());
    }

    @ParameterizedTest
    @CsvSource({"-75, -25, HD", "-25, -75, DH"})
    void ofCurrentsHeldShortOfTheReversalOfExcitationTheCancelledPartIsTakenOff(
            final double potentialAMv, final double potentialBMv, final Pairing pairing) {
        final PairInput pair = currents(potentialAMv, potentialBMv);
        final LagExcess excess = details(pair, pairing, 8.3, 8.3).excess().orElseThrow();
        final double read = excess.correctedMs() + excess.totalMs();
        assertTrue(read > 6, "EPSCs cancel the early part of the IPSCs: " + read);
        assertEquals(5.3, excess.correctedMs(), 0.7);
        assertEquals(0, excess.smearMs(), 1e-9);
        assertEquals(0, excess.unequalMs());
    }

    @Test
    void theSteadyCurrentsHoldTheCellsWhereTheirInputsShow() {
        final Recording recording = LongHd.RUN.recording();
        assertEquals(-75.8, mean(recording.read(0, 0)), 0.5);
        assertEquals(-26.1, mean(recording.read(1, 0)), 1.0);
    }

    private static double mean(final double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSamePairAndAnotherHoldingTheSameConductances() {
        final SimulatedRecording one =
                PairExperiment.standard(H, D, 7).withSweeps(500, 3).run("one");
        final SimulatedRecording again =
                PairExperiment.standard(H, D, 7).withSweeps(500, 3).run("again");
        final SimulatedRecording elsewhere =
                PairExperiment.standard(D, H, 7).withSweeps(500, 3).run("elsewhere");
        final SimulatedRecording other =
                PairExperiment.standard(H, D, 8).withSweeps(500, 3).run("other");
        for (int sweep = 0; sweep < 3; sweep++) {
            assertArrayEquals(one.recording().read(1, sweep), again.recording().read(1, sweep));
            final ConductancePair truth = one.truth().get(sweep).get(0);
            assertArrayEquals(
                    truth.inhibitoryNs(), elsewhere.truth().get(sweep).get(0).inhibitoryNs());
            assertFalse(Arrays.equals(
                    truth.inhibitoryNs(), other.truth().get(sweep).get(0).inhibitoryNs()));
            assertFalse(Arrays.equals(
                    truth.inhibitoryNs(), one.truth().get(sweep).get(1).inhibitoryNs()));
        }
    }

    @Test
    void sweepsAreTheSameOnAnyNumberOfThreads() {
        final SimulatedRecording one =
                PairExperiment.standard(H, D, 7).withSweeps(200, 6).run("one");
        for (final int threads : new int[] {2, 5}) {
            final SimulatedRecording other =
                    PairExperiment.standard(H, D, 7).withSweeps(200, 6).run("other", threads);
            for (int sweep = 0; sweep < 6; sweep++) {
                assertArrayEquals(
                        one.recording().read(0, sweep), other.recording().read(0, sweep));
                assertArrayEquals(
                        one.truth().get(sweep).get(1).inhibitoryNs(),
                        other.truth().get(sweep).get(1).inhibitoryNs());
            }
        }
    }

    @Test
    void aCellWithoutSynapsesSettlesWhereItsCurrentTakesIt() {
        final PointNeuron neuron = new PointNeuron(200, 10, -70, 0, -75);
        assertEquals(-70 + 5 * (1 - Math.exp(-1)), neuron.step(-70, 0, 0, 50, 20), 1e-12);
        assertEquals((10 * -70 + 20 * 0 + 10 * -75) / 40.0, neuron.step(-70, 20, 10, 0, 1e6), 1e-12);
    }

    @Test
    void anExperimentLargerThanMemoryIsNotBegun() {
        final PairExperiment endless = PairExperiment.standard(H, D, 1).withSweeps(3_600_000, 100_000);
        assertTrue(assertThrows(InputException.class, () -> endless.run("pair"))
                .getMessage()
                .contains("GB"));
    }

    @Test
    void anInterruptedSimulationIsCancelled() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> longRun(H, D).run("pair", 2));
        } finally {
            Thread.interrupted();
        }
    }
}
