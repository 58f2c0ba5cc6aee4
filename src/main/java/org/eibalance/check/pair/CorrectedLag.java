package org.eibalance.check.pair;

import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.LagExcess;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.signal.Interval;

/**
 * Whether the lag of the conductances can be computed from that of the traces: the model has a lag, and 95 % of it lie
 * within 4 ms to either side. Inhibition follows excitation by 1 to 5 ms (Wehr and Zador 2003; Atallah and Scanziani
 * 2009), so that a wider interval does not tell whether it follows at all.
 */
public final class CorrectedLag implements Check<PairingResult> {

    /** Its name. */
    public static final String NAME = "corrected_lag";

    private static final double MAX_HALF_MS = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairingResult pairing) {
        final Optional<LagExcess> found = pairing.excess();
        if (found.isEmpty())
            return CheckResult.notApplicable(
                    NAME, "A lag is corrected between excitation and inhibition (HD, DH) of cells clamped alike.");
        if (pairing.correlogram().pValue() > BeyondChance.LEVEL)
            return CheckResult.notApplicable(
                    NAME, "There is no correlation beyond chance whose lag could be corrected.");
        final LagExcess excess = found.get();
        if (excess.undetermined().isPresent())
            return CheckResult.of(
                    NAME,
                    CheckState.FAILED,
                    "The lag of the conductances is not determined: "
                            + excess.undetermined().get() + ".",
                    "Record more sweeps, and hold the cells nearer to the reversals.");
        final Interval interval = excess.correctedInterval();
        if (!interval.isKnown())
            return CheckResult.notApplicable(
                    NAME, "No resamples were drawn, so that the interval of the corrected lag is not known.");
        final double half = (interval.high() - interval.low()) / 2;
        final boolean determined = half <= MAX_HALF_MS;
        return new CheckResult(
                NAME,
                determined ? CheckState.PASSED : CheckState.FAILED,
                half,
                MAX_HALF_MS,
                "ms",
                determined
                        ? String.format(
                                Locale.ROOT,
                                "The lag of the conductances is known to ± %.1f ms%s.",
                                half,
                                excess.assumedTau()
                                        ? ", with an assumed time constant, which makes the interval wider"
                                        : "")
                        : String.format(
                                Locale.ROOT,
                                "The lag of the conductances is not determined: its 95 %% interval is ± %.1f ms wide.",
                                half),
                determined ? "" : "Record more sweeps, and give tau_a_ms, tau_b_ms and junction_potential_mv.");
    }
}
