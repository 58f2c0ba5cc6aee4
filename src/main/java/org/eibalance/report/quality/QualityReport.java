package org.eibalance.report.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.analysis.quality.SweepTrend;
import org.eibalance.recording.Quantity;
import org.eibalance.report.Report;

/** The quality of a recording as sentences, a table and a figure. */
public final class QualityReport {

    /** Recordings with more access resistance, or more drift of it, are commonly left out. */
    private static final double MAX_RA_MOHM = 30;

    private static final double MAX_RA_DRIFT_PERCENT = 20;

    private final List<ChannelQuality> qualities;

    private QualityReport(final List<ChannelQuality> qualities) {
        this.qualities = qualities;
    }

    /**
     * Reports the quality of a recording.
     *
     * @param recording its name
     * @param qualities of each of its channels, in order
     * @param remarks sentences for the reader
     * @return sentences, a summary with one row for each channel and sweep, and a figure
     */
    public static Report of(final String recording, final List<ChannelQuality> qualities, final List<String> remarks) {
        return Report.of(
                        new QualityReport(qualities).sentences(),
                        QualityTable.of(recording, qualities),
                        new QualityFigure(recording, qualities).figure())
                .withSentences(remarks);
    }

    private List<String> sentences() {
        final List<String> sentences = new ArrayList<>();
        for (final ChannelQuality quality : qualities) {
            final String name = "Channel " + quality.channel().index() + " ("
                    + quality.channel().name() + ")";
            quality.membraneTest().ifPresent(test -> {
                sentences.add(
                        name + ": " + quality.step() + ", in " + test.sweeps().size() + " of "
                                + sweeps(quality.sweeps().size()) + ".");
                sentences.addAll(membrane(test));
            });
            if (quality.membraneTest().isEmpty())
                sentences.add(name + ": no membrane test"
                        + (quality.channel().unit().quantity() == Quantity.CURRENT
                                ? ", as no voltage step was looked for or found."
                                : ", as it is a potential."));
            final int without = quality.sweeps().size() - quality.pulses().size();
            if (quality.membraneTest().isPresent() && without > 0)
                sentences.add(sweeps(without) + (without == 1 ? " has" : " have")
                        + " no usable step, and so no holding current, R_a, R_m and C_m.");
            sentences.addAll(noise(quality));
        }
        return sentences;
    }

    private static String sweeps(final int count) {
        return count == 1 ? "1 sweep" : count + " sweeps";
    }

    private static List<String> membrane(final MembraneTestResult test) {
        final List<String> sentences = new ArrayList<>();
        final SweepTrend ra = test.drift(PulseMeasures::raMohm);
        final SweepTrend rm = test.drift(PulseMeasures::rmMohm);
        final SweepTrend cm = test.drift(PulseMeasures::cmPf);
        final SweepTrend holding = test.drift(PulseMeasures::holdingPa);
        sentences.add(String.format(
                Locale.ROOT,
                "Means over the sweeps: holding current %.1f pA, R_a %s MOhm, R_m %s MOhm, C_m %s pF (tau %s ms).",
                holding.mean(),
                number(ra.mean(), 2),
                number(rm.mean(), 1),
                number(cm.mean(), 1),
                number(test.drift(PulseMeasures::tauMs).mean(), 2)));
        if (!Double.isNaN(ra.percent()))
            sentences.add(String.format(
                    Locale.ROOT,
                    "From the first to the last sweep R_a drifts by %+.1f %% (%.1f to %.1f MOhm), R_m by %+.1f "
                            + "%%, C_m by %+.1f %% and the holding current by %+.1f pA, along straight lines.",
                    ra.percent(),
                    ra.first(),
                    ra.last(),
                    rm.percent(),
                    cm.percent(),
                    holding.last() - holding.first()));
        if (ra.mean() > MAX_RA_MOHM)
            sentences.add(String.format(
                    Locale.ROOT,
                    "R_a is above %.0f MOhm: potentials and fast currents of such a cell are far from the command.",
                    MAX_RA_MOHM));
        if (Math.abs(ra.percent()) > MAX_RA_DRIFT_PERCENT)
            sentences.add(String.format(
                    Locale.ROOT,
                    "R_a drifts by more than %.0f %%: early and late sweeps cannot be compared without correction.",
                    MAX_RA_DRIFT_PERCENT));
        sentences.add(shape(test));
        sentences.add(meaning(test));
        final Map<String, Long> problems = test.sweeps().stream()
                .map(PulseMeasures::problem)
                .filter(p -> !p.isEmpty())
                .collect(Collectors.groupingBy(p -> p, LinkedHashMap::new, Collectors.counting()));
        problems.forEach((problem, count) ->
                sentences.add("Numbers are missing in " + sweeps(count.intValue()) + ": " + problem + "."));
        return sentences;
    }

    private static String number(final double value, final int decimals) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String shape(final MembraneTestResult test) {
        return test.second().present()
                ? String.format(
                        Locale.ROOT,
                        "The transient has a second exponential (%.2f and %.2f ms): the cell is more than one "
                                + "compartment, such as a soma with dendrites electrotonically remote from it.",
                        test.second().fastMs(),
                        test.second().slowMs())
                : "The transient has no second exponential.";
    }

    private static String meaning(final MembraneTestResult test) {
        if (test.definition() == MembraneDefinition.COMPARTMENT)
            return "The numbers are those of one compartment"
                    + (test.second().present() ? ", as asked for, though no formula for one holds here." : ".");
        return String.format(
                Locale.ROOT,
                "The numbers are apparent ones, as membrane tests commonly give them: R_m includes R_a, R_a is "
                        + "an upper estimate (the peak of the current bounds it to %.1f MOhm), and C_m is tau / R_a.",
                test.drift(PulseMeasures::raBoundMohm).mean());
    }

    private static List<String> noise(final ChannelQuality quality) {
        final List<String> sentences = new ArrayList<>();
        final String unit = quality.channel().unit().quantity() == Quantity.CURRENT ? "pA" : "mV";
        sentences.add(String.format(
                Locale.ROOT,
                "While the command rests: mean %.4g %s, noise %.3g %s (standard deviation)%s%s.",
                mean(quality, SweepQuality::baseline),
                unit,
                mean(quality, SweepQuality::noiseSd),
                unit,
                hum(50, quality.hum50(), unit),
                hum(60, quality.hum60(), unit)));
        count(
                quality,
                SweepQuality::saturatedSamples,
                sentences,
                "%d samples in %s lie at the limit of the converter or the amplifier: what is computed from "
                        + "them is cut off.");
        count(quality, SweepQuality::missingSamples, sentences, "%d samples in %s are missing.");
        return sentences;
    }

    private static double mean(final ChannelQuality quality, final ToDoubleFunction<SweepQuality> measure) {
        return quality.sweeps().stream()
                .mapToDouble(measure)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static String hum(final int hz, final double amplitude, final String unit) {
        return Double.isNaN(amplitude)
                ? ""
                : String.format(Locale.ROOT, ", hum of %.3g %s at %d Hz", amplitude, unit, hz);
    }

    private static void count(
            final ChannelQuality quality,
            final ToLongFunction<SweepQuality> measure,
            final List<String> sentences,
            final String format) {
        final long samples = quality.sweeps().stream().mapToLong(measure).sum();
        final long sweeps = quality.sweeps().stream()
                .filter(s -> measure.applyAsLong(s) > 0)
                .count();
        if (samples > 0) sentences.add(String.format(Locale.ROOT, format, samples, sweeps((int) sweeps)));
    }
}
