package org.eibalance.command.conductance;

import java.util.Arrays;
import java.util.List;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.ValidationReport;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.Interference;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.RecordingDrift;
import org.eibalance.validation.EstimatorValidation;
import org.eibalance.validation.RigDetails;
import org.eibalance.validation.ValidationSettings;
import org.eibalance.validation.ValidationSettings.Estimator;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Compares an estimator with the truth of simulated recordings from a rig like yours. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Validate Estimator...",
        headless = true,
        description = "Simulates recordings of known conductances with your cell and pipette. Computes bias and "
                + "spread of an estimator.")
public final class ValidateEstimator extends EiCommand {

    private static final Choice<Estimator> ESTIMATOR = Choice.of("estimator", Estimator.class);
    private static final Choice<SeriesCorrection> SERIES_CORRECTION =
            Choice.of("series_correction", SeriesCorrection.class);
    private static final RigDetails DETAILS = ValidationSettings.DEFAULT.details();

    @Parameter(
            label = "Estimator",
            choices = {
                "voltage-clamp",
                "current-clamp",
                "slope",
                "vmd",
                "impedance",
                "relaxation",
                "spike-triggered",
                "oversampling",
                "events",
                "pair"
            },
            persist = false,
            description = "The estimator to validate. events: detect-events. pair: the lag of the correlogram "
                    + "of two cells.")
    private String estimator = ValidationSettings.DEFAULT.estimator().label();

    @Parameter(
            label = "Capacitance (pF)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Capacitance of the cell.")
    private double capacitance_pf = ValidationSettings.DEFAULT.neuron().capacitancePf();

    @Parameter(label = "Leak (nS)", min = "0.001", max = "100000", persist = false, description = "Of the cell.")
    private double leak_ns = ValidationSettings.DEFAULT.neuron().leakNs();

    @Parameter(
            label = "Reversal of the leak (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Resting potential of the cell without synapses.")
    private double leak_reversal_mv = ValidationSettings.DEFAULT.neuron().leakReversalMv();

    @Parameter(
            label = "Reversal of excitation (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of excitatory synapses.")
    private double e_reversal_mv = ValidationSettings.DEFAULT.neuron().excitatoryReversalMv();

    @Parameter(
            label = "Reversal of inhibition (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of inhibitory synapses.")
    private double i_reversal_mv = ValidationSettings.DEFAULT.neuron().inhibitoryReversalMv();

    @Parameter(
            label = "Excitation on a dendrite (%)",
            min = "0",
            max = "100",
            persist = false,
            description = "Percentage of the excitation that reaches the soma through a dendrite: poor space clamp.")
    private double dendritic_percent = 100 * ValidationSettings.DEFAULT.dendriticShare();

    @Parameter(
            label = "Excitation (nS)",
            min = "0.001",
            max = "100000",
            persist = false,
            description = "Largest excitatory conductance of the series.")
    private double g_e_ns = ValidationSettings.DEFAULT.excitatoryNs();

    @Parameter(
            label = "Inhibition (nS)",
            min = "0.001",
            max = "100000",
            persist = false,
            description = "Largest inhibitory conductance of the series.")
    private double g_i_ns = ValidationSettings.DEFAULT.inhibitoryNs();

    @Parameter(
            label = "Delay (ms)",
            min = "0",
            max = "50",
            persist = false,
            description = "Delay of inhibition after excitation.")
    private double delay_ms = ValidationSettings.DEFAULT.delayMs();

    @Parameter(
            label = "Rise of excitation (ms)",
            min = "0.001",
            max = "10000",
            persist = false,
            description = "Time constant of a volley or event. For voltage-clamp, current-clamp and events.")
    private double e_rise_ms = DETAILS.excitation().riseTauMs();

    @Parameter(
            label = "Decay of excitation (ms)",
            min = "0.001",
            max = "10000",
            persist = false,
            description = "Time constant of a volley or event. For voltage-clamp, current-clamp, events and pair.")
    private double e_decay_ms = DETAILS.excitation().decayTauMs();

    @Parameter(
            label = "Rise of inhibition (ms)",
            min = "0.001",
            max = "10000",
            persist = false,
            description = "Time constant of a volley or event. For voltage-clamp, current-clamp and events.")
    private double i_rise_ms = DETAILS.inhibition().riseTauMs();

    @Parameter(
            label = "Decay of inhibition (ms)",
            min = "0.001",
            max = "10000",
            persist = false,
            description = "Time constant of a volley or event. For voltage-clamp, current-clamp, events and pair.")
    private double i_decay_ms = DETAILS.inhibition().decayTauMs();

    @Parameter(
            label = "Spontaneous events (nS)",
            min = "0.0001",
            max = "1000",
            persist = false,
            description = "For events: median peak of the largest events of the series, of either kind.")
    private double event_ns = ValidationSettings.DEFAULT.eventNs();

    @Parameter(
            label = "Rate of spontaneous events (Hz)",
            min = "0.01",
            max = "1000",
            persist = false,
            description = "For events: rate of the events of either kind.")
    private double event_rate_hz = ValidationSettings.DEFAULT.eventRateHz();

    @Parameter(
            label = "Spread of the shapes of events (%)",
            min = "0",
            max = "200",
            persist = false,
            description = "For events: how much rise and decay differ from event to event, as standard deviation "
                    + "of their logarithms.")
    private double shape_spread_percent = 100 * DETAILS.shapeLogSd();

    @Parameter(
            label = "Series resistance (MOhm)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Series resistance of the pipette before compensation.")
    private double series_resistance_mohm = ValidationSettings.DEFAULT.pipette().seriesResistanceMohm();

    @Parameter(
            label = "Compensated (%)",
            min = "0",
            max = "100",
            persist = false,
            description = "Percentage of the series resistance, or of the bridge, that the amplifier compensates.")
    private double compensation_percent =
            100 * ValidationSettings.DEFAULT.pipette().compensation();

    @Parameter(
            label = "Drift per sweep (%)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Change of the series resistance from sweep to sweep.")
    private double drift_percent = 100 * ValidationSettings.DEFAULT.pipette().driftPerSweep();

    @Parameter(
            label = "Pipette capacitance (pF)",
            min = "0",
            max = "100",
            persist = false,
            description = "Stray capacitance that the amplifier does not cancel.")
    private double stray_pf = ValidationSettings.DEFAULT.pipette().capacitancePf();

    @Parameter(
            label = "Liquid junction potential (mV)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Junction potential of the pipette; the estimator knows it.")
    private double junction_potential_mv = ValidationSettings.DEFAULT.pipette().junctionMv();

    @Parameter(
            label = "Correction of the series resistance",
            choices = {"none", "static", "dynamic"},
            persist = false,
            description = "Correction that the estimator makes.")
    private String series_correction = ValidationSettings.DEFAULT.correction().label();

    @Parameter(
            label = "Filter (Hz)",
            min = "0",
            max = "1000000",
            persist = false,
            description = "Four-pole Bessel low-pass of the amplifier, 0 for none.")
    private double filter_hz = ValidationSettings.DEFAULT.amplifier().filterHz();

    @Parameter(
            label = "Noise of a current (pA)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Standard deviation before the filter.")
    private double noise_pa = ValidationSettings.DEFAULT.amplifier().noisePa();

    @Parameter(
            label = "Noise of a potential (mV)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Standard deviation before the filter.")
    private double noise_mv = ValidationSettings.DEFAULT.amplifier().noiseMv();

    @Parameter(
            label = "Noise of a current as recorded (pA)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Standard deviation behind the filter, hum and 1/f noise included, as check-quality "
                    + "gives it. 0: noise_pa counts instead.")
    private double noise_sd_pa = DETAILS.noiseSdPa();

    @Parameter(
            label = "Noise of a potential as recorded (mV)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Standard deviation behind the filter, hum and 1/f noise included, as check-quality "
                    + "gives it. 0: noise_mv counts instead.")
    private double noise_sd_mv = DETAILS.noiseSdMv();

    @Parameter(
            label = "Corner of the 1/f noise (Hz)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Frequency at which 1/f noise is as strong as white noise; 0 for none.")
    private double flicker_corner_hz = DETAILS.interference().flickerCornerHz();

    @Parameter(
            label = "Frequency of the hum (Hz)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Frequency of the mains: 50 or 60.")
    private double hum_hz = DETAILS.interference().humHz();

    @Parameter(
            label = "Hum of a current (pA)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Amplitude as recorded, as check-quality gives it; 0 for none.")
    private double hum_pa = DETAILS.interference().humPa();

    @Parameter(
            label = "Hum of a potential (mV)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Amplitude as recorded, as check-quality gives it; 0 for none.")
    private double hum_mv = DETAILS.interference().humMv();

    @Parameter(
            label = "Change of the leak per sweep (%)",
            min = "-50",
            max = "50",
            persist = false,
            description = "Change of the leak of the cell from sweep to sweep.")
    private double leak_change_percent = 100 * DETAILS.drift().leakPerSweep();

    @Parameter(
            label = "Drift of the baseline of a current (pA/s)",
            min = "-100000",
            max = "100000",
            persist = false,
            description = "What is added to a current in each second.")
    private double baseline_pa_per_s = DETAILS.drift().baselinePaPerS();

    @Parameter(
            label = "Drift of the baseline of a potential (mV/s)",
            min = "-1000",
            max = "1000",
            persist = false,
            description = "What is added to a potential in each second.")
    private double baseline_mv_per_s = DETAILS.drift().baselineMvPerS();

    @Parameter(
            label = "Levels",
            persist = false,
            description = "Levels of the protocol, in mV or pA, joined by commas. auto: common ones.")
    private String levels = "auto";

    @Parameter(
            label = "Sweeps at each level",
            min = "1",
            max = "1000",
            persist = false,
            description = "Number of sweeps that are averaged.")
    private int sweeps_per_level = ValidationSettings.DEFAULT.sweepsPerLevel();

    @Parameter(
            label = "Sizes",
            min = "1",
            max = "100",
            persist = false,
            description = "Number of sizes of the conductances, up to the largest.")
    private int sizes = ValidationSettings.DEFAULT.sizes();

    @Parameter(
            label = "Repetitions",
            min = "1",
            max = "1000",
            persist = false,
            description = "Number of recordings of each size.")
    private int repetitions = ValidationSettings.DEFAULT.repetitions();

    @Parameter(
            label = "Sampling (kHz)",
            min = "1",
            max = "1000",
            persist = false,
            description = "Samples per millisecond.")
    private double rate_khz = 1 / ValidationSettings.DEFAULT.stepMs();

    @Parameter(label = "Seed", persist = false, description = "Seed of all random numbers.")
    private int seed = 1;

    @Override
    protected Report compute() {
        final ValidationSettings settings = new ValidationSettings(
                ESTIMATOR.parse(estimator),
                new PointNeuron(capacitance_pf, leak_ns, leak_reversal_mv, e_reversal_mv, i_reversal_mv),
                dendritic_percent / 100,
                new Pipette(
                        series_resistance_mohm,
                        compensation_percent / 100,
                        drift_percent / 100,
                        stray_pf,
                        junction_potential_mv),
                new Amplifier(filter_hz, noise_pa, noise_mv),
                g_e_ns,
                g_i_ns,
                delay_ms,
                event_ns,
                event_rate_hz,
                levels(),
                sweeps_per_level,
                SERIES_CORRECTION.parse(series_correction),
                sizes,
                repetitions,
                1 / rate_khz,
                details(),
                seed);
        return ValidationReport.of(EstimatorValidation.compute(settings, threads(), this::progress));
    }

    private RigDetails details() {
        return new RigDetails(
                new BiexponentialShape(e_rise_ms, e_decay_ms),
                new BiexponentialShape(i_rise_ms, i_decay_ms),
                shape_spread_percent / 100,
                noise_sd_pa,
                noise_sd_mv,
                new Interference(flicker_corner_hz, hum_hz, hum_pa, hum_mv),
                new RecordingDrift(leak_change_percent / 100, baseline_pa_per_s, baseline_mv_per_s));
    }

    private List<Double> levels() {
        if (levels.strip().equals("auto")) return List.of();
        try {
            return Arrays.stream(levels.split(","))
                    .map(String::strip)
                    .map(Double::valueOf)
                    .toList();
        } catch (final NumberFormatException e) {
            throw new InputException(
                    "levels is '" + levels + "': it must be auto, or numbers joined by commas such as "
                            + "-90,-50,-10.",
                    e);
        }
    }
}
