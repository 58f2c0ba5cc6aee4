package org.eibalance.check.conductance;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.Checks;

/** The checks of what conductances take from the test pulse. */
public final class PulseChecks {

    /** Put to the estimate of all sweeps. */
    public static final List<Check<AccessEstimate>> OF_ACCESS = List.of(new SeriesResistanceUsable());

    private PulseChecks() {}

    /**
     * Checks the series resistance that a correction uses.
     *
     * @param access what the test pulses of all sweeps gave; empty where R_s comes from elsewhere or is not corrected
     * @return what the checks found
     */
    public static Checks of(final Optional<AccessEstimate> access) {
        return access.map(a -> Checks.of(a, OF_ACCESS))
                .orElseGet(() -> new Checks(OF_ACCESS.stream()
                        .map(c -> CheckResult.notApplicable(
                                c.name(), "No series resistance by test pulses of all sweeps is used."))
                        .toList()));
    }
}
