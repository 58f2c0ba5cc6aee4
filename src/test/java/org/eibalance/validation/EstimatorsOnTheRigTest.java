package org.eibalance.validation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.balance.BalanceMeasure;
import org.eibalance.analysis.conductance.balance.BalanceMeasures;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationSettings;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.singletrace.VmdLevel;
import org.eibalance.analysis.conductance.singletrace.VmdSettings;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.slope.SlopesThroughTime;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.analysis.conductance.trials.UpStateSettings;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.analysis.event.EventDetection;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.CommonDrive;
import org.eibalance.rig.EventTrain;
import org.eibalance.rig.ModelCell;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.RateSynapse;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.rig.SynapticInput;
import org.eibalance.rig.TwoCompartmentNeuron;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

/** What each estimator makes of recordings whose truth is known. */
class EstimatorsOnTheRigTest {

    private static final PointNeuron CELL = new PointNeuron(150, 8, -70, 0, -80);
    private static final SynapticInput.Transient EXCITATION = new SynapticInput.Transient(5, 0.5, 3, 50);
    private static final SynapticInput.Transient INHIBITION = new SynapticInput.Transient(8, 0.7, 8, 52);
    private static final ReversalPotentials REVERSALS = new ReversalPotentials(0, -80);
    private static final double STEP = 0.05;
    private static final int SAMPLES = 3000;
    private static final TimeWindow BEFORE = new TimeWindow(5, 45);
    private static final TimeWindow DURING = new TimeWindow(45, 150);

    private static ClampTrials trials(final CellExperiment experiment) {
        return ConditionTrials.read(
                        experiment.run("rig").recording(),
                        TrialSelection.all(0, new LevelSource.Protocol(), BEFORE),
                        experiment.pipette()::seriesResistanceMohm)
                .get(0)
                .trials();
    }

    private static CellExperiment voltageClamp(
            final ModelCell cell, final Pipette pipette, final Amplifier amplifier, final int sweeps) {
        return new CellExperiment(
                cell,
                pipette,
                amplifier,
                SynapticInput.transients(EXCITATION, INHIBITION, SAMPLES, STEP),
                ClampProtocol.steady(
                        ClampMode.VOLTAGE_CLAMP, sweeps, SAMPLES * STEP, -90.0, -70.0, -50.0, -30.0, -10.0),
                STEP,
                3);
    }

    private static DecompositionSettings plain() {
        return DecompositionSettings.plain(BEFORE, DURING).with(REVERSALS);
    }

    @Test
    void aPerfectRigGivesPerfectConductances() {
        final CellExperiment experiment = voltageClamp(CELL, Pipette.NONE, Amplifier.IDEAL, 1);
        final Conductances found = ConductanceDecomposition.compute(trials(experiment), plain());
        final ConductancePair truth = experiment.run("rig").truth().get(0).get(0);
        for (int i = 0; i < found.samples(); i++) {
            assertEquals(truth.excitatoryNs()[900 + i], found.excitation().ns()[i], 1e-6);
            assertEquals(truth.inhibitoryNs()[900 + i], found.inhibition().ns()[i], 1e-6);
        }
        assertEquals(EXCITATION.peakMs(), found.excitatoryResponse().peakMs(), 0.005);
    }

    @Test
    void aRealisticRigIsCorrectedWithinItsErrors() {
        final Pipette pipette = new Pipette(25, 0.4, 0.002, 5, 10);
        final CellExperiment experiment = voltageClamp(CELL, pipette, new Amplifier(5000, 8, 0), 20);
        final DecompositionSettings p = plain();
        final DecompositionSettings settings = new DecompositionSettings(
                p.reversals(),
                JunctionPotential.toCorrect(10),
                SeriesCorrection.DYNAMIC,
                0.4,
                150,
                2000,
                BEFORE,
                DURING,
                40,
                0.3,
                200,
                0.95,
                5);
        final Conductances found = ConductanceDecomposition.compute(trials(experiment), settings);
        assertEquals(5, found.excitatoryResponse().peakNs(), 0.4);
        // The largest of many noisy samples lies above the peak.
        assertEquals(8, found.inhibitoryResponse().peakNs(), 0.8);
        assertEquals(
                INHIBITION.peakMs() - EXCITATION.peakMs(), found.peakDelay().ms(), 0.6);
        assertTrue(
                found.peakDelay().interval().low() < 2.794
                        && found.peakDelay().interval().high() > 2.794,
                found.peakDelay().toString());
        assertEquals(8, found.leak().conductanceNs(), 0.05);
        assertEquals(-70, found.leak().reversalMv(), 0.3);
    }

    @Test
    void aDriftingPipetteLosesItsLateSweeps() {
        final CellExperiment experiment = voltageClamp(CELL, new Pipette(15, 0, 0.01, 0, 0), Amplifier.IDEAL, 6);
        final Conductances found =
                ConductanceDecomposition.compute(trials(experiment), plain().with(SeriesCorrection.DYNAMIC, 150, 0));
        assertEquals(9, found.leftOut().size(), "sweeps 21 to 29 are more than 20 % off");
        assertEquals(21, found.leftOut().stream().mapToInt(l -> l.sweep()).min().orElseThrow());
        assertEquals(5, found.excitatoryResponse().peakNs(), 0.05);
    }

    @Test
    void dendriticSynapsesLookSmallFromTheSoma() {
        final TwoCompartmentNeuron branched =
                new TwoCompartmentNeuron(new PointNeuron(60, 4, -70, 0, -80), 90, 4, 15, 1, 0);
        final Conductances found = ConductanceDecomposition.compute(
                trials(voltageClamp(branched, Pipette.NONE, Amplifier.IDEAL, 1)), plain());
        assertTrue(
                found.excitatoryResponse().peakNs() < 4,
                "of 5 nS the soma sees " + found.excitatoryResponse().peakNs());
        assertTrue(found.excitatoryResponse().peakMs() > EXCITATION.peakMs(), "and late");
        assertEquals(8, found.inhibitoryResponse().peakNs(), 1.2);
        final TwoCompartmentNeuron compact =
                new TwoCompartmentNeuron(new PointNeuron(60, 4, -70, 0, -80), 90, 4, 1e6, 1, 0);
        final Conductances near = ConductanceDecomposition.compute(
                trials(voltageClamp(compact, Pipette.NONE, Amplifier.IDEAL, 1)), plain());
        assertEquals(5, near.excitatoryResponse().peakNs(), 0.01);
    }

    @Test
    void fineTimesNeedTheCapacitiveTermAndThatIsWhyPairsAreRecorded() {
        final FineTimeCase fine = FineTimeCase.run();
        final double truth = Arrays.stream(fine.truthNs()).max().orElseThrow();
        final double ohmic = Arrays.stream(fine.ohmicNs()).max().orElseThrow();
        assertEquals(truth, Arrays.stream(fine.fullNs()).max().orElseThrow(), 0.02 * truth);
        assertTrue(ohmic < 0.6 * truth, "V = I R sees " + ohmic + " of " + truth + " nS");
        double worst = 0;
        for (int i = 0; i < fine.timesMs().length; i++)
            worst = Math.max(worst, Math.abs(fine.fullNs()[i] - fine.truthNs()[i]));
        assertTrue(worst < 0.2, "with C dV/dt the whole course is right to " + worst + " nS");
        final int truePeak = indexOf(fine.truthNs(), truth);
        final int ohmicPeak = indexOf(fine.ohmicNs(), ohmic);
        assertTrue(fine.timesMs()[ohmicPeak] > fine.timesMs()[truePeak] + 2, "and V = I R sees it late");
    }

    private static int indexOf(final double[] values, final double value) {
        for (int i = 0; i < values.length; i++) if (values[i] == value) return i;
        throw new AssertionError(value);
    }

    @Test
    void slopesThroughTimeFollowSlowConductances() {
        final double[] e = new double[6000];
        final double[] i = new double[6000];
        for (int t = 0; t < 6000; t++) {
            e[t] = 4 / (1 + Math.exp(-(t * 0.1 - 200) / 10));
            i[t] = 6 / (1 + Math.exp(-(t * 0.1 - 205) / 10));
        }
        final CellExperiment experiment = new CellExperiment(
                CELL,
                new Pipette(8, 0, 0, 0, 0),
                new Amplifier(2000, 5, 0),
                new SynapticInput.Given(new ConductancePair(0.1, e, i, "Up state", 0), 0.1),
                ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 8, 600, -80.0, -65.0, -50.0, -35.0),
                0.1,
                4);
        final SlopesThroughTime found = SlopesThroughTime.compute(
                trials(experiment),
                new SlopeSettings(
                        5,
                        true,
                        new TimeWindow(0, 100),
                        new TimeWindow(100, 600),
                        REVERSALS,
                        JunctionPotential.NONE,
                        0));
        assertEquals(4, found.bins().get(90).excitatoryNs(), 0.4);
        assertEquals(6, found.bins().get(90).inhibitoryNs(), 0.6);
        assertEquals(-48, found.bins().get(90).synapticReversalMv(), 2);
        assertEquals(1.5, found.inhibitionOnExcitation().ratio(), 0.15);
    }

    @Test
    void fluctuationsAreReadByVmd() {
        final PointNeuron cell = new PointNeuron(346, 15.73, -80, 0, -75);
        final SimulatedRecording simulated = new CellExperiment(
                        cell,
                        new Pipette(20, 1, 0, 0, 0),
                        Amplifier.IDEAL,
                        new SynapticInput.Fluctuating(12, 3, 2.73, 57, 6.6, 10.49),
                        ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, 60_000, 0.0, 500.0),
                        0.1,
                        6)
                .run("rig");
        final Vmd found = Vmd.compute(
                VmdLevel.of(0, simulated.recording().read(0, 0), 0.1, TimeWindow.ALL, -20),
                VmdLevel.of(500, simulated.recording().read(0, 1), 0.1, TimeWindow.ALL, -20),
                new VmdSettings(
                        new PassiveCell(346, 15.73, -80),
                        new ReversalPotentials(0, -75),
                        2.73,
                        10.49,
                        VmdSettings.Form.EXTENDED,
                        -20));
        // A third of the 200 s of the stated acceptance: 1.8 times its scatter.
        assertEquals(12, found.excitatoryNs(), 0.06 * 12);
        assertEquals(57, found.inhibitoryNs(), 0.06 * 57);
        assertEquals(3, found.excitatorySdNs(), 0.1 * 3);
        assertEquals(6.6, found.inhibitorySdNs(), 0.2 * 6.6);
    }

    @Test
    void anImpedanceShowsTheTrialByTrialRelationThatLevelsCannot() {
        final SynapticInput trains = new SynapticInput.Trains(
                new CommonDrive(60, 0.5, 30, 0.2), new RateSynapse(3, 10, 0), new RateSynapse(6, 15, 3), 3000, 1500);
        final ClampProtocol protocol = new ClampProtocol(
                ClampMode.CURRENT_CLAMP,
                List.of(0.0),
                2,
                1500,
                ClampProtocol.Pulse.NONE,
                List.of(new ClampProtocol.Sinusoid(210, 500), new ClampProtocol.Sinusoid(315, 500)));
        final SimulatedRecording simulated = new CellExperiment(
                        CELL, new Pipette(30, 0, 0, 0, 0), Amplifier.IDEAL, trains, protocol, STEP, 7)
                .run("rig");
        final double[] current = new double[30000];
        simulated.recording().commands().get(0).read(0, 0, current, 0, current.length);
        final TwoFrequencyConductance found = TwoFrequencyConductance.compute(
                simulated.recording().read(0, 0),
                current,
                STEP,
                new ImpedanceSettings(210, 315, 8, TimeWindow.ALL, 0.05, REVERSALS, JunctionPotential.NONE, 0, 0));
        final double[] truth = simulated.truth().get(0).get(0).inhibitoryNs();
        final int edge = 1500;
        final double r = Proportion.of(
                        smooth(Arrays.copyOfRange(truth, edge, 30000 - edge)),
                        Arrays.copyOfRange(found.inhibitoryNs(), edge, 30000 - edge))
                .correlation();
        assertTrue(r > 0.9, "g_I correlates with the truth by " + r);
        assertEquals(30, found.seriesResistanceMohm(), 1);
        final Proportion balance = BalanceMeasures.inhibitionOnExcitation(
                found.excitatoryNs(), found.inhibitoryNs(), BalanceMeasures.Origin.IMPEDANCE);
        assertTrue(balance.correlation() > 0.3, "excitation and inhibition share a drive: " + balance.correlation());
    }

    /** To the bandwidth of the impedance: a running mean of 45 ms. */
    private static double[] smooth(final double[] values) {
        final int half = 450;
        final double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            final int from = Math.max(0, i - half);
            final int to = Math.min(values.length, i + half + 1);
            for (int k = from; k < to; k++) smooth[i] += values[k] / (to - from);
        }
        return smooth;
    }

    @Test
    void relaxationIsTrueForFastSynapsesAndTooSlowForSlowOnes() {
        final PointNeuron cell = new PointNeuron(200, 10, -70, 0, -80);
        final double fast = relaxation(cell, 0.1);
        final double slow = relaxation(cell, 5);
        final double truth = 10 + 5 + 15;
        assertEquals(truth, fast, 0.1 * truth);
        assertTrue(slow < 0.5 * truth, "correlation of the synapses is taken for that of the membrane: " + slow);
    }

    private static double relaxation(final PointNeuron cell, final double synapticTauMs) {
        final SimulatedRecording simulated = new CellExperiment(
                        cell,
                        Pipette.NONE,
                        Amplifier.IDEAL,
                        new SynapticInput.Fluctuating(5, 1, synapticTauMs, 15, 2, synapticTauMs),
                        ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, 20_000, 0.0),
                        0.1,
                        8)
                .run("rig");
        return RelaxationConductance.compute(
                        simulated.recording().read(0, 0),
                        0,
                        0.1,
                        new RelaxationSettings(new PassiveCell(200, 10, -70), REVERSALS, 20_000, 10, 40, 0.95, -20))
                .windows()
                .get(0)
                .totalNs();
    }

    @Test
    void eventsAreDetectedAndMeasured() {
        // 40 pA at −80 mV, in noise of 3 pA.
        final SynapticInput.Spontaneous input = new SynapticInput.Spontaneous(
                new EventTrain(5, 0.5, 0.4, new BiexponentialShape(0.5, 5)),
                new EventTrain(5, 0.5, 0.4, new BiexponentialShape(0.7, 8)));
        final Recording recording = new CellExperiment(
                        CELL,
                        new Pipette(0, 0, 0, 0, 0),
                        new Amplifier(2000, 3, 0),
                        input,
                        ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 6, 10_000, -80.0),
                        STEP,
                        11)
                .run("rig")
                .recording();
        final Map<Integer, List<EventTrain.Event>> truth = new TreeMap<>();
        for (int k = 0; k < 6; k++) truth.put(k, input.excitatory(k, 10_000, 11));
        final EventInput sweeps =
                EventInput.from(recording, recording.channels().get(0), List.of(), 0, Double.POSITIVE_INFINITY);
        for (final DetectionMethod method : DetectionMethod.values()) {
            final EventResult found = EventDetection.compute(
                    sweeps, EventSettings.of(method, Polarity.NEGATIVE, new BiexponentialShape(0.5, 5)), 2);
            final EventScore score = EventScore.of(truth, found);
            assertEquals(300, score.events(), 60, "a Poisson process of 5 Hz over a minute");
            assertTrue(score.f1() > 0.93, method.label() + ": F1 " + score.f1());
            assertEquals(80 * score.truePeakNs(), score.amplitude(), 0.05 * score.amplitude(), method.label());
            assertEquals(5, found.medianDecayMs(), 0.5, method.label());
        }
    }

    @Test
    void ratiosAreThoseOfTheTruth() {
        final Conductances found = ConductanceDecomposition.compute(
                trials(voltageClamp(CELL, new Pipette(20, 0, 0, 0, 0), Amplifier.IDEAL, 1)),
                plain().with(SeriesCorrection.DYNAMIC, 150, 0));
        final ConductancePair truth = voltageClamp(CELL, Pipette.NONE, Amplifier.IDEAL, 1)
                .run("rig")
                .truth()
                .get(0)
                .get(0);
        final List<BalanceMeasure> told = BalanceMeasures.of(found, -60);
        final List<BalanceMeasure> known = BalanceMeasures.of(
                Arrays.copyOfRange(truth.excitatoryNs(), 900, 3000),
                Arrays.copyOfRange(truth.inhibitoryNs(), 900, 3000),
                STEP,
                REVERSALS,
                -60);
        for (int m = 0; m < known.size(); m++) {
            assertEquals(known.get(m).definition(), told.get(m).definition());
            assertEquals(
                    known.get(m).value(),
                    told.get(m).value(),
                    0.01 * Math.abs(known.get(m).value()),
                    known.get(m).definition());
        }
    }

    @Test
    void theSlopeOfInhibitionOnExcitationOverConditionsIsThatOfTheTruth() {
        final double[] excitation = new double[4];
        final double[] inhibition = new double[4];
        for (int k = 0; k < 4; k++) {
            final SynapticInput input = SynapticInput.transients(
                    new SynapticInput.Transient(2 + k, 0.5, 3, 50),
                    new SynapticInput.Transient(1 + 1.8 * (2 + k), 0.7, 8, 52),
                    SAMPLES,
                    STEP);
            final Conductances found = ConductanceDecomposition.compute(
                    trials(new CellExperiment(
                            CELL,
                            new Pipette(15, 0, 0, 0, 0),
                            Amplifier.IDEAL,
                            input,
                            ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 1, SAMPLES * STEP, -90.0, -50.0, -10.0),
                            STEP,
                            3)),
                    plain().with(SeriesCorrection.DYNAMIC, 150, 0));
            excitation[k] = found.excitatoryResponse().peakNs();
            inhibition[k] = found.inhibitoryResponse().peakNs();
        }
        assertEquals(
                1.8,
                BalanceMeasures.inhibitionOnExcitation(excitation, inhibition, BalanceMeasures.Origin.CONDITIONS)
                        .slope(),
                0.02);
    }

    @Test
    void upStatesAreAlignedAndTheirConductancesRead() {
        // Up from 250 to 550 ms.
        final double[] e = new double[8000];
        final double[] i = new double[8000];
        for (int t = 0; t < 8000; t++) {
            final double up = 1 / (1 + Math.exp(-(t * 0.1 - 250) / 4)) - 1 / (1 + Math.exp(-(t * 0.1 - 550) / 4));
            e[t] = 4 * up;
            i[t] = 6 * up;
        }
        final CellExperiment experiment = new CellExperiment(
                CELL,
                Pipette.NONE,
                new Amplifier(2000, 5, 0),
                new SynapticInput.Given(new ConductancePair(0.1, e, i, "Up states", 0), 0.05),
                ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, 4, 800, -85.0, -70.0, -30.0, -15.0),
                0.1,
                5);
        final ClampTrials all = ConditionTrials.read(
                        experiment.run("rig").recording(),
                        TrialSelection.all(0, new LevelSource.Protocol(), new TimeWindow(5, 200)),
                        s -> 0)
                .get(0)
                .trials();
        final SlopesThroughTime found = SlopesThroughTime.onUpStates(
                all,
                new SlopeSettings(
                        50,
                        false,
                        new TimeWindow(0, 50),
                        new TimeWindow(100, 300),
                        REVERSALS,
                        JunctionPotential.NONE,
                        0),
                UpStateSettings.DEFAULT,
                100,
                200);
        assertEquals(4, found.bins().get(4).excitatoryNs(), 0.4);
        assertEquals(6, found.bins().get(4).inhibitoryNs(), 0.6);
    }

    @Test
    void aTestPulseMeetsTheAccessAndTheMembraneResistance() {
        final ClampProtocol protocol = new ClampProtocol(
                ClampMode.VOLTAGE_CLAMP, List.of(-70.0), 1, 100, new ClampProtocol.Pulse(-10, 20, 60), List.of());
        final double[] current = new CellExperiment(
                        CELL,
                        new Pipette(20, 0, 0, 0, 0),
                        Amplifier.IDEAL,
                        SynapticInput.transients(
                                new SynapticInput.Transient(0, 1, 2, 0),
                                new SynapticInput.Transient(0, 1, 2, 0),
                                5000,
                                0.02),
                        protocol,
                        0.02,
                        9)
                .run("rig")
                .recording()
                .read(0, 0);
        assertEquals(-10 / 20e-3, current[1000], 1, "at first all of the step falls over R_s");
        assertEquals(-10 / (20e-3 + 1 / 8.0), current[3900], 1e-3, "in the end it falls over both");
    }

    @Test
    void theFilterOfTheAmplifierIsABessel() {
        final double[] step = new double[4000];
        Arrays.fill(step, 1000, 4000, 1);
        new Amplifier(1000, 0, 0).filter(step, 0.01);
        double overshoot = 0;
        for (final double v : step) overshoot = Math.max(overshoot, v - 1);
        assertTrue(overshoot < 0.01, "a Bessel filter of order 4 overshoots by 0.8 %, not " + overshoot);
        int rise10 = 0;
        int rise90 = 0;
        for (int i = 1; i < step.length; i++) {
            if (step[i - 1] < 0.1 && step[i] >= 0.1) rise10 = i;
            if (step[i - 1] < 0.9 && step[i] >= 0.9 && rise90 == 0) rise90 = i;
        }
        assertEquals(0.34, (rise90 - rise10) * 0.01, 0.02, "10-90 rise of 0.34 / f_c");
    }

    @Test
    void presynapticTrainsHaveTheStatedMean() {
        final ConductancePair pair = new SynapticInput.Trains(
                        new CommonDrive(15, 0, 5, 0), new RateSynapse(4, 3, 0), new RateSynapse(10, 8, 3), 2000, 1000)
                .make(0, 1_000_000, 0.1, 10);
        assertEquals(4, Arrays.stream(pair.excitatoryNs()).average().orElseThrow(), 0.05);
        assertEquals(10, Arrays.stream(pair.inhibitoryNs()).average().orElseThrow(), 0.15);
    }

    @Test
    void theSameSeedGivesTheSameRecording() {
        final CellExperiment experiment =
                voltageClamp(CELL, new Pipette(20, 0, 0, 0, 0), new Amplifier(2000, 10, 0), 2);
        assertArrayEquals(
                experiment.run("a").recording().read(0, 7),
                experiment.run("b", 2).recording().read(0, 7));
        assertArrayEquals(
                experiment.run("a").recording().read(0, 9),
                experiment.run("b", 5).recording().read(0, 9));
        assertFalse(Arrays.equals(
                experiment.run("a").recording().read(0, 2),
                experiment.run("a").recording().read(0, 7)));
    }
}
