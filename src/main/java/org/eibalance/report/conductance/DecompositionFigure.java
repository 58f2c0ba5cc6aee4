package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;

import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.ConductanceTrace;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.UsedLevel;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.signal.Statistics;

/** The conductances of one condition over time, and the current-voltage line of the leak. */
final class DecompositionFigure {

    private static final double HEIGHT_MM = 150;
    private static final double NORMAL_95 = 1.96;

    private DecompositionFigure() {}

    static Figure of(
            final AnalysedRecording recording, final ConditionConductances condition, final boolean withCondition) {
        final Conductances c = condition.found();
        final double[] timesMs = ConductanceTable.timesMs(c);
        final Panel traces = ConductanceFigure.panel(
                Axis.of("time (ms)", timesMs[0], timesMs[timesMs.length - 1]),
                timesMs,
                c.excitation().ns(),
                c.inhibition().ns(),
                band(c, timesMs, c.excitation(), Role.EXCITATION),
                band(c, timesMs, c.inhibition(), Role.INHIBITION));
        return Figure.stacked(
                recording.name() + (withCondition ? ", " + condition.condition() : "")
                        + ": apparent somatic conductances",
                HEIGHT_MM,
                Figure.row(2, traces),
                Figure.row(1, leak(c)));
    }

    private static Panel leak(final Conductances c) {
        final double[] potentialsMv =
                c.levels().stream().mapToDouble(UsedLevel::leakPotentialMv).toArray();
        final double[] currentsPa =
                c.levels().stream().mapToDouble(UsedLevel::leakCurrentPa).toArray();
        final double[] linePa = new double[potentialsMv.length];
        for (int j = 0; j < linePa.length; j++)
            linePa[j] = c.leak().conductanceNs() * (potentialsMv[j] - c.leak().reversalMv());
        return Panel.of(
                "",
                Axis.of("membrane potential (mV)"),
                Axis.of("current (pA)"),
                new Series("baseline", potentialsMv, currentsPa, Role.RESULT, Series.Style.POINTS),
                Series.line(format("leak %.3g nS", c.leak().conductanceNs()), potentialsMv, linePa, Role.REFERENCE));
    }

    /** The intervals from the scatter of sweeps, else 95 % by the standard errors; no width where neither is known. */
    private static Band band(
            final Conductances c, final double[] timesMs, final ConductanceTrace trace, final Role role) {
        final String name = role == Role.EXCITATION ? "95 % of excitation" : "95 % of inhibition";
        if (trace.lowNs().length > 0) return new Band(name, timesMs, trace.lowNs(), trace.highNs(), role);
        final double errors = c.errorFreedom().isPresent()
                ? Statistics.studentT(c.errorFreedom().getAsInt(), 0.95)
                : NORMAL_95;
        return ConductanceFigure.errors(name, timesMs, trace.ns(), trace.seNs(), errors, role);
    }
}
