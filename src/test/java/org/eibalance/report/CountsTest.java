package org.eibalance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Plurals agree with their number. */
class CountsTest {

    @Test
    void onlyOneIsSingular() {
        assertEquals("0 spikes", Counts.of(0, "spike"));
        assertEquals("1 spike", Counts.of(1, "spike"));
        assertEquals("2 spikes", Counts.of(2, "spike"));
    }
}
