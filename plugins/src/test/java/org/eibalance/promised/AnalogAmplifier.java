package org.eibalance.promised;

import java.util.SplittableRandom;

/**
 * An amplifier in continuous time: white noise and the signal pass the analog four-pole Bessel filter in fine steps and
 * are then sampled; 1/f noise is a sum of sinusoids. How much noise it takes before the filter is found by trying, not
 * by calculation.
 */
final class AnalogAmplifier {

    /** s⁴ + 10 s³ + 45 s² + 105 s + 105; its gain falls by 3 dB at this angular frequency. */
    private static final double[] BESSEL = {105, 105, 45, 10};

    private static final double MINUS_3_DB = 2.11391767490422;
    private static final int ORDER = 4;
    private static final int TRIAL_SWEEPS = 60;
    private static final double LOWEST_HZ = 0.004;
    private static final double HIGHEST_HZ = 2000;
    private static final int SINUSOIDS = 100;

    private final int fine;
    private final double stepMs;
    private final double[][] keep;
    private final double[] gain;
    private final double cornerHz;
    private final double humHz;
    private final double hum;
    private final double driftPerS;
    private final double white;

    /**
     * @param rig as described
     * @param unit pa or mv
     * @param sweepMs length of its sweeps
     * @param fine fine steps a sample
     */
    AnalogAmplifier(final DescribedRig rig, final String unit, final double sweepMs, final int fine) {
        this.fine = fine;
        stepMs = 1 / rig.number("rate_khz");
        cornerHz = rig.number("flicker_corner_hz");
        humHz = rig.number("hum_hz");
        hum = rig.number("hum_" + unit);
        driftPerS = rig.number("baseline_" + unit + "_per_s");
        keep = new double[ORDER][ORDER];
        gain = new double[ORDER];
        discretise(2 * Math.PI * rig.number("filter_hz") / 1000 / MINUS_3_DB * stepMs / fine);
        final double sd = rig.number("noise_sd_" + unit);
        white = sd == 0 ? 0 : Math.sqrt(sd * sd - hum * hum / 2) / trialSd((int) Math.round(sweepMs / stepMs));
    }

    /** exp(A h) and its integral times B of the filter in companion form, by their series. */
    private void discretise(final double h) {
        final double[][] a = new double[ORDER][ORDER];
        for (int i = 0; i + 1 < ORDER; i++) a[i][i + 1] = h;
        for (int j = 0; j < ORDER; j++) a[ORDER - 1][j] = -BESSEL[j] * h;
        double[][] power = new double[ORDER][ORDER];
        final double[][] integral = new double[ORDER][ORDER];
        for (int i = 0; i < ORDER; i++) power[i][i] = 1;
        for (int k = 1; k < 60; k++) {
            for (int i = 0; i < ORDER; i++) {
                for (int j = 0; j < ORDER; j++) {
                    keep[i][j] += power[i][j];
                    integral[i][j] += power[i][j] / k;
                }
            }
            final double[][] next = new double[ORDER][ORDER];
            for (int i = 0; i < ORDER; i++)
                for (int j = 0; j < ORDER; j++) for (int m = 0; m < ORDER; m++) next[i][j] += power[i][m] * a[m][j] / k;
            power = next;
        }
        for (int i = 0; i < ORDER; i++) gain[i] = h * BESSEL[0] * integral[i][ORDER - 1];
    }

    /** Standard deviation about a straight line of noise that has 1 before the filter in fine steps. */
    private double trialSd(final int samples) {
        double squares = 0;
        for (int k = 0; k < TRIAL_SWEEPS; k++) {
            final double[] noise = noise(samples, 1, new SplittableRandom(77 + k));
            double mean = 0, slope = 0, tt = 0;
            for (final double v : noise) mean += v / samples;
            for (int i = 0; i < samples; i++) {
                final double t = i - (samples - 1) / 2.0;
                slope += t * (noise[i] - mean);
                tt += t * t;
            }
            for (int i = 0; i < samples; i++) {
                final double rest = noise[i] - mean - slope / tt * (i - (samples - 1) / 2.0);
                squares += rest * rest / samples / TRIAL_SWEEPS;
            }
        }
        return Math.sqrt(squares);
    }

    private double[] noise(final int samples, final double sd, final SplittableRandom random) {
        final double[] steps = new double[samples * fine];
        for (int i = 0; i < steps.length; i++) steps[i] = sd * random.nextGaussian();
        final double[] noise = sampled(steps, 0);
        if (cornerHz > 0) flicker(noise, sd, random);
        return noise;
    }

    /** Each sinusoid has the power of its part of the spectrum, 2 sd² (fine step) corner / f. */
    private void flicker(final double[] noise, final double sd, final SplittableRandom random) {
        final double part = Math.log(HIGHEST_HZ / LOWEST_HZ) / SINUSOIDS;
        final double amplitude = sd * Math.sqrt(2 * stepMs / fine / 1000 * cornerHz * part);
        for (int k = 0; k < SINUSOIDS; k++) {
            final double hz = LOWEST_HZ * Math.exp((k + random.nextDouble()) * part);
            final double a = amplitude * random.nextGaussian(), b = amplitude * random.nextGaussian();
            final double turn = 2 * Math.PI * hz * stepMs / 1000;
            final double cosine = Math.cos(turn), sine = Math.sin(turn);
            double re = 1, im = 0;
            for (int i = 0; i < noise.length; i++) {
                noise[i] += a * re + b * im;
                final double r = re * cosine - im * sine;
                im = re * sine + im * cosine;
                re = r;
            }
        }
    }

    /** Filters a signal in fine steps, from rest at a level, and takes its samples. */
    private double[] sampled(final double[] steps, final double level) {
        final double[] samples = new double[steps.length / fine];
        double s0 = level, s1 = 0, s2 = 0, s3 = 0;
        for (int i = 0; i < steps.length; i++) {
            if (i % fine == 0) samples[i / fine] = s0;
            final double u = steps[i];
            final double n0 = keep[0][0] * s0 + keep[0][1] * s1 + keep[0][2] * s2 + keep[0][3] * s3 + gain[0] * u;
            final double n1 = keep[1][0] * s0 + keep[1][1] * s1 + keep[1][2] * s2 + keep[1][3] * s3 + gain[1] * u;
            final double n2 = keep[2][0] * s0 + keep[2][1] * s1 + keep[2][2] * s2 + keep[2][3] * s3 + gain[2] * u;
            final double n3 = keep[3][0] * s0 + keep[3][1] * s1 + keep[3][2] * s2 + keep[3][3] * s3 + gain[3] * u;
            s0 = n0;
            s1 = n1;
            s2 = n2;
            s3 = n3;
        }
        return samples;
    }

    /**
     * What is recorded.
     *
     * @param signal in fine steps
     * @param startS when the sweep begins
     * @param humPhase phase of the hum in this sweep
     * @param random of this sweep and cell
     * @return the samples
     */
    double[] record(final double[] signal, final double startS, final double humPhase, final SplittableRandom random) {
        final double[] samples = sampled(signal, signal[0]);
        final double[] noise = white > 0 ? noise(samples.length, white, random) : new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            final double seconds = i * stepMs / 1000;
            samples[i] += noise[i]
                    + hum * Math.cos(2 * Math.PI * humHz * seconds + humPhase)
                    + driftPerS * (startS + seconds);
        }
        return samples;
    }
}
