package org.eibalance.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

/** What the sweeps of a channel say together. */
class ChannelQualityTest {

    private static final Channel CURRENT =
            new Channel(0, "Im", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 1000, Channel.NO_COMMAND);
    private static final Channel POTENTIAL =
            new Channel(0, "Vm", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 1000, Channel.NO_COMMAND);

    private static SweepQuality sweep(final int k, final double baseline, final double level) {
        return new SweepQuality(k, baseline, 1, 0, 0, 0, 0, 0, 100, level);
    }

    private static SweepQuality hum(final int k, final double hum50, final double hum60, final double floor) {
        return new SweepQuality(k, 0, 1, hum50, hum60, floor, 0, 0, 100, Double.NaN);
    }

    private static ChannelQuality of(final Channel channel, final List<SweepQuality> sweeps) {
        return new ChannelQuality(channel, sweeps, Optional.empty(), List.of(), "", true, List.of());
    }

    /** Baselines and levels by sweep. */
    private static ChannelQuality held(final double[]... baselineAndLevel) {
        final List<SweepQuality> sweeps = new ArrayList<>();
        for (int k = 0; k < baselineAndLevel.length; k++)
            sweeps.add(sweep(k, baselineAndLevel[k][0], baselineAndLevel[k][1]));
        return of(CURRENT, sweeps);
    }

    @Test
    void theHoldingCurrentIsThatAtTheLevelOfMostSweeps() {
        final ChannelQuality quality = held(
                new double[] {-10, -60},
                new double[] {-20, -70},
                new double[] {-30, -70.2},
                new double[] {Double.NaN, -70},
                new double[] {-90, -80});
        assertEquals(-70, quality.heldAtMv());
        assertTrue(quality.heldAtSeveral());
        assertEquals(-25, quality.holdingPa());
        assertEquals(-60, held(new double[] {1, -60}, new double[] {2, -70}).heldAtMv(), "the first of two");
        assertFalse(held(new double[] {1, -70}, new double[] {1, -70.25}).heldAtSeveral(), "0.25 mV are no other one");
        assertTrue(held(new double[] {1, -70}, new double[] {1, -70.26}).heldAtSeveral());
        final ChannelQuality unknown = held(new double[] {-3, Double.NaN}, new double[] {-5, Double.NaN});
        assertTrue(Double.isNaN(unknown.heldAtMv()));
        assertFalse(unknown.heldAtSeveral());
        assertEquals(-4, unknown.holdingPa(), "all at a level that is not known");
        assertTrue(held(new double[] {1, -70}, new double[] {1, Double.NaN}).heldAtSeveral());
    }

    @Test
    void aDriftOfTheHoldingCurrentIsOneSlopeForAllPotentials() {
        // -70 and -60 mV in turn, 3 pA from one sweep to the next, and 100 pA from one potential to the other.
        final double[][] sweeps = new double[6][];
        for (int k = 0; k < 6; k++) sweeps[k] = new double[] {-50 + 3 * k + 100 * (k % 2), -70 + 10 * (k % 2)};
        assertEquals(15, held(sweeps).holdingDriftPa(), 1e-9, "from the first to the last");
        sweeps[2][0] = Double.NaN;
        assertEquals(15, held(sweeps).holdingDriftPa(), 1e-9, "a sweep without a number is left out");
        // By hand, of 0, 4, 5: the slope of least squares is 2.5 pA a sweep.
        assertEquals(
                5,
                held(new double[] {0, -70}, new double[] {4, -70}, new double[] {5, -70})
                        .holdingDriftPa(),
                1e-12);
        assertTrue(
                Double.isNaN(held(new double[] {0, -70}, new double[] {4, -70}).holdingDriftPa()), "two make no line");
        assertTrue(Double.isNaN(held(new double[] {0, -70}, new double[] {4, -60}, new double[] {4, -50})
                .holdingDriftPa()));
        assertTrue(Double.isNaN(held(new double[] {0, -70}, new double[] {4, -70}, new double[] {4, -60})
                .holdingDriftPa()));
    }

    @Test
    void behindAMembraneTestTheHoldingCurrentIsThatBeforeItsPulses() {
        final List<PulseMeasures> measures = new ArrayList<>();
        final List<Double> levels = new ArrayList<>();
        for (final int k : new int[] {2, 4, 5}) {
            measures.add(PulseMeasures.none(k, -10, -50 + 2 * k, 20, ""));
            levels.add(-65.0);
        }
        final ChannelQuality quality = new ChannelQuality(
                CURRENT,
                List.of(sweep(2, 999, -70), sweep(4, 999, -70), sweep(5, 999, -70)),
                Optional.of(
                        new MembraneTestResult(MembraneDefinition.COMPARTMENT, true, SecondExponential.NONE, measures)),
                List.of(),
                "",
                true,
                levels);
        assertEquals(-65, quality.heldAtMv());
        assertEquals(-50 + 2 * 11 / 3.0, quality.holdingPa(), 1e-12);
        assertEquals(6, quality.holdingDriftPa(), 1e-12, "2 pA a sweep from sweep 2 to sweep 5");
        assertEquals(4, quality.pulse(4).orElseThrow().sweep());
        assertTrue(quality.pulse(3).isEmpty());
    }

    @Test
    void humStandsOutWithTwentyTimesTheEnergyOfItsNeighbours() {
        final ChannelQuality clear = of(CURRENT, List.of(hum(0, 9, 3, 1), hum(1, 1, 3, 1)));
        assertEquals(Math.sqrt(41), clear.hum50(), 1e-12, "root mean square of 9 and 1");
        assertTrue(Double.isNaN(clear.hum60()), "nine times the energy");
        assertTrue(
                Double.isNaN(of(CURRENT, List.of(hum(0, 6, 6, 1.5), hum(1, 6, 6, 1.5)))
                        .hum50()),
                "sixteen times");
        final ChannelQuality some = of(CURRENT, List.of(hum(0, 9, 9, 1), hum(1, Double.NaN, Double.NaN, Double.NaN)));
        assertEquals(9, some.hum60(), 1e-12, "a sweep that is too short does not count");
        assertTrue(Double.isNaN(of(CURRENT, List.of()).hum50()));
    }

    @Test
    void aChannelIsInPicoamperesOrMillivolts() {
        final ChannelQuality current = of(CURRENT, List.of(sweep(0, 2, 0), sweep(1, Double.NaN, 0), sweep(2, 5, 0)));
        assertTrue(current.isCurrent());
        assertEquals("pA", current.unit());
        assertEquals(3.5, current.mean(SweepQuality::baseline));
        assertFalse(of(POTENTIAL, List.of()).isCurrent());
        assertEquals("mV", of(POTENTIAL, List.of()).unit());
        assertTrue(Double.isNaN(of(POTENTIAL, List.of()).mean(SweepQuality::baseline)));
    }

    @Test
    void aTrendIsMeanRangeAndLineOfTheSweepsThatHaveTheMeasure() {
        final SweepTrend trend = SweepTrend.of(
                new double[] {0, 1, 2, 4, 6, 7}, new double[] {Double.NaN, 10, 12, 16, 20, Double.POSITIVE_INFINITY});
        assertEquals(4, trend.sweeps());
        assertEquals(14.5, trend.mean());
        assertEquals(10, trend.least());
        assertEquals(20, trend.greatest());
        assertEquals(10, trend.first(), 1e-12, "8 + 2 k at sweep 1");
        assertEquals(20, trend.last(), 1e-12);
        assertEquals(100, trend.percent(), 1e-9);
        final SweepTrend falling = SweepTrend.of(new double[] {0, 1, 2}, new double[] {-10, -15, -20});
        assertEquals(-20, falling.least());
        assertEquals(-10, falling.greatest());
        assertEquals(-100, falling.percent(), 1e-9, "down, whatever the sign of the measure");
        final SweepTrend two = SweepTrend.of(new double[] {0, 1}, new double[] {3, 1});
        assertEquals(2, two.mean());
        assertEquals(1, two.least());
        assertEquals(3, two.greatest());
        assertTrue(Double.isNaN(two.first()) && Double.isNaN(two.last()) && Double.isNaN(two.percent()));
        assertTrue(Double.isNaN(SweepTrend.of(new double[0], new double[0]).mean()));
    }

    private static SweepSummary summary(final double... samples) {
        final RecordingHeader header = new RecordingHeader(
                "made",
                Optional.empty(),
                "memory",
                List.of(CURRENT),
                List.of(Sweep.uniform(0, 0, samples.length, 1)),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        try (Recording recording = Recording.inMemory(header, new double[][][] {{samples}})) {
            return SweepSummary.of(recording, 0, 0);
        }
    }

    @Test
    void aSweepIsSummarisedWithoutItsMissingSamples() {
        assertEquals(new SweepSummary(5, 1, 2, 8, 5, Math.sqrt(5)), summary(2, 4, Double.NaN, 6, 8));
        final SweepSummary open = summary(Double.NaN, 1, 3, Double.NaN);
        assertEquals(2, open.missing());
        assertTrue(Double.isNaN(open.first()) && Double.isNaN(open.last()));
        assertEquals(2, open.mean());
        assertEquals(1, open.sd());
        // Longer than one block of 65,536 samples, and no multiple of it.
        final double[] longer = new double[150_001];
        for (int i = 0; i < longer.length; i++) longer[i] = i % 2 == 0 ? 7 : 9;
        longer[150_000] = 8;
        final SweepSummary summary = summary(longer);
        assertEquals(150_001, summary.samples());
        assertEquals(0, summary.missing());
        assertEquals(7, summary.first());
        assertEquals(8, summary.last());
        assertEquals(8, summary.mean(), 1e-12);
        assertEquals(Math.sqrt(150_000 / 150_001.0), summary.sd(), 1e-12);
    }

    @Test
    void settingsThatContradictThemselvesAreOneSentence() {
        for (final double[] step : new double[][] {
            {0, 10, -5},
            {10, 10, -5},
            {10, Double.POSITIVE_INFINITY, -5},
            {1, 2, 0},
            {1, 2, Double.NaN},
            {1, 2, Double.POSITIVE_INFINITY}
        }) assertThrows(InputException.class, () -> QualitySettings.DEFAULT.withStep(step[0], step[1], step[2]));
        assertEquals(
                "The step has an end and no start: give both, or neither to have it found.",
                assertThrows(
                                InputException.class,
                                () -> new QualitySettings(
                                        true,
                                        Optional.empty(),
                                        OptionalDouble.empty(),
                                        OptionalDouble.of(5),
                                        OptionalDouble.empty(),
                                        Optional.empty()))
                        .getMessage());
        final QualitySettings given =
                QualitySettings.DEFAULT.withStep(1, 2, -5).withDefinition(MembraneDefinition.APPARENT);
        assertEquals(1, given.stepStartMs().orElseThrow());
        assertEquals(2, given.stepEndMs().orElseThrow());
        assertEquals(-5, given.stepMv().orElseThrow());
        assertEquals(Optional.of(MembraneDefinition.APPARENT), given.definition());
        for (int k = 0; k < 4; k++) {
            final double[] limits = {30, 20, 100, 20};
            limits[k] = 0;
            assertThrows(InputException.class, () -> new QualityLimits(limits[0], limits[1], limits[2], limits[3]));
        }
    }

    @Test
    void aPulseLiesInItsSamplesInOrder() {
        for (final int[] p : new int[][] {{-1, 5, 10, 10}, {5, 5, 10, 10}, {0, 5, 5, 10}, {0, 5, 10, 9}})
            assertThrows(IllegalArgumentException.class, () -> new TestPulse(p[0], p[1], p[2], p[3], -5));
        assertThrows(IllegalArgumentException.class, () -> new TestPulse(0, 5, 10, 10, 0));
        assertThrows(IllegalArgumentException.class, () -> new TestPulse(0, 5, 10, 10, Double.NaN));
        assertEquals(new TestPulse(0, 3, 7, 9, -5), new TestPulse(2, 5, 9, 11, -5).fromBaseline());
        final TestPulse pulse = new TestPulse(2, 5, 9, 11, -5);
        assertThrows(IllegalArgumentException.class, () -> new PulseSweep(0, pulse, new double[10]));
        for (int i = 0; i < 11; i++) {
            final double[] current = new double[11];
            current[i] = Double.NaN;
            assertEquals(i < 2 || i >= 9, new PulseSweep(0, pulse, current).isComplete(), "sample " + i);
        }
    }
}
