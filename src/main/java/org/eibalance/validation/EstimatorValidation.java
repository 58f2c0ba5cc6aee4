package org.eibalance.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.singletrace.ImpedanceConductance;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.singletrace.OversamplingConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredConductance;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.singletrace.VmdLevel;
import org.eibalance.analysis.conductance.singletrace.VmdSettings;
import org.eibalance.analysis.conductance.slope.SlopeConductance;
import org.eibalance.analysis.conductance.slope.SlopeSettings;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.analysis.conductance.trials.TrialSelection;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.analysis.event.EventDetection;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.analysis.pair.PairCorrelation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.CommonDrive;
import org.eibalance.rig.EventTrain;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.RateSynapse;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.rig.SynapticInput;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;
import org.eibalance.waveform.ConductancePair;

/**
 * How far an estimator can be trusted on a given cell, pipette and protocol: recordings of known conductances are
 * simulated and estimated.
 *
 * @param settings what was tried
 * @param measures one for each quantity that the estimator tells
 * @param refusals sentences with which the estimator refused a recording, without repetition
 */
public record EstimatorValidation(ValidationSettings settings, List<ValidatedMeasure> measures, List<String> refusals) {

    private static final double ONSET_MS = 60;
    private static final double SWEEP_MS = 160;
    private static final double LOW_PASS_HZ = 2000;
    private static final double NO_SPIKES_MV = 1000;
    private static final double EVENT_SWEEP_MS = 2000;
    private static final double EVENT_LOG_SD = 0.4;
    private static final double BEFORE_SPIKE_MS = 40;

    /** The point neuron has no spikes; what it would spike at is taken so many standard deviations above its mean. */
    private static final double THRESHOLD_SD = 1.5;

    /** Takes copies of the lists. */
    public EstimatorValidation {
        measures = List.copyOf(measures);
        refusals = List.copyOf(refusals);
    }

    /**
     * Simulates and estimates.
     *
     * @param settings what to try
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1, by the calling thread
     * @return estimates against truth
     * @throws InputException if the estimator refuses every recording
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static EstimatorValidation compute(
            final ValidationSettings settings, final int threads, final DoubleConsumer progress) {
        final Map<String, List<double[]>> points = new LinkedHashMap<>();
        final List<String> refusals = new ArrayList<>();
        final int runs = settings.sizes() * settings.repetitions();
        for (int run = 0; run < runs; run++) {
            ParallelLoop.checkCancelled();
            final double share = (1 + run % settings.sizes()) / (double) settings.sizes();
            try {
                new Run(settings, share, settings.seed() * 1_000_003 + run, threads, points).estimate();
            } catch (final InputException e) {
                if (!refusals.contains(e.getMessage())) refusals.add(e.getMessage());
            }
            progress.accept((run + 1.0) / runs);
        }
        if (points.isEmpty())
            throw new InputException("The estimator refused every recording; the first sentence: " + refusals.get(0));
        final List<ValidatedMeasure> measures = new ArrayList<>();
        points.forEach((key, values) -> measures.add(new ValidatedMeasure(
                key.substring(0, key.indexOf('|')),
                key.substring(key.indexOf('|') + 1),
                values.stream().mapToDouble(v -> v[0]).toArray(),
                values.stream().mapToDouble(v -> v[1]).toArray())));
        return new EstimatorValidation(settings, measures, refusals);
    }

    /** One recording of one size. */
    private static final class Run {

        private final ValidationSettings s;
        private final double excitatoryNs;
        private final double inhibitoryNs;
        private final long seed;
        private final int threads;
        private final Map<String, List<double[]>> points;
        private final PassiveCell cell;
        private final ReversalPotentials reversals;

        Run(
                final ValidationSettings settings,
                final double share,
                final long seed,
                final int threads,
                final Map<String, List<double[]>> points) {
            s = settings;
            excitatoryNs = share * settings.excitatoryNs();
            inhibitoryNs = share * settings.inhibitoryNs();
            this.seed = seed;
            this.threads = threads;
            this.points = points;
            final PointNeuron n = settings.neuron();
            cell = new PassiveCell(n.capacitancePf(), n.leakNs(), n.leakReversalMv());
            reversals = new ReversalPotentials(n.excitatoryReversalMv(), n.inhibitoryReversalMv());
        }

        void estimate() {
            switch (s.estimator()) {
                case VOLTAGE_CLAMP -> decompose(ClampMode.VOLTAGE_CLAMP, -90.0, -70.0, -50.0, -30.0, -10.0);
                case CURRENT_CLAMP -> decompose(ClampMode.CURRENT_CLAMP, -200.0, -100.0, 0.0);
                case SLOPE -> slope();
                case VMD -> vmd();
                case IMPEDANCE -> impedance();
                case RELAXATION -> relaxation();
                case SPIKE_TRIGGERED -> spikeTriggered();
                case OVERSAMPLING -> oversampling();
                case EVENTS -> events();
                case PAIR -> pair();
            }
        }

        private void add(final String name, final String unit, final double truth, final double estimate) {
            points.computeIfAbsent(name + "|" + unit, k -> new ArrayList<>()).add(new double[] {truth, estimate});
        }

        private Double[] levels(final Double... usual) {
            return s.levels().isEmpty() ? usual : s.levels().toArray(Double[]::new);
        }

        private Recording record(final SynapticInput input, final ClampProtocol protocol) {
            return simulate(input, protocol).recording();
        }

        private SimulatedRecording simulate(final SynapticInput input, final ClampProtocol protocol) {
            return new CellExperiment(s.cell(), s.pipette(), s.amplifier(), input, protocol, s.stepMs(), seed)
                    .run("validation", threads);
        }

        private ClampTrials trials(final Recording recording, final TimeWindow before) {
            return ConditionTrials.read(
                            recording,
                            TrialSelection.all(0, new LevelSource.Protocol(), before),
                            s.pipette()::seriesResistanceMohm)
                    .get(0)
                    .trials();
        }

        private void decompose(final ClampMode mode, final Double... usual) {
            final SynapticInput.Transient e = new SynapticInput.Transient(excitatoryNs, 0.5, 3, ONSET_MS);
            final SynapticInput.Transient i = new SynapticInput.Transient(inhibitoryNs, 0.7, 8, ONSET_MS + s.delayMs());
            final TimeWindow before = new TimeWindow(5, ONSET_MS - 5);
            final ClampTrials trials = trials(
                    record(
                            SynapticInput.transients(e, i, (int) Math.round(SWEEP_MS / s.stepMs()), s.stepMs()),
                            ClampProtocol.steady(mode, s.sweepsPerLevel(), SWEEP_MS, levels(usual))),
                    before);
            final DecompositionSettings settings = new DecompositionSettings(
                    reversals,
                    JunctionPotential.toCorrect(s.pipette().junctionMv()),
                    s.correction(),
                    s.pipette().compensation(),
                    cell.capacitancePf(),
                    LOW_PASS_HZ,
                    before,
                    new TimeWindow(ONSET_MS - 5, SWEEP_MS),
                    1000,
                    10,
                    0,
                    0.95,
                    1);
            final Conductances found = ConductanceDecomposition.compute(trials, settings, threads, share -> {});
            add("peak g_E", "nS", excitatoryNs, found.excitatoryResponse().peakNs());
            add("peak g_I", "nS", inhibitoryNs, found.inhibitoryResponse().peakNs());
            add(
                    "delay of peaks",
                    "ms",
                    i.peakMs() - e.peakMs(),
                    found.peakDelay().ms());
            add("delay of onsets", "ms", s.delayMs(), found.onsetDelay().ms());
            add("leak", "nS", cell.leakNs(), found.leak().conductanceNs());
        }

        private void slope() {
            final int samples = (int) Math.round(400 / s.stepMs());
            final double[] e = new double[samples];
            final double[] i = new double[samples];
            for (int k = 0; k < samples; k++) {
                final double t = k * s.stepMs() - 150;
                e[k] = excitatoryNs / (1 + StrictMath.exp(-t / 8));
                i[k] = inhibitoryNs / (1 + StrictMath.exp(-(t - s.delayMs()) / 8));
            }
            final TimeWindow before = new TimeWindow(5, 80);
            final ClampTrials trials = trials(
                    record(
                            new SynapticInput.Given(new ConductancePair(s.stepMs(), e, i, "Up state", 0), 0),
                            ClampProtocol.steady(
                                    ClampMode.VOLTAGE_CLAMP,
                                    s.sweepsPerLevel(),
                                    400,
                                    levels(-90.0, -70.0, -50.0, -30.0, -10.0))),
                    before);
            final SlopeConductance found = SlopeConductance.compute(
                    trials,
                    new SlopeSettings(
                            50,
                            false,
                            before,
                            new TimeWindow(300, 400),
                            reversals,
                            JunctionPotential.toCorrect(s.pipette().junctionMv()),
                            s.pipette().compensation()));
            add("g_E", "nS", excitatoryNs, found.bins().get(0).excitatoryNs());
            add("g_I", "nS", inhibitoryNs, found.bins().get(0).inhibitoryNs());
            add(
                    "synaptic reversal",
                    "mV",
                    (excitatoryNs * reversals.excitatoryMv() + inhibitoryNs * reversals.inhibitoryMv())
                            / (excitatoryNs + inhibitoryNs),
                    found.bins().get(0).synapticReversalMv());
        }

        private void vmd() {
            final double sdE = excitatoryNs / 4;
            final double sdI = inhibitoryNs / 8;
            final Double[] currents = levels(0.0, 500.0);
            final Recording recording = record(
                    new SynapticInput.Fluctuating(
                            excitatoryNs,
                            sdE,
                            VmdSettings.DEFAULT_EXCITATORY_TAU_MS,
                            inhibitoryNs,
                            sdI,
                            VmdSettings.DEFAULT_INHIBITORY_TAU_MS),
                    ClampProtocol.steady(
                            ClampMode.CURRENT_CLAMP,
                            s.sweepsPerLevel(),
                            5000,
                            currents[0],
                            currents[currents.length - 1]));
            final List<VmdLevel> low = new ArrayList<>();
            final List<VmdLevel> high = new ArrayList<>();
            for (int k = 0; k < recording.sweeps().size(); k++) {
                final double current = currents[k % 2 == 0 ? 0 : currents.length - 1];
                (k % 2 == 0 ? low : high)
                        .add(VmdLevel.of(current, membrane(recording, k), s.stepMs(), TimeWindow.ALL, NO_SPIKES_MV));
            }
            final Vmd found = Vmd.compute(
                    VmdLevel.pooled(low),
                    VmdLevel.pooled(high),
                    new VmdSettings(
                            cell,
                            reversals,
                            VmdSettings.DEFAULT_EXCITATORY_TAU_MS,
                            VmdSettings.DEFAULT_INHIBITORY_TAU_MS,
                            VmdSettings.Form.EXTENDED));
            add("mean g_E", "nS", excitatoryNs, found.excitatoryNs());
            add("mean g_I", "nS", inhibitoryNs, found.inhibitoryNs());
            add("sd of g_E", "nS", sdE, found.excitatorySdNs());
            add("sd of g_I", "nS", sdI, found.inhibitorySdNs());
        }

        /** The potential of a sweep, less the junction potential and what is left of the bridge. */
        private double[] membrane(final Recording recording, final int sweep) {
            final double[] v = recording.read(0, sweep);
            final double[] current = new double[v.length];
            recording.commands().get(0).read(sweep, 0, current, 0, current.length);
            for (int i = 0; i < v.length; i++)
                v[i] -= s.pipette().junctionMv() + s.pipette().residualMohm(sweep) / 1000 * current[i];
            return v;
        }

        private void impedance() {
            final int samples = (int) Math.round(1200 / s.stepMs());
            final double[] e = new double[samples];
            final double[] i = new double[samples];
            for (int k = 0; k < samples; k++) {
                e[k] = excitatoryNs * StrictMath.exp(-Math.pow((k * s.stepMs() - 550) / 60, 2));
                i[k] = inhibitoryNs * StrictMath.exp(-Math.pow((k * s.stepMs() - 550 - s.delayMs()) / 60, 2));
            }
            final ClampProtocol protocol = new ClampProtocol(
                    ClampMode.CURRENT_CLAMP,
                    List.of(0.0),
                    1,
                    1200,
                    ClampProtocol.Pulse.NONE,
                    List.of(new ClampProtocol.Sinusoid(210, 100), new ClampProtocol.Sinusoid(315, 100)));
            final Recording recording =
                    record(new SynapticInput.Given(new ConductancePair(s.stepMs(), e, i, "bumps", 0), 0), protocol);
            final double[] current = new double[samples];
            recording.commands().get(0).read(0, 0, current, 0, samples);
            // Recorded through the same filter as the potential, whose phase would else be taken for the cell's.
            s.amplifier().filter(current, s.stepMs());
            final ImpedanceConductance found = ImpedanceConductance.compute(
                    recording.read(0, 0),
                    current,
                    s.stepMs(),
                    new ImpedanceSettings(
                            210,
                            315,
                            10,
                            new TimeWindow(100, 400),
                            0.5,
                            reversals,
                            JunctionPotential.toCorrect(s.pipette().junctionMv()),
                            0,
                            0));
            final int edge = (int) Math.round(100 / s.stepMs());
            add(
                    "peak g_E",
                    "nS",
                    excitatoryNs,
                    Arrays.stream(found.excitatoryNs(), edge, samples - edge)
                            .max()
                            .orElseThrow());
            add(
                    "peak g_I",
                    "nS",
                    inhibitoryNs,
                    Arrays.stream(found.inhibitoryNs(), edge, samples - edge)
                            .max()
                            .orElseThrow());
            add("series resistance", "MOhm", s.pipette().residualMohm(0), found.seriesResistanceMohm());
            add("capacitance", "pF", cell.capacitancePf(), found.settings().capacitancePf());
        }

        private void relaxation() {
            final Recording recording = record(
                    new SynapticInput.Fluctuating(
                            excitatoryNs, excitatoryNs / 4, 0.2, inhibitoryNs, inhibitoryNs / 8, 0.2),
                    ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, 5000, 0.0));
            final double[] v = membrane(recording, 0);
            final int lag = (int) Math.max(2, Math.round(1 / s.stepMs()));
            final RelaxationConductance.Window found = RelaxationConductance.compute(
                            v,
                            0,
                            s.stepMs(),
                            new RelaxationSettings(
                                    cell, reversals, v.length * s.stepMs(), lag, 2 * lag, 0.95, NO_SPIKES_MV))
                    .windows()
                    .get(0);
            add("total conductance", "nS", cell.leakNs() + excitatoryNs + inhibitoryNs, found.totalNs());
        }

        private void spikeTriggered() {
            final SpikeTriggeredConductance.Statistics statistics = new SpikeTriggeredConductance.Statistics(
                    excitatoryNs,
                    inhibitoryNs,
                    excitatoryNs / 4,
                    inhibitoryNs / 8,
                    VmdSettings.DEFAULT_EXCITATORY_TAU_MS,
                    VmdSettings.DEFAULT_INHIBITORY_TAU_MS);
            final SimulatedRecording simulated = simulate(
                    new SynapticInput.Fluctuating(
                            excitatoryNs,
                            statistics.excitatorySdNs(),
                            statistics.excitatoryTauMs(),
                            inhibitoryNs,
                            statistics.inhibitorySdNs(),
                            statistics.inhibitoryTauMs()),
                    ClampProtocol.steady(ClampMode.CURRENT_CLAMP, s.sweepsPerLevel(), 5000, 0.0));
            final List<double[]> potentials = new ArrayList<>();
            for (int k = 0; k < s.sweepsPerLevel(); k++) potentials.add(membrane(simulated.recording(), k));
            final VmdLevel moments = VmdLevel.pooled(potentials.stream()
                    .map(v -> VmdLevel.of(0, v, s.stepMs(), TimeWindow.ALL, NO_SPIKES_MV))
                    .toList());
            final double thresholdMv = moments.meanMv() + THRESHOLD_SD * Math.sqrt(moments.varianceMv2());
            final SpikeTriggeredConductance found = SpikeTriggeredConductance.compute(
                    SpikeTriggeredConductance.average(potentials, s.stepMs(), thresholdMv, BEFORE_SPIKE_MS, 0),
                    0,
                    s.stepMs(),
                    cell,
                    reversals,
                    statistics);
            final int n = found.excitatoryNs().length;
            final double[] excitation = new double[n];
            final double[] inhibition = new double[n];
            int spikes = 0;
            for (int k = 0; k < potentials.size(); k++) {
                final ConductancePair truth = simulated.truth().get(k).get(0);
                for (final int end : SpikeTriggeredConductance.ends(
                        potentials.get(k), s.stepMs(), thresholdMv, BEFORE_SPIKE_MS, 0)) {
                    for (int i = 0; i < n; i++) {
                        excitation[i] += truth.excitatoryNs()[end - n - 1 + i];
                        inhibition[i] += truth.inhibitoryNs()[end - n - 1 + i];
                    }
                    spikes++;
                }
            }
            // The means of the last time constant before the spike.
            final int last = n - (int) Math.round(statistics.excitatoryTauMs() / s.stepMs());
            add("g_E before spikes", "nS", mean(excitation, last) / spikes, mean(found.excitatoryNs(), last));
            add("g_I before spikes", "nS", mean(inhibition, last) / spikes, mean(found.inhibitoryNs(), last));
        }

        private static double mean(final double[] values, final int from) {
            return Statistics.mean(Arrays.copyOfRange(values, from, values.length));
        }

        /**
         * Conductances that stand still but for jumps, the only ones that the method can read: it takes any other
         * change between samples for conductance.
         */
        private void oversampling() {
            final int half = (int) Math.round(5 / s.stepMs());
            final int samples = 200 * half;
            final double[] e = new double[samples];
            final double[] i = new double[samples];
            for (int k = 0; k < samples; k++) {
                if (k / half % 2 == 0) continue;
                e[k] = excitatoryNs;
                i[k] = inhibitoryNs;
            }
            final Recording recording = record(
                    new SynapticInput.Given(new ConductancePair(s.stepMs(), e, i, "steps", 0), 0),
                    ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, samples * s.stepMs(), 0.0));
            final OversamplingConductance found =
                    OversamplingConductance.compute(membrane(recording, 0), 0, s.stepMs(), cell, reversals, 0);
            final IntPredicate during = k -> e[2 * k] > 0 && e[2 * k + 2] > 0;
            add("median g_E", "nS", excitatoryNs, median(found.excitatoryNs(), during));
            add("median g_I", "nS", inhibitoryNs, median(found.inhibitoryNs(), during));
        }

        private static double median(final double[] values, final IntPredicate which) {
            return Statistics.median(IntStream.range(0, values.length)
                    .filter(which)
                    .mapToDouble(k -> values[k])
                    .toArray());
        }

        /** Sweeps near E_I, where excitation shows, alternate with sweeps near E_E. */
        private void events() {
            final double sizeNs = s.eventNs() * excitatoryNs / s.excitatoryNs();
            final EventTrain excitation =
                    new EventTrain(s.eventRateHz(), sizeNs, EVENT_LOG_SD, new BiexponentialShape(0.5, 3));
            final EventTrain inhibition =
                    new EventTrain(s.eventRateHz(), sizeNs, EVENT_LOG_SD, new BiexponentialShape(0.7, 8));
            final SynapticInput.Spontaneous input = new SynapticInput.Spontaneous(excitation, inhibition);
            final double ljp = s.pipette().junctionMv();
            final Double[] held = levels(reversals.inhibitoryMv() + ljp, reversals.excitatoryMv() + ljp);
            final double lowMv = Arrays.stream(held).mapToDouble(v -> v).min().orElseThrow();
            final double highMv = Arrays.stream(held).mapToDouble(v -> v).max().orElseThrow();
            final Recording recording = record(
                    input,
                    ClampProtocol.steady(ClampMode.VOLTAGE_CLAMP, s.sweepsPerLevel(), EVENT_SWEEP_MS, lowMv, highMv));
            final Map<Integer, List<EventTrain.Event>> excitatory = new LinkedHashMap<>();
            final Map<Integer, List<EventTrain.Event>> inhibitory = new LinkedHashMap<>();
            for (int k = 0; k < 2 * s.sweepsPerLevel(); k += 2) {
                excitatory.put(k, input.excitatory(k, EVENT_SWEEP_MS, seed));
                inhibitory.put(k + 1, input.inhibitory(k + 1, EVENT_SWEEP_MS, seed));
            }
            final double seconds = s.sweepsPerLevel() * EVENT_SWEEP_MS / 1000;
            final EventScore e = detect(recording, excitatory, Polarity.NEGATIVE, excitation.shape());
            final EventScore i = detect(recording, inhibitory, Polarity.POSITIVE, inhibition.shape());
            final double forceE = reversals.excitatoryMv() - (lowMv - ljp);
            final double forceI = highMv - ljp - reversals.inhibitoryMv();
            score("sEPSCs", e, forceE, seconds);
            score("sIPSCs", i, forceI, seconds);
            add(
                    "rate times amplitude, E / I",
                    "",
                    sum(excitatory) * forceE / (sum(inhibitory) * forceI),
                    e.detections() * e.amplitude() / (i.detections() * i.amplitude()));
        }

        private static double sum(final Map<Integer, List<EventTrain.Event>> sweeps) {
            return sweeps.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(EventTrain.Event::peakNs)
                    .sum();
        }

        private EventScore detect(
                final Recording recording,
                final Map<Integer, List<EventTrain.Event>> truth,
                final Polarity polarity,
                final BiexponentialShape shape) {
            final EventInput input = EventInput.from(
                    recording, recording.channels().get(0), List.copyOf(truth.keySet()), 0, Double.POSITIVE_INFINITY);
            return EventScore.of(
                    truth,
                    EventDetection.compute(
                            input, EventSettings.of(DetectionMethod.DECONVOLUTION, polarity, shape), threads));
        }

        private void score(final String kind, final EventScore score, final double forceMv, final double seconds) {
            add("recall of " + kind, "", 1, score.recall());
            add("precision of " + kind, "", 1, score.precision());
            add("amplitude of " + kind + " that were found", "pA", score.truePeakNs() * forceMv, score.amplitude());
            add("rate of " + kind, "Hz", score.events() / seconds, score.detections() / seconds);
        }

        private void pair() {
            final PairExperiment experiment = new PairExperiment(
                    s.neuron(),
                    new CommonDrive(15, 0.5, 5, 0.4),
                    new RateSynapse(excitatoryNs, 3, 0),
                    new RateSynapse(inhibitoryNs, 8, s.delayMs()),
                    PairExperiment.HYPERPOLARISING_PA,
                    PairExperiment.DEPOLARISING_PA,
                    s.stepMs(),
                    500,
                    2000,
                    s.sweepsPerLevel(),
                    seed);
            final Recording recording = experiment.run("pair", threads).recording();
            final double lag = PairCorrelation.compute(
                            PairInput.from(
                                    recording,
                                    recording.channels().get(0),
                                    recording.channels().get(1),
                                    List.of()),
                            PairSettings.DEFAULT,
                            threads)
                    .groups()
                    .get(0)
                    .peak()
                    .lagMs();
            add("lag of inhibition", "ms", s.delayMs(), lag);
        }
    }
}
