package org.eibalance.model.neuron;

/** Izhikevich neurons: midpoint rule for v, exact decay of u for the v of the step. */
final class IzhikevichState implements MembraneState {

    private final Izhikevich neuron;
    private final float stepMs;
    private final float recoveryDecay;
    private final float[] v;
    private final float[] u;

    IzhikevichState(final Izhikevich neuron, final int neurons, final double stepMs) {
        this.neuron = neuron;
        this.stepMs = (float) stepMs;
        recoveryDecay = (float) Math.exp(-stepMs * neuron.recovery());
        v = new float[neurons];
        u = new float[neurons];
        for (int i = 0; i < neurons; i++) setPotentialMv(i, neuron.leakReversalMv());
    }

    @Override
    public int neurons() {
        return v.length;
    }

    @Override
    public void advance(final float[] conductanceNs, final float[] currentPa, final int from, final int count) {
        final float[] potential = v;
        final float[] recovery = u;
        final float step = stepMs;
        final float half = 0.5f * stepMs;
        final float decay = recoveryDecay;
        final float b = (float) neuron.sensitivity();
        for (int i = 0; i < count; i++) {
            final float old = potential[from + i];
            final float drive = 140f - recovery[from + i] + currentPa[i];
            final float pull = 5f - conductanceNs[i];
            final float middle = old + half * ((0.04f * old + pull) * old + drive);
            potential[from + i] = old + step * ((0.04f * middle + pull) * middle + drive);
            final float goal = b * old;
            recovery[from + i] = goal + decay * (recovery[from + i] - goal);
        }
    }

    @Override
    public void applyJumps(final float[] jumpMv) {
        for (int i = 0; i < v.length; i++) v[i] += jumpMv[i];
    }

    @Override
    public int detect(final int[] fired) {
        int count = 0;
        for (int i = 0; i < v.length; i++) {
            if (v[i] < Izhikevich.PEAK_MV) continue;
            fired[count++] = i;
            v[i] = (float) neuron.resetMv();
            u[i] += (float) neuron.recoveryJump();
        }
        return count;
    }

    @Override
    public double potentialMv(final int which) {
        return v[which];
    }

    @Override
    public void setPotentialMv(final int which, final double potentialMv) {
        v[which] = (float) potentialMv;
        u[which] = (float) (neuron.sensitivity() * potentialMv);
    }
}
