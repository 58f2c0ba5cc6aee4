/**
 * Ratios of excitation to inhibition by each of their definitions, and where a set of conductances leaves the cell:
 * resting potential, input resistance, time constant.
 *
 * <pre>{@code
 * BalancePoint point = BalancePoint.of(cell, reversals, excitatoryNs, inhibitoryNs);
 * }</pre>
 */
package org.eibalance.analysis.conductance.balance;
