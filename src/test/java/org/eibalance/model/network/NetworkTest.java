package org.eibalance.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.eibalance.model.neuron.AdaptiveExponential;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.model.neuron.Izhikevich;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.neuron.Membrane;
import org.eibalance.model.synapse.HomeostaticScaling;
import org.eibalance.model.synapse.InhibitoryPlasticity;
import org.eibalance.model.synapse.ShortTermPlasticity;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final DoubleConsumer QUIET = share -> {};

    /** A network with every kind of neuron, synapse, plasticity and drive, large enough for several threads. */
    private static Network medley(final long seed) {
        final Network.Builder b = new Network.Builder(0.1, seed);
        final Synapse ampa = new Synapse.ExponentialConductance(5, 0);
        final Synapse gaba = new Synapse.ExponentialConductance(10, -80);
        final Population lif = b.population(
                "LIF",
                LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2),
                4001,
                new Synapse.Delta(),
                new Synapse.ExponentialCurrent(3));
        final Population coba =
                b.population("COBA", new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5), 1503, ampa, gaba);
        final Population adex = b.population(
                "AdEx",
                AdaptiveExponential.ofBretteGerstner(),
                301,
                ampa,
                gaba,
                new Synapse.Nmda(2, 80, 0, 1),
                new Synapse.OrnsteinUhlenbeck(10, 3, 3, 0));
        final Population izhikevich = b.population("Izhikevich", Izhikevich.regularSpiking(), 101, new Synapse.Delta());
        final Population hh = b.population("HH", HodgkinHuxley.ofBenchmark(), 53, ampa, gaba);
        b.drive(new PoissonDrive(lif.whole(), 0, 20_000, 0.1));
        b.drive(new PoissonDrive(coba.part(7, 1400), 0, 2_000, 2));
        b.drive(new PoissonDrive(izhikevich.whole(), 0, 1_000, 2, new float[] {1, 1, 2}));
        b.current(hh.whole(), 300, 50);
        b.current(adex.whole(), 500, 0);
        b.startPotential(coba.whole(), -60, 5);
        b.startSynapse(coba.whole(), 1, 20, 12);
        b.connect(lif.part(0, 3000), lif.whole(), 0, new Connectivity.FixedInDegree(100), 0.1, 1.5);
        b.connect(lif.part(3000, 4001), lif.whole(), 0, new Connectivity.FixedInDegree(25), -0.5, 1.6);
        b.connect(
                lif.whole(),
                coba.whole(),
                1,
                new Connectivity.FixedProbability(0.01),
                2,
                1.5,
                new ShortTermPlasticity(0.5, 200, 50),
                null);
        b.connect(
                coba.part(1000, 1503),
                coba.part(0, 1000),
                1,
                new Connectivity.FixedProbability(0.05),
                2,
                2,
                null,
                new InhibitoryPlasticity(0.01, 5, 20, 100));
        b.connect(coba.whole(), adex.whole(), 2, new Connectivity.FixedProbability(0.02, true), 0.5, 3);
        b.connect(adex.whole(), hh.whole(), 0, new Connectivity.FixedInDegree(20), 6, 5);
        b.connect(hh.whole(), izhikevich.part(10, 90), 0, new Connectivity.FixedProbability(0.4), 3, 4);
        b.connect(izhikevich.whole(), lif.whole(), 1, new Connectivity.FixedInDegree(3), 5, 1.5);
        b.scale(coba, 1, new HomeostaticScaling(0.5, 10, 200));
        return b.build();
    }

    @Test
    void theSameSeedGivesTheSameSpikesOnAnyNumberOfThreads() {
        final Network network = medley(3);
        final Spikes alone = network.run(150, 1, QUIET);
        for (final Population p : network.populations()) {
            assertTrue(alone.rateHz(p.whole(), 0, 150) > 0.5, p.name() + " is silent");
        }
        for (int threads = 2; threads <= 5; threads++) {
            final Simulation simulation = new Simulation(network, threads);
            assertEquals(threads, simulation.threads());
            simulation.run(60, QUIET);
            simulation.run(90, QUIET);
            assertArrayEquals(alone.neurons(), simulation.spikes().neurons(), threads + " threads");
            assertArrayEquals(alone.steps(), simulation.spikes().steps(), threads + " threads");
        }
    }

    @Test
    void anotherSeedGivesOtherSpikes() {
        assertTrue(!java.util.Arrays.equals(
                medley(3).run(50, 1, QUIET).neurons(),
                medley(4).run(50, 1, QUIET).neurons()));
    }

    @Test
    void aSpikeArrivesAfterItsDelay() {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Membrane cell = LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2);
        final Population first = b.population("first", cell, 1, new Synapse.Delta());
        final Population second = b.population("second", cell, 1, new Synapse.Delta());
        b.startPotential(first.whole(), 30, 0);
        b.connect(first.whole(), second.whole(), 0, new Connectivity.FixedInDegree(1), 25, 2.5);
        final Spikes spikes = b.build().run(10, 1, QUIET);
        assertArrayEquals(new int[] {0, 1}, spikes.neurons());
        assertEquals(25, spikes.steps()[1] - spikes.steps()[0]);
        assertEquals(0.1, spikes.timesMs(first, 0)[0], 1e-12);
    }

    @Test
    void independentlyDrivenNeuronsHaveNoPopulationRhythm() {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p =
                b.population("p", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2), 1000, new Synapse.Delta());
        b.drive(new PoissonDrive(p.whole(), 0, 9000, 0.1));
        b.drive(new PoissonDrive(p.whole(), 0, 250, 1));
        final Spikes spikes = b.build().run(2000, 1, QUIET);
        assertEquals(1, spikes.populationFano(p.whole(), 500, 2000, 3), 0.25);
    }

    @Test
    void twoRunsInARowAreOneLongRun() {
        final Network network = medley(5);
        final Simulation simulation = network.prepare(1);
        simulation.run(33.3, QUIET);
        simulation.run(41.7, QUIET);
        assertArrayEquals(network.run(75, 1, QUIET).steps(), simulation.spikes().steps());
    }

    @Test
    void cancellingEndsARunWithinATenthOfASecond() throws InterruptedException {
        for (final int threads : new int[] {1, 2}) {
            final Simulation simulation = new Simulation(medley(1), threads);
            final Throwable[] thrown = new Throwable[1];
            final Thread runner = new Thread(() -> {
                try {
                    simulation.run(1e9, QUIET);
                } catch (final CancellationException e) {
                    thrown[0] = e;
                }
            });
            runner.start();
            Thread.sleep(300);
            runner.interrupt();
            // Ten times the promise: other work may have the processor.
            runner.join(1000);
            assertTrue(!runner.isAlive());
            assertTrue(thrown[0] instanceof CancellationException);
        }
    }

    @Test
    void cancellingEndsTheBuilding() throws InterruptedException {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p =
                b.population("p", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2), 60_000, new Synapse.Delta());
        b.connect(p.whole(), p.whole(), 0, new Connectivity.FixedInDegree(3000), 0.1, 1.5);
        final Network network = b.build();
        final Throwable[] thrown = new Throwable[1];
        final Thread builder = new Thread(() -> {
            try {
                network.prepare(2);
            } catch (final CancellationException e) {
                thrown[0] = e;
            }
        });
        builder.start();
        Thread.sleep(100);
        builder.interrupt();
        // Thirty times the promise: other work may have the processor.
        builder.join(3000);
        assertTrue(!builder.isAlive());
        assertTrue(thrown[0] instanceof CancellationException);
    }

    @Test
    void progressGoesFromNothingToAll() {
        final double[] last = {-1};
        medley(1).run(100, 1, share -> {
            assertTrue(share >= last[0] && share <= 1);
            last[0] = share;
        });
        assertEquals(1, last[0]);
    }

    @Test
    void whatCannotBeBuiltIsRefusedWithASentence() {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p =
                b.population("cells", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2), 100, new Synapse.Delta());
        assertEquals(
                "The delay from cells to cells is 0.05 ms: it must be at least one time step of 0.1 ms.",
                assertThrows(
                                InputException.class,
                                () -> b.connect(p.whole(), p.whole(), 0, new Connectivity.FixedInDegree(1), 1, 0.05))
                        .getMessage());
        assertTrue(assertThrows(
                        InputException.class,
                        () -> b.connect(p.whole(), p.whole(), 0, new Connectivity.FixedInDegree(100), 1, 1))
                .getMessage()
                .startsWith("Each neuron of cells is to have 100"));
        final Network.Builder huge = new Network.Builder(0.1, 1);
        final Population many = huge.population(
                "many", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2), 50_000_000, new Synapse.Delta());
        huge.connect(many.whole(), many.whole(), 0, new Connectivity.FixedInDegree(100_000), 1, 1);
        final String sentence = assertThrows(
                        InputException.class, () -> huge.build().prepare(1))
                .getMessage();
        assertTrue(sentence.startsWith("The network of 50000000 neurons and 5.00e+12 synapses needs about"), sentence);
    }

    @Test
    void aPatchedCellShowsPotentialConductancesAndClampCurrent() {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p = b.population(
                "p",
                new LeakyIntegrateAndFire(200, 10, -60, 1e9, -61, 0),
                3,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        b.startSynapse(p.whole(), 0, 30, 0);
        b.startSynapse(p.whole(), 1, 40, 0);
        final Simulation simulation = b.build().prepare(1);
        final Probe probe = simulation.patch(p, 2, 0.2);
        simulation.run(20, QUIET);
        assertEquals(100, probe.potentialsMv().length);
        assertEquals(0.2, probe.intervalMs(), 1e-12);
        for (int i = 0; i < 100; i++) {
            final double ms = 0.2 * i;
            assertEquals(30 * Math.exp(-ms / 5), probe.strengths(0)[i], 1e-3);
            assertEquals(40 * Math.exp(-ms / 10), probe.strengths(1)[i], 1e-3);
            assertEquals(
                    10 * (-40 + 60) + 30 * Math.exp(-ms / 5) * -40 + 40 * Math.exp(-ms / 10) * 40,
                    probe.clampCurrentsPa(-40)[i],
                    0.1);
        }
    }

    @Test
    void theRateTimesTheSourcesTimesTheWeightIsWhatArrives() {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p = b.population(
                "p",
                new LeakyIntegrateAndFire(200, 10, -60, 1e9, -61, 0),
                400,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        b.drive(new PoissonDrive(p.whole(), 0, 3000, 2));
        final Simulation simulation = b.build().prepare(1);
        final Probe[] probes = new Probe[400];
        for (int i = 0; i < 400; i++) probes[i] = simulation.patch(p, i, 5);
        simulation.run(500, QUIET);
        double sum = 0;
        for (final Probe probe : probes)
            sum += java.util.Arrays.stream(probe.strengths(0))
                    .skip(20)
                    .average()
                    .orElse(0);
        // Seen at the start of steps, when the newest arrivals are a step old: 1 % less than 3 / ms * 5 ms * 2 nS.
        assertEquals(29.7, sum / 400, 0.3);
    }

    @Test
    void theTimeItWillTakeIsKnownToAnOrderOfMagnitude() {
        final Network network = medley(1);
        network.run(50, 1, QUIET);
        final long start = System.nanoTime();
        network.run(500, 1, QUIET);
        final double seconds = (System.nanoTime() - start) * 1e-9;
        // Other work may have the processor: no upper bound on the time it took.
        assertTrue(
                network.expectedSeconds(500, 20) < 10 * seconds,
                network.expectedSeconds(500, 20) + " s expected, " + seconds + " s needed");
        assertTrue(network.expectedSeconds(500, 20) > 0.02);
        assertEquals(
                2,
                (network.expectedSeconds(2000, 20) - network.expectedSeconds(0, 20))
                        / (network.expectedSeconds(1000, 20) - network.expectedSeconds(0, 20)),
                1e-9);
    }
}
