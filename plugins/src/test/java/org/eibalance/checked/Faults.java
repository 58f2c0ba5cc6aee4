package org.eibalance.checked;

import static org.eibalance.check.CheckState.DOUBTFUL;
import static org.eibalance.check.CheckState.FAILED;
import static org.eibalance.checked.Analysed.BALANCE;
import static org.eibalance.checked.Analysed.BRANCHING;
import static org.eibalance.checked.Analysed.DECOMPOSITION;
import static org.eibalance.checked.Analysed.EVENTS;
import static org.eibalance.checked.Analysed.IMPEDANCE;
import static org.eibalance.checked.Analysed.PAIR_HD;
import static org.eibalance.checked.Analysed.PAIR_HH;
import static org.eibalance.checked.Analysed.QUALITY;
import static org.eibalance.checked.Analysed.RELAXATION;
import static org.eibalance.checked.Analysed.SLOPE;
import static org.eibalance.checked.Analysed.SPIKES;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.eibalance.check.CheckState;
import org.eibalance.recording.Recording;

/** One fault for each check. */
final class Faults {

    private Faults() {}

    /** Makes a recording in a folder. */
    interface Maker {
        Path file(Path folder, long seed);
    }

    /**
     * A fault.
     *
     * @param check that must find it
     * @param state at least
     * @param fault in words
     * @param analysis that has the check
     * @param maker of recordings
     * @param keys beside those of the analysis
     */
    record Injected(
            String check, CheckState state, String fault, Analysed analysis, Maker maker, Map<String, Object> keys) {

        /**
         * With few spikes, or without one where a potential fluctuates, there may be none in the recording, or no slope
         * to fit, and noise over noise or hum over hum may be no impedance of a cell: that is an error, and no number.
         */
        boolean mayBeRefused() {
            return List.of(
                            "enough_activity",
                            "enough_intervals",
                            "spikes_above_noise",
                            "sinusoids_beyond_noise",
                            "impedance_of_a_cell")
                    .contains(check);
        }

        @Override
        public String toString() {
            return check + ": " + fault;
        }
    }

    private static Injected of(
            final Analysed analysis,
            final String check,
            final CheckState state,
            final String fault,
            final LongFunction<Recording> recording,
            final Object... keys) {
        return new Injected(
                check,
                state,
                fault,
                analysis,
                (folder, seed) -> Analysed.nwb(folder, recording.apply(seed)),
                map(keys));
    }

    private static Map<String, Object> map(final Object... keys) {
        final Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keys.length; i += 2) map.put((String) keys[i], keys[i + 1]);
        return map;
    }

    static List<Injected> all() {
        return List.of(
                of(PAIR_HD, "two_cells", FAILED, "a lamp in channel B", FaultyPairs::lamp, "cell_a", 0, "cell_b", 1),
                of(
                        PAIR_HD,
                        "commands_at_rest",
                        FAILED,
                        "steps into both cells",
                        s -> FaultyPairs.steps(s, -20, -20, true)),
                of(
                        PAIR_HD,
                        "electrical_coupling",
                        DOUBTFUL,
                        "coupling coefficient of 0.1, synapses nearly blocked",
                        s -> FaultyPairs.steps(s, -20, -2, false)),
                of(
                        PAIR_HH,
                        "cross_talk",
                        FAILED,
                        "one signal in two channels",
                        FaultyPairs::oneSignal,
                        "cell_a",
                        0,
                        "cell_b",
                        1),
                of(PAIR_HD, "cross_talk", DOUBTFUL, "half of the noise shared", FaultyPairs::sharedNoise),
                of(PAIR_HD, "common_artefact", FAILED, "stimulus artefacts in both channels", FaultyPairs::artefacts),
                of(PAIR_HD, "beyond_chance", FAILED, "cells of two experiments", s -> FaultyPairs.independent("HD", s)),
                of(
                        PAIR_HD,
                        "common_envelope",
                        FAILED,
                        "independent cells in common Up states, with pairings",
                        FaultyPairs::upStates,
                        "surrogate_method",
                        "pairings"),
                of(
                        PAIR_HD,
                        "sign_of_pairing",
                        FAILED,
                        "level_b=H for a depolarised cell",
                        FaultyPairs::clean,
                        "level_a",
                        "H",
                        "level_b",
                        "H"),
                of(
                        QUALITY,
                        "plausible_values",
                        FAILED,
                        "gain wrong by a million",
                        s -> FaultyCells.scaled(SimulatedCells.quality(s), 1e6)),
                of(QUALITY, "test_pulse", DOUBTFUL, "a pulse that was not applied", FaultyCells::withoutPulse),
                of(QUALITY, "access_resistance", FAILED, "R_s of 40 MOhm", s -> FaultyCells.behind(s, 40, 0)),
                of(QUALITY, "access_drift", FAILED, "R_s that grows by 33 %", s -> FaultyCells.behind(s, 12, 0.03)),
                of(
                        QUALITY,
                        "holding_drift",
                        FAILED,
                        "holding current that drifts by 165 pA",
                        s -> FaultyCells.drifting(SimulatedCells.quality(s), -15)),
                of(
                        QUALITY,
                        "noise",
                        DOUBTFUL,
                        "white noise of 30 pA",
                        s -> FaultyCells.noisy(SimulatedCells.quality(s), s, 30)),
                of(
                        QUALITY,
                        "hum",
                        DOUBTFUL,
                        "50 Hz of 8 pA",
                        s -> FaultyCells.humming(SimulatedCells.quality(s), 50, 8)),
                of(
                        QUALITY,
                        "not_saturated",
                        FAILED,
                        "the test pulse beyond the range",
                        s -> FaultyCells.saturated(SimulatedCells.quality(s))),
                of(
                        QUALITY,
                        "samples_complete",
                        DOUBTFUL,
                        "5 ms missing",
                        s -> FaultyCells.incomplete(SimulatedCells.quality(s))),
                of(
                        EVENTS,
                        "plausible_amplitudes",
                        FAILED,
                        "gain wrong by a million",
                        s -> FaultyCells.scaled(SimulatedCells.events(s), 1e6)),
                of(
                        EVENTS,
                        "no_action_potentials",
                        FAILED,
                        "a cell that fires",
                        s -> SimulatedCells.spiking(s, 4, 3, 2000),
                        "polarity",
                        "positive"),
                of(
                        EVENTS,
                        "event_polarity",
                        FAILED,
                        "EPSCs with polarity=positive",
                        SimulatedCells::events,
                        "polarity",
                        "positive"),
                of(EVENTS, "spontaneous_times", FAILED, "evoked EPSCs", FaultyCells::evokedEvents),
                of(
                        EVENTS,
                        "amplitudes_fit_scores",
                        FAILED,
                        "a step of the command, and no events",
                        FaultyCells::steppedWithoutEvents),
                of(EVENTS, "beyond_noise", FAILED, "noise alone at threshold 3", FaultyCells::quiet, "threshold", 3),
                of(
                        DECOMPOSITION,
                        "levels_agree",
                        FAILED,
                        "levels in the reverse order",
                        SimulatedCells::levels,
                        "levels",
                        "10,-10,-35,-60,-80",
                        "level_order",
                        "interleaved",
                        "series_resistance_mohm",
                        0),
                of(
                        DECOMPOSITION,
                        "levels_at_rest",
                        FAILED,
                        "a baseline at another potential",
                        FaultyCells::steppingToLevels,
                        "baseline_start_ms",
                        20,
                        "baseline_end_ms",
                        55,
                        "series_resistance_mohm",
                        0),
                of(
                        DECOMPOSITION,
                        "baseline_of_its_own",
                        DOUBTFUL,
                        "the window as baseline",
                        SimulatedCells::levels,
                        "baseline_start_ms",
                        100,
                        "baseline_end_ms",
                        150),
                of(
                        DECOMPOSITION,
                        "levels_span",
                        FAILED,
                        "levels over 12 mV",
                        s -> FaultyCells.levels(s, 1, 1, -75.0, -72.0, -69.0, -66.0, -63.0)),
                of(
                        SLOPE,
                        "line_beyond_error",
                        FAILED,
                        "holding current that jumps by 2 nA",
                        s -> FaultyCells.jumping(SimulatedCells.levels(s), s, 2000)),
                of(
                        DECOMPOSITION,
                        "conductance_possible",
                        FAILED,
                        "gain wrong by a thousand",
                        s -> FaultyCells.scaled(SimulatedCells.levels(s), 1000),
                        "series_resistance_mohm",
                        0),
                of(
                        DECOMPOSITION,
                        "conductance_below_access",
                        DOUBTFUL,
                        "R_s of 45 MOhm",
                        s -> FaultyCells.levelsBehind(s, 45),
                        "max_series_mohm",
                        100),
                of(
                        DECOMPOSITION,
                        "conductance_not_negative",
                        DOUBTFUL,
                        "E_I taken as -30 mV",
                        SimulatedCells::levels,
                        "i_reversal_mv",
                        -30),
                of(DECOMPOSITION, "response_beyond_noise", FAILED, "no response", s -> FaultyCells.levels(s, 0, 0)),
                of(BALANCE, "both_beyond_noise", FAILED, "no excitation", s -> FaultyCells.levels(s, 0, 1)),
                of(
                        BALANCE,
                        "levels_at_reversals",
                        DOUBTFUL,
                        "levels from -60 to -20 mV",
                        s -> FaultyCells.levels(s, 1, 1, -60.0, -50.0, -40.0, -30.0, -20.0)),
                of(
                        IMPEDANCE,
                        "sinusoids_beyond_noise",
                        FAILED,
                        "no cell at the electrode",
                        SingleTraces::noCell,
                        "first_hz",
                        SingleTraces.FIRST_HZ,
                        "second_hz",
                        SingleTraces.SECOND_HZ),
                of(IMPEDANCE, "impedance_of_a_cell", FAILED, "hum and no cell", SingleTraces::hum),
                of(IMPEDANCE, "rest_known", FAILED, "synapses that never stop", SingleTraces::neverStill),
                of(
                        RELAXATION,
                        "one_relaxation_time",
                        FAILED,
                        "synapses of half the time constant of the membrane",
                        SingleTraces::slowSynapses,
                        "first_lag",
                        10,
                        "lag_steps",
                        20),
                of(
                        SPIKES,
                        "spikes_apart_from_jumps",
                        FAILED,
                        "a test pulse in voltage clamp",
                        SimulatedCells::quality,
                        "level",
                        60),
                of(SPIKES, "signals_of_cells", FAILED, "a channel in dB", FaultyCells::inDecibels, "level", -20),
                of(
                        SPIKES,
                        "spikes_above_noise",
                        FAILED,
                        "a potential that fluctuates about -20 mV",
                        s -> SimulatedCells.fluctuating(s, 500, 3, 2000)),
                of(
                        SPIKES,
                        "enough_intervals",
                        FAILED,
                        "two spikes a sweep or fewer",
                        s -> SimulatedCells.spiking(s, 1, 4, 1000)),
                new Injected(
                        "enough_activity",
                        FAILED,
                        "under 100 spikes",
                        BRANCHING,
                        (folder, seed) -> Analysed.activity(folder, seed, 60, i -> 0.02),
                        Map.of()),
                new Injected(
                        "branching_fit",
                        DOUBTFUL,
                        "a rhythm of 5 Hz",
                        BRANCHING,
                        (folder, seed) ->
                                Analysed.activity(folder, seed, 5000, i -> 2 * (1 + Math.sin(2 * Math.PI * i / 50.0))),
                        Map.of()));
    }
}
