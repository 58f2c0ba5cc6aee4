/**
 * Networks of spiking neurons in time steps, and the event-driven network of binary neurons.
 *
 * <p>A {@link org.eibalance.model.network.Network} is described once and can be run any number of times; the same seed
 * gives the same spikes on any number of threads. Targets are divided among threads, which wait for each other once in
 * every shortest delay.
 *
 * <pre>{@code
 * Network.Builder b = new Network.Builder(0.1, 1);
 * Membrane cell = LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2);
 * Population all = b.population("cells", cell, 12_500, new Synapse.Delta());
 * b.connect(all.part(0, 10_000), all.whole(), 0, new Connectivity.FixedInDegree(1000), 0.1, 1.5);
 * b.connect(all.part(10_000, 12_500), all.whole(), 0, new Connectivity.FixedInDegree(250), -0.5, 1.5);
 * b.drive(new PoissonDrive(all.whole(), 0, 20_000, 0.1));
 * Spikes spikes = b.build().run(1000, 2, progress -> {});
 * }</pre>
 */
package org.eibalance.model.network;
