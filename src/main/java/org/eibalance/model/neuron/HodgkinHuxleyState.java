package org.eibalance.model.neuron;

/**
 * Hodgkin–Huxley neurons. Potential and gates are advanced in turn, each exactly for the other held still (exponential
 * Euler on staggered times, second order). Steady states and decays of the gates are read from tables over the
 * potential.
 */
final class HodgkinHuxleyState implements MembraneState {

    static final double MIN_MV = -150;
    static final double MAX_MV = 150;
    static final int PER_MV = 20;
    /** Steady state and decay of three gates. */
    static final int COLUMNS = 6;

    private final HodgkinHuxley neuron;
    private final double stepMs;
    private final boolean instantaneous;
    private final double[] table;
    private final double[] v;
    /** m, h, n of each neuron. */
    private final double[] gates;

    private final boolean[] above;
    private final int[] quietSteps;
    private final int refractorySteps;

    HodgkinHuxleyState(final HodgkinHuxley neuron, final int neurons, final double stepMs) {
        this(neuron, neurons, stepMs, table(neuron.kinetics(), stepMs));
    }

    /**
     * @param neuron settings
     * @param neurons how many
     * @param stepMs time step
     * @param table {@link #PER_MV} rows a mV from {@link #MIN_MV}, each the steady state and the decay over a step of
     *     m, h and n
     */
    HodgkinHuxleyState(final HodgkinHuxley neuron, final int neurons, final double stepMs, final double[] table) {
        this.neuron = neuron;
        this.stepMs = stepMs;
        this.table = table;
        instantaneous = neuron.kinetics().instantaneousActivation();
        v = new double[neurons];
        gates = new double[3 * neurons];
        above = new boolean[neurons];
        quietSteps = new int[neurons];
        refractorySteps = (int) Math.round(neuron.refractoryMs() / stepMs);
        for (int i = 0; i < neurons; i++) setPotentialMv(i, neuron.leakReversalMv());
    }

    private static double[] table(final Kinetics kinetics, final double stepMs) {
        final int rows = (int) ((MAX_MV - MIN_MV) * PER_MV) + 1;
        final double[] table = new double[COLUMNS * rows];
        final double[] rates = new double[6];
        for (int row = 0; row < rows; row++) {
            kinetics.rates(MIN_MV + (double) row / PER_MV, rates);
            for (int gate = 0; gate < 3; gate++) {
                final double sum = rates[2 * gate] + rates[2 * gate + 1];
                table[COLUMNS * row + 2 * gate] = rates[2 * gate] / sum;
                table[COLUMNS * row + 2 * gate + 1] = Math.exp(-stepMs * sum);
            }
        }
        return table;
    }

    @Override
    public int neurons() {
        return v.length;
    }

    @Override
    public void advance(final float[] conductanceNs, final float[] currentPa, final int from, final int count) {
        final double leak = neuron.leakNs();
        final double leakCurrent = leak * neuron.leakReversalMv();
        final double sodium = neuron.sodiumNs();
        final double sodiumMv = neuron.sodiumReversalMv();
        final double potassium = neuron.potassiumNs();
        final double potassiumMv = neuron.potassiumReversalMv();
        final double scale = stepMs / neuron.capacitancePf();
        for (int i = 0; i < count; i++) {
            final int k = from + i;
            final double m = gates[3 * k];
            final double h = gates[3 * k + 1];
            final double n = gates[3 * k + 2];
            final double na = sodium * m * m * m * h;
            final double n2 = n * n;
            final double ka = potassium * n2 * n2;
            final double total = leak + na + ka + conductanceNs[i];
            final double drive = leakCurrent + na * sodiumMv + ka * potassiumMv + currentPa[i];
            final double goal = drive / total;
            final double potential = goal + (v[k] - goal) * decay(scale * total);
            v[k] = potential;

            final double place = Math.min(Math.max((potential - MIN_MV) * PER_MV, 0), (MAX_MV - MIN_MV) * PER_MV - 1);
            final int row = (int) place;
            final double part = place - row;
            final int t = COLUMNS * row;
            final double mGoal = between(t, part);
            gates[3 * k] = instantaneous ? mGoal : mGoal + between(t + 1, part) * (m - mGoal);
            final double hGoal = between(t + 2, part);
            gates[3 * k + 1] = hGoal + between(t + 3, part) * (h - hGoal);
            final double nGoal = between(t + 4, part);
            gates[3 * k + 2] = nGoal + between(t + 5, part) * (n - nGoal);
        }
    }

    private double between(final int at, final double part) {
        return table[at] + part * (table[at + COLUMNS] - table[at]);
    }

    /** exp(−x); for the small exponents of a step by its (3,3) rational form, right to 1e-7 below 0.5. */
    private static double decay(final double x) {
        if (x > 0.5) return Math.exp(-x);
        final double even = 120 + 12 * x * x;
        final double odd = x * (60 + x * x);
        return (even - odd) / (even + odd);
    }

    /** Potential changes at once; the gates follow in the next step. */
    @Override
    public void applyJumps(final float[] jumpMv) {
        for (int i = 0; i < v.length; i++) v[i] += jumpMv[i];
    }

    @Override
    public int detect(final int[] fired) {
        int count = 0;
        for (int i = 0; i < v.length; i++) {
            final boolean now = v[i] > neuron.spikeMv();
            if (now && !above[i] && quietSteps[i] <= 0) {
                fired[count++] = i;
                quietSteps[i] = refractorySteps;
            } else quietSteps[i]--;
            above[i] = now;
        }
        return count;
    }

    @Override
    public double potentialMv(final int which) {
        return v[which];
    }

    @Override
    public void setPotentialMv(final int which, final double potentialMv) {
        v[which] = potentialMv;
        above[which] = potentialMv > neuron.spikeMv();
        final double[] rates = new double[6];
        neuron.kinetics().rates(potentialMv, rates);
        for (int gate = 0; gate < 3; gate++) {
            gates[3 * which + gate] = rates[2 * gate] / (rates[2 * gate] + rates[2 * gate + 1]);
        }
    }
}
