package org.eibalance.scenario.neuron;

import java.util.List;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.theory.HighConductanceState;
import org.eibalance.model.theory.HighConductanceState.Bombardment;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * The ratio of inhibition to excitation that holds a potential, and what happens when both grow together: their common
 * reversal stays, the potential only where the leak reverses there too.
 */
public final class OperatingPointScenario extends Scenario<OperatingPointScenario.Settings> {

    /** Less than this is no movement. */
    private static final double SEEN_MV = 0.005;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Leak conductance",
                    unit = "nS",
                    standard = 10,
                    min = 0.001,
                    max = 1000,
                    description = "Conductance of the resting membrane.")
            double leakNs,

            @Setting(
                    label = "Leak reversal",
                    unit = "mV",
                    standard = -70,
                    min = -120,
                    max = 0,
                    description = "Potential of the resting membrane.")
            double leakReversalMv,

            @Setting(
                    label = "Excitatory conductance",
                    unit = "nS",
                    standard = 12,
                    min = 0.001,
                    max = 1000,
                    description = "Mean excitatory conductance.")
            double excitatoryNs,

            @Setting(
                    label = "Inhibitory conductance",
                    unit = "nS",
                    standard = 48,
                    min = 0,
                    max = 1000,
                    description = "Mean inhibitory conductance.")
            double inhibitoryNs,

            @Setting(
                    label = "Reversal of excitation",
                    unit = "mV",
                    standard = 0,
                    min = -40,
                    max = 60,
                    description = "Reversal potential of excitatory synapses.")
            double excitationReversalMv,

            @Setting(
                    label = "Reversal of inhibition",
                    unit = "mV",
                    standard = -75,
                    min = -120,
                    max = -40.5,
                    description = "Reversal potential of inhibitory synapses.")
            double inhibitionReversalMv,

            @Setting(
                    label = "Operating point",
                    unit = "mV",
                    standard = -60,
                    min = -119,
                    max = 59,
                    description = "Potential that the synapses are to hold.")
            double holdMv,

            @Setting(
                    label = "Growth of both",
                    standard = 1.25,
                    min = 0,
                    max = 10,
                    description = "What both conductances are multiplied by.")
            double growth) {}

    /** For the list of scenarios. */
    public OperatingPointScenario() {
        super(
                Settings.class,
                "Operating Point and Co-Scaling",
                "The ratio of conductances that holds a potential, and the effect of increasing both together.");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        if (!(s.holdMv > s.inhibitionReversalMv && s.holdMv < s.excitationReversalMv))
            throw new InputException("hold_mv is '" + s.holdMv + "': it must be between the two reversal potentials, "
                    + s.inhibitionReversalMv + " and " + s.excitationReversalMv + ".");
        final HighConductanceState state = state(s, s.leakReversalMv);
        final HighConductanceState grown = state.scaled(s.growth);
        final HighConductanceState atPoint = state(s, state.synapticReversalMv());
        final double[] factor = new double[61];
        final double[] potential = new double[61];
        final double[] same = new double[61];
        final double[] reversal = new double[61];
        for (int i = 0; i <= 60; i++) {
            factor[i] = i / 20.0;
            potential[i] = state.scaled(factor[i]).meanMv();
            same[i] = atPoint.scaled(factor[i]).meanMv();
            reversal[i] = state.synapticReversalMv();
        }
        run.progress().accept(1);
        final double ratio = HighConductanceState.ratioToHold(s.holdMv, s.excitationReversalMv, s.inhibitionReversalMv);
        final List<Measure> measures = List.of(
                new Measure("ratio_i_over_e", ratio, "", 4, 1e-12),
                new Measure("synaptic_reversal_mv", state.synapticReversalMv(), "mV", -60, 1e-12),
                new Measure(
                        "synaptic_reversal_change_mv",
                        grown.synapticReversalMv() - state.synapticReversalMv(),
                        "mV",
                        0,
                        1e-12),
                new Measure("potential_mv", state.meanMv(), "mV", -61.43, 0.005),
                new Measure("potential_grown_mv", grown.meanMv(), "mV", -61.18, 0.005),
                new Measure(
                        "change_with_leak_at_operating_point_mv",
                        atPoint.scaled(s.growth).meanMv() - atPoint.meanMv(),
                        "mV",
                        0,
                        1e-12),
                Measure.of("time_constant_ratio", state.totalNs() / grown.totalNs(), ""));
        final double moved = grown.meanMv() - state.meanMv();
        return Report.ofMeasures(
                List.of(
                        "g_I / g_E = " + Text.number(ratio) + " holds " + s.holdMv + " mV.",
                        s.growth == 0
                                ? "Without both conductances there is no synaptic reversal, and the potential "
                                        + "is that of the leak, "
                                        + Text.number(grown.meanMv()) + " mV."
                                : "Multiplying both by "
                                        + s.growth + " leaves the synaptic reversal at "
                                        + Text.number(state.synapticReversalMv())
                                        + " mV and "
                                        + (Math.abs(moved) < SEEN_MV
                                                ? "the potential where it is."
                                                : "moves the potential by " + Text.number(moved)
                                                        + " mV, for the leak reverses elsewhere.")),
                measures,
                Map.of(
                        "potential.csv",
                        Table.ofNumbers(
                                List.of("factor", "potential_mv", "leak_at_operating_point_mv", "synaptic_reversal_mv"),
                                factor,
                                potential,
                                same,
                                reversal)),
                Figure.stacked(
                        "Growing excitation and inhibition together",
                        110,
                        Figure.row(
                                1,
                                Panel.of(
                                                "",
                                                Axis.of("both conductances, relative", 0, 3),
                                                Axis.of("potential (mV)"),
                                                Series.line("potential", factor, potential, Role.RESULT),
                                                Series.line("leak at the operating point", factor, same, Role.CELL_A),
                                                new Series(
                                                        "synaptic reversal",
                                                        factor,
                                                        reversal,
                                                        Role.REFERENCE,
                                                        Series.Style.DASHED))
                                        .withMarks(Mark.atX(s.growth, "", Role.NEUTRAL)))));
    }

    private static HighConductanceState state(final Settings s, final double leakReversalMv) {
        return new HighConductanceState(
                200,
                s.leakNs,
                leakReversalMv,
                new Bombardment(s.excitatoryNs, 0, 5, s.excitationReversalMv),
                new Bombardment(s.inhibitoryNs, 0, 10, s.inhibitionReversalMv));
    }
}
