package org.eibalance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Numbers of text files to the last bit. */
class DecimalNumberTest {

    @Test
    void plainNumbersAreThoseOfTheLibraryToTheLastBit() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            final int digits = random.nextInt(1, 16);
            final StringBuilder text = new StringBuilder();
            for (int k = 0; k < digits; k++) text.append((char) ('0' + random.nextInt(10)));
            final int point = random.nextInt(-1, digits + 1);
            if (point >= 0) text.insert(point, '.');
            if (random.nextBoolean()) text.insert(0, '-');
            assertEquals(
                    Double.doubleToRawLongBits(Double.parseDouble(text.toString())),
                    Double.doubleToRawLongBits(DecimalNumber.plain(text.toString())),
                    text.toString());
        }
    }

    @Test
    void allOtherTextIsLeftToTheLibrary() {
        for (final String text : new String[] {
            "-",
            ".",
            "-.",
            "1.2.3",
            "1e3",
            "0x1p3",
            "1f",
            "Infinity",
            "1234567890123456",
            "0.123456789012345",
            "--1",
            "1-",
            "\u0661"
        }) assertTrue(Double.isNaN(DecimalNumber.plain(text)), text);
    }
}
