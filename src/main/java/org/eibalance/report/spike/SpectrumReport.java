package org.eibalance.report.spike;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eibalance.analysis.field.AperiodicFit;
import org.eibalance.analysis.field.AperiodicSettings;
import org.eibalance.analysis.field.FluctuationAnalysis;
import org.eibalance.analysis.field.SpectrumStudy;
import org.eibalance.analysis.field.SpectrumStudySettings;
import org.eibalance.check.Checks;
import org.eibalance.check.spike.SpikeChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** A signal's spectrum as sentences, tables and a figure. */
public final class SpectrumReport {

    private static final double CONFIDENCE = 0.95;

    private final String recording;
    private final String channel;
    private final SpectrumStudySettings settings;
    private final SpectrumStudy study;
    private final double[] frequenciesHz;
    private final double[] power;
    private final double[] low;
    private final double[] high;
    private final double[] aperiodic;
    private final double[] model;

    private SpectrumReport(
            final String recording,
            final String channel,
            final SpectrumStudySettings settings,
            final SpectrumStudy study) {
        this.recording = recording;
        this.channel = channel;
        this.settings = settings;
        this.study = study;
        final AperiodicFit fit = study.fit();
        final double[] factors = study.spectrum().confidenceFactors(CONFIDENCE);
        frequenciesHz = fit.frequenciesHz();
        power = Arrays.stream(fit.measured()).map(l -> Math.pow(10, l)).toArray();
        low = Arrays.stream(power).map(p -> p * factors[0]).toArray();
        high = Arrays.stream(power).map(p -> p * factors[1]).toArray();
        aperiodic = Arrays.stream(frequenciesHz)
                .map(x -> Math.pow(10, fit.aperiodic(x)))
                .toArray();
        model = Arrays.stream(frequenciesHz)
                .map(x -> Math.pow(10, fit.model(x)))
                .toArray();
    }

    /**
     * Reports the spectrum of a signal.
     *
     * @param recording its name
     * @param channel index and name of the channel
     * @param unit of the signal
     * @param settings how it was studied
     * @param study what was found
     * @param remarks sentences for the reader, said first
     * @return sentences and a summary of one row; the tables peaks.csv, spectrum.csv and, where there are fluctuations
     *     of a rhythm, fluctuations.csv; a figure
     */
    public static Report of(
            final String recording,
            final String channel,
            final String unit,
            final SpectrumStudySettings settings,
            final SpectrumStudy study,
            final List<String> remarks) {
        final SpectrumReport report = new SpectrumReport(recording, channel, settings, study);
        return Report.of(report.sentences(remarks), report.summary(), report.figure(unit))
                .withTables(report.tables())
                .withChecks(Checks.of(study, SpikeChecks.OF_SPECTRUM));
    }

    private Table summary() {
        final AperiodicFit fit = study.fit();
        final AperiodicSettings how = settings.aperiodic();
        return Table.of(
                List.of(study),
                column("recording", "", s -> recording),
                column("channel", "", s -> channel),
                column("windows", "", s -> s.spectrum().windows()),
                column("offset", "", s -> fit.offset()),
                column("exponent", "", s -> fit.exponent()),
                column("knee", "", s -> how.knee() ? fit.knee() : null),
                column("knee_hz", "Hz", s -> fit.kneeHz()),
                column("peaks", "", s -> fit.peaks().size()),
                column("r_squared", "", s -> fit.rSquared()),
                column("mean_error", "", s -> fit.meanError()),
                column("robust_slope", "", SpectrumStudy::robustSlope),
                column(
                        "dfa_exponent",
                        "",
                        s -> s.fluctuations().map(FluctuationAnalysis::exponent).orElse(null)),
                column("low_hz", "Hz", s -> how.lowHz()),
                column("high_hz", "Hz", s -> how.highHz()));
    }

    private Map<String, Table> tables() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        final Table.Builder peaks = Table.withColumns("frequency_hz", "power", "width_hz", "height");
        study.fit().peaks().forEach(p -> peaks.row(p.frequencyHz(), p.power(), p.widthHz(), p.height()));
        tables.put("peaks.csv", peaks.build());
        tables.put(
                "spectrum.csv",
                Table.ofNumbers(
                        List.of("frequency_hz", "density", "density_ci_low", "density_ci_high", "aperiodic", "model"),
                        frequenciesHz,
                        power,
                        low,
                        high,
                        aperiodic,
                        model));
        study.fluctuations()
                .ifPresent(d -> tables.put(
                        "fluctuations.csv",
                        Table.ofNumbers(
                                List.of("window_ms", "fluctuation"),
                                Arrays.stream(d.windows())
                                        .map(w -> w * 1000 / study.rateHz())
                                        .toArray(),
                                d.fluctuations())));
        return tables;
    }

    private List<String> sentences(final List<String> remarks) {
        final List<String> sentences = new ArrayList<>(remarks);
        sentences.add(fitted());
        study.fluctuations()
                .ifPresent(d -> sentences.add(String.format(
                        Locale.ROOT,
                        "Fluctuations of the envelope from %.3g to %.3g Hz grow with an exponent of %.3f.",
                        settings.rhythmFromHz(),
                        settings.rhythmToHz(),
                        d.exponent())));
        return sentences;
    }

    private String fitted() {
        final AperiodicFit fit = study.fit();
        final double slope = study.robustSlope();
        final StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s, %s: exponent %.3f, offset %.3f", recording, channel, fit.exponent(), fit.offset()));
        if (fit.knee() > 0) text.append(String.format(Locale.ROOT, ", knee at %.3g Hz", fit.kneeHz()));
        if (!Double.isNaN(slope)) text.append(String.format(Locale.ROOT, ", robust slope %.3f", slope));
        final List<AperiodicFit.Peak> peaks = study.peaksBeyondNoise();
        if (peaks.isEmpty())
            return text.append(fit.peaks().isEmpty() ? "; no peak." : "; no peak stands out of the noise.")
                    .toString();
        return text.append("; peaks at ")
                .append(peaks.stream()
                        .map(p -> String.format(Locale.ROOT, "%.3g", p.frequencyHz()))
                        .collect(Collectors.joining(", ")))
                .append(" Hz.")
                .toString();
    }

    private Figure figure(final String unit) {
        final List<Figure.Row> rows = new ArrayList<>();
        rows.add(Figure.row(
                1.4,
                Panel.of(
                                "",
                                new Axis("frequency (Hz)", Double.NaN, Double.NaN, true),
                                new Axis("density (" + unit + "²/Hz)", Double.NaN, Double.NaN, true),
                                Series.line("measured", frequenciesHz, power, Role.RESULT),
                                Series.line("model", frequenciesHz, model, Role.REFERENCE),
                                new Series("aperiodic", frequenciesHz, aperiodic, Role.INHIBITION, Series.Style.DASHED))
                        .withBands(new Band("95 % interval", frequenciesHz, low, high, Role.CHANCE))));
        study.fluctuations()
                .ifPresent(d -> rows.add(Figure.row(
                        1,
                        Panel.of(
                                "Envelope of the rhythm",
                                new Axis("window (s)", Double.NaN, Double.NaN, true),
                                new Axis("fluctuation", Double.NaN, Double.NaN, true),
                                new Series(
                                        "fluctuation",
                                        Arrays.stream(d.windows())
                                                .map(w -> w / study.rateHz())
                                                .toArray(),
                                        d.fluctuations(),
                                        Role.RESULT,
                                        Series.Style.POINTS)))));
        return new Figure(recording, Figure.TWO_COLUMNS_MM, 30 + 65 * rows.size(), rows);
    }
}
