package org.eibalance.analysis.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.signal.Statistics;
import org.junit.jupiter.api.Test;

/** What a corrected lag rests on, and envelopes that two cells share. */
class LagPartsTest {

    @Test
    void aTimeConstantIsTheGivenOneElseTheMeasuredElseTenMilliseconds() {
        assertEquals(new MembraneTime(7, "given"), MembraneTime.of(7, new double[] {20}));
        assertEquals(
                new MembraneTime(15, "measured from a step"), MembraneTime.of(0, new double[] {10, Double.NaN, 20}));
        assertEquals(new MembraneTime(10, "assumed"), MembraneTime.of(0, new double[] {Double.NaN}));
        assertTrue(MembraneTime.of(0, new double[0]).isAssumed());
        assertFalse(MembraneTime.given(3).isAssumed());
    }

    @Test
    void whatIsAssumedIsKnownHalfAsWell() {
        assertEquals(new LagUncertainty(0.1, 0.1, 2, 2, 0.2), LagUncertainty.standard(false, true));
        assertEquals(new LagUncertainty(0.2, 0.2, 5, 2, 0.2), LagUncertainty.standard(true, false));
    }

    /** Both time constants share one draw, so that their logarithms correlate with a half. */
    @Test
    void drawsHaveTheDeviationsThatWereAskedFor() {
        final LagUncertainty known = new LagUncertainty(0.1, 0.1, 5, 2, 0.2);
        final SplittableRandom random = new SplittableRandom(1);
        final int n = 20_000;
        final double[] h = new double[n], d = new double[n], mv = new double[n], own = new double[n];
        final double[] common = new double[n];
        double products = 0;
        for (int i = 0; i < n; i++) {
            final LagUncertainty.Draw draw = known.draw(random);
            h[i] = Math.log(draw.factorH());
            d[i] = Math.log(draw.factorD());
            mv[i] = draw.offsetMv();
            own[i] = draw.offsetDMv();
            common[i] = draw.commonFactor();
            products += h[i] * d[i] / n;
            assertTrue(draw.commonFactor() >= 0);
        }
        assertEquals(0.1 * Math.sqrt(2), Statistics.sd(h), 0.003);
        assertEquals(0.1 * Math.sqrt(2), Statistics.sd(d), 0.003);
        assertEquals(0.01, products, 0.0005, "what both share");
        assertEquals(0, Statistics.mean(h), 0.005);
        assertEquals(5, Statistics.sd(mv), 0.1);
        assertEquals(2, Statistics.sd(own), 0.05);
        assertEquals(1, Statistics.mean(common), 0.01);
        assertEquals(0.2, Statistics.sd(common), 0.005);
    }

    private static double[] noise(final long seed, final int windows, final double[] sd) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] noise = new double[100 * windows];
        for (int t = 0; t < noise.length; t++) noise[t] = -70 + sd[t / 100] * random.nextGaussian();
        return noise;
    }

    private static PairSweep pair(final double[] a, final double[] b) {
        return new PairSweep("made", 0, a, b, 0, 0);
    }

    /** At 1000 samples a second a window has 100. */
    @Test
    void cellsThatFluctuateStronglyAtTheSameTimesShareAnEnvelope() {
        final double[] loud = new double[200];
        final double[] other = new double[200];
        final SplittableRandom random = new SplittableRandom(2);
        for (int w = 0; w < 200; w++) {
            loud[w] = random.nextBoolean() ? 1 : 4;
            other[w] = random.nextBoolean() ? 1 : 4;
        }
        final CommonEnvelope shared = CommonEnvelope.of(List.of(pair(noise(3, 200, loud), noise(4, 200, loud))), 1000);
        assertEquals(200, shared.windows());
        assertTrue(shared.r() > 0.95, shared.toString());
        final CommonEnvelope own = CommonEnvelope.of(List.of(pair(noise(3, 200, loud), noise(4, 200, other))), 1000);
        assertEquals(0, own.r(), 0.2);
        final double[] turned = new double[200];
        for (int w = 0; w < 200; w++) turned[w] = 5 - loud[w];
        assertTrue(CommonEnvelope.of(List.of(pair(noise(3, 200, loud), noise(4, 200, turned))), 1000)
                        .r()
                < -0.95);
    }

    @Test
    void windowsInWhichACellIsConstantAndTheRestOfASweepAreLeftOut() {
        final double[] some = noise(5, 10, new double[] {1, 2, 1, 3, 1, 2, 1, 4, 1, 2});
        final double[] flat = some.clone();
        java.util.Arrays.fill(flat, 0, 300, -70);
        assertEquals(7, CommonEnvelope.of(List.of(pair(some, flat)), 1000).windows());
        final List<PairSweep> two = new ArrayList<>();
        for (int k = 0; k < 2; k++)
            two.add(pair(java.util.Arrays.copyOf(some, 199), java.util.Arrays.copyOf(some, 199)));
        final CommonEnvelope few = CommonEnvelope.of(two, 1000);
        assertEquals(2, few.windows(), "one whole window in each");
        assertTrue(Double.isNaN(few.r()));
    }
}
