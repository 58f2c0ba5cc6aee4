package org.eibalance.bridge.protocol;

import java.nio.charset.StandardCharsets;

/**
 * The device's calibration: V in mV = adcScaleMv * code + adcOffsetMv; code = dacScalePerPa * pA + dacZero.
 *
 * @param adcScaleMv mV of one input code
 * @param adcOffsetMv mV of input code 0
 * @param dacScalePerPa output codes of one pA
 * @param dacZero output code of 0 pA
 * @param day of the calibration, days since 1970-01-01
 * @param id who did it on what, at most 12 ASCII characters
 * @param serial of the device that it was made with, without which it is no calibration
 */
public record Calibration(
        float adcScaleMv, float adcOffsetMv, float dacScalePerPa, float dacZero, int day, String id, long serial) {

    private static final int ID_BYTES = 12;

    /**
     * V of an input code, as telemetry carries it.
     *
     * @param code unsigned
     * @return V in mV
     */
    public double voltageMv(final int code) {
        return (double) adcScaleMv * code + adcOffsetMv;
    }

    /**
     * A current of telemetry.
     *
     * @param change output codes from that of 0 pA
     * @return the current in pA
     */
    public double currentPa(final int change) {
        return change / (double) dacScalePerPa;
    }

    /**
     * The checksum that ARM must bring.
     *
     * @return CRC-32C of the payload
     */
    public int crc() {
        final byte[] bytes = new Command.WriteCalibration(this).payload();
        return Checksum.of(bytes, 0, bytes.length);
    }

    void encode(final PayloadWriter to) {
        to.float32("the scale of the input", adcScaleMv, " mV")
                .float32("the offset of the input", adcOffsetMv, " mV")
                .float32("the scale of the output", dacScalePerPa, " /pA")
                .float32("the zero of the output", dacZero, "")
                .int32("the day of the calibration", day, "")
                .text("the id of the calibration", id, ID_BYTES)
                .serial("the serial number of the rig", serial);
    }

    /**
     * Reads a calibration.
     *
     * @param from at its first field
     * @param ofRig whether it has a serial number; before version 1.1 none had
     */
    static Calibration decode(final PayloadReader from, final boolean ofRig) {
        return new Calibration(
                from.float32(),
                from.float32(),
                from.float32(),
                from.float32(),
                from.int32(),
                from.text(ID_BYTES),
                ofRig ? from.int64() : 0);
    }

    /** Checks the id. */
    public Calibration {
        if (id.length() > ID_BYTES || !StandardCharsets.US_ASCII.newEncoder().canEncode(id)) {
            throw new IllegalArgumentException(
                    "calibration id \"" + id + "\": at most " + ID_BYTES + " ASCII characters");
        }
    }
}
