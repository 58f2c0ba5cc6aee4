package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.singletrace.Rest;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.signal.Statistics;

/**
 * Whether the cell at rest is known. Its conductance is taken from all others, so that a wrong one shifts g_E and g_I
 * for the whole trace. Synapses only add conductance: where the median of the whole trace lies below that of rest by
 * more than three errors, rest is wrong, from wherever it comes. One within two errors of zero is no conductance. Of
 * one that is not known within a tenth nobody can tell small conductances from none.
 */
public final class RestKnown implements Check<TwoFrequencyConductance> {

    /** Its name. */
    public static final String NAME = "rest_known";

    private static final double ERRORS = 3;
    private static final double MAX_SHARE = 0.1;
    private static final double TOLD_FROM_ZERO = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final TwoFrequencyConductance found) {
        final Rest rest = found.rest();
        if (rest.source() == Rest.Source.NOT_SEEN)
            return result(
                    CheckState.FAILED,
                    found,
                    Double.NaN,
                    "The potential is never still, so that no part of the trace shows the cell at rest.",
                    "Give leak_ns and leak_reversal_mv of the cell, or record a time without synaptic input.");
        final double medianNs = Statistics.median(Statistics.finite(found.totalNs()));
        final double highestNs = medianNs + ERRORS * Math.hypot(rest.conductanceSeNs(), found.medianSeNs());
        if (rest.conductanceNs() > highestNs)
            return result(
                    CheckState.FAILED,
                    found,
                    highestNs,
                    text(
                            "The conductance at rest, %.3g nS, is more than the median of the trace, %.3g nS: synapses "
                                    + "only add to it.",
                            rest.conductanceNs(), medianNs),
                    rest.source() == Rest.Source.LOWEST
                            ? "The lowest potentials are those of inhibition: use rest_percent=auto or give the leak."
                            : "Look at the leak and the capacitance.");
        if (!(rest.conductanceNs() > TOLD_FROM_ZERO * rest.conductanceSeNs()))
            return result(
                    CheckState.FAILED,
                    found,
                    highestNs,
                    text(
                            "The conductance at rest, %.3g ± %.2g nS, cannot be told from none.",
                            rest.conductanceNs(), rest.conductanceSeNs()),
                    "Inject larger sinusoids, record longer, or give leak_ns and leak_reversal_mv.");
        if (rest.source() == Rest.Source.LOWEST)
            return result(
                    CheckState.DOUBTFUL,
                    found,
                    highestNs,
                    "The lowest potentials count as rest, which they are only if E_I does not lie below it.",
                    "Use rest_percent=auto, or give leak_ns and leak_reversal_mv.");
        final boolean known = rest.conductanceSeNs() <= MAX_SHARE * rest.conductanceNs();
        return result(
                known ? CheckState.PASSED : CheckState.DOUBTFUL,
                found,
                highestNs,
                rest.source() == Rest.Source.GIVEN
                        ? text(
                                "The cell at rest is given: %.3g nS at %.4g mV.",
                                rest.conductanceNs(), rest.reversalMv())
                        : text(
                                "The cell at rest has %.3g ± %.2g nS at %.4g mV, where the potential is still for %.0f "
                                        + "ms.",
                                rest.conductanceNs(), rest.conductanceSeNs(), rest.potentialMv(), rest.durationMs()),
                known ? "" : "Inject larger sinusoids, record longer, or give leak_ns and leak_reversal_mv.");
    }

    private static CheckResult result(
            final CheckState state,
            final TwoFrequencyConductance found,
            final double limit,
            final String sentence,
            final String remedy) {
        return new CheckResult(NAME, state, found.restNs(), limit, "nS", sentence, remedy);
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
