package org.eibalance.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PASSED",
        "1, PASSED",
        "1.1, DOUBTFUL",
        "2, DOUBTFUL",
        "2.1, FAILED",
        "Infinity, FAILED",
        "NaN, FAILED"
    })
    void aNumberAboveItsLimitsIsDoubtfulThenFails(final double value, final CheckState expected) {
        assertEquals(expected, new Limits(1, 2).state(value));
    }

    @ParameterizedTest
    @CsvSource({
        "3, PASSED",
        "2, PASSED",
        "1.9, DOUBTFUL",
        "1, DOUBTFUL",
        "0.9, FAILED",
        "-Infinity, FAILED",
        "NaN, FAILED"
    })
    void aNumberBelowItsLimitsIsDoubtfulThenFails(final double value, final CheckState expected) {
        assertEquals(expected, new Limits(2, 1).state(value));
    }

    @Test
    void theLimitOfAStateIsTheOneThatItPassedOrDidNotPass() {
        final Limits limits = new Limits(1, 2);
        assertEquals(2, limits.of(CheckState.FAILED));
        assertEquals(1, limits.of(CheckState.DOUBTFUL));
        assertEquals(1, limits.of(CheckState.PASSED));
    }
}
