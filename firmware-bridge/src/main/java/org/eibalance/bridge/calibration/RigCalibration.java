package org.eibalance.bridge.calibration;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.recording.InputException;

/**
 * What was measured of a rig, and when.
 *
 * @param board id of the device
 * @param serial which of its kind, 16 hexadecimal digits: a calibration belongs to a rig, not to a type of board
 * @param day ISO date of the measurement
 * @param deviceCrc checksum of the device's calibration that was in force
 * @param input true V against V shown, mV
 * @param output true current against current asked for, pA
 * @param resistance V against current on the model cell: slope in GOhm, mV
 * @param knownMohm resistance that the model cell has
 * @param measuredMohm resistance that was found
 * @param zeroOffsetPa current that flows where none is asked for
 * @param seriesMohm residual series resistance in V
 * @param electrodeUs its time constant
 * @param latencyUs from the sample of V to the current, with the time that a current stays put out
 * @param capacitancePf of the model cell
 * @param noiseMv standard deviation of V at rest
 */
public record RigCalibration(
        String board,
        String serial,
        String day,
        int deviceCrc,
        LineFit input,
        LineFit output,
        LineFit resistance,
        double knownMohm,
        double measuredMohm,
        double zeroOffsetPa,
        double seriesMohm,
        double electrodeUs,
        double latencyUs,
        double capacitancePf,
        double noiseMv) {

    /** Share by which the measured resistance may miss the known one. */
    public static final double TOLERANCE = 0.02;

    /** Default of the oldest calibration that counts. */
    public static final int DEFAULT_MAX_DAYS = 30;

    /** Largest residual of a line, and its rms on the model cell, as shares of its span. */
    private static final double STRAIGHTNESS = 0.01;

    /** A meter's line within these is a scaling that is a little off; another is a wrong gain, unit or polarity. */
    private static final double MIN_SLOPE = 0.5;

    private static final double MAX_SLOPE = 2;
    private static final int MIN_POINTS = 5;

    /** A current that flows unasked: so much, or this share of the hardware's limit. */
    private static final double MAX_OFFSET_PA = 5;

    private static final double MAX_OFFSET_SHARE = 0.005;

    private static final double MAX_LATENCY_US = 10_000;

    /** By which share the measured resistance misses the known one. */
    public double resistanceError() {
        return measuredMohm / knownMohm - 1;
    }

    /** Whether the measured resistance is the known one. */
    public boolean resistanceIsRight() {
        return Math.abs(resistanceError()) <= TOLERANCE;
    }

    /**
     * What is wrong with the measurement itself.
     *
     * @param hardLimitPa of the device
     * @return a sentence with the remedy; empty where all is right
     */
    public Optional<String> objection(final double hardLimitPa) {
        if (!resistanceIsRight())
            return Optional.of("The calibration found " + rounded(measuredMohm) + " MOhm where the model cell has "
                    + knownMohm + ", more than 2 % off: check gains and scaling, then run "
                    + "calibrate-device again.");
        if (!(resistance.rms() <= STRAIGHTNESS * resistance.span()))
            return Optional.of(
                    "V of the model cell lies up to " + rounded(resistance.worst()) + " mV off a line through "
                            + rounded(resistance.span())
                            + " mV: a resistance was expected, check connections and saturation, then run "
                            + "calibrate-device again.");
        final double offsetPa = Math.max(MAX_OFFSET_PA, MAX_OFFSET_SHARE * hardLimitPa);
        if (!(Math.abs(zeroOffsetPa) <= offsetPa))
            return Optional.of("Where no current is asked for, the model cell shows " + rounded(resistance.intercept())
                    + " mV and not " + rounded(resistance.intercept() - zeroOffsetPa * resistance.slope())
                    + " mV, so " + rounded(zeroOffsetPa) + " pA would flow unasked (at most "
                    + rounded(offsetPa)
                    + " pA were expected): check model_cell_mv, or correct the output by "
                    + "output_readings, then run calibrate-device again.");
        if (!(latencyUs > 0
                && latencyUs <= MAX_LATENCY_US
                && seriesMohm >= 0
                && seriesMohm < measuredMohm
                && electrodeUs >= 0
                && electrodeUs < MAX_LATENCY_US
                && capacitancePf > 0
                && capacitancePf < 1e5
                && noiseMv >= 0
                && noiseMv < 100))
            return Optional.of("The calibration found a latency of " + latencyUs + " us, a series resistance of "
                    + seriesMohm + " MOhm with " + electrodeUs + " us, " + capacitancePf + " pF and " + noiseMv
                    + " mV of noise, which no rig has: check connections, then run calibrate-device again.");
        return Optional.empty();
    }

    private static double rounded(final double value) {
        return Math.rint(value * 10) / 10;
    }

    /**
     * Refuses a calibration that is not valid for this device today.
     *
     * @param device what answers now
     * @param crc of the device's calibration in force
     * @param today the date
     * @param maxDays oldest calibration that counts
     * @throws DeviceException if it is stale, of another device or state of it, or there is an {@link #objection}
     */
    public void check(final HelloAck device, final int crc, final LocalDate today, final int maxDays) {
        if (!board.equals(device.board()))
            throw new DeviceException("The calibration is of the device '" + board + "', this one is '" + device.board()
                    + "': run calibrate-device with this one.");
        if (device.serial() == 0)
            throw new DeviceException("The device '" + device.board() + "' has no serial number, so no calibration can "
                    + "be known to be of this rig: nothing is armed.");
        if (!serial.equals(device.serialText()))
            throw new DeviceException("The calibration is of the rig " + serial + ", this one is " + device.serialText()
                    + ", with a board of the same kind: run calibrate-device with this one.");
        if (deviceCrc != crc)
            throw new DeviceException(
                    "The device's own calibration is another one than when the rig was calibrated: run "
                            + "calibrate-device again.");
        final long days = ChronoUnit.DAYS.between(LocalDate.parse(day), today);
        if (days > maxDays || days < 0)
            throw new DeviceException("The calibration is of " + day + ", " + days + " days ago: one of at most "
                    + maxDays + " days was expected, run calibrate-device again.");
        objection(device.hardLimitPa()).ifPresent(sentence -> {
            throw new DeviceException(sentence);
        });
    }

    /** The limit of conductance, with the capacitance of a cell. */
    public StabilityLimit stability(final double cellPf) {
        return new StabilityLimit(seriesMohm, electrodeUs, latencyUs, cellPf);
    }

    /**
     * Corrects a device's calibration by lines that a meter gave.
     *
     * @param old in force while the points were taken
     * @param input true V against V shown
     * @param output true current against current asked for
     * @param day of the measurement
     * @param id who did it, at most 12 ASCII characters
     * @return the calibration to put into force
     * @throws InputException if a line is far from that of a scaling that is a little off: slope not in 0.5 to 2, which
     *     reversed leads too would give, fewer than five points, or one further from it than 1 % of the span
     */
    public static Calibration corrected(
            final Calibration old, final LineFit input, final LineFit output, final LocalDate day, final String id) {
        for (final LineFit line : new LineFit[] {input, output}) {
            if (line.isNone()) continue;
            if (!(line.slope() > MIN_SLOPE && line.slope() < MAX_SLOPE))
                throw new InputException("A meter's line has the slope " + line.slope()
                        + ": one near 1 was expected, check columns, units, the amplifier's gain and "
                        + "the meter's leads.");
            if (line.points() < MIN_POINTS)
                throw new InputException("A meter's line has " + line.points() + " points: at least " + MIN_POINTS
                        + " were expected, thirteen are better.");
            if (!(line.worst() <= STRAIGHTNESS * line.span()))
                throw new InputException("A meter's reading lies " + rounded(line.worst())
                        + " off the line through all of them, whose span is " + rounded(line.span())
                        + ": at most 1 % of it was expected, read again.");
        }
        return new Calibration(
                (float) (old.adcScaleMv() * input.slope()),
                (float) (old.adcOffsetMv() * input.slope() + input.intercept()),
                (float) (old.dacScalePerPa() / output.slope()),
                (float) (old.dacZero() - old.dacScalePerPa() * output.intercept() / output.slope()),
                (int) day.toEpochDay(),
                id,
                old.serial());
    }
}
