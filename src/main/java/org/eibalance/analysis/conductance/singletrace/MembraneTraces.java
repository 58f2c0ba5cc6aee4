package org.eibalance.analysis.conductance.singletrace;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.MembranePotential;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;

/**
 * Membrane potentials at one or several steady currents, corrected for junction potential and bridge and cut to a
 * window: what the methods for single traces read.
 *
 * @param stepMs interval of sampling
 * @param startMs start of the window, from the start of the sweep
 * @param levels the currents, in rising order
 */
public record MembraneTraces(double stepMs, double startMs, List<Level> levels) {

    /**
     * The traces at one current.
     *
     * @param currentPa injected current, positive depolarises
     * @param traces one or more
     */
    public record Level(double currentPa, List<Trace> traces) {

        /** Takes a copy of the list. */
        public Level {
            traces = List.copyOf(traces);
        }
    }

    /**
     * The potential in one sweep.
     *
     * @param sweep its 0-based place in the recording
     * @param potentialMv V_m; not copied
     */
    public record Trace(int sweep, double[] potentialMv) {}

    /** Takes a copy of the list. */
    public MembraneTraces {
        levels = List.copyOf(levels);
    }

    /**
     * Corrects and cuts trials.
     *
     * @param trials sweeps in current clamp
     * @param window the part to use
     * @param junction liquid junction potential
     * @param compensation share of the series resistance that the bridge balances, 0 to 1
     * @return the traces
     * @throws InputException if the trials are in voltage clamp, or a sweep is shorter than the window
     */
    public static MembraneTraces of(
            final ClampTrials trials,
            final TimeWindow window,
            final JunctionPotential junction,
            final double compensation) {
        if (trials.mode() != ClampMode.CURRENT_CLAMP)
            throw new InputException("The chosen channel is a current: fluctuations are read from the potential of a "
                    + "cell in current clamp.");
        final int from = window.first(trials.stepMs());
        final int to = window.end(trials.stepMs(), trials.samples());
        final List<Level> levels = new ArrayList<>();
        for (final ClampLevel level : trials.levels()) {
            final List<Trace> traces = new ArrayList<>();
            for (final ClampSweep sweep : level.sweeps())
                traces.add(new Trace(
                        sweep.index(),
                        MembranePotential.of(junction, sweep.seriesResistanceMohm(), compensation)
                                .of(sweep.recorded(), sweep.command(), from, to)));
            levels.add(new Level(level.level(), traces));
        }
        return new MembraneTraces(trials.stepMs(), window.startMs(), levels);
    }
}
