/**
 * Ratios of excitation to inhibition by each of their definitions, and the potential, total conductance and time
 * constant that given conductances lead to.
 *
 * <pre>{@code
 * BalancePoint point = BalancePoint.of(cell, injectedPa, excitatoryNs, inhibitoryNs, reversals);
 * }</pre>
 */
package org.eibalance.analysis.conductance.balance;
