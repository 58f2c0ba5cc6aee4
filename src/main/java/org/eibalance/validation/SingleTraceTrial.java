package org.eibalance.validation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.singletrace.MembraneTraces;
import org.eibalance.analysis.conductance.singletrace.OversamplingConductance;
import org.eibalance.analysis.conductance.singletrace.OversamplingSettings;
import org.eibalance.analysis.conductance.singletrace.OversamplingTrace;
import org.eibalance.analysis.conductance.singletrace.RelaxationConductance;
import org.eibalance.analysis.conductance.singletrace.RelaxationOverSweeps;
import org.eibalance.analysis.conductance.singletrace.RelaxationSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredConductance;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredSettings;
import org.eibalance.analysis.conductance.singletrace.SpikeTriggeredTrace;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.analysis.conductance.singletrace.Vmd;
import org.eibalance.analysis.conductance.singletrace.VmdLevel;
import org.eibalance.analysis.conductance.singletrace.VmdOverLevels;
import org.eibalance.analysis.conductance.singletrace.VmdSettings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.rig.SynapticInput;
import org.eibalance.signal.Statistics;
import org.eibalance.waveform.ConductancePair;

/** Estimates from single traces in current clamp: fluctuations, impedance, relaxation, spikes, oversampling. */
final class SingleTraceTrial extends SimulatedTrial {

    /** A potential that the simulated cell, which has no spikes, never reaches. */
    private static final double NO_SPIKES_MV = 1000;

    private static final double BEFORE_SPIKE_MS = 40;
    private static final double RELAXATION_MS = 5000;
    private static final double IMPEDANCE_MS = 1200;

    /** The spike threshold of the simulated cell, in standard deviations above its mean potential. */
    private static final double THRESHOLD_SD = 1.5;

    SingleTraceTrial(final Setup setup) {
        super(setup);
    }

    @Override
    void estimate() {
        switch (settings().estimator()) {
            case VMD -> vmd();
            case IMPEDANCE -> impedance();
            case RELAXATION -> relaxation();
            case SPIKE_TRIGGERED -> spikeTriggered();
            default -> oversampling();
        }
    }

    /** Corrected potentials of all sweeps of a recording. */
    private MembraneTraces traces(final Recording recording) {
        return MembraneTraces.of(
                trials(recording, TimeWindow.ALL),
                TimeWindow.ALL,
                junction(),
                settings().pipette().compensation());
    }

    private void vmd() {
        final VmdSettings vmd = new VmdSettings(
                cell(),
                reversals(),
                VmdSettings.DEFAULT.excitatoryTauMs(),
                VmdSettings.DEFAULT.inhibitoryTauMs(),
                VmdSettings.DEFAULT.form(),
                NO_SPIKES_MV);
        final double sdE = excitatoryNs() / 4;
        final double sdI = inhibitoryNs() / 8;
        final Double[] currents = levels(0.0, 500.0);
        final Recording recording = record(
                new SynapticInput.Fluctuating(
                        excitatoryNs(), sdE, vmd.excitatoryTauMs(), inhibitoryNs(), sdI, vmd.inhibitoryTauMs()),
                ClampProtocol.steady(
                        ClampMode.CURRENT_CLAMP,
                        settings().sweepsPerLevel(),
                        5000,
                        currents[0],
                        currents[currents.length - 1]));
        final Vmd found = VmdOverLevels.compute(Map.of("all", traces(recording)), vmd)
                .get("all")
                .pairs()
                .get(0)
                .found();
        add("mean g_E", "nS", excitatoryNs(), found.excitatoryNs());
        add("mean g_I", "nS", inhibitoryNs(), found.inhibitoryNs());
        add("sd of g_E", "nS", sdE, found.excitatorySdNs());
        add("sd of g_I", "nS", sdI, found.inhibitorySdNs());
    }

    private void impedance() {
        final int samples = (int) Math.round(IMPEDANCE_MS / settings().stepMs());
        final double[] e = new double[samples];
        final double[] i = new double[samples];
        for (int k = 0; k < samples; k++) {
            e[k] = excitatoryNs() * StrictMath.exp(-Math.pow((k * settings().stepMs() - 550) / 60, 2));
            i[k] = inhibitoryNs()
                    * StrictMath.exp(-Math.pow(
                            (k * settings().stepMs() - 550 - settings().delayMs()) / 60, 2));
        }
        final ClampProtocol protocol = new ClampProtocol(
                ClampMode.CURRENT_CLAMP,
                List.of(0.0),
                1,
                IMPEDANCE_MS,
                ClampProtocol.Pulse.NONE,
                List.of(new ClampProtocol.Sinusoid(210, 100), new ClampProtocol.Sinusoid(315, 100)));
        final Recording recording = record(
                new SynapticInput.Given(new ConductancePair(settings().stepMs(), e, i, "bumps", 0), 0), protocol);
        final double[] current = new double[samples];
        recording.commands().get(0).read(0, 0, current, 0, samples);
        // Recorded through the same filter as the potential: otherwise the phase of the filter would look like the
        // cell's.
        settings().amplifier().filter(current, settings().stepMs());
        final TwoFrequencyConductance found = TwoFrequencyConductance.compute(
                recording.read(0, 0),
                current,
                settings().stepMs(),
                new ImpedanceSettings(
                        210, 315, 10, TimeWindow.ALL, ImpedanceSettings.STILL, reversals(), junction(), 0, 0));
        final int edge = (int) Math.round(100 / settings().stepMs());
        add(
                "peak g_E",
                "nS",
                excitatoryNs(),
                Arrays.stream(found.excitatoryNs(), edge, samples - edge).max().orElseThrow());
        add(
                "peak g_I",
                "nS",
                inhibitoryNs(),
                Arrays.stream(found.inhibitoryNs(), edge, samples - edge).max().orElseThrow());
        add("series resistance", "MOhm", settings().pipette().residualMohm(0), found.seriesResistanceMohm());
        add("capacitance", "pF", cell().capacitancePf(), found.settings().capacitancePf());
    }

    private void relaxation() {
        final MembraneTraces traces = traces(record(
                new SynapticInput.Fluctuating(
                        excitatoryNs(), excitatoryNs() / 4, 0.2, inhibitoryNs(), inhibitoryNs() / 8, 0.2),
                ClampProtocol.steady(ClampMode.CURRENT_CLAMP, 1, RELAXATION_MS, 0.0)));
        final int lag = (int) Math.max(2, Math.round(1 / settings().stepMs()));
        final RelaxationConductance.Window found = RelaxationOverSweeps.compute(
                        traces,
                        new RelaxationSettings(cell(), reversals(), RELAXATION_MS, lag, 2 * lag, 0.95, NO_SPIKES_MV))
                .windows()
                .get(0)
                .found();
        add("total conductance", "nS", cell().leakNs() + excitatoryNs() + inhibitoryNs(), found.totalNs());
    }

    private void spikeTriggered() {
        final SpikeTriggeredConductance.Statistics statistics = new SpikeTriggeredConductance.Statistics(
                excitatoryNs(),
                inhibitoryNs(),
                excitatoryNs() / 4,
                inhibitoryNs() / 8,
                VmdSettings.DEFAULT.excitatoryTauMs(),
                VmdSettings.DEFAULT.inhibitoryTauMs());
        final SimulatedRecording simulated = simulate(
                new SynapticInput.Fluctuating(
                        excitatoryNs(),
                        statistics.excitatorySdNs(),
                        statistics.excitatoryTauMs(),
                        inhibitoryNs(),
                        statistics.inhibitorySdNs(),
                        statistics.inhibitoryTauMs()),
                ClampProtocol.steady(ClampMode.CURRENT_CLAMP, settings().sweepsPerLevel(), 5000, 0.0));
        final MembraneTraces traces = traces(simulated.recording());
        final List<double[]> potentials = traces.levels().get(0).traces().stream()
                .map(MembraneTraces.Trace::potentialMv)
                .toList();
        final VmdLevel moments = VmdLevel.pooled(potentials.stream()
                .map(v -> VmdLevel.of(0, v, settings().stepMs(), TimeWindow.ALL, NO_SPIKES_MV))
                .toList());
        final double thresholdMv = moments.meanMv() + THRESHOLD_SD * Math.sqrt(moments.varianceMv2());
        final SpikeTriggeredTrace found = SpikeTriggeredTrace.compute(
                traces, new SpikeTriggeredSettings(cell(), reversals(), statistics, thresholdMv, BEFORE_SPIKE_MS, 0));
        final int n = found.excitatoryNs().length;
        final double[] excitation = new double[n];
        final double[] inhibition = new double[n];
        int spikes = 0;
        for (int k = 0; k < potentials.size(); k++) {
            final ConductancePair truth = simulated.truth().get(k).get(0);
            for (final int end : SpikeTriggeredConductance.ends(
                    potentials.get(k), settings().stepMs(), thresholdMv, BEFORE_SPIKE_MS, 0)) {
                for (int i = 0; i < n; i++) {
                    excitation[i] += truth.excitatoryNs()[end - n - 1 + i];
                    inhibition[i] += truth.inhibitoryNs()[end - n - 1 + i];
                }
                spikes++;
            }
        }
        // The means of the last time constant before the spike.
        final int last =
                n - (int) Math.round(statistics.excitatoryTauMs() / settings().stepMs());
        add("g_E before spikes", "nS", mean(excitation, last) / spikes, mean(found.excitatoryNs(), last));
        add("g_I before spikes", "nS", mean(inhibition, last) / spikes, mean(found.inhibitoryNs(), last));
    }

    private static double mean(final double[] values, final int from) {
        return Statistics.mean(Arrays.copyOfRange(values, from, values.length));
    }

    /**
     * Conductances that are constant between jumps. The method can read no others, because it takes every change of the
     * potential between samples as a sign of the conductances of that moment.
     */
    private void oversampling() {
        final int half = (int) Math.round(5 / settings().stepMs());
        final int samples = 200 * half;
        final double[] e = new double[samples];
        final double[] i = new double[samples];
        for (int k = 0; k < samples; k++) {
            if (k / half % 2 == 0) continue;
            e[k] = excitatoryNs();
            i[k] = inhibitoryNs();
        }
        final Recording recording = record(
                new SynapticInput.Given(new ConductancePair(settings().stepMs(), e, i, "steps", 0), 0),
                ClampProtocol.steady(
                        ClampMode.CURRENT_CLAMP, 1, samples * settings().stepMs(), 0.0));
        final OversamplingConductance found = OversamplingTrace.compute(
                        traces(recording), OversamplingSettings.of(cell(), reversals()))
                .found();
        final IntPredicate during = k -> e[2 * k] > 0 && e[2 * k + 2] > 0;
        add("median g_E", "nS", excitatoryNs(), median(found.excitatoryNs(), during));
        add("median g_I", "nS", inhibitoryNs(), median(found.inhibitoryNs(), during));
    }

    private static double median(final double[] values, final IntPredicate which) {
        return Statistics.median(IntStream.range(0, values.length)
                .filter(which)
                .mapToDouble(k -> values[k])
                .toArray());
    }
}
