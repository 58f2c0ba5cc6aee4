/**
 * Paired recordings: how the fluctuations of two nearby cells go together, after Okun and Lampl 2008 (Nat Neurosci
 * 11:535).
 *
 * <pre>{@code
 * PairInput input = PairInput.from(recording, recording.channel("cell 0"), recording.channel("cell 1"), List.of());
 * PairSettings settings = PairSettings.DEFAULT.withSignificance(SurrogateSettings.of(1000, 1), 1000);
 * PairResult result = PairCorrelation.compute(input, settings, 2);
 * for (PairCorrelogram group : result.groups()) {
 *     System.out.println(group.pairing().label() + " " + group.peak().r() + " at "
 *         + group.peak().lagMs() + " ms, p = " + group.pValue());
 * }
 * }</pre>
 */
package org.eibalance.analysis.pair;
