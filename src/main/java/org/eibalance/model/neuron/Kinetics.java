package org.eibalance.model.neuron;

/** Opening and closing rates of the three gates of a sodium and potassium neuron, per ms at potential V in mV. */
public enum Kinetics {

    /** Squid axon at 6.3 C, rest at −65 mV (Hodgkin and Huxley 1952). */
    HODGKIN_HUXLEY {

        @Override
        void rates(final double v, final double[] r) {
            r[0] = linear(0.1, v + 40, 10);
            r[1] = 4 * Math.exp(-(v + 65) / 18);
            r[2] = 0.07 * Math.exp(-(v + 65) / 20);
            r[3] = 1 / (1 + Math.exp(-(v + 35) / 10));
            r[4] = linear(0.01, v + 55, 10);
            r[5] = 0.125 * Math.exp(-(v + 65) / 80);
        }
    },

    /** Hippocampal cell, threshold near −63 mV (Traub and Miles 1991, as in Brette et al. 2007). */
    TRAUB_MILES {

        @Override
        void rates(final double v, final double[] r) {
            traub(v + 63, r);
        }
    },

    /** Reduced Traub–Miles pyramidal cell of Boergers and Kopell (2003): m at its steady state, rates unshifted. */
    REDUCED_TRAUB_MILES {

        @Override
        void rates(final double v, final double[] r) {
            r[0] = linear(0.32, v + 54, 4);
            r[1] = linear(0.28, -(v + 27), 5);
            r[2] = 0.128 * Math.exp(-(v + 50) / 18);
            r[3] = 4 / (1 + Math.exp(-(v + 27) / 5));
            r[4] = linear(0.032, v + 52, 5);
            r[5] = 0.5 * Math.exp(-(v + 57) / 40);
        }

        @Override
        boolean instantaneousActivation() {
            return true;
        }
    },

    /** Fast-spiking interneuron: m at its steady state, phi = 5 (Wang and Buzsaki 1996). */
    WANG_BUZSAKI {

        @Override
        void rates(final double v, final double[] r) {
            r[0] = linear(0.1, v + 35, 10);
            r[1] = 4 * Math.exp(-(v + 60) / 18);
            r[2] = 5 * 0.07 * Math.exp(-(v + 58) / 20);
            r[3] = 5 / (1 + Math.exp(-(v + 28) / 10));
            r[4] = 5 * linear(0.01, v + 34, 10);
            r[5] = 5 * 0.125 * Math.exp(-(v + 44) / 80);
        }

        @Override
        boolean instantaneousActivation() {
            return true;
        }
    };

    /**
     * The rates.
     *
     * @param v potential in mV
     * @param r takes alpha and beta of m, of h and of n, per ms
     */
    abstract void rates(double v, double[] r);

    /** Whether m is at its steady state at every instant. */
    boolean instantaneousActivation() {
        return false;
    }

    private static void traub(final double u, final double[] r) {
        r[0] = linear(0.32, u - 13, 4);
        r[1] = linear(0.28, 40 - u, 5);
        r[2] = 0.128 * Math.exp((17 - u) / 18);
        r[3] = 4 / (1 + Math.exp((40 - u) / 5));
        r[4] = linear(0.032, u - 15, 5);
        r[5] = 0.5 * Math.exp((10 - u) / 40);
    }

    /** slope x / (1 − exp(−x/scale)), with its limit at x = 0. */
    private static double linear(final double slope, final double x, final double scale) {
        final double ratio = x / scale;
        return Math.abs(ratio) < 1e-6 ? slope * scale * (1 + ratio / 2) : slope * x / -Math.expm1(-ratio);
    }
}
