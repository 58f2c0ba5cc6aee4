package org.eibalance.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {

	@Property(tries = 300)
	void theValueAtAPlaceIsThatOfTheSortedSample(
		@ForAll @Size(min = 1, max = 200) final double @DoubleRange(min = -5, max = 5) [] sample,
		@ForAll @DoubleRange(min = 0, max = 1) final double share)
	{
		final double[] sorted = sample.clone();
		Arrays.sort(sorted);
		final int place = (int) (share * (sample.length - 1));
		final double[] values = sample.clone();
		assertEquals(sorted[place], OrderStatistics.select(values, place), 0.0);
		for (int i = 0; i < values.length; i++) {
			assertTrue(i < place ? values[i] <= values[place] : values[i] >= values[place], "place " + i);
		}
		Arrays.sort(values);
		assertEquals(0, Arrays.compare(sorted, values), "no value is lost");
	}

	@Test
	void quantilesAreThoseOfDefinition7() {
		final double[] sample = { 3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5 };
		for (double share = 0.01; share < 1; share += 0.01) {
			final double known = new Percentile().withEstimationType(EstimationType.R_7).evaluate(sample, 100 * share);
			assertEquals(known, OrderStatistics.quantile(sample.clone(), share), 1e-12, "share " + share);
		}
		assertEquals(-6, OrderStatistics.quantile(sample.clone(), 0));
		assertEquals(9, OrderStatistics.quantile(sample.clone(), 1));
	}
}
