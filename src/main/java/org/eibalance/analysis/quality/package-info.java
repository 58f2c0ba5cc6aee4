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
 */
package org.eibalance.analysis.quality;
