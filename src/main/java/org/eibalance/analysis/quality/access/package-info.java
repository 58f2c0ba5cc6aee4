/**
 * The series resistance by all sweeps at once, for corrections that need it: a cell whose synapses are active does not
 * give it sweep by sweep. {@code PooledStep} averages the sweeps, {@code NoiseCovariance} is their noise,
 * {@code PooledFit} fits one or two exponentials by generalised least squares, and
 * {@link org.eibalance.analysis.quality.access.AccessFit} decides between them.
 *
 * <pre>{@code
 * MembraneTestResult sweepBySweep = quality.membraneTest().orElseThrow();
 * AccessEstimate access = AccessFit.compute(quality.pulses(), sweepBySweep, 20_000).orElseThrow();
 * double mohm = access.seriesMohm();                 // of all sweeps
 * double ofSweep = access.seriesMohmBySweep().get(3);
 * double share = access.uncertainty();               // of it
 * }</pre>
 */
package org.eibalance.analysis.quality.access;
