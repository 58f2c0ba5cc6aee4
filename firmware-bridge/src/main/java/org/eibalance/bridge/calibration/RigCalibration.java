package org.eibalance.bridge.calibration;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Report;
import org.eibalance.recording.InputException;

/**
 * What was measured of a rig, and when.
 *
 * @param board id of the device
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
 * @param latencyUs from the sample of V to the current, with the time that a current
 *          stays put out
 * @param capacitancePf of the model cell
 * @param noiseMv standard deviation of V at rest
 */
public record RigCalibration(String board, String day, int deviceCrc, LineFit input, LineFit output,
	LineFit resistance, double knownMohm, double measuredMohm, double zeroOffsetPa, double seriesMohm,
	double electrodeUs, double latencyUs, double capacitancePf, double noiseMv)
{

	/** Share by which the measured resistance may miss the known one. */
	public static final double TOLERANCE = 0.02;

	/** By which share the measured resistance misses the known one. */
	public double resistanceError() {
		return measuredMohm / knownMohm - 1;
	}

	/** Whether the measured resistance is the known one. */
	public boolean resistanceIsRight() {
		return Math.abs(resistanceError()) <= TOLERANCE;
	}

	/**
	 * Refuses a calibration that does not vouch for this device today.
	 *
	 * @param device what answers now
	 * @param crc of the device's calibration in force
	 * @param today the date
	 * @param mostDays oldest calibration that counts
	 * @throws InputException if it is stale, of another device or state of it, or its
	 *           resistance was wrong
	 */
	public void check(final Report.HelloAck device, final int crc, final LocalDate today, final int mostDays) {
		if (!board.equals(device.board())) throw new InputException("The calibration is of the device '" + board +
			"', this one is '" + device.board() + "': run calibrate-device with this one.");
		if (deviceCrc != crc) throw new InputException(
			"The device's own calibration is another one than when the rig was calibrated: run calibrate-device again.");
		final long days = ChronoUnit.DAYS.between(LocalDate.parse(day), today);
		if (days > mostDays || days < 0) throw new InputException("The calibration is of " + day + ", " + days +
			" days ago: one of at most " + mostDays + " days was expected, run calibrate-device again.");
		if (!resistanceIsRight()) throw new InputException("The calibration found " + Math.round(measuredMohm * 10) / 10.0 +
			" MOhm where the model cell has " + knownMohm + ", more than 2 % off: check gains and scaling, then run " +
			"calibrate-device again.");
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
	 * @throws InputException if a line has no slope to speak of
	 */
	public static Calibration corrected(final Calibration old, final LineFit input, final LineFit output,
		final LocalDate day, final String id)
	{
		for (final LineFit line : new LineFit[] { input, output }) {
			if (!(Math.abs(line.slope()) > 0.01 && Math.abs(line.slope()) < 100)) throw new InputException(
				"A meter's line has the slope " + line.slope() + ": one near 1 was expected, check columns and units.");
		}
		return new Calibration((float) (old.adcScaleMv() * input.slope()), (float) (old.adcOffsetMv() * input.slope() + input
			.intercept()), (float) (old.dacScalePerPa() / output.slope()), (float) (old.dacZero() - old.dacScalePerPa() * output
				.intercept() / output.slope()), (int) day.toEpochDay(), id);
	}
}
