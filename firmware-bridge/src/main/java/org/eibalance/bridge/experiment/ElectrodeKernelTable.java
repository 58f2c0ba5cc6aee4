package org.eibalance.bridge.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.eibalance.result.TableReader;

/**
 * A kernel as {@code measure-electrode} leaves it: {@code kernel.csv} with the columns {@code time_ms} and
 * {@code kernel_mohm}, and in {@code summary.csv} beside it the rows {@code kernel_slow_part} and
 * {@code membrane_time_constant}.
 */
public final class ElectrodeKernelTable {

    /** Row of the summary with the part of the kernel that decays as the membrane does. */
    public static final String SLOW_PART = "kernel_slow_part";

    /** Row of the summary with the membrane's time constant. */
    public static final String MEMBRANE = "membrane_time_constant";

    private static final String EXPECTED = "what measure-electrode writes with noise_pa above 0";
    private static final double STEADY = 1e-3;

    private ElectrodeKernelTable() {}

    /** The kernel's own table. */
    public static Table of(final ElectrodeKernel kernel) {
        final double[] mohm = kernel.mohm();
        final double[] ms = new double[mohm.length];
        for (int k = 0; k < ms.length; k++) ms[k] = Math.rint(k * kernel.stepMs() * 1e6) / 1e6;
        return Table.ofNumbers(List.of("time_ms", "kernel_mohm"), ms, mohm);
    }

    /**
     * Reads it back.
     *
     * @param file kernel.csv
     * @return the kernel
     * @throws InputException if it or the summary beside it is missing or damaged, or the times are not evenly spaced
     *     from 0 on
     */
    public static ElectrodeKernel read(final Path file) {
        final List<double[]> rows = new ArrayList<>();
        try (TableReader table = TableReader.open(file, EXPECTED)) {
            final int time = table.require("time_ms");
            final int kernel = table.require("kernel_mohm");
            while (table.next()) rows.add(new double[] {table.finite(time), table.finite(kernel), table.line()});
        }
        final int n = rows.size();
        if (n < 2) throw new InputException(file + " has too few rows: at least two were expected.");
        final double[] mohm = new double[n];
        final double stepMs = rows.get(1)[0];
        for (int k = 0; k < n; k++) {
            final double[] row = rows.get(k);
            if (!(stepMs > 0) || Math.abs(row[0] - k * stepMs) > STEADY * stepMs)
                throw new InputException(file + ", line " + (long) row[2] + ": the lag " + row[0]
                        + " ms is out of step, one every " + stepMs + " ms from 0 on was expected.");
            mohm[k] = row[1];
        }
        final Path summary = file.resolveSibling("summary.csv");
        final double slowMohm = measure(summary, SLOW_PART);
        final double membraneMs = measure(summary, MEMBRANE);
        if (!(slowMohm >= 0) || !(membraneMs > 0))
            throw new InputException(summary + " has a slow part of " + slowMohm + " MOhm and a membrane of "
                    + membraneMs + " ms: at least 0 and above 0 were expected.");
        return new ElectrodeKernel(stepMs, mohm, slowMohm, membraneMs);
    }

    private static double measure(final Path summary, final String name) {
        try (TableReader table = TableReader.open(summary, EXPECTED)) {
            final int measure = table.require("measure");
            final int value = table.require("value");
            while (table.next()) if (table.text(measure).equals(name)) return table.finite(value);
        }
        throw new InputException(summary + " has no row " + name + ": " + EXPECTED + " was expected.");
    }
}
