package org.eibalance.bridge.experiment;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;

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
        final NumberTable table = NumberTable.read(file, EXPECTED, List.of("time_ms", "kernel_mohm"));
        final int n = table.rows().size();
        if (n < 2) throw new InputException(file + " has " + n + " rows: at least two were expected.");
        final double[] mohm = new double[n];
        final double stepMs = table.number(table.rows().get(1), "time_ms");
        for (int k = 0; k < n; k++) {
            final NamedCsvRecord row = table.rows().get(k);
            final double ms = table.number(row, "time_ms");
            if (!(stepMs > 0) || Math.abs(ms - k * stepMs) > STEADY * stepMs)
                throw new InputException(file + ", line " + row.getStartingLineNumber() + ": the lag " + ms
                        + " ms is out of step, one every " + stepMs + " ms from 0 on was expected.");
            mohm[k] = table.number(row, "kernel_mohm");
        }
        final Path summary = file.resolveSibling("summary.csv");
        final NumberTable measures = NumberTable.read(summary, EXPECTED, List.of("measure", "value"));
        final double slowMohm = measure(measures, SLOW_PART);
        final double membraneMs = measure(measures, MEMBRANE);
        if (!(slowMohm >= 0) || !(membraneMs > 0))
            throw new InputException(summary + " has a slow part of " + slowMohm + " MOhm and a membrane of "
                    + membraneMs + " ms: at least 0 and above 0 were expected.");
        return new ElectrodeKernel(stepMs, mohm, slowMohm, membraneMs);
    }

    private static double measure(final NumberTable measures, final String name) {
        for (final NamedCsvRecord row : measures.rows())
            if (row.getField("measure").equals(name)) return measures.number(row, "value");
        throw new InputException(measures.file() + " has no row " + name + ": " + EXPECTED + " was expected.");
    }
}
