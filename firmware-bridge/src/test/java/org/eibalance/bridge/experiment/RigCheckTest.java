package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.PassedOn;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

/** One board, one calibration, and amplifiers of which only one is the calibration's. */
class RigCheckTest {

    private static final int LOOP_HZ = 10_000;
    private static final double[] MOHM = {30, 100, 300, 1000};
    private static final StabilityLimit STABILITY = new StabilityLimit(0, 0, 100, 100);

    private static EmbeddedCell cell(final double mohm, final double pf, final double noiseMv) {
        return new EmbeddedCell(EmbeddedCell.Kind.PASSIVE, pf, 1000 / mohm, -70, 0, 0, noiseMv, 1, 1);
    }

    /** A rig whose true current is looked at all the time. */
    private static final class Rig extends PassedOn {

        private static final long STEP_NS = 1_000_000;
        private final double gain;
        private double largestPa;

        Rig(final EmbeddedCell cell, final double gain) {
            super(new WasmDevice(cell, LOOP_HZ, 7));
            this.gain = gain;
            device.commandGain(gain);
        }

        @Override
        public void pass(final long ns) {
            for (long left = ns; left > 0; left -= STEP_NS) {
                super.pass(Math.min(left, STEP_NS));
                largestPa = Math.max(largestPa, Math.abs(device.currentPa()));
            }
        }

        /** What the check says; empty where it passes. Nothing but the pulse has flowed, and nothing flows. */
        String check(final double expectedMohm, final StabilityLimit stability) {
            String sentence = "";
            try (Session session = Session.open(this)) {
                try {
                    RigCheck.mohm(session, stability, expectedMohm);
                } catch (final DeviceException e) {
                    sentence = e.getMessage();
                }
                // Once more as long: a current that comes late would be seen.
                session.pause(300);
                assertEquals(0, Math.abs(device.currentPa()));
                assertTrue(
                        session.status().state() == DeviceState.CONFIGURED
                                || session.status().fault() == Fault.V_WINDOW,
                        session.status().toString());
            }
            final double pulsePa = Math.min(RigCheck.LIMIT_PA, 10_000 / expectedMohm);
            assertTrue(largestPa > 0.9 * pulsePa * Math.abs(gain), largestPa + " pA");
            assertTrue(largestPa <= pulsePa * Math.abs(gain) + 0.2 * Math.abs(gain), largestPa + " pA");
            return sentence;
        }
    }

    @Test
    void anAmplifierWithAnotherGainOrReversedLeadsIsRefusedAtEachResistance() {
        for (final double mohm : MOHM)
            for (final double gain : new double[] {5, 0.2, -1, -5, -0.2}) {
                final String sentence = new Rig(cell(mohm, 100, 0.1), gain).check(mohm, STABILITY);
                assertTrue(
                        sentence.contains(gain < 0 ? "the wrong sign" : "a factor of at most 1.5 was expected")
                                || sentence.contains("did not go on to its end"),
                        mohm + " MOhm x " + gain + ": " + sentence);
            }
    }

    @Test
    void theRightAmplifierIsRefusedAtNone() {
        for (final double mohm : MOHM)
            for (final double pf : new double[] {20, 150})
                assertEquals("", new Rig(cell(mohm, pf, 0.3), 1).check(mohm, STABILITY), mohm + " MOhm, " + pf + " pF");
        // A seal test is not exact.
        for (final double off : new double[] {0.75, 1.35})
            assertEquals("", new Rig(cell(200, 100, 0.1), 1).check(200 * off, STABILITY));
        // A cell larger than is assumed; with its capacitance the pulse is longer.
        assertEquals("", new Rig(cell(1000, 300, 0.1), 1).check(1000, STABILITY));
        assertEquals("", new Rig(cell(1000, 300, 0.1), 1).check(1000, new StabilityLimit(0, 0, 100, 300)));
    }

    @Test
    void theLimitIsAFactorOfOneAndAHalf() {
        for (final double gain : new double[] {1.45, 1 / 1.45})
            assertEquals("", new Rig(cell(100, 50, 0.02), gain).check(100, STABILITY));
        for (final double gain : new double[] {1.55, 1 / 1.55})
            assertTrue(new Rig(cell(100, 50, 0.02), gain).check(100, STABILITY).contains("a factor of at most 1.5"));
    }

    @Test
    void theResistanceIsFound() {
        try (Session session = Session.open(new WasmDevice(cell(250, 100, 0.1), LOOP_HZ, 3))) {
            assertEquals(250, RigCheck.mohm(session, STABILITY, 200), 3);
        }
    }

    @Test
    void whereNoiseHidesTheAnswerTheRigIsNotTakenForRight() {
        final String sentence = new Rig(cell(30, 100, 8), 1).check(30, STABILITY);
        assertTrue(sentence.contains("V is too unsteady to tell"), sentence);
    }

    @Test
    void withoutAResistanceNothingIsArmed() {
        final Rig rig = new Rig(cell(100, 100, 0), 1);
        try (Session session = Session.open(rig)) {
            final InputException none = assertThrows(InputException.class, () -> RigCheck.mohm(session, STABILITY, 0));
            assertTrue(none.getMessage().startsWith("expected_resistance_mohm is not given: "), none.getMessage());
            for (final double bad : new double[] {Double.NaN, -100, 0.5, 10_001})
                assertThrows(InputException.class, () -> RigCheck.mohm(session, STABILITY, bad));
            session.pause(500);
        }
        assertEquals(0, rig.largestPa);
    }

    /** What it is for: 400 pA asked for, 2000 given, and the run is complete. */
    @Test
    void withoutTheCheckTheWrongCurrentFlows() {
        final Rig rig = new Rig(cell(30, 100, 0), 5);
        final double[] none = new double[200];
        Arrays.fill(none, 0.001);
        final Injection injection = Injection.of(new ConductancePair(1, none, none, "almost none", 0), 0, -75)
                .withCommandPa(400);
        try (Session session = Session.open(rig)) {
            assertTrue(session.run(injection.plan(session.device(), STABILITY), new RunListener() {

                        @Override
                        public void began(final long tick) {
                            // what flows is what counts
                        }

                        @Override
                        public void samples(final float[][] samples, final int length) {
                            // what flows is what counts
                        }

                        @Override
                        public void happened(final double timeS, final String text) {
                            // what flows is what counts
                        }
                    })
                    .complete());
        }
        assertEquals(2000, rig.largestPa, 2);
    }
}
