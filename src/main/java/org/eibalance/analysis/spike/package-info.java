/**
 * Spike trains, of recordings by a threshold or of simulations, and their statistics.
 *
 * <pre>{@code
 * SpikeTrains trains = new SpikeTrains(
 *     List.of("cell 0"), List.of(new double[][] { timesMs }), new double[] { 10_000 });
 * SpikeStatistics statistics = SpikeStatistics.of(trains, 100, 5);
 * System.out.println(statistics.trains().get(0).rateHz());
 *
 * try (Recording recording = Formats.open(path)) {
 *     RecordedSpikes spikes = RecordedSpikes.find(
 *         recording, recording.channels(), new int[] { 0 }, SpikeSettings.DEFAULT, done -> {});
 *     System.out.println(spikes.trains().count());
 * }
 * }</pre>
 */
package org.eibalance.analysis.spike;
