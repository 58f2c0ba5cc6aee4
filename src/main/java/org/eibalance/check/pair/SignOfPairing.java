package org.eibalance.check.pair;

import java.util.Locale;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the correlation has the sign that inputs which grow together give at these holding levels: negative between
 * the excitation of one cell and the inhibition of the other (HD, DH), positive between cells held alike in current
 * clamp (Okun and Lampl 2008). A correlation of the other sign comes from something else. That of a current and a
 * potential turns with the direction in which inputs move each. Chance has either sign: without a correlation beyond it
 * the question is not asked.
 */
public final class SignOfPairing implements Check<PairingResult> {

    /** Its name. */
    public static final String NAME = "sign_of_pairing";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairingResult pairing) {
        final PairCorrelogram group = pairing.correlogram();
        final int expected = group.viewA().expectedSign(group.viewB());
        if (expected == 0)
            return CheckResult.notApplicable(NAME, "The sign to expect is not known, for the levels are not.");
        if (new BeyondChance().of(pairing).failed())
            return CheckResult.notApplicable(NAME, "What chance gives has no sign to expect.");
        final double r = group.peak().r();
        final boolean right = r * expected > 0;
        return new CheckResult(
                NAME,
                right ? CheckState.PASSED : CheckState.FAILED,
                r,
                0,
                "",
                String.format(
                        Locale.ROOT,
                        "The correlation is %s (r = %+.3f), and inputs that grow together give a %s one.",
                        r > 0 ? "positive" : "negative",
                        r,
                        expected > 0 ? "positive" : "negative"),
                right ? "" : "Look for artefacts that both cells share, and check level_a and level_b.");
    }
}
