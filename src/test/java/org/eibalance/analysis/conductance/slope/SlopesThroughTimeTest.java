package org.eibalance.analysis.conductance.slope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.analysis.conductance.trials.UpStateSettings;
import org.eibalance.analysis.conductance.trials.UpStates;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Current-voltage lines through time, and the Up states they are aligned to. */
class SlopesThroughTimeTest {

    private static final double[] LEVELS = {-90, -70, -50, -30, -10};

    private static SlopeSettings settings(final double binMs, final boolean median) {
        return new SlopeSettings(
                binMs,
                median,
                new TimeWindow(0, 100),
                new TimeWindow(100, 300),
                new ReversalPotentials(0, -80),
                JunctionPotential.NONE,
                0);
    }

    /** An Up state from 150 to 250 ms: 4 nS and 6 nS on a cell of 8 nS, −70 mV. */
    private static ClampTrials voltageClamp(final double noisePa, final int sweeps) {
        final SplittableRandom random = new SplittableRandom(1);
        final double[][][] currents = new double[5][sweeps][3000];
        for (int j = 0; j < 5; j++) {
            for (final double[] sweep : currents[j]) {
                for (int i = 0; i < 3000; i++) {
                    final boolean up = i >= 1500 && i < 2500;
                    sweep[i] = 8 * (LEVELS[j] + 70)
                            + (up ? 4 * LEVELS[j] + 6 * (LEVELS[j] + 80) : 0)
                            + noisePa * random.nextGaussian();
                }
            }
        }
        return ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, LEVELS, currents, 0);
    }

    @Test
    void theUpStateAddsItsConductanceAtItsReversalPotential() {
        final SlopesThroughTime found = SlopesThroughTime.compute(voltageClamp(0, 1), settings(5, false));
        assertEquals(40, found.bins().size());
        final SlopeBin up = found.bins().get(20);
        assertEquals(202.45, up.timeMs(), 1e-9);
        assertEquals(18, up.conductanceNs(), 1e-11);
        assertEquals(10, up.synapticNs(), 1e-11);
        assertEquals(-48, up.synapticReversalMv(), 1e-10);
        assertEquals(4, up.excitatoryNs(), 1e-11);
        assertEquals(6, up.inhibitoryNs(), 1e-11);
        assertEquals(8, found.baseline().conductanceNs(), 1e-11);
        assertEquals(-70, found.baseline().reversalMv(), 1e-10);
    }

    @Test
    void itsErrorsAreTheScatterOfTheBins() {
        final SlopesThroughTime found = SlopesThroughTime.compute(voltageClamp(30, 8), settings(1, false));
        double squares = 0;
        int up = 0;
        for (final SlopeBin bin : found.bins()) {
            if (bin.timeMs() < 150 || bin.timeMs() > 250) continue;
            squares += Math.pow(bin.synapticNs() - 10, 2);
            up++;
        }
        final double rms = Math.sqrt(squares / up);
        final double told = found.bins().stream()
                .mapToDouble(SlopeBin::synapticSeNs)
                .average()
                .orElseThrow();
        assertEquals(rms, told, 0.2 * rms);
        assertEquals(1.5, found.inhibitionOnExcitation().ratio(), 0.02);
    }

    @Test
    void theMedianOfABinPassesOverSpikes() {
        final ClampTrials trials = voltageClamp(0, 1);
        trials.levels().get(0).sweeps().get(0).recorded()[2003] = -5000;
        final SlopeBin mean =
                SlopesThroughTime.compute(trials, settings(5, false)).bins().get(20);
        final SlopeBin median =
                SlopesThroughTime.compute(trials, settings(5, true)).bins().get(20);
        assertTrue(Math.abs(mean.synapticNs() - 10) > 0.5);
        assertEquals(10, median.synapticNs(), 1e-11);
    }

    @Test
    void inCurrentClampPotentialIsRegressedOnCurrent() {
        final double[] injected = {-200, -100, 0, 100};
        final double[][][] potentials = new double[4][1][3000];
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 3000; i++) {
                final boolean up = i >= 1500;
                potentials[j][0][i] = up ? (8 * -70 + 6 * -80 + injected[j]) / 18 : -70 + injected[j] / 8;
            }
        }
        final SlopesThroughTime found = SlopesThroughTime.compute(
                ClampTrials.held(ClampMode.CURRENT_CLAMP, 0.1, injected, potentials, 0), settings(10, false));
        assertEquals(8, found.baseline().conductanceNs(), 1e-9);
        assertEquals(4, found.bins().get(15).excitatoryNs(), 1e-9);
        assertEquals(6, found.bins().get(15).inhibitoryNs(), 1e-9);
    }

    @Test
    void twoLevelsAreTooFew() {
        final ClampTrials trials =
                ClampTrials.held(ClampMode.VOLTAGE_CLAMP, 0.1, new double[] {-90, -10}, new double[2][1][3000], 0);
        assertThrows(InputException.class, () -> SlopesThroughTime.compute(trials, settings(5, false)));
    }

    /** Down at −75, Up at −60 mV, with 2 mV of noise; Up from 1000 to 1600 and 2500 to 3100 ms, and a blip. */
    private static double[] upAndDown() {
        final SplittableRandom random = new SplittableRandom(2);
        final double[] trace = new double[50000];
        for (int i = 0; i < trace.length; i++) {
            final double t = i * 0.1;
            final boolean up =
                    t >= 1000 && t < 1600 || t >= 2500 && t < 2700 || t >= 2730 && t < 3100 || t >= 4000 && t < 4100;
            trace[i] = (up ? -60 : -75) + 2 * random.nextGaussian();
        }
        return trace;
    }

    @Test
    void upStatesAreLongGapsInThemAreFilledAndBlipsAreNone() {
        final UpStates found = UpStates.detect(upAndDown(), 0.1, UpStateSettings.DEFAULT);
        assertEquals(-75, found.downMv(), 0.2);
        // The blip, rounded by the low-pass, belongs to the upper level and pulls it down.
        assertEquals(-60, found.upMv(), 1.5);
        assertEquals(2, found.states().size());
        assertEquals(1000, found.states().get(0).startMs(), 2);
        assertEquals(1600, found.states().get(0).endMs(), 2);
        assertEquals(2500, found.states().get(1).startMs(), 2);
        assertEquals(3100, found.states().get(1).endMs(), 2);
    }

    @Test
    void upStatesOfLongSweepsAreAlignedAndRead() {
        final double[] injected = {-200, -100, 0};
        final SplittableRandom random = new SplittableRandom(4);
        final double[][][] potentials = new double[3][2][50000];
        for (int j = 0; j < 3; j++) {
            for (final double[] sweep : potentials[j]) {
                double next = 800 + 400 * random.nextDouble();
                for (int i = 0; i < sweep.length; i++) {
                    final double t = i * 0.1;
                    if (t > next + 500) next += 1300 + 300 * random.nextDouble();
                    final boolean up = t >= next && t < next + 500;
                    sweep[i] = (up ? (8 * -70 + 6 * -80 + injected[j]) / 18 : -70 + injected[j] / 8)
                            + 0.5 * random.nextGaussian();
                }
            }
        }
        final SlopesThroughTime found = SlopesThroughTime.onUpStates(
                ClampTrials.held(ClampMode.CURRENT_CLAMP, 0.1, injected, potentials, 0),
                settings(10, false),
                UpStateSettings.DEFAULT,
                200,
                400);
        assertEquals(8, found.baseline().conductanceNs(), 0.1);
        assertEquals(4, found.bins().get(40).excitatoryNs(), 0.2);
        assertEquals(6, found.bins().get(40).inhibitoryNs(), 0.2);
        assertEquals(0, found.bins().get(10).synapticNs(), 0.2);
        assertEquals(List.of(), found.remarks());
        // Sweep 1 loses its Up states, and in sweep 3 pulses lie beside all of them.
        for (int i = 0; i < 50000; i++) potentials[0][1][i] = -95 + 0.5 * random.nextGaussian();
        final ClampTrials held = ClampTrials.held(ClampMode.CURRENT_CLAMP, 0.1, injected, potentials, 0);
        final List<ClampLevel> levels = new ArrayList<>();
        for (final ClampLevel level : held.levels())
            levels.add(new ClampLevel(
                    level.level(),
                    level.sweeps().stream()
                            .map(s -> s.index() == 3 ? withPulses(s) : s)
                            .toList()));
        final SlopesThroughTime fewer = SlopesThroughTime.onUpStates(
                new ClampTrials(ClampMode.CURRENT_CLAMP, 0.1, levels),
                settings(10, false),
                UpStateSettings.DEFAULT,
                200,
                400);
        assertEquals(8, fewer.baseline().conductanceNs(), 0.2);
        assertEquals(
                List.of("Without an Up state that has the time before and after its onset, and so not used: "
                        + "sweeps 1, 3."),
                fewer.remarks());
    }

    private static ClampSweep withPulses(final ClampSweep sweep) {
        final double[] command = sweep.command().clone();
        for (int i = 0; i < command.length; i++) if (i / 1000 % 2 == 1) command[i] -= 50;
        return new ClampSweep(sweep.index(), command, sweep.recorded(), 0);
    }

    @Test
    void aTraceWithOneLevelHasNoUpStates() {
        final SplittableRandom random = new SplittableRandom(3);
        final double[] trace = new double[50000];
        for (int i = 0; i < trace.length; i++) trace[i] = -65 + 3 * random.nextGaussian();
        assertThrows(InputException.class, () -> UpStates.detect(trace, 0.1, UpStateSettings.DEFAULT));
        assertThrows(InputException.class, () -> UpStates.detect(new double[100], 0.1, UpStateSettings.DEFAULT));
    }
}
