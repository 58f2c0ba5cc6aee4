package org.eibalance.scenario.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eibalance.check.CheckState;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioParameter;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scenario shows the numbers it must show. */
class ScenarioTest {

    private static final ScenarioRun QUIET = new ScenarioRun(1, 2, done -> {});

    /** Those that take seconds. */
    private static final Set<String> LONG = Set.of(
            "brunel",
            "linear-encoding",
            "fast-response",
            "okun-lampl-pair",
            "coba-hh",
            "criticality",
            "ping-gamma",
            "epilepsy",
            "alcohol-withdrawal",
            "ketamine");

    /** Those that are done before anybody could cancel them. */
    private static final Set<String> INSTANT = Set.of(
            "operating-point",
            "sanity-check",
            "inhibition-stabilised-network",
            "feedforward-inhibition",
            "effective-symmetry");

    static Stream<Scenario<?>> all() {
        return Scenarios.all().stream();
    }

    static Stream<Scenario<?>> quick() {
        return all().filter(s -> !LONG.contains(s.name()));
    }

    static Stream<Scenario<?>> slow() {
        return all().filter(s -> LONG.contains(s.name()));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void aScenarioShowsItsNumbers(final Scenario<?> scenario) throws IOException {
        isAsOnItsPage(scenario, showsItsNumbers(scenario, 1));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("slow")
    void aLongScenarioShowsItsNumbers(final Scenario<?> scenario) throws IOException {
        isAsOnItsPage(scenario, showsItsNumbers(scenario, 1));
    }

    /** The page of the manual has these very numbers. */
    private static void isAsOnItsPage(final Scenario<?> scenario, final Report result) throws IOException {
        final ScenarioPage page = new ScenarioPage(scenario);
        if (ScenarioPage.isToBeWritten()) {
            page.write(ScenarioPage.NUMBERS, ScenarioPage.numbers(result));
            page.write(result.figure());
        }
        assertEquals(
                String.join("\n", ScenarioPage.numbers(result)),
                String.join("\n", page.table(ScenarioPage.NUMBERS)),
                page.file() + " has other numbers: -Dpages.write=true writes them and the figure anew");
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void theNumbersDoNotHangOnTheSeed(final Scenario<?> scenario) {
        showsItsNumbers(scenario, 2);
        showsItsNumbers(scenario, 3);
    }

    private static Report showsItsNumbers(final Scenario<?> scenario, final long seed) {
        final Report result = scenario.run(Map.of(), new ScenarioRun(seed, 2, done -> {}));
        assertTrue(result.measures().stream().anyMatch(Measure::isExpected), scenario.name() + " expects nothing");
        final List<String> wrong = result.measures().stream()
                .filter(m -> m.isExpected() && !m.ok())
                .map(Measure::toString)
                .toList();
        assertEquals(List.of(), wrong, scenario.name());
        assertEquals("", result.checks().names(CheckState.FAILED), scenario.name());
        assertEquals("", result.checks().names(CheckState.DOUBTFUL), scenario.name());
        assertTrue(result.checks().find("expected_measures").isPresent(), scenario.name());
        assertFalse(result.tables().isEmpty());
        assertFalse(result.figure().rows().isEmpty());
        assertFalse(result.sentences().isEmpty());
        return result;
    }

    @Test
    void namesKeysAndRangesAreSound() {
        final Set<String> names = new HashSet<>();
        for (final Scenario<?> scenario : Scenarios.all()) {
            assertTrue(names.add(scenario.name()));
            assertTrue(scenario.description().endsWith("."), scenario.name());
            final List<String> keys =
                    scenario.parameters().stream().map(ScenarioParameter::key).collect(Collectors.toList());
            keys.addAll(List.of(
                    "scenario",
                    "seed",
                    "threads",
                    "output",
                    "sweep_parameter",
                    "sweep_from",
                    "sweep_to",
                    "sweep_runs"));
            for (final String a : keys) {
                assertTrue(a.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), a);
                for (final String b : keys)
                    assertTrue(a.equals(b) || !a.endsWith(b), scenario.name() + ": " + b + " is the end of " + a);
            }
            for (final ScenarioParameter p : scenario.parameters()) {
                final Setting s = p.setting();
                assertTrue(s.min() <= s.standard() && s.standard() <= s.max(), p.key());
                assertTrue(s.description().endsWith("."), p.key());
            }
        }
    }

    @Test
    void aChangedParameterEndsTheExpectations() {
        final Scenario<?> scenario = Scenarios.find("operating-point");
        final Table same = scenario.run(Map.of("growth", 1.25), QUIET).summary();
        assertEquals(true, same.get(0, "ok"));
        final Table changed = scenario.run(Map.of("growth", 1.5), QUIET).summary();
        assertNull(changed.get(0, "expected"));
        assertNull(changed.get(0, "ok"));
        assertEquals(4.0, (Double) changed.get(0, "value"), 1e-12);
    }

    @Test
    void whatIsOutOfRangeOrUnknownIsRefusedWithASentence() {
        final Scenario<?> brunel = Scenarios.find("brunel");
        assertEquals(
                "relative_inhibition is '50.0': it must be a number from 0.0 to 20.0.",
                message(() -> brunel.run(Map.of("relative_inhibition", 50.0), QUIET)));
        assertEquals(
                "excitatory_inputs is '10.5': it must be a whole number from 10 to 4000.",
                message(() -> brunel.run(Map.of("excitatory_inputs", 10.5), QUIET)));
        assertTrue(
                message(() -> brunel.run(Map.of("tau", 10.0), QUIET)).startsWith("brunel has no key 'tau': it has "));
        assertTrue(message(() -> Scenarios.find("bruno"))
                .startsWith("There is no scenario 'bruno': there are softky-koch, "));
        assertEquals(
                "rest_mv", Scenarios.find("sanity-check").parameters().get(0).key());
        assertTrue(message(() -> Scenarios.find("sanity-check").run(Map.of("rest_mv", -40.0), QUIET))
                .startsWith("threshold_mv is '-55.0': it must be above rest_mv"));
    }

    @Test
    void aNeuronThatWouldNeverFireIsNotWaitedFor() {
        assertEquals(
                "epsps_to_threshold is '300': it must be nearer to the 100 EPSPs that arrive in a membrane time "
                        + "constant, "
                        + "or the neuron will never fire.",
                message(() -> Scenarios.find("softky-koch").run(Map.of("epsps_to_threshold", 300.0), QUIET)));
        final Report rare =
                Scenarios.find("softky-koch").run(Map.of("epsps_to_threshold", 120.0, "spikes", 100.0), QUIET);
        assertTrue(
                rare.value("rate_hz") < 5 && rare.value("cv") > 0.7,
                rare.measures().toString());
    }

    @Test
    void aScenarioLargerThanMemoryIsRefusedBeforeAnythingIsRun() {
        final boolean[] begun = new boolean[1];
        final ScenarioRun run = new ScenarioRun(1, 2, done -> begun[0] |= done > 0);
        final String spiking =
                message(() -> Scenarios.find("coba").run(Map.of("neurons", 1e6, "connection_probability", 1.0), run));
        assertTrue(
                spiking.matches(
                        "The network of 1000000 neurons and 1.00e\\+12 synapses needs about .* GB of memory, and .*"),
                spiking);
        final String binary = message(() ->
                Scenarios.find("balanced-state").run(Map.of("neurons_each", 200_000.0, "mean_inputs", 20_000.0), run));
        assertTrue(
                binary.startsWith("balanced-state with neurons_each=200000, mean_inputs=20000: The network of 400000 "
                        + "neurons and 1.60e+10 synapses needs about"),
                binary);
        final ScenarioRun many = new ScenarioRun(1, 64, done -> begun[0] |= done > 0);
        final double duration = Math.min(1e7, Runtime.getRuntime().maxMemory() / 400.0);
        if (duration < 1e7) {
            final String states = message(() -> Scenarios.find("up-down-states").run(Map.of("duration_ms", 1e7), many));
            assertTrue(states.matches("up-down-states needs about .* GB of memory with these parameters.*"), states);
        }
        assertFalse(begun[0]);
    }

    @Test
    void aRunThatNobodyWouldSeeTheEndOfIsRefusedBeforeItBegins() {
        for (final double inhibitory : new double[] {600, 10_000})
            assertEquals(
                    "shadlen-newsome would take more than 1000 days with these parameters, and at most 30 are run: "
                            + "make it smaller or shorter, or bring its parameters nearer to their defaults.",
                    message(() ->
                            Scenarios.find("shadlen-newsome").run(Map.of("inhibitory_inputs", inhibitory), QUIET)));
    }

    /**
     * The time of a walk without leak is known: theta (theta + 1) steps up from a floor, for theta (theta + 1) / 2 of
     * each.
     */
    @Test
    void theTimeOfAWalkIsEstimatedBeforeItIsRun() {
        final Scenario<?> walk = Scenarios.find("shadlen-newsome");
        final double usual = walk.expectedSeconds(Map.of(), 1);
        assertEquals(10 * usual, walk.expectedSeconds(Map.of("spikes", 200_000.0), 1), 1e-6 * usual);
        assertTrue(walk.expectedSeconds(Map.of("inhibitory_inputs", 330.0), 1) > 1.5 * usual);
        assertTrue(walk.expectedSeconds(Map.of("inhibitory_inputs", 0.0), 1) < usual);
    }

    /** Where activity that sustains itself has to be kindled: no seed may leave it dark. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"coba", "cuba", "effective-symmetry"})
    void noneOfTwentySeedsFails(final String name) {
        for (long seed = 4; seed < 24; seed++) showsItsNumbers(Scenarios.find(name), seed);
    }

    private static String message(final org.junit.jupiter.api.function.Executable action) {
        return assertThrows(InputException.class, action).getMessage();
    }

    @Test
    void longRunsAreExpectedToBeLongAndShortOnesShort() {
        for (final Scenario<?> scenario : Scenarios.all()) {
            final double seconds = scenario.expectedSeconds(Map.of(), 2);
            assertTrue(
                    Double.isNaN(seconds) || seconds > 0.02 && seconds < 30, scenario.name() + ": " + seconds + " s");
        }
        final Scenario<?> coba = Scenarios.find("coba");
        assertTrue(coba.expectedSeconds(Map.of("duration_ms", 1e6, "neurons", 1e5), 2) > 3600);
        assertThrows(InputException.class, () -> coba.expectedSeconds(Map.of("neurons", -1.0), 2));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        for (final String name : List.of("softky-koch", "high-conductance")) {
            final Scenario<?> scenario = Scenarios.find(name);
            assertEquals(
                    scenario.run(Map.of(), new ScenarioRun(5, 1, done -> {})).measures(),
                    scenario.run(Map.of(), new ScenarioRun(5, 3, done -> {})).measures());
        }
        final Map<String, Double> small =
                Map.of("excitatory_inputs", 100.0, "duration_ms", 400.0, "regimes", 0.0, "phase_diagram", 0.0);
        assertEquals(
                Scenarios.find("brunel")
                        .run(small, new ScenarioRun(5, 1, done -> {}))
                        .measures()
                        .toString(),
                Scenarios.find("brunel")
                        .run(small, new ScenarioRun(5, 2, done -> {}))
                        .measures()
                        .toString());
    }

    @Test
    void everyScenarioCanBeCancelled() throws InterruptedException {
        for (final Scenario<?> scenario : Scenarios.all()) {
            if (INSTANT.contains(scenario.name())) continue;
            final Throwable[] thrown = new Throwable[1];
            final boolean[] ended = new boolean[1];
            final Thread runner = new Thread(() -> {
                try {
                    scenario.run(
                            scenario.parameters().stream().anyMatch(p -> p.key().equals("duration_ms"))
                                    ? Map.of("duration_ms", 50_000.0)
                                    : Map.of(),
                            QUIET);
                    ended[0] = true;
                } catch (final CancellationException e) {
                    thrown[0] = e;
                }
            });
            runner.start();
            Thread.sleep(100);
            if (!runner.isAlive()) continue;
            runner.interrupt();
            // Ten times the promise: other work may have the processor.
            runner.join(1000);
            assertFalse(runner.isAlive(), scenario.name());
            // One that takes little more than the 100 ms may have come to its end in the meantime.
            assertTrue(ended[0] || thrown[0] instanceof CancellationException, scenario.name());
        }
    }
}
