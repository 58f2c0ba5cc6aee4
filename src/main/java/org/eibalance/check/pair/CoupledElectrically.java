package org.eibalance.check.pair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.analysis.pair.input.ElectricalCoupling;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether a step in one cell reaches the other without a synapse: coupling coefficient above 0.01 in current clamp,
 * junctional conductance above 0.05 nS in voltage clamp, with an interval of 95 % that excludes 0. Measured only from
 * steps of one cell while the command of the other rests.
 */
public final class CoupledElectrically implements Check<PairStudy.Result> {

    /** Its name. */
    public static final String NAME = "electrical_coupling";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairStudy.Result study) {
        final List<ElectricalCoupling> all = new ArrayList<>();
        for (final Artefacts artefacts : study.artefacts()) {
            all.add(artefacts.fromA());
            all.add(artefacts.fromB());
        }
        final ElectricalCoupling worst = all.stream()
                .filter(ElectricalCoupling::measured)
                .max(Comparator.comparing(ElectricalCoupling::found)
                        .thenComparing(c -> Math.abs(c.value()) / c.limit()))
                .orElse(null);
        if (worst == null)
            return CheckResult.notApplicable(
                    NAME, "It could not be measured: " + all.get(0).reason().orElseThrow() + ".");
        return new CheckResult(
                NAME,
                worst.found() ? CheckState.DOUBTFUL : CheckState.PASSED,
                worst.value(),
                worst.limit(),
                worst.voltageClamp() ? "nS" : "",
                "Steps of one cell show in the other with " + worst.words() + ", over " + worst.steps() + " steps"
                        + (worst.found() && worst.value() < 0 ? ", a sign that no electrical synapse gives." : "."),
                !worst.found()
                        ? ""
                        : worst.value() < 0
                                ? "Look for coupling of the headstages, and for inputs that follow the step."
                                : "Compare with pairs that are not coupled: it correlates by itself, at little lag.");
    }
}
