package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.event.EventLimits;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.Preprocessing;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.junit.jupiter.api.Test;

/** A default exists once, in the settings of the science: a command without keys runs with it. */
class DefaultsTest {

    private static Map<String, String> defaults(final String command) {
        final EiCommand created = CommandCatalog.load().find(command).create();
        final Map<String, String> defaults = new HashMap<>();
        for (final CommandInput input : CommandInput.of(created)) defaults.put(input.key(), input.get(created));
        return defaults;
    }

    private static void assertDefaults(final String command, final Map<String, Double> expected) {
        final Map<String, String> defaults = defaults(command);
        expected.forEach(
                (key, value) -> assertEquals(value, Double.parseDouble(defaults.get(key)), 0, command + " " + key));
    }

    @Test
    void aPairIsCorrelatedWithTheDefaultsOfItsSettings() {
        final PairSettings settings = PairSettings.DEFAULT;
        final Preprocessing preprocessing = Preprocessing.NONE;
        final Map<String, Double> expected = new TreeMap<>();
        expected.put("max_lag_ms", settings.maxLagMs());
        expected.put("e_reversal_mv", settings.excitatoryReversalMv());
        expected.put("i_reversal_mv", settings.inhibitoryReversalMv());
        expected.put("junction_potential_mv", settings.junctionPotentialMv());
        expected.put("surrogates", (double) SurrogateSettings.DEFAULT.surrogates());
        expected.put("alpha", SurrogateSettings.DEFAULT.alpha());
        expected.put("seed", (double) SurrogateSettings.DEFAULT.seed());
        expected.put("bootstraps", (double) PairSettings.DEFAULT_BOOTSTRAPS);
        expected.put("spike_slope_mv_per_ms", preprocessing.spikeSlopeMvPerMs());
        expected.put("drift_window_ms", preprocessing.driftWindowMs());
        expected.put("low_cut_hz", preprocessing.lowCutHz());
        expected.put("high_cut_hz", preprocessing.highCutHz());
        expected.put("epoch_ms", PairPreparation.NONE.epochMs());
        expected.put("epoch_start_ms", PairPreparation.NONE.epochStartMs());
        expected.put("sliding_window_ms", PairStudy.DEFAULT_SLIDING_WINDOW_MS);
        assertDefaults("correlate-pair", expected);
    }

    @Test
    void eventsAreDetectedWithTheDefaultsOfTheirSettings() {
        final EventSettings settings = EventSettings.DEFAULT;
        assertDefaults(
                "detect-events",
                Map.of(
                        "template_rise_ms",
                        settings.shape().riseTauMs(),
                        "template_decay_ms",
                        settings.shape().decayTauMs(),
                        "refractory_ms",
                        settings.refractoryMs(),
                        "low_pass_hz",
                        settings.lowPassHz(),
                        "high_pass_hz",
                        settings.highPassHz(),
                        "min_amplitude",
                        EventLimits.NONE.minAmplitude()));
        assertEquals(settings.polarity().label(), defaults("detect-events").get("polarity"));
        assertEquals(settings.method().label(), defaults("detect-events").get("method"));
    }

    @Test
    void excitationAndInhibitionReverseAtTheSamePotentialsInEveryCommand() {
        final Map<String, String> found = new TreeMap<>();
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            if (entry.isData()) continue; // a scenario has the values of its paper
            final Map<String, String> defaults = defaults(entry.name());
            if (!defaults.containsKey("i_reversal_mv")) continue;
            found.put(entry.name(), defaults.get("i_reversal_mv"));
            assertDefaults(
                    entry.name(),
                    Map.of(
                            "e_reversal_mv",
                            ReversalPotentials.DEFAULT.excitatoryMv(),
                            "i_reversal_mv",
                            ReversalPotentials.DEFAULT.inhibitoryMv()));
        }
        assertTrue(found.size() >= 7, found.toString());
    }
}
