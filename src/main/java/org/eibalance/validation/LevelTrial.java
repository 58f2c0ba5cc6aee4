package org.eibalance.validation;

import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.decomposition.NoiseLowPass;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.recording.ClampMode;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.SynapticInput;
import org.eibalance.waveform.ConductancePair;

/** Estimates from sweeps at several levels: decomposition and slopes through time. */
final class LevelTrial extends SimulatedTrial {

    private static final double ONSET_MS = 60;
    private static final double SWEEP_MS = 160;
    private static final double UP_STATE_MS = 400;

    LevelTrial(final Setup setup) {
        super(setup);
    }

    @Override
    void estimate() {
        switch (settings().estimator()) {
            case VOLTAGE_CLAMP -> decompose(ClampMode.VOLTAGE_CLAMP, -90.0, -70.0, -50.0, -30.0, -10.0);
            case CURRENT_CLAMP -> decompose(ClampMode.CURRENT_CLAMP, -200.0, -100.0, 0.0);
            default -> slope();
        }
    }

    private void decompose(final ClampMode mode, final Double... defaultLevels) {
        final SynapticInput.Transient e =
                volley(excitatoryNs(), settings().details().excitation(), ONSET_MS);
        final SynapticInput.Transient i = volley(
                inhibitoryNs(),
                settings().details().inhibition(),
                ONSET_MS + settings().delayMs());
        final TimeWindow before = new TimeWindow(5, ONSET_MS - 5);
        final ClampTrials trials = trials(
                record(
                        SynapticInput.transients(
                                e,
                                i,
                                (int) Math.round(SWEEP_MS / settings().stepMs()),
                                settings().stepMs()),
                        ClampProtocol.steady(mode, settings().sweepsPerLevel(), SWEEP_MS, levels(defaultLevels))),
                before);
        final DecompositionSettings decomposition = new DecompositionSettings(
                reversals(),
                junction(),
                settings().correction(),
                settings().pipette().compensation(),
                cell().capacitancePf(),
                0,
                before,
                new TimeWindow(ONSET_MS - 5, SWEEP_MS),
                1000,
                10,
                0,
                0.95,
                1);
        final Conductances found = ConductanceDecomposition.compute(
                trials,
                decomposition.with(
                        settings().correction(), cell().capacitancePf(), NoiseLowPass.hz(trials, decomposition)),
                threads(),
                share -> {});
        add("peak g_E", "nS", excitatoryNs(), found.excitatoryResponse().peakNs());
        add("peak g_I", "nS", inhibitoryNs(), found.inhibitoryResponse().peakNs());
        add("delay of peaks", "ms", i.peakMs() - e.peakMs(), found.peakDelay().ms());
        add("delay of onsets", "ms", settings().delayMs(), found.onsetDelay().ms());
        add(
                "leak",
                "nS",
                meanLeakNs(settings().sweepsPerLevel() * levels(defaultLevels).length),
                found.leak().conductanceNs());
    }

    private static SynapticInput.Transient volley(
            final double peakNs, final BiexponentialShape shape, final double onsetMs) {
        return new SynapticInput.Transient(peakNs, shape.riseTauMs(), shape.decayTauMs(), onsetMs);
    }

    /** What a leak that drifts is on average: one line is fitted to all sweeps. */
    private double meanLeakNs(final int sweeps) {
        return cell().leakNs() * (1 + settings().details().drift().leakPerSweep() * (sweeps - 1) / 2);
    }

    private void slope() {
        final int samples = (int) Math.round(UP_STATE_MS / settings().stepMs());
        final double[] e = new double[samples];
        final double[] i = new double[samples];
        for (int k = 0; k < samples; k++) {
            final double t = k * settings().stepMs() - 150;
            e[k] = excitatoryNs() / (1 + StrictMath.exp(-t / 8));
            i[k] = inhibitoryNs() / (1 + StrictMath.exp(-(t - settings().delayMs()) / 8));
        }
        final TimeWindow before = new TimeWindow(5, 80);
        final ClampTrials trials = trials(
                record(
                        new SynapticInput.Given(new ConductancePair(settings().stepMs(), e, i, "Up state", 0), 0),
                        ClampProtocol.steady(
                                ClampMode.VOLTAGE_CLAMP,
                                settings().sweepsPerLevel(),
                                UP_STATE_MS,
                                levels(-90.0, -70.0, -50.0, -30.0, -10.0))),
                before);
        final SlopesThroughTime found = SlopesThroughTime.compute(
                trials,
                new SlopeSettings(
                        50,
                        false,
                        before,
                        new TimeWindow(300, UP_STATE_MS),
                        reversals(),
                        junction(),
                        settings().pipette().compensation()));
        add("g_E", "nS", excitatoryNs(), found.bins().get(0).excitatoryNs());
        add("g_I", "nS", inhibitoryNs(), found.bins().get(0).inhibitoryNs());
        add(
                "synaptic reversal",
                "mV",
                (excitatoryNs() * reversals().excitatoryMv()
                                + inhibitoryNs() * reversals().inhibitoryMv())
                        / (excitatoryNs() + inhibitoryNs()),
                found.bins().get(0).synapticReversalMv());
    }
}
