package org.eibalance.check.pair;

import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.CommonEnvelope;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.analysis.pair.significance.Surrogates;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether both cells fluctuate strongly at the same times, more than their correlation explains: common Up states, a
 * common gain. Surrogates that do not keep the envelopes in place, pairings and circular shifts, then call a third of
 * independent cells correlated, so that their p says nothing. Sign flips keep them; a person should know all the same.
 */
public final class EnvelopesKept implements Check<PairingResult> {

    /** Its name. */
    public static final String NAME = "common_envelope";

    /** In common Up states the excess is 0.7 to 0.9; without it stays below 0.1 in cells with any correlation. */
    private static final double MAX_EXCESS = 0.3;

    private static final int MIN_WINDOWS = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairingResult pairing) {
        final CommonEnvelope envelope = pairing.envelope();
        if (envelope.windows() < MIN_WINDOWS || Double.isNaN(envelope.r()))
            return CheckResult.notApplicable(
                    NAME, "The recording is too short to compare when the cells fluctuate: 2 s are needed.");
        final PairCorrelogram group = pairing.correlogram();
        final double r = group.peak().r();
        final double excess = envelope.r() - r * r;
        final double limit = Math.max(MAX_EXCESS, 3 / Math.sqrt(envelope.windows()));
        final boolean common = excess > limit;
        final Optional<SurrogateMethod> method = group.surrogates().map(Surrogates::method);
        final boolean kept = method.isEmpty() || method.get() == SurrogateMethod.FLIPS;
        return new CheckResult(
                NAME,
                common ? kept ? CheckState.DOUBTFUL : CheckState.FAILED : CheckState.PASSED,
                excess,
                limit,
                "",
                String.format(
                        Locale.ROOT,
                        common
                                ? "Both cells fluctuate strongly at the same times (their envelopes correlate with "
                                        + "%+.2f), as in common Up states%s."
                                : "The cells do not fluctuate strongly at the same times more than their correlation "
                                        + "explains (their envelopes correlate with %+.2f)%s.",
                        envelope.r(),
                        common
                                ? kept
                                        ? "; the p takes this into account"
                                        : ", which these surrogates take for correlation"
                                : ""),
                common
                        ? kept
                                ? "Look at epochs=up: within Up states the envelopes are flat."
                                : "Use surrogate_method=flips with 8 sweeps or more, or epochs=up."
                        : "");
    }
}
