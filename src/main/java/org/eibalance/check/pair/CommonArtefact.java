package org.eibalance.check.pair;

import java.util.Locale;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.input.CommonTransients;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether the correlation rests on sharp transients that both channels show within 0.1 ms, such as artefacts of a
 * stimulus: whether less than half of it is left when straight lines bridge them from 0.5 ms before to 2 ms after.
 * Synaptic events rise in more than 0.3 ms; a correlation at lag 0 alone is no artefact.
 */
public final class CommonArtefact implements Check<PairingResult> {

    /** Its name. */
    public static final String NAME = "common_artefact";

    /**
     * Of the correlation, left without the transients: below the lower limit most of what is reported is artefact,
     * below the upper one the number changes by more than its interval.
     */
    private static final Limits LIMITS = new Limits(0.8, 0.5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairingResult pairing) {
        final CommonTransients found = pairing.transients();
        if (!found.resolved())
            return CheckResult.notApplicable(
                    NAME,
                    String.format(
                            Locale.ROOT,
                            "Sampling below %.0f kHz does not tell artefacts from synaptic events by their shape.",
                            CommonTransients.MIN_RATE_HZ / 1000));
        if (found.count() == 0)
            return CheckResult.of(NAME, CheckState.PASSED, "No sharp transient is common to both cells.", "");
        final double share = found.withoutR() / found.r();
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.failed(),
                "",
                String.format(
                        Locale.ROOT,
                        "Both cells show %d sharp transients within 0.1 ms of each other; without them the correlation "
                                + "there is %+.3f, with them %+.3f.",
                        found.count(),
                        found.withoutR(),
                        found.r()),
                state == CheckState.PASSED
                        ? ""
                        : "Mark them as artefact with annotate-recording, or choose a window or epochs without them.");
    }
}
