package org.eibalance.command.clamp;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.experiment.ElectrodeNoise;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.report.ElectrodeReport;
import org.eibalance.command.AutoNumber;
import org.eibalance.report.Report;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** How much of the electrode remains in the potential of a cell, and thus the bridge to set. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Measure Electrode...",
        headless = true,
        description = "Measures in a cell, with small currents, the remaining series resistance, its time "
                + "constant and the input resistance.")
public final class MeasureElectrode extends ClampCommand {

    @Parameter(
            label = "Input resistance (MOhm)",
            min = "1",
            max = "10000",
            persist = false,
            description = "Approximate input resistance; it determines the size of the currents.")
    private double about_mohm = CalibrationProcedure.IN_CELL.knownMohm();

    @Parameter(
            label = "Largest deflection (mV)",
            min = "1",
            max = "20",
            persist = false,
            description = "Small enough that the cell responds linearly.")
    private double span_mv = CalibrationProcedure.IN_CELL.spanMv();

    @Parameter(
            label = "Time at a level (ms)",
            min = "20",
            max = "10000",
            persist = false,
            description = "Duration of each level, at least fifteen time constants of the cell. The last third "
                    + "is averaged.")
    private int settle_ms = CalibrationProcedure.IN_CELL.settleMs();

    @Parameter(
            label = "Steps",
            min = "2",
            max = "1000",
            persist = false,
            description = "Number of short steps that are averaged for electrode and latency.")
    private int steps = CalibrationProcedure.IN_CELL.steps();

    @Parameter(
            label = "Calibration",
            persist = false,
            description = "File of the calibration of the rig. auto: the one that calibrate-device saved for "
                    + "this device.")
    private String calibration = AutoNumber.AUTO;

    @Parameter(
            label = "Maximum age of the calibration (days)",
            min = "1",
            max = "365",
            persist = false,
            description = "With an older calibration nothing is armed.")
    private int calibration_days = RigCalibration.DEFAULT_MAX_DAYS;

    @Parameter(
            label = "Expected resistance (MOhm)",
            min = "0",
            max = "10000",
            persist = false,
            description = "Resistance that the seal test of this cell showed. Before the first run a pulse of at most "
                    + "20 pA must show it within a factor of 1.5. 0: not given, for the embedded device only.")
    private double expected_resistance_mohm = 0;

    @Parameter(
            label = "Noise for the kernel (pA)",
            min = "0",
            max = "2000",
            persist = false,
            description = "White noise from minus to plus this measures the kernel of the electrode. 0: no noise and "
                    + "no kernel.")
    private double noise_pa = 0;

    @Parameter(
            label = "Length of the noise (s)",
            min = "1",
            max = "120",
            persist = false,
            description = "It is injected twice, the second time with half the amplitude.")
    private double noise_s = ElectrodeNoise.DEFAULT_SECONDS;

    @Parameter(
            label = "Length of the kernel (ms)",
            min = "0.1",
            max = "20",
            persist = false,
            description = "At least five time constants of the electrode, and much less than one of the membrane.")
    private double kernel_ms = ElectrodeNoise.DEFAULT_ELECTRODE_MS;

    @Parameter(
            label = "Tail of the membrane (ms)",
            min = "1",
            max = "200",
            persist = false,
            description = "Part of the membrane decay that is fitted: at least one time constant.")
    private double tail_ms = ElectrodeNoise.DEFAULT_TAIL_MS;

    @Parameter(label = "Seed", persist = false, description = "Seed of the noise.")
    private long seed = 1;

    @Parameter(
            label = "Electrode of the embedded device (MOhm)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Series resistance of the embedded device in this measurement.")
    private double embedded_series_mohm = 0;

    @Parameter(
            label = "Capacitance of that electrode (pF)",
            min = "0",
            max = "100",
            persist = false,
            description = "Capacitance of the electrode of the embedded device.")
    private double embedded_electrode_pf = 0;

    @Override
    EmbeddedCell cell() {
        final EmbeddedCell c = super.cell();
        return new EmbeddedCell(
                c.kind(),
                c.capacitancePf(),
                c.leakNs(),
                c.leakReversalMv(),
                embedded_series_mohm,
                embedded_electrode_pf,
                c.noiseMv(),
                c.latencyTicks(),
                c.substeps());
    }

    /** What was measured; the kernel if it was wanted. */
    private record Measured(RigCalibration rig, Optional<ElectrodeNoise.Outcome> noise) {}

    @Override
    protected Report compute() {
        // The resting potential does not matter, because offsets are not used here.
        final CalibrationProcedure procedure =
                new CalibrationProcedure(about_mohm, CalibrationProcedure.IN_CELL.restMv(), span_mv, settle_ms, steps);
        final Optional<ElectrodeNoise> noise = noise_pa == 0
                ? Optional.empty()
                : Optional.of(new ElectrodeNoise(noise_pa, noise_s, kernel_ms, tail_ms, seed));
        final Measured measured = withSession(session -> {
            // Current into a cell needs a confirmed scaling, as conductances do.
            final RigCalibration rig = calibration(session, calibration, calibration_days);
            confirmRig(session, stability(rig, AutoNumber.AUTO), expected_resistance_mohm);
            final RigCalibration steady = procedure.measure(
                    session, LineFit.NONE, LineFit.NONE, LocalDate.now(ZoneId.systemDefault()), p -> progress(0.5 * p));
            return new Measured(
                    steady,
                    noise.map(n -> n.measure(
                            session, steady.stability(steady.capacitancePf()), p -> progress(0.5 + 0.5 * p))));
        });
        return measured.noise
                .map(found -> ElectrodeReport.of(procedure, measured.rig, found).withSeed(seed))
                .orElseGet(() -> ElectrodeReport.of(procedure, measured.rig));
    }
}
