package org.eibalance.model.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Steps of neurons that can be worked out by hand: passive cells, jumps, refractory times. */
class NeuronFactsTest {

    /** Without sodium and potassium: 100 pF, 10 nS that reverse at -70 mV, spikes at -20 mV. */
    private static HodgkinHuxley passive(final double refractoryMs) {
        return new HodgkinHuxley(Kinetics.HODGKIN_HUXLEY, 100, 10, -70, 0, 50, 0, -90, -20, refractoryMs);
    }

    @Test
    void aCellWithoutSodiumAndPotassiumDecaysWithItsTimeConstant() {
        // 10 ms; with another 30 nS to -10 mV 2.5 ms, to (10 -70 + 30 -10) / 40 = -25 mV.
        for (final double stepMs : new double[] {0.01, 1, 2.4, 5.1, 20}) {
            final MembraneState cell = passive(0).allocate(1, stepMs);
            cell.setPotentialMv(0, -40);
            cell.advance(new float[1], new float[1], 0, 1);
            assertEquals(-70 + 30 * Math.exp(-stepMs / 10), cell.potentialMv(0), 1e-5, stepMs + " ms");
            cell.setPotentialMv(0, -40);
            cell.advance(new float[] {30}, new float[] {-300}, 0, 1);
            assertEquals(-25 - 15 * Math.exp(-stepMs / 2.5), cell.potentialMv(0), 1e-5, stepMs + " ms");
        }
    }

    @Test
    void onlyTheNeuronsOfAPieceAreAdvanced() {
        for (final Membrane membrane : new Membrane[] {
            passive(0),
            new LeakyIntegrateAndFire(100, 10, -70, 0, -80, 0),
            new AdaptiveExponential(100, 10, -70, 0, 0, 10, -80, 0, 100, 0, 0)
        }) {
            final MembraneState cells = membrane.allocate(4, 0.01);
            for (int i = 0; i < 4; i++) cells.setPotentialMv(i, -40 + 5 * i);
            // Into neurons 1 and 2: 350 pA balance the leak at -35 mV, 500 pA move -30 mV by 1 mV/ms.
            cells.advance(new float[2], new float[] {350, 500}, 1, 2);
            final float[] mv = new float[3];
            cells.potentials(1, 3, mv);
            assertEquals(-40, cells.potentialMv(0));
            assertArrayEquals(new float[] {-35, -29.99f, -25}, mv, 1e-4f);
            assertEquals(4, cells.neurons());
        }
    }

    @Test
    void onlyTheIzhikevichCellsOfAPieceAreAdvanced() {
        // 0.04 v² + 5 v + 140 - 0.2 v is 0 at -70 and at -50, -4 at -60 (u is 0.2 v where the potential was set).
        final MembraneState cells = Izhikevich.regularSpiking().allocate(4, 0.001);
        final double[] mv = {-60, -50, -60, -70};
        for (int i = 0; i < 4; i++) cells.setPotentialMv(i, mv[i]);
        cells.advance(new float[2], new float[] {0, 24}, 1, 2);
        assertEquals(-60, cells.potentialMv(0));
        assertEquals(-50, cells.potentialMv(1), 1e-5);
        assertEquals(-60 + 0.001 * (24 - 4), cells.potentialMv(2), 2e-4);
        assertEquals(-70, cells.potentialMv(3));
    }

    @Test
    void theAdaptiveNeuronFiresAtItsCutOffAndNotAtItsThreshold() {
        final AdaptiveExponential neuron = new AdaptiveExponential(200, 10, -70, -50, 2, 0, -60, 0, 100, 0, 0);
        final MembraneState cell = neuron.allocate(1, 0.001);
        cell.setPotentialMv(0, -0.001);
        assertEquals(0, cell.detect(new int[1]));
        cell.setPotentialMv(0, 0);
        assertEquals(1, cell.detect(new int[1]));
        // At the threshold the exponential is the slope factor: (-10 20 + 10 2) / 200 mV/ms.
        cell.setPotentialMv(0, -50);
        for (int s = 0; s < 100; s++) cell.advance(new float[1], new float[1], 0, 1);
        assertEquals(-50 - 0.9 * 0.1, cell.potentialMv(0), 0.003);
    }

    @Test
    void withoutSlopeFactorAPotentialAboveThresholdFollowsTheLeakAlone() {
        final MembraneState cell = new AdaptiveExponential(200, 10, -70, -50, 0, 0, -60, 0, 100, 0, 0).allocate(1, 0.1);
        for (final double mv : new double[] {-50, -40}) {
            cell.setPotentialMv(0, mv);
            cell.advance(new float[1], new float[1], 0, 1);
            assertEquals(-70 + (mv + 70) * Math.exp(-0.1 / 20), cell.potentialMv(0), 1e-4);
        }
    }

    @Test
    void aJumpMovesEachPotentialAtOnce() {
        for (final Membrane membrane : new Membrane[] {
            passive(0),
            new LeakyIntegrateAndFire(100, 10, -70, 0, -80, 0),
            new AdaptiveExponential(100, 10, -70, 0, 2, 10, -80, 0, 100, 0, 0)
        }) {
            final MembraneState cells = membrane.allocate(3, 0.1);
            cells.applyJumps(new float[] {1, -2, 60});
            assertEquals(-69, cells.potentialMv(0), 1e-5);
            assertEquals(-72, cells.potentialMv(1), 1e-5);
            assertEquals(-10, cells.potentialMv(2), 1e-5);
        }
    }

    @Test
    void aSpikeIsTheUpwardCrossingAndIsCountedOnce() {
        final MembraneState cells = passive(0).allocate(3, 0.1);
        final int[] fired = new int[3];
        cells.applyJumps(new float[] {0, 50, 51}); // to -20 mV, which is not beyond it, and to -19
        assertEquals(1, cells.detect(fired));
        assertEquals(2, fired[0]);
        assertEquals(0, cells.detect(fired), "still above");
        cells.applyJumps(new float[] {0, 0, -10});
        assertEquals(0, cells.detect(fired), "downward");
        cells.applyJumps(new float[] {0, 1, 10});
        assertEquals(2, cells.detect(fired));
        assertArrayEquals(new int[] {1, 2}, new int[] {fired[0], fired[1]});
        // Set above it, a cell has not crossed it.
        cells.setPotentialMv(0, 0);
        assertEquals(0, cells.detect(fired));
        cells.setPotentialMv(1, -30);
        cells.setPotentialMv(2, -20);
        cells.applyJumps(new float[] {0, 20, 20});
        assertEquals(2, cells.detect(fired));
    }

    @Test
    void withinTheRefractoryTimeNoFurtherSpikeIsCounted() {
        // 1 ms in steps of 0.1 ms; the potential crosses again so many steps later.
        for (int later = 2; later < 15; later++) {
            final MembraneState cell = passive(1).allocate(1, 0.1);
            cell.applyJumps(new float[] {60});
            assertEquals(1, cell.detect(new int[1]));
            cell.applyJumps(new float[] {-60});
            for (int s = 1; s < later; s++) assertEquals(0, cell.detect(new int[1]));
            cell.applyJumps(new float[] {60});
            assertEquals(later > 10 ? 1 : 0, cell.detect(new int[1]), later + " steps later");
        }
    }

    @Test
    void potentialsBeyondTheTableHaveTheRatesOfItsEnds() {
        // Far above, n goes to 1, and the potassium of 5 nS drives the cell to (10 -70 + 5 -90) / 15.
        final MembraneState cell =
                new HodgkinHuxley(Kinetics.HODGKIN_HUXLEY, 100, 10, -70, 0, 50, 5, -90, -20, 0).allocate(1, 0.1);
        for (final double mv : new double[] {-1000, -150, 150, 1000}) {
            cell.setPotentialMv(0, mv);
            cell.advance(new float[1], new float[] {0}, 0, 1);
            assertTrue(Double.isFinite(cell.potentialMv(0)));
            for (int s = 0; s < 50; s++) cell.advance(new float[] {1e6f}, new float[] {(float) (1e6 * mv)}, 0, 1);
            assertEquals(mv, cell.potentialMv(0), 0.02);
            // One step without the clamp: the conductance of potassium is 5 nS above, and none below.
            cell.advance(new float[1], new float[1], 0, 1);
            final double ns = mv > 0 ? 15 : 10;
            final double goal = mv > 0 ? (10 * -70 + 5 * -90) / 15.0 : -70;
            assertEquals(goal + (mv - goal) * Math.exp(-0.1 * ns / 100), cell.potentialMv(0), 0.002 * Math.abs(mv));
        }
    }

    @Test
    void aCurrentWithoutALeakIsIntegratedByTheCapacitance() {
        final LeakyIntegrateAndFireState cell = new LeakyIntegrateAndFire(100, 0, -70, 0, -80, 0).allocate(1, 0.1);
        for (int s = 0; s < 10; s++) cell.advanceExactly(50, new float[1]);
        assertEquals(-70 + 50 * 1.0 / 100, cell.potentialMv(0), 1e-4);
        // With a leak of 10 nS: 50 pA lift it by 5 mV with 10 ms.
        final LeakyIntegrateAndFireState leaky = new LeakyIntegrateAndFire(100, 10, -70, 0, -80, 0).allocate(1, 0.1);
        for (int s = 0; s < 100; s++) leaky.advanceExactly(50, new float[1]);
        assertEquals(-70 + 5 * (1 - Math.exp(-1)), leaky.potentialMv(0), 1e-4);
    }

    @Test
    void aDecayingCurrentReachesOnlyThoseThatAreNotRefractory() {
        final LeakyIntegrateAndFireState cells =
                new LeakyIntegrateAndFire(100, 10, -70, -50, -80, 0.2).allocate(2, 0.1);
        final int[] fired = new int[2];
        cells.setPotentialMv(1, -40);
        cells.applyJumps(new float[2]);
        assertEquals(1, cells.detect(fired));
        cells.addDecayedCurrent(new float[] {20, 20}, 0.25f);
        cells.applyJumps(new float[] {1, 1});
        assertEquals(-64, cells.potentialMv(0), 1e-5);
        assertEquals(-80, cells.potentialMv(1), 1e-5);
        // Enough to fire: the search for those above threshold sees what the current has done.
        cells.addDecayedCurrent(new float[] {200, 0}, 0.25f);
        assertEquals(1, cells.detect(fired));
        assertEquals(0, fired[0]);
    }

    @Test
    void eachKindOfStepIsSeenByTheSearchForThoseAboveThreshold() {
        final LeakyIntegrateAndFire neuron = new LeakyIntegrateAndFire(100, 10, -70, -50, -80, 0);
        final int[] fired = new int[1];
        for (int kind = 0; kind < 4; kind++) {
            final LeakyIntegrateAndFireState cell = neuron.allocate(1, 0.1);
            // A fused step prepares the search: nothing is above threshold.
            cell.advance(new float[1], new float[1], 0, 0, 0, -80, 0);
            assertEquals(0, cell.detect(fired));
            cell.advance(new float[1], new float[1], 0, 0, 0, -80, 0);
            if (kind == 0) cell.advanceExactly(0, new float[] {30});
            else if (kind == 1) cell.advance(new float[1], new float[] {50_000}, 0, 1);
            else if (kind == 2) cell.addDecayedCurrent(new float[] {60}, 0.5f);
            else cell.applyJumps(new float[] {30});
            assertEquals(1, cell.detect(fired), "kind " + kind);
            assertEquals(-80, cell.potentialMv(0));
        }
        final LeakyIntegrateAndFireState fused = neuron.allocate(1, 0.1);
        fused.advance(new float[1], new float[1], 0, 0, 0, -80, 50_000);
        assertEquals(1, fused.detect(fired));
        fused.advance(new float[1], new float[1], 0, 0, 0, -80, 0);
        assertEquals(0, fused.detect(fired));
    }

    @Test
    void theRingOfTheHeldGrowsWhereverItsHeadIs() {
        // Held for 3 steps; every step others fire, at last 150 at once, while the head has gone round.
        final Refractoriness held = new Refractoriness(1000, 0.3, 0.1);
        final int[] firing = {30, 30, 30, 30, 30, 30, 10, 150, 60, 0, 0, 0, 0};
        final int[] firstOf = new int[firing.length];
        int next = 0;
        for (int s = 0; s < firing.length; s++) {
            firstOf[s] = next;
            for (int i = 0; i < firing[s]; i++) held.hold(next++);
            held.endStep();
            for (int earlier = 0; earlier <= s; earlier++)
                for (int i = 0; i < firing[earlier]; i++)
                    assertEquals(
                            s - earlier >= 3 ? 1 : 0,
                            held.free[firstOf[earlier] + i],
                            "step " + s + ", fired in " + earlier);
        }
        final Refractoriness none = new Refractoriness(2, 0.04, 0.1);
        none.hold(1);
        assertEquals(1, none.free[1], "less than half a step is none");
    }

    @Test
    void aRefractoryNeuronIsHeldUnderConductancesToo() {
        // A refractory neuron is held under conductances too, and free of it afterwards.
        final LeakyIntegrateAndFireState cell = new LeakyIntegrateAndFire(100, 10, -70, -50, -80, 0.1).allocate(1, 0.1);
        cell.applyJumps(new float[] {30});
        assertEquals(1, cell.detect(new int[1]));
        cell.advance(new float[] {1}, new float[] {1}, 20, 5, 0, -80, 100);
        assertEquals(-80, cell.potentialMv(0));
        cell.detect(new int[1]);
        cell.advance(new float[] {1}, new float[] {1}, 20, 5, 0, -80, 100);
        // 20 nS to 0, 5 nS to -80, 10 nS to -70, 100 pA: goal -1000 / 35 mV, x = 0.1 35 / 100.
        final double goal = (5 * -80 + 10 * -70 + 100) / 35.0;
        assertEquals(goal + (-80 - goal) * Math.exp(-0.035), cell.potentialMv(0), 1e-4);
    }

    @Test
    void theStateOfANeuronTakesAsManyBytesAsItsArrays() {
        assertEquals(3 * 4, new LeakyIntegrateAndFire(100, 10, -70, -50, -80, 0).bytesPerNeuron());
        assertEquals(3 * 4, AdaptiveExponential.ofBretteGerstner().bytesPerNeuron());
        assertEquals(2 * 4, Izhikevich.fastSpiking().bytesPerNeuron());
        // Four doubles, an int and a boolean, rounded up to eight.
        assertEquals(40, HodgkinHuxley.squidAxon().bytesPerNeuron());
    }

    @Test
    void neuronsRestAtTheReversalOfTheirLeak() {
        for (final Membrane membrane : new Membrane[] {
            HodgkinHuxley.squidAxon(),
            HodgkinHuxley.ofBenchmark(),
            HodgkinHuxley.pyramidal(),
            HodgkinHuxley.interneuron(),
            AdaptiveExponential.ofBretteGerstner(),
            Izhikevich.regularSpiking(),
            LeakyIntegrateAndFire.ofTimeConstant(20, -65, -50, -65, 2)
        }) {
            final MembraneState cells = membrane.allocate(3, 0.1);
            for (int i = 0; i < 3; i++) assertEquals(membrane.leakReversalMv(), cells.potentialMv(i), 1e-5);
            assertEquals(3, cells.neurons());
        }
        assertEquals(-65, Izhikevich.fastSpiking().leakReversalMv());
    }

    @Test
    void besideTheRemovablePoleARateHasTheSlopeOfItsSeries() {
        // alpha_m = 1 + x / 2 + x² / 12 ... of x = (V + 40) / 10.
        final double[] r = new double[6];
        for (final double x : new double[] {9e-7, -9e-7, 1.1e-6, 1e-4}) {
            Kinetics.HODGKIN_HUXLEY.rates(-40 + 10 * x, r);
            assertEquals(1 + x / 2 + x * x / 12, r[0], 1e-11, "x = " + x);
        }
    }

    @Test
    void conductancesOfAnAxonAreNotNegative() {
        assertThrows(InputException.class, () -> axon(0, 1, 1, 1, 1));
        assertThrows(InputException.class, () -> axon(1, -1, 1, 1, 1));
        assertThrows(InputException.class, () -> axon(1, 1, -1, 1, 1));
        assertThrows(InputException.class, () -> axon(1, 1, 1, -1, 1));
        assertThrows(InputException.class, () -> axon(1, 1, 1, 1, -1));
        assertEquals(0, axon(1, 0, 0, 0, 0).refractoryMs());
    }

    private static HodgkinHuxley axon(
            final double pf, final double leak, final double sodium, final double potassium, final double ms) {
        return new HodgkinHuxley(Kinetics.HODGKIN_HUXLEY, pf, leak, -70, sodium, 50, potassium, -90, 0, ms);
    }

    @Test
    void thePotentialMovesByTheCurrentsOfTheSteadyGates() {
        // C dV/dt = g_L (E_L - V) + g_Na m³ h (E_Na - V) + g_K n⁴ (E_K - V), just after the potential was set.
        for (final Kinetics kinetics : Kinetics.values()) {
            for (final double mv : new double[] {-70, -40, 0}) {
                final double[] r = new double[6];
                kinetics.rates(mv, r);
                final double m = r[0] / (r[0] + r[1]);
                final double h = r[2] / (r[2] + r[3]);
                final double n = r[4] / (r[4] + r[5]);
                final double expected =
                        0.3 * (-54 - mv) + 120 * m * m * m * h * (50 - mv) + 36 * n * n * n * n * (-77 - mv);
                final MembraneState cell =
                        new HodgkinHuxley(kinetics, 1, 0.3, -54, 120, 50, 36, -77, 100, 0).allocate(1, 1e-5);
                cell.setPotentialMv(0, mv);
                cell.advance(new float[1], new float[1], 0, 1);
                assertEquals(
                        expected,
                        (cell.potentialMv(0) - mv) / 1e-5,
                        1e-3 * Math.abs(expected) + 1e-3,
                        kinetics + " at " + mv);
            }
        }
    }
}
