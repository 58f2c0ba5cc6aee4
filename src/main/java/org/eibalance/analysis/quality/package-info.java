/**
 * The quality of a recording: the membrane test, and baseline, noise, hum, saturation and missing samples.
 *
 * <pre>{@code
 * for (ChannelQuality quality : QualityCheck.compute(recording, QualityCheck.channels(recording),
 *     QualitySettings.DEFAULT, done -> {})) {
 *     quality.membraneTest().ifPresent(test -> {
 *         MembraneDefinition meaning = test.definition();          // of the numbers below
 *         SweepTrend access = test.drift(PulseMeasures::raMohm);        // over the sweeps
 *         double capacitancePf = test.sweeps().get(0).cmPf();
 *     });
 * }
 * }</pre>
 *
 * A new measure of a sweep is computed in {@code QuietStretch}, if it is one of the stretch at the holding level, or in
 * {@code SweepSummary}, if it is one of all samples. It is a component of
 * {@link org.eibalance.analysis.quality.SweepQuality}, which {@link org.eibalance.analysis.quality.QualityCheck} fills.
 * Its column and its sentence are in {@code report.quality}.
 */
package org.eibalance.analysis.quality;
