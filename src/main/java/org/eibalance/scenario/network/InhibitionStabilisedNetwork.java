package org.eibalance.scenario.network;

import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.check.scenario.SteadyState;
import org.eibalance.check.scenario.SteadyStateExists;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.rate.TwoPopulations;
import org.eibalance.model.theory.InhibitionStabilized;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * Where excitation alone would run away and inhibition holds it, more drive to the inhibitory cells lowers their rate
 * (Tsodyks et al. 1997; Ozeki et al. 2009).
 */
public final class InhibitionStabilisedNetwork extends Scenario<InhibitionStabilisedNetwork.Settings> {

    private static final double STEP_MS = 0.05;
    private static final double SETTLED_MS = 1000;
    private static final double PROBE = 0.1;
    private static final double WEAK = 0.5;
    /** Share of a push that counts as gone. */
    private static final double GONE = 0.01;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "w_EE",
                    standard = 2,
                    min = 0,
                    max = 20,
                    description = "Excitation of excitatory cells; above 1 they are unstable by themselves.")
            double wEe,

            @Setting(label = "w_EI", standard = 2.5, min = 0, max = 20, description = "Inhibition of excitatory cells.")
            double wEi,

            @Setting(label = "w_IE", standard = 3, min = 0, max = 20, description = "Excitation of inhibitory cells.")
            double wIe,

            @Setting(label = "w_II", standard = 1, min = 0, max = 20, description = "Inhibition of inhibitory cells.")
            double wIi,

            @Setting(
                    label = "Drive of E",
                    standard = 10,
                    min = 0,
                    max = 1000,
                    description = "Input h_E to excitatory cells.")
            double driveE,

            @Setting(
                    label = "Drive of I",
                    standard = 5,
                    min = 0,
                    max = 1000,
                    description = "Input h_I to inhibitory cells.")
            double driveI,

            @Setting(
                    label = "Time constant of E",
                    unit = "ms",
                    standard = 20,
                    min = 1,
                    max = 200,
                    description = "Time constant of the excitatory rate.")
            double excitatoryMs,

            @Setting(
                    label = "Time constant of I",
                    unit = "ms",
                    standard = 10,
                    min = 1,
                    max = 200,
                    description = "Time constant of the inhibitory rate.")
            double inhibitoryMs) {}

    /** For the list of scenarios. */
    public InhibitionStabilisedNetwork() {
        super(
                Settings.class,
                "Inhibition-Stabilised Network",
                "More drive to inhibition lowers its rate where excitation alone would be unstable (Tsodyks et "
                        + "al. 1997; Ozeki et al. 2009).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final InhibitionStabilized strong = new InhibitionStabilized(s.wEe, s.wEi, s.wIe, s.wIi);
        final InhibitionStabilized weak = new InhibitionStabilized(WEAK, s.wEi, s.wIe, s.wIi);
        final double paradox = slope(strong, s);
        run.checkCancelled();
        final double plain = slope(weak, s);
        final double[] rest = strong.fixedPoint(s.driveE, s.driveI);
        // More drive to I from 100 ms on; and, in a second run, I held where it is while E is pushed a little.
        final double[][] stepped =
                model(strong, s).run(rest, (ms, h) -> drive(s, ms >= 100 ? 2 : 0, h), 300, STEP_MS, false);
        final double[][] steppedWeak = model(weak, s)
                .run(
                        weak.fixedPoint(s.driveE, s.driveI),
                        (ms, h) -> drive(s, ms >= 100 ? 2 : 0, h),
                        300,
                        STEP_MS,
                        false);
        run.checkCancelled();
        final double[] pushed = {rest[0] + 0.01, rest[1]};
        final double[][] frozen = model(strong, s).run(pushed, (ms, h) -> drive(s, 0, h), 150, STEP_MS, true);
        final double[][] free = model(strong, s).run(pushed, (ms, h) -> drive(s, 0, h), 150, STEP_MS, false);
        final double growth = Math.log((frozen[0][2000] - rest[0]) / (frozen[0][1000] - rest[0])) / (1000 * STEP_MS);
        run.progress().accept(1);
        final double freeLeft = Math.abs(free[0][3000] - rest[0]) / 0.01;
        final List<Measure> measures = List.of(
                new Measure("inhibitory_response", paradox, "", -2.0 / 11, 1e-6),
                new Measure("inhibitory_response_without_isn", plain, "", 1.0 / 17, 1e-6),
                new Measure("excitatory_response", excitatory(strong, s), "", -2.5 / 5.5, 1e-6),
                new Measure("growth_with_frozen_inhibition", growth, "1/ms", 0.05, 0.0002),
                new Measure("share_of_a_push_left_with_inhibition", freeLeft, "", 0, 0.01));
        final Checks state = ScenarioChecks.of(steady("the network with w_EE = " + Text.number(s.wEe), strong, s))
                .and(ScenarioChecks.of(steady("the network with w_EE = " + WEAK, weak, s)));
        final String change = paradox < 0
                ? "A unit more of drive to the inhibitory cells lowers their rate by " + Text.number(-paradox)
                : "A unit more of drive to the inhibitory cells raises their rate by " + Text.number(paradox);
        final String alone = growth > 0
                ? "With inhibition frozen a push of the excitatory rate grows by a factor of e in "
                        + Text.number(1 / growth) + " ms"
                : "With inhibition frozen a push of the excitatory rate dies out: excitation alone does not run away";
        return Report.ofMeasures(
                        List.of(
                                state.headline(
                                        "No response to a drive is given",
                                        change + " where w_EE is " + Text.number(s.wEe) + ", and changes it by "
                                                + Text.number(plain) + " where it is " + WEAK + ".",
                                        SteadyStateExists.NAME),
                                state.headline(
                                        "What becomes of a push is not said",
                                        alone + "; with inhibition free "
                                                + (freeLeft < GONE
                                                        ? "it is gone."
                                                        : Text.number(100 * freeLeft)
                                                                + " % of it are left after 150 ms."),
                                        SteadyStateExists.NAME)),
                        measures,
                        Map.of(
                                "step.csv",
                                Table.ofNumbers(
                                        List.of("time_ms", "rate_e", "rate_i", "rate_e_weak", "rate_i_weak"),
                                        times(stepped[0].length, 20),
                                        thinned(stepped[0], 20),
                                        thinned(stepped[1], 20),
                                        thinned(steppedWeak[0], 20),
                                        thinned(steppedWeak[1], 20)),
                                "push.csv",
                                Table.ofNumbers(
                                        List.of("time_ms", "rate_e_frozen", "rate_e_free"),
                                        times(frozen[0].length, 20),
                                        thinned(frozen[0], 20),
                                        thinned(free[0], 20))),
                        figure(s, strong, stepped, steppedWeak, frozen, free))
                .withChecks(state);
    }

    /**
     * The fixed point of the linear range, with rates above 0, that small pushes leave neither growing nor swinging up;
     * and how far from it a run from silence ends.
     */
    private static SteadyState steady(final String of, final InhibitionStabilized w, final Settings s) {
        final double[] rest = w.fixedPoint(s.driveE, s.driveI);
        final double trace = (w.ee() - 1) / s.excitatoryMs - (1 + w.ii()) / s.inhibitoryMs;
        final boolean exists = rest[0] > 0 && rest[1] > 0 && w.determinant() > 0 && trace < 0;
        final double[] end = settled(w, s, 0);
        return new SteadyState(
                of, exists, Math.hypot(end[0] - rest[0], end[1] - rest[1]) / Math.hypot(rest[0], rest[1]));
    }

    private static TwoPopulations model(final InhibitionStabilized weights, final Settings s) {
        return new TwoPopulations(weights, s.excitatoryMs, s.inhibitoryMs, 0);
    }

    private static void drive(final Settings s, final double more, final double[] h) {
        h[0] = s.driveE;
        h[1] = s.driveI + more;
    }

    /** Change of the settled inhibitory rate for one unit of drive, from the simulation. */
    private static double slope(final InhibitionStabilized w, final Settings s) {
        return (settled(w, s, PROBE)[1] - settled(w, s, -PROBE)[1]) / (2 * PROBE);
    }

    private static double excitatory(final InhibitionStabilized w, final Settings s) {
        return (settled(w, s, PROBE)[0] - settled(w, s, -PROBE)[0]) / (2 * PROBE);
    }

    private static double[] settled(final InhibitionStabilized w, final Settings s, final double more) {
        final double[][] r = model(w, s).run(new double[2], (ms, h) -> drive(s, more, h), SETTLED_MS, STEP_MS, false);
        return new double[] {r[0][r[0].length - 1], r[1][r[1].length - 1]};
    }

    private static double[] times(final int count, final int every) {
        final double[] ms = new double[(count + every - 1) / every];
        for (int i = 0; i < ms.length; i++) ms[i] = Math.round(i * every * STEP_MS * 1e6) / 1e6;
        return ms;
    }

    private static double[] thinned(final double[] values, final int every) {
        final double[] kept = new double[(values.length + every - 1) / every];
        for (int i = 0; i < kept.length; i++) kept[i] = values[i * every];
        return kept;
    }

    private static Figure figure(
            final Settings s,
            final InhibitionStabilized strong,
            final double[][] stepped,
            final double[][] weak,
            final double[][] frozen,
            final double[][] free) {
        final double[] ms = times(stepped[0].length, 20);
        final double[] h = new double[41];
        final double[] eOfH = new double[41];
        final double[] iOfH = new double[41];
        for (int k = 0; k < h.length; k++) {
            h[k] = s.driveI - 2 + 0.1 * k;
            final double[] r = strong.fixedPoint(s.driveE, h[k]);
            eOfH[k] = r[0];
            iOfH[k] = r[1];
        }
        final Mark step = Mark.atX(100, "more drive to I", Role.NEUTRAL);
        final double[] short0 = thinned(frozen[0], 20);
        final double[] shortFree = thinned(free[0], 20);
        return Figure.stacked(
                "Excitation that only inhibition holds",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                                "w_EE = " + Text.number(s.wEe),
                                                Axis.of("time (ms)", 0, 300),
                                                Axis.of("rate"),
                                                Series.line("E", ms, thinned(stepped[0], 20), Role.EXCITATION),
                                                Series.line("I", ms, thinned(stepped[1], 20), Role.INHIBITION))
                                        .withMarks(step),
                                Panel.of(
                                                "w_EE = " + WEAK,
                                                Axis.of("time (ms)", 0, 300),
                                                Axis.of("rate"),
                                                Series.line("E", ms, thinned(weak[0], 20), Role.EXCITATION),
                                                Series.line("I", ms, thinned(weak[1], 20), Role.INHIBITION))
                                        .withMarks(step))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "A small push of E",
                                        Axis.of("time (ms)", 0, 150),
                                        Axis.of("rate of E"),
                                        Series.line(
                                                "inhibition frozen",
                                                times(frozen[0].length, 20),
                                                short0,
                                                Role.EXCITATION),
                                        Series.line(
                                                "inhibition free", times(free[0].length, 20), shortFree, Role.RESULT)),
                                Panel.of(
                                        "Fixed point",
                                        Axis.of("drive of I"),
                                        Axis.of("rate"),
                                        Series.line("E", h, eOfH, Role.EXCITATION),
                                        Series.line("I", h, iOfH, Role.INHIBITION)))));
    }
}
