package org.eibalance.analysis.conductance.decomposition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;

/**
 * The conductances of one condition of an experiment, with the trials that they come from.
 *
 * @param condition its name; "all" where there is one only
 * @param trials the trials
 * @param found the conductances
 */
public record ConditionConductances(String condition, ClampTrials trials, Conductances found) {

    /**
     * Decomposes the trials of each condition.
     *
     * @param conditions one or more
     * @param settings how, for the trials of a condition
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1
     * @return the conductances, in the same order
     * @throws org.eibalance.recording.InputException if the levels of a condition do not carry a line
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static List<ConditionConductances> compute(
            final List<ConditionTrials> conditions,
            final Function<ClampTrials, DecompositionSettings> settings,
            final int threads,
            final DoubleConsumer progress) {
        final List<ConditionConductances> all = new ArrayList<>();
        for (final ConditionTrials condition : conditions) {
            final int before = all.size();
            final Conductances found = ConductanceDecomposition.compute(
                    condition.trials(),
                    settings.apply(condition.trials()),
                    threads,
                    share -> progress.accept((before + share) / conditions.size()));
            all.add(new ConditionConductances(condition.condition(), condition.trials(), found));
        }
        return all;
    }

    /** Mean R_s of the sweeps that were used, MOhm; NaN where it is not corrected for. */
    public double seriesMohm() {
        final double mean = trials.meanSeriesMohm(
                found.leftOut().stream().map(LeftOut::sweep).toList());
        return mean > 0 ? mean : Double.NaN;
    }
}
