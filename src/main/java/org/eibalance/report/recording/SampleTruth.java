package org.eibalance.report.recording;

import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.waveform.ConductancePair;

/** The true conductances of a simulated recording as a table. */
public final class SampleTruth {

    /** Default of the interval at which the truth is written. */
    public static final double DEFAULT_STEP_MS = 2;

    /** The truth is rounded to this; recordings are much less exact. */
    private static final double ROUND_NS = 0.01;

    private SampleTruth() {}

    /**
     * How many steps of a simulation lie between two rows.
     *
     * @param truthStepMs interval at which the truth is written
     * @param stepMs step of the simulation
     * @return the number, 1 or more
     * @throws InputException if the one is no multiple of the other
     */
    public static int stride(final double truthStepMs, final double stepMs) {
        final long stride = Math.round(truthStepMs / stepMs);
        if (Math.abs(stride * stepMs - truthStepMs) > 1e-9)
            throw new InputException(
                    "truth_step_ms is " + truthStepMs + ": it must be a multiple of " + stepMs + " ms.");
        return (int) stride;
    }

    /**
     * The table.
     *
     * @param simulated a recording with its truth
     * @param stride number of steps from row to row
     * @return a row for each sweep, time and cell, conductances in nS
     */
    public static Table of(final SimulatedRecording simulated, final int stride) {
        final Table.Builder table = Table.withColumns("sweep", "time_ms", "cell", "g_e_ns", "g_i_ns");
        for (int sweep = 0; sweep < simulated.truth().size(); sweep++) {
            for (int cell = 0; cell < simulated.truth().get(sweep).size(); cell++) {
                final ConductancePair pair = simulated.truth().get(sweep).get(cell);
                for (int i = 0; i < pair.samples(); i += stride) {
                    table.row(
                            sweep,
                            rounded(i * pair.stepMs(), 1e-6),
                            cell,
                            rounded(pair.excitatoryNs()[i], ROUND_NS),
                            rounded(pair.inhibitoryNs()[i], ROUND_NS));
                }
            }
        }
        return table.build();
    }

    /** To a power of ten, such that the shortest text of the double is the rounded number. */
    private static double rounded(final double value, final double unit) {
        return Math.round(value / unit) / (double) Math.round(1 / unit);
    }
}
