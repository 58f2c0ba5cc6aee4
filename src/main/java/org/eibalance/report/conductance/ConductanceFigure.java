package org.eibalance.report.conductance;

import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;

/** Figures that several reports on conductances have. */
final class ConductanceFigure {

    private static final double HEIGHT_MM = 110;

    private ConductanceFigure() {}

    /** g_E and g_I over time, as lines of a panel. */
    static Panel panel(
            final Axis time,
            final double[] timesMs,
            final double[] excitatoryNs,
            final double[] inhibitoryNs,
            final Band... bands) {
        return Panel.of(
                        "",
                        time,
                        Axis.of("conductance (nS)"),
                        Series.line("excitation", timesMs, excitatoryNs, Role.EXCITATION),
                        Series.line("inhibition", timesMs, inhibitoryNs, Role.INHIBITION))
                .withBands(bands);
    }

    /** g_E and g_I over time, alone in a figure. */
    static Figure traces(
            final String title,
            final double[] timesMs,
            final double[] excitatoryNs,
            final double[] inhibitoryNs,
            final Band... bands) {
        return single(title, panel(Axis.of("time (ms)"), timesMs, excitatoryNs, inhibitoryNs, bands));
    }

    /** Points, alone in a figure. */
    static Figure points(
            final String title, final String name, final Axis x, final Axis y, final double[] xs, final double[] ys) {
        return single(title, Panel.of("", x, y, new Series(name, xs, ys, Role.RESULT, Series.Style.POINTS)));
    }

    private static Figure single(final String title, final Panel panel) {
        return Figure.stacked(title, HEIGHT_MM, Figure.row(1, panel));
    }

    /** A band of a value plus and minus some standard errors; no width where the error is not known. */
    static Band errors(
            final String name,
            final double[] timesMs,
            final double[] values,
            final double[] standardErrors,
            final double times,
            final Role role) {
        final double[] low = new double[values.length];
        final double[] high = new double[values.length];
        for (int i = 0; i < low.length; i++) {
            final double half = Double.isNaN(standardErrors[i]) ? 0 : times * standardErrors[i];
            low[i] = values[i] - half;
            high[i] = values[i] + half;
        }
        return new Band(name, timesMs, low, high, role);
    }
}
