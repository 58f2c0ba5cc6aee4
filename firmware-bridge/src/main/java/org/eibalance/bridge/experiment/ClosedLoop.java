package org.eibalance.bridge.experiment;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.format.Formats;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.catalogue.Scenarios;
import org.eibalance.waveform.ConductancePair;

/**
 * The whole idea at once: a balanced network is simulated, the conductances of one neuron are injected into the
 * embedded device's cell through the real protocol, V and currents are recorded, and the conductances are estimated
 * back from the recording: from two levels of current (Anderson et al. 2000) and, in runs of their own, from the
 * impedance at two frequencies.
 *
 * @param neurons of the network
 * @param networkMs how much of the network's activity is injected
 * @param repeats at each of both levels of current
 * @param levelPa both levels: minus and plus this
 * @param noiseMv standard deviation of the noise on V
 * @param seed of the network and the noise
 */
public record ClosedLoop(int neurons, int networkMs, int repeats, double levelPa, double noiseMv, long seed) {

    /** A second of a network of 4000 neurons, ten runs a level. */
    public static final ClosedLoop DEFAULT = new ClosedLoop(4000, 1000, 10, 400, 0.05, 1);

    private static final int LOOP_HZ = 100_000;
    static final double STEP_MS = 0.1;
    static final double E_MV = 0;
    static final double I_MV = -80;
    private static final int IGNORED_MS = 500;

    /** Without conductances, for the leak: long enough for V to settle at each level. */
    static final int QUIET_MS = 400;

    /** Then the conductances come in over this time, so that no current has to jump. */
    static final int LEAD_MS = 100;

    /** A single inhibitory conductance of 67 nS drives 2 nA: nearly all that the embedded device has. */
    private static final double LIMIT_PA = 4800;

    static final double PROBE_HZ = 20;
    private static final double PROBE_PA = 500;
    static final double FIRST_HZ = 420;
    static final double SECOND_HZ = 630;

    /** Checks the ranges. */
    public ClosedLoop {
        if (repeats < 2)
            throw new InputException(
                    "There are " + repeats + " repeats: at least 2 were expected, to know the errors.");
        if (neurons < 500 || networkMs < 200)
            throw new InputException("A network of " + neurons + " neurons for " + networkMs
                    + " ms: at least 500 neurons and 200 ms were expected.");
    }

    /**
     * Does it.
     *
     * @param file where the recording goes; must not exist
     * @param threads for the network; the result does not depend on it
     * @param progress is given the share done, 0 to 1
     * @return sentences, measures, conductance.csv and the figure
     * @throws InputException if the network is silent, or a run does not go on to its end
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Report run(final Path file, final int threads, final DoubleConsumer progress) {
        final ConductancePair truth = network(threads, p -> progress.accept(0.3 * p));
        final EmbeddedCell cell = new EmbeddedCell(EmbeddedCell.Kind.PASSIVE, 200, 10, -60, 0, 0, noiseMv, 1, 1);
        final Injection plain = new Injection(
                new InjectionSource.Streamed(truth),
                1,
                1,
                E_MV,
                I_MV,
                0,
                0,
                List.of(),
                0,
                LIMIT_PA,
                (int) Math.round(1000 / STEP_MS),
                0);
        final List<RunOutcome> outcomes;
        final double latencyUs;
        try (Session session = Session.open(new WasmDevice(cell, LOOP_HZ, (int) seed))) {
            final RigCalibration rig = new CalibrationProcedure(
                            1000 / cell.leakNs(), cell.leakReversalMv(), 20, 400, 20)
                    .measure(session, LineFit.NONE, LineFit.NONE, LocalDate.EPOCH, p -> progress.accept(0.3 + 0.1 * p));
            if (!rig.resistanceIsRight())
                throw new DeviceException("The embedded cell measures " + rig.measuredMohm() + " MOhm where it has "
                        + rig.knownMohm() + ".");
            latencyUs = rig.latencyUs();
            final StabilityLimit stability = rig.stability(rig.capacitancePf());
            try (ClampRecorder recorder = ClampRecorder.create(file, session, plain, rig, Optional.empty())) {
                outcomes = series(plain)
                        .run(
                                session,
                                stability,
                                recorder,
                                (outcome, run) ->
                                        progress.accept(0.4 + 0.4 * Math.min(1, (run + 1.0) / (2 * repeats))));
            }
        }
        final RunOutcome last = outcomes.get(outcomes.size() - 1);
        if (!last.complete()) throw new DeviceException("The loop was not closed: " + last.sentence());
        try (Recording recording = Formats.open(file)) {
            return new ClosedLoopEstimate(this, cell, truth, outcomes, latencyUs, recording).result();
        }
    }

    /** Both levels of current in turn, then the two sinusoids and the same turned over. */
    private InjectionSeries series(final Injection plain) {
        final InjectionSeries probes = InjectionSeries.probes(plain, FIRST_HZ, SECOND_HZ, PROBE_PA, 1);
        final int levels = 2 * repeats;
        return new InjectionSeries(
                run -> run < levels
                        ? plain.withCommandPa(run % 2 == 0 ? -levelPa : levelPa)
                        : probes.injections().apply(run - levels),
                levels + probes.runs(),
                0);
    }

    /** The network of Vogels and Abbott (2005) as in benchmark 1 of Brette et al. (2007), and one of its neurons. */
    private ConductancePair network(final int threads, final DoubleConsumer progress) {
        // 80 inputs for each neuron, whatever the size of the network.
        final ConductancePair neuron = Scenarios.findPatched("coba")
                .conductances(
                        Map.of("neurons", (double) neurons, "connection_probability", Math.min(1, 80.0 / neurons)),
                        IGNORED_MS - LEAD_MS,
                        LEAD_MS + networkMs,
                        new ScenarioRun(seed, threads, progress));
        final int quiet = (int) (QUIET_MS / STEP_MS);
        final int lead = (int) (LEAD_MS / STEP_MS);
        final int samples = neuron.samples();
        final double[] e = new double[quiet + samples];
        final double[] i = new double[quiet + samples];
        for (int k = 0; k < samples; k++) {
            final double gain = Math.min(1, (double) k / lead);
            e[quiet + k] = gain * neuron.excitatoryNs()[k];
            i[quiet + k] = gain * neuron.inhibitoryNs()[k];
        }
        if (Arrays.stream(e).sum() / samples < 0.5)
            throw new InputException(
                    "The network of " + neurons + " neurons fell silent: a larger one, or another seed, was expected.");
        return new ConductancePair(STEP_MS, e, i, "one neuron of a balanced network of " + neurons, seed);
    }
}
