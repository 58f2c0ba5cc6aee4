package org.eibalance.check.pair;

import java.util.Locale;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the cells correlate more than chance gives, by the surrogates of the analysis: p at most 0.05. Without it
 * there is no peak, so that its lag says nothing. The same holds where so few sweeps can give no p as small.
 */
public final class BeyondChance implements Check<PairingResult> {

    /** Its name. */
    public static final String NAME = "beyond_chance";

    static final double LEVEL = 0.05;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairingResult pairing) {
        final double p = pairing.correlogram().pValue();
        if (Double.isNaN(p))
            return CheckResult.notApplicable(NAME, "No surrogates were drawn, so that chance is not known.");
        final double leastP = pairing.correlogram().surrogates().orElseThrow().leastP();
        if (leastP > LEVEL)
            return new CheckResult(
                    NAME,
                    CheckState.FAILED,
                    leastP,
                    LEVEL,
                    "",
                    String.format(
                            Locale.ROOT,
                            "Whether there is a correlation beyond chance cannot be known: with these sweeps p cannot "
                                    + "be below %.2g.",
                            leastP),
                    "Record more sweeps, or longer ones.");
        final boolean beyond = p <= LEVEL;
        return new CheckResult(
                NAME,
                beyond ? CheckState.PASSED : CheckState.FAILED,
                p,
                LEVEL,
                "",
                String.format(Locale.ROOT, "There is %s correlation beyond chance (p = %.2g).", beyond ? "a" : "no", p),
                beyond ? "" : "Record more sweeps; a window with fewer events needs more of them.");
    }
}
