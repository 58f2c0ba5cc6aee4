package org.eibalance.bridge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** How the runs of an injection went. */
public final class InjectionReport {

    private InjectionReport() {}

    /**
     * The report.
     *
     * @param outcomes of the runs that were made, at least one
     * @param repeats number of runs that were asked for
     * @param loopHz loops of the device in a second
     * @param seeds seed of a run, 0-based, as text; empty text if it has none
     * @param limits sentences on the stability limit and the gains
     * @param recording of the runs, open
     * @return a row a run, and the first second of some of them
     */
    public static Report of(
            final List<RunOutcome> outcomes,
            final int repeats,
            final int loopHz,
            final IntFunction<String> seeds,
            final List<String> limits,
            final Recording recording) {
        final List<String> sentences = sentences(outcomes, repeats);
        sentences.addAll(limits);
        return ofRuns(
                outcomes,
                Report.of(sentences, table(outcomes, loopHz, seeds), RunFigure.of("Injected conductances", recording)));
    }

    /** The report of runs: a fault of the device is an error, a stop by a person is none. */
    static Report ofRuns(final List<RunOutcome> outcomes, final Report report) {
        final RunOutcome last = outcomes.get(outcomes.size() - 1);
        return last.faulted() ? report.withError(last.sentence()) : report;
    }

    private static List<String> sentences(final List<RunOutcome> outcomes, final int repeats) {
        final List<String> sentences = new ArrayList<>();
        final RunOutcome last = outcomes.get(outcomes.size() - 1);
        final long complete = outcomes.stream().filter(RunOutcome::complete).count();
        sentences.add(complete + " of " + repeats + " runs are complete.");
        if (!last.complete()) sentences.add(last.sentence());
        final long missing = outcomes.stream().mapToLong(RunOutcome::missing).sum();
        if (missing > 0) sentences.add(Counts.of(missing, "sample") + " did not arrive: NaN in the recording.");
        if (outcomes.stream().anyMatch(RunOutcome::limited))
            sentences.add("The current reached its limit: during that time it was smaller than the conductances "
                    + "require.");
        return sentences;
    }

    private static Table table(final List<RunOutcome> outcomes, final int loopHz, final IntFunction<String> seeds) {
        final Table.Builder table = Table.withColumns(
                "run",
                "complete",
                "fault",
                "duration_ms",
                "samples",
                "missing",
                "underruns",
                "limited",
                "ramp_ms",
                "seed");
        for (int k = 0; k < outcomes.size(); k++) {
            final RunOutcome o = outcomes.get(k);
            table.row(
                    k,
                    o.complete(),
                    o.complete() ? "" : o.sentence(),
                    1000.0 * (o.endTick() - o.beginTick()) / loopHz,
                    o.samples(),
                    o.missing(),
                    o.underruns(),
                    o.limited(),
                    1000.0 * (o.zeroTick() - o.endTick()) / loopHz,
                    seeds.apply(k));
        }
        return table.build();
    }
}
