package org.eibalance.check.conductance;

import java.util.Locale;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether current and potential contain two sinusoids at all. The search finds the two largest lines of any spectrum,
 * and the ratio of noise to noise is an impedance too. At the limit a quarter of the sinusoid's power lies beside it:
 * each amplitude is then wrong by half.
 */
public final class SinusoidsBeyondNoise implements Check<TwoFrequencyConductance> {

    /** Its name. */
    public static final String NAME = "sinusoids_beyond_noise";

    private static final double MIN_SHARE = 0.8;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final TwoFrequencyConductance found) {
        final double share = found.sinusoidShare();
        if (Double.isNaN(share))
            return result(
                    CheckState.FAILED,
                    share,
                    "The trace is too short to tell sinusoids from noise.",
                    "Use a longer trace: some hundred cycles.");
        final double percent = 100 * Math.max(0, share);
        if (!(share >= MIN_SHARE))
            return result(
                    CheckState.FAILED,
                    share,
                    text(
                            "Only %.0f %% of the power around the frequency of a sinusoid is the sinusoid's; "
                                    + "the rest is noise.",
                            percent),
                    "Give potential_channel, current_channel, first_hz and second_hz of two injected sinusoids.");
        return result(
                CheckState.PASSED,
                share,
                text("%.1f %% or more of the power around each frequency is the sinusoid's.", percent),
                "");
    }

    private static CheckResult result(
            final CheckState state, final double share, final String sentence, final String remedy) {
        return new CheckResult(NAME, state, share, MIN_SHARE, "", sentence, remedy);
    }

    private static String text(final String format, final double percent) {
        return String.format(Locale.ROOT, format, percent);
    }
}
