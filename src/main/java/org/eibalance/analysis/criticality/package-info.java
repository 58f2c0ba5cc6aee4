/**
 * How far activity is from the critical point between activity that dies out and activity that grows without limit: the
 * branching ratio and the sizes and durations of avalanches.
 *
 * <pre>{@code
 * BranchingResult branching = Branching.compute(List.of(counts), BranchingSettings.ofBins(4), 1);
 * System.out.println(branching.branching() + ", of single steps " + branching.naive());
 * AvalancheSeries avalanches = AvalancheSeries.ofTimes(List.of(timesMs), 4);
 * PowerLawFit sizes = PowerLawFitting.fit(avalanches.sizes(), PowerLawSettings.discrete(1), 2, done -> {});
 * System.out.println(sizes.law().exponent() + " from " + sizes.law().least());
 * }</pre>
 */
package org.eibalance.analysis.criticality;
