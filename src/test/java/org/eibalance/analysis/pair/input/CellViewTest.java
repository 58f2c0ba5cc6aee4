package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.eibalance.recording.ClampMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellViewTest {

    /** I and V: current and voltage clamp; H and D: the level. */
    @ParameterizedTest
    @CsvSource({
        "IH, IH, 'EPSPs, upward', 'EPSPs, upward', 1",
        "IH, ID, 'EPSPs, upward', 'IPSPs, downward', -1",
        "ID, IH, 'IPSPs, downward', 'EPSPs, upward', -1",
        "ID, ID, 'IPSPs, downward', 'IPSPs, downward', 1",
        "VH, VH, 'EPSCs, inward', 'EPSCs, inward', 1",
        "VH, VD, 'EPSCs, inward', 'IPSCs, outward', -1",
        "VD, VH, 'IPSCs, outward', 'EPSCs, inward', -1",
        "VD, VD, 'IPSCs, outward', 'IPSCs, outward', 1",
        "IH, VH, 'EPSPs, upward', 'EPSCs, inward', -1",
        "IH, VD, 'EPSPs, upward', 'IPSCs, outward', 1",
        "ID, VH, 'IPSPs, downward', 'EPSCs, inward', 1",
        "ID, VD, 'IPSPs, downward', 'IPSCs, outward', -1",
        "VH, IH, 'EPSCs, inward', 'EPSPs, upward', -1",
        "VH, ID, 'EPSCs, inward', 'IPSPs, downward', 1",
        "VD, IH, 'IPSCs, outward', 'EPSPs, upward', 1",
        "VD, ID, 'IPSCs, outward', 'IPSPs, downward', -1"
    })
    void whatTwoCellsShowAndTheSignToBeExpectedFollowFromModeAndLevel(
            final String a, final String b, final String showsA, final String showsB, final int sign) {
        assertEquals(showsA, view(a).shows());
        assertEquals(showsB, view(b).shows());
        assertEquals(sign, view(a).expectedSign(view(b)));
    }

    @ParameterizedTest
    @CsvSource({"I?, IH", "VH, V?", "?H, IH"})
    void noSignIsExpectedWhereModeOrLevelIsNotKnown(final String a, final String b) {
        assertEquals(0, view(a).expectedSign(view(b)));
    }

    private static CellView view(final String cell) {
        final ClampMode mode = switch (cell.charAt(0)) {
            case 'I' -> ClampMode.CURRENT_CLAMP;
            case 'V' -> ClampMode.VOLTAGE_CLAMP;
            default -> ClampMode.UNKNOWN;
        };
        return new CellView(
                mode,
                switch (cell.charAt(1)) {
                    case 'H' -> Optional.of(HoldingLevel.HYPERPOLARISED);
                    case 'D' -> Optional.of(HoldingLevel.DEPOLARISED);
                    default -> Optional.empty();
                });
    }
}
