package org.eibalance.scenario.disease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.eibalance.model.network.PingNetwork;
import org.eibalance.model.network.Spikes;
import org.eibalance.report.Report;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.catalogue.Scenarios;
import org.junit.jupiter.api.Test;

/** What the scenarios of criticality, rhythms and disease are made of, in short runs. */
class CircuitScenarioTest {

    private static Report run(final String name, final Map<String, Double> values, final int threads) {
        return Scenarios.find(name).run(values, new ScenarioRun(1, threads, done -> {}));
    }

    @Test
    void aDifferenceOfPairsHasItsIntervalAndSize() {
        final SeedEffect effect = SeedEffect.of(new double[] {1, 2, 3, 4}, new double[] {2, 4, 4, 6});
        assertEquals(1.5, effect.mean(), 1e-12);
        // Standard deviation 0.57735, t(3) 3.18245.
        assertEquals(1.5 - 3.18245 * 0.57735 / 2, effect.low(), 1e-4);
        assertEquals(1.5 / 0.57735, effect.size(), 1e-4);
        assertEquals(1, effect.sameSign());
    }

    @Test
    void lessInhibitionExcitesACircuitAndLessExcitationQuietensIt() {
        final CorticalCircuit usual = CorticalCircuit.usual();
        final double rate = usual.run(600, 5).excitatoryHz();
        assertTrue(rate > 10 && rate < 35, rate + " Hz");
        assertTrue(usual.withInterneuronsLost(0.4).run(600, 5).excitatoryHz() > rate + 5);
        assertTrue(usual.withAmpa(0.7, 1).run(600, 5).excitatoryHz() < rate - 5);
        assertTrue(usual.withAmpa(1, 0.7).run(600, 5).excitatoryHz() > rate + 5);
        assertTrue(usual.withGaba(1.8).run(600, 5).excitatoryHz() < rate);
        final double slow = usual.withNmda(0.1, 0.8).run(600, 5).excitatoryHz();
        assertTrue(usual.withNmda(0.1, 0.2).run(600, 5).excitatoryHz() > slow);
    }

    @Test
    void excitatoryCellsAndInterneuronsTakeTurnsAndTheSameSeedGivesTheSameSpikes() {
        final PingNetwork network = PingNetwork.standard();
        final Spikes spikes = network.run(300, 0.05, 3, done -> {});
        long e = 0;
        long i = 0;
        for (int k = 0; k < spikes.count(); k++) {
            if (spikes.steps()[k] * 0.05 < 100) continue;
            if (spikes.neurons()[k] < 200) e++;
            else i++;
        }
        assertEquals(46, e / 200.0 / 0.2, 6);
        assertEquals(46, i / 50.0 / 0.2, 6);
        final Spikes again = network.run(300, 0.05, 3, done -> {});
        assertTrue(java.util.Arrays.equals(spikes.steps(), again.steps())
                && java.util.Arrays.equals(spikes.neurons(), again.neurons()));
        final Spikes alone = network.withExcitationOfINs(0).run(300, 0.05, 3, done -> {});
        assertTrue(java.util.Arrays.stream(alone.neurons()).allMatch(n -> n < 200));
    }

    @Test
    void fewAvalanchesAlreadyShowTheExponentOfTheirSizes() {
        final Report result = run("criticality", Map.of("avalanches", 10_000.0, "bins", 20_000.0), 2);
        assertEquals(1.5, result.value("size_exponent"), 0.06);
        assertEquals(0.1, result.value("distance_seen_at_0_9"), 0.05);
        assertTrue(result.value("naive_at_0_98") < 0.7);
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        final Map<String, Map<String, Double>> small = Map.of(
                "criticality",
                Map.of("avalanches", 2000.0, "bins", 4000.0),
                "ampa-loss",
                Map.of("duration_ms", 400.0),
                "up-down-states",
                Map.of("duration_ms", 5000.0),
                "aperiodic-slope",
                Map.of("length_s", 4.0),
                "homeostasis",
                Map.of("neurons", 400.0, "duration_ms", 2000.0));
        small.forEach((name, values) -> assertEquals(
                run(name, values, 1).measures(), run(name, values, 3).measures(), name));
    }
}
