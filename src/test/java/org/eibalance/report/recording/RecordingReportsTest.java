package org.eibalance.report.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eibalance.annotation.Annotations;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.SimulatedRecording;
import org.junit.jupiter.api.Test;

/** What is said about a recording, with a simulated pair of two sweeps. */
class RecordingReportsTest {

    private static final PairExperiment EXPERIMENT = PairExperiment.standard(
                    PairExperiment.HYPERPOLARISING_PA, PairExperiment.DEPOLARISING_PA, 1)
            .withSweeps(200, 2);
    private static final SimulatedRecording PAIR = EXPERIMENT.run("pair-hd");

    @Test
    void aDescriptionHasASentenceAChannelAndARowASweep() {
        final Report report = DescriptionReport.of(PAIR.recording());
        assertTrue(
                report.sentences().get(0).startsWith("pair-hd: "),
                report.sentences().get(0));
        assertTrue(report.sentences().get(0).contains("2 channels, 2 sweeps, 10000.0 samples a second, 0.400 s"));
        assertTrue(report.sentences().get(1).startsWith("Channel 0: Vm A, mV, current clamp"));
        assertEquals(4, report.tables().get("sweeps.csv").rows());
        assertEquals(2, report.figure().rows().size());
    }

    @Test
    void aStretchHasAPanelAChannelOrALaneASweep() {
        final Report together = StretchReport.of(PAIR.recording(), List.of(0, 1), List.of(0, 1), false, 10, 100);
        assertEquals(
                List.of("pair-hd: 2 channels, 2 sweeps, 10.0 to 100.0 ms."),
                together.sentences().subList(0, 1));
        assertEquals(4, together.summary().rows());
        assertEquals(2, together.figure().rows().size());
        final Report lanes = StretchReport.of(PAIR.recording(), List.of(1), List.of(0, 1), true, 10, 100);
        assertEquals(2, lanes.figure().rows().size());
    }

    @Test
    void excludedSweepsAreNamed() {
        final Annotations annotations = Annotations.none().withExcludedSweeps(new TreeSet<>(List.of(1)));
        final Report report = AnnotationReport.of(PAIR.recording(), annotations);
        assertTrue(report.sentences().get(0).contains("excluded from analyses: sweep 1; 0 regions, 0 events"));
        assertEquals(1, report.summary().number(0, "excluded_sweeps"));
    }

    @Test
    void theTruthIsWrittenAtMultiplesOfTheStep() {
        assertEquals(20, SampleTruth.stride(2, 0.1));
        assertThrows(InputException.class, () -> SampleTruth.stride(0.25, 0.1));
        final Table truth = SampleTruth.of(PAIR, 1000);
        assertArrayEquals(new double[] {0, 100, 0, 100, 0, 100, 0, 100}, truth.numbers("time_ms"));
        assertEquals(PAIR.truth().get(0).get(0).excitatoryNs()[1000], truth.number(1, "g_e_ns"), 0.005);
    }

    @Test
    void sampleDataNameTheFilesOfEachPairing() {
        final Report report = SampleDataReport.of(Map.of("HD", EXPERIMENT), PAIR);
        assertEquals("pair-hd.abf", report.summary().get(0, "recording"));
        assertEquals("pair-hd-truth.csv", report.summary().get(0, "truth"));
    }
}
