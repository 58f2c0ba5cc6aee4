package org.eibalance.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Pyramidal cells and interneurons that fire in turn. */
class PingNetworkTest {

    private static final double STEP_MS = 0.05;
    private static final int E = 40;
    private static final int I = 10;

    private static PingNetwork small(final double pa, final double ei, final double ie, final double decayMs) {
        return new PingNetwork(
                HodgkinHuxley.pyramidal(), HodgkinHuxley.interneuron(), E, I, pa, 0, ei, ie, 0.25, 0.5, decayMs);
    }

    private static Spikes run(final PingNetwork network) {
        return network.run(250, STEP_MS, 1, share -> {});
    }

    /** Spikes of excitatory cells and of inhibitory ones, from 50 ms on. */
    private static int[] counts(final Spikes spikes) {
        final int[] counts = new int[2];
        for (int k = 0; k < spikes.count(); k++)
            if (spikes.steps()[k] * STEP_MS >= 50) counts[spikes.neurons()[k] < E ? 0 : 1]++;
        return counts;
    }

    @Test
    void excitatoryCellsLeadAndInterneuronsFollowWithinMilliseconds() {
        final Spikes spikes = run(small(1.4, 0.25, 0.25, 9));
        assertEquals(E + I, spikes.neuronCount());
        assertEquals(5000, spikes.duration());
        final int[] counts = counts(spikes);
        // A gamma rhythm: a cell of each kind fires about once in a cycle of 20 to 30 ms.
        final double ofE = counts[0] / (double) E / 0.2;
        final double ofI = counts[1] / (double) I / 0.2;
        assertTrue(ofE > 20 && ofE < 60, ofE + " Hz");
        assertTrue(ofI > 20 && ofI < 60, ofI + " Hz");
        // In the 8 ms before a spike of an interneuron pyramidal cells fire, in those behind it they are inhibited.
        int before = 0;
        int behind = 0;
        for (int k = 0; k < spikes.count(); k++) {
            if (spikes.neurons()[k] < E || spikes.steps()[k] * STEP_MS < 50) continue;
            for (int j = 0; j < spikes.count(); j++) {
                final double ms = (spikes.steps()[j] - spikes.steps()[k]) * STEP_MS;
                if (spikes.neurons()[j] >= E) continue;
                if (ms > -8 && ms <= 0) before++;
                else if (ms > 2 && ms <= 10) behind++;
            }
        }
        assertTrue(before > 4 * behind, before + " before, " + behind + " behind");
    }

    @Test
    void interneuronsAreSilentWithoutExcitationAndPyramidalCellsWithoutDrive() {
        final int[] without = counts(run(small(1.4, 0.25, 0.25, 9).withExcitationOfINs(0)));
        assertEquals(0, without[1]);
        assertTrue(without[0] > counts(run(small(1.4, 0.25, 0.25, 9)))[0], "nothing inhibits them");
        assertEquals(0, counts(run(small(1.4, 0.25, 0.25, 9).withExcitatoryPa(-1)))[0]);
    }

    @Test
    void slowInhibitionMakesASlowRhythm() {
        final int fast = counts(run(small(1.4, 0.25, 0.25, 3)))[0];
        final int slow = counts(run(small(1.4, 0.25, 0.25, 9).withInhibitoryDecayMs(40)))[0];
        assertTrue(slow < 0.85 * fast, slow + " and " + fast);
    }

    @Test
    void moreDriveMakesAFasterRhythm() {
        final int weak = counts(run(small(1.0, 0.25, 0.25, 9)))[0];
        final int strong = counts(run(small(1.0, 0.25, 0.25, 9).withExcitatoryPa(3)))[0];
        assertTrue(strong > 1.2 * weak, weak + " and " + strong);
    }

    @Test
    void theSameSeedGivesTheSameSpikesAndProgressGoesToTheEnd() {
        final double[] last = {-1};
        final Spikes one = small(1.4, 0.25, 0.25, 9).run(30, STEP_MS, 5, share -> {
            assertTrue(share >= last[0]);
            last[0] = share;
        });
        assertEquals(1, last[0]);
        final Spikes again = small(1.4, 0.25, 0.25, 9).run(30, STEP_MS, 5, share -> {});
        assertArrayEquals(one.neurons(), again.neurons());
        assertArrayEquals(one.steps(), again.steps());
        assertTrue(!Arrays.equals(
                one.steps(),
                small(1.4, 0.25, 0.25, 9).run(30, STEP_MS, 6, share -> {}).steps()));
    }

    @Test
    void withOtherCellsAllElseStays() {
        final PingNetwork standard = PingNetwork.standard();
        final PingNetwork swapped = standard.withCells(HodgkinHuxley.interneuron(), HodgkinHuxley.pyramidal());
        assertEquals(standard.interneuron(), swapped.pyramidal());
        assertEquals(standard.pyramidal(), swapped.interneuron());
        assertEquals(standard, swapped.withCells(standard.pyramidal(), standard.interneuron()));
        assertEquals(200, standard.excitatory());
        assertEquals(3, standard.withExcitatoryPa(3).excitatoryPa());
        assertEquals(standard, standard.withExcitatoryPa(3).withExcitatoryPa(1.4));
        assertEquals(standard, standard.withInhibitoryDecayMs(3).withInhibitoryDecayMs(9));
        assertEquals(standard, standard.withExcitationOfINs(3).withExcitationOfINs(0.25));
    }

    @Test
    void valuesOutOfTheirRangeAreRefused() {
        assertThrows(InputException.class, () -> small(1, -0.1, 0.25, 9));
        assertThrows(InputException.class, () -> small(1, 0.25, -0.1, 9));
        assertThrows(InputException.class, () -> small(1, 0.25, 0.25, 0));
        final HodgkinHuxley e = HodgkinHuxley.pyramidal();
        final HodgkinHuxley i = HodgkinHuxley.interneuron();
        assertThrows(InputException.class, () -> new PingNetwork(e, i, 0, 1, 1, 0, 1, 1, 1, 0.5, 9));
        assertThrows(InputException.class, () -> new PingNetwork(e, i, 1, 0, 1, 0, 1, 1, 1, 0.5, 9));
        assertThrows(InputException.class, () -> new PingNetwork(e, i, 1, 1, 1, 0, 1, 1, -1, 0.5, 9));
        assertThrows(InputException.class, () -> new PingNetwork(e, i, 1, 1, 1, 0, 1, 1, 1, 0, 9));
        assertThrows(InputException.class, () -> new PingNetwork(e, i, 1, 1, 1, 0, 1, 1, 1, 1.1, 9));
    }
}
