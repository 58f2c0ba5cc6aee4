package org.eibalance.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eibalance.check.scenario.Firing;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.check.scenario.SteadyState;
import org.eibalance.result.Measure;
import org.junit.jupiter.api.Test;

/** The checks of scenarios, one by one. */
class ScenarioChecksTest {

    private static CheckState of(final Checks checks, final String name) {
        return checks.find(name).orElseThrow().state();
    }

    private static Checks measures(final double... values) {
        return ScenarioChecks.of(java.util.Arrays.stream(values)
                .mapToObj(v -> new Measure("m", v, "", 1, 0.1))
                .toList());
    }

    @Test
    void measuresBeyondTheirToleranceAreDoubtfulAndBeyondTwiceThatWrong() {
        assertEquals(CheckState.PASSED, of(measures(1.1 - 1e-9, 0.95), "expected_measures"));
        assertEquals(CheckState.DOUBTFUL, of(measures(1.15, 1), "expected_measures"));
        assertEquals(CheckState.FAILED, of(measures(1.25, 1), "expected_measures"));
        assertEquals(CheckState.FAILED, of(measures(Double.NaN, 1), "expected_measures"));
        final Measure exact = new Measure("rises", 0, "", 1, 0);
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(List.of(exact)), "expected_measures"));
        assertEquals(
                CheckState.NOT_APPLICABLE, of(ScenarioChecks.of(List.of(exact.unexpected())), "expected_measures"));
        assertTrue(measures(1.25, 1)
                .find("expected_measures")
                .orElseThrow()
                .sentence()
                .startsWith("m is 1.250 where 1"));
    }

    @Test
    void aFewMeasuresWithoutNumberAreDoubtfulAndHalfOfThemOrAnInfiniteOneAreWrong() {
        assertEquals(CheckState.PASSED, of(measures(1, 2, 3), "finite_measures"));
        assertEquals(CheckState.DOUBTFUL, of(measures(1, Double.NaN, 3), "finite_measures"));
        assertEquals(CheckState.FAILED, of(measures(1, Double.NaN), "finite_measures"));
        assertEquals(CheckState.FAILED, of(measures(1, 2, 3, Double.NEGATIVE_INFINITY), "finite_measures"));
    }

    @Test
    void cellsThatFireSeldomOrEndAreNotActive() {
        assertEquals(CheckState.PASSED, of(ScenarioChecks.of(Firing.of("A cell", 0.1)), "activity"));
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(Firing.of("A cell", 0.09)), "activity"));
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(Firing.of("A cell", Double.NaN)), "activity"));
        assertEquals(CheckState.PASSED, of(ScenarioChecks.of(Firing.lasting("It", 5, 910, 1000)), "activity"));
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(Firing.lasting("It", 5, 890, 1000)), "activity"));
    }

    @Test
    void aSteadyStateMustExistAndBeReached() {
        assertEquals(CheckState.PASSED, of(ScenarioChecks.of(new SteadyState("it", true, 1e-4)), "steady_state"));
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(new SteadyState("it", true, 1e-2)), "steady_state"));
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(new SteadyState("it", true, Double.NaN)), "steady_state"));
        assertEquals(CheckState.FAILED, of(ScenarioChecks.of(new SteadyState("it", false, 0)), "steady_state"));
    }
}
