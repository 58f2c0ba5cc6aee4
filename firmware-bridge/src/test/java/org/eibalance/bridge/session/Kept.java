package org.eibalance.bridge.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps everything that a run tells. */
class Kept implements RunListener {

    private float[][] samples = new float[CHANNELS][0];
    private final List<String> events = new ArrayList<>();
    private int begun;

    @Override
    public void began(final long tick) {
        begun++;
    }

    @Override
    public void samples(final float[][] more, final int length) {
        for (int c = 0; c < CHANNELS; c++) {
            final int at = samples[c].length;
            samples[c] = Arrays.copyOf(samples[c], at + length);
            System.arraycopy(more[c], 0, samples[c], at, length);
        }
    }

    @Override
    public void happened(final double timeS, final String text) {
        events.add(text);
    }

    float[] channel(final int c) {
        return samples[c];
    }

    int length() {
        return samples[0].length;
    }

    int missing() {
        int n = 0;
        for (final float v : samples[0]) if (Float.isNaN(v)) n++;
        return n;
    }

    List<String> events() {
        return events;
    }

    int begun() {
        return begun;
    }
}
