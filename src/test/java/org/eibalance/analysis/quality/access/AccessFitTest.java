package org.eibalance.analysis.quality.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.MembraneTest;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.QualityCheck;
import org.eibalance.analysis.quality.QualitySettings;
import org.eibalance.analysis.quality.TestPulse;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The series resistance of cells whose synapses are active, and of cells with a dendrite. */
class AccessFitTest {

    private static final double RATE_HZ = 20_000;
    private static final double LEAK_NS = 8;
    private static final double EXCITATORY_NS = 1;
    private static final double INHIBITORY_NS = 2.5;
    private static final double CAPACITANCE_PF = 150;

    /** A step of -5 mV for 50 ms, behind 3 kHz and 5 pA of noise. */
    private static Recording record(final Pipette pipette, final int sweeps, final long seed) {
        return new CellExperiment(
                        new PointNeuron(CAPACITANCE_PF, LEAK_NS, -70, 0, -75),
                        pipette,
                        new Amplifier(3000, 5, 0),
                        new SynapticInput.Fluctuating(EXCITATORY_NS, 0.3, 3, INHIBITORY_NS, 0.6, 8),
                        new ClampProtocol(
                                ClampMode.VOLTAGE_CLAMP,
                                List.of(-70.0),
                                sweeps,
                                500,
                                new ClampProtocol.Pulse(-5, 300, 50),
                                List.of()),
                        1000 / RATE_HZ,
                        seed)
                .run("synapses")
                .recording();
    }

    private static AccessEstimate ofSynapses(final Pipette pipette, final int sweeps, final long seed) {
        try (Recording recording = record(pipette, sweeps, seed)) {
            final ChannelQuality quality = QualityCheck.compute(
                            recording, recording.channels(), QualitySettings.DEFAULT, done -> {})
                    .get(0);
            return AccessFit.compute(quality.pulses(), quality.membraneTest().orElseThrow(), RATE_HZ)
                    .orElseThrow();
        }
    }

    private static AccessEstimate of(final List<PulseSweep> sweeps) {
        return AccessFit.compute(sweeps, MembraneTest.compute(sweeps, RATE_HZ, Optional.empty()), RATE_HZ)
                .orElseThrow();
    }

    private static double meanError(final double[] values, final double truth) {
        return IntStream.range(0, values.length)
                .mapToDouble(k -> Math.abs(values[k] / truth - 1))
                .average()
                .orElseThrow();
    }

    /** The mean errors of R_s, R_m and C over seeds. */
    private static void assertActiveSynapsesLeaveTheCell(final double mohm, final int seeds) {
        final List<AccessEstimate> found = IntStream.range(0, seeds)
                .mapToObj(seed -> ofSynapses(new Pipette(mohm, 0, 0, 0, 0), 10, seed))
                .toList();
        final double membraneMohm = 1000 / (LEAK_NS + EXCITATORY_NS + INHIBITORY_NS);
        final double ofSeries =
                meanError(found.stream().mapToDouble(AccessEstimate::seriesMohm).toArray(), mohm);
        final double ofMembrane = meanError(
                found.stream().mapToDouble(AccessEstimate::membraneMohm).toArray(), membraneMohm);
        final double ofCapacitance = meanError(
                found.stream().mapToDouble(AccessEstimate::capacitancePf).toArray(), CAPACITANCE_PF);
        assertTrue(ofSeries < 0.07, "R_s: " + ofSeries);
        assertTrue(ofMembrane < 0.10, "R_m: " + ofMembrane);
        assertTrue(ofCapacitance < 0.05, "C: " + ofCapacitance);
        for (final AccessEstimate e : found) {
            assertEquals(1, e.exponentials(), "noise of synapses is no second exponential: " + e);
            assertTrue(e.uncertainty() < 0.15, "such an R_s may be used: " + e);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 15, 25})
    void activeSynapsesHardlyChangeTheSeriesResistance(final double mohm) {
        assertActiveSynapsesLeaveTheCell(mohm, 3);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(doubles = {10, 15, 25})
    void activeSynapsesHardlyChangeTheSeriesResistanceOfTwentyCells(final double mohm) {
        assertActiveSynapsesLeaveTheCell(mohm, 20);
    }

    private static void assertNotTooHigh(final double mohm, final double slowPa, final int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            final AccessEstimate e = of(DendriteCell.usual(mohm).sweeps(10, 5, slowPa, seed));
            assertTrue(
                    e.uncertainty() >= 0.15 || e.seriesMohm() < (slowPa > 0 ? 1.25 : 1.10) * mohm,
                    mohm + " MOhm: " + e);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 15, 25})
    void aDendriteDoesNotRaiseTheSeriesResistance(final double mohm) {
        final AccessEstimate e = of(DendriteCell.usual(mohm).sweeps(10, 5, 0, 1));
        assertEquals(2, e.exponentials(), e.toString());
        assertEquals(mohm, e.seriesMohm(), 0.10 * mohm);
        assertTrue(e.uncertainty() < 0.15, "such an R_s may be used: " + e);
        assertNotTooHigh(mohm, 15, 1);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(doubles = {10, 15, 25, 35})
    void aDendriteDoesNotRaiseTheSeriesResistanceOfTwentyCells(final double mohm) {
        assertNotTooHigh(mohm, 0, 20);
        assertNotTooHigh(mohm, 15, 20);
    }

    /** Averaged, transients of different time constants look like two exponentials. */
    @Test
    void sweepsThatDriftKeepTheirOwnValuesInAQuietCell() {
        final List<PulseSweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            final double mohm = 10 + k;
            sweeps.add(quiet(k, mohm));
        }
        final AccessEstimate e = of(sweeps);
        assertEquals(1, e.exponentials(), e.toString());
        for (int k = 0; k < 12; k++) assertEquals(10 + k, e.seriesMohmBySweep().get(k), 0.03 * (10 + k));
        assertTrue(e.uncertainty() < 0.075, e.toString());
    }

    private static PulseSweep quiet(final int sweep, final double mohm) {
        final Recording recording = new CellExperiment(
                        new PointNeuron(CAPACITANCE_PF, LEAK_NS, -70, 0, -75),
                        new Pipette(mohm, 0, 0, 0, 0),
                        new Amplifier(3000, 3, 0),
                        new SynapticInput.Fluctuating(0, 0, 3, 0, 0, 8),
                        new ClampProtocol(
                                ClampMode.VOLTAGE_CLAMP,
                                List.of(-70.0),
                                1,
                                400,
                                new ClampProtocol.Pulse(-5, 200, 50),
                                List.of()),
                        1000 / RATE_HZ,
                        100 + sweep)
                .run("quiet")
                .recording();
        try (recording) {
            return new PulseSweep(sweep, new TestPulse(0, 4000, 5000, 8000, -5), recording.read(0, 0));
        }
    }

    @Test
    void aSlowDriftBehindNoiseOfSynapsesIsFollowedAlongALine() {
        final AccessEstimate e = ofSynapses(new Pipette(12, 0, 0.03, 0, 0), 20, 4);
        assertEquals(12, e.seriesMohmBySweep().get(0), 1);
        assertEquals(12 * 1.57, e.seriesMohmBySweep().get(19), 1.6);
    }

    @Test
    void aSingleSweepWithSynapsesIsLessCertainThanTen() {
        final AccessEstimate one = ofSynapses(new Pipette(15, 0, 0, 0, 0), 1, 2);
        assertEquals(15, one.seriesMohm(), 0.15 * 15);
        assertTrue(
                one.uncertainty()
                        > ofSynapses(new Pipette(15, 0, 0, 0, 0), 10, 2).uncertainty(),
                one.toString());
    }

    /** Two neurons with dendrites, whose apparent R_a of 26.4 and 29.1 MOhm is above the bound of their own peaks. */
    @ParameterizedTest
    @CsvSource({"0,20.6,21.9", "1,22.9,24.1"})
    void theSeriesResistanceOfRealCellsIsBelowTheBoundOfTheirPeaks(
            final int channel, final double mohm, final double boundMohm) {
        try (Recording recording = Formats.open(SharedRecordings.abf("14o16001_vc_pair_step.abf"))) {
            final ChannelQuality quality = QualityCheck.compute(
                            recording, List.of(recording.channels().get(channel)), QualitySettings.DEFAULT, done -> {})
                    .get(0);
            final AccessEstimate e = AccessFit.compute(
                            quality.pulses(), quality.membraneTest().orElseThrow(), 10_000)
                    .orElseThrow();
            assertEquals(2, e.exponentials());
            assertEquals(mohm, e.seriesMohm(), 0.1);
            assertEquals(boundMohm, e.boundMohm(), 0.1);
            assertTrue(e.uncertainty() < 0.05, e.toString());
        }
    }

    @Test
    void aStepWithoutTransientGivesNothing() {
        final double[] flat = new double[8000];
        for (int i = 0; i < flat.length; i++) flat[i] = Math.sin(i * 0.7) + Math.sin(i * 0.31);
        final List<PulseSweep> sweeps = List.of(new PulseSweep(0, new TestPulse(0, 4000, 5000, 8000, -5), flat));
        assertEquals(
                Optional.empty(),
                AccessFit.compute(sweeps, MembraneTest.compute(sweeps, RATE_HZ, Optional.empty()), RATE_HZ));
    }
}
