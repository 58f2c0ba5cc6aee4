package org.eibalance.validation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.analysis.event.EventDetection;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.EventTrain;
import org.eibalance.rig.SynapticInput;

/** Detection of spontaneous events near both reversal potentials. */
final class EventTrial extends SimulatedTrial {

    private static final double EVENT_SWEEP_MS = 2000;
    private static final double EVENT_LOG_SD = 0.4;

    EventTrial(final Setup setup) {
        super(setup);
    }

    /** Sweeps near E_I, which show excitation, alternate with sweeps near E_E. */
    @Override
    void estimate() {
        final double sizeNs = settings().eventNs() * excitatoryNs() / settings().excitatoryNs();
        final EventTrain excitation = train(sizeNs, settings().details().excitation());
        final EventTrain inhibition = train(sizeNs, settings().details().inhibition());
        final SynapticInput.Spontaneous input = new SynapticInput.Spontaneous(excitation, inhibition);
        final double ljp = settings().pipette().junctionMv();
        final Double[] held =
                levels(reversals().inhibitoryMv() + ljp, reversals().excitatoryMv() + ljp);
        final double lowMv = Arrays.stream(held).mapToDouble(v -> v).min().orElseThrow();
        final double highMv = Arrays.stream(held).mapToDouble(v -> v).max().orElseThrow();
        final Recording recording = record(
                input,
                ClampProtocol.steady(
                        ClampMode.VOLTAGE_CLAMP, settings().sweepsPerLevel(), EVENT_SWEEP_MS, lowMv, highMv));
        final Map<Integer, List<EventTrain.Event>> excitatory = new LinkedHashMap<>();
        final Map<Integer, List<EventTrain.Event>> inhibitory = new LinkedHashMap<>();
        for (int k = 0; k < 2 * settings().sweepsPerLevel(); k += 2) {
            excitatory.put(k, input.excitatory(k, EVENT_SWEEP_MS, seed()));
            inhibitory.put(k + 1, input.inhibitory(k + 1, EVENT_SWEEP_MS, seed()));
        }
        final double seconds = settings().sweepsPerLevel() * EVENT_SWEEP_MS / 1000;
        final EventScore e = detect(recording, excitatory, Polarity.NEGATIVE, excitation.shape());
        final EventScore i = detect(recording, inhibitory, Polarity.POSITIVE, inhibition.shape());
        final double forceE = reversals().excitatoryMv() - (lowMv - ljp);
        final double forceI = highMv - ljp - reversals().inhibitoryMv();
        score("sEPSCs", e, forceE, seconds);
        score("sIPSCs", i, forceI, seconds);
        add(
                "rate times amplitude, E / I",
                "",
                sum(excitatory) * forceE / (sum(inhibitory) * forceI),
                e.detections() * e.amplitude() / (i.detections() * i.amplitude()));
    }

    private EventTrain train(final double sizeNs, final BiexponentialShape shape) {
        return new EventTrain(
                settings().eventRateHz(),
                sizeNs,
                EVENT_LOG_SD,
                shape,
                settings().details().shapeLogSd());
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
                        input, EventSettings.of(DetectionMethod.DECONVOLUTION, polarity, shape), threads()));
    }

    private void score(final String kind, final EventScore score, final double forceMv, final double seconds) {
        add("recall of " + kind, "", 1, score.recall());
        add("precision of " + kind, "", 1, score.precision());
        add("amplitude of " + kind + " that were found", "pA", score.truePeakNs() * forceMv, score.amplitude());
        add("rate of " + kind, "Hz", score.events() / seconds, score.detections() / seconds);
    }
}
