package org.eibalance.check.conductance;

import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.analysis.conductance.trials.GivenLevels;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Limits;

/**
 * Whether levels that were given follow the command of the file: their differences from it lie within 5 mV (5 pA) of
 * each other. Levels in a wrong order differ by a step of the protocol, of 10 mV or more, and swap excitation and
 * inhibition; half of that is the limit. A constant difference, as of a junction potential, is none.
 */
public final class LevelsAgree implements Check<Optional<GivenLevels>> {

    /** Its name. */
    public static final String NAME = "levels_agree";

    private static final Limits LIMITS = new Limits(ConditionTrials.SAME_LEVEL, 5);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final Optional<GivenLevels> levels) {
        if (levels.isEmpty())
            return CheckResult.notApplicable(
                    NAME, "The levels are those of the command, or no command is known beside them.");
        final GivenLevels given = levels.get();
        final double contradiction = given.contradiction();
        final CheckState state = LIMITS.state(contradiction);
        return new CheckResult(
                NAME,
                state,
                contradiction,
                LIMITS.of(state),
                given.unit(),
                String.format(
                        Locale.ROOT,
                        "The levels that were given differ from the command of the file by %+.1f to %+.1f %s.",
                        given.lowest(),
                        given.highest(),
                        given.unit()),
                state == CheckState.PASSED ? "" : "Look which of the two is right, and at the order of the levels.");
    }
}
