package org.eibalance.check.quality;

import java.util.Locale;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether access resistance, membrane resistance and capacitance could be measured: a voltage step in the protocol or a
 * recorded command, and a transient that decays within it.
 */
public final class TestPulseFound implements Check<CheckedChannel> {

    /** Its name. */
    public static final String NAME = "test_pulse";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final CheckedChannel channel) {
        final ChannelQuality quality = channel.quality();
        if (!quality.isCurrent())
            return CheckResult.notApplicable(NAME, "A potential has no test pulse in voltage clamp.");
        if (!quality.searched()) return CheckResult.notApplicable(NAME, "No membrane test was asked for.");
        if (quality.membraneTest().isEmpty())
            return CheckResult.notApplicable(
                    NAME,
                    "No voltage step of 1 to 30 mV and at least 5 ms is in the protocol or a recorded command, so that "
                            + "R_a, R_m and C_m are not known; if there is one, give step_start_ms, step_end_ms and "
                            + "step_mv.");
        final long measured = quality.membraneTest().get().sweeps().stream()
                .filter(p -> Double.isFinite(p.raMohm()))
                .count();
        final int sweeps = quality.sweeps().size();
        final boolean most = 2 * measured >= sweeps;
        final String why = quality.membraneTest().get().sweeps().stream()
                .map(PulseMeasures::problem)
                .filter(p -> !p.isEmpty())
                .findFirst()
                .map(p -> ": " + p)
                .orElse("");
        return new CheckResult(
                NAME,
                most ? CheckState.PASSED : CheckState.DOUBTFUL,
                measured,
                sweeps,
                "",
                String.format(Locale.ROOT, "R_a is measured in %d of %d sweeps%s.", measured, sweeps, most ? "" : why),
                most
                        ? ""
                        : "Look at the pulse in figure.svg, and give step_start_ms and step_end_ms if it is another.");
    }
}
