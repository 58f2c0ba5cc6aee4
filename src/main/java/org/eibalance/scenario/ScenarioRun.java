package org.eibalance.scenario;

import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * How a scenario is run. Only the seed changes its numbers.
 *
 * @param seed of all random numbers
 * @param threads number of threads
 * @param progress receives the share that is done, from 0 to 1
 */
public record ScenarioRun(long seed, int threads, DoubleConsumer progress) {

    /** Checks the number of threads. */
    public ScenarioRun {
        if (threads < 1 || threads > 1024)
            throw new InputException("threads is '" + threads + "': it must be a whole number from 1 to 1024.");
    }

    /** The same on one thread and without progress, for one of several parallel runs. */
    public ScenarioRun alone() {
        return new ScenarioRun(seed, 1, done -> {});
    }

    /** Progress of a part of the run, from one share to another. */
    public DoubleConsumer part(final double from, final double to) {
        return done -> progress.accept(from + (to - from) * done);
    }

    /** To be called from time to time by loops outside of a simulation. */
    public void checkCancelled() {
        ParallelLoop.checkCancelled();
    }
}
