package org.eibalance.scenario.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.check.CheckState;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.scenario.ScenarioRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario says depends on what it measures: at the edges of the parameters it does not say what it is for. */
class ScenarioClaimsTest {

    private static Report run(final String scenario, final String parameters) {
        final Map<String, Double> values = new LinkedHashMap<>();
        for (final String one : parameters.split(" "))
            values.put(one.substring(0, one.indexOf('=')), Double.valueOf(one.substring(one.indexOf('=') + 1)));
        return Scenarios.find(scenario).run(values, new ScenarioRun(1, 2, done -> {}));
    }

    private static String said(final Report report) {
        return String.join("\n", report.sentences());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            coba | excitatory_ns=0 duration_ms=700 | goes on by itself: E | activity | falls silent
            coba | connection_probability=1 duration_ms=700 | goes on by itself: E | activity | falls silent
            coba | excitatory_ns=1000 neurons=400 duration_ms=700 | goes on by itself | claim_shown | No irregular activity
            cuba | connection_probability=1 duration_ms=700 | goes on by itself: E | activity | silent
            ping-gamma | drive_pa=0 excitatory=20 inhibitory=10 duration_ms=400 | rhythm of | activity | no rhythm is given
            ping-gamma | ei_ns=0 excitatory=20 inhibitory=10 duration_ms=400 | rhythm of | activity | no rhythm is given
            ping-gamma | ie_ns=0 excitatory=60 inhibitory=10 duration_ms=600 | rhythm of | claim_shown | no rhythm is given
            inhibition-stabilised-network | w_ei=0.5 | it is gone | steady_state | No response to a drive
            inhibition-stabilised-network | w_ee=20 | it is gone | steady_state | there is no stable steady state
            inhibition-stabilised-network | w_ee=20 | -4 | steady_state | What becomes of a push is not said
            inhibition-stabilised-network | drive_i=40 | lowers their rate | steady_state | there is no stable steady state
            up-down-states | noise=0 duration_ms=5000 | In up states | claim_shown | No
            up-down-states | threshold_e=50 duration_ms=5000 | In up states | claim_shown | No
            feedforward-inhibition | volley_ns=1000 | -0.5 | claim_shown | never add up
            feedforward-inhibition | feedforward_ns=0 | add up to one and a half of one when | claim_shown | narrows the window is not said
            homeostasis | neurons=400 duration_ms=4000 learning_ns=0.001 | Plasticity brings | claim_shown | brings the rate home is not said
            balanced-state | neurons_each=500 mean_inputs=10 | intervals | claim_shown | There is no balanced state
            synaptic-adaptation | use_e=0.01 cells=5 stimulus_ms=500 | Cells fire at | activity | is silent
            okun-lampl-pair | external_hz=50 sweeps=1 | Inhibition follows | claim_shown | is not said
            criticality | branching=0.9 avalanches=20000 bins=5000 | theory 3/2 | claim_shown | No exponents are given
            effective-symmetry | strength=50 scatter=1 | as much as it is inhibited (asymmetry 1 | steady | asymmetry
            """)
    void whatIsNotShownIsNotSaid(
            final String scenario,
            final String parameters,
            final String notSaid,
            final String failed,
            final String said) {
        final Report report = run(scenario, parameters);
        assertFalse(said(report).contains(notSaid), said(report));
        assertTrue(said(report).contains(said), said(report));
        if (!failed.equals("steady"))
            assertTrue(report.checks().names(CheckState.FAILED).contains(failed), report.checks() + said(report));
        assertFalse(said(report).contains("NaN") || said(report).contains("Infinity"), said(report));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            coba | duration_ms=800 | goes on by itself: E cells fire
            cuba | duration_ms=800 | goes on by itself: E cells fire
            ping-gamma | excitatory=100 inhibitory=30 duration_ms=500 | in turns: a rhythm of
            inhibition-stabilised-network | w_ee=2.2 | lowers their rate
            inhibition-stabilised-network | w_ee=0.8 | With inhibition frozen a push of the excitatory rate dies out
            up-down-states | duration_ms=20000 | In up states g_E is
            feedforward-inhibition | feedforward_ns=50 | add up to one and a half of one when at most 12.5 ms apart
            feedforward-inhibition | suppression=0 | leaves a second EPSP
            homeostasis | neurons=1000 duration_ms=8000 | from where it comes back to
            homeostasis | neurons=400 duration_ms=4000 share_lost=0 | No inhibitory cell is lost
            synaptic-adaptation | recovery_ems=1 cells=5 stimulus_ms=500 | their ratio rises
            operating-point | leak_reversal_mv=-60 | and the potential where it is
            operating-point | growth=0 | there is no synaptic reversal
            gain-normalisation | altered_share=1 | is not clearly different (change 0.00, 95 %
            gain-normalisation | strength=40 | if inhibition has no delay
            high-conductance | excitatory_mean_ns=0 inhibitory_mean_ns=0 excitatory_sd_ns=0 inhibitory_sd_ns=0 | no state of high conductance
            ampa-loss | share_lost=0 duration_ms=400 | is not clearly different
            """)
    void whatIsShownIsSaidAndSoIsWhatHasChanged(final String scenario, final String parameters, final String said) {
        final Report report = run(scenario, parameters);
        assertTrue(said(report).contains(said), said(report));
        assertEquals(
                "", report.checks().names(CheckState.FAILED), report.checks().toString());
        assertFalse(said(report).contains("NaN") || said(report).contains("Infinity"), said(report));
    }

    @Test
    void brunelsRhythmIsGivenOnlyWhereOneStandsOut() {
        final String small = " excitatory_inputs=100 duration_ms=600 regimes=0 phase_diagram=0";
        final Report silent = run("brunel", "external_ratio=0.1" + small);
        assertTrue(said(silent).contains("no rate is given: the network is silent"), said(silent));
        assertTrue(said(silent).contains("No rhythm of the population stands out: no neuron fires"), said(silent));
        final Report fast = run("brunel", "relative_inhibition=6 external_ratio=4" + small);
        assertTrue(said(fast).contains("The population has a rhythm of "), said(fast));
    }

    @Test
    void aNetworkOfAnySizeIsStepped() {
        final Report small = run("fast-response", "neurons_each=1000 mean_inputs=100 repeats=2");
        assertTrue(small.value("sine_lag_tau") > 0, small.measures().toString());
        assertTrue(Arrays.stream(small.tables().get("sine.csv").numbers("m_e")).allMatch(m -> m > 0));
        assertFalse(small.figure().rows().isEmpty());
    }

    @Test
    void whatCannotBeRunIsOneSentenceWithItsKeys() {
        assertEquals(
                "activity_after is '0.1': it must differ from activity_before, 0.1, by 0.01 or more, or there is no "
                        + "step.",
                refused("fast-response", "activity_after=0.1"));
        assertEquals(
                "criticality with branching=0.1, avalanches=5000: There are 0 values to fit a power law to: it needs "
                        + "50 at least.",
                refused("criticality", "branching=0.1 avalanches=5000"));
        assertTrue(refused("okun-lampl-pair", "hyperpolarised_mv=-61 sweeps=1")
                .startsWith("hyperpolarised_mv is '-61.0'"));
    }

    private static String refused(final String scenario, final String parameters) {
        return assertThrows(InputException.class, () -> run(scenario, parameters))
                .getMessage();
    }

    @Test
    void measuresThatAreNoNumbersAreNamed() {
        final Report unequal = run("shadlen-newsome", "inhibitory_inputs=290 spikes=200");
        assertEquals("finite_measures", unequal.checks().names(CheckState.DOUBTFUL));
        assertTrue(unequal.checks().with(CheckState.DOUBTFUL).stream()
                .map(c -> c.sentence())
                .collect(Collectors.joining())
                .contains("rate_no_leak_theory_hz"));
    }
}
