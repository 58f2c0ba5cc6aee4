/**
 * A virtual rig that knows the truth: it makes recordings together with the conductances behind them.
 *
 * <pre>{@code
 * PairExperiment experiment = PairExperiment.standard(PairExperiment.HYPERPOLARISING_PA,
 *     PairExperiment.DEPOLARISING_PA, 1);
 * SimulatedRecording simulated = experiment.run("hd");
 * double[] seen = simulated.recording().read(0, 0);                    // mV
 * double[] behind = simulated.truth().get(0).get(0).excitatoryNs();    // nS
 * }</pre>
 */
package org.eibalance.rig;
