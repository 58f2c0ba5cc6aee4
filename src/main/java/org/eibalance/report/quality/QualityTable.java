package org.eibalance.report.quality;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.recording.Quantity;
import org.eibalance.result.Table;

/** The quality of a recording as a table: one row for each channel and sweep. */
final class QualityTable {

    /** A sweep of a channel; pulse is null where it has no usable step. */
    private record Row(ChannelQuality channel, SweepQuality sweep, PulseMeasures pulse) {

        boolean isCurrent() {
            return channel.channel().unit().quantity() == Quantity.CURRENT;
        }

        /** Before the test pulse; where none was found in any sweep, while the command rests. */
        Double holdingPa() {
            if (pulse != null) return finite(pulse.holdingPa());
            return channel.searched() && channel.membraneTest().isEmpty() ? finite(sweep.baseline()) : null;
        }

        String problem() {
            if (pulse == null) return channel.membraneTest().isEmpty() ? null : "no usable step";
            return pulse.problem().isEmpty() ? null : pulse.problem();
        }
    }

    private QualityTable() {}

    static Table of(final String recording, final List<ChannelQuality> qualities) {
        final Predicate<Row> current = Row::isCurrent, potential = current.negate();
        return Table.of(
                rows(qualities),
                column("recording", "", r -> recording),
                column("channel", "", r -> r.channel().channel().index()),
                column("sweep", "", r -> r.sweep().sweep()),
                column("holding_pa", "pA", Row::holdingPa),
                column("ra_mohm", "MOhm", pulse(PulseMeasures::raMohm)),
                column("rm_mohm", "MOhm", pulse(PulseMeasures::rmMohm)),
                column("cm_pf", "pF", pulse(PulseMeasures::cmPf)),
                column("tau_ms", "ms", pulse(PulseMeasures::tauMs)),
                column("ra_bound_mohm", "MOhm", pulse(PulseMeasures::raBoundMohm)),
                column("step_mv", "mV", pulse(PulseMeasures::stepMv)),
                column("definition", "", ofTest(t -> t.definition().label())),
                column("exponentials", "", ofTest(t -> t.second().present() ? 2 : 1)),
                column("problem", "", Row::problem),
                column("channel_name", "", r -> r.channel().channel().name()),
                column("baseline_pa", "pA", only(current, SweepQuality::baseline)),
                column("noise_sd_pa", "pA", only(current, SweepQuality::noiseSd)),
                column("hum_50_hz_pa", "pA", only(current, SweepQuality::hum50)),
                column("hum_60_hz_pa", "pA", only(current, SweepQuality::hum60)),
                column("baseline_mv", "mV", only(potential, SweepQuality::baseline)),
                column("noise_sd_mv", "mV", only(potential, SweepQuality::noiseSd)),
                column("hum_50_hz_mv", "mV", only(potential, SweepQuality::hum50)),
                column("hum_60_hz_mv", "mV", only(potential, SweepQuality::hum60)),
                column("saturated_samples", "", r -> r.sweep().saturatedSamples()),
                column("missing_samples", "", r -> r.sweep().missingSamples()));
    }

    private static List<Row> rows(final List<ChannelQuality> qualities) {
        final List<Row> rows = new ArrayList<>();
        for (final ChannelQuality quality : qualities) {
            final Map<Integer, PulseMeasures> pulses = quality.membraneTest().stream()
                    .flatMap(t -> t.sweeps().stream())
                    .collect(Collectors.toMap(PulseMeasures::sweep, p -> p));
            for (final SweepQuality sweep : quality.sweeps())
                rows.add(new Row(quality, sweep, pulses.get(sweep.sweep())));
        }
        return rows;
    }

    private static Function<Row, Double> pulse(final ToDoubleFunction<PulseMeasures> measure) {
        return r -> r.pulse() == null ? null : finite(measure.applyAsDouble(r.pulse()));
    }

    private static Function<Row, Object> ofTest(final Function<MembraneTestResult, Object> value) {
        return r ->
                r.pulse() == null ? null : r.channel().membraneTest().map(value).orElse(null);
    }

    private static Function<Row, Double> only(
            final Predicate<Row> holds, final ToDoubleFunction<SweepQuality> measure) {
        return r -> holds.test(r) ? finite(measure.applyAsDouble(r.sweep())) : null;
    }

    private static Double finite(final double value) {
        return Double.isFinite(value) ? value : null;
    }
}
