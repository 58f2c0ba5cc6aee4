/**
 * Signals of many cells, such as field potentials: spectra, what of them is aperiodic and what stands out as peaks, and
 * correlations over long times.
 *
 * <pre>{@code
 * PowerSpectrum spectrum = PowerSpectrum.of(List.of(signal), 1000, 2000);
 * AperiodicFit fit = AperiodicFitting.fit(spectrum, AperiodicSettings.between(1, 100));
 * System.out.println(fit.exponent() + ", " + fit.peaks().size() + " peaks");
 * }</pre>
 */
package org.eibalance.analysis.field;
