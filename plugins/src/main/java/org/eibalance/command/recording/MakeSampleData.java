package org.eibalance.command.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eibalance.command.EiCommand;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.recording.SampleDataReport;
import org.eibalance.report.recording.SampleTruth;
import org.eibalance.result.CsvWriter;
import org.eibalance.result.Table;
import org.eibalance.rig.PairExperiment;
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

    @Parameter(
            label = "Seed",
            persist = false,
            description = "Seed of all random numbers; the same seed makes the same files.")
    private long seed = 1;

    @Parameter(label = "Sweeps", min = "1", max = "1000", persist = false, description = "Sweeps of each recording.")
    private int sweeps = PairExperiment.DEFAULT_SWEEPS;

    @Parameter(
            label = "Length of a sweep (ms)",
            min = "100",
            max = "600000",
            persist = false,
            description = "Length of each sweep, sampled at 10 kHz.")
    private double sweep_ms = PairExperiment.DEFAULT_SWEEP_MS;

    @Parameter(
            label = "Step of the truth (ms)",
            min = "0.1",
            max = "100",
            persist = false,
            description = "Interval at which the true conductances are written, a multiple of 0.1 ms.")
    private double truth_step_ms = SampleTruth.DEFAULT_STEP_MS;

    @Override
    protected Report compute() {
        final Map<String, Report.FileMaker> files = new LinkedHashMap<>();
        final Map<String, PairExperiment> experiments = new LinkedHashMap<>();
        for (final String pairing : new String[] {"HH", "DD", "HD", "DH"}) {
            final PairExperiment experiment = experiment(pairing, sweeps);
            experiments.put(pairing, experiment);
            final int stride = SampleTruth.stride(truth_step_ms, experiment.stepMs());
            final String stem = SampleDataReport.stem(pairing);
            // Each file has its own simulation: it is fast, and only one experiment is in memory at a time.
            files.put(
                    SampleDataReport.recordingName(pairing),
                    file -> Abf2Writer.write(
                            experiment.run(stem, threads()).recording(),
                            file,
                            Abf2Options.int16(FULL_SCALE_MV, FULL_SCALE_MV)));
            files.put(
                    SampleDataReport.truthName(pairing),
                    file -> write(SampleTruth.of(experiment.run(stem, threads()), stride), file));
        }
        return SampleDataReport.of(experiments, experiment("HD", 1).run(SampleDataReport.stem("HD")))
                .withFiles(files)
                .withSeed(seed);
    }

    private PairExperiment experiment(final String pairing, final int ofSweeps) {
        return PairExperiment.standard(holdingPa(pairing.charAt(0)), holdingPa(pairing.charAt(1)), seed)
                .withSweeps(sweep_ms, ofSweeps);
    }

    private static double holdingPa(final char level) {
        return level == 'H' ? PairExperiment.HYPERPOLARISING_PA : PairExperiment.DEPOLARISING_PA;
    }

    private static void write(final Table table, final Path file) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            CsvWriter.write(table, out);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
