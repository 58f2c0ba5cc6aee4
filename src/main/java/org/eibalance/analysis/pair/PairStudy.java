package org.eibalance.analysis.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.analysis.pair.input.CommonTransients;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.analysis.pair.input.SeriesResistances;
import org.eibalance.analysis.pair.input.Stretches;
import org.eibalance.annotation.Region;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/**
 * The whole analysis of a pair, over one or several recordings.
 *
 * @param settings how it is correlated
 * @param preparation which part, and what is done before
 * @param slidingWindowMs window of the correlation through the recording
 * @param tauAMs membrane time constant of cell A; 0: from a step of its command, else assumed
 * @param tauBMs the same of cell B
 * @param series series resistances, for the electrical coupling in voltage clamp
 */
public record PairStudy(
        PairSettings settings,
        PairPreparation preparation,
        double slidingWindowMs,
        double tauAMs,
        double tauBMs,
        SeriesResistances series) {

    /** Window of the correlation through a recording. */
    public static final double DEFAULT_SLIDING_WINDOW_MS = 1000;

    /** Without series resistances. */
    public PairStudy(
            final PairSettings settings,
            final PairPreparation preparation,
            final double slidingWindowMs,
            final double tauAMs,
            final double tauBMs) {
        this(settings, preparation, slidingWindowMs, tauAMs, tauBMs, SeriesResistances.UNKNOWN);
    }

    /**
     * The sweeps of one recording.
     *
     * @param name of the recording
     * @param unitA unit of cell A; empty where it is not known
     * @param unitB unit of cell B; empty where it is not known
     * @param recorded its sweeps as they were read
     * @param prepared what is correlated of them
     * @param artefacts what mimics or hides correlation in it
     * @param remarks sentences for the reader
     */
    public record Part(
            String name,
            String unitA,
            String unitB,
            PairInput recorded,
            PairInput prepared,
            Artefacts artefacts,
            List<String> remarks) {}

    /**
     * The result of all recordings.
     *
     * @param recordings their names
     * @param shown the first sweep as it was recorded, for a figure
     * @param unitA unit of cell A in that sweep; empty where it is not known
     * @param unitB unit of cell B in that sweep; empty where it is not known
     * @param input what was correlated, pooled
     * @param lagsMs the lags of all correlograms in ms, ascending; positive where cell B follows cell A
     * @param pairings one for each pairing of holding levels that occurs, in the order HH, DD, HD, DH, unknown
     * @param artefacts of each recording
     * @param tauA membrane time constant of cell A
     * @param tauB membrane time constant of cell B
     * @param remarks sentences for the reader
     * @param settings how it was correlated
     */
    public record Result(
            List<String> recordings,
            PairSweep shown,
            String unitA,
            String unitB,
            PairInput input,
            double[] lagsMs,
            List<PairingResult> pairings,
            List<Artefacts> artefacts,
            MembraneTime tauA,
            MembraneTime tauB,
            List<String> remarks,
            PairSettings settings) {

        /** The seed of all random draws. */
        public long seed() {
            return settings.surrogates().seed();
        }

        /**
         * What was found for one pairing.
         *
         * @param pairing the pairing
         * @return its result; empty where no sweep has it
         */
        public Optional<PairingResult> pairing(final Pairing pairing) {
            return pairings.stream().filter(p -> p.pairing() == pairing).findFirst();
        }
    }

    /**
     * Reads and prepares one recording.
     *
     * @param recording the recording; not needed afterwards
     * @param a channel of cell A
     * @param b channel of cell B
     * @param sweeps 0-based sweeps; empty for all
     * @return its part of the study
     * @throws InputException if the person can mend what is wrong
     */
    public Part read(final Recording recording, final Channel a, final Channel b, final List<Integer> sweeps) {
        return read(recording, a, b, sweeps, List.of());
    }

    /**
     * Reads and prepares one recording without the regions that a person has marked.
     *
     * @param recording the recording; not needed afterwards
     * @param a channel of cell A
     * @param b channel of cell B
     * @param sweeps 0-based sweeps; empty for all
     * @param leftOut regions that are not correlated
     * @return its part of the study
     * @throws InputException if the person can mend what is wrong
     */
    public Part read(
            final Recording recording,
            final Channel a,
            final Channel b,
            final List<Integer> sweeps,
            final List<Region> leftOut) {
        final List<Region> used = leftOut.stream()
                .filter(r -> sweeps.isEmpty() || sweeps.contains(r.sweep()))
                .toList();
        final Stretches stretches = preparation.stretches(used, settings);
        final PairInput recorded = PairInput.from(recording, a, b, sweeps, stretches);
        final List<String> remarks = new ArrayList<>();
        recording.remarks().forEach(remark -> remarks.add(recording.name() + ": " + remark));
        stretches.words(recording, a, sweeps, recorded).ifPresent(remarks::add);
        final PairInput prepared = preparation.prepare(recording, recorded, settings, remarks);
        final Artefacts artefacts = Artefacts.of(recording, a, b, recorded, prepared, series);
        remarks.addAll(artefacts.remarks());
        return new Part(recording.name(), unit(a), unit(b), recorded, prepared, artefacts, List.copyOf(remarks));
    }

    /**
     * Correlates.
     *
     * @param parts one a recording, at least one
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1
     * @return all that was found
     * @throws InputException if the person can mend what is wrong
     * @throws CancellationException if the calling thread is interrupted
     */
    public Result compute(final List<Part> parts, final int threads, final DoubleConsumer progress) {
        final PairInput input =
                PairInput.pool(parts.stream().map(Part::prepared).toList());
        final PairResult result = PairCorrelation.compute(input, settings, threads, progress);
        final MembraneTime tauA = MembraneTime.of(
                tauAMs, parts.stream().mapToDouble(p -> p.artefacts().tauAMs()).toArray());
        final MembraneTime tauB = MembraneTime.of(
                tauBMs, parts.stream().mapToDouble(p -> p.artefacts().tauBMs()).toArray());
        final List<PairingResult> pairings = PairingResult.of(
                input,
                result,
                settings,
                slidingWindowMs,
                tauA,
                tauB,
                CommonTransients.find(parts.stream().map(Part::recorded).toList()),
                preparation.smearMs(),
                parts.stream()
                        .map(Part::artefacts)
                        .filter(Artefacts::humShared)
                        .mapToInt(Artefacts::humHz)
                        .findFirst());
        final List<String> remarks = new ArrayList<>();
        parts.forEach(part -> remarks.addAll(part.remarks()));
        final Part first = parts.get(0);
        return new Result(
                parts.stream().map(Part::name).toList(),
                first.recorded().sweeps().get(0),
                first.unitA(),
                first.unitB(),
                input,
                result.lagsMs(),
                pairings,
                parts.stream().map(Part::artefacts).toList(),
                tauA,
                tauB,
                List.copyOf(remarks),
                settings);
    }

    private static String unit(final Channel channel) {
        return switch (channel.unit().quantity()) {
            case VOLTAGE -> "mV";
            case CURRENT -> "pA";
            case OTHER -> channel.unit().symbol();
        };
    }
}
