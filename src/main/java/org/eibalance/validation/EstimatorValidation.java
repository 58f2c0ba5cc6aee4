package org.eibalance.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * How far an estimator can be trusted on a given cell, pipette and protocol: recordings of known conductances are
 * simulated, and the conductances are estimated from them.
 *
 * @param settings what was simulated
 * @param measures one for each quantity that the estimator gives
 * @param refusals sentences with which the estimator refused a recording, without repetition
 */
public record EstimatorValidation(ValidationSettings settings, List<ValidatedMeasure> measures, List<String> refusals) {

    /** Takes copies of the lists. */
    public EstimatorValidation {
        measures = List.copyOf(measures);
        refusals = List.copyOf(refusals);
    }

    /**
     * Simulates and estimates.
     *
     * @param settings what to simulate
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1, by the calling thread
     * @return estimates against truth
     * @throws InputException if the estimator refuses every recording
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static EstimatorValidation compute(
            final ValidationSettings settings, final int threads, final DoubleConsumer progress) {
        final ValidationPoints points = new ValidationPoints();
        final List<String> refusals = new ArrayList<>();
        final int runs = settings.sizes() * settings.repetitions();
        for (int run = 0; run < runs; run++) {
            ParallelLoop.checkCancelled();
            final double share = (1 + run % settings.sizes()) / (double) settings.sizes();
            try {
                SimulatedTrial.of(new SimulatedTrial.Setup(
                                settings, share, settings.seed() * 1_000_003 + run, threads, points))
                        .estimate();
            } catch (final InputException e) {
                if (!refusals.contains(e.getMessage())) refusals.add(e.getMessage());
            }
            progress.accept((run + 1.0) / runs);
        }
        if (points.isEmpty())
            throw new InputException("The estimator refused every recording; the first sentence: " + refusals.get(0));
        return new EstimatorValidation(settings, points.measures(), refusals);
    }
}
