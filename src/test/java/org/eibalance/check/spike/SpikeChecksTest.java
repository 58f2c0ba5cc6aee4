package org.eibalance.check.spike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.eibalance.analysis.criticality.BranchingResult;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.analysis.spike.ThresholdCrossing;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

/** Spikes that are noise, and too few of them. */
class SpikeChecksTest {

    /** Noise of 1 mV at -60 mV that changes over about ten samples; with action potentials of 70 mV if asked. */
    private static double[] trace(final boolean spikes) {
        final Random random = new Random(5);
        final double[] mv = new double[200_000];
        double slow = 0;
        for (int i = 0; i < mv.length; i++) {
            slow = 0.9 * slow + Math.sqrt(1 - 0.81) * random.nextGaussian();
            mv[i] = -60 + slow + (spikes && i % 2000 > 1900 && i % 2000 < 1930 ? 70 : 0);
        }
        return mv;
    }

    private static CheckResult check(final double[] mv, final double level) {
        final ThresholdCrossing.Centre centre = ThresholdCrossing.Centre.of(mv);
        final double rearm = ThresholdCrossing.rearm(centre.median(), level, 5, false);
        final double[] beyond =
                new ThresholdCrossing(level, rearm, false, 2).find(mv, 20_000).beyond();
        for (int i = 0; i < beyond.length; i++)
            beyond[i] = (beyond[i] - Math.max(0, centre.median() - level)) / centre.robustSd();
        return new SpikesAboveNoise().of(List.of(new ChannelSpikes("0 (Vm)", Unit.MILLIVOLT, beyond, 0)));
    }

    @Test
    void crossingsOfNoiseAreNoSpikesAtAnyLevel() {
        for (final double sds : new double[] {-1, 0, 1, 2, 3, 4})
            assertEquals(CheckState.FAILED, check(trace(false), -60 + sds).state(), sds + " standard deviations");
    }

    @Test
    void actionPotentialsStandOutOfTheSameNoise() {
        for (final double level : new double[] {-50, -20, 0})
            assertEquals(CheckState.PASSED, check(trace(true), level).state(), level + " mV");
    }

    private static ChannelSpikes channel(final String unit, final int spikes, final int besideJumps) {
        return new ChannelSpikes("1 (IN 1)", Unit.parse(unit), new double[spikes], besideJumps);
    }

    private static CheckState jumps(final int spikes, final int besideJumps) {
        return new SpikesApartFromJumps()
                .of(List.of(channel("pA", 5, 0), channel("pA", spikes, besideJumps)))
                .state();
    }

    @Test
    void spikesThatComeWithJumpsOfTheCommandAreNone() {
        assertEquals(CheckState.PASSED, jumps(10, 0));
        assertEquals(CheckState.PASSED, jumps(10, 2), "as many as spikes at random times");
        assertEquals(CheckState.DOUBTFUL, jumps(10, 4));
        assertEquals(CheckState.FAILED, jumps(10, 6));
        assertEquals(CheckState.PASSED, jumps(0, 0));
        assertEquals(
                CheckState.NOT_APPLICABLE,
                new SpikesApartFromJumps().of(List.of()).state());
    }

    @Test
    void whatIsNeitherPotentialNorCurrentHasNoSpikes() {
        final SignalsOfCells check = new SignalsOfCells();
        assertEquals(
                CheckState.PASSED,
                check.of(List.of(channel("mV", 3, 0), channel("A", 3, 0))).state());
        assertEquals(
                CheckState.FAILED,
                check.of(List.of(channel("mV", 3, 0), channel("dB", 3, 0))).state());
        assertEquals(
                CheckState.PASSED,
                check.of(List.of(channel("mV", 3, 0), channel("dB", 0, 0))).state(),
                "nothing is said of it");
        assertEquals(CheckState.DOUBTFUL, check.of(List.of(channel("", 3, 0))).state());
        assertEquals(CheckState.NOT_APPLICABLE, check.of(List.of()).state());
    }

    @Test
    void ofATableTheNoiseIsNotKnown() {
        assertEquals(
                CheckState.NOT_APPLICABLE, new SpikesAboveNoise().of(List.of()).state());
    }

    private static CheckState intervals(final int spikes) {
        final double[] times = IntStream.range(0, spikes).mapToDouble(i -> i).toArray();
        return new EnoughIntervals()
                .of(new SpikeTrains(List.of("a"), List.<double[][]>of(new double[][] {times}), new double[] {1e4}))
                .state();
    }

    @Test
    void aVariationNeedsIntervals() {
        assertEquals(CheckState.FAILED, intervals(10));
        assertEquals(CheckState.DOUBTFUL, intervals(11));
        assertEquals(CheckState.PASSED, intervals(41));
    }

    private static CheckState events(final double events) {
        return new EnoughActivity().of(List.of(new double[] {events, 0})).state();
    }

    @Test
    void aBranchingRatioNeedsEventsAndSlopesThatDecay() {
        assertEquals(CheckState.FAILED, events(99));
        assertEquals(CheckState.DOUBTFUL, events(100));
        assertEquals(CheckState.PASSED, events(1000));
        for (final double share : new double[] {0.95, 0.7, 0.1, Double.NaN}) {
            final CheckResult fit = new BranchingFit()
                    .of(new BranchingResult(0.5, 0.9, 0.5, 0, 0.8, 0.95, 40, 1, new double[] {0.5}, share));
            assertEquals(
                    share > 0.9
                            ? CheckState.PASSED
                            : share > 0.5
                                    ? CheckState.DOUBTFUL
                                    : share > 0 ? CheckState.FAILED : CheckState.NOT_APPLICABLE,
                    fit.state());
            assertTrue(fit.sentence().endsWith("."), fit.sentence());
        }
    }
}
