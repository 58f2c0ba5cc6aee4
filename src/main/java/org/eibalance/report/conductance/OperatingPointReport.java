package org.eibalance.report.conductance;

import static org.eibalance.report.conductance.ConductanceText.format;
import static org.eibalance.result.Column.column;

import java.util.List;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.balance.BalancePoint;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** The potential at which conductances hold a cell, and the balance rule around it. */
public final class OperatingPointReport {

    private static final double HEIGHT_MM = 90;
    private static final int POINTS = 200;

    private OperatingPointReport() {}

    /**
     * The report.
     *
     * @param point where the conductances hold the cell
     * @param reversals E_E and E_I
     * @return sentences; the summary with one row; a figure of the balance rule
     */
    public static Report of(final BalancePoint point, final ReversalPotentials reversals) {
        final boolean between =
                point.potentialMv() > reversals.inhibitoryMv() && point.potentialMv() < reversals.excitatoryMv();
        final double ratio = between ? BalancePoint.balancedRatio(point.potentialMv(), reversals) : Double.NaN;
        return Report.of(sentences(point, ratio), summary(point, ratio, reversals), figure(point, reversals));
    }

    private static List<String> sentences(final BalancePoint point, final double ratio) {
        return List.of(
                format(
                        "With %.4g nS of excitation and %.4g nS of inhibition the cell is at %.2f mV.",
                        point.excitatoryNs(), point.inhibitoryNs(), point.potentialMv()),
                format(
                        "Its conductance is %.3g times that at rest, its time constant %.3g ms instead of %.3g ms.",
                        point.conductanceRatio(), point.timeConstantMs(), point.restTimeConstantMs()),
                format("Synaptic currents alone would balance there at g_I / g_E = %.4g.", ratio));
    }

    private static Table summary(final BalancePoint point, final double ratio, final ReversalPotentials reversals) {
        return Table.of(
                List.of(point),
                column("potential_mv", "mV", BalancePoint::potentialMv),
                column("g_e_ns", "nS", BalancePoint::excitatoryNs),
                column("g_i_ns", "nS", BalancePoint::inhibitoryNs),
                column("total_ns", "nS", BalancePoint::totalNs),
                column("conductance_ratio", "", BalancePoint::conductanceRatio),
                column("time_constant_ms", "ms", BalancePoint::timeConstantMs),
                column("rest_time_constant_ms", "ms", BalancePoint::restTimeConstantMs),
                column("balanced_ratio_i_over_e", "", p -> ratio),
                column("e_reversal_mv", "mV", p -> reversals.excitatoryMv()),
                column("i_reversal_mv", "mV", p -> reversals.inhibitoryMv()));
    }

    /** The balance rule: the ratio over the potentials between both reversals. */
    private static Figure figure(final BalancePoint point, final ReversalPotentials reversals) {
        final double[] potentialsMv = new double[POINTS];
        final double[] ratios = new double[POINTS];
        final double margin = reversals.spanMv() / 20;
        for (int k = 0; k < POINTS; k++) {
            potentialsMv[k] = reversals.inhibitoryMv() + margin + (reversals.spanMv() - 2 * margin) * k / (POINTS - 1);
            ratios[k] = BalancePoint.balancedRatio(potentialsMv[k], reversals);
        }
        final Panel rule = Panel.of(
                        "",
                        Axis.of("membrane potential (mV)"),
                        new Axis("g_I / g_E", Double.NaN, Double.NaN, true),
                        Series.line("balance of synaptic currents", potentialsMv, ratios, Role.RESULT))
                .withMarks(Mark.atX(point.potentialMv(), format("%.1f mV", point.potentialMv()), Role.NEUTRAL));
        return Figure.stacked("Balance rule: g_I / g_E = (E_E - V) / (V - E_I)", HEIGHT_MM, Figure.row(1, rule));
    }
}
