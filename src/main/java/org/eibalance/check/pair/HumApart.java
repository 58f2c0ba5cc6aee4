package org.eibalance.check.pair;

import java.util.Locale;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.input.CommonHum;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/** Whether the correlation is there without the hum of the mains that both cells show. */
public final class HumApart implements Check<PairingResult> {

    /** Its name. */
    public static final String NAME = "common_hum";

    /** Of the correlation, left without hum. */
    private static final Limits LIMITS = new Limits(0.8, 0.5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairingResult pairing) {
        final CommonHum hum = pairing.hum();
        if (hum.hz() == 0) return CheckResult.of(NAME, CheckState.PASSED, "No hum is common to both cells.", "");
        final double share = hum.withoutR() / hum.r();
        final CheckState state = LIMITS.state(share);
        return new CheckResult(
                NAME,
                state,
                share,
                LIMITS.of(state),
                "",
                String.format(
                        Locale.ROOT,
                        "Both cells show hum of %d Hz; without it the correlation at that lag is %+.3f, with it %+.3f.",
                        hum.hz(),
                        hum.withoutR(),
                        hum.r()),
                state == CheckState.PASSED ? "" : "Record again with less hum, or limit the band with high_cut_hz.");
    }
}
