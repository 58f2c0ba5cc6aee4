package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.PairRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;

class ElectricalCouplingTest {

    private static final double RATE_HZ = 10_000;
    private static final int SAMPLES = 5000;
    private static final int SWEEPS = 8;

    private final SplittableRandom random = new SplittableRandom(3);

    private static double pulse(final int sweep, final int odd, final double ms) {
        return sweep % 2 == odd && ms >= 100 && ms < 300 ? 1 : 0;
    }

    private double[][] trace(
            final double rest, final double noise, final double own, final double other, final int odd) {
        final double[][] trace = new double[SWEEPS][SAMPLES];
        for (int k = 0; k < SWEEPS; k++) {
            for (int t = 0; t < SAMPLES; t++) {
                final double ms = t * 1000 / RATE_HZ;
                trace[k][t] =
                        rest + own * pulse(k, odd, ms) + other * pulse(k, 1 - odd, ms) + noise * random.nextGaussian();
            }
        }
        return trace;
    }

    /** Both cells, stepped in turn. */
    private Recording inTurn(
            final ClampMode modeA, final ClampMode modeB, final double own, final double other, final double step) {
        final boolean clampA = modeA == ClampMode.VOLTAGE_CLAMP, clampB = modeB == ClampMode.VOLTAGE_CLAMP;
        return new PairRecordings(RATE_HZ)
                .channel("A", clampA ? "pA" : "mV", modeA, trace(-65, 1, own, other, 0))
                .follows(clampA ? "mV" : "pA", (sweep, ms) -> step * pulse(sweep, 0, ms))
                .channel("B", clampB ? "pA" : "mV", modeB, trace(-65, 1, own, other, 1))
                .follows(clampB ? "mV" : "pA", (sweep, ms) -> step * pulse(sweep, 1, ms))
                .recording();
    }

    private static Artefacts artefacts(final Recording recording, final SeriesResistances series) {
        final PairInput input = PairInput.from(
                recording, recording.channels().get(0), recording.channels().get(1), List.of());
        return Artefacts.of(
                recording, recording.channels().get(0), recording.channels().get(1), input, input, series);
    }

    private static ElectricalCoupling coupling(final Recording recording) {
        return artefacts(recording, SeriesResistances.UNKNOWN).fromA();
    }

    @Test
    void inCurrentClampItIsTheShareOfAStepThatTheOtherCellShowsWithItsInterval() {
        final ElectricalCoupling found =
                coupling(inTurn(ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP, -10, -0.6, -50));
        assertEquals(0.06, found.coefficient(), 0.01);
        assertTrue(found.interval().low() < 0.06 && 0.06 < found.interval().high(), found.toString());
        assertTrue(found.interval().high() - found.interval().low() < 0.05, found.toString());
        assertTrue(Double.isNaN(found.conductanceNs()) && found.found());
    }

    @Test
    void inVoltageClampItIsTheJunctionalConductance() {
        // 0.5 nS: a step of 20 mV draws 10 pA inward from the other cell.
        final ElectricalCoupling found =
                coupling(inTurn(ClampMode.VOLTAGE_CLAMP, ClampMode.VOLTAGE_CLAMP, 200, -10, 20));
        assertEquals(0.5, found.conductanceNs(), 0.01);
        assertTrue(Double.isNaN(found.coefficient()) && found.found());
        assertTrue(found.words().startsWith("a junctional conductance of 0.5"), found.words());
    }

    @Test
    void seriesResistancesTakeTheirPartOfTheStep() {
        // 20 MOhm and 200 pA leave 16 of 20 mV; in the other cell 30 MOhm and -10 pA lift it by 0.3 mV.
        final Recording recording = inTurn(ClampMode.VOLTAGE_CLAMP, ClampMode.VOLTAGE_CLAMP, 200, -10, 20);
        final ElectricalCoupling found =
                artefacts(recording, new SeriesResistances(20, 30)).fromA();
        assertEquals(10 / (16 - 0.3), found.conductanceNs(), 0.02);
    }

    @Test
    void cellsThatAreNotCoupledAreNotCalledSo() {
        for (final ClampMode mode : List.of(ClampMode.CURRENT_CLAMP, ClampMode.VOLTAGE_CLAMP)) {
            final Artefacts found = artefacts(inTurn(mode, mode, -100, 0, -10), SeriesResistances.UNKNOWN);
            assertTrue(found.fromA().measured() && found.fromB().measured());
            assertFalse(found.fromA().found() || found.fromB().found(), found.toString());
            assertTrue(
                    found.remarks().stream().noneMatch(r -> r.contains("coupl")),
                    found.remarks().toString());
        }
    }

    private static void assertNotMeasured(final String reason, final Recording recording) {
        final ElectricalCoupling found = coupling(recording);
        assertFalse(found.measured());
        assertTrue(Double.isNaN(found.value()) && !found.found());
        assertEquals(reason, found.reason().orElseThrow());
    }

    @Test
    void mixedClampModesHaveNoCoupling() {
        assertNotMeasured(
                "one cell is in voltage clamp and the other in current clamp",
                inTurn(ClampMode.CURRENT_CLAMP, ClampMode.VOLTAGE_CLAMP, -10, -5, -50));
    }

    @Test
    void stepsOfBothCellsAtOnceShowNoCoupling() {
        assertNotMeasured(
                "the commands of both cells step at once",
                new PairRecordings(RATE_HZ)
                        .channel("A", "pA", ClampMode.VOLTAGE_CLAMP, trace(0, 1, 200, 200, 0))
                        .follows("mV", (sweep, ms) -> 20 * pulse(0, 0, ms))
                        .channel("B", "pA", ClampMode.VOLTAGE_CLAMP, trace(0, 1, 180, 180, 0))
                        .follows("mV", (sweep, ms) -> 20 * pulse(0, 0, ms))
                        .recording());
    }

    @Test
    void aCommandThatRestsShowsNoCoupling() {
        assertNotMeasured("no command steps", inTurn(ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP, -10, -1, 0));
    }

    @Test
    void moreThanTheStepItselfIsNoCoupling() {
        assertNotMeasured(
                "the other cell moves more than the stepped one, so that something else moves it",
                inTurn(ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP, -10, -15, -50));
    }

    @Test
    void aUnitThatCannotBeTrueShowsNoCoupling() {
        // As in a file with pA in one channel and the same numbers called A in the other.
        assertNotMeasured(
                "a channel has a unit that cannot be true",
                new PairRecordings(RATE_HZ)
                        .channel("A", "pA", ClampMode.VOLTAGE_CLAMP, trace(-20, 1, 200, 0, 0))
                        .follows("mV", (sweep, ms) -> 20 * pulse(sweep, 0, ms))
                        .channel("B", "A", ClampMode.VOLTAGE_CLAMP, trace(-20, 1, 200, 0, 1))
                        .follows("mV", (sweep, ms) -> 20 * pulse(sweep, 1, ms))
                        .recording());
    }

    @Test
    void theOppositeSignIsSaidAndNotCalledACoupling() {
        final Artefacts found = artefacts(
                inTurn(ClampMode.VOLTAGE_CLAMP, ClampMode.VOLTAGE_CLAMP, 200, 10, 20), SeriesResistances.UNKNOWN);
        assertTrue(
                found.remarks().stream().anyMatch(r -> r.contains("a sign that no electrical synapse gives")),
                found.remarks().toString());
        assertTrue(found.remarks().stream().noneMatch(r -> r.contains("cells are coupled")));
    }

    @Test
    void noiseOfARecordedCommandIsNoStep() {
        final SplittableRandom noise = new SplittableRandom(5);
        assertNotMeasured(
                "no command steps",
                new PairRecordings(RATE_HZ)
                        .channel("A", "pA", ClampMode.VOLTAGE_CLAMP, trace(0, 1, 0, 0, 0))
                        .follows("mV", (sweep, ms) -> -70 + 0.007 * noise.nextGaussian())
                        .channel("B", "pA", ClampMode.VOLTAGE_CLAMP, trace(0, 1, 0, 0, 0))
                        .follows("mV", (sweep, ms) -> -70 + 0.007 * noise.nextGaussian())
                        .recording());
    }

    /** Cells whose inputs fluctuate with 15 ms, stepped in turn; 1 kHz is enough for that. */
    @Test
    void theIntervalHoldsTheTruthInNinetyFiveOfAHundredRecordings() {
        final double truth = 0.03, rateHz = 1000, keep = Math.exp(-1 / 15.0);
        final int trials = 400;
        int inside = 0;
        for (int trial = 0; trial < trials; trial++) {
            final double[][] a = new double[SWEEPS][500], b = new double[SWEEPS][500];
            for (int k = 0; k < SWEEPS; k++) {
                double inputA = random.nextGaussian(), inputB = random.nextGaussian();
                for (int t = 0; t < 500; t++) {
                    a[k][t] = -70 + inputA - 10 * pulse(k, 0, t) - truth * 10 * pulse(k, 1, t);
                    b[k][t] = -70 + inputB - 10 * pulse(k, 1, t) - truth * 10 * pulse(k, 0, t);
                    inputA = keep * inputA + Math.sqrt(1 - keep * keep) * random.nextGaussian();
                    inputB = keep * inputB + Math.sqrt(1 - keep * keep) * random.nextGaussian();
                }
            }
            final ElectricalCoupling found = coupling(new PairRecordings(rateHz)
                    .channel("A", "mV", ClampMode.CURRENT_CLAMP, a)
                    .follows("pA", (sweep, ms) -> -50 * pulse(sweep, 0, ms))
                    .channel("B", "mV", ClampMode.CURRENT_CLAMP, b)
                    .follows("pA", (sweep, ms) -> -50 * pulse(sweep, 1, ms))
                    .recording());
            if (found.interval().low() <= truth && truth <= found.interval().high()) inside++;
        }
        assertEquals(0.95, inside / (double) trials, 0.035, inside + " of " + trials);
    }
}
