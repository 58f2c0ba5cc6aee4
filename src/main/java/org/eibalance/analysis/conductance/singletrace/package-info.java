/**
 * Conductances from single traces of the potential. Five methods: moments at two currents ({@code VmdOverLevels}),
 * relaxation times in windows ({@code RelaxationOverSweeps}), averages before spikes ({@code SpikeTriggeredTrace}),
 * differences between samples ({@code OversamplingTrace}), and the impedance at two frequencies
 * ({@code TwoFrequencyConductance}). The first four read {@code MembraneTraces}.
 *
 * <pre>{@code
 * MembraneTraces traces = MembraneTraces.of(trials, TimeWindow.ALL, JunctionPotential.toCorrect(10), 0);
 * VmdOverLevels found = VmdOverLevels.compute(traces, VmdSettings.DEFAULT);
 * double meanExcitatoryNs = found.pairs().get(0).found().excitatoryNs();
 * }</pre>
 */
package org.eibalance.analysis.conductance.singletrace;
