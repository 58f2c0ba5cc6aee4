package org.eibalance.model.rate;

import org.eibalance.model.neuron.Require;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/** A Galton–Watson process with Poisson offspring: each active unit activates m others in the next step on average. */
public final class BranchingProcess {

    /** Above this mean a Poisson number is drawn as a rounded normal one, with an error below 0.1 %. */
    private static final double NORMAL_FROM = 1000;

    private final double branching;
    private final CounterRandom random;

    /**
     * @param branching mean offspring m
     * @param seed of all random numbers
     */
    public BranchingProcess(final double branching, final long seed) {
        Require.notNegative("branching ratio", branching, "");
        this.branching = branching;
        random = new CounterRandom(seed, 0);
    }

    /**
     * An avalanche.
     *
     * @param size units that were active in it
     * @param duration steps with activity
     */
    public record Avalanche(long size, int duration) {}

    /**
     * The avalanche that one unit starts.
     *
     * @param most size at which it is cut off
     * @return its size and duration
     */
    public Avalanche next(final long most) {
        long active = 1;
        long size = 1;
        int duration = 1;
        while (size < most) {
            active = poisson(branching * active);
            if (active == 0) break;
            size += active;
            duration++;
        }
        return new Avalanche(size, duration);
    }

    /**
     * Activity with a steady input.
     *
     * @param inputPerStep mean number of units that are activated from outside
     * @param steps how many
     * @return active units in each step, from the stationary mean on
     * @throws InputException if the branching ratio is 1 or above, so that there is no stationary mean
     */
    public int[] driven(final double inputPerStep, final int steps) {
        Require.notNegative("input in a step", inputPerStep, "units");
        if (branching >= 1)
            throw new InputException("The branching ratio is " + branching
                    + ": activity with a steady input needs one below 1, else it has no stationary mean.");
        final int[] activity = new int[steps];
        double last = inputPerStep / (1 - branching);
        for (int t = 0; t < steps; t++) {
            if ((t & 0xfff) == 0) ParallelLoop.checkCancelled();
            activity[t] = (int) poisson(branching * last + inputPerStep);
            last = activity[t];
        }
        return activity;
    }

    /**
     * The activity that is seen when only some units are recorded.
     *
     * @param activity active units in each step
     * @param share of units that are seen
     * @return seen units in each step
     */
    public int[] subsampled(final int[] activity, final double share) {
        final int[] seen = new int[activity.length];
        for (int t = 0; t < activity.length; t++) {
            if ((t & 0xfff) == 0) ParallelLoop.checkCancelled();
            // Thinned units are counted one by one: numbers are small where this matters.
            for (int k = 0; k < activity[t]; k++) if (random.nextDouble() < share) seen[t]++;
        }
        return seen;
    }

    private long poisson(final double mean) {
        if (mean > NORMAL_FROM) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        long number = 0;
        double left = mean;
        // Means too large for exp are drawn in parts: sums of Poisson numbers are Poisson numbers.
        while (left > 0) {
            final double part = Math.min(left, 30);
            left -= part;
            double product = random.nextDouble();
            final double limit = Math.exp(-part);
            while (product > limit) {
                number++;
                product *= random.nextDouble();
            }
        }
        return number;
    }
}
