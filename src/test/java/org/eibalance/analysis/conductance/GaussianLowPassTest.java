package org.eibalance.analysis.conductance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The low-pass on potential and current, narrow and wide. */
class GaussianLowPassTest {

    @ParameterizedTest
    @ValueSource(doubles = {1000, 100, 10})
    void atItsCutoffASinusoidKeepsSeventyPercent(final double hz) {
        final double[] sinusoid = new double[40000];
        for (int i = 0; i < sinusoid.length; i++) sinusoid[i] = Math.sin(2 * Math.PI * hz * i * 5e-5);
        final double[] filtered = new GaussianLowPass(hz, 0.05).apply(sinusoid);
        double peak = 0;
        for (int i = 10000; i < 30000; i++) peak = Math.max(peak, filtered[i]);
        assertEquals(Math.sqrt(0.5), peak, 1e-3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1000, 10})
    void aConstantStaysConstantUpToTheEnds(final double hz) {
        final double[] constant = new double[5000];
        Arrays.fill(constant, -70);
        assertArrayEquals(constant, new GaussianLowPass(hz, 0.05).apply(constant), 1e-9);
    }

    @Test
    void noneLeavesTheSignalAlone() {
        final double[] signal = {1, 2, 3};
        assertSame(signal, new GaussianLowPass(0, 0.05).apply(signal));
    }
}
