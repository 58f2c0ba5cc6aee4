package org.eibalance.analysis.conductance.decomposition;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;

/**
 * The sweeps whose series resistance allows to use them.
 *
 * @param trials the sweeps that are used
 * @param leftOut the others, with reasons
 */
record UsableSweeps(ClampTrials trials, List<LeftOut> leftOut) {

    /**
     * Leaves out sweeps whose R_s is too high or differs too much from that of the first sweep.
     *
     * @param trials sweeps; those in current clamp are all used
     * @param settings the limits of R_s
     * @return the sweeps that are used, and those that are not
     * @throws InputException if fewer than two levels remain
     */
    static UsableSweeps of(final ClampTrials trials, final DecompositionSettings settings) {
        if (trials.mode() != ClampMode.VOLTAGE_CLAMP) return new UsableSweeps(trials, List.of());
        final List<LeftOut> leftOut = new ArrayList<>();
        ClampSweep reference = trials.levels().get(0).sweeps().get(0);
        for (final ClampLevel level : trials.levels()) {
            for (final ClampSweep sweep : level.sweeps()) {
                if (sweep.index() < reference.index()) reference = sweep;
            }
        }
        final double firstMohm = reference.seriesResistanceMohm();
        final List<ClampLevel> kept = new ArrayList<>();
        for (final ClampLevel level : trials.levels()) {
            final List<ClampSweep> good = new ArrayList<>();
            for (final ClampSweep sweep : level.sweeps()) {
                final double mohm = sweep.seriesResistanceMohm();
                if (mohm > settings.maxSeriesMohm())
                    leftOut.add(new LeftOut(
                            sweep.index(),
                            "Its series resistance of " + ConductanceDecomposition.rounded(mohm) + " MOhm is above "
                                    + settings.maxSeriesMohm() + " MOhm."));
                else if (Math.abs(mohm - firstMohm) > settings.maxSeriesDrift() * firstMohm)
                    leftOut.add(new LeftOut(
                            sweep.index(),
                            "Its series resistance of " + ConductanceDecomposition.rounded(mohm)
                                    + " MOhm differs by more than "
                                    + 100 * settings.maxSeriesDrift() + " % from the "
                                    + ConductanceDecomposition.rounded(firstMohm)
                                    + " MOhm of the first sweep."));
                else good.add(sweep);
            }
            if (!good.isEmpty()) kept.add(new ClampLevel(level.level(), good));
        }
        if (kept.size() < 2)
            throw new InputException("After leaving out " + leftOut.size()
                    + " sweeps for their series resistance fewer than two levels remain; the first: sweep "
                    + leftOut.get(0).sweep() + ". "
                    + leftOut.get(0).reason());
        return new UsableSweeps(new ClampTrials(trials.mode(), trials.stepMs(), kept), leftOut);
    }
}
