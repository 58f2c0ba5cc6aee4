package org.eibalance.bridge.protocol;

import java.nio.ByteBuffer;
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
 */
public record Calibration(float adcScaleMv, float adcOffsetMv, float dacScalePerPa, float dacZero, int day, String id) {

    static final int BYTES = 32;

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
        final byte[] bytes = Messages.payload(new Command.WriteCalibration(this));
        return Checksum.of(bytes, 0, BYTES);
    }

    void put(final ByteBuffer to) {
        to.putFloat(adcScaleMv)
                .putFloat(adcOffsetMv)
                .putFloat(dacScalePerPa)
                .putFloat(dacZero)
                .putInt(day);
        Messages.putText(to, id, 12);
    }

    static Calibration get(final ByteBuffer from) {
        return new Calibration(
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getFloat(),
                from.getInt(),
                Messages.getText(from, 12));
    }

    /** Checks the id. */
    public Calibration {
        if (id.length() > 12 || !StandardCharsets.US_ASCII.newEncoder().canEncode(id)) {
            throw new IllegalArgumentException("calibration id \"" + id + "\": at most 12 ASCII characters");
        }
    }
}
