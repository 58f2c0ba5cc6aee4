package org.eibalance.bridge.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.bridge.experiment.ClampRecorder;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Recording;

/** Runs of a dynamic clamp as a figure. */
final class RunFigure {

    private static final double SHOWN_MS = 1000;

    private RunFigure() {}

    /** The first second of some sweeps: V, the clamp current, both conductances. */
    static Figure of(final String title, final Recording recording) {
        final double stepMs = 1000 / recording.channels().get(0).sampleRateHz();
        final int n = (int) Math.min(recording.sweeps().isEmpty() ? 0 : recording.samples(0, 0), SHOWN_MS / stepMs);
        final double[] ms = new double[n];
        for (int k = 0; k < n; k++) ms[k] = k * stepMs;
        final Axis time = Axis.of("time (ms)", 0, Math.max(stepMs, n * stepMs));
        final List<Series> potential = new ArrayList<>();
        final Role[] roles = {Role.CELL_A, Role.CELL_B, Role.REFERENCE};
        for (int k = 0; k < Math.min(roles.length, recording.sweeps().size()); k++) {
            final double[] v = new double[n];
            Arrays.fill(v, Double.NaN);
            recording.read(ClampRecorder.POTENTIAL, k, 0, v, 0, (int) Math.min(n, recording.samples(0, k)));
            potential.add(Series.line("run " + k, ms, v, roles[k]));
        }
        final double[][] first = new double[recording.channels().size()][n];
        for (int c = 0; c < first.length && n > 0; c++) recording.read(c, 0, 0, first[c]);
        return Figure.stacked(
                title,
                150,
                Figure.row(1, Panel.of("", time, Axis.of("potential (mV)"), potential.toArray(Series[]::new))),
                Figure.row(
                        0.8,
                        Panel.of(
                                "",
                                time,
                                Axis.of("current (pA)"),
                                Series.line("clamp", ms, first[1], Role.RESULT),
                                Series.line("command", ms, first[2], Role.NEUTRAL))),
                Figure.row(
                        0.8,
                        Panel.of(
                                "",
                                time,
                                Axis.of("conductance (nS)"),
                                Series.line("g_E", ms, first[3], Role.EXCITATION),
                                Series.line("g_I", ms, first[4], Role.INHIBITION))));
    }
}
