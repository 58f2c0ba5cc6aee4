/**
 * The sweeps of an experiment, sorted: by condition, and within a condition by holding potential or injected current.
 * Also up states, found in a trace and cut out as trials. What is in here says which samples an estimate may use; it
 * estimates nothing.
 *
 * <pre>{@code
 * ClampLevel low = new ClampLevel(-80, List.of(sweep));
 * }</pre>
 */
package org.eibalance.analysis.conductance.trials;
