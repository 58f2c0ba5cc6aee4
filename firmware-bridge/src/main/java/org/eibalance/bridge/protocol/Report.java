package org.eibalance.bridge.protocol;

import java.util.Arrays;

/** What the device says (PROTOCOL.md, section 3). Ticks are unsigned 32 bits that wrap. */
public sealed interface Report {

    /**
     * Opens the session.
     *
     * @param nonce of the HELLO
     * @param session for all frames from now on; 0 where the versions differ
     * @param major of the device's protocol
     * @param minor of the device's protocol
     * @param firmware its hash
     * @param board its id
     * @param canStore whether a calibration outlives the power
     * @param loopHz ticks in a second
     * @param clockHz of the device's clock
     * @param ringSamples of the stream's ring
     * @param maxFrame longest frame before stuffing
     * @param rxWindow bytes that may be on the way
     * @param adcBits of the input
     * @param dacBits of the output
     * @param state now
     * @param fault latched
     * @param calibrationCrc in force
     * @param hardLimitPa no configuration goes above it
     * @param maxBridgeMohm no bridge above it
     * @param tick now
     */
    record HelloAck(
            int nonce,
            int session,
            int major,
            int minor,
            String firmware,
            String board,
            boolean canStore,
            int loopHz,
            int clockHz,
            int ringSamples,
            int maxFrame,
            int rxWindow,
            int adcBits,
            int dacBits,
            DeviceState state,
            Fault fault,
            int calibrationCrc,
            float hardLimitPa,
            float maxBridgeMohm,
            int tick)
            implements Report {}

    /**
     * Answers a command.
     *
     * @param type of the command
     * @param code what became of it
     * @param seq of the command's frame
     * @param detail what the code says of it
     * @param state now
     * @param fault latched
     * @param configurationCrc of all parts in force
     * @param calibrationCrc in force
     * @param tick now
     * @param inForce the configuration in force, behind CONFIG; else empty
     */
    record Ack(
            int type,
            AckCode code,
            int seq,
            int detail,
            DeviceState state,
            Fault fault,
            int configurationCrc,
            int calibrationCrc,
            int tick,
            byte[] inForce)
            implements Report {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Ack a
                    && type == a.type
                    && code == a.code
                    && seq == a.seq
                    && detail == a.detail
                    && state == a.state
                    && fault == a.fault
                    && configurationCrc == a.configurationCrc
                    && calibrationCrc == a.calibrationCrc
                    && tick == a.tick
                    && Arrays.equals(inForce, a.inForce);
        }

        @Override
        public int hashCode() {
            return seq * 31 + type;
        }
    }

    /**
     * The calibration in force.
     *
     * @param calibration it
     * @param crc its checksum
     */
    record CalibrationInForce(Calibration calibration, int crc) implements Report {}

    /**
     * Answers a heartbeat.
     *
     * @param hostTime of the heartbeat
     * @param received on the device's clock
     * @param sent on the device's clock
     * @param tick now
     */
    record HeartbeatAck(long hostTime, long received, long sent, int tick) implements Report {}

    /**
     * V and both parts of the current, from consecutive ticks.
     *
     * @param firstTick of the first sample
     * @param firstIndex of the stream, at the first tick
     * @param every ticks from sample to sample
     * @param status bits of PROTOCOL.md, section 3.16
     * @param voltage input codes, unsigned
     * @param clampCurrent output codes from that of 0 pA
     * @param commandCurrent output codes from that of 0 pA
     */
    record Telemetry(
            int firstTick,
            int firstIndex,
            int every,
            int status,
            int[] voltage,
            int[] clampCurrent,
            int[] commandCurrent)
            implements Report {

        /** The stream was late, and the last value was held. */
        public static final int HOLDING = 4;

        /** The trigger input was high. */
        public static final int TRIGGER = 8;

        /** Samples were lost before this one. */
        public static final int LOST = 16;

        /**
         * The state at the first tick.
         *
         * @return it
         */
        public DeviceState state() {
            return DeviceState.of(status >> 8 & 7);
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Telemetry t
                    && firstTick == t.firstTick
                    && firstIndex == t.firstIndex
                    && every == t.every
                    && status == t.status
                    && Arrays.equals(voltage, t.voltage)
                    && Arrays.equals(clampCurrent, t.clampCurrent)
                    && Arrays.equals(commandCurrent, t.commandCurrent);
        }

        @Override
        public int hashCode() {
            return firstTick;
        }
    }

    /**
     * How the stream stands, every 5 ms.
     *
     * @param consumed samples played
     * @param contiguous samples received without a gap: the next one wanted
     * @param free room in the ring
     * @param tick now
     * @param state now
     * @param fault latched
     * @param badFrames frames that the device could not understand
     * @param underruns times the stream was late
     * @param gaps chunks beyond what was wanted
     * @param overruns ticks missed in this run
     */
    record Credit(
            int consumed,
            int contiguous,
            int free,
            int tick,
            DeviceState state,
            Fault fault,
            int badFrames,
            int underruns,
            int gaps,
            int overruns)
            implements Report {}

    /**
     * A fault, at its tick.
     *
     * @param fault which
     * @param state after it
     * @param tick when
     * @param value what broke the rule
     * @param text in the device's words
     */
    record Failed(Fault fault, DeviceState state, int tick, float value, String text) implements Report {}

    /**
     * Something that happened, at its tick.
     *
     * @param kind what
     * @param state when it was told
     * @param tick when
     * @param value more of it
     */
    record Happened(Kind kind, DeviceState state, int tick, float value) implements Report {

        /** What happened; the order is part of the protocol, from 1 on. */
        public enum Kind {
            /** First tick of the run. */
            BEGIN,
            /** Stream or duration ended. */
            DONE,
            /** STOP or HELLO during a run. */
            STOP,
            /** First tick with 0 pA after a run. */
            ZERO,
            /** The trigger rose. */
            RISE,
            /** The trigger fell. */
            FALL,
            /** The stream is late; value: the index wanted. */
            HOLD,
            /** The stream went on; value: ticks held. */
            RESUME,
            /** |I| met its limit for the first time in this run; value: pA wanted. */
            LIMIT
        }
    }
}
