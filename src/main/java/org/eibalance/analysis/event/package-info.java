/**
 * Spontaneous synaptic events in one trace: where they are, how large, how fast.
 *
 * <pre>{@code
 * EventInput input = EventInput.from(recording, recording.channel("IN 0"), List.of(), 0,
 *     Double.POSITIVE_INFINITY);
 * EventSettings settings = EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE,
 *     new BiexponentialShape(0.5, 5));
 * EventResult result = EventDetection.compute(input, settings, 2);
 * for (SynapticEvent event : result.accepted()) {
 *     System.out.println(event.timeMs() + " ms: " + event.kinetics().amplitude() + " pA");
 * }
 * }</pre>
 *
 * Events of a current are given in pA and those of a potential in mV. An amplitude has the sign of the deflection: that
 * of an excitatory current at rest is negative.
 */
package org.eibalance.analysis.event;
