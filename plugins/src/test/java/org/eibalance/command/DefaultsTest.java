package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.criticality.AvalancheSettings;
import org.eibalance.analysis.criticality.BranchingSettings;
import org.eibalance.analysis.event.EventLimits;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.field.SpectrumStudySettings;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.Preprocessing;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.analysis.spike.SpikeSettings;
import org.eibalance.analysis.spike.SpikeStatistics;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.experiment.ClosedLoop;
import org.eibalance.bridge.experiment.ElectrodeNoise;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.experiment.InjectionSource;
import org.eibalance.bridge.experiment.InputResistance;
import org.eibalance.bridge.experiment.NoiseSettings;
import org.eibalance.bridge.experiment.RatioSeries;
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

    @Test
    void spikesAreDescribedWithTheDefaultsOfTheirSettings() {
        assertDefaults(
                "describe-spikes",
                Map.of(
                        "window_ms",
                        SpikeStatistics.DEFAULT_WINDOW_MS,
                        "bin_ms",
                        SpikeStatistics.DEFAULT_BIN_MS,
                        "refractory_ms",
                        SpikeSettings.DEFAULT.refractoryMs()));
        final BranchingSettings branching = BranchingSettings.DEFAULT;
        assertDefaults(
                "estimate-branching",
                Map.of(
                        "bin_ms",
                        branching.binMs(),
                        "max_lag",
                        (double) branching.maxLag(),
                        "resamples",
                        (double) branching.resamples(),
                        "seed",
                        (double) branching.seed()));
        assertDefaults("fit-avalanches", Map.of("bootstraps", (double) AvalancheSettings.DEFAULT.bootstraps()));
        final SpectrumStudySettings spectrum = SpectrumStudySettings.DEFAULT;
        final Map<String, Double> expected = new TreeMap<>();
        expected.put("window_ms", spectrum.windowMs());
        expected.put("low_hz", spectrum.aperiodic().lowHz());
        expected.put("high_hz", spectrum.aperiodic().highHz());
        expected.put("most_peaks", (double) spectrum.aperiodic().mostPeaks());
        expected.put("peak_height", spectrum.aperiodic().leastHeight());
        expected.put("peak_threshold", spectrum.aperiodic().threshold());
        expected.put("narrowest_hz", spectrum.aperiodic().leastWidthHz());
        expected.put("broadest_hz", spectrum.aperiodic().greatestWidthHz());
        expected.put("slope_start_hz", spectrum.slopeFromHz());
        expected.put("slope_stop_hz", spectrum.slopeToHz());
        expected.put("rhythm_start_hz", spectrum.rhythmFromHz());
        expected.put("rhythm_stop_hz", spectrum.rhythmToHz());
        assertDefaults("fit-aperiodic", expected);
    }

    @Test
    void aClampInjectsWithTheDefaultsOfItsSettings() {
        final NoiseSettings noise = NoiseSettings.DEFAULT;
        final Map<String, Double> injected = new TreeMap<>();
        injected.put("e_mean_ns", noise.meanENs());
        injected.put("e_sd_ns", noise.sdENs());
        injected.put("e_tau_ms", noise.tauEMs());
        injected.put("i_mean_ns", noise.meanINs());
        injected.put("i_sd_ns", noise.sdINs());
        injected.put("i_tau_ms", noise.tauIMs());
        injected.put("noise_correlation", noise.correlation());
        injected.put("duration_ms", InjectionSource.DEFAULT_DURATION_MS);
        injected.put("input_step_pa", InputResistance.DEFAULT_STEP_PA);
        injected.put("input_step_ms", InputResistance.DEFAULT_STEP_MS);
        injected.put("interval_ms", (double) Injection.DEFAULT_INTERVAL_MS);
        injected.put("telemetry_hz", (double) Injection.DEFAULT_TELEMETRY_HZ);
        injected.put("calibration_days", (double) RigCalibration.DEFAULT_MAX_DAYS);
        assertDefaults("inject-conductance", injected);
        final RatioSeries series = RatioSeries.DEFAULT;
        assertDefaults(
                "inject-ratio-series",
                Map.of(
                        "lowest_ratio",
                        series.ratios()[0],
                        "ratios",
                        (double) series.ratios().length,
                        "blocks",
                        (double) series.blocks(),
                        "spike_mv",
                        series.spikeMv(),
                        "step_pa",
                        series.stepPa(),
                        "step_ms",
                        series.stepMs()));
        assertDefaults(
                "impedance-probe",
                Map.of(
                        "first_hz",
                        Injection.DEFAULT_FIRST.hz(),
                        "second_hz",
                        Injection.DEFAULT_SECOND.hz(),
                        "amplitude_pa",
                        Injection.DEFAULT_SECOND.pa()));
    }

    @Test
    void aRigIsMeasuredWithTheDefaultsOfItsProcedure() {
        final CalibrationProcedure rig = CalibrationProcedure.DEFAULT;
        assertDefaults(
                "calibrate-device",
                Map.of(
                        "known_mohm",
                        rig.knownMohm(),
                        "model_cell_mv",
                        rig.restMv(),
                        "span_mv",
                        rig.spanMv(),
                        "settle_ms",
                        (double) rig.settleMs(),
                        "steps",
                        (double) rig.steps()));
        final CalibrationProcedure cell = CalibrationProcedure.IN_CELL;
        assertDefaults(
                "measure-electrode",
                Map.of(
                        "about_mohm",
                        cell.knownMohm(),
                        "span_mv",
                        cell.spanMv(),
                        "settle_ms",
                        (double) cell.settleMs(),
                        "steps",
                        (double) cell.steps(),
                        "noise_s",
                        ElectrodeNoise.DEFAULT_SECONDS,
                        "kernel_ms",
                        ElectrodeNoise.DEFAULT_ELECTRODE_MS,
                        "tail_ms",
                        ElectrodeNoise.DEFAULT_TAIL_MS));
        final ClosedLoop loop = ClosedLoop.DEFAULT;
        assertDefaults(
                "close-the-loop",
                Map.of(
                        "neurons",
                        (double) loop.neurons(),
                        "network_ms",
                        (double) loop.networkMs(),
                        "repeats",
                        (double) loop.repeats(),
                        "level_pa",
                        loop.levelPa(),
                        "noise_mv",
                        loop.noiseMv()));
    }

    /** 0 and 1 stand for none, for all, or for the values as they are. */
    @Test
    void noCommandHasANumberOfItsOwn() throws IOException {
        final Pattern literal = Pattern.compile("private (?:double|int|long) (\\w+) = (-?[0-9][0-9._eE]*);");
        final List<String> found = new ArrayList<>();
        int fields = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/eibalance/command"))) {
            for (final Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                final String code = Files.readString(file);
                fields += code.split("@Parameter\\(", -1).length - 1;
                literal.matcher(code)
                        .results()
                        .filter(field -> !field.group(2).matches("[01]"))
                        .forEach(field -> found.add(file.getFileName() + " " + field.group()));
            }
        }
        assertEquals(List.of(), found);
        assertTrue(fields > 200, "fields that were looked at: " + fields);
    }
}
