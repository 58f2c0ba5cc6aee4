package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.singletrace.ImpedanceSettings;
import org.eibalance.analysis.conductance.singletrace.TwoFrequencyConductance;
import org.eibalance.format.Formats;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulate, inject, record, estimate back. */
class ClosedLoopTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasInjectedIsFoundAgain() {
        final Report result = new ClosedLoop(4000, 1000, 10, 400, 0.05, 1).run(folder.resolve("a.eiclamp"), 1, p -> {});
        result.measures().forEach(m -> System.out.println(m.name() + " " + m.value() + " " + m.unit()));
        for (final Measure m : result.measures()) assertTrue(!m.isExpected() || m.ok(), m.toString());
        assertTrue(result.value("anderson_correlation_e") > 0.99);
        assertTrue(result.value("anderson_correlation_i") > 0.99);
        assertTrue(result.value("impedance_correlation_e") > 0.95);
        assertTrue(result.value("impedance_correlation_i") > 0.95);
        anEstimatorThatIsGivenTheSumOfBothCurrentsFindsTheLeakAlone();
    }

    /** Which is why a recording has clamp current and command current apart. */
    private void anEstimatorThatIsGivenTheSumOfBothCurrentsFindsTheLeakAlone() {
        try (Recording recording = Formats.open(folder.resolve("a.eiclamp"))) {
            final int probe = 20;
            final double[] mv = recording.read(ClampRecorder.POTENTIAL, probe);
            final double[] command = recording.read(ClampRecorder.COMMAND, probe);
            final double[] sum = recording.read(ClampRecorder.CLAMP, probe);
            Arrays.setAll(sum, k -> sum[k] + command[k]);
            // C is known, the leak is 10 nS; the conductances have 250 nS in the mean, from 500 ms on.
            final ImpedanceSettings settings = new ImpedanceSettings(
                    420,
                    630,
                    20,
                    new TimeWindow(100, 350),
                    1,
                    new ReversalPotentials(0, -80),
                    JunctionPotential.NONE,
                    200,
                    0);
            assertEquals(
                    260,
                    late(TwoFrequencyConductance.compute(mv, command, 0.1, settings)
                            .totalNs()),
                    60);
            assertEquals(
                    10,
                    late(TwoFrequencyConductance.compute(mv, sum, 0.1, settings).totalNs()),
                    10);
        }
    }

    private static double late(final double[] ns) {
        return Arrays.stream(ns, 6000, ns.length - 1000).average().orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        final ClosedLoop small = new ClosedLoop(4000, 250, 2, 400, 0.05, 3);
        final Report one = small.run(folder.resolve("1.eiclamp"), 1, p -> {});
        final Report two = small.run(folder.resolve("2.eiclamp"), 2, p -> {});
        assertTrue(one.measures().equals(two.measures()));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("1.eiclamp")), Files.readAllBytes(folder.resolve("2.eiclamp")));
    }
}
