package org.eibalance.check.event;

import java.util.Locale;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether there are more events than noise alone gives. Gaussian noise passes a threshold of k standard deviations f
 * exp(-k² / 2) times a second (Rice 1944, Bell Syst Tech J 23:282), where f is 1.2 to 1.6 times the corner of the
 * low-pass in a deconvolved trace; 1.6 is taken. Of that number n the events must be three standard deviations above: n
 * + 3 √n.
 */
public final class BeyondNoise implements Check<EventResult> {

    /** Its name. */
    public static final String NAME = "beyond_noise";

    private static final double PER_CORNER = 1.6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final EventResult result) {
        if (result.settings().method() != DetectionMethod.DECONVOLUTION)
            return CheckResult.notApplicable(NAME, "How often noise passes the threshold of this method is not known.");
        final int events = result.accepted().size();
        if (events == 0) return CheckResult.notApplicable(NAME, "There are no events.");
        final double k = result.settings().threshold();
        final double noise = PER_CORNER * result.settings().lowPassHz() * Math.exp(-k * k / 2) * result.durationS();
        final double most = noise + 3 * Math.sqrt(noise);
        final boolean beyond = events > most;
        return new CheckResult(
                NAME,
                beyond ? CheckState.PASSED : CheckState.FAILED,
                events,
                most,
                "",
                String.format(
                        Locale.ROOT,
                        "%s found, and noise alone gives %.1f%s.",
                        events == 1 ? "1 event was" : events + " events were",
                        noise,
                        beyond ? "" : ", or by chance up to " + (int) Math.floor(most)),
                beyond ? "" : "Raise the threshold to 5, and look at what is left.");
    }
}
