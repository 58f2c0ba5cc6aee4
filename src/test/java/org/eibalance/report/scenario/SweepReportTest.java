package org.eibalance.report.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.scenario.ParameterSweep;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.catalogue.Scenarios;
import org.junit.jupiter.api.Test;

/** A scenario at several values of one parameter. */
class SweepReportTest {

    private static final Scenario<?> OPERATING_POINT = Scenarios.find("operating-point");

    private static ScenarioRun run(final int threads) {
        return new ScenarioRun(1, threads, done -> {});
    }

    private static void assertRefused(
            final String sentence, final String key, final double from, final Map<String, Double> given) {
        final InputException refused = assertThrows(
                InputException.class, () -> ParameterSweep.evenly(OPERATING_POINT, key, from, 2, 4, given));
        assertTrue(refused.getMessage().contains(sentence), refused.getMessage());
    }

    @Test
    void eachRowHasTheNumbersOfTheScenarioAtItsValueWhateverTheThreads() {
        final ParameterSweep sweep =
                ParameterSweep.evenly(OPERATING_POINT, "growth", 0.5, 2, 4, Map.of("hold_mv", -58.0));
        assertEquals(List.of(0.5, 1.0, 1.5, 2.0), sweep.values());
        final Report report = SweepReport.of(sweep, run(2));
        assertEquals(List.of("operating-point at 4 values of growth from 0.5 to 2.0."), report.sentences());
        assertArrayEquals(new double[] {0.5, 1, 1.5, 2}, report.summary().numbers("growth"));
        final Report alone = OPERATING_POINT.run(Map.of("hold_mv", -58.0, "growth", 1.5), run(1));
        alone.measures()
                .forEach(measure ->
                        assertEquals(measure.value(), report.summary().number(2, measure.name()), 0, measure.name()));
        assertArrayEquals(
                SweepReport.of(sweep, run(1)).summary().numbers("potential_mv"),
                report.summary().numbers("potential_mv"));
    }

    @Test
    void aWholeNumberIsRounded() {
        final ParameterSweep sweep = ParameterSweep.evenly(Scenarios.find("coba"), "neurons", 1000, 2001, 3, Map.of());
        assertEquals(List.of(1000.0, 1500.0, 2001.0), sweep.values());
    }

    @Test
    void aWrongSweepIsRefusedBeforeTheFirstRun() {
        assertRefused("sweep_parameter is 'foo': operating-point has leak_ns, ", "foo", 1, Map.of());
        assertRefused("growth is '-1.0' in run 0: it must be a number from 0.0 to", "growth", -1, Map.of());
        assertRefused("growth is given although it is varied", "growth", 1, Map.of("growth", 1.1));
        final double standard = OPERATING_POINT.parameters().stream()
                .filter(p -> p.key().equals("growth"))
                .findFirst()
                .orElseThrow()
                .setting()
                .standard();
        assertEquals(
                4,
                ParameterSweep.evenly(OPERATING_POINT, "growth", 1, 2, 4, Map.of("growth", standard))
                        .values()
                        .size());
    }
}
