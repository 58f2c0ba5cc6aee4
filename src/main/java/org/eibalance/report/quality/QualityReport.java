package org.eibalance.report.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.QualityLimits;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.analysis.quality.SweepTrend;
import org.eibalance.check.Checks;
import org.eibalance.check.quality.PlausibleValues;
import org.eibalance.check.quality.QualityChecks;
import org.eibalance.report.Report;

/** The quality of a recording as sentences, a table and a figure. */
public final class QualityReport {

    /** With one decimal it would be -0.0. */
    private static final double NEARLY_0 = 0.05;

    private final List<ChannelQuality> qualities;
    private final QualityLimits limits;

    private QualityReport(final List<ChannelQuality> qualities, final QualityLimits limits) {
        this.qualities = qualities;
        this.limits = limits;
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
        return of(recording, qualities, QualityLimits.DEFAULT, remarks);
    }

    /**
     * Reports the quality of a recording.
     *
     * @param recording its name
     * @param qualities of each of its channels, in order
     * @param limits what is accepted of a cell
     * @param remarks sentences for the reader
     * @return as above
     */
    public static Report of(
            final String recording,
            final List<ChannelQuality> qualities,
            final QualityLimits limits,
            final List<String> remarks) {
        return Report.of(
                        new QualityReport(qualities, limits).sentences(),
                        QualityTable.of(recording, qualities),
                        new QualityFigure(recording, qualities).figure())
                .withSentences(remarks)
                .withChecks(QualityChecks.of(qualities, limits));
    }

    private List<String> sentences() {
        final List<String> sentences = new ArrayList<>();
        for (final ChannelQuality quality : qualities) {
            final String name = "Channel " + quality.channel().index() + " ("
                    + quality.channel().name() + ")";
            final Checks checks = QualityChecks.of(quality, limits);
            if (quality.membraneTest().isPresent()) {
                final MembraneTestResult test = quality.membraneTest().get();
                sentences.add(
                        name + ": " + quality.step() + ", in " + test.sweeps().size() + " of "
                                + sweeps(quality.sweeps().size()) + ".");
                if (checks.firstFailed(PlausibleValues.NAME).isEmpty()) sentences.addAll(membrane(quality, test));
                final int without = quality.sweeps().size() - quality.pulses().size();
                if (without > 0)
                    sentences.add(sweeps(without) + (without == 1 ? " has" : " have")
                            + " no usable step, and so no holding current, R_a, R_m and C_m.");
            } else {
                sentences.add(name + ": no membrane test"
                        + (!quality.isCurrent()
                                ? ", as it is a potential."
                                : quality.searched()
                                        ? ", as no voltage step was found."
                                        : ", as none was asked for or its clamp mode has none."));
                if (quality.searched()
                        && checks.firstFailed(PlausibleValues.NAME).isEmpty())
                    holding(quality).ifPresent(h -> sentences.add("The " + h + "."));
            }
            sentences.add(checks.headline(
                    "Neither current nor noise is given"
                            .replace("current", quality.isCurrent() ? "current" : "potential"),
                    noise(quality),
                    PlausibleValues.NAME));
        }
        return sentences;
    }

    /** The holding current in words, with its potential where there are several. */
    private static Optional<String> holding(final ChannelQuality quality) {
        final double pa = quality.holdingPa();
        if (Double.isNaN(pa)) return Optional.empty();
        return Optional.of(String.format(
                Locale.ROOT,
                "holding current%s is %.1f pA",
                quality.heldAtSeveral() ? String.format(Locale.ROOT, " at %.0f mV", quality.heldAtMv()) : "",
                Math.abs(pa) < NEARLY_0 ? 0 : pa));
    }

    private static String sweeps(final int count) {
        return count == 1 ? "1 sweep" : count + " sweeps";
    }

    private static List<String> membrane(final ChannelQuality quality, final MembraneTestResult test) {
        final List<String> sentences = new ArrayList<>();
        final SweepTrend ra = test.drift(PulseMeasures::raMohm);
        final SweepTrend rm = test.drift(PulseMeasures::rmMohm);
        final SweepTrend cm = test.drift(PulseMeasures::cmPf);
        final String holding = holding(quality).map(h -> h.replace(" is ", " ")).orElse("holding current unknown");
        sentences.add(
                ra.sweeps() == 0
                        ? "Means over the sweeps: " + holding + "; R_a, R_m and C_m are not known."
                        : String.format(
                                Locale.ROOT,
                                "Means over the sweeps: %s, R_a %s, R_m %s, C_m %s (tau %s).",
                                holding,
                                number(ra.mean(), 2, "MOhm"),
                                number(rm.mean(), 1, "MOhm"),
                                number(cm.mean(), 1, "pF"),
                                number(test.drift(PulseMeasures::tauMs).mean(), 2, "ms")));
        if (!Double.isNaN(ra.percent()))
            sentences.add(String.format(
                    Locale.ROOT,
                    "From the first to the last sweep R_a drifts by %+.1f %% (%.1f to %.1f MOhm), R_m by %+.1f "
                            + "%% and C_m by %+.1f %%%s, along straight lines.",
                    ra.percent(),
                    ra.first(),
                    ra.last(),
                    rm.percent(),
                    cm.percent(),
                    drift(quality)));
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

    /** The drift of the holding current; where each sweep is held at another potential, there is none. */
    private static String drift(final ChannelQuality quality) {
        final double pa = quality.holdingDriftPa();
        return Double.isNaN(pa)
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", and the holding current by %+.1f pA%s",
                        pa,
                        quality.heldAtSeveral() ? " at equal potentials" : "");
    }

    private static String number(final double value, final int decimals, final String unit) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%." + decimals + "f " + unit, value);
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

    private static String noise(final ChannelQuality quality) {
        final double noise = quality.mean(SweepQuality::noiseSd);
        return String.format(
                Locale.ROOT,
                "%s: mean %s, noise %s%s%s%s.",
                quality.sweeps().stream().allMatch(s -> Double.isNaN(s.level()))
                                && quality.pulses().isEmpty()
                        ? "In whole sweeps, as no command is known"
                        : "While the command rests",
                known(quality.mean(SweepQuality::baseline), "%.4g", quality.unit()),
                known(noise, "%.3g", quality.unit()),
                Double.isNaN(noise) ? "" : " (standard deviation)",
                hum(50, quality.hum50(), quality.unit()),
                hum(60, quality.hum60(), quality.unit()));
    }

    private static String known(final double value, final String format, final String unit) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, format + " " + unit, value);
    }

    private static String hum(final int hz, final double amplitude, final String unit) {
        return Double.isNaN(amplitude)
                ? ""
                : String.format(Locale.ROOT, ", hum of %.3g %s at %d Hz", amplitude, unit, hz);
    }
}
