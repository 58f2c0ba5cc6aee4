package org.eibalance.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

/** What a pipette does between the amplifier and a cell at rest, by Ohm's law. */
class PipetteTest {

    /** 100 MOhm at −70 mV. */
    private static final PointNeuron CELL = new PointNeuron(150, 10, -70, 0, -80);

    private static final int SAMPLES = 200;

    /** The last sample of each sweep: mV or pA. */
    private static double[] steady(final Pipette pipette, final ClampMode mode, final double level, final int sweeps) {
        final SimulatedRecording made = new CellExperiment(
                        CELL,
                        pipette,
                        Amplifier.IDEAL,
                        new SynapticInput.Given(
                                new ConductancePair(0.1, new double[SAMPLES], new double[SAMPLES], "none", 0), 0),
                        ClampProtocol.steady(mode, sweeps, SAMPLES * 0.1, level),
                        0.1,
                        1)
                .run("steady");
        final double[] last = new double[sweeps];
        try (var recording = made.recording()) {
            final double[] sweep = new double[SAMPLES];
            for (int k = 0; k < sweeps; k++) {
                recording.read(0, k, 0, sweep);
                last[k] = sweep[SAMPLES - 1];
            }
        }
        return last;
    }

    @Test
    void aDriftAboveZeroMakesTheSeriesResistanceRise() {
        final Pipette rising = new Pipette(20, 0, 0.01, 0, 0);
        assertEquals(20, rising.seriesResistanceMohm(0), 1e-12);
        assertEquals(22, rising.seriesResistanceMohm(10), 1e-12);
        final Pipette falling = new Pipette(20, 0, -0.02, 0, 0);
        assertEquals(16, falling.seriesResistanceMohm(10), 1e-12);
        assertEquals(0, falling.seriesResistanceMohm(100), "a resistance is never below 0");
    }

    @Test
    void aRisingSeriesResistanceMakesTheCurrentOfLaterSweepsSmaller() {
        final double[] currentPa = steady(new Pipette(20, 0, 0.1, 0, 0), ClampMode.VOLTAGE_CLAMP, -50, 4);
        for (int k = 0; k < 4; k++) assertEquals(20_000 / (100 + 20 + 2.0 * k), currentPa[k], 1e-6, "sweep " + k);
    }

    @Test
    void compensationTakesItsShareOfTheSeriesResistance() {
        final Pipette pipette = new Pipette(25, 0.6, 0, 0, 0);
        assertEquals(10, pipette.residualMohm(3), 1e-12);
        assertEquals(20_000 / 110.0, steady(pipette, ClampMode.VOLTAGE_CLAMP, -50, 1)[0], 1e-6);
        assertEquals(
                -70 + 0.1 * (100 + 10), steady(pipette, ClampMode.CURRENT_CLAMP, 100, 1)[0], 1e-9, "bridge of 15 MOhm");
    }

    @Test
    void theJunctionPotentialIsTakenOffTheCommandAndAddedToWhatIsRead() {
        final Pipette pipette = new Pipette(0, 0, 0, 0, 12);
        assertEquals(10 * (-50 - 12 + 70), steady(pipette, ClampMode.VOLTAGE_CLAMP, -50, 1)[0], 1e-3);
        assertEquals(-70 + 12, steady(pipette, ClampMode.CURRENT_CLAMP, 0, 1)[0], 1e-9);
    }

    @Test
    void valuesThatNoPipetteHasAreRefused() {
        assertThrows(InputException.class, () -> new Pipette(-1, 0, 0, 0, 0));
        assertThrows(InputException.class, () -> new Pipette(10, 1.1, 0, 0, 0));
        assertThrows(InputException.class, () -> new Pipette(10, 0, 0, -1, 0));
    }
}
