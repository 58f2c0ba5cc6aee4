package org.eibalance.report.pair;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eibalance.analysis.pair.LagExcess;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.SlidingCorrelation;
import org.eibalance.analysis.pair.correlogram.CorrelogramPeak;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.correlogram.ShiftPredictor;
import org.eibalance.analysis.pair.correlogram.SweepCorrelogram;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.analysis.pair.input.ElectricalCoupling;
import org.eibalance.analysis.pair.significance.Surrogates;
import org.eibalance.result.Column;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;

/** The study of a pair as tables. */
final class PairTables {

    private final String names;
    private final PairStudy.Result result;

    PairTables(final String names, final PairStudy.Result result) {
        this.names = names;
        this.result = result;
    }

    /** One row for each pairing of holding levels. */
    Table summary() {
        final List<Column<PairingResult>> columns = new ArrayList<>(List.of(
                column("recording", "", p -> names),
                column("cell_a", "", p -> result.input().cellA()),
                column("cell_b", "", p -> result.input().cellB()),
                column("pairing", "", p -> p.pairing().label()),
                column("sweeps", "", p -> p.correlogram().sweeps().size()),
                column("peak_r", "", p -> p.correlogram().peak().r()),
                column("peak_lag_ms", "ms", p -> p.correlogram().peak().lagMs()),
                column("zero_lag_r", "", p -> p.correlogram().zeroLagR()),
                column("width_ms", "ms", p -> p.correlogram().peak().widthMs()),
                column("p_value", "", p -> p.correlogram().pValue()),
                column("i_after_e_ms", "ms", p -> p.correlogram().iAfterEMs())));
        columns.addAll(intervals());
        columns.addAll(predictor());
        columns.addAll(surrogates());
        columns.addAll(lag());
        columns.addAll(events());
        columns.addAll(artefacts());
        columns.addAll(coupling());
        return Table.of(result.pairings(), columns);
    }

    private static List<Column<PairingResult>> intervals() {
        return List.of(
                column("peak_r_ci_low", "", low(PeakIntervals::r)),
                column("peak_r_ci_high", "", high(PeakIntervals::r)),
                column("lag_ci_low_ms", "ms", low(PeakIntervals::lagMs)),
                column("lag_ci_high_ms", "ms", high(PeakIntervals::lagMs)),
                column("zero_lag_ci_low", "", low(PeakIntervals::zeroLagR)),
                column("zero_lag_ci_high", "", high(PeakIntervals::zeroLagR)),
                column("width_ci_low_ms", "ms", low(PeakIntervals::widthMs)),
                column("width_ci_high_ms", "ms", high(PeakIntervals::widthMs)),
                column("asymmetry", "", p -> p.correlogram().peak().asymmetry()),
                column("asymmetry_ci_low", "", low(PeakIntervals::asymmetry)),
                column("asymmetry_ci_high", "", high(PeakIntervals::asymmetry)));
    }

    private static Function<PairingResult, Double> low(final Function<PeakIntervals, Interval> which) {
        return p -> p.correlogram().intervals().map(which).map(Interval::low).orElse(null);
    }

    private static Function<PairingResult, Double> high(final Function<PeakIntervals, Interval> which) {
        return p -> p.correlogram().intervals().map(which).map(Interval::high).orElse(null);
    }

    private List<Column<PairingResult>> predictor() {
        return List.of(
                column("normalisation", "", p -> name(p.correlogram().normalisation())),
                column("predictor_normalisation", "", ofPredictor((p, s) -> name(s.normalisation()))),
                column("raw_r", "", ofPredictor((p, s) -> s.raw()[atPeak(p)])),
                column("predictor_r", "", ofPredictor((p, s) -> s.predictor()[atPeak(p)])),
                column("corrected_r", "", ofPredictor((p, s) -> corrected(s).r())),
                column(
                        "corrected_lag_ms",
                        "ms",
                        ofPredictor((p, s) -> corrected(s).lagMs())));
    }

    private static String name(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Function<PairingResult, Object> ofPredictor(
            final BiFunction<PairingResult, ShiftPredictor, Object> value) {
        return p -> p.correlogram().predictor().map(s -> value.apply(p, s)).orElse(null);
    }

    private double intervalMs() {
        return result.lagsMs()[1] - result.lagsMs()[0];
    }

    /** The sample of the correlogram that is next to its peak. */
    private int atPeak(final PairingResult pairing) {
        return (result.lagsMs().length - 1) / 2
                + (int) Math.round(pairing.correlogram().peak().lagMs() / intervalMs());
    }

    private CorrelogramPeak corrected(final ShiftPredictor predictor) {
        return CorrelogramPeak.of(predictor.corrected(), intervalMs());
    }

    private static List<Column<PairingResult>> surrogates() {
        return List.of(
                column("surrogate_method", "", ofSurrogates(s -> s.method().label())),
                column("surrogates", "", ofSurrogates(Surrogates::count)),
                column("distinct_surrogates", "", ofSurrogates(Surrogates::distinct)),
                column("least_p", "", ofSurrogates(Surrogates::leastP)),
                column("max_band_r", "", ofSurrogates(Surrogates::maxBand)),
                column(
                        "correlation_time_ms",
                        "ms",
                        ofSurrogates(s -> Double.isFinite(s.correlationTimeMs()) ? s.correlationTimeMs() : null)));
    }

    private static Function<PairingResult, Object> ofSurrogates(final Function<Surrogates, Object> value) {
        return p -> p.correlogram().surrogates().map(value).orElse(null);
    }

    private List<Column<PairingResult>> lag() {
        return List.of(
                column("shows_a", "", p -> p.correlogram().viewA().shows()),
                column("shows_b", "", p -> p.correlogram().viewB().shows()),
                column("expected_sign", "", PairTables::expectedSign),
                column("i_after_e_corrected_ms", "ms", ofExcess(LagExcess::correctedMs)),
                column("excess_short_of_reversal_ms", "ms", ofExcess(LagExcess::shortOfReversalMs)),
                column("excess_smear_ms", "ms", ofExcess(LagExcess::smearMs)),
                column("excess_unequal_ms", "ms", ofExcess(LagExcess::unequalMs)),
                column("tau_a_ms", "ms", p -> result.tauA().ms()),
                column("tau_a_source", "", p -> result.tauA().source()),
                column("tau_b_ms", "ms", p -> result.tauB().ms()),
                column("tau_b_source", "", p -> result.tauB().source()));
    }

    private static Integer expectedSign(final PairingResult pairing) {
        final int sign =
                pairing.correlogram().viewA().expectedSign(pairing.correlogram().viewB());
        return sign == 0 ? null : sign;
    }

    private static Function<PairingResult, Double> ofExcess(final Function<LagExcess, Double> value) {
        return p -> p.excess().map(value).orElse(null);
    }

    private static List<Column<PairingResult>> events() {
        return List.of(
                column("events_a", "", p -> p.onEventsOfA().events()),
                column("events_b", "", p -> p.onEventsOfB().events()),
                column("amplitude_r_on_a", "", p -> p.onEventsOfA().amplitudeR()),
                column("amplitude_r_on_b", "", p -> p.onEventsOfB().amplitudeR()));
    }

    /** Of the recording where it is worst. */
    private List<Column<PairingResult>> artefacts() {
        return List.of(
                column("coupling_a_to_b", "", p -> largest(a -> a.fromA().coefficient())),
                column("coupling_b_to_a", "", p -> largest(a -> a.fromB().coefficient())),
                column("cross_talk_r", "", p -> largest(Artefacts::crossTalk)),
                column("hum_hz", "Hz", p -> result.artefacts().get(0).humHz()),
                column("hum_coherence", "", p -> largest(Artefacts::humCoherence)),
                column("hum_shared", "", p -> result.artefacts().stream().anyMatch(Artefacts::humShared)),
                column("skew_us", "us", p -> largest(Artefacts::skewUs)));
    }

    /** Of the recording where it is largest, with the interval of that one. */
    private List<Column<PairingResult>> coupling() {
        return List.of(
                column(
                        "coupling_a_to_b_ci_low",
                        "",
                        coupling(Artefacts::fromA, false, c -> c.interval().low())),
                column(
                        "coupling_a_to_b_ci_high",
                        "",
                        coupling(Artefacts::fromA, false, c -> c.interval().high())),
                column(
                        "coupling_b_to_a_ci_low",
                        "",
                        coupling(Artefacts::fromB, false, c -> c.interval().low())),
                column(
                        "coupling_b_to_a_ci_high",
                        "",
                        coupling(Artefacts::fromB, false, c -> c.interval().high())),
                column("junction_a_to_b_ns", "nS", coupling(Artefacts::fromA, true, ElectricalCoupling::value)),
                column(
                        "junction_a_to_b_ci_low_ns",
                        "nS",
                        coupling(Artefacts::fromA, true, c -> c.interval().low())),
                column(
                        "junction_a_to_b_ci_high_ns",
                        "nS",
                        coupling(Artefacts::fromA, true, c -> c.interval().high())),
                column("junction_b_to_a_ns", "nS", coupling(Artefacts::fromB, true, ElectricalCoupling::value)),
                column(
                        "junction_b_to_a_ci_low_ns",
                        "nS",
                        coupling(Artefacts::fromB, true, c -> c.interval().low())),
                column(
                        "junction_b_to_a_ci_high_ns",
                        "nS",
                        coupling(Artefacts::fromB, true, c -> c.interval().high())),
                column(
                        "common_transients",
                        "",
                        p -> p.transients().resolved() ? p.transients().count() : null),
                column("r_without_transients", "", p -> p.transients().withoutR()));
    }

    private Function<PairingResult, Double> coupling(
            final Function<Artefacts, ElectricalCoupling> direction,
            final boolean voltageClamp,
            final Function<ElectricalCoupling, Double> value) {
        return p -> result.artefacts().stream()
                .map(direction)
                .filter(c -> c.measured() && c.voltageClamp() == voltageClamp)
                .max(Comparator.comparing(c -> Math.abs(c.value())))
                .map(value)
                .orElse(null);
    }

    private Double largest(final Function<Artefacts, Double> measure) {
        return result.artefacts().stream()
                .map(measure)
                .filter(v -> !v.isNaN())
                .max((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
                .orElse(null);
    }

    /** The means first, as they always were; then what belongs to each of them. */
    Table correlogram() {
        final List<String> columns = new ArrayList<>(List.of("lag_ms"));
        final List<double[]> values = new ArrayList<>(List.of(result.lagsMs()));
        for (final PairCorrelogram group : correlograms()) add(columns, values, "r", group, Optional.of(group.mean()));
        for (final PairCorrelogram group : correlograms()) {
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

    private List<PairCorrelogram> correlograms() {
        return result.pairings().stream().map(PairingResult::correlogram).toList();
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
        final List<double[]> values = new ArrayList<>(List.of(result.lagsMs()));
        for (final PairCorrelogram group : correlograms()) {
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
        for (final PairingResult pairing : result.pairings()) {
            for (final SlidingCorrelation window : pairing.sliding()) {
                table.row(
                        window.recording(),
                        pairing.pairing().label(),
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
                new ArrayList<>(List.of(result.pairings().get(0).onEventsOfA().timesMs()));
        for (final PairingResult pairing : result.pairings()) {
            final String label = pairing.pairing().label().toLowerCase(Locale.ROOT);
            columns.addAll(List.of("b_on_events_of_a_" + label, "a_on_events_of_b_" + label));
            values.addAll(List.of(
                    pairing.onEventsOfA().average(), pairing.onEventsOfB().average()));
        }
        return Table.ofNumbers(columns, values.toArray(double[][]::new));
    }
}
