package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** The kernel of an electrode that is known, and what is left of it after compensation. */
class ElectrodeKernelTest {

    private static final int LOOP_HZ = 100_000;
    private static final ElectrodeNoise NOISE = new ElectrodeNoise(200, 4, 1, 30, 1);

    private static EmbeddedCell cell(final double seriesMohm, final double electrodePf) {
        return new EmbeddedCell(EmbeddedCell.Kind.PASSIVE, 100, 5, -70, seriesMohm, electrodePf, 0.05, 1, 1);
    }

    private static Session session(final EmbeddedCell cell) {
        return Session.open(new WasmDevice(cell, LOOP_HZ, 1));
    }

    private static StabilityLimit stability(final EmbeddedCell cell) {
        return new StabilityLimit(cell.seriesMohm(), cell.seriesMohm() * cell.electrodePf(), 20, cell.capacitancePf());
    }

    @Test
    void itsSumIsTheSeriesResistance() {
        for (final double[] electrode : new double[][] {{10, 5, 1}, {30, 3, 1}, {3, 10, 0.25}}) {
            final EmbeddedCell cell = cell(electrode[0], electrode[1]);
            try (Session session = session(cell)) {
                final ElectrodeNoise.Outcome found =
                        new ElectrodeNoise(200, 4, electrode[2], 30, 1).measure(session, stability(cell), p -> {});
                final String what =
                        electrode[0] + " MOhm, found " + found.kernel().seriesMohm() + ", half " + found.halfMohm()
                                + ", tau " + found.kernel().membraneMs() + " ms, lag "
                                + found.kernel().electrodeMs() + " ms";
                assertEquals(1, found.kernel().seriesMohm() / electrode[0], 0.05, what);
                // The membrane decays with both capacitances.
                assertEquals(20 * (1 + electrode[1] / 100), found.kernel().membraneMs(), 1.5, what);
                // Time constant and two ticks of latency.
                assertEquals(
                        electrode[0] * electrode[1] / 1000 + 0.02,
                        found.kernel().electrodeMs(),
                        0.02,
                        what);
            }
        }
    }

    @Test
    void compensationGivesThePotentialOfTheCell() {
        final EmbeddedCell cell = cell(10, 5);
        try (Session session = session(cell)) {
            final ElectrodeKernel kernel =
                    NOISE.measure(session, stability(cell), p -> {}).kernel();
            final Injection injection = new Injection(
                    new InjectionSource.Generated(new OrnsteinUhlenbeck(5, 2, 2.7f, 10, 4, 10.5f, 0, 3), 1000),
                    1,
                    1,
                    0,
                    -80,
                    0,
                    100,
                    List.of(),
                    0,
                    0,
                    LOOP_HZ,
                    0);
            final Kept kept = new Kept();
            assertTrue(session.run(injection.plan(session.device(), stability(cell)), kept)
                    .complete());
            final double[] truth = kept.truthMv(cell);
            final int period = LOOP_HZ / 20_000;
            final int n = kept.length / period;
            final double[] mv = new double[n];
            final double[] pa = new double[n];
            for (int k = 0; k < n; k++) {
                mv[k] = kept.mv[k * period];
                pa[k] = kept.pa[k * period];
            }
            final double[] compensated = kernel.compensated(mv, pa, 0.05);
            double before = 0;
            double after = 0;
            for (int k = 100; k < n; k++) {
                before += Math.pow(mv[k] - truth[k * period], 2) / (n - 100);
                after += Math.pow(compensated[k] - truth[k * period], 2) / (n - 100);
            }
            assertTrue(Math.sqrt(before) > 1, "the electrode was to be seen: " + Math.sqrt(before));
            // The noise on V is 0.05 mV.
            assertTrue(Math.sqrt(after) < 0.1, Math.sqrt(after) + " mV");
        }
    }

    @Test
    void anElectrodeThatIsNotTenTimesFasterIsRefused() {
        final EmbeddedCell slow = new EmbeddedCell(EmbeddedCell.Kind.PASSIVE, 100, 50, -70, 20, 20, 0.05, 1, 1);
        try (Session session = session(slow)) {
            final InputException refused = assertThrows(
                    InputException.class,
                    () -> new ElectrodeNoise(200, 4, 2, 12, 1).measure(session, stability(slow), p -> {}));
            assertTrue(refused.getMessage().contains("ten times faster"), refused.getMessage());
        }
        final EmbeddedCell none = cell(0, 0);
        try (Session session = session(none)) {
            final InputException refused = assertThrows(
                    InputException.class, () -> NOISE.measure(session, new StabilityLimit(0, 0, 20, 100), p -> {}));
            assertTrue(refused.getMessage().contains("nothing to compensate"), refused.getMessage());
        }
    }

    @Test
    void whatIsNoNoiseIsRefused() {
        final double[] sine = new double[20_000];
        Arrays.setAll(sine, k -> 100 * Math.sin(k / 50.0));
        assertThrows(InputException.class, () -> ElectrodeKernel.of(sine, sine, 0.05, 1, 30, 0));
        final double[] gap = sine.clone();
        gap[500] = Double.NaN;
        assertTrue(assertThrows(InputException.class, () -> ElectrodeKernel.of(gap, sine, 0.05, 1, 30, 0))
                .getMessage()
                .contains("Sample 500"));
        assertThrows(InputException.class, () -> new ElectrodeNoise(0, 4, 1, 30, 1));
    }

    /** V and the whole current at each tick. */
    private static final class Kept implements RunListener {

        private final double[] mv = new double[2 * LOOP_HZ];
        private final double[] pa = new double[2 * LOOP_HZ];
        private int length;

        @Override
        public void began(final long tick) {
            length = 0;
        }

        @Override
        public void samples(final float[][] samples, final int n) {
            for (int k = 0; k < n; k++, length++) {
                mv[length] = samples[0][k];
                pa[length] = samples[1][k] + samples[2][k];
            }
        }

        @Override
        public void happened(final double timeS, final String text) {
            // nothing
        }

        /**
         * The cell behind the electrode under the recorded current, which acts a tick after the next sample of V; and
         * the recorded potential must come out too.
         */
        double[] truthMv(final EmbeddedCell cell) {
            final double stepMs = 1000.0 / LOOP_HZ;
            final double[] truth = new double[length];
            double v = cell.leakReversalMv();
            double electrode = v;
            double worst = 0;
            for (int k = 0; k < length; k++) {
                truth[k] = v;
                worst = Math.max(worst, Math.abs(mv[k] - electrode));
                final double i = k > 0 ? pa[k - 1] : 0;
                for (int s = 0; s < 10; s++) {
                    final double target = v + cell.seriesMohm() * i / 1000;
                    electrode = target
                            + (electrode - target)
                                    * Math.exp(-stepMs / 10 / (cell.seriesMohm() * cell.electrodePf() / 1000));
                    final double into = (electrode - v) / cell.seriesMohm() * 1000;
                    v += stepMs / 10 * (into - cell.leakNs() * (v - cell.leakReversalMv())) / cell.capacitancePf();
                }
            }
            assertTrue(worst < 0.4, "the same potential was to come out as was recorded: " + worst + " mV");
            return truth;
        }
    }
}
