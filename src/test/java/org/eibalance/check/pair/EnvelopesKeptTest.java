package org.eibalance.check.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.eibalance.analysis.pair.ColouredPairs;
import org.eibalance.analysis.pair.MembraneTime;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.check.CheckState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopesKeptTest {

    private static final int SEEDS = 100;

    private static CheckState state(final PairInput pair, final SurrogateMethod method) {
        final PairSettings settings = PairSettings.DEFAULT
                .withMaxLagMs(100)
                .withSignificance(SurrogateSettings.of(19, 1).withMethod(method), 0);
        return new EnvelopesKept()
                .of(PairingResult.of(
                                pair,
                                PairCorrelation.compute(pair, settings, 1),
                                settings,
                                1000,
                                MembraneTime.given(10),
                                MembraneTime.given(10))
                        .get(0))
                .state();
    }

    private static long count(
            final CheckState wanted, final SurrogateMethod method, final LongFunction<PairInput> pair) {
        return LongStream.range(0, SEEDS)
                .filter(seed -> state(pair.apply(seed), method) == wanted)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"PAIRINGS, FAILED", "FLIPS, DOUBTFUL"})
    void commonUpStatesAreFoundInAtLeast95Of100Pairs(final SurrogateMethod method, final CheckState expected) {
        final long found = count(expected, method, seed -> new ColouredPairs(seed, 200).inCommonUpStates(10, 2000));
        assertTrue(found >= 95, found + " of " + SEEDS);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.3", "0.8"})
    void cellsThatCorrelateOrNotWithoutThemPassInAtLeast99Of100Pairs(final double share) {
        final long passed = count(
                CheckState.PASSED,
                SurrogateMethod.PAIRINGS,
                seed -> new ColouredPairs(seed, 200).following(10, 2000, share, 4));
        assertTrue(passed >= 99, passed + " of " + SEEDS);
    }

    @Test
    void aSecondIsTooShortToAsk() {
        assertEquals(
                CheckState.NOT_APPLICABLE,
                state(new ColouredPairs(1, 200).inCommonUpStates(2, 500), SurrogateMethod.PAIRINGS));
    }
}
