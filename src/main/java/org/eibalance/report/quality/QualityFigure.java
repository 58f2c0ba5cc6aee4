package org.eibalance.report.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.Decay;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Quantity;

/** One test pulse with its fit for each cell, and the measures over the sweeps. */
final class QualityFigure {

    private static final double PULSE_MM = 55;
    private static final double PANEL_MM = 45;
    private static final double TITLE_MM = 10;
    private static final int MAX_PULSES = 4;

    /** Of the pulse so much is shown: before it, and of its transient. */
    private static final double BEFORE_MS = 2;

    private static final double SHOWN_TAUS = 8;
    private static final double MIN_SHOWN_MS = 5;

    private static final double ROOM = 0.08;

    private static final Role[] ROLES = {Role.CELL_A, Role.CELL_B, Role.INHIBITION, Role.EXCITATION};

    private final String recording;
    private final List<ChannelQuality> qualities;

    QualityFigure(final String recording, final List<ChannelQuality> qualities) {
        this.recording = recording;
        this.qualities = qualities;
    }

    Figure figure() {
        final List<Figure.Row> rows = new ArrayList<>();
        final List<Panel> pulses = qualities.stream()
                .filter(q -> q.membraneTest().isPresent())
                .limit(MAX_PULSES)
                .map(QualityFigure::pulse)
                .toList();
        double height = TITLE_MM;
        if (!pulses.isEmpty()) {
            rows.add(new Figure.Row(PULSE_MM, pulses));
            rows.add(new Figure.Row(
                    PANEL_MM,
                    List.of(
                            measure("holding current (pA)", PulseMeasures::holdingPa),
                            measure("R_a (MOhm)", PulseMeasures::raMohm))));
            rows.add(new Figure.Row(
                    PANEL_MM,
                    List.of(measure("R_m (MOhm)", PulseMeasures::rmMohm), measure("C_m (pF)", PulseMeasures::cmPf))));
            height += PULSE_MM + 2 * PANEL_MM;
        }
        for (final Quantity quantity : new Quantity[] {Quantity.CURRENT, Quantity.VOLTAGE}) {
            final String unit = quantity == Quantity.CURRENT ? "pA" : "mV";
            final boolean tested = quantity == Quantity.CURRENT && !pulses.isEmpty();
            if (tested || qualities.stream().noneMatch(q -> q.channel().unit().quantity() == quantity)) continue;
            rows.add(new Figure.Row(
                    PANEL_MM,
                    List.of(
                            noise(quantity, "baseline (" + unit + ")", SweepQuality::baseline),
                            noise(quantity, "noise sd (" + unit + ")", SweepQuality::noiseSd))));
            height += PANEL_MM;
        }
        return new Figure(recording + ", quality", Figure.TWO_COLUMNS_MM, height, rows);
    }

    private static Role role(final int place) {
        return ROLES[place % ROLES.length];
    }

    private static String name(final ChannelQuality quality) {
        return quality.channel().index() + " " + quality.channel().name();
    }

    private Panel measure(final String label, final ToDoubleFunction<PulseMeasures> measure) {
        final List<Series> series = new ArrayList<>();
        for (int i = 0; i < qualities.size(); i++) {
            final ChannelQuality quality = qualities.get(i);
            if (quality.membraneTest().isEmpty()) continue;
            final List<PulseMeasures> sweeps = quality.membraneTest().get().sweeps();
            series.add(points(
                    name(quality),
                    sweeps.stream().mapToDouble(PulseMeasures::sweep).toArray(),
                    sweeps.stream().mapToDouble(measure).toArray(),
                    role(i)));
        }
        return overSweeps(label, series);
    }

    private Panel noise(final Quantity quantity, final String label, final ToDoubleFunction<SweepQuality> measure) {
        final List<Series> series = new ArrayList<>();
        for (int i = 0; i < qualities.size(); i++) {
            final ChannelQuality quality = qualities.get(i);
            if (quality.channel().unit().quantity() != quantity) continue;
            series.add(points(
                    name(quality),
                    quality.sweeps().stream().mapToDouble(SweepQuality::sweep).toArray(),
                    quality.sweeps().stream().mapToDouble(measure).toArray(),
                    role(i)));
        }
        return overSweeps(label, series);
    }

    private static Series points(final String name, final double[] sweeps, final double[] values, final Role role) {
        return new Series(
                name,
                sweeps,
                Arrays.stream(values)
                        .map(v -> Double.isFinite(v) ? v : Double.NaN)
                        .toArray(),
                role,
                Series.Style.POINTS);
    }

    /** Half a sweep of room on both sides, so that a single sweep has an axis too. */
    private static Panel overSweeps(final String label, final List<Series> series) {
        final double last =
                series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).max().orElse(0);
        return new Panel(
                "",
                Axis.of("sweep", -0.5, last + 0.5),
                roomy(label, series),
                series,
                List.of(),
                List.of(),
                series.size() > 1);
    }

    /** Dots at the edge would be cut in half. */
    private static Axis roomy(final String label, final List<Series> series) {
        final double[] values = series.stream()
                .flatMapToDouble(s -> Arrays.stream(s.y()))
                .filter(Double::isFinite)
                .toArray();
        if (values.length == 0) return Axis.of(label);
        final double low = Arrays.stream(values).min().getAsDouble();
        final double high = Arrays.stream(values).max().getAsDouble();
        final double room = high > low ? ROOM * (high - low) : Math.max(1e-3, ROOM * Math.abs(high));
        return Axis.of(label, low - room, high + room);
    }

    /** The first sweep that has a fit. */
    private static Panel pulse(final ChannelQuality quality) {
        final List<PulseMeasures> sweeps = quality.membraneTest().orElseThrow().sweeps();
        int shown = 0;
        for (int k = sweeps.size() - 1; k >= 0; k--) if (sweeps.get(k).decay() != null) shown = k;
        final PulseSweep sweep = quality.pulses().get(shown);
        final Decay decay = sweeps.get(shown).decay();
        final double perMs = quality.channel().sampleRateHz() / 1000;
        final int start = sweep.pulse().start();
        final double transientMs =
                decay == null ? Double.POSITIVE_INFINITY : Math.max(MIN_SHOWN_MS, SHOWN_TAUS * decay.tauMs());
        final int from = (int) Math.max(sweep.pulse().baselineStart(), start - Math.round(BEFORE_MS * perMs));
        final int to = (int) Math.min(sweep.pulse().end(), start + Math.ceil(transientMs * perMs));
        final double[] timeMs = new double[to - from];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = (from + i - start) / perMs;
        final List<Series> series = new ArrayList<>();
        series.add(Series.line(
                "sweep " + sweep.sweep(), timeMs, Arrays.copyOfRange(sweep.currentPa(), from, to), Role.RESULT));
        if (decay != null) series.add(fit(decay, timeMs[timeMs.length - 1]));
        return new Panel(
                String.format(
                        Locale.ROOT,
                        "%s, step of %.1f mV",
                        name(quality),
                        sweep.pulse().stepMv()),
                Axis.of("time from the onset of the step (ms)", timeMs[0], timeMs[timeMs.length - 1]),
                Axis.of("current (pA)"),
                series,
                List.of(),
                List.of(),
                true);
    }

    private static Series fit(final Decay decay, final double endMs) {
        final int points = 400;
        final double[] timeMs = new double[points];
        final double[] currentPa = new double[points];
        for (int i = 0; i < points; i++) {
            timeMs[i] = decay.fromMs() + (endMs - decay.fromMs()) * i / (points - 1);
            currentPa[i] = decay.at(timeMs[i]);
        }
        return new Series("exponential", timeMs, currentPa, Role.EXCITATION, Series.Style.DASHED);
    }
}
