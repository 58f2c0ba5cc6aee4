package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.signal.Coherence;
import org.eibalance.signal.CrossCorrelation;
import org.eibalance.signal.PeakParabola;

/**
 * What mimics or hides a correlation of synaptic inputs in one recording.
 *
 * @param fromA electrical coupling from cell A to cell B, and why it was not measured
 * @param fromB the same the other way round
 * @param crossTalk how much of the fast noise both channels share, from -1 to 1: the correlation r of the
 *     sample-to-sample differences at the lag of its extremum within two samples, against the mean m of it 3 to 6
 *     samples further, (r - m) / (1 + |m|), for smooth synaptic events correlate there as well; differences beyond 5
 *     robust standard deviations, as artefacts have them, are left out. A signal that passes from one headstage to the
 *     other without a synapse
 * @param fastR that r, which is 1 or -1 where both channels show one signal
 * @param crossTalkLagUs that lag, with a parabola: a skew of the converter where cross-talk is strong
 * @param humHz frequency of the mains, 50 or 60, whose coherence is larger
 * @param humCoherence coherence there; NaN where no sweep lasts a second
 * @param humShared whether both cells have a line there and it is coherent
 * @param tauAMs time constant of cell A from a step of its command; NaN where there is none
 * @param tauBMs the same of cell B
 * @param skewUs by how much cell B may have been sampled after cell A where one converter takes all channels in turn,
 *     in µs
 * @param doubts whether the channels are those of two cells
 * @param movesOfBoth parts of sweeps that were correlated and in which the commands of both cells move
 * @param remarks sentences for the reader
 */
public record Artefacts(
        ElectricalCoupling fromA,
        ElectricalCoupling fromB,
        double crossTalk,
        double fastR,
        double crossTalkLagUs,
        int humHz,
        double humCoherence,
        boolean humShared,
        double tauAMs,
        double tauBMs,
        double skewUs,
        List<CellChannels.Doubt> doubts,
        int movesOfBoth,
        List<String> remarks) {

    /** More shared fast noise is reported. */
    public static final double CROSS_TALK_TO_REPORT = 0.05;

    private static final double CUT_SD = 5;
    private static final double LINE = 4;
    /** Coherence that chance exceeds once in a thousand, for n windows: 1 - 0.001^(1/(n-1)). */
    private static final double CHANCE = 0.001;

    private static final double UNEQUAL = 1.25;
    private static final int NEAR = 2;
    private static final int FAR = 6;

    /**
     * Looks for them in sweeps of which all is correlated.
     *
     * @param recording the recording
     * @param a channel of cell A
     * @param b channel of cell B
     * @param input its sweeps as they were read
     * @return what was found
     */
    public static Artefacts of(final Recording recording, final Channel a, final Channel b, final PairInput input) {
        return of(recording, a, b, input, input, SeriesResistances.UNKNOWN);
    }

    /**
     * Looks for them.
     *
     * @param recording the recording
     * @param a channel of cell A
     * @param b channel of cell B
     * @param input its sweeps as they were read
     * @param correlated what is correlated of them
     * @param series for the coupling in voltage clamp
     * @return what was found
     */
    public static Artefacts of(
            final Recording recording,
            final Channel a,
            final Channel b,
            final PairInput input,
            final PairInput correlated,
            final SeriesResistances series) {
        final List<Integer> sweeps =
                input.sweeps().stream().map(PairSweep::sweep).distinct().toList();
        final Optional<List<CommandSteps>> stepsA = CommandSteps.of(recording, a, sweeps);
        final Optional<List<CommandSteps>> stepsB = CommandSteps.of(recording, b, sweeps);
        final Optional<PairStepResponse> fromA = response(recording, a, sweeps, stepsA);
        final Optional<PairStepResponse> fromB = response(recording, b, sweeps, stepsB);
        final double[] differences = differences(input);
        final int middle = (differences.length - 1) / 2;
        int at = middle;
        for (int i = middle - NEAR; i <= middle + NEAR; i++) {
            if (Math.abs(differences[i]) > Math.abs(differences[at])) at = i;
        }
        final double beside = IntStream.rangeClosed(NEAR + 1, FAR)
                .mapToDouble(d -> (differences[middle - d] + differences[middle + d]) / 2)
                .average()
                .orElse(0);
        final double shift = PeakParabola.of(differences[at - 1], differences[at], differences[at + 1])
                .shift();
        final Coherence coherence = Coherence.of(
                input.sweeps().stream().map(PairSweep::cellA).toList(),
                input.sweeps().stream().map(PairSweep::cellB).toList(),
                input.sampleRateHz());
        final boolean measured = coherence.windows() > 1 && input.sampleRateHz() > 200;
        final int hum = measured && coherence.at(60) > coherence.at(50) ? 60 : 50;
        final boolean shared = measured
                && coherence.prominenceX(hum) > LINE
                && coherence.prominenceY(hum) > LINE
                && coherence.at(hum) > 1 - Math.pow(CHANCE, 1.0 / (coherence.windows() - 1));
        final double skew = 1e6
                / input.sampleRateHz()
                * (b.index() - a.index())
                / recording.channels().size();
        final Artefacts found = new Artefacts(
                ElectricalCoupling.of(recording, a, b, sweeps, stepsA, stepsB, series.aMohm(), series.bMohm()),
                ElectricalCoupling.of(recording, b, a, sweeps, stepsB, stepsA, series.bMohm(), series.aMohm()),
                (differences[at] - beside) / (1 + Math.abs(beside)),
                differences[at],
                (at - middle + shift) * 1e6 / input.sampleRateHz(),
                hum,
                measured ? coherence.at(hum) : Double.NaN,
                shared,
                fromA.map(PairStepResponse::tauMs).orElse(Double.NaN),
                fromB.map(PairStepResponse::tauMs).orElse(Double.NaN),
                skew,
                new CellChannels(a, b).doubts(recording),
                movesOfBoth(correlated, sweeps, stepsA, stepsB),
                List.of());
        return found.withRemarks(found.sentences(recording.name(), a, b));
    }

    private Artefacts withRemarks(final List<String> sentences) {
        return new Artefacts(
                fromA,
                fromB,
                crossTalk,
                fastR,
                crossTalkLagUs,
                humHz,
                humCoherence,
                humShared,
                tauAMs,
                tauBMs,
                skewUs,
                doubts,
                movesOfBoth,
                List.copyOf(sentences));
    }

    /** Of a channel whose unit is wrong there is none: it may be a response of nothing. */
    private static Optional<PairStepResponse> response(
            final Recording recording,
            final Channel channel,
            final List<Integer> sweeps,
            final Optional<List<CommandSteps>> steps) {
        return steps.filter(s -> CellChannels.hasTrueUnit(recording, channel))
                .flatMap(s -> PairStepResponse.of(recording, channel, sweeps, s));
    }

    private static int movesOfBoth(
            final PairInput correlated,
            final List<Integer> sweeps,
            final Optional<List<CommandSteps>> stepsA,
            final Optional<List<CommandSteps>> stepsB) {
        if (stepsA.isEmpty() || stepsB.isEmpty()) return 0;
        int moves = 0;
        for (final PairSweep sweep : correlated.sweeps()) {
            final int from = (int) Math.round(sweep.startMs() * correlated.sampleRateHz() / 1000);
            final int to = from + sweep.cellA().length;
            final int k = sweeps.indexOf(sweep.sweep());
            if (stepsA.get().get(k).movesWithin(from, to) && stepsB.get().get(k).movesWithin(from, to)) moves++;
        }
        return moves;
    }

    /** Mean correlogram of the differences from sample to sample, which slow potentials hardly have. */
    private static double[] differences(final PairInput input) {
        final double[] mean = new double[2 * (FAR + 1) + 1];
        int counted = 0;
        for (final PairSweep sweep : input.sweeps()) {
            final int n = sweep.cellA().length;
            if (n < 4 * FAR) continue;
            final double[] c = new CrossCorrelation(FAR + 1, n - 1)
                    .coefficients(difference(sweep.cellA()), difference(sweep.cellB()), 1);
            if (Double.isNaN(c[0])) continue;
            counted++;
            for (int i = 0; i < mean.length; i++) mean[i] += c[i];
        }
        for (int i = 0; i < mean.length; i++) mean[i] /= Math.max(1, counted);
        return mean;
    }

    private static double[] difference(final double[] samples) {
        final double[] difference = new double[samples.length - 1];
        final double limit = CUT_SD * CommonTransients.noise(samples);
        for (int t = 0; t < difference.length; t++)
            difference[t] = Math.abs(samples[t + 1] - samples[t]) > limit ? 0 : samples[t + 1] - samples[t];
        return difference;
    }

    private List<String> sentences(final String name, final Channel a, final Channel b) {
        final List<String> sentences = new ArrayList<>();
        if (!fromA.measured() && !fromB.measured())
            sentences.add(name + ": electrical coupling between the cells could not be measured: "
                    + fromA.reason().orElseThrow() + ".");
        coupled(sentences, name, a.name(), b.name(), fromA);
        coupled(sentences, name, b.name(), a.name(), fromB);
        if (Math.abs(crossTalk) > CROSS_TALK_TO_REPORT)
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s: the two channels share fast noise (%+.2f of sample-to-sample differences, at %+.0f "
                            + "µs): cross-talk of the headstages, or pick-up; it adds to the correlation at lag 0.",
                    name,
                    crossTalk,
                    Math.rint(crossTalkLagUs) + 0.0));
        if (humShared)
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s: hum of %d Hz is common to both cells (coherence %.2f) and correlates by itself: record "
                            + "again with less, or limit the band.",
                    name,
                    humHz,
                    humCoherence));
        if (tauAMs > UNEQUAL * tauBMs || tauBMs > UNEQUAL * tauAMs)
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s: the time constants of the two cells differ, %.1f and %.1f ms%s: the slower cell's "
                            + "trace lags by about the difference.",
                    name,
                    tauAMs,
                    tauBMs,
                    a.clampMode() == ClampMode.VOLTAGE_CLAMP ? " (R_s C)" : ""));
        return sentences;
    }

    private static void coupled(
            final List<String> sentences,
            final String name,
            final String from,
            final String to,
            final ElectricalCoupling coupling) {
        if (!coupling.found()) return;
        sentences.add(name + ": a step in " + from + " shows in " + to + " with " + coupling.words()
                + (coupling.value() < 0
                        ? ", a sign that no electrical synapse gives: the headstages are coupled, or "
                                + "something else follows the step."
                        : ": the cells are coupled electrically, or the headstages are; this correlates by "
                                + "itself, with positive sign and little lag."));
    }
}
