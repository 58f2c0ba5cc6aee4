package org.eibalance.validation;

import java.util.List;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.slope.SlopeBin;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.recording.ClampMode;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.rig.SynapticInput;
import org.eibalance.waveform.ConductancePair;

/**
 * Why V = I R does not give the conductance of a cell in current clamp at fine times. A synapse that opens for a few
 * milliseconds closes again before the membrane has followed; the slope of potential on injected current then shows a
 * conductance that is too small and too late. With C dV/dt in the equation the same sweeps give it exactly. The case is
 * without noise. With noise the derivative limits this method: one reason to record neighbouring cells in pairs, one
 * showing excitation and the other inhibition at the same time.
 *
 * @param timesMs times from the start of the sweep
 * @param truthNs true synaptic conductance, g_E + g_I
 * @param ohmicNs slope conductance less that at rest, without C dV/dt
 * @param fullNs the same with C dV/dt
 */
public record FineTimeCase(double[] timesMs, double[] truthNs, double[] ohmicNs, double[] fullNs) {

    private static final double STEP_MS = 0.05;
    private static final double SWEEP_MS = 120;
    private static final ReversalPotentials REVERSALS = new ReversalPotentials(0, -80);
    private static final TimeWindow BEFORE = new TimeWindow(5, 45);
    private static final TimeWindow DURING = new TimeWindow(45, SWEEP_MS);

    /**
     * Simulates three currents into a cell of 150 pF and 8 nS, with an excitatory transient of 5 nS at 50 ms and an
     * inhibitory one of 8 nS 2 ms later, and reads the conductance both ways.
     *
     * @return the case; the same each time
     */
    public static FineTimeCase run() {
        final PointNeuron cell = new PointNeuron(150, 8, -70, REVERSALS.excitatoryMv(), REVERSALS.inhibitoryMv());
        final SimulatedRecording simulated = new CellExperiment(
                        cell,
                        Pipette.NONE,
                        Amplifier.IDEAL,
                        SynapticInput.transients(
                                new SynapticInput.Transient(5, 0.5, 3, 50),
                                new SynapticInput.Transient(8, 0.7, 8, 52),
                                (int) Math.round(SWEEP_MS / STEP_MS),
                                STEP_MS),
                        ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, SWEEP_MS, -100.0, 0.0, 100.0),
                        STEP_MS,
                        1)
                .run("fine times");
        final ClampTrials trials = ConditionTrials.read(
                        simulated.recording(), TrialSelection.all(0, new LevelSource.Protocol(), BEFORE), s -> 0)
                .get(0)
                .trials();
        final List<SlopeBin> ohmic = SlopesThroughTime.compute(
                        trials, new SlopeSettings(STEP_MS, false, BEFORE, DURING, REVERSALS, JunctionPotential.NONE, 0))
                .bins();
        final Conductances full = ConductanceDecomposition.compute(
                trials,
                DecompositionSettings.plain(BEFORE, DURING).with(SeriesCorrection.NONE, cell.capacitancePf(), 0));
        final ConductancePair truth = simulated.truth().get(0).get(0);
        final double[] timesMs = new double[full.samples()];
        final double[] truthNs = new double[full.samples()];
        for (int i = 0; i < timesMs.length; i++) {
            timesMs[i] = full.timeMs(i);
            final int sample = full.firstSample() + i;
            truthNs[i] = truth.excitatoryNs()[sample] + truth.inhibitoryNs()[sample];
        }
        return new FineTimeCase(
                timesMs,
                truthNs,
                ohmic.stream().mapToDouble(SlopeBin::synapticNs).toArray(),
                full.synaptic().ns());
    }
}
