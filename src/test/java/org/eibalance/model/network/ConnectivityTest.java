package org.eibalance.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectivityTest {

    /** What a spike of each source adds at each target: [source][target]. */
    private static float[][] matrix(final SynapseRows rows, final int sources, final int targets) {
        final float[][] matrix = new float[sources][targets + 3];
        for (int s = 0; s < sources; s++) rows.deliver(s, matrix[s], 3, 1f);
        return matrix;
    }

    @Test
    void everyTargetHasItsInDegreeWithoutDoublesAndWithoutItself() {
        for (final int inDegree : new int[] {1, 30, 99, 150, 199}) {
            final Connectivity.Drawing drawing =
                    new Connectivity.Drawing(new Connectivity.FixedInDegree(inDegree), 200, 0, 5);
            for (int target = 0; target < 200; target++) {
                assertEquals(inDegree, drawing.draw(target));
                final Set<Integer> sources = new HashSet<>();
                for (int k = 0; k < inDegree; k++) sources.add(drawing.drawn()[k]);
                assertEquals(inDegree, sources.size());
                assertTrue(!sources.contains(target));
            }
        }
    }

    @Test
    void sourcesAreAllAsLikely() {
        final Connectivity.Drawing drawing =
                new Connectivity.Drawing(new Connectivity.FixedInDegree(100), 1000, Integer.MIN_VALUE / 2, 5);
        final int[] outDegree = new int[1000];
        for (int target = 0; target < 10_000; target++) {
            final int count = drawing.draw(target);
            for (int k = 0; k < count; k++) outDegree[drawing.drawn()[k]]++;
        }
        double chiSquare = 0;
        for (final int d : outDegree) chiSquare += (d - 1000.0) * (d - 1000) / (1000 * 0.9);
        assertEquals(1000, chiSquare, 4 * Math.sqrt(2000));
    }

    @Test
    void aFixedProbabilityConnectsThatShareOfThePairs() {
        final SynapseRows rows =
                RowBuilder.build(new Connectivity.FixedProbability(0.02), 4000, 0, 4000, 4000, 0, 9, 1);
        assertEquals(0.02 * 4000 * 3999, rows.synapses(), 4 * Math.sqrt(0.02 * 4000 * 4000));
    }

    @Test
    void allLayoutsHoldTheSameSynapses() {
        final Connectivity rule = new Connectivity.FixedProbability(0.3);
        final int sources = 70;
        final int targets = 500;
        final SynapseRows bits = RowBuilder.build(rule, sources, 0, targets, targets, -1000, 4, 1);
        assertInstanceOf(BitRows.class, bits);
        final float[][] expected = new float[sources][targets + 3];
        final Connectivity.Drawing drawing = new Connectivity.Drawing(rule, sources, -1000, 4);
        for (int target = 0; target < targets; target++) {
            final int count = drawing.draw(target);
            for (int k = 0; k < count; k++) expected[drawing.drawn()[k]][target + 3] = 1;
        }
        assertArrayEquals(expected, matrix(bits, sources, targets));
        final int[] from = new int[(int) bits.synapses()];
        final int[] to = new int[from.length];
        int size = 0;
        for (int target = 0; target < targets; target++) {
            for (int source = 0; source < sources; source++) {
                if (expected[source][target + 3] == 0) continue;
                from[size] = source;
                to[size++] = target;
            }
        }
        final SynapseRows listed = new SynapseRowsOf(from, to, sources, targets).rows();
        assertArrayEquals(expected, matrix(listed, sources, targets));
    }

    /** The same pairs given one by one, which at a low density of a wide target part are two-byte rows. */
    private record SynapseRowsOf(int[] from, int[] to, int sources, int targets) {

        SynapseRows rows() {
            final SynapseRows rows =
                    RowBuilder.build(new Connectivity.Explicit(from, to), sources, 0, targets, 60_000, 0, 0, 1);
            return rows;
        }
    }

    @Test
    void moreThan65536TargetsTakeFourBytesAndBitsOnceTheyAreDense() {
        final SynapseRows wide =
                RowBuilder.build(new Connectivity.FixedInDegree(2), 100, 0, 70_000, 70_000, -100_000, 1, 1);
        assertInstanceOf(SynapseRows.Wide.class, wide);
        assertEquals(140_000, wide.synapses());
        final SynapseRows dense =
                RowBuilder.build(new Connectivity.FixedProbability(0.06), 64, 0, 70_000, 70_000, -100_000, 1, 1);
        assertInstanceOf(BitRows.class, dense);
        assertTrue(dense.bytes() < 2.2 * dense.synapses());
        final SynapseRows two = RowBuilder.build(new Connectivity.FixedInDegree(50), 5000, 0, 5000, 5000, 0, 1, 1);
        assertTrue(two.bytes() < 2.1 * two.synapses());
    }

    @Test
    void spikesCountedTogetherAddWhatTheyAddOneByOne() {
        final int sources = 700;
        for (final int targets : new int[] {1, 31, 64, 1000, 2049}) {
            for (final double density : new double[] {0.06, 0.5, 1}) {
                final SynapseRows rows = RowBuilder.build(
                        new Connectivity.FixedProbability(density), sources, 0, targets, targets, -5000, 8, 100);
                assertInstanceOf(BitRows.class, rows);
                final int[] fired = new int[sources];
                for (int s = 0; s < sources; s++) fired[s] = s * 3 % sources;
                for (final int count : new int[] {0, 1, 3, 4, 7, 8, 9, 15, 16, 31, 100, 248, 249, 251, 600, 700}) {
                    // A weight with few binary digits: sums are exact in any order.
                    final float[] together = new float[targets + 2];
                    rows.deliverAll(fired, count, together, 2, 0.375f);
                    final float[] single = new float[targets + 2];
                    for (int k = 0; k < count; k++) rows.deliver(fired[k], single, 2, 0.375f);
                    assertArrayEquals(single, together, count + " spikes, " + targets + " targets");
                }
            }
        }
    }

    @Test
    void fromFivePercentOnBitsAreChosenWhereManySpikesComeAtOnce() {
        final Connectivity rule = new Connectivity.FixedProbability(0.05);
        assertInstanceOf(BitRows.class, RowBuilder.build(rule, 500, 0, 900, 900, 0, 1, 21));
        assertInstanceOf(SynapseRows.Short.class, RowBuilder.build(rule, 500, 0, 900, 900, 0, 1, 19));
        assertInstanceOf(
                SynapseRows.Short.class,
                RowBuilder.build(new Connectivity.FixedProbability(0.049), 500, 0, 900, 900, 0, 1, 100));
    }

    @Test
    void sharesOfTheTargetsAddUpToTheWhole() {
        for (final Connectivity rule : new Connectivity[] {
            new Connectivity.FixedInDegree(40),
            new Connectivity.FixedProbability(0.05),
            new Connectivity.FixedProbability(0.05, true)
        }) {
            final float[][] whole = matrix(RowBuilder.build(rule, 300, 0, 9000, 9000, 0, 2, 1), 300, 9000);
            final SynapseRows low = RowBuilder.build(rule, 300, 0, 5000, 9000, 0, 2, 1);
            final SynapseRows high = RowBuilder.build(rule, 300, 5000, 9000, 9000, 0, 2, 1);
            final float[][] parts = new float[300][9003];
            for (int s = 0; s < 300; s++) {
                low.deliver(s, parts[s], 3, 1f);
                high.deliver(s, parts[s], 5003, 1f);
            }
            assertArrayEquals(whole, parts, rule.toString());
        }
    }

    @Test
    void proceduralRowsAreAlwaysTheSameAndHaveTheRightDensity() {
        final SynapseRows rows =
                RowBuilder.build(new Connectivity.FixedProbability(0.01, true), 1000, 0, 20_000, 20_000, 0, 3, 1);
        final float[] once = new float[20_000];
        for (int s = 0; s < 1000; s++) rows.deliver(s, once, 0, 1f);
        final float[] again = new float[20_000];
        for (int s = 0; s < 1000; s++) rows.deliver(s, again, 0, 1f);
        assertArrayEquals(once, again);
        double sum = 0;
        double squares = 0;
        for (final float x : once) {
            sum += x;
            squares += x * x;
        }
        assertEquals(0.01 * 1000, sum / 20_000, 0.1);
        final double mean = sum / 20_000;
        assertEquals(0.01 * 0.99 * 1000, squares / 20_000 - mean * mean, 0.5);
        assertTrue(rows.bytes() < 300_000);
    }

    @Test
    void poissonCountsHaveMeanAndVarianceOfTheirRateAtAnyRate() {
        for (final double mean : new double[] {0.003, 0.4, 2, 30}) {
            final PoissonCounts counts = new PoissonCounts(11, 1);
            counts.setMean(mean);
            final int neurons = 1003;
            final int steps = 1000;
            double sum = 0;
            double squares = 0;
            for (int step = 0; step < steps; step++) {
                final float[] into = new float[neurons];
                counts.add(step, 5, into, 0, neurons, 1);
                for (final float x : into) {
                    sum += x;
                    squares += x * x;
                }
            }
            final double n = (double) neurons * steps;
            assertEquals(mean, sum / n, 4 * Math.sqrt(mean / n), "mean " + mean);
            assertEquals(mean, squares / n - sum / n * sum / n, 5 * Math.sqrt((mean + 2 * mean * mean) / n));
        }
    }

    @Test
    void whatANeuronGetsDoesNotDependOnWhereTheThreadsShareBegins() {
        final PoissonCounts counts = new PoissonCounts(11, 0.5);
        counts.setMean(1.7);
        final float[] whole = new float[100];
        counts.add(42, 0, whole, 0, 100, 1);
        for (int cut = 1; cut < 12; cut++) {
            final float[] parts = new float[100];
            counts.add(42, 0, parts, 0, cut, 1);
            counts.add(42, cut, parts, cut, 100 - cut, 1);
            assertArrayEquals(whole, parts);
        }
    }
}
