package org.eibalance.model.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The generator is SplitMix64 (Steele, Lea and Flood 2014), whose first numbers are published. */
class CounterRandomTest {

    @Test
    void theNumbersOfTheSeedZeroAreThosePublished() {
        // Vigna's splitmix64.c with x = 0: the place counts from 1.
        assertEquals(0xE220A8397B1DCDAFL, CounterRandom.at(0, 1));
        assertEquals(0x6E789E6AA1B965F4L, CounterRandom.at(0, 2));
        assertEquals(0x06C45D188009454FL, CounterRandom.at(0, 3));
    }

    @Test
    void manyNumbersAtOnceAreThoseOfTheirPlaces() {
        final long key = CounterRandom.key(5, 9);
        final long[] numbers = {-1, -1, -1, -1, -1, -1};
        CounterRandom.fill(numbers, key, 1000, 5);
        final long[] expected = new long[6];
        for (int i = 0; i < 5; i++) expected[i] = CounterRandom.at(key, 1000 + i);
        expected[5] = -1;
        assertArrayEquals(expected, numbers);
    }

    @Test
    void anotherStreamBeginsAnew() {
        final CounterRandom random = new CounterRandom(1, 1);
        final long key = CounterRandom.key(3, 4);
        random.restart(key, 7);
        final long first = random.nextLong();
        random.nextGaussian();
        random.restart(key, 7);
        assertEquals(first, random.nextLong());
        random.restart(key, 8);
        assertTrue(first != random.nextLong());
    }

    @Test
    void streamsOfOneSeedDoNotOverlap() {
        final java.util.Set<Long> seen = new java.util.HashSet<>();
        for (int stream = 0; stream < 100; stream++) {
            final CounterRandom random = new CounterRandom(1, stream);
            for (int k = 0; k < 100; k++) assertTrue(seen.add(random.nextLong()));
        }
    }

    @Test
    void wholeNumbersAreUniformBelowTheirBound() {
        final CounterRandom random = new CounterRandom(2, 1);
        final int[] counts = new int[7];
        for (int k = 0; k < 70_000; k++) counts[random.nextInt(7)]++;
        // 10,000 each, with a standard deviation of 93.
        for (final int count : counts) assertEquals(10_000, count, 400);
        assertEquals(0, random.nextInt(1));
    }

    @Test
    void numbersBetweenZeroAndOneAreNeitherOfThem() {
        final CounterRandom random = new CounterRandom(4, 1);
        double least = 1, greatest = 0;
        for (int k = 0; k < 100_000; k++) {
            final double u = random.nextDouble();
            least = Math.min(least, u);
            greatest = Math.max(greatest, u);
        }
        assertTrue(least > 0 && least < 1e-3, "least " + least);
        assertTrue(greatest < 1 && greatest > 1 - 1e-3, "greatest " + greatest);
    }
}
