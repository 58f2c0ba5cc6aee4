package org.eibalance.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.HomeostaticScaling;
import org.eibalance.model.synapse.InhibitoryPlasticity;
import org.eibalance.model.synapse.Synapse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks against independent simulations of the same models. */
class PublishedNetworksTest {

    /**
     * Against a plain C program with the same fixed in-degree, two seconds. Over three graphs that program has 12.66 to
     * 12.84 Hz at g 8, eta 2, 22.43 to 22.56 at g 6, eta 2 and 4.62 to 4.64 at g 8, eta 1.2; this one 12.55 to 12.75,
     * 22.54 to 22.57 and 4.50 to 4.71.
     */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "5, 2, 10, 37.7, .5, .41",
        "6, 4, 10, 59.3, 1, .84",
        "4.5, .9, 10, 5.5, .3, .60",
        "6, 2, 10, 22.49, .2, .546",
        "8, 2, 10, 12.76, .25, .708",
        "8, 1.2, 10, 4.63, .15, .675",
        "5, 2, 0, 32.12, .3, .171"
    })
    void brunelsNetworkHasItsRates(
            final double g,
            final double eta,
            final double resetMv,
            final double rateHz,
            final double tolerance,
            final double cv) {
        final Network.Builder b = new Network.Builder(0.1, 1);
        final Population p = b.population(
                "cells", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, resetMv, 2), 12_500, new Synapse.Delta());
        b.connect(p.part(0, 10_000), p.whole(), 0, new Connectivity.FixedInDegree(1000), 0.1, 1.5);
        b.connect(p.part(10_000, 12_500), p.whole(), 0, new Connectivity.FixedInDegree(250), -0.1 * g, 1.5);
        b.drive(new PoissonDrive(p.whole(), 0, eta * 10_000, 0.1));
        final Spikes spikes = b.build().run(2000, 2, done -> {});
        assertEquals(rateHz, spikes.rateHz(p.whole(), 200, 2000), tolerance);
        assertEquals(cv, spikes.meanCv(p.whole(), 200, 2000, 5), 0.07);
    }

    /** 200 pyramidal cells and 50 interneurons (after Boergers and Kopell 2003). */
    private static double[] gamma(final double currentE, final double decayI, final double excitationOfI) {
        final Network.Builder b = new Network.Builder(0.05, 3);
        // A conductance that rises and decays without block by magnesium.
        final Synapse ampa = new Synapse.Nmda(0.5, 3, 0, 0);
        final Synapse gaba = new Synapse.Nmda(0.5, decayI, -75, 0);
        final Population e = b.population("E", HodgkinHuxley.pyramidal(), 200, ampa, gaba);
        final Population i = b.population("I", HodgkinHuxley.interneuron(), 50, ampa, gaba);
        b.current(e.whole(), currentE, 0.05 * currentE);
        b.startPotential(e.whole(), -65, 5);
        final Connectivity half = new Connectivity.FixedProbability(0.5);
        b.connect(e.whole(), i.whole(), 0, half, excitationOfI / 100, 0.05);
        b.connect(i.whole(), e.whole(), 1, half, 0.25 / 25, 0.05);
        b.connect(i.whole(), i.whole(), 1, half, 0.25 / 25, 0.05);
        final Spikes spikes = b.build().run(1000, 1, done -> {});
        return new double[] {spikes.rateHz(e.whole(), 200, 1000), spikes.rateHz(i.whole(), 200, 1000)};
    }

    @Test
    void excitationAndInhibitionTakeTurnsAtGammaFrequency() {
        final double[] rates = gamma(1.4, 9, 0.25);
        // A plain C program of this network has 41.1 and 42.3 Hz with two graphs where conductances add up, as here,
        // and 46.3
        // where a synapse saturates at each spike, which is how the published 47.75 Hz came about.
        assertEquals(41.7, rates[0], 1.5);
        assertEquals(rates[0], rates[1], 2, "one to one");
        assertTrue(gamma(1.4, 4.5, 0.25)[0] > gamma(1.4, 18, 0.25)[0], "slower inhibition, slower rhythm");
        assertTrue(gamma(1.0, 9, 0.25)[0] < gamma(3.0, 9, 0.25)[0], "more drive, faster rhythm");
        final double[] free = gamma(1.4, 9, 0);
        assertEquals(0, free[1]);
        assertEquals(53.5, free[0], 2);
    }

    /** 8000 excitatory and 2000 inhibitory cells whose inhibition learns (Vogels et al. 2011). */
    private static Network plastic(final double learningRate, final double targetHz) {
        final Network.Builder b = new Network.Builder(0.1, 2);
        final Population p = b.population(
                "cells",
                new LeakyIntegrateAndFire(200, 10, -60, -50, -60, 5),
                10_000,
                new Synapse.ExponentialConductance(5, 0),
                new Synapse.ExponentialConductance(10, -80));
        final Population.Part e = p.part(0, 8000);
        final Population.Part i = p.part(8000, 10_000);
        final Connectivity rule = new Connectivity.FixedProbability(0.02);
        b.current(p.whole(), 200, 0);
        b.connect(e, p.whole(), 0, rule, 0.3, 0.1);
        b.connect(i, i, 1, rule, 3, 0.1);
        b.connect(i, e, 1, rule, 1e-10, 0.1, null, new InhibitoryPlasticity(learningRate, targetHz, 20, 100));
        return b.build();
    }

    @Tag("long")
    @Test
    void inhibitoryPlasticityBringsTheRateToItsTarget() {
        final Network network = plastic(0.1, 5);
        final Population.Part e = network.populations().get(0).part(0, 8000);
        final Simulation simulation = network.prepare(2);
        simulation.run(20_000, done -> {});
        final Spikes spikes = simulation.spikes();
        final double first = spikes.rateHz(e, 0, 100);
        final double second = spikes.rateHz(e, 1000, 2000);
        final double last = spikes.rateHz(e, 18_000, 20_000);
        assertTrue(first > 60, "before: " + first + " Hz");
        assertTrue(second < first && last < second, second + " then " + last + " Hz");
        assertTrue(last >= 5 && last <= 1.35 * 5, "after: " + last + " Hz");
        assertEquals(0.88, spikes.meanCv(e, 15_000, 20_000, 10), 0.12);
        assertTrue(simulation.meanWeight(2) > 1);
    }

    /**
     * The network of Vogels et al. (2011) in Brian2: 74 Hz, 18.8, 14.6, 12.5 in the first seconds, 9.8 in the tenth,
     * 7.2 in the eighteenth.
     */
    @Tag("long")
    @Test
    void slowInhibitoryPlasticityTakesTheCourseOfAnotherProgram() {
        final Network network = plastic(0.01, 3);
        final Simulation simulation = network.prepare(2);
        simulation.run(18_000, done -> {});
        final Spikes spikes = simulation.spikes();
        final Population.Part e = network.populations().get(0).part(0, 8000);
        final int[] second = {1, 2, 3, 4, 10, 18};
        final double[] brian = {74, 18.8, 14.6, 12.5, 9.8, 7.2};
        for (int k = 0; k < second.length; k++) {
            final double rateHz = spikes.rateHz(e, (second[k] - 1) * 1000.0, second[k] * 1000.0);
            // Its graph is another one, and both rates are read to a second.
            assertEquals(brian[k], rateHz, 0.15 * brian[k], "second " + second[k]);
        }
    }

    /** A scaled receptor keeps the ratios of its synapses: exactly where a float can hold them. */
    @Test
    void homeostaticScalingKeepsTheRatiosOfWeights() {
        final Scaler scaler = new Scaler(new HomeostaticScaling(0.5, 8, 500), 1, 0.1);
        double least = 1;
        double most = 1;
        for (int step = 0; step < 140_000; step++) {
            scaler.follow(new int[] {0}, step < 20_000 && step % 200 == 0 ? 1 : 0);
            final float[] weak = {0.125f};
            final float[] strong = {2f};
            scaler.scale(weak);
            scaler.scale(strong);
            if (scaler.factor(0) > 0) assertEquals(16, (double) strong[0] / weak[0], 16e-12);
            least = Math.min(least, scaler.factor(0));
            most = Math.max(most, scaler.factor(0));
        }
        assertTrue(most > 10 && least < 1, least + " to " + most);
    }

    /** Peak of the EPSP in mV after volleys some time apart, with or without inhibition 1.5 ms behind each. */
    private static double peakMv(final double apartMs, final boolean inhibition) {
        final Network.Builder b = new Network.Builder(0.05, 1);
        final Population axon =
                b.population("axon", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 0, 5), 1, new Synapse.Delta());
        final Population cell = b.population(
                "cell",
                new LeakyIntegrateAndFire(200, 10, -65, 1e9, -66, 0),
                1,
                new Synapse.ExponentialConductance(2, 0),
                new Synapse.ExponentialConductance(8, -75));
        // Above threshold at the start, the axon fires once; each delay is one volley.
        b.startPotential(axon.whole(), 30, 0);
        for (final double delayMs : apartMs > 0 ? new double[] {2, 2 + apartMs} : new double[] {2}) {
            b.connect(axon.whole(), cell.whole(), 0, new Connectivity.FixedInDegree(1), 22, delayMs);
            if (inhibition)
                b.connect(axon.whole(), cell.whole(), 1, new Connectivity.FixedInDegree(1), 40, delayMs + 1.5);
        }
        final Simulation simulation = b.build().prepare(1);
        final Probe probe = simulation.patch(cell, 0, 0.05);
        simulation.run(40 + apartMs, done -> {});
        return java.util.Arrays.stream(probe.potentialsMv()).max().orElseThrow() + 65;
    }

    /** The longest time between two volleys, to half a millisecond, at which they sum to 1.5 times a single one. */
    private static double integrationWindowMs(final boolean inhibition) {
        final double goal = 1.5 * peakMv(0, inhibition);
        double longest = 0;
        for (double apart = 0.5; apart <= 20; apart += 0.5) if (peakMv(apart, inhibition) >= goal) longest = apart;
        return longest;
    }

    /** Feedforward inhibition (after Pouille and Scanziani 2001). */
    @Test
    void feedforwardInhibitionNarrowsTheWindowInWhichVolleysSum() {
        assertEquals(10.07, peakMv(0, false), 0.03);
        assertEquals(6.85, peakMv(0, true), 0.03);
        assertEquals(12.5, integrationWindowMs(false), 0.5);
        assertEquals(1.5, integrationWindowMs(true), 0.5);
    }

    @Test
    void homeostaticScalingBringsEveryNeuronToItsRate() {
        final Network.Builder b = new Network.Builder(0.1, 2);
        final Population p = b.population(
                "cells",
                LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2),
                200,
                new Synapse.Delta(),
                new Synapse.Delta());
        b.drive(new PoissonDrive(p.whole(), 0, 9000, 0.2));
        final Population source = b.population(
                "inhibition", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, 10, 2), 500, new Synapse.Delta());
        b.drive(new PoissonDrive(source.whole(), 0, 22_000, 0.1));
        b.connect(source.whole(), p.whole(), 1, new Connectivity.FixedInDegree(50), -0.1, 1);
        b.scale(p, 1, new HomeostaticScaling(0.1, 8, 500));
        final Simulation simulation = b.build().prepare(1);
        simulation.run(12_000, done -> {});
        final Spikes spikes = simulation.spikes();
        assertTrue(spikes.rateHz(p.whole(), 0, 200) > 16, spikes.rateHz(p.whole(), 0, 200) + " Hz at first");
        assertEquals(8, spikes.rateHz(p.whole(), 7000, 12_000), 0.8);
        assertTrue(simulation.scaleFactor(p, 1, 0) > 1);
    }

    @Test
    void aFluctuatingConductanceHasItsMeanSpreadAndCorrelationTime() {
        final Network.Builder b = new Network.Builder(0.1, 2);
        final Population p = b.population(
                "cells",
                new LeakyIntegrateAndFire(346.36, 15.5862, -80, 1e9, -81, 0),
                40,
                new Synapse.OrnsteinUhlenbeck(57, 6.6, 10.5, -75));
        final Simulation simulation = b.build().prepare(1);
        final Probe[] probes = new Probe[40];
        for (int k = 0; k < 40; k++) probes[k] = simulation.patch(p, k, 0.5);
        simulation.run(2000, done -> {});
        double sum = 0;
        double squares = 0;
        double lagged = 0;
        long n = 0;
        for (final Probe probe : probes) {
            final double[] g = probe.strengths(0);
            for (int t = 0; t + 21 < g.length; t++) {
                sum += g[t];
                squares += (g[t] - 57) * (g[t] - 57);
                lagged += (g[t] - 57) * (g[t + 21] - 57);
                n++;
            }
        }
        assertEquals(57, sum / n, 0.4);
        assertEquals(6.6, Math.sqrt(squares / n), 0.25);
        assertEquals(Math.exp(-1), lagged / squares, 0.05);
    }
}
