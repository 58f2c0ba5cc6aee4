package org.eibalance.check.pair;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.correlogram.CorrelogramPeak;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether both channels share fast noise, which no synapse passes on: more than 0.05 of it is pick-up or cross-talk of
 * the headstages, and nearly all of it is one signal in two channels. Where the peak of the correlogram is as narrow as
 * the noise, it is nothing else.
 */
public final class CrossTalk implements Check<PairStudy.Result> {

    /** Its name. */
    public static final String NAME = "cross_talk";

    /**
     * Of the correlation of sample-to-sample differences: two amplifiers have noise of their own, one signal has none.
     */
    private static final double ONE_SIGNAL = 0.99;

    /**
     * Of the correlogram at lag 0, where fast noise is shared too: two cells with the same inputs have amplifiers of
     * their own.
     */
    private static final double SAME_TRACE = 0.98;

    /** A peak as narrow as this, at lag 0, is one of noise: synaptic currents alone last longer than a millisecond. */
    private static final double NARROW_MS = 0.5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairStudy.Result study) {
        final Optional<Artefacts> one = study.artefacts().stream()
                .filter(a -> Math.abs(a.fastR()) > ONE_SIGNAL)
                .findFirst();
        if (one.isPresent())
            return new CheckResult(
                    NAME,
                    CheckState.FAILED,
                    one.get().fastR(),
                    ONE_SIGNAL,
                    "",
                    String.format(
                            Locale.ROOT,
                            "The fast noise of both channels is the same (r = %+.3f): they show one signal.",
                            one.get().fastR()),
                    "Choose the channels of two cells.");
        final double shared = study.artefacts().stream()
                .map(Artefacts::crossTalk)
                .max(Comparator.comparing(Math::abs))
                .orElse(0.0);
        final boolean some = Math.abs(shared) > Artefacts.CROSS_TALK_TO_REPORT;
        final Optional<CorrelogramPeak> same = study.pairings().stream()
                .map(p -> p.correlogram().peak())
                .filter(p -> Math.abs(p.r()) > SAME_TRACE && Math.abs(p.lagMs()) < NARROW_MS)
                .findFirst();
        if (some && same.isPresent())
            return new CheckResult(
                    NAME,
                    CheckState.FAILED,
                    same.get().r(),
                    SAME_TRACE,
                    "",
                    String.format(
                            Locale.ROOT,
                            "Both channels show the same trace (r = %+.3f at lag 0).",
                            same.get().r()),
                    "Choose the channels of two cells.");
        final boolean all = some && study.pairings().stream().anyMatch(CrossTalk::isOfNoise);
        return new CheckResult(
                NAME,
                all ? CheckState.FAILED : some ? CheckState.DOUBTFUL : CheckState.PASSED,
                shared,
                Artefacts.CROSS_TALK_TO_REPORT,
                "",
                String.format(
                        Locale.ROOT,
                        all
                                ? "Of their fast noise both channels share %+.2f, and the peak is as narrow as it."
                                : "Of their fast noise both channels share %+.2f.",
                        shared),
                some ? "It adds to the correlation at lag 0: compare with a high_cut_hz of 500." : "");
    }

    private static boolean isOfNoise(final PairingResult pairing) {
        final CorrelogramPeak peak = pairing.correlogram().peak();
        return Math.abs(peak.lagMs()) < NARROW_MS && peak.widthMs() < NARROW_MS;
    }
}
