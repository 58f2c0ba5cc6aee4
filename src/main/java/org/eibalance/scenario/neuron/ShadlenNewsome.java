package org.eibalance.scenario.neuron;

import java.util.List;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.theory.SpikeCounting;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Intervals;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * With as much inhibition as excitation the potential is a random walk, and its first passages through the threshold
 * are irregular however many inputs there are (Shadlen and Newsome 1994, 1998).
 */
public final class ShadlenNewsome extends Scenario<ShadlenNewsome.Settings> {

    private static final int TRACE_STEPS = 4000;
    private static final double NS_PER_STEP = 40;
    /** How many standard deviations below its rest a walk without floor is followed in the estimate of its time. */
    private static final double SCATTERS = 6;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Threshold",
                    unit = "EPSPs",
                    standard = 15,
                    min = 2,
                    max = 200,
                    description = "Steps above the floor at which the neuron fires.")
            int threshold,

            @Setting(
                    label = "Excitatory inputs",
                    standard = 300,
                    min = 1,
                    max = 10000,
                    description = "Number of excitatory inputs.")
            int excitatoryInputs,

            @Setting(
                    label = "Inhibitory inputs",
                    standard = 300,
                    min = 0,
                    max = 10000,
                    description = "Number of inhibitory inputs, each step of theirs as large as an excitatory one.")
            int inhibitoryInputs,

            @Setting(
                    label = "Rate of each input",
                    unit = "Hz",
                    standard = 40,
                    min = 0.1,
                    max = 1000,
                    description = "Mean rate of each input.")
            double inputRateHz,

            @Setting(
                    label = "Membrane time constant",
                    unit = "ms",
                    standard = 20,
                    min = 1,
                    max = 1000,
                    description = "Time constant of the leak in the leaky variants.")
            double membraneMs,

            @Setting(
                    label = "Spikes",
                    standard = 20000,
                    min = 100,
                    max = 1e6,
                    description = "Spikes that are simulated for each variant.")
            int spikes) {}

    /** For the list of scenarios. */
    public ShadlenNewsome() {
        super(
                Settings.class,
                "Shadlen-Newsome: Balance Is Irregular",
                "A balanced random walk fires irregularly, whatever the number of its inputs (Shadlen and "
                        + "Newsome 1994, 1998).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final double ePerMs = s.excitatoryInputs * s.inputRateHz / 1000;
        final double iPerMs = s.inhibitoryInputs * s.inputRateHz / 1000;
        final double[] trace = new double[TRACE_STEPS];
        final double[] traceMs = new double[TRACE_STEPS];
        final Walk walk = new Walk(s.threshold, ePerMs, iPerMs, s.membraneMs);
        final Intervals noLeak = walk.run(false, true, s.spikes, run, 0, null, null);
        run.progress().accept(0.3);
        final Intervals leaky = walk.run(true, true, s.spikes, run, 1, traceMs, trace);
        run.progress().accept(0.6);
        final Intervals floorless = walk.run(true, false, s.spikes / 4, run, 2, null, null);
        run.progress().accept(0.8);
        final Intervals excited =
                new Walk(s.threshold, ePerMs, 0, s.membraneMs).run(false, true, s.spikes, run, 3, null, null);
        final int[] thresholds = {5, 10, 15, 20, 25, 50};
        final double[] x = new double[thresholds.length];
        final double[] law = new double[thresholds.length];
        final double[] counter = new double[thresholds.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = thresholds[i];
            law[i] = SpikeCounting.walkCv(thresholds[i]);
            counter[i] = SpikeCounting.counterCv(thresholds[i], 0, 1);
        }
        final double[] place = new double[60];
        for (int i = 0; i < 60; i++) place[i] = 0.08 * (i + 0.5);
        final Figure figure = Figure.stacked(
                "A balanced walk is irregular",
                170,
                Figure.row(
                        1,
                        Panel.of(
                                        "",
                                        Axis.of("time (ms)", 0, traceMs[TRACE_STEPS - 1]),
                                        Axis.of("potential (EPSPs)"),
                                        Series.line("with leak and floor", traceMs, trace, Role.RESULT))
                                .withMarks(Mark.atY(s.threshold, "threshold", Role.NEUTRAL))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Intervals",
                                        Axis.of("interval / mean", 0, 4.8),
                                        Axis.of("density"),
                                        Series.line("balanced", place, leaky.density(60, 0.08), Role.RESULT),
                                        Series.line(
                                                "excitation alone", place, excited.density(60, 0.08), Role.EXCITATION)),
                                Panel.of(
                                        "Without leak",
                                        Axis.of("threshold (EPSPs)", 0, 55),
                                        Axis.of("CV", 0, 1),
                                        Series.line("balanced", x, law, Role.RESULT),
                                        Series.line("excitation alone", x, counter, Role.EXCITATION)))));
        final double steps = SpikeCounting.walkSteps(s.threshold);
        final List<Measure> measures = List.of(
                new Measure("rate_no_leak_hz", noLeak.rateHz(), "Hz", 100, 2),
                new Measure(
                        "rate_no_leak_theory_hz",
                        s.excitatoryInputs == s.inhibitoryInputs ? (ePerMs + iPerMs) * 1000 / steps : Double.NaN,
                        "Hz",
                        100,
                        1e-9),
                new Measure("cv_no_leak", noLeak.cv(), "", 0.8182, 0.02 * 0.8182),
                new Measure("rate_leaky_hz", leaky.rateHz(), "Hz", 78.2, 0.05 * 78.2),
                new Measure("cv_leaky", leaky.cv(), "", 0.850, 0.05 * 0.85),
                new Measure("rate_leaky_no_floor_hz", floorless.rateHz(), "Hz", 24.2, 0.05 * 24.2),
                new Measure("cv_leaky_no_floor", floorless.cv(), "", 1.17, 0.05 * 1.17),
                new Measure(
                        "cv_excitation_alone",
                        excited.cv(),
                        "",
                        SpikeCounting.counterCv(15, 0, 1),
                        0.02 * SpikeCounting.counterCv(15, 0, 1)));
        return Report.ofMeasures(
                List.of("With " + s.inhibitoryInputs + " inhibitory beside " + s.excitatoryInputs
                        + " excitatory inputs the neuron fires at "
                        + Text.number(leaky.rateHz()) + " Hz with a CV of " + Text.number(leaky.cv())
                        + "; with excitation alone the CV is " + Text.number(excited.cv()) + "."),
                measures,
                Map.of(
                        "walk.csv",
                        Table.ofNumbers(List.of("time_ms", "potential_epsps"), traceMs, trace),
                        "cv.csv",
                        Table.ofNumbers(List.of("threshold", "cv_balanced", "cv_excitation_alone"), x, law, counter)),
                figure);
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        final double ePerMs = s.excitatoryInputs * s.inputRateHz / 1000;
        final double iPerMs = s.inhibitoryInputs * s.inputRateHz / 1000;
        final Walk walk = new Walk(s.threshold, ePerMs, iPerMs, s.membraneMs);
        final double balanced =
                walk.expectedMs(false, true) + walk.expectedMs(true, true) + walk.expectedMs(true, false) / 4;
        return s.spikes * (balanced * (ePerMs + iPerMs) + s.threshold) * NS_PER_STEP * 1e-9;
    }

    /** The walk: one step up or down at each input spike. */
    private record Walk(int threshold, double excitatoryPerMs, double inhibitoryPerMs, double membraneMs) {

        Intervals run(
                final boolean leak,
                final boolean floor,
                final int spikes,
                final ScenarioRun run,
                final long stream,
                final double[] traceMs,
                final double[] trace) {
            final CounterRandom random = new CounterRandom(run.seed(), stream);
            final double perMs = excitatoryPerMs + inhibitoryPerMs;
            final double up = excitatoryPerMs / perMs;
            final double[] intervals = new double[spikes];
            int traced = 0;
            long steps = 0;
            double all = 0;
            for (int k = 0; k < spikes; k++) {
                double v = 0;
                double ms = 0;
                while (v < threshold) {
                    if ((++steps & 0xffff) == 0) run.checkCancelled();
                    final double waitMs = -Math.log(random.nextDouble()) / perMs;
                    ms += waitMs;
                    if (leak) v *= Math.exp(-waitMs / membraneMs);
                    if (random.nextDouble() < up) v += 1;
                    else v = floor ? Math.max(0, v - 1) : v - 1;
                    if (trace != null && traced < trace.length) {
                        traceMs[traced] = all + ms;
                        trace[traced++] = v;
                    }
                }
                all += ms;
                intervals[k] = ms;
            }
            return new Intervals(intervals);
        }

        /**
         * Mean time from reset to threshold. From each height the time to the next is known from that of the height
         * below; the leak counts as further steps down, as many as it takes to go down as fast, which is exact but for
         * its chance.
         */
        double expectedMs(final boolean leak, final boolean floor) {
            final double leakPerMs = leak ? 1 / membraneMs : 0;
            final double rest = (excitatoryPerMs - inhibitoryPerMs) * membraneMs;
            final double scatter = Math.sqrt((excitatoryPerMs + inhibitoryPerMs) * membraneMs);
            final int least = floor || !leak ? 0 : (int) Math.floor(Math.min(0, rest) - SCATTERS * scatter) - 1;
            double next = 0;
            double all = 0;
            for (int height = least; height < threshold; height++) {
                final double up = excitatoryPerMs + Math.max(0, -height) * leakPerMs;
                final double down = height == least ? 0 : inhibitoryPerMs + Math.max(0, height) * leakPerMs;
                next = (1 + down * next) / up;
                if (height >= 0) all += next;
            }
            return all;
        }
    }
}
