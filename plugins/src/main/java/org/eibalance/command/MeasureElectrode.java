package org.eibalance.command;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** What of the electrode is in the potential of a cell: the bridge to set. */
@Plugin(type = Command.class, menuPath = "Plugins>E/I Balance>Measure Electrode...", headless = true,
	description = "Measures in a cell, with small currents, the series resistance that is left, its time constant and the input resistance.")
public final class MeasureElectrode extends ClampCommand {

	@Parameter(label = "Input resistance (MOhm)", min = "1", max = "10000", persist = false,
		description = "About; it sets the size of the currents.")
	private double about_mohm = 200;

	@Parameter(label = "Largest deflection (mV)", min = "1", max = "20", persist = false,
		description = "Small enough for the cell to answer in proportion.")
	private double span_mv = 5;

	@Parameter(label = "Time at a level (ms)", min = "20", max = "10000", persist = false,
		description = "Fifteen time constants of the cell; the last third is averaged.")
	private int settle_ms = 400;

	@Parameter(label = "Steps", min = "2", max = "1000", persist = false,
		description = "Short steps that are averaged for electrode and latency.")
	private int steps = 50;

	@Parameter(label = "Calibration", persist = false,
		description = "File of the rig's calibration; auto for the one that calibrate-device left for this device.")
	private String calibration = AutoNumber.AUTO;

	@Parameter(label = "Oldest calibration (days)", min = "1", max = "365", persist = false,
		description = "An older calibration does not arm.")
	private int calibration_days = 30;

	@Override
	protected Findings compute() {
		// The cell's own rest does not matter: offsets are not used here.
		final CalibrationProcedure procedure = new CalibrationProcedure(about_mohm, 0, span_mv, settle_ms, steps);
		final RigCalibration found = withSession(session -> {
			// Steps of current into a cell need a scaling that was found right, as conductances do.
			calibration(session, calibration, calibration_days);
			return procedure.measure(session, LineFit.NONE, LineFit.NONE, LocalDate.now(ZoneId.systemDefault()), this::progress);
		});
		final Table.Builder table = Table.withColumns("measure", "value", "unit");
		table.row("series_resistance", found.seriesMohm(), "MOhm");
		table.row("electrode_time_constant", found.electrodeUs(), "us");
		table.row("input_resistance", found.measuredMohm() - found.seriesMohm(), "MOhm");
		table.row("capacitance", found.capacitancePf(), "pF");
		table.row("latency", found.latencyUs(), "us");
		table.row("resting_potential", found.resistance().intercept(), "mV");
		table.row("line_rms", found.resistance().rms(), "mV");
		final double allowed = found.stability(found.capacitancePf()).allowedNs(0);
		final double bridged = found.stability(found.capacitancePf()).allowedNs(found.seriesMohm());
		final double pa = span_mv / about_mohm * 1000;
		final double[] currents = { -pa, pa };
		final double[] mv = { found.resistance().intercept() - found.resistance().slope() * pa, found.resistance()
			.intercept() + found.resistance().slope() * pa };
		return new Findings("measure-electrode", List.of(String.format(Locale.ROOT,
			"Left of the series resistance: %.2f MOhm with %.0f us; the cell has %.1f MOhm and %.1f pF.", found.seriesMohm(),
			found.electrodeUs(), found.measuredMohm() - found.seriesMohm(), found.capacitancePf()), String.format(Locale.ROOT,
				"Up to %.0f nS may be armed without a bridge, %.0f nS with bridge_mohm=%.2f.", allowed, bridged, found
					.seriesMohm())), table.build(), Map.of(), Map.of(), Figure.stacked("Electrode and cell", 80, Figure.row(1, Panel
						.of("", Axis.of("current (pA)"), Axis.of("potential (mV)"), Series.line("", currents, mv, Role.RESULT)))), List
							.of(), OptionalLong.empty());
	}
}
