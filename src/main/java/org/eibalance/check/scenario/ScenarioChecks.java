package org.eibalance.check.scenario;

import java.util.List;
import org.eibalance.check.Check;
import org.eibalance.check.Checks;
import org.eibalance.result.Measure;

/** The checks of scenarios, in the order in which a person reads them. */
public final class ScenarioChecks {

    /** Put to the measures of every scenario. */
    public static final List<Check<List<Measure>>> OF_MEASURES = List.of(new FiniteMeasures(), new ExpectedMeasures());

    /** Put to cells without which a scenario shows nothing. */
    public static final List<Check<Firing>> OF_FIRING = List.of(new StaysActive());

    /** Put to steady states that a scenario speaks of. */
    public static final List<Check<SteadyState>> OF_STATE = List.of(new SteadyStateExists());

    /** Put to what a scenario claims to show. */
    public static final List<Check<Claim>> OF_CLAIM = List.of(new ClaimShown());

    private ScenarioChecks() {}

    /**
     * Checks the measures.
     *
     * @param measures all of a scenario
     * @return what was found
     */
    public static Checks of(final List<Measure> measures) {
        return Checks.of(measures, OF_MEASURES);
    }

    /** Checks cells. */
    public static Checks of(final Firing firing) {
        return Checks.of(firing, OF_FIRING);
    }

    /** Checks a steady state. */
    public static Checks of(final SteadyState state) {
        return Checks.of(state, OF_STATE);
    }

    /** Checks a claim. */
    public static Checks of(final Claim claim) {
        return Checks.of(claim, OF_CLAIM);
    }
}
