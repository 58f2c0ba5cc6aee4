package org.eibalance.command.pair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eibalance.analysis.pair.LagExcess;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairDetails;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.SlidingCorrelation;
import org.eibalance.analysis.pair.correlogram.CorrelogramPeak;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.correlogram.ShiftPredictor;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.analysis.pair.significance.Surrogates;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;

/** The study of a pair as tables. */
final class PairTables {

    private static final String[] SUMMARY = {
        "recording",
        "cell_a",
        "cell_b",
        "pairing",
        "sweeps",
        "peak_r",
        "peak_lag_ms",
        "zero_lag_r",
        "width_ms",
        "p_value",
        "i_after_e_ms",
        "peak_r_ci_low",
        "peak_r_ci_high",
        "lag_ci_low_ms",
        "lag_ci_high_ms",
        "zero_lag_ci_low",
        "zero_lag_ci_high",
        "width_ci_low_ms",
        "width_ci_high_ms",
        "asymmetry",
        "asymmetry_ci_low",
        "asymmetry_ci_high",
        "normalisation",
        "predictor_normalisation",
        "raw_r",
        "predictor_r",
        "corrected_r",
        "corrected_lag_ms",
        "surrogate_method",
        "surrogates",
        "distinct_surrogates",
        "least_p",
        "max_band_r",
        "correlation_time_ms",
        "shows_a",
        "shows_b",
        "expected_sign",
        "i_after_e_corrected_ms",
        "excess_short_of_reversal_ms",
        "excess_smear_ms",
        "excess_unequal_ms",
        "tau_a_ms",
        "tau_a_source",
        "tau_b_ms",
        "tau_b_source",
        "events_a",
        "events_b",
        "amplitude_r_on_a",
        "amplitude_r_on_b",
        "coupling_a_to_b",
        "coupling_b_to_a",
        "cross_talk_r",
        "hum_hz",
        "hum_coherence",
        "hum_shared",
        "skew_us"
    };

    private final String names;
    private final PairStudy.Report report;

    PairTables(final String names, final PairStudy.Report report) {
        this.names = names;
        this.report = report;
    }

    Table summary() {
        final Table.Builder table = Table.withColumns(SUMMARY);
        for (int g = 0; g < report.details().size(); g++) {
            final PairCorrelogram group = report.result().groups().get(g);
            final List<Object> row = new ArrayList<>(Arrays.asList(
                    names,
                    report.input().cellA(),
                    report.input().cellB(),
                    group.pairing().label(),
                    group.sweeps().size(),
                    group.peak().r(),
                    group.peak().lagMs(),
                    group.zeroLagR(),
                    group.peak().widthMs(),
                    group.pValue(),
                    group.iAfterEMs()));
            confidence(row, group);
            chance(row, group);
            details(row, group, report.details().get(g));
            artefacts(row);
            table.row(row.toArray());
        }
        return table.build();
    }

    private static void confidence(final List<Object> row, final PairCorrelogram group) {
        ends(row, group.intervals().map(PeakIntervals::r));
        ends(row, group.intervals().map(PeakIntervals::lagMs));
        ends(row, group.intervals().map(PeakIntervals::zeroLagR));
        ends(row, group.intervals().map(PeakIntervals::widthMs));
        row.add(group.peak().asymmetry());
        ends(row, group.intervals().map(PeakIntervals::asymmetry));
    }

    private static void ends(final List<Object> row, final Optional<Interval> interval) {
        row.add(interval.map(Interval::low).orElse(null));
        row.add(interval.map(Interval::high).orElse(null));
    }

    private void chance(final List<Object> row, final PairCorrelogram group) {
        final Optional<ShiftPredictor> predictor = group.predictor();
        final double[] lags = report.result().lagsMs();
        final Optional<CorrelogramPeak> corrected =
                predictor.map(p -> CorrelogramPeak.of(p.corrected(), lags[1] - lags[0]));
        final int at = (lags.length - 1) / 2 + (int) Math.round(group.peak().lagMs() / (lags[1] - lags[0]));
        row.addAll(Arrays.asList(
                group.normalisation().name().toLowerCase(Locale.ROOT),
                predictor
                        .map(p -> p.normalisation().name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                predictor.map(p -> p.raw()[at]).orElse(null),
                predictor.map(p -> p.predictor()[at]).orElse(null),
                corrected.map(CorrelogramPeak::r).orElse(null),
                corrected.map(CorrelogramPeak::lagMs).orElse(null)));
        final Optional<Surrogates> surrogates = group.surrogates();
        row.addAll(Arrays.asList(
                surrogates.map(s -> s.method().label()).orElse(null),
                surrogates.map(Surrogates::count).orElse(null),
                surrogates.map(Surrogates::distinct).orElse(null),
                surrogates.map(Surrogates::leastP).orElse(null),
                surrogates.map(Surrogates::maxBand).orElse(null),
                surrogates
                        .map(Surrogates::correlationTimeMs)
                        .filter(Double::isFinite)
                        .orElse(null)));
    }

    private void details(final List<Object> row, final PairCorrelogram group, final PairDetails details) {
        final int sign = group.viewA().expectedSign(group.viewB());
        row.addAll(Arrays.asList(group.viewA().shows(), group.viewB().shows(), sign == 0 ? null : sign));
        final Optional<LagExcess> excess = details.excess();
        row.addAll(Arrays.asList(
                excess.map(LagExcess::correctedMs).orElse(null),
                excess.map(LagExcess::shortOfReversalMs).orElse(null),
                excess.map(LagExcess::smearMs).orElse(null),
                excess.map(LagExcess::unequalMs).orElse(null),
                report.tauA().ms(),
                report.tauA().source(),
                report.tauB().ms(),
                report.tauB().source()));
        row.addAll(Arrays.asList(
                details.onEventsOfA().events(),
                details.onEventsOfB().events(),
                details.onEventsOfA().amplitudeR(),
                details.onEventsOfB().amplitudeR()));
    }

    /** Of the recording where it is worst. */
    private void artefacts(final List<Object> row) {
        row.addAll(Arrays.asList(
                largest(Artefacts::couplingAToB),
                largest(Artefacts::couplingBToA),
                largest(Artefacts::crossTalk),
                report.artefacts().get(0).humHz(),
                largest(Artefacts::humCoherence),
                report.artefacts().stream().anyMatch(Artefacts::humShared),
                largest(Artefacts::skewUs)));
    }

    private Double largest(final Function<Artefacts, Double> measure) {
        return report.artefacts().stream()
                .map(measure)
                .filter(v -> !v.isNaN())
                .max((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
                .orElse(null);
    }

    /** The means first, as they always were; then what belongs to each of them. */
    Table correlogram() {
        final List<String> columns = new ArrayList<>(List.of("lag_ms"));
        final List<double[]> values = new ArrayList<>(List.of(report.result().lagsMs()));
        for (final PairCorrelogram group : report.result().groups())
            add(columns, values, "r", group, Optional.of(group.mean()));
        for (final PairCorrelogram group : report.result().groups()) {
            add(columns, values, "r_low", group, group.low());
            add(columns, values, "r_high", group, group.high());
            add(columns, values, "raw", group, group.predictor().map(ShiftPredictor::raw));
            add(columns, values, "predictor", group, group.predictor().map(ShiftPredictor::predictor));
            add(columns, values, "corrected", group, group.predictor().map(ShiftPredictor::corrected));
            add(columns, values, "chance", group, group.surrogates().map(Surrogates::centre));
            add(columns, values, "chance_low", group, group.surrogates().map(Surrogates::low));
            add(columns, values, "chance_high", group, group.surrogates().map(Surrogates::high));
            add(
                    columns,
                    values,
                    "chance_max_low",
                    group,
                    group.surrogates().map(s -> shifted(s.centre(), -s.maxBand())));
            add(
                    columns,
                    values,
                    "chance_max_high",
                    group,
                    group.surrogates().map(s -> shifted(s.centre(), s.maxBand())));
        }
        return Table.ofNumbers(columns, values.toArray(double[][]::new));
    }

    private static void add(
            final List<String> columns,
            final List<double[]> values,
            final String name,
            final PairCorrelogram group,
            final Optional<double[]> curve) {
        if (curve.isEmpty()) return;
        columns.add(name + "_" + group.pairing().label().toLowerCase(Locale.ROOT));
        values.add(curve.get());
    }

    static double[] shifted(final double[] values, final double by) {
        return Arrays.stream(values).map(v -> v + by).toArray();
    }

    /** One column a sweep, in the order of the input within each pairing. */
    Table sweepCorrelograms() {
        final List<String> columns = new ArrayList<>(List.of("lag_ms"));
        final List<double[]> values = new ArrayList<>(List.of(report.result().lagsMs()));
        for (final PairCorrelogram group : report.result().groups()) {
            int k = 0;
            for (final SweepCorrelogram sweep : group.sweeps()) {
                columns.add("r_" + group.pairing().label().toLowerCase(Locale.ROOT) + "_" + k++);
                values.add(sweep.coefficients());
            }
        }
        return Table.ofNumbers(columns, values.toArray(double[][]::new));
    }

    Table sliding() {
        final Table.Builder table =
                Table.withColumns("recording", "pairing", "sweep", "time_ms", "zero_lag_r", "peak_lag_r");
        for (final PairDetails details : report.details()) {
            for (final SlidingCorrelation window : details.sliding()) {
                table.row(
                        window.recording(),
                        details.pairing().label(),
                        window.sweep(),
                        window.timeMs(),
                        window.zeroLagR(),
                        window.peakLagR());
            }
        }
        return table.build();
    }

    Table eventAverage() {
        final List<String> columns = new ArrayList<>(List.of("time_ms"));
        final List<double[]> values =
                new ArrayList<>(List.of(report.details().get(0).onEventsOfA().timesMs()));
        for (final PairDetails details : report.details()) {
            final String pairing = details.pairing().label().toLowerCase(Locale.ROOT);
            columns.addAll(List.of("b_on_events_of_a_" + pairing, "a_on_events_of_b_" + pairing));
            values.addAll(List.of(
                    details.onEventsOfA().average(), details.onEventsOfB().average()));
        }
        return Table.ofNumbers(columns, values.toArray(double[][]::new));
    }
}
