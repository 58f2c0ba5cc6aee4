package org.eibalance.check.scenario;

import java.util.Locale;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the cells fire: at a tenth of a hertz at least, a tenth of what the quietest cells of the papers do; and,
 * where activity is to last, with a spike in the last 100 ms of the run, in which a network of the smallest size at
 * that rate has one.
 */
public final class StaysActive implements Check<Firing> {

    /** Its name. */
    public static final String NAME = "activity";

    private static final double MIN_HZ = 0.1;
    private static final double MAX_SILENCE_MS = 100;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Firing a) {
        final boolean ended = a.endMs() - a.lastMs() > MAX_SILENCE_MS;
        final boolean active = a.rateHz() >= MIN_HZ && !ended;
        final String rate = String.format(Locale.ROOT, "%.3g Hz", a.rateHz());
        return new CheckResult(
                NAME,
                active ? CheckState.PASSED : CheckState.FAILED,
                a.rateHz(),
                MIN_HZ,
                "Hz",
                ended
                        ? String.format(
                                Locale.ROOT,
                                "%s falls silent: its last spike is at %.0f ms of %.0f ms.",
                                a.cells(),
                                a.lastMs(),
                                a.endMs())
                        : active ? a.cells() + " fires at " + rate + "." : a.cells() + " is silent (" + rate + ").",
                active ? "" : "Choose more or stronger excitation, less inhibition, or another seed.");
    }
}
