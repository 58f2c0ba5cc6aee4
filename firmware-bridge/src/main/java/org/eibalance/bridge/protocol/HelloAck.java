package org.eibalance.bridge.protocol;

import java.util.HexFormat;
import java.util.Optional;

/**
 * HELLO_ACK: opens the session and describes the device.
 *
 * @param nonce of the HELLO
 * @param session for all frames from now on; 0 where the versions differ
 * @param major version of the device's protocol
 * @param minor version of the device's protocol
 * @param firmware its hash, at most 8 ASCII characters
 * @param board its id, at most 12 ASCII characters
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
 * @param serial which rig this is: the number of its chip, or one that it keeps; 0 where it has none, as every device
 *     whose protocol is older than 1.1
 */
public record HelloAck(
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
        int tick,
        long serial)
        implements DeviceReport {

    static final int TYPE = 0x81;

    private static final int HASH_BYTES = 8;
    private static final int BOARD_BYTES = 12;
    private static final int CAN_STORE = 1;

    /** Of the smallest board. */
    private static final int MIN_WINDOW = 64;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.int32("the nonce", nonce, "")
                .int16("the session", session, "")
                .int8("the major version", major)
                .int8("the minor version", minor)
                .text("the firmware hash", firmware, HASH_BYTES)
                .text("the board id", board, BOARD_BYTES)
                .int32("the capabilities", canStore ? CAN_STORE : 0, "")
                .int32("the rate of the loop", loopHz, " Hz")
                .int32("the rate of the clock", clockHz, " Hz")
                .int32("the length of the ring", ringSamples, " samples")
                .int16("the longest frame", maxFrame, " bytes")
                .int16("the window", rxWindow, " bytes")
                .int8("the bits of the input", adcBits)
                .int8("the bits of the output", dacBits)
                .int8("the state", state.ordinal())
                .int8("the fault", fault.ordinal())
                .int32("the checksum of the calibration", calibrationCrc, "")
                .float32("the hardware's current limit", hardLimitPa, " pA")
                .float32("the largest bridge", maxBridgeMohm, " MOhm")
                .int32("the tick", tick, "")
                .serial("the serial number", serial);
    }

    /**
     * What no device with this protocol can be.
     *
     * @return the first impossible value, with what was expected; empty where all are possible
     */
    public Optional<String> impossible() {
        if (loopHz < 1000 || loopHz > 400_000) return text("a loop of " + loopHz + " Hz", "1000 to 400000");
        if (clockHz < 1) return text("a clock of " + clockHz + " Hz", "1 or more");
        if (ringSamples < 16 || ringSamples > 1 << 24 || Integer.bitCount(ringSamples) != 1)
            return text("a ring of " + ringSamples + " samples", "a power of two from 16 to 2^24");
        if (maxFrame < Frame.MAX_PLAIN) return text("frames of " + maxFrame + " bytes", Frame.MAX_PLAIN + " at least");
        if (rxWindow < MIN_WINDOW) return text("a window of " + rxWindow + " bytes", MIN_WINDOW + " at least");
        if (adcBits < 8 || adcBits > 16) return text("an input of " + adcBits + " bits", "8 to 16");
        if (dacBits < 8 || dacBits > 16) return text("an output of " + dacBits + " bits", "8 to 16");
        if (fault != Fault.PORT && !(hardLimitPa > 0 && hardLimitPa <= 100_000))
            return text("a current limit of " + hardLimitPa + " pA", "above 0 and up to 100000");
        if (!(maxBridgeMohm >= 0 && maxBridgeMohm <= 1000))
            return text("a bridge of up to " + maxBridgeMohm + " MOhm", "0 to 1000");
        return Optional.empty();
    }

    private static Optional<String> text(final String value, final String expected) {
        return Optional.of(value + ", where " + expected + " was expected");
    }

    static HelloAck decode(final PayloadReader from) {
        return new HelloAck(
                from.int32(),
                from.uint16(),
                from.uint8(),
                from.uint8(),
                from.text(HASH_BYTES),
                from.text(BOARD_BYTES),
                (from.int32() & CAN_STORE) != 0,
                from.int32(),
                from.int32(),
                from.int32(),
                from.uint16(),
                from.uint16(),
                from.uint8(),
                from.uint8(),
                DeviceState.of(from.uint8()),
                Fault.of(from.uint8()),
                from.int32(),
                from.float32(),
                from.float32(),
                from.int32(),
                from.remaining() == 0 ? 0 : from.int64());
    }

    /**
     * The serial number as a person reads it, in files and sentences.
     *
     * @return 16 hexadecimal digits
     */
    public String serialText() {
        return HexFormat.of().toHexDigits(serial);
    }
}
