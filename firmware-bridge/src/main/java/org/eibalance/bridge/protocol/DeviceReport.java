package org.eibalance.bridge.protocol;

import java.util.Map;
import java.util.function.Function;

/**
 * What the device says (PROTOCOL.md, section 3). Ticks are unsigned 32 bits that wrap. The short reports stand here,
 * the others in files of their own.
 */
public sealed interface DeviceReport extends Message
        permits HelloAck,
                Ack,
                DeviceReport.CalibrationInForce,
                DeviceReport.HeartbeatAck,
                Telemetry,
                Credit,
                DeviceEvent,
                DeviceFault {

    /**
     * Reads a frame from the device. Bytes that a later version of the protocol adds at the end are passed over.
     *
     * @param frame with a good checksum
     * @return the report
     * @throws IllegalArgumentException if the payload is not what its type says
     */
    static DeviceReport read(final Frame frame) {
        final Map<Integer, Function<PayloadReader, ? extends DeviceReport>> decoders = Map.of(
                HelloAck.TYPE,
                HelloAck::decode,
                Ack.TYPE,
                Ack::decode,
                CalibrationInForce.TYPE,
                CalibrationInForce::decode,
                HeartbeatAck.TYPE,
                HeartbeatAck::decode,
                Telemetry.TYPE,
                Telemetry::decode,
                Credit.TYPE,
                Credit::decode,
                DeviceEvent.TYPE,
                DeviceEvent::decodeEventOrFault);
        return PayloadReader.read(frame, decoders, false);
    }

    /**
     * The calibration in force.
     *
     * @param calibration it
     * @param crc its checksum
     */
    record CalibrationInForce(Calibration calibration, int crc) implements DeviceReport {

        static final int TYPE = 0x83;

        private static final int BYTES_BEFORE_1_1 = 36;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            calibration.encode(to);
            to.int32("the checksum", crc, "");
        }

        static CalibrationInForce decode(final PayloadReader from) {
            return new CalibrationInForce(Calibration.decode(from, from.remaining() != BYTES_BEFORE_1_1), from.int32());
        }
    }

    /**
     * Answers a heartbeat.
     *
     * @param hostTime of the heartbeat
     * @param received on the device's clock
     * @param sent on the device's clock
     * @param tick now
     */
    record HeartbeatAck(long hostTime, long received, long sent, int tick) implements DeviceReport {

        static final int TYPE = 0x88;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            to.int64("the host's time", hostTime)
                    .int64("the time received", received)
                    .int64("the time sent", sent)
                    .int32("the tick", tick, "");
        }

        static HeartbeatAck decode(final PayloadReader from) {
            return new HeartbeatAck(from.int64(), from.int64(), from.int64(), from.int32());
        }
    }
}
