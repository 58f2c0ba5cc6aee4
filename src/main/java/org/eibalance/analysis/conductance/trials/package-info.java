/**
 * The sweeps of an experiment, sorted by condition, and within a condition by holding potential or injected current.
 * Also Up states, found in a trace and cut out as trials. This package says which samples an estimate uses; it
 * estimates nothing.
 *
 * <pre>{@code
 * ClampLevel low = new ClampLevel(-80, List.of(sweep));
 * }</pre>
 */
package org.eibalance.analysis.conductance.trials;
