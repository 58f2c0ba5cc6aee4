package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Lengths that transform quickly. */
class FourierTest {

    @Test
    void aGoodLengthIsTheNextEvenProductOfTwosThreesAndFives() {
        assertEquals(2, Fourier.goodLength(1));
        assertEquals(2, Fourier.goodLength(2));
        assertEquals(8, Fourier.goodLength(7));
        assertEquals(30, Fourier.goodLength(26), "neither 26 = 2 13 nor 28 = 2 2 7");
        assertEquals(1000, Fourier.goodLength(999));
        assertEquals(1024, Fourier.goodLength(1001));
        assertEquals(1_000_000, Fourier.goodLength(1_000_000));
    }

    @Test
    void aLengthThatIsNoPowerOfTwoIsRefusedWhereOneIsNeeded() {
        assertThrows(IllegalArgumentException.class, () -> Fourier.powerOfTwo(48));
    }
}
