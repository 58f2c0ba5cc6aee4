package org.eibalance.model.neuron;

import java.util.Arrays;

/**
 * Which neurons are refractory, as a factor 1 (free) or 0 (held) that keeps the loops over neurons free of branches.
 * The time is counted in whole steps.
 */
final class Refractoriness {

    private final int steps;
    /** 1 where the potential moves, 0 where it is held. */
    final float[] free;
    /** Those that fired, oldest first, in a ring; with the step they are free again. */
    private int[] neuron = new int[64];

    private long[] release = new long[64];
    private int head;
    private int size;
    private long step;

    /**
     * @param neurons how many
     * @param refractoryMs how long they are held
     * @param stepMs time step
     */
    Refractoriness(final int neurons, final double refractoryMs, final double stepMs) {
        this.steps = (int) Math.round(refractoryMs / stepMs);
        this.free = new float[neurons];
        Arrays.fill(free, 1f);
    }

    /** Holds a neuron from the next step on. */
    void hold(final int fired) {
        if (steps == 0) return;
        if (size == neuron.length) grow();
        final int tail = head + size & neuron.length - 1;
        neuron[tail] = fired;
        release[tail] = step + steps;
        size++;
        free[fired] = 0f;
    }

    /** Ends the step: frees those that were held for their time. */
    void endStep() {
        while (size > 0 && release[head] == step) {
            free[neuron[head]] = 1f;
            head = head + 1 & neuron.length - 1;
            size--;
        }
        step++;
    }

    private void grow() {
        final int length = neuron.length;
        final int[] moreNeurons = new int[2 * length];
        final long[] moreReleases = new long[2 * length];
        for (int i = 0; i < size; i++) {
            moreNeurons[i] = neuron[head + i & length - 1];
            moreReleases[i] = release[head + i & length - 1];
        }
        neuron = moreNeurons;
        release = moreReleases;
        head = 0;
    }
}
