package org.eibalance.bridge.experiment;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.eibalance.bridge.calibration.Configurations;
import org.eibalance.bridge.calibration.SafetyLimits;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.SampleStream;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;

/**
 * Measures the kernel of an electrode in a cell with white noise current: once at its full size and once at half of it,
 * so that an electrode that does not answer in proportion is found out.
 *
 * @param largestPa the noise is uniform from minus to plus this
 * @param seconds length of each of both runs
 * @param electrodeMs length of the kernel
 * @param tailMs how much of the membrane's decay is looked at
 * @param seed of the noise
 */
public record ElectrodeNoise(double largestPa, double seconds, double electrodeMs, double tailMs, long seed) {

    /** Default length of each run. */
    public static final double DEFAULT_SECONDS = 5;

    /** Default length of the kernel. */
    public static final double DEFAULT_ELECTRODE_MS = 1;

    /** Default of how much of the membrane's decay is looked at. */
    public static final double DEFAULT_TAIL_MS = 30;

    private static final int STREAM_HZ = 20_000;

    /** Share by which the resistance may change with the size of the noise. */
    private static final double LINEAR = 0.1;

    /** Noise from end to end must stay below a quarter of the limit, or the device takes it for an oscillation. */
    private static final double LIMIT = 8.1;

    /** Checks the ranges. */
    public ElectrodeNoise {
        if (!(largestPa > 0 && largestPa <= 2000))
            throw new InputException("The noise has " + largestPa + " pA: above 0 and up to 2000 pA were expected.");
        if (!(seconds >= 1 && seconds <= 120))
            throw new InputException("The noise lasts " + seconds + " s: 1 to 120 s were expected.");
    }

    /**
     * What was found.
     *
     * @param kernel at the full size of the noise
     * @param halfMohm R_e at half of it
     */
    public record Outcome(ElectrodeKernel kernel, double halfMohm) {}

    /**
     * Measures.
     *
     * @param session with the device
     * @param stability of the rig
     * @param progress is given the share done, 0 to 1
     * @return the kernel
     * @throws DeviceException if the device ends a run, a sample is missing, the electrode is not linear within 10 %,
     *     or as for {@link ElectrodeKernel#of}
     */
    public Outcome measure(final Session session, final StabilityLimit stability, final DoubleConsumer progress) {
        final ElectrodeKernel kernel = kernel(session, stability, largestPa);
        progress.accept(0.5);
        final double half = kernel(session, stability, largestPa / 2).seriesMohm();
        progress.accept(1);
        if (!(Math.abs(half / kernel.seriesMohm() - 1) <= LINEAR))
            throw new DeviceException("The electrode has " + Math.round(kernel.seriesMohm() * 100) / 100.0
                    + " MOhm with noise of " + largestPa + " pA and " + Math.round(half * 100) / 100.0
                    + " MOhm with half of it: a resistance that is the same within 10 % was expected.");
        return new Outcome(kernel, half);
    }

    private ElectrodeKernel kernel(final Session session, final StabilityLimit stability, final double pa) {
        final int loopHz = session.device().loopHz();
        int streamHz = Math.min(STREAM_HZ, loopHz);
        while (loopHz % streamHz != 0) streamHz--;
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] noise = new double[(int) Math.round(seconds * streamHz)];
        // The last sample, at which the run ends, is none.
        for (int k = 0; k < noise.length - 1; k++) noise[k] = pa * (2 * random.nextDouble() - 1);
        final SampleStream stream = SampleStream.ofCurrent(noise, loopHz, streamHz);
        final double hardPa = session.device().hardLimitPa();
        if (LIMIT * pa > hardPa)
            throw new InputException("The noise has " + pa + " pA: at most " + Math.floor(hardPa / LIMIT)
                    + " pA were expected, an eighth of the hardware's limit.");
        final SafetyLimits limits = SafetyLimits.defaults(1, 2 * pa * streamHz / 1000, seconds, hardPa)
                .withLimitPa(LIMIT * pa, hardPa)
                .withChargePc(pa * seconds);
        final Knots knots = new Knots(noise.length, loopHz / streamHz);
        final RunOutcome outcome = session.run(
                new RunPlan(
                        Configurations.of(limits, loopHz, 1, stability, 0, 1, 0, -70, Optional.of(stream)),
                        List.of(),
                        Optional.of(stream),
                        0,
                        0,
                        stream),
                knots);
        if (!outcome.complete()) throw new DeviceException("The electrode was not measured: " + outcome.sentence());
        return ElectrodeKernel.of(
                knots.mv,
                knots.pa,
                1000.0 / streamHz,
                electrodeMs,
                tailMs,
                stability.latencyUs() / 1000 - 500.0 / loopHz);
    }

    /** V and the current at the stream's own samples; between them the device draws straight lines. */
    private static final class Knots implements RunListener {

        private final int period;
        private final double[] mv;
        private final double[] pa;
        private long tick;

        Knots(final int samples, final int period) {
            this.period = period;
            mv = new double[samples];
            pa = new double[samples];
            java.util.Arrays.fill(mv, Double.NaN);
        }

        @Override
        public void began(final long first) {
            tick = 0;
        }

        @Override
        public void samples(final float[][] samples, final int length) {
            for (int k = 0; k < length; k++, tick++) {
                if (tick % period != 0 || tick / period >= mv.length) continue;
                mv[(int) (tick / period)] = samples[0][k];
                pa[(int) (tick / period)] = samples[ClampRecorder.COMMAND][k];
            }
        }

        @Override
        public void happened(final double timeS, final String text) {
            // the outcome says it
        }
    }
}
