package org.eibalance.bridge.protocol;

import java.util.Arrays;

/** What the host says (PROTOCOL.md, section 3). Units are the field's: mV, pA, nS, pF, MOhm, ms. */
public sealed interface Command {

    /**
     * Opens a session.
     *
     * @param nonce comes back in the answer
     * @param major of the protocol
     * @param minor of the protocol
     */
    record Hello(int nonce, int major, int minor) implements Command {}

    /**
     * Everything but the sources made on the device.
     *
     * @param streamHz divides the loop's rate; 0: no stream
     * @param streamMask channels of the stream: 1 g_E, 2 g_I, 4 g_N, 8 current
     * @param telemetryEvery ticks between telemetry samples; 0: none
     * @param holdOnUnderrun whether to hold for holdMs before the ramp
     * @param scaleE nS of one unit of the stream
     * @param scaleI nS of one unit
     * @param scaleN nS of one unit
     * @param scaleCurrent pA of one unit
     * @param reversalEMv E_E
     * @param reversalIMv E_I
     * @param reversalNMv E_N
     * @param nmdaK B = 1 / (1 + k exp(-gamma V)); 0: no block
     * @param nmdaGammaPerMv gamma
     * @param limitPa of this run
     * @param slewPaPerMs largest change of the current
     * @param lowestMv V window
     * @param highestMv V window
     * @param chargePc budget of the integral of |I|
     * @param bridgeMohm V = V_meas - R I
     * @param seriesMohm resistance that V_meas still contains
     * @param electrodeUs its time constant
     * @param latencyUs of the whole loop
     * @param capacitancePf of the cell
     * @param peakNs no more conductance will be asked for
     * @param windowSamples outside the window before the ramp
     * @param watchdogMs without a heartbeat before the ramp
     * @param rampMs to zero
     * @param holdMs without a stream before the ramp
     */
    record Configure(
            int streamHz,
            int streamMask,
            int telemetryEvery,
            boolean holdOnUnderrun,
            float scaleE,
            float scaleI,
            float scaleN,
            float scaleCurrent,
            float reversalEMv,
            float reversalIMv,
            float reversalNMv,
            float nmdaK,
            float nmdaGammaPerMv,
            float limitPa,
            float slewPaPerMs,
            float lowestMv,
            float highestMv,
            float chargePc,
            float bridgeMohm,
            float seriesMohm,
            float electrodeUs,
            float latencyUs,
            float capacitancePf,
            float peakNs,
            int windowSamples,
            int watchdogMs,
            int rampMs,
            int holdMs)
            implements Command {}

    /**
     * Two Ornstein-Uhlenbeck conductances from one generator.
     *
     * @param meanENs mean of g_E
     * @param sdENs its standard deviation
     * @param tauEMs its correlation time
     * @param meanINs mean of g_I
     * @param sdINs its standard deviation
     * @param tauIMs its correlation time
     * @param correlation of the two noises, -1 to 1
     * @param seed any
     */
    record OrnsteinUhlenbeck(
            float meanENs,
            float sdENs,
            float tauEMs,
            float meanINs,
            float sdINs,
            float tauIMs,
            float correlation,
            long seed)
            implements Command {}

    /**
     * Postsynaptic conductances.
     *
     * @param inhibitory of g_I, else g_E
     * @param poisson at random times, else regular
     * @param peakNs of a single one
     * @param riseMs 0: a jump
     * @param decayMs decay time constant
     * @param firstMs of a regular train; a Poisson train begins there
     * @param intervalMs mean interval of a Poisson train
     * @param count 0: endless
     * @param seed of a Poisson train
     */
    record Train(
            boolean inhibitory,
            boolean poisson,
            float peakNs,
            float riseMs,
            float decayMs,
            float firstMs,
            float intervalMs,
            int count,
            long seed)
            implements Command {}

    /**
     * Constant conductances.
     *
     * @param gENs g_E
     * @param gINs g_I
     * @param gNNs g_N, before the block
     */
    record Constant(float gENs, float gINs, float gNNs) implements Command {}

    /**
     * A current made on the device: dc + step + two sines.
     *
     * @param dcPa always
     * @param stepPa during the step
     * @param stepStartMs in each period
     * @param stepMs its length
     * @param stepPeriodMs 0: once
     * @param sine1Pa amplitude
     * @param sine2Pa amplitude
     * @param sine1Hz frequency
     * @param sine2Hz frequency
     */
    record Current(
            float dcPa,
            float stepPa,
            float stepStartMs,
            float stepMs,
            float stepPeriodMs,
            float sine1Pa,
            float sine2Pa,
            float sine1Hz,
            float sine2Hz)
            implements Command {}

    /** Asks for the calibration. */
    record ReadCalibration() implements Command {}

    /**
     * Puts a calibration into force.
     *
     * @param calibration new one
     */
    record WriteCalibration(Calibration calibration) implements Command {}

    /**
     * Arms: both checksums must be those in force.
     *
     * @param calibrationCrc of what the host saw
     * @param configurationCrc of what the host sent, as the last ACK told it
     */
    record Arm(int calibrationCrc, int configurationCrc) implements Command {}

    /**
     * Starts a run.
     *
     * @param atTick tick, where atTick is asked for
     * @param ticks length of the run; 0: until STOP or the stream's end
     * @param when at once, at a tick, or on a rising edge of the trigger
     */
    record Start(int atTick, int ticks, When when) implements Command {

        /** When a run begins; the order is part of the protocol. */
        public enum When {
            /** In the next tick. */
            NOW,
            /** At a tick. */
            AT_TICK,
            /** When the trigger rises. */
            ON_EDGE
        }
    }

    /** Ends a run with a ramp. Understood in every state. */
    record Stop() implements Command {}

    /** Cuts the current at once and latches a fault. */
    record Abort() implements Command {}

    /** Leaves a fault whose cause is gone. */
    record Clear() implements Command {}

    /**
     * Says that the host lives, and asks for the device's clock.
     *
     * @param hostTime any; comes back
     */
    record Heartbeat(long hostTime) implements Command {}

    /**
     * Samples of the stream.
     *
     * @param firstIndex of the stream, counted from the run's first sample
     * @param mask channels in each sample
     * @param last whether the stream ends here
     * @param units channel after channel, sample after sample: unsigned 16 bits of conductance, signed of current; not
     *     copied
     */
    record Chunk(int firstIndex, int mask, boolean last, short[] units) implements Command {

        /** Checks the shape. */
        public Chunk {
            final int channels = Integer.bitCount(mask & 15);
            if ((mask & ~15) != 0 || channels == 0) throw new IllegalArgumentException("no such channels: " + mask);
            if (units.length % channels != 0 || 8 + 2 * units.length > Frame.MAX_PAYLOAD) {
                throw new IllegalArgumentException(units.length + " values for " + channels + " channels: at most "
                        + maxSamples(mask) + " whole samples");
            }
        }

        /**
         * Samples in the longest chunk.
         *
         * @param mask channels
         * @return how many
         */
        public static int maxSamples(final int mask) {
            return (Frame.MAX_PAYLOAD - 8) / (2 * Integer.bitCount(mask));
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Chunk c
                    && firstIndex == c.firstIndex
                    && mask == c.mask
                    && last == c.last
                    && Arrays.equals(units, c.units);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(units) + firstIndex;
        }
    }
}
