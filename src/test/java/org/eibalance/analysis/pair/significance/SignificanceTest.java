package org.eibalance.analysis.pair.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.analysis.pair.ColouredPairs;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificanceTest {

    private static final double RATE_HZ = 500;
    private static final int PAIRS = 2000;

    /** 5 % ± 1.2 % is 2.5 standard errors of 2000 pairs; the largest gap from a uniform p is passed by 1 % of runs. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "5, 1000, .2, 1000, PAIRINGS",
        "6, 600, .2, 500, PAIRINGS",
        "8, 1000, .5, 3000, FLIPS",
        "12, 1500, .2, 1000, FLIPS",
        "3, 5000, .05, 1000, FLIPS",
        "1, 20000, .2, 200, FLIPS",
        "1, 20000, .5, 5000, FLIPS"
    })
    void independentPairsAreSignificantAsOftenAsTheLevelSays(
            final int sweeps,
            final double sweepMs,
            final double driftShare,
            final double driftMs,
            final SurrogateMethod expected) {
        final PairSettings settings =
                PairSettings.DEFAULT.withMaxLagMs(100).withSignificance(SurrogateSettings.of(99, 5), 0);
        final List<Surrogates> found = IntStream.range(0, PAIRS)
                .parallel()
                .mapToObj(i -> PairCorrelation.compute(
                                new ColouredPairs(i + 10_000L * sweeps, 200)
                                        .independent(sweeps, sweepMs, driftShare, driftMs),
                                settings,
                                1)
                        .groups()
                        .get(0)
                        .surrogates()
                        .orElseThrow())
                .toList();
        final long asExpected =
                found.stream().filter(s -> s.method() == expected).count();
        final double[] p =
                found.stream().mapToDouble(Surrogates::pValue).sorted().toArray();
        double gap = 0;
        for (int i = 0; i < PAIRS; i++) gap = Math.max(gap, Math.abs(p[i] - (i + 0.5) / PAIRS));
        final double significant = Arrays.stream(p).filter(v -> v <= 0.05).count() / (double) PAIRS;
        assertTrue(asExpected > 0.95 * PAIRS, asExpected + " by " + expected);
        assertEquals(0.05, significant, 0.012);
        assertTrue(gap < 1.63 / Math.sqrt(PAIRS) + found.get(0).leastP(), "largest gap from uniform " + gap);
    }

    private static double significantShare(
            final int pairs, final SurrogateMethod method, final IntFunction<PairInput> pair) {
        final PairSettings settings = PairSettings.DEFAULT
                .withMaxLagMs(100)
                .withSignificance(SurrogateSettings.of(199, 5).withMethod(method), 0);
        return IntStream.range(0, pairs)
                        .parallel()
                        .mapToDouble(i -> PairCorrelation.compute(pair.apply(i), settings, 1)
                                .groups()
                                .get(0)
                                .pValue())
                        .filter(p -> p <= 0.05)
                        .count()
                / (double) pairs;
    }

    /** 5 % ± 1.5 % is 3 standard errors of 2000 pairs. Pairings and shifts take common Up states for correlation. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "10, 2000, FLIPS, .035, .065",
        "10, 2000, PAIRINGS, .15, 1",
        "1, 30000, FLIPS, .035, .065",
        "1, 30000, SHIFTS, .15, 1"
    })
    void commonUpStatesAloneAreNoCorrelation(
            final int sweeps, final double sweepMs, final SurrogateMethod method, final double from, final double to) {
        final double share =
                significantShare(PAIRS, method, i -> new ColouredPairs(i + 77, 200).inCommonUpStates(sweeps, sweepMs));
        assertTrue(share >= from && share <= to, share + " of independent cells are significant by " + method);
    }

    /**
     * 1 % is 3 standard errors of 5000 pairs. Before a sweep could stay unshifted, ten sweeps gave 6.1 %; with the
     * drift left in, 9 of 100 of those that are not refused.
     */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"1, 20000, .2, 200, .99", "1, 20000, .5, 5000, .3", "10, 2000, 0, 200, .99"})
    void independentCellsAreSignificantByShiftsAsOftenAsTheLevelSays(
            final int sweeps,
            final double sweepMs,
            final double driftShare,
            final double driftMs,
            final double tested) {
        final PairSettings settings = PairSettings.DEFAULT
                .withMaxLagMs(100)
                .withSignificance(SurrogateSettings.of(199, 5).withMethod(SurrogateMethod.SHIFTS), 0);
        final double[] p = IntStream.range(0, 5000)
                .parallel()
                .mapToDouble(i -> {
                    try {
                        return PairCorrelation.compute(
                                        new ColouredPairs(i + 10_000L, 200)
                                                .independent(sweeps, sweepMs, driftShare, driftMs),
                                        settings,
                                        1)
                                .groups()
                                .get(0)
                                .pValue();
                    } catch (final InputException tooSlow) {
                        return Double.NaN;
                    }
                })
                .filter(Double::isFinite)
                .toArray();
        assertTrue(p.length >= 5000 * tested, p.length + " of 5000 pairs are not too slow for shifts");
        assertEquals(0.05, Arrays.stream(p).filter(v -> v <= 0.05).count() / (double) p.length, 0.01);
    }

    /** Pairings give 7 of 100: sweeps of unlike gain have unlike spectra, and pairings mix them. */
    @Tag("slow")
    @Test
    void aGainThatBothCellsShareInEachSweepIsNoCorrelationByFlips() {
        final double share = significantShare(
                PAIRS, SurrogateMethod.FLIPS, i -> new ColouredPairs(i + 99, 200).withCommonGain(10, 2000));
        assertEquals(0.05, share, 0.015);
    }

    @Tag("slow")
    @Test
    void flipsFindAWeakCommonInputNearlyAsOftenAsPairingsDo() {
        final double flips = significantShare(
                500, SurrogateMethod.FLIPS, i -> new ColouredPairs(i, 200).following(10, 2000, 0.12, 4));
        final double pairings = significantShare(
                500, SurrogateMethod.PAIRINGS, i -> new ColouredPairs(i, 200).following(10, 2000, 0.12, 4));
        assertTrue(pairings > 0.5 && pairings < 0.97, "pairings find " + pairings + ", so that less could be found");
        assertTrue(flips >= 0.9 * pairings, flips + " of pairs by flips, " + pairings + " by pairings");
    }

    @Test
    void tenSweepsHave511FlipsBesideNoneAndEachIsTakenOnce() {
        for (final int wanted : new int[] {100, 511, 1000}) {
            final boolean[][] drawn = SignFlips.draw(10, wanted, new SplittableRandom(1));
            assertEquals(Math.min(wanted, 511), drawn.length);
            for (final boolean[] flip : drawn) {
                final long flipped = IntStream.range(0, 10).filter(k -> flip[k]).count();
                assertTrue(flipped > 0 && flipped < 10, "a flip of none or of all changes nothing");
            }
        }
        // A flip and its opposite are the same: with sweep 9 never flipped each occurs once.
        final Set<String> different = Arrays.stream(SignFlips.draw(10, 1000, new SplittableRandom(1)))
                .map(f -> f[9] ? "opposite" : Arrays.toString(f))
                .collect(Collectors.toSet());
        assertEquals(511, different.size());
        final Surrogates found = surrogates(10, 600, SurrogateSettings.of(1000, 1));
        assertEquals(SurrogateMethod.FLIPS, found.method());
        assertEquals(511, found.count());
        assertEquals(1 / 512.0, found.leastP());
    }

    /** With a common wave in all sweeps that follows the stimulus, only the rest is flipped. */
    @Test
    void whatFollowsTheStimulusInAllSweepsIsNoCorrelationByFlips() {
        final List<PairSweep> sweeps = new ArrayList<>();
        for (final PairSweep sweep :
                new ColouredPairs(9, RATE_HZ).independent(12, 1500, 0, 1).sweeps()) {
            final double[] a = sweep.cellA().clone();
            final double[] b = sweep.cellB().clone();
            for (int t = 0; t < a.length; t++) {
                final double wave = 3 * Math.exp(-Math.pow((t / RATE_HZ - 0.5) / 0.05, 2));
                a[t] += wave;
                b[t] += wave;
            }
            sweeps.add(new PairSweep("pair.abf", sweep.sweep(), a, b, -80, 0));
        }
        final PairCorrelogram group = PairCorrelation.compute(
                        new PairInput("A", "B", RATE_HZ, sweeps),
                        PairSettings.DEFAULT.withMaxLagMs(100).withSignificance(SurrogateSettings.of(500, 1), 0),
                        1)
                .groups()
                .get(0);
        assertTrue(
                group.peak().r() > 0.2,
                "the wave alone gives r = " + group.peak().r());
        assertTrue(group.pValue() > 0.05, "p = " + group.pValue());
        final double[] centre = group.surrogates().orElseThrow().centre();
        assertEquals(group.zeroLagR(), centre[(centre.length - 1) / 2], 0.05, "the band lies about the predictor");
    }

    @ParameterizedTest
    @CsvSource({"10, 2000", "5, 1000", "1, 20000"})
    void aCommonPartIsSignificantAtTheLeastPThereIs(final int sweeps, final double sweepMs) {
        final Surrogates found = PairCorrelation.compute(
                        new ColouredPairs(3, 2000).following(sweeps, sweepMs, 0.7, 4),
                        PairSettings.DEFAULT.withMaxLagMs(100).withSignificance(SurrogateSettings.of(499, 1), 0),
                        2)
                .groups()
                .get(0)
                .surrogates()
                .orElseThrow();
        assertEquals(found.leastP(), found.pValue());
        assertTrue(found.maxBand() < 0.6, "band " + found.maxBand());
    }

    @Test
    void fiveSweepsHaveFortyFourPairingsAndNoMoreAreDrawn() {
        assertEquals(
                List.of(0.0, 1.0, 2.0, 9.0, 44.0, 265.0),
                IntStream.rangeClosed(1, 6).mapToObj(Derangements::count).toList());
        for (final int wanted : new int[] {10, 44, 1000}) {
            final int[][] drawn = Derangements.draw(5, wanted, new SplittableRandom(1));
            assertEquals(Math.min(wanted, 44), drawn.length);
            final Set<String> different =
                    Arrays.stream(drawn).map(Arrays::toString).collect(Collectors.toSet());
            assertEquals(drawn.length, different.size());
            for (final int[] pairing : drawn) {
                for (int k = 0; k < 5; k++) assertTrue(pairing[k] != k);
                assertEquals(5, Arrays.stream(pairing).distinct().count());
            }
        }
        final Surrogates found =
                surrogates(5, 600, SurrogateSettings.of(1000, 1).withMethod(SurrogateMethod.PAIRINGS));
        assertEquals(44, found.count());
        assertEquals(44, found.distinct());
        assertEquals(1 / 45.0, found.leastP());
    }

    @Test
    void theSameSeedGivesTheSameResultOnAnyNumberOfThreads() {
        final PairInput pair = new ColouredPairs(8, RATE_HZ).following(8, 1500, 0.1, 4);
        for (final SurrogateMethod method :
                new SurrogateMethod[] {SurrogateMethod.SHIFTS, SurrogateMethod.PAIRINGS, SurrogateMethod.FLIPS}) {
            final PairSettings settings = PairSettings.DEFAULT
                    .withMaxLagMs(100)
                    .withSignificance(SurrogateSettings.of(300, 9).withMethod(method), 200);
            final PairCorrelogram one =
                    PairCorrelation.compute(pair, settings, 1).groups().get(0);
            for (final int threads : new int[] {2, 5}) {
                final PairCorrelogram other = PairCorrelation.compute(pair, settings, threads)
                        .groups()
                        .get(0);
                assertEquals(one.pValue(), other.pValue());
                assertTrue(Arrays.equals(
                        one.surrogates().orElseThrow().low(),
                        other.surrogates().orElseThrow().low()));
                assertEquals(
                        one.surrogates().orElseThrow().maxBand(),
                        other.surrogates().orElseThrow().maxBand());
                assertEquals(one.intervals(), other.intervals());
            }
        }
    }

    /**
     * Sweeps of two kinds in turn: what a pairing leaves beside chance depends only on how many pairs are of one kind,
     * and is as large as the data's where all are or none is.
     */
    @Test
    void surrogatesThatAreAsLargeAsTheDataAllCount() {
        final List<PairSweep> kinds =
                new ColouredPairs(6, RATE_HZ).following(2, 1500, 0.5, 4).sweeps();
        final List<PairSweep> sweeps = IntStream.range(0, 8)
                .mapToObj(k -> new PairSweep(
                        "pair.abf",
                        k,
                        kinds.get(k % 2).cellA(),
                        kinds.get(k % 2).cellB(),
                        kinds.get(0).potentialAMv(),
                        kinds.get(0).potentialBMv()))
                .toList();
        // More than a lot of curves, and than go through the tiles together.
        final int count = 6000;
        final Surrogates found = PairCorrelation.compute(
                        new PairInput("A", "B", RATE_HZ, sweeps),
                        PairSettings.DEFAULT
                                .withMaxLagMs(100)
                                .withSignificance(
                                        SurrogateSettings.of(count, 3).withMethod(SurrogateMethod.PAIRINGS), 0),
                        2)
                .groups()
                .get(0)
                .surrogates()
                .orElseThrow();
        long asLarge = 0;
        for (final int[] pairing : Derangements.draw(8, count, new SplittableRandom(3))) {
            final long alike =
                    IntStream.range(0, 8).filter(k -> (pairing[k] - k) % 2 == 0).count();
            if (alike == 0 || alike == 8) asLarge++;
        }
        assertTrue(asLarge > 100, "(4! 4! + 9 9) / 14833 of 6000");
        assertEquals((1.0 + asLarge) / (1 + count), found.pValue(), 1e-12);
    }

    @Test
    void shiftsKeepThePeakOutOfView() {
        // With one slow common wave a shift too short would leave its flank in the window.
        final PairInput pair = new ColouredPairs(4, RATE_HZ).following(1, 20_000, 0.9, 0);
        final Surrogates found = PairCorrelation.compute(
                        pair,
                        PairSettings.DEFAULT
                                .withMaxLagMs(200)
                                .withSignificance(SurrogateSettings.of(500, 1).withMethod(SurrogateMethod.SHIFTS), 0),
                        2)
                .groups()
                .get(0)
                .surrogates()
                .orElseThrow();
        assertEquals(SurrogateMethod.SHIFTS, found.method());
        // The membrane adds 5 ms.
        assertEquals(20, found.correlationTimeMs(), 6);
        assertTrue(found.maxBand() < 0.4, "max band " + found.maxBand());
        // 19.4 s less twice the least shift, in windows of 401 ms.
        assertEquals(47, found.distinct(), 3);
        assertEquals(1 / (1 + found.distinct()), found.leastP());
    }

    @Test
    void theMethodFollowsFromTheNumberAndTheLengthOfSweeps() {
        assertEquals(
                SurrogateMethod.FLIPS,
                surrogates(8, 500, SurrogateSettings.of(100, 1)).method());
        assertEquals(
                SurrogateMethod.PAIRINGS,
                surrogates(7, 500, SurrogateSettings.of(100, 1)).method());
        // Parts of a second: eight of four sweeps of 2 s, too few of two such sweeps.
        assertEquals(
                SurrogateMethod.FLIPS,
                surrogates(4, 2000, SurrogateSettings.of(100, 1)).method());
        assertEquals(
                SurrogateMethod.SHIFTS,
                surrogates(2, 2000, SurrogateSettings.of(100, 1)).method());
        final PairInput drifting = new ColouredPairs(5, RATE_HZ).independent(2, 2000, 0.9, 1500);
        assertEquals(
                SurrogateMethod.PAIRINGS,
                PairCorrelation.compute(
                                drifting,
                                PairSettings.DEFAULT
                                        .withMaxLagMs(100)
                                        .withSignificance(SurrogateSettings.of(100, 1), 0),
                                1)
                        .groups()
                        .get(0)
                        .surrogates()
                        .orElseThrow()
                        .method());
    }

    @Test
    void whatTheSweepsDoNotAllowIsOneSentence() {
        final SurrogateSettings pairings = SurrogateSettings.of(1000, 1).withMethod(SurrogateMethod.PAIRINGS);
        assertSentence(
                () -> surrogates(1, 5000, pairings),
                "pair.abf has one sweep (sweep 0) of its pairing",
                "pairings of different sweeps need two or more");
        assertSentence(
                () -> surrogates(3, 300, SurrogateSettings.of(10, 1).withMethod(SurrogateMethod.SHIFTS)),
                "pair.abf, sweep 0 is 300.0 ms long",
                "circular shifts need");
        assertSentence(
                () -> surrogates(5, 600, new SurrogateSettings(1000, SurrogateMethod.PAIRINGS, 1, 0.01)),
                "A p of 0.01 was asked for",
                "44 pairings of 5 different sweeps",
                "0.0222");
        assertSentence(
                () -> surrogates(10, 600, new SurrogateSettings(50, SurrogateMethod.PAIRINGS, 1, 0.01)),
                "50 surrogates",
                "0.0196");
        final List<PairSweep> unlike = new ArrayList<>(
                new ColouredPairs(1, RATE_HZ).independent(2, 1000, 0, 1).sweeps());
        unlike.add(new ColouredPairs(2, RATE_HZ)
                .independent(1, 1200, 0, 1)
                .sweeps()
                .get(0));
        final PairInput pair = new PairInput("A", "B", RATE_HZ, unlike);
        final PairSettings settings = PairSettings.DEFAULT.withMaxLagMs(100);
        assertSentence(
                () -> PairCorrelation.compute(pair, settings.withSignificance(pairings, 0), 1),
                "500 samples",
                "600",
                "one length");
        assertSentence(
                () -> PairCorrelation.compute(pair, settings.withCurves(java.util.Optional.empty(), false, true), 1),
                "shift predictors need sweeps of one length");
        assertThrows(InputException.class, () -> new SurrogateSettings(-1, SurrogateMethod.AUTO, 1, 0));
        assertThrows(InputException.class, () -> new SurrogateSettings(1, SurrogateMethod.AUTO, 1, 1.5));
    }

    @Test
    void whatWasNotInsistedOnIsARemark() {
        final PairCorrelogram one = PairCorrelation.compute(
                        new ColouredPairs(1, RATE_HZ).independent(1, 500, 0, 1),
                        PairSettings.DEFAULT.withMaxLagMs(200).withSignificance(SurrogateSettings.of(100, 1), 100),
                        1)
                .groups()
                .get(0);
        assertTrue(Double.isNaN(one.pValue()));
        assertEquals(1, one.remarks().size());
        assertTrue(
                one.remarks().get(0).startsWith("There is no p for pairing HD: pair.abf has one sweep"),
                one.remarks().toString());
        assertTrue(one.intervals().isEmpty(), "three sweeps are needed for a bootstrap");
    }

    @Test
    void cancellationStopsTheSurrogatesAndProgressRises() {
        final PairInput pair = new ColouredPairs(6, 2000).independent(10, 2000, 0, 1);
        final PairSettings settings = PairSettings.DEFAULT.withSignificance(SurrogateSettings.of(400, 1), 400);
        final List<Double> seen = new ArrayList<>();
        PairCorrelation.compute(pair, settings, 2, seen::add);
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(1, seen.get(seen.size() - 1), 1e-12);
        final Thread caller = Thread.currentThread();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> PairCorrelation.compute(pair, settings, 2, done -> {
                        if (done > 0.3) caller.interrupt();
                    }));
        } finally {
            Thread.interrupted();
        }
    }

    private static Surrogates surrogates(final int sweeps, final double sweepMs, final SurrogateSettings settings) {
        return PairCorrelation.compute(
                        new ColouredPairs(7, RATE_HZ).independent(sweeps, sweepMs, 0, 1),
                        PairSettings.DEFAULT.withMaxLagMs(100).withSignificance(settings, 0),
                        2)
                .groups()
                .get(0)
                .surrogates()
                .orElseThrow();
    }

    private static void assertSentence(final Runnable run, final String... words) {
        final String sentence = assertThrows(InputException.class, run::run).getMessage();
        for (final String word : words) assertTrue(sentence.contains(word), sentence);
        assertTrue(sentence.endsWith("."), sentence);
    }
}
