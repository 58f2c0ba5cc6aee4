package org.eibalance.bridge.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.bridge.experiment.ElectrodeCompensation;
import org.eibalance.bridge.experiment.ElectrodeDrop;
import org.eibalance.bridge.experiment.ElectrodeKernel;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** What was taken off a recorded potential for the electrode. */
public final class CompensationReport {

    /** Of the first sweep so much is shown. */
    private static final double SHOWN_MS = 200;

    private CompensationReport() {}

    /**
     * The report.
     *
     * @param recording open, with at least one sweep
     * @param compensation of it
     * @param electrode the kernel
     * @param drops of its sweeps, in order
     * @param converted name of the file that has the compensated potential
     * @return a row a sweep, and the beginning of the first sweep
     */
    public static Report of(
            final Recording recording,
            final ElectrodeCompensation compensation,
            final ElectrodeKernel electrode,
            final List<ElectrodeDrop> drops,
            final String converted) {
        return Report.of(
                sentences(recording, compensation, electrode, drops, converted),
                table(recording, electrode, drops),
                figure(recording.name(), compensation));
    }

    private static Table table(
            final Recording recording, final ElectrodeKernel electrode, final List<ElectrodeDrop> drops) {
        final Table.Builder table = Table.withColumns(
                "recording",
                "sweep",
                "kernel_mohm",
                "kernel_lag_us",
                "drop_rms_mv",
                "drop_peak_mv",
                "samples",
                "unknown");
        for (int sweep = 0; sweep < drops.size(); sweep++) {
            final ElectrodeDrop drop = drops.get(sweep);
            table.row(
                    recording.name(),
                    sweep,
                    electrode.seriesMohm(),
                    electrode.electrodeMs() * 1000,
                    drop.rmsMv(),
                    drop.peakMv(),
                    drop.samples(),
                    drop.unknown());
        }
        return table.build();
    }

    private static List<String> sentences(
            final Recording recording,
            final ElectrodeCompensation compensation,
            final ElectrodeKernel electrode,
            final List<ElectrodeDrop> drops,
            final String converted) {
        final double largestMv =
                drops.stream().mapToDouble(ElectrodeDrop::peakMv).reduce(0, Math::max);
        final long unknown = drops.stream().mapToLong(ElectrodeDrop::unknown).sum();
        final List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "%s: up to %.2f mV were subtracted from channel %s, for %s through an electrode of %.2f MOhm "
                        + "and %.0f us.",
                recording.name(),
                largestMv,
                compensation.potential().name(),
                String.join(" and ", compensation.currents()),
                electrode.seriesMohm(),
                electrode.electrodeMs() * 1000));
        sentences.add(converted + " has the compensated potential in the place of the recorded one, which is now the "
                + "last channel.");
        if (unknown > 0)
            sentences.add(Counts.of(unknown, "sample") + " NaN, because they or the current before them are missing.");
        sentences.addAll(recording.remarks());
        return sentences;
    }

    /** The beginning of the first sweep, recorded and compensated, and the current. */
    private static Figure figure(final String title, final ElectrodeCompensation compensation) {
        final double[] recorded = compensation.recordedMv(0);
        final int n = (int) Math.min(recorded.length, SHOWN_MS / compensation.sampleMs());
        final double[] ms = new double[n];
        for (int k = 0; k < n; k++) ms[k] = k * compensation.sampleMs();
        final Axis time = Axis.of("time (ms)", 0, Math.max(compensation.sampleMs(), n * compensation.sampleMs()));
        return Figure.stacked(
                title + ": without the electrode",
                120,
                Figure.row(
                        1.4,
                        Panel.of(
                                "",
                                time,
                                Axis.of("potential (mV)"),
                                Series.line("as recorded", ms, Arrays.copyOf(recorded, n), Role.NEUTRAL),
                                Series.line(
                                        "compensated",
                                        ms,
                                        Arrays.copyOf(compensation.compensatedMv(0), n),
                                        Role.RESULT))),
                Figure.row(
                        0.8,
                        Panel.of(
                                "",
                                time,
                                Axis.of("current (pA)"),
                                Series.line("", ms, Arrays.copyOf(compensation.injectedPa(0), n), Role.REFERENCE))));
    }
}
