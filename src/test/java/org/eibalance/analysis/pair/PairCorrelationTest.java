package org.eibalance.analysis.pair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.HoldingLevel;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

class PairCorrelationTest {

    private static final double RATE_HZ = 20_000;
    private static final double E_LEVEL = -80;
    private static final double I_LEVEL = 0;

    @Test
    void sharedFluctuationsOfTenMinutesComeOutWithTheirSignSizeAndDelay() {
        final PairInput pair = pair(List.of(sharing(0.7, 80, 12_000_000, 1, E_LEVEL, I_LEVEL)));
        final PairCorrelogram result =
                PairCorrelation.compute(pair, PairSettings.DEFAULT, 2).groups().get(0);
        assertEquals(-0.7, result.peak().r(), 0.001);
        assertEquals(4, result.peak().lagMs(), 0.02);
        assertEquals(4, result.iAfterEMs(), 0.02);
        assertEquals(0, result.zeroLagR(), 0.002);
        assertEquals(0.05, result.peak().widthMs(), 0.001, "white noise is one sample wide");
    }

    @Test
    void theLagOfInhibitionBehindExcitationDoesNotDependOnWhichCellShowsIt() {
        final PairCorrelogram hd = only(pair(List.of(sharing(0.7, 80, 40_000, 2, E_LEVEL, I_LEVEL))));
        assertEquals(Pairing.HD, hd.pairing());
        assertEquals(4, hd.peak().lagMs(), 0.02);
        assertEquals(4, hd.iAfterEMs(), 0.02);
        // Cell A inhibitory and 4 ms behind.
        final PairCorrelogram dh = only(pair(List.of(sharing(0.7, -80, 40_000, 2, I_LEVEL, E_LEVEL))));
        assertEquals(Pairing.DH, dh.pairing());
        assertEquals(-4, dh.peak().lagMs(), 0.02);
        assertEquals(4, dh.iAfterEMs(), 0.02);
    }

    @Test
    void cellsAtOneLevelHaveNoLagOfInhibitionBehindExcitation() {
        for (final double level : new double[] {E_LEVEL, I_LEVEL}) {
            final PairCorrelogram result = only(pair(List.of(sharing(0.7, 0, 40_000, 3, level, level))));
            assertEquals(level == E_LEVEL ? Pairing.HH : Pairing.DD, result.pairing());
            assertTrue(Double.isNaN(result.iAfterEMs()));
        }
    }

    @Test
    void aLagOfZeroIsNotNegativeZero() {
        assertEquals(0.0, Pairing.DH.inhibitionAfterExcitationMs(0.0));
    }

    @Test
    void levelsAreBoundedAtAFifthAndAHalfOfTheWayFromInhibitionToExcitation() {
        // E_i -75, E_e 0: bounds at -60 and -37.5 mV, themselves neither.
        final PairSettings settings = PairSettings.DEFAULT;
        assertEquals(HoldingLevel.HYPERPOLARISED, settings.level(-60.01).orElseThrow());
        assertTrue(settings.level(-60).isEmpty());
        assertTrue(settings.level(-37.5).isEmpty());
        assertEquals(HoldingLevel.DEPOLARISED, settings.level(-37.49).orElseThrow());
        assertTrue(settings.level(Double.NaN).isEmpty());
    }

    @Test
    void levelsAreFoundOnTheCorrectedPotential() {
        final PairSettings settings = new PairSettings(200, 0, -75, 15, fromPotential(), fromPotential());
        assertEquals(HoldingLevel.HYPERPOLARISED, settings.level(-45.01).orElseThrow());
        assertTrue(settings.level(-30).isEmpty());
        assertEquals(HoldingLevel.DEPOLARISED, settings.level(-22.4).orElseThrow());
    }

    @Test
    void aCellBetweenTheLevelsIsNotGuessedAt() {
        final PairCorrelogram result = only(pair(List.of(sharing(0.7, 0, 40_000, 4, E_LEVEL, -45))));
        assertEquals(Pairing.UNKNOWN, result.pairing());
        assertTrue(Double.isNaN(result.iAfterEMs()));
        assertEquals(
                List.of("Channel 'B' was held between the levels in 1 of 1 sweeps, first in pair.abf, sweep 0 at "
                        + "-45.0 mV: hyperpolarised is below -60.0 mV, depolarised above -37.5 mV."),
                result.remarks());
    }

    @Test
    void aCellOfUnknownPotentialWantsItsLevelGiven() {
        final PairInput pair = pair(List.of(sharing(0.7, 80, 40_000, 5, Double.NaN, I_LEVEL)));
        final PairCorrelogram unknown = only(pair);
        assertEquals(Pairing.UNKNOWN, unknown.pairing());
        assertEquals(
                List.of("No potential of channel 'A' is known in 1 of 1 sweeps, first in pair.abf, sweep 0: its level "
                        + "must be given."),
                unknown.remarks());
        final PairCorrelogram given = PairCorrelation.compute(
                        pair, PairSettings.DEFAULT.withLevels(HoldingLevel.HYPERPOLARISED, HoldingLevel.DEPOLARISED), 1)
                .groups()
                .get(0);
        assertEquals(Pairing.HD, given.pairing());
        assertEquals(List.of(), given.remarks());
    }

    @Test
    void sweepsAreGroupedByPairingInOneOrder() {
        final double[][] levels = {
            {I_LEVEL, E_LEVEL},
            {-45, I_LEVEL},
            {E_LEVEL, I_LEVEL},
            {I_LEVEL, I_LEVEL},
            {E_LEVEL, E_LEVEL},
            {E_LEVEL, I_LEVEL}
        };
        final List<PairSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < levels.length; k++) {
            final PairSweep sweep = sharing(0.7, 0, 10_000, k, levels[k][0], levels[k][1]);
            sweeps.add(new PairSweep("pair.abf", k, sweep.cellA(), sweep.cellB(), levels[k][0], levels[k][1]));
        }
        final PairResult result = PairCorrelation.compute(pair(sweeps), PairSettings.DEFAULT, 2);
        assertEquals(
                List.of(Pairing.HH, Pairing.DD, Pairing.HD, Pairing.DH, Pairing.UNKNOWN),
                result.groups().stream().map(PairCorrelogram::pairing).toList());
        final PairCorrelogram hd = result.group(Pairing.HD).orElseThrow();
        assertEquals(
                List.of(2, 5), hd.sweeps().stream().map(SweepCorrelogram::sweep).toList());
        final double[] mean = hd.sweeps().get(0).coefficients().clone();
        for (int i = 0; i < mean.length; i++)
            mean[i] = (mean[i] + hd.sweeps().get(1).coefficients()[i]) / 2;
        assertArrayEquals(mean, hd.mean(), 1e-15);
    }

    @Test
    void aSweepCountsByItsOwnVariance() {
        // The gain of a whole sweep must not make it weigh more.
        final PairSweep quiet = sharing(0.7, 0, 20_000, 6, E_LEVEL, I_LEVEL);
        final PairSweep other = sharing(0.2, 0, 20_000, 7, E_LEVEL, I_LEVEL);
        final double[] loud = other.cellA().clone();
        for (int t = 0; t < loud.length; t++) loud[t] *= 1000;
        final PairCorrelogram plain = only(pair(List.of(quiet, other)));
        final PairCorrelogram amplified =
                only(pair(List.of(quiet, new PairSweep("pair.abf", 1, loud, other.cellB(), E_LEVEL, I_LEVEL))));
        assertArrayEquals(plain.mean(), amplified.mean(), 1e-12);
        assertEquals(-0.45, plain.peak().r(), 0.02);
    }

    @Test
    void theResultHasTheSameBitsOnAnyNumberOfThreads() {
        final List<PairSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 7; k++) sweeps.add(sharing(0.5, 10, 30_000 + 1000 * k, k, E_LEVEL, I_LEVEL));
        final double[] one = PairCorrelation.compute(pair(sweeps), PairSettings.DEFAULT, 1)
                .groups()
                .get(0)
                .mean();
        for (final int threads : new int[] {2, 5, 16}) {
            assertArrayEquals(
                    one,
                    PairCorrelation.compute(pair(sweeps), PairSettings.DEFAULT, threads)
                            .groups()
                            .get(0)
                            .mean());
        }
    }

    @Test
    void lagsRunFromMinusToPlusTheLongestWithZeroInTheMiddle() {
        final PairResult result = PairCorrelation.compute(
                pair(List.of(sharing(0.7, 0, 40_000, 8, E_LEVEL, I_LEVEL))), PairSettings.DEFAULT.withMaxLagMs(150), 1);
        assertEquals(6001, result.lagsMs().length);
        assertEquals(-150, result.lagsMs()[0]);
        assertEquals(0, result.lagsMs()[3000]);
        assertEquals(150, result.lagsMs()[6000]);
    }

    @Test
    void progressRisesToOne() {
        final List<PairSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 9; k++) sweeps.add(sharing(0.5, 10, 10_000, k, E_LEVEL, I_LEVEL));
        final List<Double> seen = new ArrayList<>();
        PairCorrelation.compute(pair(sweeps), PairSettings.DEFAULT, 2, seen::add);
        assertEquals(9, seen.size());
        assertEquals(1, seen.get(8));
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void anExtremumAtTheEdgeOfTheWindowIsKnownAsSuch() {
        final PairSweep sweep = sharing(0.7, 80, 40_000, 9, E_LEVEL, I_LEVEL);
        final PairCorrelogram result = PairCorrelation.compute(
                        pair(List.of(sweep)), PairSettings.DEFAULT.withMaxLagMs(4), 1)
                .groups()
                .get(0);
        assertTrue(result.peak().atEdge());
        assertFalse(only(pair(List.of(sweep))).peak().atEdge());
    }

    @Test
    void aSweepMustBeTwiceAsLongAsTheLongestLag() {
        final PairSweep sweep = sharing(0.7, 0, 8000, 10, E_LEVEL, I_LEVEL);
        final InputException tooShort = assertThrows(InputException.class, () -> only(pair(List.of(sweep))));
        assertEquals(
                "pair.abf, sweep 0 is 400.0 ms long, but lags from -200.0 to 200.0 ms need twice the longest lag: "
                        + "shorten it to 199.9 ms or leave the sweep out.",
                tooShort.getMessage());
        PairCorrelation.compute(pair(List.of(sweep)), PairSettings.DEFAULT.withMaxLagMs(199.9), 1);
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedInWords() {
        assertThrows(InputException.class, () -> PairSettings.DEFAULT.withMaxLagMs(0));
        assertThrows(InputException.class, () -> PairSettings.DEFAULT.withMaxLagMs(Double.NaN));
        assertThrows(InputException.class, () -> new PairSettings(200, -80, -75, 0, fromPotential(), fromPotential()));
        assertThrows(
                InputException.class,
                () -> new PairSettings(200, 0, -75, Double.NaN, fromPotential(), fromPotential()));
        final InputException lag = assertThrows(
                InputException.class,
                () -> PairCorrelation.compute(
                        pair(List.of(sharing(0.7, 0, 8000, 10, E_LEVEL, I_LEVEL))),
                        PairSettings.DEFAULT.withMaxLagMs(0.01),
                        1));
        assertEquals(
                "The longest lag, 0.01 ms, is shorter than a sampling interval of pair.abf: it must be longer.",
                lag.getMessage());
    }

    @Test
    void anInterruptedThreadStopsIt() {
        final PairInput pair = pair(List.of(sharing(0.7, 0, 40_000, 11, E_LEVEL, I_LEVEL)));
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> PairCorrelation.compute(pair, PairSettings.DEFAULT, 2));
        } finally {
            Thread.interrupted();
        }
    }

    private static Optional<HoldingLevel> fromPotential() {
        return Optional.empty();
    }

    private static PairCorrelogram only(final PairInput pair) {
        final List<PairCorrelogram> groups =
                PairCorrelation.compute(pair, PairSettings.DEFAULT, 1).groups();
        assertEquals(1, groups.size());
        return groups.get(0);
    }

    private static PairInput pair(final List<PairSweep> sweeps) {
        return new PairInput("A", "B", RATE_HZ, sweeps);
    }

    /**
     * White noise of which cell B, inverted and {@code delay} samples late, shares a part of the variance with cell A.
     */
    private static PairSweep sharing(
            final double share,
            final int delay,
            final int samples,
            final long seed,
            final double potentialAMv,
            final double potentialBMv) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double common = Math.sqrt(share), own = Math.sqrt(1 - share);
        final double[] early = new double[samples];
        final double[] late = new double[samples];
        final int lag = Math.abs(delay);
        final double[] ring = new double[lag + 1];
        for (int t = -lag; t < samples; t++) {
            final double c = random.nextGaussian();
            ring[Math.floorMod(t, lag + 1)] = c;
            if (t < 0) continue;
            early[t] = common * c + own * random.nextGaussian();
            late[t] = common * ring[Math.floorMod(t - lag, lag + 1)] + own * random.nextGaussian();
        }
        final double[] cellA = delay >= 0 ? early : late;
        final double[] cellB = delay >= 0 ? late : early;
        for (int t = 0; t < samples; t++) cellB[t] = -cellB[t];
        return new PairSweep("pair.abf", 0, cellA, cellB, potentialAMv, potentialBMv);
    }
}
