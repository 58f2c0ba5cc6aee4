package org.eibalance.check.pair;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.input.CellChannels;
import org.eibalance.check.Check;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;

/**
 * Whether the two channels are two cells: not a light, a pressure or a trigger, not the current and the potential of
 * one cell.
 */
public final class TwoCells implements Check<PairStudy.Result> {

    /** Its name. */
    public static final String NAME = "two_cells";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult of(final PairStudy.Result study) {
        final List<CellChannels.Doubt> doubts = study.artefacts().stream()
                .flatMap(a -> a.doubts().stream())
                .distinct()
                .sorted(Comparator.comparing(d -> !d.certain()))
                .toList();
        if (doubts.isEmpty())
            return CheckResult.of(NAME, CheckState.PASSED, "Nothing speaks against two cells in these channels.", "");
        return CheckResult.of(
                NAME,
                doubts.get(0).certain() ? CheckState.FAILED : CheckState.DOUBTFUL,
                doubts.stream().map(CellChannels.Doubt::sentence).collect(Collectors.joining(" ")),
                "Choose the channels of two cells with cell_a and cell_b, and correct units with convert-recording.");
    }
}
