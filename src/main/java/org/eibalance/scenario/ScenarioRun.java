package org.eibalance.scenario;

import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * How a scenario is run; none of it changes its numbers but the seed.
 *
 * @param seed of all random numbers
 * @param threads how many may work at once
 * @param progress takes the done share, from 0 to 1
 */
public record ScenarioRun(long seed, int threads, DoubleConsumer progress) {

    /** Checks the number of threads. */
    public ScenarioRun {
        if (threads < 1 || threads > 1024)
            throw new InputException("threads is '" + threads + "': it must be a whole number from 1 to 1024.");
    }

    /** The same on one thread and without word of its progress, for one of several runs at once. */
    public ScenarioRun alone() {
        return new ScenarioRun(seed, 1, done -> {});
    }

    /** The part of the progress from one share to another. */
    public DoubleConsumer part(final double from, final double to) {
        return done -> progress.accept(from + (to - from) * done);
    }

    /** To be called now and then by loops that no simulation runs for. */
    public void checkCancelled() {
        ParallelLoop.checkCancelled();
    }
}
