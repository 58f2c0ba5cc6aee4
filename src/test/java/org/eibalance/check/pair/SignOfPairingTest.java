package org.eibalance.check.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.eibalance.analysis.pair.ColouredPairs;
import org.eibalance.analysis.pair.MembraneTime;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairResult;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.input.HoldingLevel;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.check.CheckState;
import org.eibalance.recording.ClampMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs that grow together: in current clamp HH and DD correlate positively, HD and DH negatively. */
class SignOfPairingTest {

    private static final ClampMode CC = ClampMode.CURRENT_CLAMP;
    private static final ClampMode VC = ClampMode.VOLTAGE_CLAMP;

    /** Of cells that correlate, with the sign that is asked for. */
    private static CheckState state(
            final String pairing, final ClampMode modeA, final ClampMode modeB, final boolean positive) {
        final PairInput negative = new ColouredPairs(3, 2000).following(5, 1000, 0.8, 0);
        final List<PairSweep> sweeps = negative.sweeps().stream()
                .map(s -> new PairSweep(
                        "pair.abf",
                        s.sweep(),
                        0,
                        s.cellA(),
                        positive ? minus(s.cellB()) : s.cellB(),
                        0,
                        0,
                        modeA,
                        modeB))
                .toList();
        final PairInput input = new PairInput("A", "B", 2000, sweeps);
        final PairSettings settings = PairSettings.DEFAULT.withLevels(level(pairing, 0), level(pairing, 1));
        final PairResult result = PairCorrelation.compute(input, settings, 1);
        final PairingResult found = PairingResult.of(
                        input, result, settings, 500, MembraneTime.given(10), MembraneTime.given(10))
                .get(0);
        return new SignOfPairing().of(found).state();
    }

    private static double[] minus(final double[] samples) {
        return java.util.Arrays.stream(samples).map(v -> -v).toArray();
    }

    private static HoldingLevel level(final String pairing, final int cell) {
        return pairing.charAt(cell) == 'H' ? HoldingLevel.HYPERPOLARISED : HoldingLevel.DEPOLARISED;
    }

    @ParameterizedTest
    @CsvSource({"HH, true", "DD, true", "HD, false", "DH, false"})
    void ofTwoPotentialsOrTwoCurrentsMixedLevelsCorrelateNegatively(final String pairing, final boolean positive) {
        for (final ClampMode mode : List.of(CC, VC)) {
            assertEquals(CheckState.PASSED, state(pairing, mode, mode, positive), pairing + " " + mode);
            assertEquals(CheckState.FAILED, state(pairing, mode, mode, !positive), pairing + " " + mode);
        }
    }

    @ParameterizedTest
    @CsvSource({"HH, false", "DD, false", "HD, true", "DH, true"})
    void ofAPotentialAndACurrentItIsTheOtherWayRound(final String pairing, final boolean positive) {
        assertEquals(CheckState.PASSED, state(pairing, CC, VC, positive));
        assertEquals(CheckState.FAILED, state(pairing, VC, CC, !positive));
    }

    @ParameterizedTest
    @CsvSource({"HD, true", "HH, false"})
    void whereTheClampIsNotKnownNoSignIsExpected(final String pairing, final boolean positive) {
        assertEquals(CheckState.NOT_APPLICABLE, state(pairing, ClampMode.UNKNOWN, ClampMode.UNKNOWN, positive));
    }
}
