package org.eibalance.bridge.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Constant;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.session.InjectedConductance;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.SampleStream;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

/** Limits of a run: what they are, what is sent of them, and that the device obeys. */
class LimitsTest {

    private static final int LOOP_HZ = 20_000;

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertEquals(new SafetyLimits(500, 500, -120, 60, 250, 0.1, 200, 10, 5), SafetyLimits.defaults(1, 0, 1, 5000));
        final SafetyLimits small = SafetyLimits.defaults(10, -30, 4, 100);
        assertEquals(100, small.limitPa(), "no more than the hardware's");
        assertEquals(5000 + 30, small.slewPaPerMs(), 1e-9);
        assertEquals(200, small.chargePc(), 1e-9);
        assertEquals(50, SafetyLimits.defaults(10, 0, 0.5, 100).chargePc(), "as of one second at least");
    }

    @Test
    void aLowerLimitTakesTheChargeBudgetWithIt() {
        final SafetyLimits limits = SafetyLimits.defaults(1, 0, 3, 5000);
        assertEquals(750, limits.chargePc());
        final SafetyLimits lower = limits.withLimitPa(100, 5000);
        assertEquals(100, lower.limitPa());
        assertEquals(150, lower.chargePc());
        assertEquals(lower, limits.withLimitPa(100, 5000).withLimitPa(100, 5000));
        assertEquals(123, lower.withChargePc(123).chargePc());
        assertEquals(5000, limits.withLimitPa(5000, 5000).limitPa());
        for (final double pa : new double[] {0, -1, 5000.1, Double.NaN})
            assertThrows(InputException.class, () -> limits.withLimitPa(pa, 5000));
    }

    // ---- stability ----

    @Test
    void theLargerOfBothErrorsThatABridgeLeavesCounts() {
        final StabilityLimit rig = new StabilityLimit(10, 50, 10, 100);
        // The electrode shows 1.813 MOhm within the latency; with C it is 0.1 MOhm more.
        final double early = 10 * (1 - Math.exp(-0.2));
        assertEquals(500 / (early + 0.1), rig.allowedNs(0), 1e-9);
        // A bridge of this size leaves nothing early, but 8.187 MOhm when the electrode is charged.
        assertEquals(500 / (10 - early + 0.1), rig.allowedNs(early), 1e-9);
        // The whole of it: the same error, early and with the other sign.
        assertEquals(500 / (10 - early + 0.1), rig.allowedNs(10), 1e-9);
        assertEquals(500 / (15 - early + 0.1), rig.allowedNs(15), 1e-9);
        // An electrode that is as fast as the loop is seen whole at once.
        assertEquals(500 / (10 + 0.1), new StabilityLimit(10, 0, 10, 100).allowedNs(0), 1e-9);
        assertEquals(500 / (2 + 0.1), new StabilityLimit(10, 0, 10, 100).allowedNs(8), 1e-9);
        assertEquals(500 / 0.1, new StabilityLimit(0, 0, 10, 100).allowedNs(0), 1e-9);
    }

    @Test
    void aRigWithoutLatencyOrCapacitanceIsNone() {
        for (final double bad : new double[] {-1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new StabilityLimit(bad, 0, 10, 100));
            assertThrows(IllegalArgumentException.class, () -> new StabilityLimit(0, bad, 10, 100));
        }
        for (final double bad : new double[] {0, -1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new StabilityLimit(0, 0, bad, 100));
            assertThrows(IllegalArgumentException.class, () -> new StabilityLimit(0, 0, 10, bad));
        }
    }

    private static Configure configuration(final StabilityLimit rig, final double bridgeMohm, final double peakNs) {
        final SafetyLimits limits = SafetyLimits.defaults(1, 0, 1, 5000).withLimitPa(500, 5000);
        return Configurations.of(limits, LOOP_HZ, 2, rig, bridgeMohm, peakNs, 0, -75, Optional.empty());
    }

    @Test
    void theDeviceArmsAsMuchAsThisProgramAllowsAndNoMore() {
        final StabilityLimit rig = new StabilityLimit(10, 100, 100, 100);
        for (final double bridgeMohm : new double[] {0, 3, 6.3, 10, 14}) {
            final double allowed = rig.allowedNs(bridgeMohm);
            final Configure below = configuration(rig, bridgeMohm, 0.999 * allowed);
            assertTrue(run(below, List.of()).complete());
            final InputException host =
                    assertThrows(InputException.class, () -> configuration(rig, bridgeMohm, 1.001 * allowed));
            assertTrue(host.getMessage().contains("would make the loop oscillate"), host.getMessage());
            final Configure.Limits l = below.limits();
            final Configure above = new Configure(
                    below.stream(),
                    2,
                    below.reversals(),
                    below.block(),
                    new Configure.Limits(
                            l.currentPa(),
                            l.slewPaPerMs(),
                            l.minMv(),
                            l.maxMv(),
                            l.windowSamples(),
                            l.chargePc(),
                            (float) (1.001 * allowed)),
                    below.loop(),
                    below.deadlines());
            final InputException device = assertThrows(InputException.class, () -> run(above, List.of()));
            assertTrue(device.getMessage().contains("nS are safe"), device.getMessage());
        }
        assertThrows(InputException.class, () -> configuration(rig, 0, Double.NaN));
    }

    private static RunOutcome run(final Configure configuration, final List<Current> currents) {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1))) {
            return session.run(
                    new RunPlan(
                            configuration,
                            List.copyOf(currents),
                            Optional.empty(),
                            LOOP_HZ,
                            0,
                            InjectedConductance.NONE),
                    new Nobody());
        }
    }

    private static final class Nobody implements RunListener {

        @Override
        public void began(final long tick) {
            // not of interest
        }

        @Override
        public void samples(final float[][] samples, final int length) {
            // not of interest
        }

        @Override
        public void happened(final double timeS, final String text) {
            // not of interest
        }
    }

    // ---- what is sent ----

    @Test
    void everyLimitIsSentInItsOwnPlace() {
        final SafetyLimits limits = new SafetyLimits(1000, 2000, -110, 50, 3000, 0.25, 100, 20, 4);
        final Configure c = Configurations.of(
                limits, LOOP_HZ, 7, new StabilityLimit(2, 30, 60, 90), 1.5, 12, -3, -72, Optional.empty());
        assertEquals(
                new Configure(
                        Configure.Stream.NONE,
                        7,
                        new Configure.Reversals(-3, -72, 0),
                        Configure.MagnesiumBlock.NONE,
                        new Configure.Limits(1000, 2000, -110, 50, 5, 3000, 12),
                        new Configure.Loop(1.5f, 2, 30, 60, 90),
                        new Configure.Deadlines(true, 100, 20, 4)),
                c);
    }

    @Test
    void theWindowHasAtLeastOneSampleAndAtMostTenMilliseconds() {
        assertEquals(1, windowSamples(0.01, 20_000));
        assertEquals(2, windowSamples(0.1, 20_000));
        assertEquals(10, windowSamples(0.1, 100_000));
        assertEquals(200, windowSamples(10, 20_000));
        assertEquals(200, windowSamples(11, 20_000));
    }

    private static int windowSamples(final double windowMs, final int loopHz) {
        return new SafetyLimits(1, 1, -1, 1, 1, windowMs, 1, 1, 1)
                .configuration(1, loopHz)
                .windowSamples();
    }

    @Test
    void noLatencyIsSentThatIsShorterThanATick() {
        assertEquals(
                50, new StabilityLimit(0, 0, 10, 100).configuration(0, LOOP_HZ).latencyUs());
        assertEquals(
                60, new StabilityLimit(0, 0, 60, 100).configuration(0, LOOP_HZ).latencyUs());
    }

    @Test
    void aStreamIsSentWithItsUnits() {
        final double[] e = new double[100];
        final double[] i = new double[100];
        Arrays.fill(e, 6.5535);
        Arrays.fill(i, 13.107);
        final SampleStream stream = SampleStream.of(new ConductancePair(0.1, e, i, "table", 0), 1, 1, LOOP_HZ, 10_000);
        final Configure c = Configurations.of(
                SafetyLimits.defaults(20, 0, 1, 5000),
                LOOP_HZ,
                2,
                new StabilityLimit(0, 0, 50, 100),
                0,
                20,
                0,
                -75,
                Optional.of(stream));
        assertEquals(new Configure.Stream(10_000, 3, 1e-4f, 2e-4f, 0, 0), c.stream());
    }

    // ---- what the device does ----

    @Test
    void aRunThatHasUsedItsChargeIsEndedByTheDevice() {
        final SafetyLimits limits = SafetyLimits.defaults(1, 0, 1, 5000);
        final StabilityLimit rig = new StabilityLimit(0, 0, 50, 100);
        for (final double share : new double[] {0.5, 1.1}) {
            // 45 pA for a second are 45 pC. Above 50 pA a steady current would have to show that V answers it.
            final Configure c =
                    Configurations.of(limits.withChargePc(share * 45), LOOP_HZ, 2, rig, 0, 1, 0, -75, Optional.empty());
            final RunOutcome outcome = run(c, List.of(Current.constant(45)));
            if (share > 1) assertTrue(outcome.complete(), outcome.sentence());
            else {
                assertEquals(Fault.CHARGE, outcome.fault());
                assertEquals(share * LOOP_HZ, outcome.endTick() - outcome.beginTick(), 0.01 * LOOP_HZ, "half a second");
            }
        }
    }

    @Test
    void theCurrentNeverGoesAboveTheLimitThatWasSent() {
        final double[] largestPa = new double[1];
        final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
        final Configure c = Configurations.of(
                SafetyLimits.defaults(10, 0, 1, 5000).withLimitPa(150, 5000),
                LOOP_HZ,
                1,
                new StabilityLimit(0, 0, 50, 100),
                0,
                10,
                0,
                -75,
                Optional.empty());
        try (Session session = Session.open(device)) {
            final RunOutcome outcome = session.run(
                    new RunPlan(
                            c,
                            List.of(new Constant(9, 0, 0)),
                            Optional.empty(),
                            LOOP_HZ / 10,
                            0,
                            InjectedConductance.NONE),
                    new RunListener() {

                        @Override
                        public void began(final long tick) {
                            // not of interest
                        }

                        @Override
                        public void samples(final float[][] samples, final int length) {
                            for (int k = 0; k < length; k++)
                                largestPa[0] = Math.max(largestPa[0], Math.abs(samples[1][k]));
                        }

                        @Override
                        public void happened(final double timeS, final String text) {
                            // not of interest
                        }
                    });
            assertTrue(outcome.limited(), outcome.sentence());
        }
        assertEquals(150, largestPa[0], 0.2);
    }
}
