package org.eibalance.scenario.neuron;

import java.util.List;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.theory.DiffusionNeuron;
import org.eibalance.model.theory.SpikeCounting;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Intervals;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * A neuron that adds up many random EPSPs fires regularly, by the central limit theorem; one that detects coincidences
 * does not (Softky and Koch 1993). The neuron is computed from event to event, without time steps.
 */
public final class SoftkyKoch extends Scenario<SoftkyKoch.Settings> {

    private static final double FARTHEST_SD = 3.5;
    private static final double NS_PER_EPSP = 40;
    private static final int[] COUNTS = {1, 2, 4, 8, 20, 50, 100, 300};

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "EPSPs to threshold",
                    standard = 50,
                    min = 1,
                    max = 1000,
                    description = "How many simultaneous EPSPs bring the neuron from rest to threshold.")
            int epspsToThreshold,

            @Setting(
                    label = "Membrane time constant",
                    unit = "ms",
                    standard = 10,
                    min = 0.1,
                    max = 1000,
                    description = "Time constant of the leak.")
            double membraneMs,

            @Setting(
                    label = "EPSPs per ms",
                    unit = "1/ms",
                    standard = 10,
                    min = 0.01,
                    max = 1000,
                    description = "Mean number of EPSPs that arrive in a millisecond, as a Poisson process.")
            double epspsPerMs,

            @Setting(
                    label = "Refractory time",
                    unit = "ms",
                    standard = 1,
                    min = 0,
                    max = 20,
                    description = "Time after a spike in which EPSPs are lost.")
            double refractoryMs,

            @Setting(
                    label = "Time constant of a coincidence detector",
                    unit = "ms",
                    standard = 0.2,
                    min = 0.05,
                    max = 5,
                    description = "Membrane time constant of the neuron that is shown for contrast.")
            double coincidenceMs,

            @Setting(
                    label = "Spikes",
                    standard = 4000,
                    min = 100,
                    max = 1e6,
                    description = "Spikes that are simulated for each number.")
            int spikes) {}

    /** For the list of scenarios. */
    public SoftkyKoch() {
        super(
                Settings.class,
                "Softky-Koch: Counting Is Regular",
                "A neuron that adds up random EPSPs fires regularly, a detector of coincidences does not "
                        + "(Softky and Koch 1993).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        // Without input enough the next spike may take longer than anybody lives.
        if (neverFires(s))
            throw new InputException("epsps_to_threshold is '" + s.epspsToThreshold
                    + "': it must be nearer to the " + Text.number(s.membraneMs * s.epspsPerMs)
                    + " EPSPs that arrive in a membrane time constant, or the neuron will never fire.");
        final Intervals leaky =
                simulate(s.epspsToThreshold, s.membraneMs, s.epspsPerMs, s.refractoryMs, s.spikes, run, 0);
        final Intervals counter =
                simulate(s.epspsToThreshold, Double.POSITIVE_INFINITY, s.epspsPerMs, 0, 10 * s.spikes, run, 1);
        // Its mean potential is 40 % of threshold: only chance brings it there.
        final double weakPerMs = 0.4 * 4 / s.coincidenceMs;
        final Intervals coincidence = simulate(4, s.coincidenceMs, weakPerMs, 0, s.spikes, run, 2);
        final double[] n = new double[COUNTS.length];
        final double[] counting = new double[COUNTS.length];
        final double[] law = new double[COUNTS.length];
        final double[] leaking = new double[COUNTS.length];
        final double[] detecting = new double[COUNTS.length];
        final Series[] densities = new Series[4];
        final int[] shown = {0, 2, 4, 6};
        for (int i = 0; i < COUNTS.length; i++) {
            n[i] = COUNTS[i];
            final Intervals perfect = simulate(COUNTS[i], Double.POSITIVE_INFINITY, 10, 0, s.spikes, run, 10 + i);
            counting[i] = perfect.cv();
            law[i] = SpikeCounting.counterCv(COUNTS[i], 0, 1);
            leaking[i] = simulate(
                            COUNTS[i],
                            s.membraneMs,
                            1.2 * COUNTS[i] / s.membraneMs,
                            s.refractoryMs,
                            s.spikes,
                            run,
                            20 + i)
                    .cv();
            detecting[i] = COUNTS[i] > 8
                    ? Double.NaN
                    : simulate(
                                    COUNTS[i],
                                    s.coincidenceMs,
                                    0.4 * COUNTS[i] / s.coincidenceMs,
                                    0,
                                    s.spikes / 4,
                                    run,
                                    30 + i)
                            .cv();
            for (int k = 0; k < shown.length; k++) if (shown[k] == i) densities[k] = density(perfect, COUNTS[i], k);
            run.progress().accept((i + 1.0) / COUNTS.length);
        }
        final DiffusionNeuron diffusion = new DiffusionNeuron(s.membraneMs, 1, 0, s.refractoryMs);
        final double mean = s.membraneMs * s.epspsPerMs / s.epspsToThreshold;
        final double sd = Math.sqrt(s.membraneMs * s.epspsPerMs) / s.epspsToThreshold;
        final Figure figure = Figure.stacked(
                "Counting random EPSPs makes regular spikes",
                150,
                Figure.row(
                        1.2,
                        Panel.of(
                                "",
                                new Axis("EPSPs to threshold", Double.NaN, Double.NaN, true),
                                Axis.of("CV of the intervals", 0, 1.2),
                                new Series("perfect counter", n, counting, Role.RESULT, Series.Style.POINTS),
                                new Series("1/sqrt(N)", n, law, Role.REFERENCE, Series.Style.DASHED),
                                Series.line("leaky integrator", n, leaking, Role.EXCITATION),
                                new Series("coincidence detector", n, detecting, Role.CELL_A, Series.Style.POINTS))),
                Figure.row(
                        1,
                        Panel.of(
                                "Intervals of a counter to 1, 4, 20 and 100",
                                Axis.of("interval / mean", 0, 3),
                                Axis.of("density"),
                                densities)));
        final List<Measure> measures = List.of(
                new Measure("rate_hz", leaky.rateHz(), "Hz", 125.97, 0.02 * 125.97),
                new Measure("cv", leaky.cv(), "", 0.1548, 0.05 * 0.1548),
                new Measure("rate_diffusion_hz", diffusion.rateHz(mean, sd), "Hz", 127.24, 0.01),
                new Measure("cv_diffusion", diffusion.cv(mean, sd), "", 0.1513, 0.0002),
                new Measure(
                        "cv_counter",
                        counter.cv(),
                        "",
                        SpikeCounting.counterCv(50, 0, 1),
                        0.02 * SpikeCounting.counterCv(50, 0, 1)),
                Measure.of("cv_coincidence", coincidence.cv(), ""));
        return Report.ofMeasures(
                List.of("A neuron that needs " + s.epspsToThreshold + " EPSPs fires with a CV of "
                        + Text.number(leaky.cv()) + ", a perfect counter with " + Text.number(counter.cv())
                        + ", a coincidence detector with " + Text.number(coincidence.cv())
                        + "; cortical cells have .5 to 1."),
                measures,
                Map.of(
                        "cv.csv",
                        Table.ofNumbers(
                                List.of("epsps_to_threshold", "cv_counter", "cv_law", "cv_leaky", "cv_coincidence"),
                                n,
                                counting,
                                law,
                                leaking,
                                detecting)),
                figure);
    }

    private static boolean neverFires(final Settings s) {
        final double held = s.membraneMs * s.epspsPerMs;
        return held + FARTHEST_SD * Math.sqrt(held / 2) < s.epspsToThreshold;
    }

    @Override
    protected double expectedSeconds(final Settings s, final int threads) {
        if (neverFires(s)) return Double.NaN;
        final double held = s.membraneMs * s.epspsPerMs;
        final DiffusionNeuron neuron = new DiffusionNeuron(s.membraneMs, 1, 0, s.refractoryMs);
        final double rateHz = neuron.rateHz(held / s.epspsToThreshold, Math.sqrt(held) / s.epspsToThreshold);
        // The counter of ten times as many spikes, and those of the curves: 485 EPSPs together, leaky ones some more.
        final double epsps = s.epspsPerMs * 1000 / rateHz + 10.0 * s.epspsToThreshold + 1500;
        return s.spikes * epsps * NS_PER_EPSP * 1e-9;
    }

    private static Series density(final Intervals intervals, final int count, final int place) {
        final double[] density = intervals.density(60, 0.05);
        final double[] x = new double[60];
        for (int i = 0; i < 60; i++) x[i] = 0.05 * (i + 0.5);
        final Role[] roles = {Role.CHANCE, Role.CELL_B, Role.EXCITATION, Role.RESULT};
        return Series.line("N = " + count, x, density, roles[place]);
    }

    /** Intervals of the neuron, from event to event. */
    public static Intervals simulate(
            final int epspsToThreshold,
            final double membraneMs,
            final double perMs,
            final double refractoryMs,
            final int spikes,
            final ScenarioRun run,
            final long stream) {
        final CounterRandom random = new CounterRandom(run.seed(), stream);
        final double[] intervals = new double[spikes];
        long epsps = 0;
        // A spike needs N EPSPs however they are rounded.
        final double jump = 1.0 / epspsToThreshold * (1 + 1e-12);
        for (int k = 0; k < spikes; k++) {
            double v = 0;
            double ms = refractoryMs;
            while (true) {
                if ((++epsps & 0xffff) == 0) run.checkCancelled();
                final double waitMs = -Math.log(random.nextDouble()) / perMs;
                ms += waitMs;
                v = v * Math.exp(-waitMs / membraneMs) + jump;
                if (v >= 1) break;
            }
            intervals[k] = ms;
        }
        return new Intervals(intervals);
    }
}
