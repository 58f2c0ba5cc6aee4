package org.eibalance.rig;

import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.eibalance.waveform.ConductancePair;

/** Where the synaptic conductances of a simulated cell come from. */
public sealed interface SynapticInput {

    /**
     * The conductances of a sweep.
     *
     * @param sweep 0-based sweep
     * @param samples how many samples
     * @param stepMs time between them
     * @param seed of all random numbers; sweeps of one seed are independent
     * @return the conductances
     */
    ConductancePair make(int sweep, int samples, double stepMs, long seed);

    /** A generator of its own for each sweep and process. */
    private static RandomGenerator random(final long seed, final int sweep, final int process) {
        return new Well19937c(new int[] {(int) (seed >>> 32), (int) seed, sweep, process});
    }

    /**
     * The same conductances in every sweep, but for a factor of each synapse that varies from sweep to sweep.
     *
     * @param pair the conductances; beyond their end they are 0
     * @param gainSd standard deviation of both factors about 1, independent of each other; negative factors become 0
     */
    record Given(ConductancePair pair, double gainSd) implements SynapticInput {

        @Override
        public ConductancePair make(final int sweep, final int samples, final double stepMs, final long seed) {
            if (Math.abs(pair.stepMs() - stepMs) > 1e-9 * stepMs)
                throw new IllegalArgumentException(
                        "conductances of " + pair.stepMs() + " ms for a rig of " + stepMs + " ms");
            final RandomGenerator random = random(seed, sweep, 0);
            final double excitatoryGain = Math.max(0, 1 + gainSd * random.nextGaussian());
            final double inhibitoryGain = Math.max(0, 1 + gainSd * random.nextGaussian());
            return new ConductancePair(
                    stepMs,
                    scaled(pair.excitatoryNs(), samples, excitatoryGain),
                    scaled(pair.inhibitoryNs(), samples, inhibitoryGain),
                    pair.source(),
                    seed);
        }

        private static double[] scaled(final double[] values, final int samples, final double gain) {
            final double[] scaled = new double[samples];
            for (int i = 0; i < Math.min(samples, values.length); i++) scaled[i] = gain * values[i];
            return scaled;
        }
    }

    /**
     * Conductances that fluctuate about a mean as Ornstein-Uhlenbeck processes (the "point conductances" of Destexhe,
     * Rudolph, Fellous and Sejnowski 2001, Neuroscience 107:13). Negative values are not clipped, as in the theory of
     * VmD.
     *
     * @param excitatoryNs mean of g_E
     * @param excitatorySdNs its standard deviation
     * @param excitatoryTauMs its correlation time
     * @param inhibitoryNs mean of g_I
     * @param inhibitorySdNs its standard deviation
     * @param inhibitoryTauMs its correlation time
     */
    record Fluctuating(
            double excitatoryNs,
            double excitatorySdNs,
            double excitatoryTauMs,
            double inhibitoryNs,
            double inhibitorySdNs,
            double inhibitoryTauMs)
            implements SynapticInput {

        @Override
        public ConductancePair make(final int sweep, final int samples, final double stepMs, final long seed) {
            return new ConductancePair(
                    stepMs,
                    process(excitatoryNs, excitatorySdNs, excitatoryTauMs, samples, stepMs, random(seed, sweep, 1)),
                    process(inhibitoryNs, inhibitorySdNs, inhibitoryTauMs, samples, stepMs, random(seed, sweep, 2)),
                    "Ornstein-Uhlenbeck conductances, sweep " + sweep,
                    seed);
        }

        private static double[] process(
                final double mean,
                final double sd,
                final double tauMs,
                final int samples,
                final double stepMs,
                final RandomGenerator random) {
            final ColouredNoise noise = new ColouredNoise(tauMs, sd, stepMs, random);
            final double[] conductanceNs = new double[samples];
            for (int i = 0; i < samples; i++) conductanceNs[i] = mean + noise.next();
            return conductanceNs;
        }
    }

    /**
     * Conductances of presynaptic spikes: Poisson trains whose rates follow a drive that excitation and inhibition have
     * in common, as between the cells of a pair. Each spike opens a conductance that decays exponentially.
     *
     * @param drive the common and the private part of the rates
     * @param excitation mean, decay and delay of g_E
     * @param inhibition mean, decay and delay of g_I
     * @param excitatoryRateHz spikes a second of all excitatory neurons together
     * @param inhibitoryRateHz spikes a second of all inhibitory neurons together
     */
    record Trains(
            CommonDrive drive,
            RateSynapse excitation,
            RateSynapse inhibition,
            double excitatoryRateHz,
            double inhibitoryRateHz)
            implements SynapticInput {

        @Override
        public ConductancePair make(final int sweep, final int samples, final double stepMs, final long seed) {
            final int warmUp = (int) Math.round(10 * Math.max(excitation.decayMs(), inhibition.decayMs()) / stepMs);
            final int longest = (int) Math.round(Math.max(excitation.delayMs(), inhibition.delayMs()) / stepMs);
            final ColouredNoise process =
                    new ColouredNoise(drive.commonTauMs(), drive.commonSd(), stepMs, random(seed, sweep, 3));
            final double[] common = new double[longest + warmUp + samples];
            for (int i = 0; i < common.length; i++) common[i] = process.next();
            return new ConductancePair(
                    stepMs,
                    conductance(
                            common,
                            longest,
                            warmUp,
                            samples,
                            excitation,
                            excitatoryRateHz,
                            stepMs,
                            random(seed, sweep, 4)),
                    conductance(
                            common,
                            longest,
                            warmUp,
                            samples,
                            inhibition,
                            inhibitoryRateHz,
                            stepMs,
                            random(seed, sweep, 5)),
                    "presynaptic trains, sweep " + sweep,
                    seed);
        }

        private double[] conductance(
                final double[] common,
                final int longest,
                final int warmUp,
                final int samples,
                final RateSynapse synapse,
                final double rateHz,
                final double stepMs,
                final RandomGenerator random) {
            final ColouredNoise own = new ColouredNoise(drive.privateTauMs(), drive.privateSd(), stepMs, random);
            final int shift = longest - (int) Math.round(synapse.delayMs() / stepMs);
            final double keep = StrictMath.exp(-stepMs / synapse.decayMs());
            final double spikesPerStep = rateHz * stepMs / 1000;
            // A spike of this size at a rate of 1 gives the mean conductance, with the decay summed in steps.
            final double unitaryNs = synapse.meanNs() * (1 - keep) / spikesPerStep;
            final double[] conductanceNs = new double[samples];
            double g = synapse.meanNs();
            for (int i = 0; i < warmUp + samples; i++) {
                final double rate = Math.max(0, 1 + common[i + shift] + own.next());
                g = g * keep + unitaryNs * poisson(rate * spikesPerStep, random);
                if (i >= warmUp) conductanceNs[i - warmUp] = g;
            }
            return conductanceNs;
        }

        /** Knuth's method; the expected number in a step is small. */
        private static int poisson(final double expected, final RandomGenerator random) {
            final double limit = StrictMath.exp(-expected);
            int count = 0;
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) count++;
            return count;
        }
    }

    /**
     * Spontaneous events of both kinds, independent of each other.
     *
     * @param excitation events of g_E
     * @param inhibition events of g_I
     */
    record Spontaneous(EventTrain excitation, EventTrain inhibition) implements SynapticInput {

        @Override
        public ConductancePair make(final int sweep, final int samples, final double stepMs, final long seed) {
            final double durationMs = samples * stepMs;
            return new ConductancePair(
                    stepMs,
                    excitation.conductanceNs(excitatory(sweep, durationMs, seed), samples, stepMs),
                    inhibition.conductanceNs(inhibitory(sweep, durationMs, seed), samples, stepMs),
                    "spontaneous events, sweep " + sweep,
                    seed);
        }

        /**
         * The excitatory events of a sweep.
         *
         * @param sweep 0-based sweep
         * @param durationMs its length
         * @param seed of the experiment
         * @return the events that {@link #make} makes its g_E of, by time
         */
        public List<EventTrain.Event> excitatory(final int sweep, final double durationMs, final long seed) {
            return excitation.draw(durationMs, random(seed, sweep, 7));
        }

        /** The inhibitory events of a sweep, as {@link #excitatory}. */
        public List<EventTrain.Event> inhibitory(final int sweep, final double durationMs, final long seed) {
            return inhibition.draw(durationMs, random(seed, sweep, 8));
        }
    }

    /**
     * One transient of each conductance, rising and falling exponentially.
     *
     * @param excitatory amplitude, time constants and onset of g_E
     * @param inhibitory those of g_I
     * @param samples how many samples
     * @param stepMs time between them
     * @return the conductances, the same in every sweep
     */
    static Given transients(
            final Transient excitatory, final Transient inhibitory, final int samples, final double stepMs) {
        return new Given(
                new ConductancePair(
                        stepMs,
                        excitatory.conductanceNs(samples, stepMs),
                        inhibitory.conductanceNs(samples, stepMs),
                        "transients",
                        0),
                0);
    }

    /**
     * A conductance that rises and falls exponentially.
     *
     * @param peakNs its peak
     * @param riseMs time constant of the rise, shorter than that of the decay
     * @param decayMs time constant of the decay
     * @param onsetMs when it begins
     */
    record Transient(double peakNs, double riseMs, double decayMs, double onsetMs) {

        /** When it peaks. */
        public double peakMs() {
            return onsetMs + riseMs * decayMs / (decayMs - riseMs) * StrictMath.log(decayMs / riseMs);
        }

        double[] conductanceNs(final int samples, final double stepMs) {
            final double peak = shape(peakMs() - onsetMs);
            final double[] conductanceNs = new double[samples];
            for (int i = 0; i < samples; i++) {
                final double t = i * stepMs - onsetMs;
                if (t > 0) conductanceNs[i] = peakNs * shape(t) / peak;
            }
            return conductanceNs;
        }

        private double shape(final double t) {
            return StrictMath.exp(-t / decayMs) - StrictMath.exp(-t / riseMs);
        }
    }
}
