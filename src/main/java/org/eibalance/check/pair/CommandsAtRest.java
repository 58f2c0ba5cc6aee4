package org.eibalance.check.pair;

import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the commands of both cells move in a stretch that was correlated: both cells follow their commands, which
 * correlates by itself and is the same in all sweeps.
 */
public final class CommandsAtRest implements Check<PairStudy.Result> {

    /** Its name. */
    public static final String NAME = "commands_at_rest";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairStudy.Result study) {
        final int moves =
                study.artefacts().stream().mapToInt(Artefacts::movesOfBoth).sum();
        final int stretches = study.input().sweeps().size();
        return new CheckResult(
                NAME,
                moves > 0 ? CheckState.FAILED : CheckState.PASSED,
                moves,
                0,
                "",
                moves > 0
                        ? "The commands of both cells move in " + moves + " of " + stretches
                                + " stretches that were correlated, and cells that follow them correlate."
                        : "In no stretch that was correlated are both commands known to move.",
                moves > 0
                        ? "Correlate a stretch in which they rest: window_start_ms and window_end_ms, or regions "
                                + "marked as artefact."
                        : "");
    }
}
