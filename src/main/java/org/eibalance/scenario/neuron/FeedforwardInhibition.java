package org.eibalance.scenario.neuron;

import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Claim;
import org.eibalance.check.scenario.ClaimShown;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Inhibition that follows each volley of excitation within two milliseconds leaves a short window in which volleys add
 * up (Pouille and Scanziani 2001); inhibition fed back later suppresses what follows, until endocannabinoids suppress
 * it (Wilson and Nicoll 2001; Glickfeld and Scanziani 2006).
 */
public final class FeedforwardInhibition extends Scenario<FeedforwardInhibition.Settings> {

    private static final double STEP_MS = 0.01;
    private static final double CAPACITANCE_PF = 200;
    private static final double LEAK_NS = 10;
    private static final double REST_MV = -65;
    private static final double INHIBITORY_REVERSAL_MV = -75;
    private static final double FIRST_MS = 5;
    private static final double LONG_MS = 80;
    private static final double GRID_MS = 0.5;
    private static final double MAX_MS = 20;
    private static final double SUMS_FROM = 1.5;
    private static final double LATER_MS = 12;
    /** Less is no change of an EPSP. */
    private static final double SEEN_MV = 0.01;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Excitation of a volley",
                    unit = "nS",
                    standard = 22,
                    min = 0.1,
                    max = 1000,
                    description = "Conductance that a volley of excitatory spikes opens.")
            double volleyNs,

            @Setting(
                    label = "Decay of excitation",
                    unit = "ms",
                    standard = 2,
                    min = 0.1,
                    max = 100,
                    description = "Time constant with which it closes.")
            double ampaMs,

            @Setting(
                    label = "Feedforward inhibition",
                    unit = "nS",
                    standard = 40,
                    min = 0,
                    max = 1000,
                    description = "Inhibitory conductance that the same volley opens through interneurons.")
            double feedforwardNs,

            @Setting(
                    label = "Decay of inhibition",
                    unit = "ms",
                    standard = 8,
                    min = 0.1,
                    max = 100,
                    description = "Time constant with which inhibition closes.")
            double gabaMs,

            @Setting(
                    label = "Disynaptic delay",
                    unit = "ms",
                    standard = 1.5,
                    min = 0,
                    max = 20,
                    description = "Time from excitation to feedforward inhibition.")
            double disynapticMs,

            @Setting(
                    label = "Feedback inhibition",
                    unit = "nS",
                    standard = 40,
                    min = 0,
                    max = 1000,
                    description = "Inhibitory conductance that the response of the excitatory cells opens.")
            double feedbackNs,

            @Setting(
                    label = "Delay of feedback",
                    unit = "ms",
                    standard = 8,
                    min = 0,
                    max = 50,
                    description = "Time from a volley to the inhibition that is fed back.")
            double recurrentMs,

            @Setting(
                    label = "Suppression by endocannabinoids",
                    standard = 0.8,
                    min = 0,
                    max = 1,
                    description = "Share of the feedback inhibition, and of it alone, that endocannabinoids take away.")
            double suppression) {}

    /** For the list of scenarios. */
    public FeedforwardInhibition() {
        super(
                Settings.class,
                "Feedforward and Feedback Inhibition",
                "Feedforward inhibition narrows the window in which volleys add up from 12.5 to 1.5 ms; "
                        + "endocannabinoids suppress feedback inhibition alone (Pouille and Scanziani 2001).");
    }

    /** Which inhibition there is, in nS. */
    private record Wiring(double feedforwardNs, double feedbackNs) {}

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final Wiring none = new Wiring(0, 0);
        final Wiring forward = new Wiring(s.feedforwardNs, 0);
        final Wiring both = new Wiring(s.feedforwardNs, s.feedbackNs);
        final Wiring suppressed = new Wiring(s.feedforwardNs, s.feedbackNs * (1 - s.suppression));
        final Wiring[] wirings = {none, forward, both, suppressed};
        final double[][] sums = new double[wirings.length][];
        final double[] windows = new double[wirings.length];
        final double[] single = new double[wirings.length];
        for (int w = 0; w < wirings.length; w++) {
            run.checkCancelled();
            single[w] = peak(s, wirings[w], FIRST_MS);
            sums[w] = summation(s, wirings[w], single[w]);
            windows[w] = window(sums[w]);
            run.progress().accept((w + 1.0) / wirings.length);
        }
        final double[] intervals = intervals();
        final double late = second(s, both);
        final double lateSuppressed = second(s, suppressed);
        final List<Measure> measures = List.of(
                new Measure("window_ms", windows[0], "ms", 12.5, 1e-9),
                new Measure("window_with_feedforward_ms", windows[1], "ms", 1.5, 1e-9),
                new Measure("epsp_mv", single[0], "mV", 10.07, 0.02),
                new Measure("epsp_with_feedforward_mv", single[1], "mV", 6.85, 0.02),
                new Measure("window_with_both_ms", windows[2], "ms", 1.5, 1e-9),
                new Measure("window_with_feedback_suppressed_ms", windows[3], "ms", 1.5, 1e-9),
                Measure.of("second_epsp_with_feedback_mv", late, "mV"),
                Measure.of("second_epsp_with_feedback_suppressed_mv", lateSuppressed, "mV"),
                new Measure("second_epsp_grows", lateSuppressed > late ? 1 : 0, "", 1, 0));
        final Checks checks = ScenarioChecks.of(Claim.atLeast(
                windows[0] - windows[1],
                GRID_MS,
                "ms",
                windows[0] < 0
                        ? "Without inhibition two volleys never add up to one and a half of one."
                        : "Feedforward inhibition takes " + Text.number(windows[0] - windows[1]) + " ms of the window.",
                "Choose weaker or briefer excitation, or stronger inhibition that comes sooner."));
        final double raised = lateSuppressed - late;
        final String second = raised >= SEEN_MV
                ? "raises a second EPSP, 12 ms after the first, from " + Text.number(late) + " to "
                        + Text.number(lateSuppressed) + " mV"
                : "leaves a second EPSP, 12 ms after the first, at " + Text.number(late) + " mV";
        return Report.ofMeasures(
                        List.of(
                                checks.headline(
                                        "That feedforward inhibition narrows the window is not said",
                                        "Two volleys add up to one and a half of one when at most " + upTo(windows[0])
                                                + " apart without inhibition, and "
                                                + (windows[1] < 0 ? "never" : upTo(windows[1]))
                                                + " with feedforward inhibition.",
                                        ClaimShown.NAME),
                                "Taking away " + Text.number(100 * s.suppression) + " % of the feedback inhibition "
                                        + second
                                        + (windows[3] == windows[1]
                                                ? "; the window stays as it is with feedforward inhibition alone."
                                                : "; the window is then "
                                                        + (windows[3] < 0 ? "closed" : upTo(windows[3]))
                                                        + ", where it is "
                                                        + (windows[1] < 0 ? "closed" : upTo(windows[1]))
                                                        + " with feedforward inhibition alone.")),
                        measures,
                        Map.of(
                                "summation.csv",
                                Table.ofNumbers(
                                        List.of(
                                                "interval_ms",
                                                "none",
                                                "feedforward",
                                                "feedforward_and_feedback",
                                                "feedback_suppressed"),
                                        intervals,
                                        sums[0],
                                        sums[1],
                                        sums[2],
                                        sums[3])),
                        figure(s, none, forward, both, suppressed, intervals, sums))
                .withChecks(checks);
    }

    /** A window in words; the longest interval that is tried may be exceeded. */
    private static String upTo(final double windowMs) {
        return Text.number(windowMs) + " ms" + (windowMs >= MAX_MS ? " or more" : "");
    }

    private static double[] intervals() {
        final double[] intervals = new double[(int) Math.round(MAX_MS / GRID_MS) + 1];
        for (int k = 0; k < intervals.length; k++) intervals[k] = k * GRID_MS;
        return intervals;
    }

    private static double[] summation(final Settings s, final Wiring w, final double single) {
        final double[] intervals = intervals();
        final double[] sums = new double[intervals.length];
        for (int k = 0; k < sums.length; k++) sums[k] = peak(s, w, FIRST_MS, FIRST_MS + intervals[k]) / single;
        return sums;
    }

    /** The longest interval up to which volleys add up; of those on the grid. */
    private static double window(final double[] sums) {
        int last = -1;
        while (last + 1 < sums.length && sums[last + 1] >= SUMS_FROM) last++;
        return last * GRID_MS;
    }

    private static double peak(final Settings s, final Wiring w, final double... volleysMs) {
        double peak = 0;
        for (final double v : course(s, w, volleysMs)) peak = Math.max(peak, v - REST_MV);
        return peak;
    }

    /** How far above rest a second EPSP comes. */
    private static double second(final Settings s, final Wiring w) {
        final double[] v = course(s, w, FIRST_MS, FIRST_MS + LATER_MS);
        final int start = (int) Math.round((FIRST_MS + LATER_MS) / STEP_MS);
        double peak = v[start];
        for (int i = start; i < start + 1000; i++) peak = Math.max(peak, v[i]);
        return peak - REST_MV;
    }

    /** The potential of a passive cell, by steps in which conductances are constant. */
    private static double[] course(final Settings s, final Wiring w, final double... volleysMs) {
        final int steps = (int) Math.round(LONG_MS / STEP_MS);
        final double[] excitation = new double[steps];
        final double[] inhibition = new double[steps];
        for (final double ms : volleysMs) {
            add(excitation, ms, s.volleyNs);
            add(inhibition, ms + s.disynapticMs, w.feedforwardNs);
            add(inhibition, ms + s.recurrentMs, w.feedbackNs);
        }
        final double[] v = new double[steps];
        double e = 0;
        double i = 0;
        double now = REST_MV;
        for (int k = 0; k < steps; k++) {
            v[k] = now;
            e += excitation[k];
            i += inhibition[k];
            final double total = LEAK_NS + e + i;
            final double goal = (LEAK_NS * REST_MV + i * INHIBITORY_REVERSAL_MV) / total;
            now = goal + (now - goal) * Math.exp(-STEP_MS * total / CAPACITANCE_PF);
            e *= Math.exp(-STEP_MS / s.ampaMs);
            i *= Math.exp(-STEP_MS / s.gabaMs);
        }
        return v;
    }

    private static void add(final double[] opening, final double ms, final double ns) {
        final int at = (int) Math.round(ms / STEP_MS);
        if (at < opening.length) opening[at] += ns;
    }

    private static Figure figure(
            final Settings s,
            final Wiring none,
            final Wiring forward,
            final Wiring both,
            final Wiring suppressed,
            final double[] intervals,
            final double[][] sums) {
        final int every = 10;
        final double[] ms = new double[(int) (LONG_MS / STEP_MS) / every];
        for (int k = 0; k < ms.length; k++) ms[k] = k * every * STEP_MS;
        return Figure.stacked(
                "A window of opportunity",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Two volleys, 5 ms apart",
                                        Axis.of("time (ms)", 0, 40),
                                        Axis.of("potential (mV)"),
                                        Series.line(
                                                "excitation alone",
                                                ms,
                                                thinned(course(s, none, FIRST_MS, FIRST_MS + 5), every),
                                                Role.EXCITATION),
                                        Series.line(
                                                "feedforward inhibition",
                                                ms,
                                                thinned(course(s, forward, FIRST_MS, FIRST_MS + 5), every),
                                                Role.INHIBITION)),
                                Panel.of(
                                                "Summation",
                                                Axis.of("interval of the volleys (ms)", 0, MAX_MS),
                                                Axis.of("peak of two / peak of one"),
                                                Series.line("excitation alone", intervals, sums[0], Role.EXCITATION),
                                                Series.line(
                                                        "feedforward inhibition", intervals, sums[1], Role.INHIBITION))
                                        .withMarks(Mark.atY(SUMS_FROM, "adds up", Role.NEUTRAL)))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Two volleys, 12 ms apart",
                                        Axis.of("time (ms)", 0, 60),
                                        Axis.of("potential (mV)"),
                                        Series.line(
                                                "with feedback inhibition",
                                                ms,
                                                thinned(course(s, both, FIRST_MS, FIRST_MS + LATER_MS), every),
                                                Role.INHIBITION),
                                        Series.line(
                                                "feedback suppressed",
                                                ms,
                                                thinned(course(s, suppressed, FIRST_MS, FIRST_MS + LATER_MS), every),
                                                Role.RESULT)),
                                Panel.of(
                                                "The window stays",
                                                Axis.of("interval of the volleys (ms)", 0, MAX_MS),
                                                Axis.of("peak of two / peak of one"),
                                                Series.line(
                                                        "with feedback inhibition",
                                                        intervals,
                                                        sums[2],
                                                        Role.INHIBITION),
                                                new Series(
                                                        "feedback suppressed",
                                                        intervals,
                                                        sums[3],
                                                        Role.RESULT,
                                                        Series.Style.DASHED))
                                        .withMarks(Mark.atY(SUMS_FROM, "adds up", Role.NEUTRAL)))));
    }

    private static double[] thinned(final double[] v, final int every) {
        final double[] kept = new double[v.length / every];
        for (int k = 0; k < kept.length; k++) kept[k] = v[k * every];
        return kept;
    }
}
