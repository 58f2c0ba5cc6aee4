package org.eibalance.check.event;

import java.util.Locale;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether events are of a size that a cell gives. A current above 20 nA is more than patch-clamp amplifiers pass in
 * their whole-cell range, and a potential that moves by more than 200 mV moves farther than from one reversal potential
 * of ions to the other: unit or gain in the file are wrong. Beyond 5 nA or 50 mV an event is that of no synapse: an
 * artefact, a step of the command, an action potential.
 */
public final class PlausibleAmplitudes implements Check<EventResult> {

    /** Its name. */
    public static final String NAME = "plausible_amplitudes";

    private static final double MAX_PA = 20_000;
    private static final double DOUBTFUL_PA = 5000;
    private static final double MAX_MV = 200;
    private static final double DOUBTFUL_MV = 50;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final EventResult result) {
        final double median = result.medianAmplitude();
        if (Double.isNaN(median)) return CheckResult.notApplicable(NAME, "There are no events.");
        final boolean current = !result.unit().equals("mV");
        final Limits limits = current ? new Limits(DOUBTFUL_PA, MAX_PA) : new Limits(DOUBTFUL_MV, MAX_MV);
        final CheckState state = limits.state(Math.abs(median));
        return new CheckResult(
                NAME,
                state,
                median,
                limits.of(state),
                result.unit(),
                String.format(
                        Locale.ROOT,
                        "The median amplitude is %.3g %s%s.",
                        median,
                        result.unit(),
                        switch (state) {
                            case FAILED -> ", which no cell gives: unit or gain in the file are wrong";
                            case DOUBTFUL -> ", which no synapse gives";
                            default -> "";
                        }),
                state == CheckState.PASSED
                        ? ""
                        : "Look at unit and gain of the channel; the key rescale of convert-recording corrects them.");
    }
}
