package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.StreamMask;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

/** Conductances and currents in the units of the wire. */
class SampleStreamTest {

    private static ConductancePair pair(final double[] e, final double[] i) {
        return new ConductancePair(0.1, e, i, "table", 0);
    }

    private static SampleStream stream(final double[] e, final double[] i) {
        return SampleStream.of(pair(e, i), 1, 1, 20_000, 10_000);
    }

    @Test
    void theLargestValueHasTheLargestUnit() {
        final SampleStream stream = stream(new double[] {0, 1, 2}, new double[] {8, 0, 4});
        assertArrayEquals(new short[] {0, -1, (short) 32_768, 0, -1, (short) 32_768}, stream.units(0, 3));
        assertArrayEquals(new short[] {(short) 32_768, 0}, stream.units(1, 1));
        assertEquals(
                new Configure.Stream(10_000, StreamMask.G_E_AND_G_I, 2f / 65_535, 8f / 65_535, 0, 0),
                stream.configuration());
        assertEquals(StreamMask.G_E_AND_G_I, stream.mask());
        assertEquals(8, stream.peakNs());
        assertEquals(3, stream.samples());
        assertEquals(6, stream.ticks());
        assertEquals(10_000, stream.streamHz());
    }

    @Test
    void gainsMultiplyTheirOwnConductance() {
        final SampleStream stream =
                SampleStream.of(pair(new double[] {1, 1}, new double[] {1, 1}), 3, 5, 20_000, 10_000);
        final double[] ns = new double[2];
        stream.at(0, ns);
        assertArrayEquals(new double[] {3, 5}, ns, 1e-6);
        assertEquals(8, stream.peakNs());
    }

    @Test
    void aConductanceThatIsZeroThroughoutStaysZero() {
        final SampleStream stream = stream(new double[3], new double[] {1, 2, 3});
        assertEquals(0, stream.configuration().excitatoryNs());
        assertEquals(0, stream.units(2, 1)[0]);
    }

    @Test
    void betweenSamplesTheDeviceDrawsStraightLinesAndBehindTheLastItHolds() {
        final SampleStream stream =
                SampleStream.of(pair(new double[] {0, 10, 0}, new double[] {10, 0, 10}), 1, 1, 40_000, 10_000);
        final double[] ns = new double[2];
        final double[] e = new double[11];
        for (int tick = 0; tick < e.length; tick++) {
            stream.at(tick, ns);
            e[tick] = ns[0];
            assertEquals(10, ns[0] + ns[1], 1e-3);
        }
        assertArrayEquals(new double[] {0, 2.5, 5, 7.5, 10, 7.5, 5, 2.5, 0, 0, 0}, e, 1e-3);
    }

    @Test
    void aCurrentIsSignedAndBringsNoConductance() {
        final SampleStream stream = SampleStream.ofCurrent(new double[] {-100, 50, 0}, 20_000, 20_000);
        assertArrayEquals(new short[] {-32_767, 16_384, 0}, stream.units(0, 3));
        assertEquals(StreamMask.CURRENT, stream.mask());
        assertEquals(100f / 32_767, stream.configuration().currentPa());
        assertEquals(3, stream.samples());
        assertEquals(0, stream.peakNs());
        final double[] ns = {1, 1};
        stream.at(1, ns);
        assertArrayEquals(new double[2], ns);
        for (final double[] bad :
                new double[][] {{}, {1}, {0, 0}, {1, Double.NaN}, {Double.NaN, 1}, {Double.POSITIVE_INFINITY, 1}})
            assertThrows(InputException.class, () -> SampleStream.ofCurrent(bad, 20_000, 20_000), Arrays.toString(bad));
    }

    @Test
    void theRateMustDivideTheLoops() {
        for (final int hz : new int[] {0, -1, 15_000, 40_000}) {
            assertTrue(assertThrows(
                            InputException.class,
                            () -> SampleStream.of(pair(new double[9], new double[9]), 1, 1, 20_000, hz))
                    .getMessage()
                    .contains("divides the device's 20000 Hz"));
            assertThrows(InputException.class, () -> SampleStream.ofCurrent(new double[] {1, 2}, 20_000, hz));
        }
        assertEquals(9, stream(new double[9], new double[9]).samples());
        assertEquals(
                17,
                SampleStream.of(pair(new double[9], new double[9]), 1, 1, 20_000, 20_000)
                        .samples());
    }

    @Test
    void whatIsNoConductanceIsRefusedWithItsPlace() {
        for (final double bad : new double[] {-1e-9, 1.0001e6, Double.NaN, Double.POSITIVE_INFINITY}) {
            final double[] ns = {0, 0, bad};
            assertTrue(assertThrows(InputException.class, () -> stream(ns, new double[3]))
                    .getMessage()
                    .contains("g_E at sample 2"));
            assertTrue(assertThrows(InputException.class, () -> stream(new double[3], ns))
                    .getMessage()
                    .contains("g_I at sample 2"));
        }
        assertEquals(1e6, stream(new double[] {0, 1e6}, new double[2]).peakNs());
        for (final double gain : new double[] {-1, Double.NaN}) {
            assertThrows(
                    InputException.class,
                    () -> SampleStream.of(pair(new double[3], new double[3]), gain, 1, 20_000, 10_000));
            assertThrows(
                    InputException.class,
                    () -> SampleStream.of(pair(new double[3], new double[3]), 1, gain, 20_000, 10_000));
        }
    }

    @Test
    void aPairOfAnotherStepIsReadByStraightLines() {
        final double[] ns = new double[101];
        for (int k = 0; k < ns.length; k++) ns[k] = k;
        final SampleStream stream = SampleStream.of(new ConductancePair(0.3, ns, ns, "ramp", 0), 2, 1, 100_000, 10_000);
        assertEquals(301, stream.samples());
        final double[] at = new double[2];
        stream.at(10 * 30, at);
        assertEquals(20, at[0], 0.01);
        assertEquals(10, at[1], 0.01);
        assertEquals(300, stream.peakNs(), 1e-9);
    }

    @Test
    void aRateThatIsNotThePairsOwnTakesTheSamplesThatFit() {
        final double[] ns = {0, 10, 0, 10, 0};
        // 0.1 ms a sample, read every 0.16: at 0, 0.16 and 0.32 ms.
        final SampleStream stream = SampleStream.of(new ConductancePair(0.1, ns, ns, "zigzag", 0), 1, 1, 25_000, 6250);
        assertEquals(3, stream.samples());
        final double[] at = new double[2];
        final double[] found = new double[3];
        for (int k = 0; k < 3; k++) {
            stream.at(4L * k, at);
            found[k] = at[0];
        }
        assertArrayEquals(new double[] {0, 4, 8}, found, 1e-3);
        assertEquals(2 * 8, stream.peakNs(), 1e-9);
    }

    @Test
    void roundingOfTheStepsLosesNoSample() {
        // 0.1 is no binary fraction: the last sample must still be one of the stream's.
        for (int n = 2; n < 2000; n++)
            assertEquals(n, stream(new double[n], new double[n]).samples());
    }

    @Test
    void aStreamNeedsTwoSamples() {
        assertTrue(assertThrows(InputException.class, () -> stream(new double[1], new double[1]))
                .getMessage()
                .contains("1 sample at the stream's rate, at least two were expected"));
        assertTrue(assertThrows(InputException.class, () -> stream(new double[0], new double[0]))
                .getMessage()
                .contains("0 samples"));
        assertEquals(2, stream(new double[2], new double[2]).samples());
    }

    @Test
    void aRunHasAnEnd() {
        final SampleStream stream = stream(new double[2], new double[2]);
        final RunPlan plan = Plans.streamed(stream, 20_000, 2);
        assertEquals(0, plan.ticks());
        assertThrows(
                IllegalArgumentException.class,
                () -> new RunPlan(
                        plan.configuration(), plan.sources(), plan.stream(), -1, 0, InjectedConductance.NONE));
        final double[] ns = {1, 1};
        InjectedConductance.NONE.at(0, ns);
        assertArrayEquals(new double[2], ns);
    }
}
