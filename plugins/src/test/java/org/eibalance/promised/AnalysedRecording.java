package org.eibalance.promised;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.conductance.DecomposeConductance;
import org.eibalance.command.event.DetectEvents;
import org.eibalance.command.pair.CorrelatePair;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** A file analysed by its command, and what was found beside what is true, by the names of validate-estimator. */
final class AnalysedRecording {

    private static final double TOLERANCE_MS = 3;

    private final DescribedRig rig;
    private final Path file;
    private final Map<String, double[]> found = new LinkedHashMap<>();

    private AnalysedRecording(final DescribedRig rig, final Path file) {
        this.rig = rig;
        this.file = file;
    }

    /** Truth and estimate of each measure. */
    static Map<String, double[]> of(final DescribedRig rig, final Path file, final SeparateRecording truth) {
        final AnalysedRecording analysed = new AnalysedRecording(rig, file);
        switch (rig.text("estimator")) {
            case "events" -> analysed.events(truth.events());
            case "pair" -> analysed.pair(truth.lagMs());
            default -> analysed.volleys();
        }
        return analysed.found;
    }

    static Report run(final EiCommand command, final List<String> keys) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String key : keys) values.putAll(DescribedRig.keys(key));
        CommandInput.fill(command, "test", values);
        return command.find();
    }

    private Report run(final EiCommand command, final String keys, final String... same) {
        final List<String> all = new ArrayList<>(rig.same(same));
        DescribedRig.keys(keys).forEach((key, value) -> all.add(key + "=" + value));
        all.add("recording=" + file);
        return run(command, all);
    }

    private void add(final String name, final double truth, final double estimate) {
        found.put(name, new double[] {truth, estimate});
    }

    private void volleys() {
        final Table summary = run(
                        new DecomposeConductance(),
                        "level_order=interleaved baseline_start_ms=5 baseline_end_ms=55 window_start_ms=55 "
                                + "window_end_ms=160 bootstraps=0 max_series_mohm=1000 max_drift_percent=1000",
                        "levels",
                        "capacitance_pf",
                        "series_resistance_mohm",
                        "compensation_percent",
                        "junction_potential_mv",
                        "series_correction",
                        "e_reversal_mv",
                        "i_reversal_mv")
                .summary();
        add("peak g_E", rig.number("g_e_ns"), summary.number(0, "g_e_peak_ns"));
        add("peak g_I", rig.number("g_i_ns"), summary.number(0, "g_i_peak_ns"));
        add(
                "delay of peaks",
                rig.number("delay_ms")
                        + SeparateRecording.peakMs(rig.number("i_rise_ms"), rig.number("i_decay_ms"))
                        - SeparateRecording.peakMs(rig.number("e_rise_ms"), rig.number("e_decay_ms")),
                summary.number(0, "delay_ms"));
        add("delay of onsets", rig.number("delay_ms"), summary.number(0, "onset_delay_ms"));
        final int sweeps = rig.sweepsPerLevel() * rig.levels().length;
        add(
                "leak",
                IntStream.range(0, sweeps)
                        .mapToDouble(k -> rig.number("leak_ns") * (1 + rig.number("leak_change_percent") / 100 * k))
                        .average()
                        .orElseThrow(),
                summary.number(0, "leak_ns"));
    }

    private void pair(final double lagMs) {
        final double tau =
                rig.number("capacitance_pf") / (rig.number("leak_ns") + rig.number("g_e_ns") + rig.number("g_i_ns"));
        final Table summary = run(
                        new CorrelatePair(),
                        "surrogates=0 bootstraps=0 tau_a_ms=" + tau + " tau_b_ms=" + tau,
                        "junction_potential_mv",
                        "e_reversal_mv",
                        "i_reversal_mv")
                .summary();
        add("lag of inhibition", lagMs, summary.number(0, "peak_lag_ms"));
        add("corrected lag of inhibition", lagMs, summary.number(0, "i_after_e_corrected_ms"));
    }

    private void events(final List<double[]> truth) {
        final double[] levels = rig.levels();
        final double ljp = rig.number("junction_potential_mv");
        final double[] e = kind("sEPSCs", 0, 'e', rig.number("e_reversal_mv") - levels[0] + ljp, truth);
        final double[] i = kind("sIPSCs", 1, 'i', levels[1] - ljp - rig.number("i_reversal_mv"), truth);
        add("rate times amplitude, E / I", e[0] / i[0], e[1] / i[1]);
    }

    /** Returns the sum of the true amplitudes, and the number times the mean amplitude of what was detected. */
    private double[] kind(
            final String name, final int first, final char kind, final double forceMv, final List<double[]> truth) {
        final int sweeps = 2 * rig.sweepsPerLevel();
        final String list = String.join(
                ",",
                IntStream.range(0, sweeps)
                        .filter(k -> k % 2 == first)
                        .mapToObj(String::valueOf)
                        .toList());
        final Table table = run(
                        new DetectEvents(),
                        "polarity=" + (kind == 'e' ? "negative" : "positive") + " sweeps=" + list
                                + " template_rise_ms=" + rig.text(kind + "_rise_ms") + " template_decay_ms="
                                + rig.text(kind + "_decay_ms"))
                .tables()
                .get("events.csv");
        final List<double[]> detected = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++)
            if (Boolean.TRUE.equals(table.get(row, "accepted")))
                detected.add(new double[] {
                    table.number(row, "sweep"), table.number(row, "time_ms"), table.number(row, "amplitude_pa")
                });
        final List<double[]> known =
                truth.stream().filter(event -> event[0] % 2 == first).toList();
        final List<int[]> pairs = matched(known, detected);
        final double hits = pairs.size();
        final double truePa =
                pairs.stream().mapToDouble(p -> known.get(p[0])[2]).sum() / hits * forceMv;
        final double foundPa =
                pairs.stream().mapToDouble(p -> Math.abs(detected.get(p[1])[2])).sum() / hits;
        final double seconds = rig.sweepsPerLevel() * SeparateRecording.LONG_SWEEP_MS / 1000;
        add("recall of " + name, 1, hits / known.size());
        add("precision of " + name, 1, hits / detected.size());
        add("amplitude of " + name + " that were found", truePa, foundPa);
        add("rate of " + name, known.size() / seconds, detected.size() / seconds);
        return new double[] {known.stream().mapToDouble(k -> k[2]).sum() * forceMv, detected.size() * foundPa};
    }

    /** The closest pairs of a true and a detected event first, each in one pair at most. */
    private static List<int[]> matched(final List<double[]> known, final List<double[]> detected) {
        final List<int[]> near = new ArrayList<>();
        for (int k = 0; k < known.size(); k++)
            for (int d = 0; d < detected.size(); d++)
                if (known.get(k)[0] == detected.get(d)[0] && apart(known.get(k), detected.get(d)) <= TOLERANCE_MS)
                    near.add(new int[] {k, d});
        near.sort(Comparator.comparingDouble(p -> apart(known.get(p[0]), detected.get(p[1]))));
        final boolean[] usedK = new boolean[known.size()], usedD = new boolean[detected.size()];
        final List<int[]> pairs = new ArrayList<>();
        for (final int[] p : near) {
            if (usedK[p[0]] || usedD[p[1]]) continue;
            usedK[p[0]] = true;
            usedD[p[1]] = true;
            pairs.add(p);
        }
        return pairs;
    }

    private static double apart(final double[] one, final double[] other) {
        return Math.abs(one[1] - other[1]);
    }
}
