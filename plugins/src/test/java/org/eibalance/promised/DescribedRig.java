package org.eibalance.promised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rig as somebody describes it to validate-estimator: its keys. Each is given, so that no default of the program is
 * part of the description.
 *
 * @param name what is special about it
 * @param keys of validate-estimator, but for sizes, repetitions and seed
 */
record DescribedRig(String name, Map<String, String> keys) {

    private static final Map<String, String> COMMON = keys("capacitance_pf=150 leak_ns=8 leak_reversal_mv=-70 "
            + "e_reversal_mv=0 i_reversal_mv=-75 dendritic_percent=0 g_e_ns=5 g_i_ns=8 delay_ms=2 e_rise_ms=0.5 "
            + "e_decay_ms=3 i_rise_ms=0.7 i_decay_ms=8 event_ns=0.3 event_rate_hz=5 shape_spread_percent=0 "
            + "series_resistance_mohm=15 compensation_percent=0 drift_percent=0 stray_pf=0 junction_potential_mv=10 "
            + "series_correction=dynamic filter_hz=5000 noise_pa=0 noise_mv=0 noise_sd_pa=0 noise_sd_mv=0 "
            + "flicker_corner_hz=0 hum_hz=50 hum_pa=0 hum_mv=0 leak_change_percent=0 baseline_pa_per_s=0 "
            + "baseline_mv_per_s=0 sweeps_per_level=10 rate_khz=20");

    static final DescribedRig CORRECTED_CLAMP = new DescribedRig(
            "voltage clamp, R_s corrected",
            "estimator=voltage-clamp levels=-90,-70,-50,-30,-10 e_rise_ms=0.8 e_decay_ms=4 i_rise_ms=1 i_decay_ms=12 "
                    + "filter_hz=3000 noise_sd_pa=8 hum_pa=5 flicker_corner_hz=50");

    static final DescribedRig DRIFTING_CLAMP = new DescribedRig(
            "voltage clamp, not corrected, everything drifts",
            "estimator=voltage-clamp levels=-80,-60,-40,-20 series_correction=none series_resistance_mohm=18 "
                    + "compensation_percent=60 drift_percent=1 leak_change_percent=0.5 baseline_pa_per_s=1 "
                    + "noise_sd_pa=10 g_e_ns=4 g_i_ns=10 delay_ms=3 e_decay_ms=5 i_decay_ms=10 sweeps_per_level=8");

    static final DescribedRig CURRENT_CLAMP = new DescribedRig(
            "current clamp",
            "estimator=current-clamp levels=-200,-100,0 capacitance_pf=120 leak_ns=6 g_e_ns=3 g_i_ns=5 e_rise_ms=1 "
                    + "e_decay_ms=5 i_rise_ms=1.5 i_decay_ms=15 noise_sd_mv=0.2 hum_mv=0.15 flicker_corner_hz=30 "
                    + "baseline_mv_per_s=0.01 filter_hz=4000");

    static final DescribedRig EVENTS = new DescribedRig(
            "spontaneous events",
            "estimator=events levels=-65,10 e_rise_ms=0.4 e_decay_ms=4 i_rise_ms=0.6 i_decay_ms=10 event_ns=0.14 "
                    + "event_rate_hz=4 shape_spread_percent=30 series_resistance_mohm=10 filter_hz=2000 noise_sd_pa=4 "
                    + "hum_hz=60 hum_pa=3 flicker_corner_hz=20 baseline_pa_per_s=0.5 sweeps_per_level=5");

    static final DescribedRig PAIR = new DescribedRig(
            "pair",
            "estimator=pair levels=-350,800 capacitance_pf=200 leak_ns=10 g_e_ns=4 g_i_ns=10 delay_ms=3 e_decay_ms=4 "
                    + "i_decay_ms=10 noise_sd_mv=1 hum_mv=1 flicker_corner_hz=20 leak_change_percent=1 "
                    + "baseline_mv_per_s=0.05 filter_hz=3000 rate_khz=10");

    static final List<DescribedRig> FIVE = List.of(CORRECTED_CLAMP, DRIFTING_CLAMP, CURRENT_CLAMP, EVENTS, PAIR);

    private DescribedRig(final String name, final String changed) {
        this(name, merged(COMMON, keys(changed)));
    }

    /** The same rig described otherwise: rightly or wrongly. */
    DescribedRig told(final String changed) {
        return new DescribedRig(name + ", told " + changed, merged(keys, keys(changed)));
    }

    String text(final String key) {
        return keys.get(key);
    }

    double number(final String key) {
        return Double.parseDouble(keys.get(key));
    }

    int sweepsPerLevel() {
        return Integer.parseInt(keys.get("sweeps_per_level"));
    }

    double[] levels() {
        return Arrays.stream(keys.get("levels").split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Keys and values for a command that has the same keys. */
    List<String> same(final String... names) {
        final List<String> pairs = new ArrayList<>();
        for (final String name : names) pairs.add(name + "=" + keys.get(name));
        return pairs;
    }

    static Map<String, String> keys(final String text) {
        final Map<String, String> keys = new LinkedHashMap<>();
        for (final String pair : text.split(" ")) {
            final int at = pair.indexOf('=');
            keys.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return keys;
    }

    private static Map<String, String> merged(final Map<String, String> one, final Map<String, String> more) {
        final Map<String, String> all = new LinkedHashMap<>(one);
        all.putAll(more);
        return all;
    }
}
