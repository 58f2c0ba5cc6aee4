package org.eibalance.bridge.protocol;

import java.util.Map;
import java.util.function.Function;

/**
 * What the host says (PROTOCOL.md, section 3). Units are the field's: mV, pA, nS, pF, MOhm, ms. The short messages of a
 * session stand here, those with more to say in files of their own.
 */
public sealed interface Command extends Message
        permits Command.Hello,
                Command.ReadCalibration,
                Command.WriteCalibration,
                Command.Arm,
                Command.Start,
                Command.Stop,
                Command.Abort,
                Command.Clear,
                Command.Heartbeat,
                Configure,
                OrnsteinUhlenbeck,
                Train,
                Constant,
                Current,
                Chunk {

    /**
     * Reads a frame from the host, as a device does.
     *
     * @param frame with a good checksum
     * @return the command
     * @throws IllegalArgumentException if the payload is not what its type says
     */
    static Command read(final Frame frame) {
        final Map<Integer, Function<PayloadReader, ? extends Command>> decoders = Map.ofEntries(
                Map.entry(Hello.TYPE, Hello::decode),
                Map.entry(Configure.TYPE, Configure::decode),
                Map.entry(ReadCalibration.TYPE, from -> new ReadCalibration()),
                Map.entry(Arm.TYPE, Arm::decode),
                Map.entry(Start.TYPE, Start::decode),
                Map.entry(Stop.TYPE, from -> new Stop()),
                Map.entry(Abort.TYPE, from -> new Abort()),
                Map.entry(Heartbeat.TYPE, Heartbeat::decode),
                Map.entry(OrnsteinUhlenbeck.TYPE, OrnsteinUhlenbeck::decode),
                Map.entry(Train.TYPE, Train::decode),
                Map.entry(Constant.TYPE, Constant::decode),
                Map.entry(Current.TYPE, Current::decode),
                Map.entry(Clear.TYPE, from -> new Clear()),
                Map.entry(WriteCalibration.TYPE, WriteCalibration::decode),
                Map.entry(Chunk.TYPE, Chunk::decode));
        return PayloadReader.read(frame, decoders, true);
    }

    /**
     * Opens a session.
     *
     * @param nonce comes back in the answer
     * @param major version of the host's protocol
     * @param minor version of the host's protocol
     */
    record Hello(int nonce, int major, int minor) implements Command {

        static final int TYPE = 0x01;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            to.int32("the nonce", nonce, "")
                    .int8("the major version", major)
                    .int8("the minor version", minor)
                    .reserved(2);
        }

        static Hello decode(final PayloadReader from) {
            final Hello hello = new Hello(from.int32(), from.uint8(), from.uint8());
            from.skip(2);
            return hello;
        }
    }

    /** Asks for the calibration. */
    record ReadCalibration() implements Command {

        static final int TYPE = 0x03;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            // no payload
        }
    }

    /**
     * Puts a calibration into force.
     *
     * @param calibration new one
     */
    record WriteCalibration(Calibration calibration) implements Command {

        static final int TYPE = 0x13;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            calibration.encode(to);
        }

        static WriteCalibration decode(final PayloadReader from) {
            return new WriteCalibration(Calibration.decode(from, true));
        }
    }

    /**
     * Arms: both checksums must be those in force.
     *
     * @param calibrationCrc of what the host saw
     * @param configurationCrc of what the host sent, as the last ACK gave it
     */
    record Arm(int calibrationCrc, int configurationCrc) implements Command {

        static final int TYPE = 0x04;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            to.int32("the checksum of the calibration", calibrationCrc, "")
                    .int32("the checksum of the configuration", configurationCrc, "");
        }

        static Arm decode(final PayloadReader from) {
            return new Arm(from.int32(), from.int32());
        }
    }

    /**
     * Starts a run.
     *
     * @param atTick tick, where atTick is asked for
     * @param ticks length of the run; 0: until STOP or the stream's end
     * @param when at once, at a tick, or on a rising edge of the trigger
     * @param longestS the device ends a run without a length by itself after so many seconds; 0: after 60, or 3600
     *     where something is streamed
     */
    record Start(int atTick, int ticks, When when, int longestS) implements Command {

        /** A run with a length, or one of the device's own longest time. */
        public Start(final int atTick, final int ticks, final When when) {
            this(atTick, ticks, when, 0);
        }

        static final int TYPE = 0x05;

        /** When a run begins; the order is part of the protocol. */
        public enum When {
            /** In the next tick. */
            NOW,
            /** At a tick. */
            AT_TICK,
            /** When the trigger rises. */
            ON_EDGE
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            to.int32("the tick of the start", atTick, "")
                    .int32("the length of the run", ticks, " ticks")
                    .int8("the way of the start", when.ordinal())
                    .reserved(1)
                    .int16("the longest time of the run", longestS, " s");
        }

        static Start decode(final PayloadReader from) {
            final int atTick = from.int32();
            final int ticks = from.int32();
            final When when = PayloadReader.constant(When.values(), from.uint8());
            from.skip(1);
            return new Start(atTick, ticks, when, from.uint16());
        }
    }

    /** Ends a run with a ramp. Understood in every state. */
    record Stop() implements Command {

        static final int TYPE = 0x06;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            // no payload
        }
    }

    /** Cuts the current at once and latches a fault. Understood in every state. */
    record Abort() implements Command {

        static final int TYPE = 0x07;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            // no payload
        }
    }

    /** Leaves a fault whose cause is gone. */
    record Clear() implements Command {

        static final int TYPE = 0x0e;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            // no payload
        }
    }

    /**
     * Says that the host is alive, and asks for the device's clock.
     *
     * @param hostTime any; comes back
     */
    record Heartbeat(long hostTime) implements Command {

        static final int TYPE = 0x08;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void encode(final PayloadWriter to) {
            to.int64("the host's time", hostTime);
        }

        static Heartbeat decode(final PayloadReader from) {
            return new Heartbeat(from.int64());
        }
    }
}
