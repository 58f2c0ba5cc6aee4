package org.eibalance.analysis.pair.significance;

/**
 * Correlograms of surrogates, and how the pair compares with them.
 *
 * @param method how the surrogates were made, never {@link SurrogateMethod#AUTO}
 * @param count how many
 * @param distinct how many different ones exist; of shifts, how many whose windows of lags do not overlap
 * @param leastP the smallest p these can give
 * @param pValue two-sided, over the whole window of lags: (1 + m q) / (1 + m), where q is the share of surrogates whose
 *     max |C*| is at least max |C|, and m the smaller of count and distinct
 * @param centre what is expected without common fluctuations at each lag: the shift predictor for pairings, 0 for
 *     shifts
 * @param low 2.5 % point of the surrogates at each lag
 * @param high 97.5 % point of the surrogates at each lag
 * @param maxBand 95 % point of max |C*|: a curve that stays within centre ± maxBand is not significant at 5 %
 * @param correlationTimeMs time constant of the slower cell, from its autocorrelation
 * @param seed of the random draws
 */
public record Surrogates(
        SurrogateMethod method,
        int count,
        double distinct,
        double leastP,
        double pValue,
        double[] centre,
        double[] low,
        double[] high,
        double maxBand,
        double correlationTimeMs,
        long seed) {}
