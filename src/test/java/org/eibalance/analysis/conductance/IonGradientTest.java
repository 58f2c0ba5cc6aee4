package org.eibalance.analysis.conductance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Reversal potentials from concentrations. */
class IonGradientTest {

    @Test
    void aTenfoldGradientOfAMonovalentIonIsWorthFiftyEightMillivoltsAtTwentyDegrees() {
        assertEquals(58.168, IonGradient.nernstMv(1, 100, 10, 20), 1e-3);
        assertEquals(-58.168, IonGradient.nernstMv(-1, 100, 10, 20), 1e-3);
        assertEquals(29.084, IonGradient.nernstMv(2, 100, 10, 20), 1e-3);
    }

    @Test
    void bicarbonateMovesTheReversalOfGabaTowardsZero() {
        final double chlorideOnly = IonGradient.goldmanAnionMv(133.5, 6, 26, 16, 0, 34);
        assertEquals(IonGradient.nernstMv(-1, 133.5, 6, 34), chlorideOnly, 1e-12);
        assertEquals(
                26.46814 * Math.log((6 + 0.2 * 16) / (133.5 + 0.2 * 26)),
                IonGradient.goldmanAnionMv(133.5, 6, 26, 16, 0.2, 34),
                1e-3);
    }

    @Test
    void impossibleConcentrationsAreRefused() {
        assertThrows(InputException.class, () -> IonGradient.nernstMv(1, 0, 10, 20));
        assertThrows(InputException.class, () -> IonGradient.nernstMv(0, 10, 10, 20));
        assertThrows(InputException.class, () -> IonGradient.goldmanAnionMv(100, 5, -1, 0, 0.2, 20));
        assertThrows(InputException.class, () -> IonGradient.goldmanAnionMv(100, 5, 0, -1, 0.2, 20));
        assertThrows(InputException.class, () -> IonGradient.goldmanAnionMv(100, 5, 0, 0, -0.2, 20));
        assertThrows(InputException.class, () -> IonGradient.goldmanAnionMv(0, 5, 0, 0, 0.2, 20));
        assertThrows(InputException.class, () -> IonGradient.goldmanAnionMv(100, 0, 0, 0, 0.2, 20));
        assertThrows(InputException.class, () -> IonGradient.nernstMv(1, 100, 10, -273.15));
        assertThrows(InputException.class, () -> new ReversalPotentials(-80, 0));
    }
}
