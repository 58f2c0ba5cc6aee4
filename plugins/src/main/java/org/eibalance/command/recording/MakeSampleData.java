package org.eibalance.command.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.command.EiCommand;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.recording.InputException;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.Table;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.waveform.ConductancePair;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Recordings of a simulated pair of cells with all four pairings of holding levels, and their truth. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Make Sample Data...",
        headless = true,
        description = "Simulates a pair of cells with all four pairings of holding levels. Writes recordings "
                + "and their true conductances.")
public final class MakeSampleData extends EiCommand {

    /** Largest potential that fits; one count is then 6 µV. */
    private static final double FULL_SCALE_MV = 200;
    /** The truth is rounded to this; recordings are much less exact. */
    private static final double ROUND_NS = 0.01;

    @Parameter(
            label = "Seed",
            persist = false,
            description = "Seed of all random numbers; the same seed makes the same files.")
    private long seed = 1;

    @Parameter(label = "Sweeps", min = "1", max = "1000", persist = false, description = "Sweeps of each recording.")
    private int sweeps = 10;

    @Parameter(
            label = "Length of a sweep (ms)",
            min = "100",
            max = "600000",
            persist = false,
            description = "Length of each sweep, sampled at 10 kHz.")
    private double sweep_ms = 2000;

    @Parameter(
            label = "Step of the truth (ms)",
            min = "0.1",
            max = "100",
            persist = false,
            description = "Interval at which the true conductances are written, a multiple of 0.1 ms.")
    private double truth_step_ms = 2;

    @Override
    protected Report compute() {
        final Map<String, Report.FileMaker> files = new LinkedHashMap<>();
        final Table.Builder summary =
                Table.withColumns("recording", "truth", "pairing", "sweeps", "holding_a_pa", "holding_b_pa");
        for (final String pairing : new String[] {"HH", "DD", "HD", "DH"}) {
            final PairExperiment experiment = PairExperiment.standard(
                            holdingPa(pairing.charAt(0)), holdingPa(pairing.charAt(1)), seed)
                    .withSweeps(sweep_ms, sweeps);
            final int stride = stride(experiment.stepMs());
            final String stem = "pair-" + pairing.toLowerCase(Locale.ROOT);
            // Each file has its own simulation: it is fast, and only one experiment is in memory at a time.
            files.put(
                    stem + ".abf",
                    file -> Abf2Writer.write(
                            experiment.run(stem, threads()).recording(),
                            file,
                            Abf2Options.int16(FULL_SCALE_MV, FULL_SCALE_MV)));
            files.put(stem + "-truth.csv", file -> write(truth(experiment.run(stem, threads()), stride), file));
            summary.row(
                    stem + ".abf",
                    stem + "-truth.csv",
                    pairing,
                    sweeps,
                    experiment.holdingPaA(),
                    experiment.holdingPaB());
        }
        return Report.of(
                        List.of(
                                "Simulated a pair of cells in current clamp with all four pairings of holding levels: "
                                        + Counts.of(sweeps, "sweep") + " of " + sweep_ms + " ms each, seed " + seed
                                        + ".",
                                "The synaptic conductances are the same in all four; only the holding currents differ.",
                                "Each pair-….abf has its true conductances in pair-…-truth.csv."),
                        summary.build(),
                        figure(PairExperiment.standard(holdingPa('H'), holdingPa('D'), seed)
                                .withSweeps(sweep_ms, 1)
                                .run("pair-hd")))
                .withFiles(files)
                .withSeed(seed);
    }

    private int stride(final double stepMs) {
        final long stride = Math.round(truth_step_ms / stepMs);
        if (Math.abs(stride * stepMs - truth_step_ms) > 1e-9)
            throw new InputException(
                    "truth_step_ms is " + truth_step_ms + ": it must be a multiple of " + stepMs + " ms.");
        return (int) stride;
    }

    private static double holdingPa(final char level) {
        return level == 'H' ? PairExperiment.HYPERPOLARISING_PA : PairExperiment.DEPOLARISING_PA;
    }

    private static Table truth(final SimulatedRecording simulated, final int stride) {
        final Table.Builder table = Table.withColumns("sweep", "time_ms", "cell", "g_e_ns", "g_i_ns");
        for (int sweep = 0; sweep < simulated.truth().size(); sweep++) {
            for (int cell = 0; cell < simulated.truth().get(sweep).size(); cell++) {
                final ConductancePair pair = simulated.truth().get(sweep).get(cell);
                for (int i = 0; i < pair.samples(); i += stride) {
                    table.row(
                            sweep,
                            rounded(i * pair.stepMs(), 1e-6),
                            cell,
                            rounded(pair.excitatoryNs()[i], ROUND_NS),
                            rounded(pair.inhibitoryNs()[i], ROUND_NS));
                }
            }
        }
        return table.build();
    }

    /** To a power of ten, such that the shortest text of the double is the rounded number. */
    private static double rounded(final double value, final double unit) {
        return Math.round(value / unit) / (double) Math.round(1 / unit);
    }

    private static void write(final Table table, final Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            CsvWriter.write(table, out);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static Figure figure(final SimulatedRecording simulated) {
        final ConductancePair truth = simulated.truth().get(0).get(1);
        final double[] timeMs = new double[truth.samples()];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = i * truth.stepMs();
        final Axis time = Axis.of("time (ms)", 0, timeMs.length * truth.stepMs());
        return Figure.stacked(
                "pair-hd.abf, first sweep",
                140,
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                time,
                                Axis.of("cell A, H (mV)"),
                                Series.line(
                                        "cell A", timeMs, simulated.recording().read(0, 0), Role.CELL_A))),
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                time,
                                Axis.of("cell B, D (mV)"),
                                Series.line(
                                        "cell B", timeMs, simulated.recording().read(1, 0), Role.CELL_B))),
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                time,
                                Axis.of("true g in cell B (nS)"),
                                Series.line("excitatory", timeMs, truth.excitatoryNs(), Role.EXCITATION),
                                Series.line("inhibitory", timeMs, truth.inhibitoryNs(), Role.INHIBITION))));
    }
}
