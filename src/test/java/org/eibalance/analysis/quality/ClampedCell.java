package org.eibalance.analysis.quality;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * A passive cell in voltage clamp, as an amplifier records it: one compartment behind a series resistance, or two with
 * a resistance between them, steps of potential, a filter, noise and drift.
 *
 * @param rsMohm series resistance
 * @param rmMohm membrane resistance of the soma
 * @param cmPf its capacitance
 * @param couplingMohm resistance to a second compartment with the same membrane time constant; infinite for none
 * @param remotePf capacitance of the second one
 */
record ClampedCell(double rsMohm, double rmMohm, double cmPf, double couplingMohm, double remotePf) {

    /** Steps of the integration for one sample. */
    private static final int OVERSAMPLING = 20;

    /** Poles of the fourth-order Bessel low-pass, 3 dB down at 1 rad/s (Zverev 1967). */
    private static final double[][] BESSEL = {{0.9952, 1.2571}, {1.3701, 0.4102}};

    static ClampedCell of(final double rsMohm, final double rmMohm, final double cmPf) {
        return new ClampedCell(rsMohm, rmMohm, cmPf, Double.POSITIVE_INFINITY, 1);
    }

    /**
     * How it is recorded.
     *
     * @param sampleRateHz samples per second
     * @param filterHz corner of the filter; 0 for none
     * @param poles 1 or 4
     * @param whiteSd noise of the amplifier, before the filter's band is taken into account
     * @param synapticSd slow noise with a time constant of 5 ms
     * @param driftPaPerS of the holding current
     */
    record Amplifier(
            double sampleRateHz, double filterHz, int poles, double whiteSd, double synapticSd, double driftPaPerS) {}

    /** A sweep with a step of -10 mV from 100 to 200 ms of 350. */
    PulseSweep sweep(final int number, final Amplifier amplifier, final long seed) {
        return sweep(number, amplifier, -10, 100, 100, 150, seed);
    }

    PulseSweep sweep(
            final int number,
            final Amplifier amplifier,
            final double stepMv,
            final double baselineMs,
            final double stepMs,
            final double recoveryMs,
            final long seed) {
        final double rate = amplifier.sampleRateHz();
        final int start = (int) Math.round(baselineMs * rate / 1000);
        final int end = start + (int) Math.round(stepMs * rate / 1000);
        final int samples = end + (int) Math.round(recoveryMs * rate / 1000);
        final double[] currentPa = current(stepMv, start, end, samples, amplifier);
        final RandomGenerator random = new Well19937c(new int[] {(int) seed, number});
        final double decay = Math.exp(-1000 / rate / 5);
        double slow = amplifier.synapticSd() * random.nextGaussian();
        for (int i = 0; i < samples; i++) {
            slow = slow * decay + amplifier.synapticSd() * Math.sqrt(1 - decay * decay) * random.nextGaussian();
            currentPa[i] +=
                    -100 + slow + amplifier.whiteSd() * random.nextGaussian() + amplifier.driftPaPerS() * i / rate;
        }
        return new PulseSweep(number, new TestPulse(0, start, end, samples, stepMv), currentPa);
    }

    /** The current without noise; the command changes at the samples start and end. */
    private double[] current(
            final double stepMv, final int start, final int end, final int samples, final Amplifier amplifier) {
        final double dtMs = 1000 / amplifier.sampleRateHz() / OVERSAMPLING;
        final double[] current = new double[samples];
        final double tauMembraneMs = rmMohm * cmPf / 1000;
        final Filter filter = new Filter(amplifier.filterHz(), amplifier.poles(), dtMs / 1000);
        final double somaRate = 1 / tauMembraneMs + 1000 / (rsMohm * cmPf) + 1000 / (couplingMohm * cmPf);
        final double remoteRate = 1 / tauMembraneMs + 1000 / (couplingMohm * remotePf);
        double soma = 0, remote = 0;
        for (int i = 0; i < samples; i++) {
            final double command = i >= start && i < end ? stepMv : 0;
            final double driven = command * 1000 / (rsMohm * cmPf);
            for (int s = 0; s < OVERSAMPLING; s++) {
                final double output = filter.next((command - soma) / rsMohm * 1000);
                if (s == 0) current[i] = output;
                // the midpoint method: its error is far below that of what is tested
                final double halfSoma =
                        soma + dtMs / 2 * (driven - somaRate * soma + remote * 1000 / (couplingMohm * cmPf));
                final double halfRemote =
                        remote + dtMs / 2 * (soma * 1000 / (couplingMohm * remotePf) - remoteRate * remote);
                soma += dtMs * (driven - somaRate * halfSoma + halfRemote * 1000 / (couplingMohm * cmPf));
                remote += dtMs * (halfSoma * 1000 / (couplingMohm * remotePf) - remoteRate * halfRemote);
            }
        }
        return current;
    }

    /** Low-pass of unit gain at 0 Hz, by the bilinear transform. */
    private static final class Filter {

        private final double[][] sections;
        private final double[][] state;

        Filter(final double cornerHz, final int poles, final double dtS) {
            if (cornerHz == 0) sections = new double[0][];
            else if (poles == 1) sections = new double[][] {section(0, 1 / (2 * Math.PI * cornerHz), dtS)};
            else {
                sections = new double[BESSEL.length][];
                for (int k = 0; k < BESSEL.length; k++) {
                    final double w = 2 * Math.PI * cornerHz;
                    final double squared = (BESSEL[k][0] * BESSEL[k][0] + BESSEL[k][1] * BESSEL[k][1]) * w * w;
                    sections[k] = section(1 / squared, 2 * BESSEL[k][0] * w / squared, dtS);
                }
            }
            state = new double[sections.length][2];
        }

        /** 1 / (a s² + b s + 1). */
        private static double[] section(final double a, final double b, final double dt) {
            final double k = 2 / dt;
            final double a0 = a * k * k + b * k + 1;
            return new double[] {1 / a0, (2 - 2 * a * k * k) / a0, (a * k * k - b * k + 1) / a0};
        }

        double next(final double input) {
            double x = input;
            for (int s = 0; s < sections.length; s++) {
                final double[] c = sections[s];
                final double[] z = state[s];
                final double y = c[0] * x + z[0];
                z[0] = 2 * c[0] * x - c[1] * y + z[1];
                z[1] = c[0] * x - c[2] * y;
                x = y;
            }
            return x;
        }
    }
}
