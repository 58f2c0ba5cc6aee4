package org.eibalance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceDecomposition;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.CurrentVoltageLines;
import org.eibalance.analysis.conductance.decomposition.DecompositionSettings;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.ClampMode;

/**
 * Decomposition of 5 levels of 20 sweeps of 40 000 samples, for comparison with {@code benchmarks/peers/iv.py}, which
 * starts it. Each line on standard input is one timed run: "lines" with a number of threads answers with the seconds it
 * took and the first slope, "whole" with the seconds and both peaks.
 */
public final class IvBenchmark {

    private static final double[] LEVELS = {-90, -70, -50, -30, -10};
    private static final int SWEEPS = 20;
    private static final int SAMPLES = 40_000;

    private IvBenchmark() {}

    /**
     * @param args file with the currents, level by level, as little-endian doubles
     * @throws IOException if it cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final double[][][] currents = new double[LEVELS.length][SWEEPS][SAMPLES];
        try (FileChannel file = FileChannel.open(Path.of(args[0]))) {
            final java.nio.DoubleBuffer values = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer();
            for (final double[][] level : currents) for (final double[] sweep : level) values.get(sweep);
        }
        final ClampTrials trials = ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.05, LEVELS, currents, 0);
        final DecompositionSettings settings = DecompositionSettings.plain(new TimeWindow(0, 400), TimeWindow.ALL);
        final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = requests.readLine()) != null; ) {
            final long start = System.nanoTime();
            if (line.startsWith("lines")) {
                final CurrentVoltageLines lines = CurrentVoltageLines.compute(
                        trials, Integer.parseInt(line.substring(6).strip()));
                final double seconds = (System.nanoTime() - start) * 1e-9;
                System.out.println(String.format(Locale.ROOT, "%.6f %.9f", seconds, lines.slopeNs()[0]));
                continue;
            }
            final Conductances found = ConductanceDecomposition.compute(
                    trials, settings, Runtime.getRuntime().availableProcessors(), share -> {});
            final double seconds = (System.nanoTime() - start) * 1e-9;
            System.out.println(String.format(
                    Locale.ROOT,
                    "%.6f %.6f %.6f",
                    seconds,
                    found.excitatoryResponse().peakNs(),
                    found.inhibitoryResponse().peakNs()));
        }
    }
}
