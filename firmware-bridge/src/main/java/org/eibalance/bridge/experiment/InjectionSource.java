package org.eibalance.bridge.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.bridge.session.InjectedConductance;
import org.eibalance.bridge.session.SampleStream;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;

/** Where the conductances of a run come from. */
public sealed interface InjectionSource {

    /** Default length of a run whose source has none of its own. */
    double DEFAULT_DURATION_MS = 1000;

    /** Time that a network needs to reach its stationary activity, before its conductances are injected. */
    double SETTLE_MS = 500;

    /** In words, for the recording. */
    String text();

    /** Seed of what was drawn at random; 0 where nothing was. */
    long seed();

    /** The mean of g_E and of g_I in nS, without gains. */
    double[] meansNs();

    /**
     * The largest g_E and the largest g_I in nS, without gains.
     *
     * @param loopHz of the device
     */
    double[] peaksNs(int loopHz);

    /**
     * How a device plays it.
     *
     * @param gainE g_E is multiplied by it
     * @param gainI g_I is multiplied by it
     * @param loopHz of the device
     * @return what is sent and what is recorded
     * @throws InputException if a conductance or a gain is none, or the run too long
     */
    Played played(double gainE, double gainI, int loopHz);

    /**
     * Conductances on a device.
     *
     * @param stream what is streamed; empty where the device makes them
     * @param commands what the device makes
     * @param injected what it injects
     * @param peakNs largest g_E + g_I
     * @param ticks length of the run
     */
    record Played(
            Optional<SampleStream> stream,
            List<Command> commands,
            InjectedConductance injected,
            double peakNs,
            long ticks) {}

    /**
     * Conductances that are streamed to the device.
     *
     * @param pair the conductances
     */
    record Streamed(ConductancePair pair) implements InjectionSource {

        private static final int STREAM_HZ = 10_000;

        @Override
        public String text() {
            return pair.source();
        }

        @Override
        public long seed() {
            return pair.seed();
        }

        @Override
        public double[] meansNs() {
            return new double[] {
                Arrays.stream(pair.excitatoryNs()).average().orElse(0),
                Arrays.stream(pair.inhibitoryNs()).average().orElse(0)
            };
        }

        @Override
        public double[] peaksNs(final int loopHz) {
            return new double[] {
                Arrays.stream(pair.excitatoryNs()).max().orElse(0),
                Arrays.stream(pair.inhibitoryNs()).max().orElse(0)
            };
        }

        @Override
        public Played played(final double gainE, final double gainI, final int loopHz) {
            final SampleStream stream = SampleStream.of(pair, gainE, gainI, loopHz, streamHz(loopHz));
            return new Played(Optional.of(stream), List.of(), stream, stream.peakNs(), stream.ticks());
        }

        /**
         * The pair's own rate where the loop divides by it and it is no more than 20 kHz, else 10 kHz or the next
         * below.
         */
        private int streamHz(final int loopHz) {
            final int own = (int) Math.round(1000 / pair.stepMs());
            if (own >= 1 && own <= 2 * STREAM_HZ && loopHz % own == 0 && Math.abs(own * pair.stepMs() - 1000) < 1e-6)
                return own;
            int hz = Math.min(STREAM_HZ, loopHz);
            while (loopHz % hz != 0) hz--;
            return hz;
        }
    }

    /**
     * Two Ornstein-Uhlenbeck conductances that the device makes from a seed ("point conductances", Destexhe et al.
     * 2001), clipped at 0. The host makes them again, bit for bit, for the recording and for the largest conductance.
     *
     * @param noise means, standard deviations, correlation times, seed
     * @param durationMs length of the run
     */
    record Generated(OrnsteinUhlenbeck noise, double durationMs) implements InjectionSource {

        private static final double LONGEST_MS = 600_000;

        /** Checks the ranges. */
        public Generated {
            if (!(durationMs >= 1 && durationMs <= LONGEST_MS))
                throw new InputException(
                        "The noise lasts " + durationMs + " ms: 1 to " + (int) LONGEST_MS + " ms were expected.");
            for (final float ns : new float[] {noise.meanENs(), noise.sdENs(), noise.meanINs(), noise.sdINs()}) {
                if (!(ns >= 0 && ns <= 1000))
                    throw new InputException(
                            "A mean or standard deviation of the noise is " + ns + " nS: 0 to 1000 nS were expected.");
            }
            for (final float ms : new float[] {noise.tauEMs(), noise.tauIMs()}) {
                if (!(ms >= 0.1 && ms <= 1e5))
                    throw new InputException(
                            "A correlation time of the noise is " + ms + " ms: 0.1 to 100000 ms were expected.");
            }
            if (!(Math.abs(noise.correlation()) <= 1))
                throw new InputException(
                        "The correlation of the noises is " + noise.correlation() + ": -1 to 1 was expected.");
        }

        @Override
        public String text() {
            return "Ornstein-Uhlenbeck conductances of the device: g_E " + noise.meanENs() + " +- " + noise.sdENs()
                    + " nS, " + noise.tauEMs()
                    + " ms; g_I " + noise.meanINs() + " +- " + noise.sdINs() + " nS, " + noise.tauIMs()
                    + " ms; correlation "
                    + noise.correlation();
        }

        @Override
        public long seed() {
            return noise.seed();
        }

        @Override
        public double[] meansNs() {
            return new double[] {noise.meanENs(), noise.meanINs()};
        }

        @Override
        public double[] peaksNs(final int loopHz) {
            final NoiseConductance trace = new NoiseConductance(noise, loopHz);
            final double[] peaks = trace.peaksNs(ticks(loopHz));
            return new double[] {peaks[0], peaks[1]};
        }

        @Override
        public Played played(final double gainE, final double gainI, final int loopHz) {
            if (!(gainE >= 0) || !(gainI >= 0))
                throw new InputException("The gains are " + gainE + " and " + gainI + ": at least 0 was expected.");
            final OrnsteinUhlenbeck scaled = new OrnsteinUhlenbeck(
                    (float) (noise.meanENs() * gainE),
                    (float) (noise.sdENs() * gainE),
                    noise.tauEMs(),
                    (float) (noise.meanINs() * gainI),
                    (float) (noise.sdINs() * gainI),
                    noise.tauIMs(),
                    noise.correlation(),
                    noise.seed());
            final NoiseConductance trace = new NoiseConductance(scaled, loopHz);
            return new Played(Optional.empty(), List.of(scaled), trace, trace.peaksNs(ticks(loopHz))[2], ticks(loopHz));
        }

        private long ticks(final int loopHz) {
            return Math.round(durationMs * loopHz / 1000);
        }
    }
}
