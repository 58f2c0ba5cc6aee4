package org.eibalance.check.pair;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether both channels share fast noise, which no synapse passes on: more than 0.05 of it is pick-up or cross-talk of
 * the headstages, and nearly all of it is one signal in two channels.
 */
public final class CrossTalk implements Check<PairStudy.Result> {

    /** Its name. */
    public static final String NAME = "cross_talk";

    /**
     * Of the correlation of sample-to-sample differences: two amplifiers have noise of their own, one signal has none.
     */
    private static final double ONE_SIGNAL = 0.99;

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
        return new CheckResult(
                NAME,
                some ? CheckState.DOUBTFUL : CheckState.PASSED,
                shared,
                Artefacts.CROSS_TALK_TO_REPORT,
                "",
                String.format(Locale.ROOT, "Of their fast noise both channels share %+.2f.", shared),
                some ? "It adds to the correlation at lag 0: compare with a high_cut_hz of 500." : "");
    }
}
